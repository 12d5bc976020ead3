/**
 * Outcomes are described by criteria and evidence, never ranked and never counted alone (domain 5e, refusals 16 and 17). Asked of every operation that reads, whatever it reads: no order
 * and no grouping can be asked for anywhere, and the answer says why and not only that the parameter is unknown.
 */
import { Problem } from '../problems.ts';

const orders = /^(sort|order|group|rank|top|best|worst|compare)(ed|ing)?(by)?$/;
/** Counts that mean nothing alone: they stand in the portfolio, beside the mix of routes, C1, C5 and C7, decisions in best interests, and the caveat. */
const outcomes = /^(count|outcome|conviction|prosecution|charge|acquittal|dismissal|declination|sentence|arrest)s?$/;

/** @throws Problem for an order of any kind, and for a count of outcomes without its context. */
export function refuseBareOutcomes(names: readonly string[]): void {
  const plain = names.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''));
  if (plain.some((name) => orders.test(name))) throw new Problem('OUTCOME_RANKING_REFUSED');
  if (plain.some((name) => outcomes.test(name))) throw new Problem('OUTCOME_CONTEXT_REQUIRED');
}
