/** Titles of steps, and which of them offer support, come from the playbook a case pins. A published version never changes, so it is read once a process. */
import { z } from 'zod';
import type { Ask } from '../actor.ts';
import type { Vault } from '../vault.ts';

const stepsSchema = z.object({ steps: z.array(z.object({ code: z.string(), title: z.string(), support: z.boolean().optional(), repeats: z.boolean().optional(), decision: z.string().optional() })) });
type Steps = z.output<typeof stepsSchema>['steps'];

export type TitleOf = (step: string) => string;

/** Codes of the staff duties to offer support again and again (rule R10). */
export type OffersOf = (ask: Ask, id: string, version: number) => Promise<readonly string[]>;

export interface Playbooks {
  titles(ask: Ask, id: string, version: number): Promise<TitleOf>;
  readonly offers: OffersOf;
  /** The step in which it is decided whether to go on without testimony (rule R3); undefined for what has no horizon. */
  decision(ask: Ask, id: string, version: number, step: string): Promise<string | undefined>;
}

/** Titles of steps a coordinator added lie in the vault of their case: opened for whoever is shown the step. */
export async function withAdded(titleOf: TitleOf, { ask, vault }: { readonly ask: Ask; readonly vault: Vault }, steps: readonly { readonly code: string; readonly title: string | null }[]): Promise<TitleOf> {
  const added = new Map<string, string>();
  for (const { code, title } of steps) {
    const text = title === null ? undefined : await vault.get(ask, title);
    if (text !== undefined) added.set(code, text);
  }
  return added.size === 0 ? titleOf : (step) => added.get(step) ?? titleOf(step);
}

export function createPlaybooks(): Playbooks {
  const known = new Map<string, Steps>();
  const stepsOf = async (ask: Ask, id: string, version: number): Promise<Steps> => {
    const key = `${id}@${version}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const [found] = await ask<{ body: string }>`select body from playbook where id = ${id} and version = ${version}`;
    if (found === undefined) return [];
    const { steps } = stepsSchema.parse(JSON.parse(found.body));
    known.set(key, steps);
    return steps;
  };
  return {
    async titles(ask, id, version) {
      const titles = new Map((await stepsOf(ask, id, version)).map(({ code, title }) => [code, title]));
      return (step) => titles.get(step) ?? step;
    },
    offers: async (ask, id, version) => (await stepsOf(ask, id, version)).filter(({ support, repeats }) => support === true && repeats === true).map(({ code }) => code),
    decision: async (ask, id, version, step) => (await stepsOf(ask, id, version)).find(({ code }) => code === step)?.decision,
  };
}
