/** What is told of playbooks: titles, who hears of silence, which roles a team needs. A published version never changes, so it is read once a process. */
import { z } from 'zod';
import { conditionSchema } from '#domain/playbook/condition/schema.ts';
import { decisionSchema } from '#domain/playbook/form/schema.ts';
import { codeOf, perKinds } from '#domain/playbook/names.ts';
import { factSchema } from '#domain/playbook/step/schema.ts';
import { suspectsSchema } from '#domain/playbook/suspects/schema.ts';
import { handOffKinds, protectedClasses, roles, type DataClass } from '#domain/terms.ts';
import { reviewSchema } from '#domain/playbook/clock/schema.ts';
import { RECIPIENTS } from '#domain/time/ladder.ts';
import { readOnce } from '#prisma/published.ts';
import type { Ask } from '../actor.ts';
import type { Vault } from '../vault.ts';

const answer = z.object({ ladder: z.string() });
const anchor = z.object({ fact: z.string().optional(), latest: z.array(z.string()).optional() }).optional();
const counted = z.union([z.string(), z.object({ clock: z.string().optional(), at: anchor, of: anchor })]).optional();
const answers = z.record(z.enum(handOffKinds), answer);
const step = z.object({
  code: z.string(), title: z.string(), role: z.enum(roles), class: z.enum(['D9', 'D17']).optional(), ladder: z.string().optional(), answer: answer.optional(),
  due: counted, lasts: counted, horizon: z.union([z.string(), z.object({ ladder: z.string().optional(), unknown: answer.optional(), clock: z.string().optional() })]).optional(), form: z.string().optional(), fields: z.array(z.unknown()).optional(), support: z.boolean().optional(), repeats: z.boolean().optional(), decision: z.string().optional(), after: z.array(z.string()).optional(),
  schedule: z.array(z.string()).optional(),
  earlyContact: z.object({ minutesMax: z.int() }).optional(),
  per: z.enum(perKinds).optional(), requires: conditionSchema.optional(), decides: decisionSchema.optional(),
  pacing: z.string(), waitsOn: z.array(z.string()).optional(), silencedBy: z.string().optional(),
});
/** The parts of a playbook that readers are told. The whole of it is for the rules. */
const clock = z.object({
  clock: z.string(), title: z.string(), starts: anchor, versions: z.array(z.object({ from: z.string().optional(), source: z.string(), review: reviewSchema })),
  exclusions: z.array(z.object({ basis: z.string(), title: z.string() })).optional(), extensions: z.array(z.object({ extension: z.string(), title: z.string(), most: z.int() })).optional(),
  joint: z.object({ review: reviewSchema }).optional(),
});
const toldSchema = z.object({
  clocks: z.array(clock).optional(),
  title: z.string(), jurisdiction: z.string(), steps: z.array(step), facts: z.array(factSchema).optional(), suspects: suspectsSchema.optional(), gates: z.array(z.object({ gate: z.string(), per: z.enum(perKinds).optional(), when: conditionSchema })).optional(), operation: z.object({ step: z.string() }).optional(),
  ladders: z.array(z.object({ name: z.string(), levels: z.array(z.object({ level: z.string(), to: z.array(z.enum(RECIPIENTS)) })) })),
  handOff: z.object({ answer: answers, items: answers, determination: answers }),
  people: z.object({ glass: z.object({ lasts: z.string() }), duties: z.object({ REVIEW_BREAK_GLASS: z.object({ within: z.string() }) }) }).optional(),
});
export type Told = z.infer<typeof toldSchema>;
export type ClockTold = z.infer<typeof clock>;

/** What a victim's file says of her is about who she is, unless the playbook names another class. */
export const classOfFact = (fact: NonNullable<Told['facts']>[number]): DataClass => fact.class ?? (fact.from === undefined ? 'D2' : 'D3');

/** The class of the fact that the date of a step is counted from; undefined where it is counted from no fact. */
export function classBehind({ steps, clocks, facts }: Told, step: string): DataClass | undefined {
  const definition = steps.find(({ code }) => code === codeOf(step));
  const due = definition?.due ?? definition?.lasts ?? definition?.horizon;
  if (due === undefined || typeof due === 'string') return undefined;
  const from = due.clock === undefined ? ('at' in due ? due.at : undefined) ?? ('of' in due ? due.of : undefined) : clocks?.find(({ clock }) => clock === due.clock)?.starts;
  const behind = (facts ?? []).filter(({ fact }) => fact === from?.fact || from?.latest?.includes(fact) === true).map((fact) => classOfFact(fact));
  return behind.find((of) => protectedClasses.includes(of)) ?? behind[0];
}

export type TitleOf = (step: string) => string;

/** What measures ask of a playbook: codes of the staff duties to offer support again and again (rule R10), and the steps of a decision to charge. */
export interface Measured {
  readonly offers: readonly string[];
  readonly charging?: { readonly ready: readonly string[]; readonly decided: string; readonly explained?: string } | undefined;
}
export type MeasuredOf = (ask: Ask, id: string, version: number) => Promise<Measured>;

export interface Playbooks {
  titles(ask: Ask, id: string, version: number): Promise<TitleOf>;
  /** Undefined when there is no such version. */
  told(ask: Ask, id: string, version: number): Promise<Told | undefined>;
  readonly measured: MeasuredOf;
  /** How long broken glass stays open, and by when it is reviewed; undefined where the playbook knows no files of victims. */
  glass(ask: Ask, id: string, version: number): Promise<{ readonly lasts: string; readonly review: string } | undefined>;
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

export const readTold = (body: string): Told => toldSchema.parse(JSON.parse(body));

export function createPlaybooks(): Playbooks {
  const once = readOnce(({ body }) => readTold(body));
  const told: Playbooks['told'] = (ask, id, version) => once(id, version, async () => (await ask<{ body: string; hash: string }>`select body, hash from playbook where id = ${id} and version = ${version}`)[0]);
  return {
    told,
    async titles(ask, id, version) {
      const titles = new Map((await told(ask, id, version))?.steps.map(({ code, title }) => [code, title]));
      return (step) => titles.get(codeOf(step)) ?? step;
    },
    async measured(ask, id, version) {
      const { steps = [], suspects } = (await told(ask, id, version)) ?? {};
      const offers = steps.filter(({ support, repeats, schedule }) => support === true && (repeats === true || schedule !== undefined)).map(({ code }) => code);
      const decided = steps.find(({ code }) => code === suspects?.charging?.decided);
      const explained = decided?.decides?.explained;
      return { offers, ...(decided !== undefined && { charging: { ready: decided.after ?? [], decided: decided.code, ...(explained !== undefined && { explained }) } }) };
    },
    async glass(ask, id, version) {
      const people = (await told(ask, id, version))?.people;
      return people && { lasts: people.glass.lasts, review: people.duties.REVIEW_BREAK_GLASS.within };
    },
    async decision(ask, id, version, step) {
      const steps = (await told(ask, id, version))?.steps ?? [];
      const horizon = steps.find(({ code }) => code === codeOf(step));
      const decision = steps.find(({ code }) => code === horizon?.decision);
      // Both for the same, or the decision for the case.
      return decision && (decision.per === horizon?.per && step.includes(':') ? `${decision.code}:${step.split(':')[1] ?? ''}` : decision.code);
    },
  };
}
