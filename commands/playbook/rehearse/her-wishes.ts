/** What she says, late and in her own time, through whoever stands by her; and what staff owe her meanwhile, whether she says anything or not. */
import { isOpen } from '#domain/case/state.ts';
import { childRoles, type DutyKind } from '#domain/terms.ts';
import { doneBy, type Duty } from '#domain/victim/duty/duty.ts';
import type { VictimFile } from '#domain/victim/state.ts';
import { at, day, hour, localDay, prompt, type Script, type Sight, type Wish } from './wish.ts';

export function herWishes(script: Script, sight: Sight): readonly Wish[] {
  return [...sight.files].flatMap(([as, file]) => [...Object.entries(file.duties).flatMap(([id, duty]) => owed(script, as, id, duty)), ...(script.silent ? [] : [...words(script, as, file), ...toBeTold(script, as, file), ...sessions(script, sight, as, file)])]);
}

const onFile = (as: string, body: Wish['body']): Pick<Wish, 'request' | 'body'> => ({ request: `POST /victims/@${as.toLowerCase()}/acts`, body });

/** Done in good time, by whoever owes it. */
function owed({ company, aliasOf, turns }: Script, as: string, id: string, { kind, to, climb }: Duty): readonly Wish[] {
  const agency = aliasOf(to.agency)?.slice(1) ?? '';
  const who = to.person === undefined ? company.at(agency, to.role) : aliasOf(to.person)?.slice(1);
  const body = dutyDone(kind, id);
  const [from, until] = [Date.parse(climb.deadline.start), Date.parse(climb.deadline.due)];
  return body === undefined ? [] : [{ key: `duty ${as} ${id}`, from, until, share: turns.lot(`slow ${as} ${id}`) < 0.1 ? [0.8, 0.95] : prompt, who, ...onFile(as, body) }];
}

function dutyDone(kind: DutyKind, duty: string): Wish['body'] | undefined {
  const act = doneBy[kind];
  if (act === undefined) return () => ({ act: 'do-duty', duty });
  if (act !== 'assess-risk') return undefined;
  return (now) => ({ act, level: 'LOW', trigger: 'REVIEW', factors: [], measures: [], next: localDay(now + 90 * day) });
}

/** The first wishes from early on to be told of the proceedings, where a step or a rule of the playbook asks for it. */
function toBeTold(script: Script, as: string, file: VictimFile): readonly Wish[] {
  const advocate = Object.values(file.standing).find(({ role }) => role === 'COMMUNITY_ADVOCATE');
  const isAsked = script.playbook.facts?.some(({ from }) => from === 'NOTIFIED');
  if (as !== 'V1' || advocate === undefined || isAsked !== true || script.done(`told ${as}`) > 0) return [];
  const wish = {
    act: 'grant-consent', kind: 'NOTIFIED', purpose: 'NOTICES', classes: [], agency: `@${script.company.team[0]?.agency ?? ''}`, by: 'SELF', method: 'WRITTEN', language: 'en', interpreter: 'NONE',
    wording: 'Rehearsed: she is told what happens in the proceedings, as long as she wishes.', explained: { withdrawalTold: true, noConditionTold: true, limitsTold: true },
  };
  return [{ key: `told ${as}`, ...at(script.startsAt + 0.02 * script.span), who: script.aliasOf(advocate.person ?? '')?.slice(1), ...onFile(as, () => wish) }];
}

/** The first says ready after months; the second not now, then that she is not to be asked for a while, and after a year that she is. */
function words(script: Script, as: string, file: VictimFile): readonly Wish[] {
  const who = Object.values(file.standing).filter(({ role }) => ['COMMUNITY_ADVOCATE', 'VICTIM_COUNSEL'].includes(role)).flatMap(({ person, agency, role }) => script.aliasOf(person ?? '')?.slice(1) ?? script.company.at(script.aliasOf(agency)?.slice(1) ?? '', role) ?? [])[0];
  if (who === undefined) return [];
  const said = as === 'V1' ? [{ after: 0.08, signal: 'READY_FOR_INTERVIEW' }] : [{ after: 0.05, signal: 'NOT_NOW' }, { after: 0.12, signal: 'NOT_TO_BE_ASKED_BEFORE' }, { after: 0.25, signal: 'READY_FOR_INTERVIEW' }];
  return said.filter(({ after }) => script.done(`say ${as} ${after}`) === 0).slice(0, 1).map(({ after, signal }) => ({
    key: `say ${as} ${after}`, ...at(script.startsAt + after * script.span), who,
    ...onFile(as, (now) => ({ act: 'signal-readiness', signal, voice: 'SELF', ...(signal === 'NOT_TO_BE_ASKED_BEFORE' && { until: localDay(now + 60 * day) }) })),
  }));
}

const askers = ['INVESTIGATOR', 'FORENSIC_INTERVIEWER', 'CHILD_EXPLOITATION_INVESTIGATOR', 'PROSECUTOR', 'COMPETENT_AUTHORITY_OFFICER'] as const;

/** Once each: the first is asked, the second asks herself. */
function sessions(script: Script, { state, now }: Sight, as: string, file: VictimFile): readonly Wish[] {
  const isAsked = script.playbook.steps.some((step) => step.pacing === 'VICTIM_PACED' && step.form === 'statement' && isOpen(state.steps[`${step.code}:${as}`]));
  const asker = askers.map((role) => script.company.personOf(role)).find((person) => person !== undefined);
  if (!isAsked || file.voice?.readiness?.signal !== 'READY_FOR_INTERVIEW' || asker === undefined) return [];
  const alias = `interview-${as.toLowerCase()}`;
  const [interview] = Object.keys(file.interviews?.planned ?? {});
  if (interview !== undefined && script.done(`voice ${as}`) === 0) return [{ key: `voice ${as}`, ...at(now + hour), who: asker, request: `GET /victims/@${as.toLowerCase()}/voice`, body: () => undefined, save: { [alias]: 'interviews[result=SCHEDULED].id' } }];
  if (interview !== undefined) {
    const session = { act: 'record-session', interview: `@${alias}`, minutes: 60, breaks: 2, present: ['COMMUNITY_ADVOCATE'], stopRequested: false, wellbeing: 'CALM', interviewer: `@${asker}` };
    return script.done(`session ${as}`) > 0 ? [] : [{ key: `session ${as}`, ...at(now + 9 * day), who: asker, ...onFile(as, (instant) => ({ ...session, day: localDay(instant) })) }];
  }
  if (script.done(`interview ${as}`) > 0) return [];
  const wanted = { case: '@case', purpose: 'INVESTIGATION', sessions: 1 };
  const speaks = Object.values(file.standing).find(({ role }) => role === 'COMMUNITY_ADVOCATE' || (role === 'VICTIM_COUNSEL' && !childRoles.includes(role)));
  const request = as === 'V1' || speaks === undefined ? { who: asker, body: { act: 'request-interview', ...wanted, interpreterFixed: true, advocateOffered: true, afterCareBooked: true } } : { who: script.aliasOf(speaks.person ?? '')?.slice(1), body: { act: 'survivor-asks', ...wanted } };
  return [{ key: `interview ${as}`, ...at(now + 20 * day), who: request.who, ...onFile(as, () => request.body) }];
}
