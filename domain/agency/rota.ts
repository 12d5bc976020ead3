/** Hours that nobody on duty covers, so that they are seen a week ahead (domain 5c). */
import type { Instant } from '../facts.ts';
import { runsAt, type Absence, type Shift, type Span } from '../reach/chairs.ts';

/** From `from`; without `until` the rota ends there. */
export type Gap = Span;

/**
 * The uncovered times of a rota, in order: between its first shift and the end of its last, and after that. Who is away covers nothing. A rota without
 * shifts is none, and has no gaps: the roles are asked then, as in every agency without a rota.
 */
export function gapsOf(shifts: readonly Shift[], absences: readonly Absence[]): readonly Gap[] {
  const edges = [...new Set([...shifts.flatMap(({ from, until }) => [from, until]), ...absences.flatMap(({ from, until }) => (until === undefined ? [from] : [from, until]))])].sort();
  const begins = shifts.reduce((first, { from }) => (from < first ? from : first), shifts[0]?.from ?? '');
  const gaps: { from: Instant; until?: Instant }[] = [];
  for (const edge of shifts.length === 0 ? [] : edges.filter((each) => each >= begins)) {
    const open = gaps.at(-1)?.until === undefined ? gaps.at(-1) : undefined;
    if (isCovered(edge, shifts, absences)) {
      if (open !== undefined) open.until = edge;
    } else if (open === undefined) gaps.push({ from: edge });
  }
  return gaps;
}

/** Whether somebody is on duty and not away, from this instant until the next edge of a shift or an absence. */
const isCovered = (at: Instant, shifts: readonly Shift[], absences: readonly Absence[]): boolean =>
  shifts.some((shift) => runsAt(shift, at) && !absences.some((absence) => absence.person === shift.person && runsAt(absence, at)));
