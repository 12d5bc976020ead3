/** What is known of a case and of whom it is about: recorded by somebody, answered in a form, said by a file. A later word takes the place of an earlier one; each stays in the record. */
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import { unmet } from '../playbook/condition/condition.ts';
import { keyOf } from '../playbook/names.ts';
import type { Playbook, PlaybookStep } from '../playbook/schema.ts';
import { CivilTime } from '../time/civil-time.ts';
import type { CommandOf } from './command.ts';
import { boundFlaw } from './day-bounds.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { CaseFact, FactOf } from './events.ts';
import type { CaseAct } from './schema.ts';
import type { OpenCase, Step } from './state.ts';
import { meant, standingOf, subjectAt, subjectsOf } from './subjects.ts';

export type FactDefinition = NonNullable<Playbook['facts']>[number];

const codesOf = { 'yes-no': ['YES', 'NO'], 'yes-no-unsure': ['YES', 'NO', 'UNSURE'] } as const;

/** Whether a fact can have this value: one of its codes, a local day (2027-03-05), or an instant. */
export function isValue({ is }: FactDefinition, value: string): boolean {
  if (is === 'day') return /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value);
  if (is === 'instant') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));
  return (typeof is === 'string' ? codesOf[is] : is).some((code) => code === value);
}

function isDay(value: string): boolean {
  try {
    return CivilTime.PlainDate.from(value, { overflow: 'reject' }).toString() === value;
  } catch {
    return false;
  }
}

export const factOf = (facts: Facts, name: string): FactDefinition | undefined => facts.playbook.facts?.find(({ fact }) => fact === name);

interface Said {
  readonly fact: string;
  readonly about?: string | undefined;
  readonly value: string;
  readonly occurredAt?: string | undefined;
  readonly step?: string;
}

/** What is known already in the same words is not recorded again. */
export function recorded(state: OpenCase, { fact, about, value, occurredAt, step }: Said): readonly FactOf<'FactRecorded'>[] {
  const before = own(state.facts ?? {}, keyOf(fact, about === undefined ? undefined : { label: about }));
  if (before === value && occurredAt === undefined) return [];
  return [{ type: 'FactRecorded', fact, value, ...(about !== undefined && { about }), ...(occurredAt !== undefined && { occurredAt }), ...(step !== undefined && { step }) }];
}

/** By the word of somebody whose role the playbook names for it. */
export function recordFact(state: OpenCase, act: Extract<CaseAct, { act: 'record-fact' }>, by: Actor, facts: Facts): CaseDecision {
  const definition = factOf(facts, act.fact);
  if (definition === undefined) return refuse('FACT_UNKNOWN');
  const of = definition.of ?? 'case';
  const isThere = of === 'case' ? act.about === undefined : subjectsOf(state).some(({ kind, label }) => kind === of && label === act.about);
  const refusal = firstRefusal(
    facts,
    (own(state.agencies, by.agency) === undefined || !by.roles.some((role) => definition.recordedBy?.includes(role) === true)) && refuse('NOT_THE_HOLDER').refusal,
    !isThere && refuse('SUBJECT_UNKNOWN').refusal,
    !isValue(definition, act.value) && refuse('VALUE_NOT_POSSIBLE').refusal,
    ...(isThere ? [waitsFor(state, definition, act, facts)] : []),
    isValue(definition, act.value) && boundFlaw(state, definition, act.value, facts),
    act.occurredAt !== undefined && act.occurredAt > facts.now && refuse('DAY_AHEAD').refusal,
  );
  return refusal === undefined ? accept(...recorded(state, act)) : { events: [], refusal };
}

/** What has to hold before this value is recorded, in the codes of the playbook. */
function waitsFor(state: OpenCase, { only }: FactDefinition, { about, value }: Said, facts: Facts): Refusal | false {
  if (only?.is.includes(value) !== true) return false;
  const missing = unmet(only.when, facts.playbook, standingOf(state), subjectsOf(state).find(({ label }) => label === about));
  return missing.length > 0 && refuse('REQUIREMENT_UNMET', { missing }).refusal;
}

/** Said by the file of a victim of this case, never by a person. Nothing is refused: the file has decided. */
export function hearFile(state: OpenCase, { victim, said, value }: CommandOf<'her-circumstance'>, facts: Facts): CaseDecision {
  const about = own(state.victims ?? {}, victim);
  return about === undefined ? accept() : accept<CaseFact>(...saidOfHer(state, about, { [said]: value }, facts));
}

/** The facts of the playbook that take their value from her file. */
export const saidOfHer = (state: OpenCase, about: string, said: Readonly<Record<string, string>>, facts: Facts): readonly FactOf<'FactRecorded'>[] =>
  (facts.playbook.facts ?? []).flatMap(({ fact, from }) => { const value = own(said, from ?? ''); return value === undefined ? [] : recorded(state, { fact, about, value }); });

export type Answers = Readonly<Record<string, string>>;

/** The facts that the answers of a step's form are; a field that sets none has no place here. */
export function answered(state: OpenCase, step: Step, answers: Answers, facts: Facts): readonly CaseFact[] {
  const asker = subjectAt(state, facts, step.code);
  return settingFields(definitionOf(state, facts, step.code)).flatMap(({ field, sets }) => {
    const value = own(answers, field);
    const definition = factOf(facts, sets);
    if (value === undefined || definition === undefined) return [];
    const one = meant(definition.of, asker);
    return one === undefined ? [] : recorded(state, { fact: sets, value, step: step.code, ...(one !== 'case' && { about: one }) });
  });
}

export const settingFields = ({ fields = [] }: PlaybookStep) => fields.flatMap((field) => ('sets' in field && field.sets !== undefined ? [{ field: field.field, sets: field.sets }] : []));

/** Why these answers cannot be taken. */
export function answerFlaws(state: OpenCase, step: Step, answers: Answers, facts: Facts): readonly (Refusal | false)[] {
  const setting = new Map(settingFields(definitionOf(state, facts, step.code)).map(({ field, sets }) => [field, factOf(facts, sets)]));
  const strange = Object.keys(answers).sort().filter((field) => { const fact = setting.get(field); return fact === undefined || !isValue(fact, answers[field] ?? ''); });
  const beyond = Object.entries(answers).map(([field, value]) => { const fact = setting.get(field); return fact !== undefined && isValue(fact, value) && boundFlaw(state, fact, value, facts); });
  return [strange.length > 0 && refuse('VALUE_NOT_POSSIBLE', { fields: strange }).refusal, ...beyond];
}

/** Whether the fact that a field is has been recorded, of whoever the step stands for. */
export const isRecorded = (state: OpenCase, step: Step, sets: string, facts: Facts): boolean => own(state.facts ?? {}, keyFor(sets, meant(factOf(facts, sets)?.of, subjectAt(state, facts, step.code)))) !== undefined;

const keyFor = (fact: string, one: string | undefined): string => keyOf(fact, one === undefined || one === 'case' ? undefined : { label: one });
