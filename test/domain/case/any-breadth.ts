/** What people do in the breadth of a case: answers a ladder asks for, packets, added work, gates, reports that are no case yet, closing and reopening. */
import { levelOf } from '#domain/climb.ts';
import { isOpen, type OpenCase, type Step } from '#domain/case/state.ts';
import type { CaseAct, StepAct } from '#domain/case/schema.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { dayIn, HOUR_MS, of, person, type Said } from './any-people.ts';
import { commitmentCommand, stepCommand, uuid, type Body, type World } from './world.ts';

export const breadthKinds = ['ask-date', 'date-answer', 'leader', 'minute', 'packet', 'add-step', 'safe-contact', 'early', 'operation', 'link'] as const;
type Kind = (typeof breadthKinds)[number];
export const isBreadth = (kind: string): kind is Kind => (breadthKinds as readonly string[]).includes(kind);

/** What somebody who knows the case would do, if there is occasion. */
export function makeBreadth(world: World, state: OpenCase, kind: Kind, pick: number, how: number): Said | undefined {
  const open = Object.values(state.steps).filter(isOpen);
  const on = (steps: readonly Step[], by: (step: Step) => string, act: (step: Step) => StepAct): Said | undefined => {
    const step = of(steps, pick);
    return step === undefined ? undefined : [person(by(step), how), stepCommand(step.code, act(step))];
  };
  const holder = ({ holder: agency }: Step): string => agency;
  const lead = (): string => state.lead;
  switch (kind) {
    case 'ask-date':
      return on(open.filter(({ owner }) => owner !== undefined), holder, () => ({ act: 'ask-date', due: dayIn(world, (how % 60) - 3), reason: 'CAPACITY' }));
    case 'date-answer':
      return on(open.filter(({ dateAsked }) => dateAsked !== undefined), lead, (step) => (how % 2 === 0 ? { act: 'refuse-date' } : { act: 're-date', due: step.dateAsked?.due ?? '', reason: 'CAPACITY' }));
    case 'leader':
      return on(climbedTo(open, 'L4'), holder, () => leaderAnswer(world, state, how));
    case 'minute':
      return on(climbedTo(open, 'L5'), lead, () => (how % 2 === 0 ? { act: 'minute-decision', decision: 'KEEP_ON' } : { act: 'minute-decision', decision: 'NEW_DATE', due: dayIn(world, how % 40) }));
    case 'packet': {
      const step = of(open.filter(({ packet, owner }) => packet !== undefined && owner !== undefined), pick);
      return step === undefined ? undefined : [{ ...person(step.holder, how), person: step.owner ?? '' }, stepCommand(step.code, { act: 'acknowledge-packet' })];
    }
    case 'add-step':
      return [person('a0', how), addedStep(how)];
    case 'early':
      return on(open.filter(({ code }) => code === 'V2'), holder, () => ({ act: 'early-contact', minutes: 10 + (how % 25), consent: how % 7 > 0, advocateOffered: true, purpose: 'IMMEDIATE_SAFETY' }));
    case 'link':
      return how % 12 === 2 ? [person(state.lead, how), ofHerFile(state, how)] : [person(state.lead, how), { type: 'link', act: of(linkActs(state, how), how) ?? { act: 'end', link: uuid(701) } }];
    default:
      if (kind === 'safe-contact' && how % 4 % 3 > 0) return [person(state.lead, how), ofHerFile(state, how)];
      return kind === 'safe-contact' ? how % 4 === 3 ? [person(state.lead, how), onPapers(state, how)] : [person(state.lead, how), whole({ act: 'record-safe-contact', rule: uuid(998) })] : operation(world, state, how);
  }
}

