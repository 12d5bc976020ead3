/** What happens now, who holds it, since when, what comes next, and what if nobody moves: in sentences, of a step and of a hand-off. */
import type { z } from 'zod';
import type { Recipient } from '#domain/time/ladder.ts';
import type { clockShape, handOffShape, stepShape } from '../shapes.ts';
import { anyWords, codeWords, listWords, plainly, signalWords } from './words.ts';
import { tellClock } from './clock-sentences.ts';
import { dayWords, lastDayWords, whenWords } from './when.ts';

export type Step = z.output<typeof stepShape>;
export type HandOff = z.output<typeof handOffShape>;
export type Clock = z.output<typeof clockShape>;
type Dated = Extract<Step, { due?: string | undefined }>;

/** In whose words and hours it is told. */
export interface Telling {
  readonly nameOf: (agency: string) => string;
  readonly zone: string;
  readonly now: string;
  /** The agency whose coordinator leads; unknown to an agency that is only asked. */
  readonly lead: string | undefined;
  readonly clocks: readonly Clock[];
}

/** One thing, told. `look` says how it is marked: late is never said of what waits properly. */
export interface Told {
  readonly look: 'works' | 'waits' | 'late';
  readonly lines: readonly { readonly about: string; readonly says: string }[];
}

export const NOW = 'Now';
export const WHO = 'Who';
export const SINCE = 'Since';
export const NEXT = 'Next';
const IF_NOT = 'If nobody moves';

export const waitsAlike: Told = { look: 'waits', lines: [{ about: NOW, says: 'Waiting properly.' }] };

/** Whether it waits as it should (domain R1, R2, and external waits before their review). */
export function waits(step: Step, now: string): boolean {
  if (step.pacing === 'VICTIM_PACED' || step.pacing === 'PROTECTED_PERIOD' || step.state === 'SUSPENDED' || step.state === 'WAITING_PROPERLY') return true;
  return step.pacing === 'EXTERNAL_WAIT' && step.accepted && step.reviewBy !== undefined && step.reviewBy > now;
}

/** What is finished, and by whom. */
function tellFinished(step: Step, { nameOf, zone }: Telling): Told {
  const says = step.state === 'DONE' ? 'It is done.' : step.state === 'NOT_APPLICABLE' ? 'It was set aside: it is not needed.' : 'It has ended.';
  // Nothing at the survivor's pace has a date, not even of its end (R1).
  if (step.pacing === 'VICTIM_PACED') return { look: 'waits', lines: [{ about: NOW, says }] };
  const who = step.owner === null ? [] : [{ about: WHO, says: `${nameOf(step.holder)}: ${step.owner}.` }];
  return { look: 'waits', lines: [{ about: NOW, says }, ...who, { about: SINCE, says: `${whenWords(step.since, zone)}.` }] };
}

export function tellStep(step: Step, telling: Telling, handOff?: HandOff): Told {
  if (['DONE', 'NOT_APPLICABLE', 'CANCELLED'].includes(step.state)) return tellFinished(step, telling);
  // Rule R14: outside the protection track nobody can tell one proper wait from another, and so whom to lean on.
  if (step.state === 'WAITING_PROPERLY') return waitsAlike;
  if (waits(step, telling.now)) return step.track === 'PROTECTION' ? tellWait(step, telling) : waitsAlike;
  const dated = step as Dated;
  if (handOff !== undefined && handOff.state !== 'IN_PROGRESS') return tellHandOff(handOff, telling);
  if (dated.horizonAt !== undefined) return tellHorizon(dated, dated.horizonAt, telling);
  const { nameOf, zone, now } = telling;
  const holder = nameOf(step.holder);
  const late = dated.due !== undefined && dated.due <= now;
  const due = dated.due ?? dated.reviewBy;
  return {
    look: late ? 'late' : 'works',
    lines: [
      { about: NOW, says: !step.accepted ? `${holder} is asked to take it on. Nobody has accepted it yet.` : dated.reviewBy === undefined ? 'It is being worked on.' : 'It waits for somebody outside, and somebody must look again now.' },
      { about: WHO, says: step.accepted ? (step.owner === null ? `${holder} owns it.` : `${holder}: ${step.owner} owns it.`) : `${nameOf(step.accountable)} answers for it until somebody has accepted. ${anyWords(step.role)} is needed.` },
      { about: SINCE, says: `${whenWords(step.since, zone)}.` },
      ...(due === undefined ? [] : [{ about: NEXT, says: `${dueWords(step, late)} ${whenWords(due, zone)}.` }]),
      ...tellClock(dated),
      ...(dated.asked === undefined ? [] : [{ about: 'Asked for', says: `Another date: ${dayWords(dated.asked.due)}. Reason: ${codeWords(dated.asked.reason)}.` }]),
      ...(step.blocker === undefined ? [] : [{ about: 'Held up by', says: `${codeWords(step.blocker)}.` }]),
      ...silence(step.step, { agency: step.holder, owner: step.owner }, dated.level, telling),
    ],
  };
}

