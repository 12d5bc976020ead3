/** A commitment in sentences: who promised what, whether it was kept, what is next. What waits for the survivor has no date and is not told apart from other waits (R2, R14). */
import type { z } from 'zod';
import type { commitmentShape } from '../shapes.ts';
import { NEXT, NOW, silence, SINCE, waitsAlike, WHO, type Telling, type Told } from './sentences.ts';
import { commitmentWords, sentence, unitWords } from './words.ts';
import { dayWords, whenWords } from './when.ts';

export type Commitment = z.output<typeof commitmentShape>;

/** So many new dates are worth a word of their own (metric M8). */
const OFTEN = 3;

/** "Harbour House: people or time". */
export const promiseTitle = ({ agency, kind }: Pick<Commitment, 'agency' | 'kind'>, nameOf: Telling['nameOf']): string => `${nameOf(agency)}: ${commitmentWords[kind]}`;

/** What is pledged of a resource: "2 full-time posts from … until …". */
export const pledgeWords = ({ amount, unit, from, until }: NonNullable<Commitment['pledge']>): string => `${amount} ${unitWords[unit]}, from ${dayWords(from)} until ${dayWords(until)}`;

export function tellPromise(promise: Commitment, telling: Telling): Told {
  if (promise.state === 'SUSPENDED') return waitsAlike;
  const { nameOf, zone, now } = telling;
  const late = promise.lapsedAt !== undefined || (promise.due !== undefined && promise.due <= now);
  const isOpen = promise.endedAt === undefined;
  return {
    look: isOpen && late ? 'late' : 'works',
    lines: [
      { about: NOW, says: standing(promise, nameOf) },
      ...(isOpen && promise.owner !== undefined ? [{ about: WHO, says: `${nameOf(promise.agency)}: ${promise.owner} owns it.` }] : []),
      ...(promise.pledge === undefined ? [] : [{ about: 'How much', says: `${sentence(pledgeWords(promise.pledge))}.` }]),
      { about: SINCE, says: `${whenWords(promise.since, zone)}.` },
      ...datesOf(promise, telling),
      ...(promise.recommitments >= OFTEN ? [{ about: 'So often', says: `It has had ${promise.recommitments} new dates.` }] : []),
      ...(isOpen ? silence(promise.id, { agency: promise.offeredTo ?? promise.agency, owner: promise.offeredTo === undefined ? (promise.owner ?? null) : null }, promise.level, telling) : []),
    ],
  };
}

function standing(promise: Commitment, nameOf: Telling['nameOf']): string {
  const agency = nameOf(promise.agency);
  const asked = promise.offeredTo === undefined ? '' : ` ${nameOf(promise.offeredTo)} is asked to take it on, and has not answered yet.`;
  const says: Readonly<Record<Commitment['state'], string>> = {
    PROPOSED: promise.offeredTo === undefined ? `${agency} has not promised it yet: its leader’s signature does.` : `${nameOf(promise.offeredTo)} is asked to promise it. Nobody has promised yet.`,
    ACTIVE: `${agency} has promised it.${asked}`, LAPSED: `${agency} has not kept it in time. Late still counts.${asked}`, SUSPENDED: '',
    MET: `${agency} has kept it.`, MET_LATE: `${agency} has kept it, late.`, RELEASED: `${agency} was let go from it.`, DECLINED: `${agency} has declined it.`,
  };
  return says[promise.state];
}

function datesOf({ state, due, lapsedAt, answerDue, leaderAnswerDue, askedDue, endedAt }: Commitment, { zone, now }: Telling): Told['lines'] {
  if (endedAt !== undefined) return [];
  const at = (about: string, before: string, when: string | undefined): Told['lines'] => (when === undefined ? [] : [{ about, says: `${before} ${whenWords(when, zone)}.` }]);
  return [
    ...at(NEXT, answerDue !== undefined && answerDue <= now ? 'An answer was due' : 'An answer is due', answerDue),
    ...(state === 'PROPOSED' ? [] : lapsedAt === undefined ? at(NEXT, due !== undefined && due <= now ? 'It was due' : 'It is due', due) : at('Late since', 'It was due', lapsedAt)),
    ...at('Its leader', 'An answer is owed by', leaderAnswerDue),
    ...(askedDue === undefined ? [] : [{ about: 'Asked for', says: `Another date: ${dayWords(askedDue)}.` }]),
  ];
}
