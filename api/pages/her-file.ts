/** The file of one survivor, as far as it is open to who asks: who stands by her, what she agreed to, what is owed to her, and the papers. And the acts that have a form here. */
import type { z } from 'zod';
import { doneBy } from '#domain/victim/duty/duty.ts';
import type { DutyKind } from '#domain/terms.ts';
import { actOnVictim } from '../people/act-on-victim.ts';
import { readDuties } from '../people/duties.ts';
import { readPapers } from '../people/read-papers.ts';
import { readVictim } from '../people/read-victim.ts';
import { readVictimActs } from '../people/read-victim-acts.ts';
import { dutiesShape, papersShape, victimActsShape, victimShape } from '../people/shapes.ts';
import { Problem } from '../problems.ts';
import type { CaseAnswer } from '../shapes.ts';
import { caseAround } from './around.ts';
import { consentBody, consentFields } from './consent-form.ts';
import { bodyOf, fieldsOf, optionOf, type Entries, type Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { classWords, consentKindWords, grantorWords, purposeWords, victimActWords, victimPageActs, type VictimPageAct } from './people-words.ts';
import { agencyOptions, type Visit } from './visit.ts';
import { dayWords, lastDayWords, localParts, whenWords } from './when.ts';
import { codeWords, dutyWords, listWords, roleWords, sentence } from './words.ts';

type File = z.output<typeof victimShape>;
type Duty = z.output<typeof dutiesShape>['duties'][number];
type NameOf = (agency: string) => string;

/** What a form is about besides her: chosen by its own line, for its id is nothing to type. */
const subjectOf: Readonly<Partial<Record<VictimPageAct, 'consent' | 'duty'>>> = { 'withdraw-consent': 'consent', 'do-duty': 'duty' };
const isAct = (act: string): act is VictimPageAct => (victimPageActs as readonly string[]).includes(act);

function fieldsOfAct(act: VictimPageAct): readonly Field[] {
  const option = optionOf(actOnVictim.body, act);
  return option === undefined ? [] : fieldsOf(option, ['consent', 'duty', 'supersedes', 'summary', 'outside']);
}

function whoStands({ standing }: File, nameOf: NameOf): readonly string[] {
  return standing.map(({ role, agency, person }) => `${roleWords[role]}, ${nameOf(agency)}${person === undefined ? '' : ` (${person})`}`);
}

/** What ends as a day begins ends with the day before. */
const endWords = (until: string, zone: string): string => (localParts(until, zone).hour === '00:00' ? `the end of ${lastDayWords(until, zone)}` : whenWords(until, zone));

/** "Harbour House may read where she is. For her safety. Agreed by herself. Until …": who, what, for what, until when. */
function consentsTold({ consents = [] }: File, nameOf: NameOf, visit: Visit, href: string) {
  return consents.map(({ id, kind, agency, person, purpose, classes, from, until, grantor, withdrawnAt }) => {
    const when = (at: string): string => whenWords(at, visit.me.zone);
    const ended = withdrawnAt !== undefined || (until !== undefined && until <= visit.me.now);
    const whom = person === undefined ? nameOf(agency) : `${person} of ${nameOf(agency)}`;
    const what = kind === 'SHARE' ? `may read ${listWords(classes.map((of) => classWords[of]))}` : consentKindWords[kind];
    const start = from > visit.me.now ? ` From ${when(from)}.` : '';
    const end = withdrawnAt !== undefined ? `Withdrawn on ${when(withdrawnAt)}.` : until === undefined ? 'Until it is withdrawn.' : `${ended ? 'It ended at' : 'Until'} ${endWords(until, visit.me.zone)}.`;
    return { id, ended, says: `${whom} ${what}. For ${purposeWords[purpose]}. Agreed by ${grantorWords[grantor]}.${start} ${end}`, withdraw: `${href}?act=withdraw-consent&consent=${id}` };
  });
}

/** What is owed to her and not done, with a way on for those who owe it. */
function dutiesTold(duties: readonly Duty[], nameOf: NameOf, { me }: Visit, href: string) {
  return duties.map(({ duty, kind, agency, role, person, due }) => {
    const isMine = agency === me.agency && (person === me.person || me.roles.includes(role) || me.roles.includes('AGENCY_SUPERVISOR'));
    return { id: duty, what: dutyWords[kind], says: `${person ?? roleWords[role]}, ${nameOf(agency)}. ${due <= me.now ? 'It was due' : 'Due'} ${whenWords(due, me.zone)}.`, ...(isMine && doneBy[kind as DutyKind] === undefined && { done: `${href}?act=do-duty&duty=${duty}` }) };
  });
}

function facts({ statuses, childRules, hasSafeContact, age, contact }: File): readonly { readonly about: string; readonly says: string }[] {
  const last = statuses.at(-1);
  const line = (about: string, says: string | undefined) => (says === undefined ? [] : [{ about, says }]);
  return [
    ...line('Status', last && `${sentence(codeWords(last.status))}, on ${codeWords(last.basis)}${last.decidedBy === undefined ? '' : `, decided by ${last.decidedBy}`}. Protection depends on none of it.`),
    ...line('Age', childRules ? 'She is treated as a child.' : 'She decides herself.'),
    ...line('Of age on', age?.ofAgeOn && dayWords(age.ofAgeOn)),
    ...line('Languages', contact && contact.languages.length > 0 ? contact.languages.join(', ') : undefined),
    ...line('Reaching her', hasSafeContact ? 'Only by the rule on record, and by those who stand by her.' : 'No safe way is on record. Nobody reaches her before there is.'),
  ];
}

async function readAround(visit: Visit, victimId: string) {
  const [{ body: file, rev }, { body: papers }, { body: may }] = await Promise.all([
    visit.read(readVictim, victimShape, { victimId }), visit.read(readPapers, papersShape, { victimId }), visit.read(readVictimActs, victimActsShape, { victimId }),
  ]);
  // Asked only of those who may: what is refused is noted.
  const duties = may.acts.includes('do-duty') ? (await visit.read(readDuties, dutiesShape, { victimId }, { open: 'true' })).body.duties : [];
  const whole = await caseAround(visit, file.cases[0]?.caseId);
  return { file, rev, papers: papers.papers, may, duties, whole };
}

const backFrom = (whole: CaseAnswer | undefined, file: string | undefined) =>
  file !== undefined ? { text: 'Back to the file', href: file } : whole === undefined ? { text: 'My inbox', href: paths.inbox() } : { text: `Survivors of ${whole.codeName}`, href: paths.victims(whole.id) };

/** The form of the act that was chosen, and what it is about. */
function formOf(act: VictimPageAct, file: File, nameOf: NameOf, about: string | undefined) {
  return { act, words: victimActWords[act], fields: act === 'grant-consent' ? consentFields(file, nameOf) : fieldsOfAct(act), about: subjectOf[act] && { name: subjectOf[act], value: about ?? '' } };
}

export const herFilePage: Page = {
  path: paths.victim(':victimId'),
  template: 'her-file',
  async show(visit, entries: Entries | undefined) {
    const { victimId = '' } = visit.params;
    const { file, rev, papers, may, duties, whole } = await readAround(visit, victimId);
    const names = await visit.agencies();
    const nameOf = (agency: string): string => names.get(agency) ?? agency;
    const here = paths.victim(victimId);
    const consents = consentsTold(file, nameOf, visit, here);
    const owed = dutiesTold(duties, nameOf, visit, here);
    const open = victimPageActs.filter((act) => may.acts.includes(act));
    const chosen = entries?.['act'] ?? visit.query['act'] ?? '';
    const act = open.find((each) => each === chosen);
    const name = file.cases[0]?.pseudonym ?? 'Her file';
    const about = act && subjectOf[act] && (entries?.[subjectOf[act]] ?? visit.query[subjectOf[act]]);
    return {
      title: name, caption: [whole?.codeName, ...(act === undefined ? [] : [name])].filter((each) => each !== undefined).join(': '), back: backFrom(whole, act && here), here, rev, facts: facts(file), standing: whoStands(file, nameOf),
      consents, owed, seesOwed: may.acts.includes('do-duty'), mayWithdraw: open.includes('withdraw-consent'), log: may.log ? paths.accessLog(victimId) : undefined,
      papers: papers.map(({ class: of, kind, recorder, at, text, summary, disclosable }) => ({
        what: `${sentence(codeWords(kind))}: ${classWords[of]}`, by: `${nameOf(recorder)}, ${whenWords(at, visit.me.zone)}`, text: text ?? summary, disclosable,
      })),
      fields: [], act, ...(act !== undefined && formOf(act, file, nameOf, about)), told: [...consents, ...owed.map(({ id, what, says }) => ({ id, says: `${what}. ${says}` }))].find(({ id }) => id === about)?.says, agencyOptions: agencyOptions(names),
      choices: open.filter((each) => subjectOf[each] === undefined).map((value) => ({ value, text: victimActWords[value].label, hint: { text: victimActWords[value].hint } })),
    };
  },
  async wish(visit, entries) {
    const { victimId = '' } = visit.params;
    const act = entries['act'] ?? '';
    if (!isAct(act)) throw new Problem('INVALID_REQUEST');
    const about = subjectOf[act];
    // A program that says nothing says that it is done; nobody at a page is to say so by accident.
    if (act === 'do-duty' && !entries['outcome']) throw new Problem('INVALID_REQUEST', { errors: [{ at: 'body.outcome', problem: 'is missing' }] });
    const body = { act, ...(act === 'grant-consent' ? consentBody(entries, visit.me.zone) : bodyOf(fieldsOfAct(act), entries)), ...(about !== undefined && { [about]: entries[about] ?? '' }) };
    return { operation: actOnVictim, params: { victimId }, body, said: `victim.${act}`, next: () => paths.victim(victimId) };
  },
};