/** Her file says that she is in this case, what she said there, that she was heard, or that she is here no more; sometimes twice or of somebody unknown. */
function ofHerFile({ victims = {} }: OpenCase, how: number): Body {
  const [turn, victim] = [Math.floor(how / 12), uuid(how % 11 === 0 ? 941 : 940)];
  if (how % 7 === 0) return { type: 'case', act: { act: 'say-event', event: 'ARREST' } };
  // Who is in it leaves as often as somebody joins: a life is short.
  if (turn % 5 === 0 && (how % 7 === 1 || !Object.hasOwn(victims, victim))) return { type: 'victim-joins', victim, as: `V${1 + (how % 5)}` };
  if (turn % 5 === 1) return { type: 'her-session', victim };
  if (turn % 5 === 2 || (turn % 5 === 3 && !Object.hasOwn(victims, victim))) return { type: 'her-word', victim, ...(of([{ signal: 'READY_FOR_INTERVIEW' }, { signal: 'NOT_NOW' }, { signal: 'NOT_TO_BE_ASKED_BEFORE', until: '2029-06-01T05:00:00.000Z' }] as const, turn) ?? { signal: 'NOT_NOW' }) };
  return { type: 'victim-leaves', victim };
}

/** Two or three of them with files of their own: each is heard in any order, some twice, and one may leave or another come before all were. */
export function theirFiles(world: World, how: number): void {
  const state = world.state();
  if (state.phase === 'absent') return;
  const by = person(state.lead, how);
  const all = [uuid(940), uuid(941), uuid(942)].slice(0, 2 + (how % 2));
  all.forEach((victim, index) => world.say(by, { type: 'victim-joins', victim, as: `V${index + 1}` }));
  for (let turn = 0; turn < 6; turn += 1) {
    const victim = of(all, how + turn * (1 + (how % 3))) ?? '';
    const [leaves, comes] = [turn === 2 && how % 5 === 0, turn === 4 && how % 5 === 1];
    world.say(by, leaves ? { type: 'victim-leaves', victim } : comes ? { type: 'victim-joins', victim: uuid(943), as: 'V9' } : { type: 'her-session', victim });
  }
}

/** Papers are filed, people are assigned to them and taken off again, sometimes twice. */
function onPapers({ assignments = {} }: OpenCase, how: number): Body {
  if (how % 3 === 0) return { type: 'case-papers', act: { act: 'file-paper', paper: uuid(960 + (how % 7)), class: 'D12', kind: 'ORDER', text: uuid(996) } };
  if (how % 3 === 1) return { type: 'case-papers', act: { act: 'assign', assignment: uuid(970 + (how % 5)), person: 'a1-p0', agency: 'a1', class: 'D12', basis: 'CASE_WORK' } };
  return { type: 'case-papers', act: { act: 'end-assignment', assignment: Object.keys(assignments)[0] ?? uuid(970) } };
}

const whole = (act: CaseAct): Body => ({ type: 'case', act });
const reports: readonly CaseAct[] = [{ act: 'accept-case' }, { act: 'keep-as-information', reason: 'NO_INDICATORS' }, { act: 'keep-as-information', reason: 'NO_INDICATORS' }, { act: 'keep-as-information', reason: 'DUPLICATE' }];

/** Somebody says whether a report is a case, or agrees that it is none. */
export const onReport = (state: OpenCase, how: number): Said => [person(state.lead, how), whole(of(reports, how) ?? { act: 'accept-case' })];

/** The end of a case: everything is done or set aside, two people close, and sometimes it is taken up again. */
export function endOfCase(world: World, how: number): void {
  const state = world.state();
  if (state.phase === 'absent') return;
  const { lead } = state;
  const specialist = { ...person(lead, 1), roles: [how % 5 === 0 ? ('COORDINATOR' as const) : ('SPECIALIST_ADVISOR' as const)] };
  world.say(person(lead, 0), whole({ act: 'ask-closing' }));
  if (how % 9 === 0) world.say(person(lead, 0), whole({ act: 'keep-open' }));
  wrapUp(world, lead);
  world.say(person(lead, 0), closing(how));
  world.say(specialist, closing(how));
  world.passTo(laterBy(world.now(), (how % 30) * 24 * HOUR_MS));
  if (how % 2 === 0) world.say(person(lead, 0), whole({ act: 'reopen', trigger: 'NEW_EVIDENCE' }));
}

