/** Every dated promise, told from its events: when it is due, what of the time was hers, whether it lapsed, and how it was answered. */
import type { CommitmentEvent } from '#domain/commitment/events.ts';
import type { TermRow } from '#domain/commitment/rows.ts';
import type { LedgerEvent } from '../../../activities/ledgers.ts';
import type { Realm } from './realm.ts';
import { DAY_MS } from './speaking.ts';

interface Term {
  readonly key: string;
  /** Without what was hers. */
  readonly promised: string;
  readonly start: string;
  due: string;
  waitedMs: number;
  suspendedAt?: string;
  lapsedAt?: string;
  answeredAt?: string;
}
type Count = (what: string) => void;

/** Promised days and working days end at a closing time: after a wait at the next one, and never further on than this. */
const toClosingMostMs = 5 * DAY_MS;
const ms = (at: string): number => Date.parse(at);

interface Book {
  readonly terms: Map<string, Term>;
  /** The dated promise that runs, by what is promised. */
  readonly running: Map<string, Term>;
  readonly versions: Map<string, number>;
  readonly count: Count;
}

function begin(book: Book, thing: string, event: Extract<CommitmentEvent, { deadline?: unknown }>): void {
  if (event.deadline === undefined) return;
  answer(book, thing, event.at);
  const version = (book.versions.get(thing) ?? 0) + 1;
  book.versions.set(thing, version);
  const { due, ruleDue } = event.deadline;
  if (due !== ruleDue || due <= event.at) throw new Error(`version ${version} of ${thing} begins with a date that is not the promised one`);
  const term: Term = { key: `${thing}/${version}`, promised: due, due, start: event.at, waitedMs: 0 };
  book.terms.set(term.key, term);
  book.running.set(thing, term);
  book.count(version === 4 ? 'promises dated anew three times' : 'dated promises');
}

function answer({ running }: Book, thing: string, at: string): void {
  const term = running.get(thing);
  running.delete(thing);
  if (term === undefined) return;
  // An answer may come before a clock that is late: what was due by then has lapsed all the same.
  if (term.lapsedAt === undefined && term.suspendedAt === undefined && term.due < at) throw new Error(`${term.key} was due ${term.due}, is answered ${at}, and no lapse is counted`);
  term.answeredAt = at;
}

function lapse(term: Term | undefined, event: Extract<CommitmentEvent, { type: 'CommitmentLapsed' }>): void {
  if (term === undefined || !term.key.endsWith(`/${event.version}`)) throw new Error(`version ${event.version} of ${event.commitment} lapses and does not run`);
  if (term.lapsedAt !== undefined) throw new Error(`${term.key} lapses twice`);
  if (term.suspendedAt !== undefined) throw new Error(`${term.key} lapses while it waits for her`);
  if (event.dueAt !== term.due || event.at < term.due) throw new Error(`${term.key} is due ${term.due} and lapses at ${event.dueAt}, recorded ${event.at}`);
  term.lapsedAt = event.dueAt;
}

function resume(term: Term | undefined, { at, deadline }: Extract<CommitmentEvent, { type: 'CommitmentResumed' }>): void {
  if (term?.suspendedAt === undefined) throw new Error('a promise goes on that did not wait');
  term.waitedMs += Math.max(0, ms(at) - Math.max(ms(term.suspendedAt), ms(term.start)));
  delete term.suspendedAt;
  const least = ms(term.promised) + term.waitedMs;
  if (ms(deadline.due) < least || ms(deadline.due) > least + toClosingMostMs) throw new Error(`${term.key} waited ${term.waitedMs} ms from ${term.promised} and is due ${deadline.due}`);
  term.due = deadline.due;
}

function hear(book: Book, ledger: string, event: CommitmentEvent): void {
  const thing = `${ledger} ${event.commitment}`;
  const term = book.running.get(thing);
  book.count(event.type);
  switch (event.type) {
    case 'CommitmentAccepted':
    case 'CommitmentReDated':
    case 'CommitmentRecommitted':
    case 'CommitmentReassigned':
      return begin(book, thing, event);
    case 'CommitmentLapsed':
      return lapse(term, event);
    case 'CommitmentSuspended':
      if (term !== undefined) term.suspendedAt = event.at;
      return undefined;
    case 'CommitmentResumed':
      return resume(term, event);
    case 'CommitmentMet':
    case 'CommitmentMetLate':
      // Late is what has lapsed: neither is said without the other.
      if ((event.type === 'CommitmentMetLate') !== (term?.lapsedAt !== undefined)) throw new Error(`${term?.key} is ${event.type}, and lapsed ${term?.lapsedAt}`);
      return answer(book, thing, event.at);
    case 'CommitmentReleased':
      return answer(book, thing, event.at);
    default:
      return undefined;
  }
}

/** The effective due is past, and it was neither kept nor let go, nor is it hers to wait for: then it has lapsed. */
function allCounted({ running }: Book, now: string): void {
  for (const { key, due, lapsedAt, suspendedAt } of running.values()) {
    if (lapsedAt === undefined && suspendedAt === undefined && due < now) throw new Error(`${key} was due ${due}, it is ${now}, and no lapse is counted`);
  }
}

export function watchTerms(realm: Realm, count: Count) {
  const book: Book = { terms: new Map(), running: new Map(), versions: new Map(), count };
  return {
    hear: (ledger: string, events: readonly LedgerEvent[]): void => {
      for (const event of events) if (isOfCommitment(event)) hear(book, ledger, event);
    },
    allCounted: (): void => allCounted(book, realm.now()),
    checkRows: (id: string, rows: Iterable<object>): void => checkRows(id, rows, book.terms),
  };
}

const isOfCommitment = (event: LedgerEvent): event is CommitmentEvent => event.type !== 'CommitmentProposed' && 'commitment' in event;

/** One row for each dated promise, with the same date, lapse and answer. */
function checkRows(id: string, rows: Iterable<object>, terms: ReadonlyMap<string, Term>): void {
  const whole = new Map(([...rows] as TermRow[]).map((row) => [`${id} ${row.commitment}/${row.version}`, row]));
  const mine = [...terms.values()].filter(({ key }) => key.startsWith(`${id} `));
  if (whole.size !== mine.length) throw new Error(`${mine.length} dated promises, ${whole.size} rows`);
  for (const { key, due, lapsedAt, answeredAt, suspendedAt } of mine) {
    const row = whole.get(key);
    if (row === undefined || row.lapsedAt !== (lapsedAt ?? null) || row.answeredAt !== (answeredAt ?? null) || row.dueAt !== due || row.suspended !== (suspendedAt !== undefined)) throw new Error(`the row of ${key} says otherwise: ${JSON.stringify(row)}`);
  }
}
