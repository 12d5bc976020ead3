/**
 * How one event comes to be known. Each of its notices goes down a chain of ranks (role or person, supervisor, leader, the lead's coordinator) until
 * somebody has opened it; each person is told once, whichever notices name them. Pure: who sits where, what was opened and what still holds come in.
 */
import type { Instant } from '../facts.ts';
import { addDuration } from '../time/add.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Duration } from '../time/duration.ts';
import { earliest, outsideQuiet, type Pace, type Quiet } from './hours.ts';
import type { MailTerms } from './schema.ts';

/** SENDING belongs to the mail until it has an answer. UNREACHABLE: away, gone, or without an address. UNREAD: sent, and not opened in time. */
export type DeliveryState = 'DUE' | 'SENDING' | 'SENT' | 'BOUNCED' | 'UNREACHABLE' | 'UNREAD' | 'SEEN' | 'GIVEN_UP' | 'OVER';

export interface Delivery {
  readonly person: string;
  readonly agency: string;
  readonly parts: readonly number[];
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly notBefore: Instant;
  readonly triedAt?: Instant;
  readonly sentAt?: Instant;
  /** When it counts as not told if nobody has opened it: set when it was sent, or when the reader's own server first put it off. */
  readonly readBy?: Instant;
  readonly mail?: string;
}

/** NOBODY opened: UNTOLD. The matter ended first: OVER. */
export type Outcome = 'TOLD' | 'UNTOLD' | 'OVER';

export interface Part {
  readonly part: number;
  readonly kind: string;
  readonly urgent: boolean;
  readonly saidAt: Instant;
  /** Ranks of the chain that have been asked. */
  readonly rank: number;
  readonly outcome?: Outcome;
  /** Whether what it says is still so, and still their business. */
  readonly holds: boolean;
  /** Whether somebody whom it concerns has opened it. */
  readonly opened: boolean;
  readonly chain: readonly (readonly Seat[])[];
}

export interface Seat {
  readonly person: string;
  readonly agency: string;
}

/** What is to be known of a person before writing to them. */
export interface Reader {
  /** Present, active, with an address. */
  readonly reachable: boolean;
  readonly opened: readonly number[];
  readonly calendar: Calendar;
  readonly quiet?: Quiet;
}

export interface Telling {
  readonly parts: readonly Part[];
  readonly deliveries: readonly Delivery[];
  /** By person; everybody in a chain or a delivery. */
  readonly readers: Readonly<Record<string, Reader>>;
}

/** What asks for nothing needs no reader: it is sent once a day, and once. */
const digested: readonly string[] = ['change', 'answer'];
const needsReader = ({ kind }: Part): boolean => !digested.includes(kind);
const paceOf = (part: Part): Pace => (part.urgent ? 'urgent' : needsReader(part) ? 'ordinary' : 'digest');

const readerOf = ({ readers }: Telling, person: string): Reader => {
  const reader = readers[person];
  if (reader === undefined) throw new RangeError('nothing is known of a person who is to be told');
  return reader;
};

/** Lets time and the state of the world have their say. Idempotent: the same telling at the same instant comes to rest at once. */
export function settle(telling: Telling, now: Instant, terms: MailTerms): Telling {
  let deliveries = telling.deliveries.map((delivery) => aged(telling, delivery, now));
  const parts: Part[] = [];
  for (const part of telling.parts) {
    const advanced = advance({ ...telling, deliveries }, part, now, terms);
    deliveries = [...advanced.deliveries];
    parts.push(advanced.part);
  }
  const isOver = (delivery: Delivery): boolean => delivery.parts.every((number) => parts.find(({ part }) => part === number)?.outcome !== undefined);
  return {
    ...telling, parts,
    deliveries: deliveries.map((delivery) => {
      if (!isPending(delivery)) return delivery;
      if (isOver(delivery)) return { ...delivery, state: 'OVER' };
      return delivery.notBefore <= now ? { ...delivery, state: 'SENDING' } : delivery;
    }),
  };
}

const isPending = ({ state }: Delivery): boolean => state === 'DUE' || state === 'SENDING';