const closing = (how: number): Body => whole({ act: 'close', how: how % 11 === 0 ? 'FINALLY' : 'MONITORING', reason: 'TRANSFERRED', triggers: ['NEW_EVIDENCE'], victimsTold: how % 13 > 0, redressHandedOver: true });

/** Sends the notice, has it acknowledged, or goes in without. */
function operation(world: World, state: OpenCase, how: number): Said | undefined {
  const { readiness } = state;
  if (readiness === undefined || how % 6 === 0)
    return [person('a0', how), { type: 'readiness-notice', notice: uuid(500 + (how % 50)), timeBand: 'WITHIN_A_WEEK', estimatedNumber: 6, genderMix: 'MIXED', languages: ['es'], minorsExpected: false, specialNeeds: [] }];
  if (how % 3 > 0) return [{ ...person(state.lead, how), roles: ['COMMUNITY_ADVOCATE'] }, whole({ act: 'acknowledge-readiness', notice: readiness.id })];
  const override = stepCommand('OP', { act: 'override-readiness', reason: 'IMMEDIATE_DANGER_TO_LIFE' });
  world.say(person(state.lead, 0), override);
  return [person(state.lead, how), override];
}

/** Everything that stands in the way of closing is set aside: what the law fixes by two who say the same. What supports her stays. */
function wrapUp(world: World, lead: string): void {
  const state = world.state();
  if (state.phase === 'absent') return;
  for (const { id, agency } of Object.values(state.commitments ?? {})) {
    for (const act of ['deliver', 'decline'] as const) world.say({ ...person(agency, 0), roles: ['COORDINATOR', 'AGENCY_LEADER'] }, commitmentCommand(id, act === 'deliver' ? { act } : { act, reason: 'OTHER' }));
  }
  for (const { code, holder, pacing } of Object.values(state.steps).filter(isOpen)) {
    if (pacing === 'VICTIM_PACED' || pacing === 'PROTECTED_PERIOD' || code === 'O1' || code === 'CR') continue;
    const needsTwo = pacing === 'STATUTORY' || pacing === 'LEGAL_HORIZON';
    for (const place of needsTwo ? [0, 1] : [0]) world.say(person(needsTwo ? holder : lead, place), stepCommand(code, { act: 'not-applicable', reason: 'RIGHT_EXERCISED' }));
  }
}

const linkActs = (state: OpenCase, how: number): readonly Extract<Body, { type: 'link' }>['act'][] => {
  const about = { link: uuid(700 + (how % 9)), other: how % 10 === 0 ? state.id : uuid(800), relation: 'SAME_VENTURE' } as const;
  return [{ act: 'ask', ...about }, { act: 'accept', ...about }, { act: 'decline', ...about }, { act: 'end', link: Object.keys(state.links ?? {})[0] ?? uuid(701) }];
};

const climbedTo = (steps: readonly Step[], level: string): readonly Step[] => steps.filter(({ climb }) => (levelOf(climb) ?? '') >= level);

const leaderAnswer = (world: World, state: OpenCase, how: number): StepAct =>
  of<StepAct>([
    { act: 'recommit', due: dayIn(world, (how % 40) - 1), resource: 'ONE_ANALYST' }, { act: 'release', reason: 'CAPACITY' },
    { act: 'reassign', handOff: uuid(state.counts.handOffs + 1), to: `a${how % 6}`, kind: 'ORDINARY' },
  ], how) ?? { act: 'refuse-date' };

export const addedStep = (how: number): Body => ({ type: 'add-step', track: how % 5 === 0 ? 'CHARGING' : 'TEAM', role: how % 2 === 0 ? 'INVESTIGATOR' : 'PROSECUTOR', due: of(['5wd', '20d', '61d', '4h'] as const, how) ?? '5wd', title: uuid(999) });
