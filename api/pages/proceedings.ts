/** Where the proceedings stand, a suspect at a time: what is known, hearings, counts and verdicts, each legal clock with what was left out; rights that lapse; and what is still owed to survivors and to payers. */
import type { z } from 'zod';
import { proceedingsShape, readProceedings } from '../operations/read-proceedings.ts';
import { readCase } from '../operations/read-case.ts';
import { listRedress } from '../redress/read-redress.ts';
import { ordersShape } from '../redress/shapes.ts';
import { caseShape, type CaseAnswer } from '../shapes.ts';
import { tellClock } from './clock-sentences.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { waits, type Step } from './sentences.ts';
import { dayWords, lastDayWords, whenWords } from './when.ts';
import { codeWords, plainly, sentence } from './words.ts';

type Suspect = z.output<typeof proceedingsShape>['suspects'][number];
type Clock = Suspect['clocks'][number];
type Known = Suspect['known'][number];
type Orders = z.output<typeof ordersShape>['orders'];
interface Now { readonly zone: string; readonly now: string }

const isOver = (state: string): boolean => ['DONE', 'NOT_APPLICABLE', 'CANCELLED'].includes(state);
const valueWords = (value: string, zone: string): string => (/^\d{4}-\d\d-\d\d$/.test(value) ? dayWords(value) : /^\d{4}-\d\d-\d\dT/.test(value) ? whenWords(value, zone) : sentence(codeWords(value)));
const knownOf = ({ known }: Suspect, label: string, { zone }: Now) => known.filter(({ about }: Known) => about === label).map(({ title, value }) => ({ about: title, says: `${valueWords(value, zone)}.` }));

/** One that has ended says so, and nothing of days that are left. */
function clockOf({ step, title, state, due, clock }: Clock, caseId: string, { zone, now }: Now) {
  const over = isOver(state);
  const ends = due === undefined || over ? [] : [{ about: 'Ends', says: due <= now ? `It was to end by ${whenWords(due, zone)}: that has passed.` : `${whenWords(due, zone)}.` }];
  return { title, href: paths.step(caseId, step), lines: over ? [{ about: 'Now', says: 'It runs no more.' }, ...tellClock({ clock: { ...clock, usedDays: undefined, remainingDays: undefined } })] : [...ends, ...tellClock({ clock })] };
}

function suspectOf(suspect: Suspect, caseId: string, now: Now) {
  return {
    name: suspect.suspect, known: knownOf(suspect, suspect.suspect, now), charges: suspect.charges.map((charge) => ({ name: charge, known: knownOf(suspect, charge, now) })),
    clocks: suspect.clocks.toSorted((one, other) => Number(isOver(one.state)) - Number(isOver(other.state)) || (one.due ?? '9').localeCompare(other.due ?? '9')).map((clock) => clockOf(clock, caseId, now)),
  };
}

type Dated = Exclude<Step, { pacing: 'VICTIM_PACED' }>;
/** What is open and has a date that may be told: never what waits as it should, nor what is a survivor's to decide (R1, R14). */
const openOf = ({ steps }: Pick<CaseAnswer, 'steps'>, { now }: Now): readonly Dated[] => steps.filter((step): step is Dated => step.pacing !== 'VICTIM_PACED' && !isOver(step.state) && !waits(step, now));
const titled = ({ title, subject }: Step): string => `${title}${subject === undefined ? '' : `, ${subject}`}`;

function horizonsOf(whole: CaseAnswer, now: Now) {
  return openOf(whole, now).filter(({ pacing }) => pacing === 'LEGAL_HORIZON').toSorted((one, other) => (one.horizonAt ?? '9').localeCompare(other.horizonAt ?? '9')).map((step) => ({
    title: titled(step), href: paths.step(whole.id, step.step), says: step.horizonAt === undefined ? `Nobody has set its last day yet${step.due === undefined ? '' : `: it must be set by ${whenWords(step.due, now.zone)}`}.` : `Its last day is ${lastDayWords(step.horizonAt, now.zone)}.`,
  }));
}

/** Steps of the court track that stand for a survivor are what staff owe her there. */
export function owedOf(whole: Pick<CaseAnswer, 'id' | 'steps' | 'subjects'>, orders: Orders, now: Now) {
  const victims = openOf(whole, now).filter(({ track, subject }) => track === 'PROCEEDINGS' && subject !== undefined && !whole.subjects.some(({ label }) => label === subject));
  const notices = orders.flatMap(({ data }) => (data?.liable ?? []).flatMap(({ defendant, noticesDue }) => noticesDue.map(({ notice, dueAt }) => ({ title: `A notice of ${plainly(notice)} to ${defendant}`, href: paths.redress(whole.id), due: dueAt }))));
  return [...victims.map((step) => ({ title: titled(step), href: paths.step(whole.id, step.step), due: step.due })), ...notices].toSorted((one, other) => (one.due ?? '9').localeCompare(other.due ?? '9')).map(({ title, href, due }) => ({
    title, href, says: due === undefined ? '' : `${due <= now.now ? 'it was due' : 'by'} ${whenWords(due, now.zone)}`,
  }));
}

export const proceedingsPage: Page = {
  path: paths.proceedings(':caseId'),
  template: 'proceedings',
  async show(visit) {
    const { caseId = '' } = visit.params;
    const [{ body: proceedings }, { body: whole }, { body: redress }] = await Promise.all([visit.read(readProceedings, proceedingsShape, { caseId }), visit.read(readCase, caseShape, { caseId }), visit.read(listRedress, ordersShape, { caseId })]);
    return {
      title: 'Where the proceedings stand', codeName: whole.codeName, caseHref: paths.case(caseId), known: paths.known(caseId), suspects: proceedings.suspects.map((suspect) => suspectOf(suspect, caseId, visit.me)),
      horizons: horizonsOf(whole, visit.me), owed: owedOf(whole, redress.orders, visit.me),
    };
  },
};