function aged(telling: Telling, delivery: Delivery, now: Instant): Delivery {
  const { reachable, opened } = readerOf(telling, delivery.person);
  const isOpened = delivery.parts.every((part) => opened.includes(part));
  if (isOpened && (isPending(delivery) || delivery.state === 'SENT' || delivery.state === 'UNREAD')) return { ...delivery, state: 'SEEN' };
  if (isPending(delivery) && !reachable) return { ...delivery, state: 'UNREACHABLE' };
  if (delivery.state === 'SENT' && delivery.readBy !== undefined && delivery.readBy <= now) return { ...delivery, state: 'UNREAD' };
  return delivery;
}

/** Whether this delivery may still be read in time. One that its reader's server keeps putting off no longer is, though it is tried on. */
const hasHope = ({ state, readBy }: Delivery, now: Instant): boolean => state === 'SEEN' || state === 'SENT' || state === 'SENDING' || (state === 'DUE' && (readBy === undefined || readBy > now));

interface Advanced {
  readonly part: Part;
  readonly deliveries: readonly Delivery[];
}

function advance(telling: Telling, part: Part, now: Instant, terms: MailTerms): Advanced {
  let { deliveries } = telling;
  const ended = (outcome: Outcome): Advanced => ({ part: { ...part, outcome }, deliveries });
  // Read late is read.
  if (part.outcome !== undefined) return part.outcome === 'UNTOLD' && part.opened ? ended('TOLD') : { part, deliveries };
  if (!part.holds) return ended('OVER');
  if (part.opened) return ended('TOLD');
  const mine = (): readonly Delivery[] => deliveries.filter(({ parts }) => parts.includes(part.part));
  // Only what needs a reader is passed on.
  const chain = needsReader(part) ? part.chain : part.chain.slice(0, 1);
  let { rank } = part;
  // From the top each time: whoever has come into the role or on duty since is asked before those above.
  const unasked = (seats: readonly Seat[]): readonly Seat[] => seats.filter(({ person }) => !mine().some((delivery) => delivery.person === person));
  for (let next = nextRank(chain, unasked); next >= 0 && !mine().some((delivery) => hasHope(delivery, now)); next = nextRank(chain, unasked)) {
    for (const seat of unasked(chain[next] ?? [])) deliveries = asked({ ...telling, deliveries }, part, seat, now, terms);
    rank = Math.max(rank, next + 1);
  }
  // Whoever has opened what was sent of this event knows of it; what needs no reader is told when it is sent.
  const isTold = mine().some(({ state }) => state === 'SEEN') || (!needsReader(part) && !mine().some(isPending) && mine().some(({ state }) => state === 'SENT' || state === 'UNREAD'));
  if (isTold) return { part: { ...part, rank, outcome: 'TOLD' }, deliveries };
  const isWaiting = mine().some((delivery) => isPending(delivery) || hasHope(delivery, now));
  return { part: { ...part, rank, ...(!isWaiting && { outcome: 'UNTOLD' as const }) }, deliveries };
}

const nextRank = (chain: readonly (readonly Seat[])[], unasked: (seats: readonly Seat[]) => readonly Seat[]): number => chain.findIndex((seats) => unasked(seats).length > 0);

/** One more person is told. Who hears of the event already is not told twice, though perhaps sooner. */
function asked(telling: Telling, part: Part, { person, agency }: Seat, now: Instant, terms: MailTerms): readonly Delivery[] {
  const reader = readerOf(telling, person);
  const notBefore = earliest(paceOf(part), { saidAt: part.saidAt, now }, reader, terms);
  const before = telling.deliveries.find((delivery) => delivery.person === person);
  if (before === undefined) return [...telling.deliveries, { person, agency, parts: [part.part], state: reader.reachable ? 'DUE' : 'UNREACHABLE', attempts: 0, notBefore }];
  if (before.parts.includes(part.part)) return telling.deliveries;
  const sooner = before.state === 'DUE' && before.attempts === 0 && notBefore < before.notBefore ? { notBefore } : {};
  const again = before.state === 'OVER' ? { state: reader.reachable ? ('DUE' as const) : ('UNREACHABLE' as const), notBefore } : {};
  // Sent as something that needs no reader: now it needs one.
  const read = before.state === 'SENT' && before.readBy === undefined && needsReader(part) ? { readBy: readByFrom(now, part.urgent, reader, terms) } : {};
  return telling.deliveries.map((delivery) => (delivery === before ? { ...before, ...sooner, ...again, ...read, parts: [...before.parts, part.part] } : delivery));
}

