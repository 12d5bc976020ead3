/** Outcomes are described by criteria and evidence, never ranked and never counted alone (domain 5e, refusals 16 and 17). */
import { z } from 'zod';
import { Problem } from '../problems.ts';

const word = z.string().max(60).optional().meta({ description: 'Always refused: nothing here is ranked' });
/** Ways to ask for an order. Known, so that the answer says why and not only that it is unknown. */
export const orderQuery = { sort: word, order: word, orderBy: word, groupBy: word, rank: word };

/** @throws Problem when an order is asked for, whatever by. */
export function refuseOrder(query: Readonly<Partial<Record<keyof typeof orderQuery, string | undefined>>>): void {
  if (Object.keys(orderQuery).some((name) => query[name as keyof typeof orderQuery] !== undefined)) throw new Problem('OUTCOME_RANKING_REFUSED');
}

/** Counts that mean nothing alone. Until their context is measured here too (route mix, C1, C5, C7, best-interest decisions, caveat), nobody gets them. */
const outcomes = ['convictions', 'prosecutions', 'charges', 'acquittals', 'dismissals', 'sentences', 'arrests', 'outcomes', 'M26'];

/** @throws Problem for a count of outcomes without its context. */
export function refuseBareOutcome(metric: string): void {
  if (outcomes.includes(metric)) throw new Problem('OUTCOME_CONTEXT_REQUIRED');
}
