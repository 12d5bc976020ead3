/** What is known of a case and of whom its steps stand for, as far as its data class is theirs to read; and what a step still waits for before it can be done. */
import { unmet, type Standing } from '#domain/playbook/condition/condition.ts';
import { keyOf, type Subject, type SubjectKind } from '#domain/playbook/names.ts';
import { protectedClasses } from '#domain/terms.ts';
import type { Ask } from '../actor.ts';
import type { Asker } from '../route.ts';
import { finishedStepStates } from './answers.ts';
import type { Depths } from './depth.ts';
import { classOfFact, type Told } from './playbooks.ts';

interface Known {
  readonly fact: string;
  readonly about: string;
  readonly value: string;
  readonly at: Date;
  readonly occurredAt: Date | null;
}

const factsOf = (ask: Ask, ledger: string): Promise<readonly Known[]> => ask<Known>`select fact, about, value, at, occurred_at as "occurredAt" from fact_view where ledger_id = ${ledger} order by fact, length(about), about`;

export async function knownOf({ ask, opened }: Pick<Asker, 'ask' | 'opened'>, ledger: string, told: Told | undefined, depth: Depths) {
  const readable = new Map((told?.facts ?? []).filter((fact) => depth.reads(classOfFact(fact))).map((fact) => [fact.fact, fact]));
  const shown = (await factsOf(ask, ledger)).flatMap((row) => {
    const fact = readable.get(row.fact);
    return fact === undefined ? [] : [{ row, fact }];
  });
  for (const of of new Set(shown.map(({ fact }) => classOfFact(fact)))) if (protectedClasses.includes(of)) opened({ ledger, class: of });
  return shown.map(({ row: { fact, about, value, at, occurredAt }, fact: { title } }) => ({
    fact, ...(about !== '' && { about }), title, value, since: at.toISOString(), ...(occurredAt !== null && { occurredAt: occurredAt.toISOString() }),
  }));
}

interface Named {
  readonly label: string;
  readonly kind: SubjectKind;
  readonly suspect: string | null;
}

export const subjectsIn = (ask: Ask, ledger: string): Promise<readonly Named[]> => ask<Named>`select label, kind, suspect from subject_view where ledger_id = ${ledger} order by length(label), label`;

interface Stood {
  readonly code: string;
  readonly state: string;
  readonly occurrence: number;
  readonly option: string | null;
}

/** What has to come first, in the codes of the playbook: steps, facts, gates. Empty where nothing has to. */
export async function unmetOf(ask: Ask, { ledgerId, code, subject }: { readonly ledgerId: string; readonly code: string; readonly subject: string | null }, told: Told | undefined): Promise<readonly string[]> {
  const step = told?.steps.find((each) => keyOf(each.code, subject === null ? undefined : { label: subject }) === code);
  if (told === undefined || step?.requires === undefined) return [];
  const standing = await standingIn(ask, ledgerId);
  return unmet(step.requires, told, standing, standing.subjects.find(({ label }) => label === subject));
}

/** What stands in a case now, as conditions ask for it. */
export async function standingIn(ask: Ask, ledger: string): Promise<Standing> {
  const steps = new Map((await ask<Stood>`select code, state, occurrence, option from step_view where ledger_id = ${ledger}`).map((row) => [row.code, row]));
  const facts = new Map((await factsOf(ask, ledger)).map(({ fact, about, value }) => [keyOf(fact, about === '' ? undefined : { label: about }), value]));
  const victims = await ask<{ readonly label: string }>`select i.pseudonym as label from involvement_view i where i.case_ledger = ${ledger}`;
  const named = await subjectsIn(ask, ledger);
  const subjects: readonly Subject[] = [...victims.map(({ label }): Subject => ({ kind: 'victim', label })), ...named.map(({ label, kind, suspect }): Subject => ({ kind, label, ...(suspect !== null && { of: suspect }) }))];
  return {
    subjects,
    isDone: (of: string, who?: Subject): boolean => { const row = steps.get(keyOf(of, who)); return row !== undefined && (finishedStepStates.includes(row.state) || row.occurrence > 1); },
    decided: (of: string, who?: Subject): string | undefined => steps.get(keyOf(of, who))?.option ?? undefined,
    fact: (name: string, who?: Subject): string | undefined => facts.get(keyOf(name, who)),
  };
}
