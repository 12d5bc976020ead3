/** Ladders of a playbook: each fits the period it climbs, and none ever ends. */
import { shortHoursMax } from '../../climb.ts';
import { offerDuties } from '../../terms.ts';
import type { Found, Flaw } from './check.ts';
import { hoursOf } from './field.ts';
import type { Ladder, Moment } from '../../time/ladder.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';

interface Timed {
  readonly key: string;
  /** Undefined where only the day will tell. */
  readonly within: string | undefined;
  readonly ladder: string;
  /** A date of the law: who can still help must hear before the miss. */
  readonly isLaw?: boolean;
}

/** Every period of a step with the ladder it names. */
export function ladderFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  const timed: readonly Timed[] = [
    ...('due' in step ? duePeriods(playbook, step) : []),
    ...('answer' in step ? [{ key: 'answer', ...step.answer }] : []),
    ...(step.pacing === 'LEGAL_HORIZON' && typeof step.horizon !== 'string' && 'setWithin' in step.horizon ? [{ key: 'horizon', within: step.horizon.setWithin, ladder: step.horizon.ladder }] : []),
    ...(step.pacing === 'EXTERNAL_WAIT' ? [{ key: 'ladder', within: step.reviewEvery, ladder: step.ladder }] : []),
  ];
  return timed.flatMap((each) => unfit(playbook, each).map((message) => ({ path: [each.key], message })));
}

/** The lengths that a date may turn out to have: one, or one for each version of its clock; of a date at an event, or before one, none is known. */
function duePeriods({ clocks = [] }: Playbook, { due, ladder, pacing }: Extract<PlaybookStep, { due: unknown }>): readonly Timed[] {
  const isLaw = pacing === 'STATUTORY';
  if (typeof due === 'string') return [{ key: 'ladder', within: due, ladder, isLaw }];
  const lengths = 'after' in due ? [due.after] : 'clock' in due ? (clocks.find(({ clock }) => clock === due.clock)?.versions.map(({ length }) => length) ?? []) : [undefined];
  return [...lengths.map((within) => ({ key: 'ladder', within, ladder, isLaw })), ...(due.unknown === undefined ? [] : [{ key: 'due', ...due.unknown }])];
}

/** The periods of the hand-off protocol, of the compact and of the case as a whole. */
export function answerFlaws(playbook: Playbook): readonly Flaw[] {
  const { answer, items, determination } = playbook.handOff;
  const timed = Object.entries({ answer, items, determination }).flatMap(([what, kinds]) => Object.entries(kinds).map(([kind, each]) => ({ path: ['handOff', what, kind], ...each })));
  return [...timed, ...compactPeriods(playbook), ...casePeriods(playbook), ...dutyPeriods(playbook)].flatMap(({ path, within, ladder }) => unfit(playbook, { key: '', within, ladder }).map((message) => ({ path, message })));
}

function compactPeriods({ compact }: Playbook) {
  if (compact === undefined) return [];
  const { sign, succession, ladder } = compact;
  // A commitment is due on a promised day: a ladder that counts hours would say everything at once.
  return [{ path: ['compact', 'sign'], ...sign }, { path: ['compact', 'succession'], ...succession }, { path: ['compact', 'ladder'], within: '1wd', ladder }];
}

/** What may be added to a running case counts days, and so does its ladder; what is kept as information is looked at again, and notices of lateness are owed. */
function casePeriods({ adHoc, information, redress }: Playbook) {
  return [
    ...(adHoc === undefined ? [] : [{ path: ['adHoc', 'answer'], ...adHoc.answer }, { path: ['adHoc', 'ladder'], within: '1wd', ladder: adHoc.ladder }]),
    ...(information === undefined ? [] : [{ path: ['information', 'lookAgain'], ...information.lookAgain }]),
    ...(redress === undefined ? [] : [{ path: ['redress', 'notice'], ...redress.notice }]),
  ];
}

/** What staff owe in the file of a victim. */
function dutyPeriods({ people }: Playbook) {
  return Object.entries(people?.duties ?? {}).map(([kind, { within, ladder }]) => ({ path: ['people', 'duties', kind], within, ladder }));
}

/** Rule R10: the ladder of an offer ends at level 2. */
export function offerLadderFlaws({ ladders, people }: Playbook): readonly Flaw[] {
  return offerDuties.flatMap((kind) => {
    const name = people?.duties[kind].ladder;
    const isTooHigh = ladders.find((each) => each.name === name)?.levels.some(({ level }) => level > 'L2') ?? false;
    return isTooHigh ? [{ path: ['people', 'duties', kind, 'ladder'], message: `${kind} is an offer, and its ladder ${name ?? ''} goes beyond level 2: choose one that ends there, so that nobody passes the pressure on to her` }] : [];
  });
}

/** After the last level somebody hears again and again: work that nobody does never falls silent. */
export function endlessFlaws({ ladders }: Playbook): readonly Flaw[] {
  return ladders.flatMap(({ name, thenEvery }, index) =>
    thenEvery === undefined ? [{ path: ['ladders', index], message: `the ladder ${name} falls silent after its last level: say with thenEvery how often the coordinator is told that it is still open` }] : [],
  );
}

function unfit({ ladders }: Playbook, { within, ladder: name, isLaw }: Timed): readonly string[] {
  const ladder = ladders.find((each) => each.name === name);
  if (ladder === undefined) return [`there is no ladder ${name}: add it under ladders or name one of ${ladders.map((each) => each.name).join(', ')}`];
  if (isLaw === true && within === undefined && !ladder.levels.every(({ when }) => comesByDue(when))) return [late(name)];
  if (within === undefined) return [];
  const isShort = hoursOf(within) <= shortHoursMax;
  if (isShort && countsDays(ladder)) return [`the period ${within} is exact and short, and the ladder ${name} counts days, so that nobody would hear in time: choose a ladder that counts hours`];
  if (!isShort && countsHours(ladder)) return [`the ladder ${name} counts hours and fits exact periods of up to ${shortHoursMax}h, not ${within}: choose another ladder or a period in hours`];
  if (!isShort && isLaw === true && !ladder.levels.every(({ when }) => comesByDue(when))) return [late(name)];
  return [];
}

const late = (ladder: string): string => `the ladder ${ladder} goes on after the date of the law, when nobody can help any more: choose one whose last level comes when it is due or before`;

const countsHours = ({ levels }: Ladder): boolean => levels.some(({ when }) => lengthsIn(when).some((length) => hoursOf(length) < Infinity));
const countsDays = ({ levels }: Ladder): boolean => levels.some(({ when }) => lengthsIn(when).some((length) => hoursOf(length) === Infinity));

function lengthsIn(moment: Moment): readonly string[] {
  if (moment === 'due' || 'used' in moment) return [];
  if ('before' in moment) return [moment.before];
  if ('after' in moment) return [moment.after];
  if ('latest' in moment) return moment.latest.flatMap(lengthsIn);
  return 'earliest' in moment ? moment.earliest.flatMap(lengthsIn) : [moment.plus];
}

/** Whether a level comes when the date does or before, whatever the period. */
function comesByDue(moment: Moment): boolean {
  if (moment === 'due' || 'used' in moment || 'before' in moment) return true;
  if ('latest' in moment) return moment.latest.every(comesByDue);
  return 'earliest' in moment && moment.earliest.some(comesByDue);
}
