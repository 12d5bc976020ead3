/** A compact: who must sign and who has, what each pledges and until when, and the acts that are mine. */
import type { z } from 'zod';
import { actOnCompact } from '../operations/act-on-compact.ts';
import { readCommitment } from '../operations/read-commitment.ts';
import { readCompactActs } from '../operations/read-compact-acts.ts';
import { readCompact } from '../operations/read-compact.ts';
import { Problem } from '../problems.ts';
import { commitmentShape } from '../shapes.ts';
import { compactActsShape, compactShape } from '../shapes-compacts.ts';
import { caseAround } from './around.ts';
import { bodyOf, fieldsOf, optionOf } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { promiseTitle, tellPromise } from './promise-sentences.ts';
import type { Telling } from './sentences.ts';
import type { Visit } from './visit.ts';
import { dayWords, whenWords } from './when.ts';
import { actWords, compactPageActs, compactStateWords, listWords, roleWords, type CompactPageAct } from './words.ts';

type Compact = z.output<typeof compactShape>;
type Party = Compact['agencies'][number];

/** One line of it, for the page of its case. */
export function compactLine(compact: Compact, nameOf: Telling['nameOf']) {
  const signed = compact.agencies.filter(({ status, agency }) => status === 'REQUIRED' && !compact.missing.includes(agency)).map(({ agency }) => nameOf(agency));
  const missing = compact.missing.map(nameOf);
  const who = compact.state === 'DRAFT' || compact.state === 'ENDED' ? '' : ` ${signed.length === 0 ? 'Nobody has signed' : `${listWords(signed)} signed`}${missing.length === 0 ? '' : `; ${listWords(missing)} did not yet`}.`;
  return { title: compact.codeName, href: paths.compact(compact.id), says: `${compactStateWords[compact.state]}${who}` };
}

/** How an agency stands to it. Who is asked to confirm what a predecessor signed has both lines. */
function partyWords({ agency, status, leader, roles, signatures }: Party, nameOf: Telling['nameOf'], { zone, now }: { readonly zone: string; readonly now: string }): readonly string[] {
  const whose = `${nameOf(agency)} (${listWords(roles.map((role) => roleWords[role].toLowerCase()))})`;
  if (status === 'TAKEN_OFF') return [`${whose}: never signed, and was taken off by a joint decision.`];
  if (status === 'LEFT') return [`${whose}: has left.`];
  if (signatures.length === 0) return [`${whose}: ${leader ?? 'its leader'} is not asked yet.`];
  return signatures.filter(({ state }) => state !== 'RELEASED').map(({ version, state, signedBy, signedAt, due, leader: asked }) => {
    if (state === 'SIGNED') return `${whose}: ${signedBy ?? ''} ${version === 1 ? 'signed' : 'confirmed'} on ${whenWords(signedAt ?? '', zone)}.`;
    const until = due === undefined ? '' : ` ${due <= now ? 'It was due' : 'It is due'} ${whenWords(due, zone)}.`;
    return `${whose}: ${asked ?? leader ?? 'its leader'} is asked to ${version === 1 ? 'sign' : 'confirm what a predecessor signed'}.${until}`;
  });
}

/** More than a leader reads on a phone; the others are counted. */
const MOST_PLEDGES = 30;

async function pledgesOf({ read }: Visit, { commitments }: Compact, telling: Telling) {
  const shown = commitments.slice(0, MOST_PLEDGES);
  const whole = await Promise.all(shown.map(({ id }) => read(readCommitment, commitmentShape, { commitmentId: id })));
  const pledges = whole.map(({ body }) => ({ ...tellPromise(body, telling), title: promiseTitle(body, telling.nameOf), href: paths.promise(body.id), ...(body.text !== undefined && { text: body.text }) }));
  return { pledges, more: commitments.length - shown.length };
}

const isOffered = (act: string): act is CompactPageAct => compactPageActs.some((each) => each === act);

export const compactPage: Page = {
  path: paths.compact(':compactId'),
  template: 'compact',
  async show(visit, entries) {
    const { compactId = '' } = visit.params;
    const [{ body: compact, rev }, { body: mine }] = await Promise.all([visit.read(readCompact, compactShape, { compactId }), visit.read(readCompactActs, compactActsShape, { compactId })]);
    const [names, around] = await Promise.all([visit.agencies(), caseAround(visit, compact.caseId)]);
    const telling: Telling = { nameOf: (agency) => names.get(agency) ?? agency, zone: visit.me.zone, now: visit.me.now, lead: compact.lead, clocks: [] };
    const acts = mine.acts.filter(isOffered);
    const chosen = entries?.['act'] ?? visit.query['act'];
    const act = acts.find((each) => each === chosen);
    const option = act && optionOf(actOnCompact.body, act);
    return {
      title: act === undefined ? 'The compact' : actWords.compact[act].label, subject: 'The compact', codeName: compact.codeName, here: paths.compact(compactId), ...(around !== undefined && { caseHref: paths.case(around.id) }),
      told: { lines: [{ about: 'Now', says: compactStateWords[compact.state] }, { about: 'Runs', says: `From ${dayWords(compact.startsOn)} until ${dayWords(compact.endsOn)}.` }, { about: 'Led by', says: `${telling.nameOf(compact.lead)}.` }] },
      parties: compact.agencies.flatMap((party) => partyWords(party, telling.nameOf, visit.me)), ...(await pledgesOf(visit, compact, telling)),
      rev, fields: option === undefined ? [] : fieldsOf(option), act, words: act && actWords.compact[act],
      choices: acts.map((value) => ({ value, text: actWords.compact[value].label, hint: { text: actWords.compact[value].hint } })), agencyOptions: [],
    };
  },
  async wish(visit, entries) {
    const { compactId = '' } = visit.params;
    const act = entries['act'] ?? '';
    const option = isOffered(act) ? optionOf(actOnCompact.body, act) : undefined;
    if (option === undefined) throw new Problem('INVALID_REQUEST');
    return { operation: actOnCompact, params: { compactId }, body: { act, ...bodyOf(fieldsOf(option), entries) }, said: `compact.${act}`, next: () => (act === 'leave' ? paths.inbox() : paths.compact(compactId)) };
  },
};
