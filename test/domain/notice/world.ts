/** Fictional people and a mail that does what each of them is fated to: the pure rules play against it, instant by instant. */
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { mailTermsSchema } from '#domain/notice/schema.ts';
import { answered, settle, standing, type Answer, type Delivery, type Part, type Reader, type Seat, type Telling } from '#domain/notice/telling.ts';

export const terms = mailTermsSchema.parse(parse(readFileSync(new URL('../../../start/notices.yaml', import.meta.url), 'utf8')));

export const zone = 'America/Chicago';
const calendar = { zone, holidays: [], ...terms.calendar };
export const quiet = { from: '20:00', until: '07:00' };

export const seat = (person: string): Seat => ({ person, agency: person.split('.')[0] ?? '' });
export const reader = (more: Partial<Reader> = {}): Reader => ({ reachable: true, opened: [], calendar, quiet, ...more });

/** A Monday, ten in the morning in Chicago. */
export const monday = '2031-04-14T15:00:00.000Z';

export function part(chain: readonly (readonly string[])[], more: Partial<Part> = {}): Part {
  return { part: 1, kind: 'level', urgent: false, saidAt: monday, rank: 0, holds: true, opened: false, chain: chain.map((rank) => rank.map(seat)), ...more };
}

export const telling = (parts: readonly Part[], readers: Readonly<Record<string, Reader>> = {}): Telling => ({
  parts, deliveries: [],
  readers: { ...Object.fromEntries(parts.flatMap(({ chain }) => chain.flat().map(({ person }) => [person, reader()]))), ...readers },
});

/** What becomes of letters to one person: answers in turn (the last again and again), and whether they open what reached them, so many minutes later. */
export interface Fate {
  readonly answers: readonly Answer[];
  readonly opensAfter?: number;
}

export interface Sent {
  readonly person: string;
  readonly at: string;
  readonly answer: Answer;
}

export interface Played {
  readonly end: Telling;
  readonly at: string;
  /** Every attempt, in order. */
  readonly attempts: readonly Sent[];
  readonly isEnded: boolean;
}

const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const roundsMax = 400;

/** Time goes from clock to clock and from opened letter to opened letter, until nothing follows. */
export function play(start: Telling, fates: Readonly<Record<string, Fate>>, from = monday): Played {
  let now = from;
  let state = settle(start, now, terms);
  const attempts: Sent[] = [];
  const opening = new Map<string, string>();
  for (let round = 0; round < roundsMax; round += 1) {
    for (const { person } of state.deliveries.filter(({ state: is }) => is === 'SENDING')) {
      const fate = fates[person] ?? { answers: ['SENT'] };
      const tries = attempts.filter((each) => each.person === person).length;
      const answer = fate.answers[Math.min(tries, fate.answers.length - 1)] ?? 'SENT';
      attempts.push({ person, at: now, answer });
      if (answer === 'SENT' && fate.opensAfter !== undefined) opening.set(person, later(now, fate.opensAfter));
      state = settle(answered(state, person, answer, now, terms), now, terms);
    }
    if (state.deliveries.some(({ state: is }) => is === 'SENDING')) continue;
    const { phase, clock } = standing(state);
    if (phase === 'ended') return { end: state, at: now, attempts, isEnded: true };
    const [next] = [...[...opening.values()].filter((at) => at > now), ...(clock === undefined ? [] : [clock.dueAt])].sort();
    if (next === undefined) break;
    now = next > now ? next : now;
    state = settle({ ...state, ...openedBy(state, opening, now) }, now, terms);
  }
  return { end: state, at: now, attempts, isEnded: false };
}

function openedBy(state: Telling, opening: ReadonlyMap<string, string>, now: string): Pick<Telling, 'parts' | 'readers'> {
  const who = new Set([...opening].filter(([, at]) => at <= now).map(([person]) => person));
  const partsOf = (person: string): readonly number[] => state.deliveries.find((delivery: Delivery) => delivery.person === person)?.parts ?? [];
  const opened = new Set([...who].flatMap(partsOf));
  return {
    parts: state.parts.map((each) => (opened.has(each.part) ? { ...each, opened: true } : each)),
    readers: Object.fromEntries(Object.entries(state.readers).map(([person, each]) => [person, who.has(person) ? { ...each, opened: partsOf(person) } : each])),
  };
}

export const stateOf = ({ end }: Played, person: string): string | undefined => end.deliveries.find((delivery) => delivery.person === person)?.state;
export const outcomesOf = ({ end }: Played): readonly (string | undefined)[] => end.parts.map(({ outcome }) => outcome);
