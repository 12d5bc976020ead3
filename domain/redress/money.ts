/**
 * Money is whole cents (the smallest unit of its currency) in safe integers, at most ten thousand million of the currency; products are made in bigint. What is paid is divided
 * by the method of the largest remainder, in proportion to what the order gives each, and nobody is given more than is still owed to them (refusal 24).
 */
import { Fault } from '../decision.ts';

export const centsMost = 1_000_000_000_000;

export interface Owed {
  readonly key: string;
  /** By which it is divided: what the order gives. */
  readonly share: number;
  /** What is still owed. */
  readonly owed: number;
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);

/** So many cents in proportion to the shares, each at most what is owed; what somebody is not owed any more falls to the others. Remainders that are alike go in the order given. @throws Fault for more than is owed. */
export function divide(cents: number, among: readonly Owed[]): Readonly<Record<string, number>> {
  if (!Number.isSafeInteger(cents) || cents < 0 || cents > sum(among.map(({ owed }) => owed))) throw new Fault('more is to be divided than is owed');
  const given: Record<string, number> = {};
  let left = cents;
  let open = among.filter(({ owed }) => owed > 0);
  while (left > 0) {
    const parts = inProportion(left, open.map(({ share }) => share));
    for (const [index, { key, owed }] of open.entries()) {
      const part = Math.min(parts[index] ?? 0, owed - (given[key] ?? 0));
      if (part === 0) continue;
      given[key] = (given[key] ?? 0) + part;
      left -= part;
    }
    open = open.filter(({ key, owed }) => owed > (given[key] ?? 0));
  }
  return given;
}

/** Whole parts that sum to the whole: each its rounded-down part, and one more to those with the largest remainders. */
function inProportion(cents: number, weights: readonly number[]): readonly number[] {
  const total = BigInt(sum(weights));
  const parts = weights.map((weight, index) => {
    const product = BigInt(cents) * BigInt(weight);
    return { index, whole: Number(product / total), rest: product % total };
  });
  const over = cents - sum(parts.map(({ whole }) => whole));
  const favoured = new Set(parts.toSorted((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : a.index - b.index)).slice(0, over).map(({ index }) => index));
  return parts.map(({ index, whole }) => whole + (favoured.has(index) ? 1 : 0));
}
