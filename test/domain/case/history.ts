/** What is kept of the past, checked against the events it comes from. */
import type { HistoryRows, StepTimeRow } from '#domain/case/history-rows.ts';
import type { Change, Rows } from '#domain/case/rows.ts';
import { isOpen } from '#domain/case/state.ts';
import { msOf } from '#domain/time/civil-time.ts';

/** As the database keeps it: an instant that was said first stays; a cause that is not said anew too. */
export function mergedHistory(batches: readonly HistoryRows[]): HistoryRows {
  const stalls = new Map<string, HistoryRows['stalls'] extends ReadonlyMap<string, infer R> ? R : never>();
  const escalations = new Map<string, HistoryRows['escalations'] extends ReadonlyMap<string, infer R> ? R : never>();
  for (const [key, row] of batches.flatMap((rows) => [...rows.stalls])) stalls.set(key, { ...row, cause: row.cause ?? stalls.get(key)?.cause ?? null });
  for (const [key, row] of batches.flatMap((rows) => [...rows.escalations])) escalations.set(key, { ...row, openedAt: escalations.get(key)?.openedAt ?? row.openedAt });
  return { stepTimes: batches.flatMap(({ stepTimes }) => stepTimes), progress: batches.flatMap(({ progress }) => progress), stalls, escalations };
}

const ended = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];

export function checkHistory(changes: readonly Change[], { stepTimes, stalls, escalations }: Rows): void {
  const last = changes.at(-1);
  if (last === undefined || last.after.phase === 'absent') return;
  for (const step of Object.values(last.after.steps)) {
    const rows = stepTimes.filter((row) => row.step === step.code);
    const of = rows.filter(({ occurrence }) => occurrence === step.occurrence);
    const { since } = step;
    const until = isOpen(step) ? last.event.at : since;
    const sum = of.reduce((ms, row) => (ended.includes(row.class) ? ms : ms + msOf(next(rows, row)?.at ?? until) - msOf(row.at)), 0);
    if (sum !== msOf(until) - msOf(step.openedAt)) throw new Error(`step ${step.code} is ${msOf(until) - msOf(step.openedAt)} ms old, its times add up to ${sum}`);
    if (rows.some(({ class: whose, dueAt }) => ['PACED', 'PROTECTED', 'SUSPENDED'].includes(whose) && dueAt !== null)) throw new Error(`${step.code} has a date while it waits for her`);
  }
  const open = [...stalls.values()].filter(({ endedAt }) => endedAt === null).map(({ track, sinceAt }) => `${track} ${sinceAt}`).sort();
  const stalled = Object.entries(last.after.tracks).flatMap(([track, { stalledAt }]) => (stalledAt === undefined ? [] : [`${track} ${stalledAt}`])).sort();
  if (open.join() !== stalled.join()) throw new Error(`stalls that are open: ${open.join()}, tracks that are stalled: ${stalled.join()}`);
  if ([...stalls.values()].some(({ cause }) => cause === null)) throw new Error('a stall has no cause');
  const climbs = [...escalations.values()].filter(({ resolvedAt }) => resolvedAt === null).length;
  const climbers = [...Object.values(last.after.steps).filter(isOpen), ...Object.values(last.after.handOffs), ...Object.values(last.after.commitments ?? {})];
  const escalated = climbers.filter(({ climb }) => climb?.deadline.levels.slice(0, climb.reached).some(({ level }) => level !== 'L0')).length;
  if (climbs !== escalated) throw new Error(`${climbs} escalations are open, ${escalated} promises have climbed`);
}

const next = (rows: readonly StepTimeRow[], row: StepTimeRow): StepTimeRow | undefined => rows[rows.indexOf(row) + 1];
