/** A case of the federal task force, as its own playbook runs it: people join and are named, things become known, work is done with its form filled in. */
import { fileURLToPath } from 'node:url';
import type { Actor } from '#domain/facts.ts';
import { loadPlaybooks } from '#start/playbooks.ts';
import { cast, launching, orchard, uuid, type Tale } from './world.ts';

const found = (await loadPlaybooks(fileURLToPath(new URL('../../../playbooks/', import.meta.url)))).find(({ id }) => id === 'us-acteam');
if (found === undefined) throw new Error('no playbook us-acteam');
export const usActeam = found;

export const adviser: Actor = { person: 'htpu-adviser', agency: 'htpu', roles: ['SPECIALIST_ADVISOR'] };

export function launched(at: string): Tale {
  const tale = orchard(at, { ...launching, playbook: { id: 'us-acteam', version: 2 } }, usActeam);
  const { refusal } = tale.launch();
  if (refusal !== undefined) throw new Error(refusal.code);
  return tale;
}

export const joins = (tale: Tale, n: number) => tale.say(cast.coordinator, { type: 'victim-joins', victim: uuid(950 + n), as: `V${n}`, said: { CHILD_RULES: 'NO' } });
export const name = (tale: Tale, act: object) => tale.say(cast.prosecutor, { type: 'case', act: { act: 'name-subject', ...act } as never }).refusal;
export const known = (tale: Tale, fact: string, value: string, about?: string, who: Actor = cast.prosecutor) => tale.say(who, { type: 'case', act: { act: 'record-fact', fact, value, ...(about !== undefined && { about }) } }).refusal;

let form = 0;
/** A form of its own for these fields of a step. */
export const formOf = (fields: readonly string[], of = 'D15') => ({ form: uuid(++form), class: of, text: uuid(500_000 + form), fields });

interface Done {
  readonly option?: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly without?: readonly string[];
  readonly who?: Actor;
}
/** Accepts the step, answers every field that is required of it but those left out, and calls it done. */
export function done(tale: Tale, step: string, { option, answers = {}, without = [], who = cast.prosecutor }: Done = {}) {
  const definition = usActeam.playbook.steps.find(({ code }) => code === step.split(':')[0]);
  tale.act(who, step, { act: 'accept' });
  const fields = (definition?.fields ?? []).filter(({ field, required }) => required === true && !(field in answers) && !without.includes(field));
  const byClass = Map.groupBy(fields, (field) => field.class ?? definition?.class ?? 'D2');
  const forms = [...byClass].map(([of, list]) => ({ ...formOf(list.map(({ field }) => field), of), ...(step.includes(':V') && ['D3', 'D9'].includes(of) && { victim: uuid(950 + Number(step.split(':V')[1])) }) }));
  return tale.act(who, step, { act: 'complete', ...(option !== undefined && { option }), ...(Object.keys(answers).length > 0 && { answers }), ...(forms.length > 0 && { forms }) } as never).refusal;
}