function dueWords(step: Step, late: boolean): string {
  if ('dateUnknown' in step && step.dateUnknown === true) return late ? 'From when its date counts was to be said by' : 'From when its date counts must be said by';
  if (step.pacing === 'LEGAL_HORIZON') return late ? 'Its last day was to be set by' : 'Its last day must be set by';
  // Who promises is asked for the promise first; what is owed anyway runs from the start.
  if (!step.accepted && (step.pacing === 'AGREED' || step.pacing === 'EXTERNAL_WAIT')) return late ? 'An answer was due' : 'An answer is due';
  if ('reviewBy' in step && step.reviewBy !== undefined) return 'The wait was to be looked at';
  return late ? 'It was due' : 'It is due';
}

/** In the protection track each wait says what it is. No date on what is the survivor's to decide, ever (R1). */
function tellWait(step: Step, { nameOf, zone }: Telling): Told {
  const who = { about: WHO, says: `${nameOf(step.holder)} looks after it and presses nobody.` };
  if (step.pacing === 'VICTIM_PACED') {
    const said = step.signal === undefined ? [] : [{ about: 'The survivor says', says: `${signalWords[step.signal]}.` }];
    return { look: 'waits', lines: [{ about: NOW, says: 'It goes at the survivor’s own pace. It has no date, and nobody is reminded.' }, who, ...said] };
  }
  if (step.state === 'SUSPENDED') return { look: 'waits', lines: [{ about: NOW, says: 'Waiting, at the survivor’s pace. Its time does not run meanwhile.' }, who] };
  if (step.pacing === 'PROTECTED_PERIOD')
    return { look: 'waits', lines: [{ about: NOW, says: 'A protected period runs. Nobody presses the survivor.' }, who, ...(step.unlocksAt === undefined ? [] : [{ about: NEXT, says: `It ends on ${whenWords(step.unlocksAt, zone)}. Its end asks nobody for anything.` }]), ...tellClock(step)] };
  return { look: 'waits', lines: [{ about: NOW, says: 'It waits for somebody outside.' }, who, ...('reviewBy' in step && step.reviewBy !== undefined ? [{ about: NEXT, says: `It is looked at again by ${whenWords(step.reviewBy, zone)}.` }] : [])] };
}

/** A right that lapses: there is nothing to do until a warning asks the lawyers for a decision (R3). */
function tellHorizon(step: Dated, horizonAt: string, { nameOf, zone, clocks }: Telling): Told {
  const warning = clocks.find(({ subject, name, dueAt }) => subject === step.step && name === 'legal-horizon' && dueAt < horizonAt);
  return {
    look: 'works',
    lines: [
      { about: NOW, says: `A right lapses: its last day is ${lastDayWords(horizonAt, zone)}.` },
      { about: WHO, says: `${nameOf(step.holder)}${step.owner === null ? '' : `: ${step.owner}`} watches over it.` },
      ...tellClock(step),
      { about: NEXT, says: warning === undefined ? 'No further warning comes before it.' : `Prosecutor, counsel and coordinator are warned on ${whenWords(warning.dueAt, zone)}. A warning asks for a decision, never for a statement.` },
    ],
  };
}

