/** The read models of commitments: the thing as it stands, one row for each dated promise, one for each delivery of a resource. */
import { levelOf } from '../climb.ts';
import type { Instant } from '../facts.ts';
import { changed } from '../ledger.ts';
import type { TermAnswer } from '../terms.ts';
import type { CommitmentEvent } from './events.ts';
import { hasEnded, type Commitment } from './state.ts';

export interface CommitmentRow {
  readonly id: string;
  readonly codeName: string;
  readonly keeper: string;
  readonly caseLedger: string | null;
  readonly track: string | null;
  readonly step: string | null;
  readonly kind: string;
  readonly agency: string;
  readonly state: string;
  readonly version: number;
  readonly rev: number;
  readonly text: string | null;
  readonly proposedBy: string;
  readonly acceptedBy: string | null;
  readonly proposedAt: Instant;
  readonly activeAt: Instant | null;
  readonly sinceAt: Instant;
  readonly dueAt: Instant | null;
  readonly lapsedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly level: string | null;
  readonly recommitments: number;
  readonly pledgedAmount: number | null;
  readonly pledgedUnit: string | null;
  readonly pledgedFrom: string | null;
  readonly pledgedUntil: string | null;
  /** Who is asked to promise and when the answer is due: at first, or when it is reassigned. */
  readonly offeredTo: string | null;
  readonly answerDueAt: Instant | null;
  /** When the leader who was asked at level 4 owes an answer. */
  readonly leaderAnswerDueAt: Instant | null;
  /** The day the owner asks for. */
  readonly askedDue: string | null;
  readonly addedAmount: number | null;
  readonly addedUnit: string | null;
  /** It stops and goes on with her word, so that how it stands tells what she said (rule R14). */
  readonly waitsOnHer: boolean;
}
export interface TermRow {
  readonly commitment: string;
  readonly version: number;
  readonly agency: string;
  readonly dueAt: Instant;
  readonly suspended: boolean;
  readonly lapsedAt: Instant | null;
  readonly leaderAskedAt: Instant | null;
  readonly answer: TermAnswer | null;
  readonly answeredAt: Instant | null;
}
export interface DeliveryRow {
  readonly commitment: string;
  /** Place of the event in its batch or ledger. */
  readonly seq: number;
  readonly agency: string;
  readonly periodFrom: string;
  readonly periodUntil: string;
  readonly amount: number;
  readonly unit: string;
  readonly at: Instant;
  readonly byPerson: string;
}

type Delivered = Extract<CommitmentEvent, { type: 'ResourceDelivered' }>;

/** The tables of a ledger's commitments, by key. */
export interface CommitmentTables {
  readonly commitments: Map<string, CommitmentRow>;
  readonly terms: Map<string, TermRow>;
  readonly deliveries: DeliveryRow[];
}

export const commitmentTables = (): CommitmentTables => ({ commitments: new Map(), terms: new Map(), deliveries: [] });

type Kept = Readonly<Record<string, Commitment>> | undefined;

/** One event of a ledger, its place, and the commitments that the ledger's state holds before and after it. */
export interface CommitmentChange {
  readonly index: number;
  readonly event: { readonly type: string; readonly at: Instant };
  readonly before: Kept;
  readonly after: Kept;
}

export function writeCommitments(tables: CommitmentTables, shelf: Shelf, { index, event, before, after }: CommitmentChange): void {
  for (const [id, commitment] of changed(before, after ?? {})) {
    const old = before?.[id];
    tables.commitments.set(id, commitmentRow(shelf, commitment));
    for (const term of termRows(old, commitment, event)) tables.terms.set(`${id}/${term.version}`, term);
    if (isDelivered(event) && event.commitment === id) tables.deliveries.push(deliveryRow(commitment, event, index));
  }
}

const isDelivered = (event: { readonly type: string }): event is Delivered => event.type === 'ResourceDelivered';

/** Where the row belongs. */
export interface Shelf {
  readonly codeName: string;
  readonly keeper: string;
  /** The case it is for. */
  readonly caseLedger: string | null;
}

function commitmentRow({ codeName, keeper, caseLedger }: Shelf, commitment: Commitment): CommitmentRow {
  const { climb, offer, pledge, added, suspendedAt } = commitment;
  const isOver = hasEnded(commitment);
  return {
    id: commitment.id, codeName, keeper, caseLedger, track: commitment.track ?? null, step: commitment.step ?? null, kind: commitment.kind, agency: commitment.agency, state: commitment.state,
    version: commitment.version, rev: commitment.rev, text: commitment.text ?? null, proposedBy: commitment.proposedBy.person, acceptedBy: commitment.owner ?? null,
    proposedAt: commitment.proposedAt, activeAt: commitment.activeAt ?? null, sinceAt: commitment.since,
    // While it waits for her no date runs: none is shown, rather than one that is not true.
    dueAt: isOver || suspendedAt !== undefined ? null : (climb?.deadline.due ?? null), lapsedAt: commitment.lapsedAt ?? null, endedAt: isOver ? commitment.since : null,
    level: suspendedAt === undefined ? levelOf((offer ?? commitment).climb) : null, recommitments: commitment.recommitments,
    pledgedAmount: pledge?.amount ?? null, pledgedUnit: pledge?.unit ?? null, pledgedFrom: pledge?.from ?? null, pledgedUntil: pledge?.until ?? null,
    offeredTo: offer?.agency ?? null, answerDueAt: offer?.climb.deadline.due ?? null, leaderAnswerDueAt: commitment.leaderAnswerDueAt ?? null, askedDue: commitment.asked?.due ?? null,
    addedAmount: added?.amount ?? null, addedUnit: added?.unit ?? null, waitsOnHer: commitment.waitsOn.length > 0,
  };
}

const answers: Readonly<Partial<Record<CommitmentEvent['type'], TermAnswer>>> = {
  CommitmentMet: 'MET', CommitmentMetLate: 'MET_LATE', CommitmentRecommitted: 'RECOMMITTED', CommitmentReDated: 'RE_DATED', CommitmentReassigned: 'REASSIGNED', CommitmentReleased: 'RELEASED',
};

/** The dated promises that a change touches: the one that it answers, and the one that runs after it. */
function termRows(before: Commitment | undefined, after: Commitment, event: { readonly type: string; readonly at: Instant }): readonly TermRow[] {
  const answer = answers[event.type as CommitmentEvent['type']];
  const answered = before !== undefined && answer !== undefined && (after.version !== before.version || hasEnded(after)) ? termRow(before, { answer, answeredAt: event.at }) : undefined;
  const running = hasEnded(after) ? undefined : termRow(after, { answer: null, answeredAt: null });
  return [answered, running].filter((row) => row !== undefined);
}

function termRow({ id, version, agency, climb, suspendedAt, lapsedAt, leaderAskedAt }: Commitment, answer: Pick<TermRow, 'answer' | 'answeredAt'>): TermRow | undefined {
  if (climb === undefined) return undefined;
  return { commitment: id, version, agency, dueAt: climb.deadline.due, suspended: suspendedAt !== undefined, lapsedAt: lapsedAt ?? null, leaderAskedAt: leaderAskedAt ?? null, ...answer };
}

function deliveryRow({ agency }: Commitment, { commitment, from, until, amount, unit, at, by }: Delivered, seq: number): DeliveryRow {
  return { commitment, seq, agency, periodFrom: from, periodUntil: until, amount, unit, at, byPerson: by };
}
