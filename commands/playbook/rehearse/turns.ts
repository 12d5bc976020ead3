/** What is drawn: lots that come out the same every time, and values that are taken in turn, first those that open what has never been open. */
import { createHash } from 'node:crypto';
import type { Condition, Leaf } from '#domain/playbook/condition/condition.ts';
import type { Playbook } from '#domain/playbook/schema.ts';

export interface Turns {
  /** Codes of steps that have been open in any run. */
  readonly opened: Set<string>;
  /** Takes the next of several values of a decision or a fact, named as a condition names them: `decided S6.3`, `fact AT_LARGE`. */
  take(of: string, values: readonly string[]): string;
  /** Whether a step that has never been open asks for this value. */
  isCalledFor(of: string, value: string): boolean;
  /** Each value that was taken, as `decided S6.3 DEFER`. */
  taken(): ReadonlySet<string>;
  /** Between 0 and 1, for a name; the same for the same seed. */
  lot(name: string): number;
}

export function turnsOf(playbook: Playbook, seed: string): Turns {
  const opened = new Set<string>();
  const used = new Map<string, number>();
  const openings = playbook.steps.map(({ code, opens }) => ({ code, asks: affirmed(opens, playbook).flatMap(valuesIn) }));
  const calls = (name: string): number => openings.filter(({ code, asks }) => !opened.has(code) && asks.includes(name)).length;
  return {
    opened,
    take(of, values) {
      const rank = (value: string): readonly number[] => { const uses = used.get(`${of} ${value}`) ?? 0; return [uses, -calls(`${of} ${value}`)]; };
      const [value = ''] = values.toSorted((a, b) => { const [x, y] = [rank(a), rank(b)]; return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0); });
      used.set(`${of} ${value}`, (used.get(`${of} ${value}`) ?? 0) + 1);
      return value;
    },
    isCalledFor: (of, value) => calls(`${of} ${value}`) > 0,
    taken: () => new Set(used.keys()),
    lot: (name) => createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE() / 2 ** 32,
  };
}

/** What a condition names as having to hold, through gates; what it rules out is left out. */
export function affirmed(condition: Condition | undefined, playbook: Playbook, within: readonly string[] = []): readonly Leaf[] {
  if (condition === undefined || 'not' in condition) return [];
  if ('all' in condition) return condition.all.flatMap((each) => affirmed(each, playbook, within));
  if ('any' in condition) return condition.any.flatMap((each) => affirmed(each, playbook, within));
  if (!('gate' in condition)) return [condition];
  const gate = within.includes(condition.gate) ? undefined : playbook.gates?.find(({ gate: name }) => name === condition.gate);
  return affirmed(gate?.when, playbook, [...within, condition.gate]);
}

function valuesIn(leaf: Leaf): readonly string[] {
  if ('decided' in leaf) return leaf.as.map((value) => `decided ${leaf.decided} ${value}`);
  return 'fact' in leaf ? leaf.is.map((value) => `fact ${leaf.fact} ${value}`) : [];
}