const readByFrom = (now: Instant, isUrgent: boolean, { calendar }: Reader, { readWithin }: MailTerms): Instant => addDuration(now, (isUrgent ? readWithin.urgent : readWithin.ordinary), calendar);

/** What the mail said of one letter. DEFERRED: the reader's server put it off. NO_SERVER: ours did not answer, and nobody is to blame. */
export type Answer = 'SENT' | 'BOUNCED' | 'DEFERRED' | 'NO_SERVER';

/** The delivery after an attempt. The time to read begins with the letter, and not while our own server is silent. */
export function answered(telling: Telling, person: string, answer: Answer, now: Instant, terms: MailTerms): Telling {
  return { ...telling, deliveries: telling.deliveries.map((delivery) => (delivery.person === person && delivery.state === 'SENDING' ? after(telling, delivery, answer, now, terms) : delivery)) };
}

function after(telling: Telling, before: Delivery, answer: Answer, now: Instant, terms: MailTerms): Delivery {
  const reader = readerOf(telling, before.person);
  const { calendar, quiet } = reader;
  const parts = telling.parts.filter(({ part }) => before.parts.includes(part));
  const isUrgent = parts.some(({ urgent }) => urgent);
  const readBy = readByFrom(now, isUrgent, reader, terms);
  const tried: Delivery = { ...before, attempts: before.attempts + 1, triedAt: before.triedAt ?? now };
  if (answer === 'SENT') return { ...tried, state: 'SENT', sentAt: now, ...(parts.some(needsReader) && { readBy }) };
  if (answer === 'BOUNCED') return { ...tried, state: 'BOUNCED' };
  if (now >= addDuration(tried.triedAt ?? now, terms.retry.for, calendar)) return { ...tried, state: 'GIVEN_UP' };
  const later = addDuration(now, waitBefore(tried.attempts, terms), calendar);
  return { ...tried, state: 'DUE', notBefore: isUrgent ? later : outsideQuiet(later, quiet, calendar.zone), ...(answer === 'DEFERRED' && { readBy: before.readBy ?? readBy }) };
}

function waitBefore(attempts: number, { retry }: MailTerms): Duration {
  const wait = retry.after[attempts - 1] ?? retry.after.at(-1);
  if (wait === undefined) throw new RangeError('no wait before another attempt is named');
  return wait;
}

export type NoticePhase = 'absent' | 'due' | 'sent' | 'ended';
export type NoticeClock = 'attempt-due' | 'reader-due';

/** The only words time may say here. */
export const noticeWords = { 'attempt-due': 'notice.send', 'reader-due': 'notice.passOn' } as const satisfies Record<NoticeClock, string>;

/** Where it stands, and what happens next by itself; nothing while a letter is with the mail. */
export function standing({ parts, deliveries }: Telling): { readonly phase: NoticePhase; readonly clock?: { readonly name: NoticeClock; readonly dueAt: Instant } } {
  const isEnded = parts.every(({ outcome }) => outcome !== undefined) && !deliveries.some(({ state }) => state === 'SENDING');
  if (isEnded) return { phase: 'ended' };
  const attempts = deliveries.filter(({ state }) => state === 'DUE').map(({ notBefore }) => ({ name: 'attempt-due' as const, dueAt: notBefore }));
  const readers = deliveries.flatMap(({ state, readBy }) => (state === 'SENT' && readBy !== undefined ? [{ name: 'reader-due' as const, dueAt: readBy }] : []));
  const [clock] = [...attempts, ...readers].sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
  const phase = clock?.name === 'reader-due' ? 'sent' : 'due';
  return clock === undefined ? { phase } : { phase, clock };
}
