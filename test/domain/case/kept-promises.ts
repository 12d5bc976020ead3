/** What must hold of every commitment in every life: I4 and R2 at each moment, a lapse once a version, and an old promise that never climbs again. */
import type { clocksOf } from '#domain/case/clocks.ts';
import type { CaseEvent } from '#domain/case/events.ts';
import { rowsOf, type Change } from '#domain/case/rows.ts';
import { isMet } from '#domain/case/statements.ts';
import type { OpenCase } from '#domain/case/state.ts';
import type { CommitmentEvent } from '#domain/commitment/events.ts';
import { evolveCommitment } from '#domain/commitment/evolve.ts';
import type { Commitment } from '#domain/commitment/state.ts';

const running = ['ACTIVE', 'SUSPENDED', 'LAPSED'];
const over = ['MET', 'MET_LATE', 'RELEASED', 'DECLINED'];

export function checkCommitments(state: OpenCase, clocks: ReturnType<typeof clocksOf>): void {
  for (const commitment of Object.values(state.commitments ?? {})) checkCommitment(state, commitment, clocks.filter(({ subject }) => subject === commitment.id));
}

function checkCommitment(state: OpenCase, commitment: Commitment, clocks: ReturnType<typeof clocksOf>): void {
  const { id, waitsOn, suspendedAt, offer } = commitment;
  if (clocks.length > 1) throw new Error(`commitment ${id} has ${clocks.length} clocks`);
  if (over.includes(commitment.state)) {
    if (clocks.length > 0) throw new Error(`commitment ${id} is over and has a clock`);
    return;
  }
  if (state.agencies[commitment.agency] === undefined) throw new Error(`nobody on the team answers for commitment ${id}`);
  if (running.includes(commitment.state) !== ((commitment.owner !== undefined) !== (commitment.vacant === true) && commitment.climb !== undefined)) throw new Error(`commitment ${id} is ${commitment.state} and its owner or date is missing`);
  if (offer !== undefined && state.agencies[offer.agency] === undefined) throw new Error(`commitment ${id} is asked of an agency that has left`);
  // Rule R2: suspended exactly as long as something of hers is outstanding.
  const waits = waitsOn.some((code) => !isMet(state.steps[code]));
  if (running.includes(commitment.state) && waits !== (suspendedAt !== undefined)) throw new Error(`commitment ${id} is ${commitment.state}, and what it waits for ${waits ? 'is outstanding' : 'is met'}`);
  if ((commitment.state === 'SUSPENDED') !== (suspendedAt !== undefined)) throw new Error(`commitment ${id} is half suspended`);
  if ((clocks.length === 1) !== (offer !== undefined || suspendedAt === undefined)) throw new Error(`commitment ${id} is ${commitment.state} and has ${clocks.length} clocks`);
  if (commitment.step !== undefined && state.steps[commitment.step]?.pacing === 'VICTIM_PACED') throw new Error(`commitment ${id} is on a victim-paced step`);
}

/** Who owns a promise may change; what was promised, by when and whether it is broken may not. */
function checkStays(event: CaseEvent & { readonly commitment: string }, before: Commitment | undefined): void {
  if (before === undefined) throw new Error('a promise changes hands that nobody made');
  const { version, state, climb, lapsedAt, agency } = evolveCommitment(before, event as CommitmentEvent);
  if (version !== before.version || state !== before.state || climb !== before.climb || lapsedAt !== before.lapsedAt || agency !== before.agency) throw new Error(`commitment ${before.id} is another promise because its owner has left`);
}

export function checkKept(changes: readonly Change[]): void {
  const lapsed = new Set<string>();
  const given = new Set<string>();
  for (const { event, before } of changes) {
    if (before.phase === 'absent') continue;
    // Whoever gave work away hears once what followed, and only after it was done.
    if (event.type === 'HandOffCompleted') given.add(event.handOff);
    if (event.type === 'HandOffFollowed' && !given.delete(event.subject)) throw new Error('what followed a hand-off is told before its end, or twice');
    const commitment = 'commitment' in event ? before.commitments?.[event.commitment] : undefined;
    if (event.type === 'CommitmentLapsed') checkLapse(event, commitment, lapsed);
    if (event.type === 'CommitmentOwnerLeft' || event.type === 'CommitmentTakenOn') checkStays(event, commitment);
    if (event.type === 'CommitmentResumed') checkWait(event, commitment);
    if (event.type === 'LevelReached' && event.of === 'commitment' && before.commitments?.[event.subject]?.suspendedAt !== undefined) throw new Error('a level of a promise that waits for her');
  }
  checkTerms(changes, lapsed);
}

function checkLapse(event: Extract<CaseEvent, { type: 'CommitmentLapsed' }>, commitment: Commitment | undefined, lapsed: Set<string>): void {
  const key = `${event.commitment}/${event.version}`;
  if (lapsed.has(key)) throw new Error(`${key} lapsed twice`);
  lapsed.add(key);
  if (commitment?.suspendedAt !== undefined) throw new Error(`${key} lapsed while it waited for her`);
  if (commitment?.version !== event.version || commitment.climb?.deadline.due !== event.dueAt || event.at < event.dueAt) throw new Error(`${key} lapsed at another time than its due`);
}

function checkWait(event: Extract<CaseEvent, { type: 'CommitmentResumed' }>, commitment: Commitment | undefined): void {
  const from = [commitment?.suspendedAt ?? '', event.deadline.start].sort().at(-1) ?? '';
  const waited = Math.max(0, Date.parse(event.at) - Date.parse(from));
  if (event.deadline.suspendedMs - (commitment?.climb?.deadline.suspendedMs ?? 0) !== waited) throw new Error(`a promise waited ${waited} ms and they count`);
}

/** Every version has a row; every one but the last is answered, and a lapse stands in its row. */
function checkTerms(changes: readonly Change[], lapsed: ReadonlySet<string>): void {
  const { commitments, terms } = rowsOf(changes);
  for (const { id, version, endedAt, state } of commitments.values()) {
    for (let each = 1; each <= version; each += 1) {
      const term = terms.get(`${id}/${each}`);
      if (term === undefined) throw new Error(`version ${each} of ${id} has no row`);
      if ((term.answer === null) !== (each === version && endedAt === null)) throw new Error(`version ${each} of ${id}, which is ${state}, is answered ${term.answer}`);
      if ((term.lapsedAt !== null) !== lapsed.has(`${id}/${each}`)) throw new Error(`version ${each} of ${id} lapsed or not, and its row says otherwise`);
    }
  }
  if (terms.size !== [...commitments.values()].reduce((sum, { version }) => sum + version, 0)) throw new Error('a version that was never promised has a row');
}