export function tellHandOff(handOff: HandOff, telling: Telling): Told {
  const { nameOf, zone, now, lead } = telling;
  const [sender, receiver] = [nameOf(handOff.sender), nameOf(handOff.receiver)];
  const leading = lead === undefined ? 'the leading agency' : nameOf(lead);
  const reason = handOff.reason === undefined ? '' : `: ${codeWords(handOff.reason)}`;
  const says: Readonly<Record<HandOff['state'], string>> = {
    PROPOSED: `${sender} offers it to ${receiver}, who has not answered yet.`,
    TIMED_OUT: `${sender} offers it to ${receiver}, who has not answered in time. A late answer still counts.`,
    RETURNED_FOR_INFO: `${receiver} asks ${sender} for what is missing${handOff.items.length === 0 ? '' : `: ${listWords(handOff.items.map(plainly))}`}.`,
    DECLINED: `${receiver} has declined${reason}. ${sender} moves next.`,
    DISPUTED: `It was refused more than once${reason}. The coordinator of ${leading} decides who owns it.`,
    IN_PROGRESS: `${receiver} has accepted it and works on it.`,
    COMPLETED: `${receiver} has done it.`, WITHDRAWN: `${sender} has withdrawn the offer.`, KEPT_BY_SENDER: `${sender} keeps it.`, RETURNED_AFTER_ACCEPT: `${receiver} has handed it back${reason}.`,
  };
  const moves = handOff.state === 'DISPUTED' ? (lead ?? handOff.sender) : handOff.state === 'DECLINED' || handOff.state === 'RETURNED_FOR_INFO' ? handOff.sender : handOff.receiver;
  const late = handOff.due !== undefined && handOff.due <= now;
  const isOpen = !['COMPLETED', 'WITHDRAWN', 'KEPT_BY_SENDER', 'RETURNED_AFTER_ACCEPT'].includes(handOff.state);
  const answers = handOff.state === 'IN_PROGRESS' ? `${receiver}: ${handOff.acceptedBy ?? ''} owns it.` : `${sender} answers for it until somebody has accepted.`;
  return {
    look: late ? 'late' : 'works',
    lines: [
      { about: NOW, says: says[handOff.state] },
      ...(isOpen ? [{ about: WHO, says: answers }] : []),
      { about: SINCE, says: `${whenWords(handOff.since, zone)}.` },
      ...(handOff.due === undefined ? [] : [{ about: NEXT, says: `${nameOf(moves)} ${late ? 'was to move' : 'moves next'} by ${whenWords(handOff.due, zone)}.` }]),
      ...(isOpen && handOff.state !== 'IN_PROGRESS' ? silence(handOff.id, { agency: moves, owner: handOff.state === 'DISPUTED' ? `the coordinator of ${leading}` : moves === handOff.sender ? (handOff.proposedBy ?? null) : null }, handOff.level, telling) : []),
    ],
  };
}

interface Whose {
  readonly agency: string;
  readonly owner: string | null;
}

/** What silence leads to: the level that was reached, and the next one with those it tells. */
export function silence(subject: string, whose: Whose, level: string | undefined, telling: Telling): Told['lines'] {
  const next = telling.clocks.find((clock) => clock.subject === subject && clock.level !== undefined);
  const reached = level === undefined || level === 'L0' ? [] : [{ about: 'So far', says: `Nothing was heard for so long that level ${level.slice(1)} of 5 is reached.` }];
  if (next === undefined || next.hears === undefined) return reached;
  const hear = next.level === 'L0' ? `${hearersWords(next.hears, whose, telling)} is reminded` : `${hearersWords(next.hears, whose, telling)} ${next.level === 'again' ? 'is told again' : next.hears.length > 1 || next.hears.includes('joint-leadership') ? 'are told' : 'is told'}`;
  return [...reached, { about: IF_NOT, says: `${hear.slice(0, 1).toUpperCase()}${hear.slice(1)} on ${whenWords(next.dueAt, telling.zone)}.` }];
}

function hearersWords(hears: readonly Recipient[], { agency, owner }: Whose, { nameOf, lead }: Telling): string {
  const name = nameOf(agency);
  const words: Readonly<Record<Recipient, string>> = {
    owner: owner ?? `whoever is asked at ${name}`, supervisor: `the supervisor of ${name}`, 'agency-lead': `the lead of ${name}`,
    coordinator: lead === undefined ? 'the coordinator' : `the coordinator of ${nameOf(lead)}`, specialist: 'the specialist adviser', 'agency-leader': `the leader of ${name}`,
    'joint-leadership': 'the leaders of all agencies of the team',
  };
  return listWords(hears.map((recipient) => words[recipient]));
}
