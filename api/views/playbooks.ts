/** Titles of steps come from the playbook a case pins. A published version never changes, so it is read once a process. */
import { z } from 'zod';
import type { Ask } from '../actor.ts';
import type { Vault } from '../vault.ts';

const titlesSchema = z.object({ steps: z.array(z.object({ code: z.string(), title: z.string() })) });

export type TitleOf = (step: string) => string;

export interface Playbooks {
  titles(ask: Ask, id: string, version: number): Promise<TitleOf>;
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
  const known = new Map<string, ReadonlyMap<string, string>>();
  return {
    async titles(ask, id, version) {
      const key = `${id}@${version}`;
      let titles = known.get(key);
      if (titles === undefined) {
        const [found] = await ask<{ body: string }>`select body from playbook where id = ${id} and version = ${version}`;
        if (found === undefined) return (step) => step;
        titles = new Map(titlesSchema.parse(JSON.parse(found.body)).steps.map(({ code, title }) => [code, title]));
        known.set(key, titles);
      }
      const all = titles;
      return (step) => all.get(step) ?? step;
    },
  };
}
