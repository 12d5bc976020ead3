/** The period a measure is asked for: after `from`, until and including `until`. */
import { Problem } from '../problems.ts';

const USUAL_DAYS_MS = 30 * 86_400_000;

export interface Period {
  readonly from: number;
  readonly until: number;
}

/** @throws Problem when the period is empty or reaches into the future. */
export function periodOf(query: { readonly from?: string | undefined; readonly until?: string | undefined }, now: string): Period {
  const until = Date.parse(query.until ?? now);
  const from = query.from === undefined ? until - USUAL_DAYS_MS : Date.parse(query.from);
  if (until > Date.parse(now)) throw new Problem('INVALID_REQUEST', { errors: [{ at: 'query.until', problem: 'lies in the future' }] });
  if (from >= until) throw new Problem('INVALID_REQUEST', { errors: [{ at: 'query.from', problem: 'must lie before `until`' }] });
  return { from, until };
}
