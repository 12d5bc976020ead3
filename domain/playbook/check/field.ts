/** What the field asks of two kinds of steps: the duty to offer support (rule R10), and the horizon of a right (rule R3). */
import type { Flaw, Found } from './check.ts';
import { parseDuration } from '../../time/duration.ts';
import { daysOf } from './dates.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';

/** Rule R10: an offer is renewed at least every 14 days. */
const offerDaysMax = 14;
/** Domain 5c: a right that lapses is warned of this long before. */
const warned = ['365d', '180d', '90d', '30d'] as const;

/** Exact hours; whatever follows the calendar has no exact length. */
export function hoursOf(length: string): number {
  const { amount, unit } = parseDuration(length);
  return unit === 'h' ? amount : unit === 'm' ? amount / 60 : Infinity;
}

/** Rule R10. An offer that comes again knows her word not to be asked and presses nobody beyond level 2; one that repeats comes round in 14 days, a follow-up has its schedule. */
export function offerFlaws({ steps, ladders }: Playbook, step: PlaybookStep): readonly Found[] {
  if (!('due' in step)) return [];
  const found = (path: string, isWrong: boolean, message: string): readonly Found[] => (isWrong ? [{ path: [path], message }] : []);
  const isScheduled = step.schedule !== undefined;
  const comesAgain = step.repeats === true || isScheduled;
  const isOffer = step.support === true && comesAgain;
  if (step.silencedBy === undefined) return found('support', isOffer, 'is an offer that comes again and again, and she could not stop it: name with silencedBy the signal step that makes it silent (rule R10)');
  const by = steps.find(({ code }) => code === step.silencedBy);
  const isDeaf = by !== undefined && !(by.pacing === 'VICTIM_PACED' && by.form === 'signal');
  const highest = ladders.find(({ name }) => name === step.ladder)?.levels.at(-1)?.level ?? 'L0';
  return [
    ...found('silencedBy', isDeaf, `silencedBy names ${step.silencedBy}, where she cannot say when she wishes to be asked: name a victim-paced step of the form signal`),
    ...found('silencedBy', step.pacing === 'STATUTORY', 'is made silent by her word, and a statutory date stops for nobody: remove its silencedBy'),
    ...found('silencedBy', !comesAgain, 'is made silent by her word and never comes again: an offer repeats (rule R10)'),
    ...found('after', (step.after ?? []).length > 0, 'is made silent by her word and opens later, when that word may have been said already: an offer opens with the case, remove its after'),
    ...found('due', !isScheduled && (typeof step.due !== 'string' || daysOf(step.due) > offerDaysMax), `offers every ${typeof step.due === 'string' ? step.due : 'so long as a fact says'}: an offer is renewed at least every ${offerDaysMax}d (rule R10)`),
    ...found('ladder', highest > 'L2', `climbs to ${highest}: pressure on an offer ends at L2, so that nobody passes it on to her (rule R10)`),
  ];
}

/** Rules R9 and R10: what is owed after danger is owed in exact hours, and support is offered at least so often. */
const dutyHoursMax = { REASSESS_RISK: 72, SAFETY_STEP: 24 } as const;
export function dutyFlaws({ people }: Playbook): readonly Flaw[] {
  if (people === undefined) return [];
  const { duties } = people;
  const flaw = (kind: string, message: string): Flaw => ({ path: ['people', 'duties', kind, 'within'], message });
  return [
    ...(['REASSESS_RISK', 'SAFETY_STEP'] as const).flatMap((kind) => (hoursOf(duties[kind].within) > dutyHoursMax[kind] ? [flaw(kind, `${kind} is owed within ${duties[kind].within}: danger is answered within ${dutyHoursMax[kind]}h, through nights and holidays (rule R9)`)] : [])),
    ...(daysOf(duties.OFFER_SUPPORT.within) > offerDaysMax ? [flaw('OFFER_SUPPORT', `OFFER_SUPPORT is owed within ${duties.OFFER_SUPPORT.within}: an offer is renewed at least every ${offerDaysMax}d (rule R10)`)] : []),
  ];
}

/** Rule R3. Every warning that still fits before a horizon of a given length is there. */
export function warningFlaws({ clocks = [] }: Playbook, step: PlaybookStep): readonly Found[] {
  if (step.pacing !== 'LEGAL_HORIZON') return [];
  const { horizon, warnings } = step;
  const lengths = typeof horizon === 'string' ? [horizon] : 'clock' in horizon ? (clocks.find(({ clock }) => clock === horizon.clock)?.versions ?? []).map(({ length }) => length) : [];
  const longest = lengths.length > 0 ? Math.max(...lengths.map(daysOf)) : Infinity;
  const missing = warned.filter((each) => !warnings.includes(each) && daysOf(each) < longest);
  return missing.length > 0 ? [{ path: ['warnings'], message: `warns of the horizon without ${missing.join(', ')}: add what is missing` }] : [];
}
