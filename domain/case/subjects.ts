/** Whom the steps of a case stand for: each victim, suspect, charge and accepted hand-off of it, under the name it has there; and which steps a step means by a code. */
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { accept, refuse, type Refusal } from '../decision.ts';
import { codeOf, keyOf, labelOf, type Per, type Subject } from '../playbook/names.ts';
import type { Standing } from '../playbook/condition/condition.ts';
import type { PlaybookStep } from '../playbook/schema.ts';
import { definitionOf, definitionsOf, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import type { CaseAct } from './schema.ts';
import { isOpen, stepsOf, type OpenCase, type Step } from './state.ts';

/** P2 comes before P10. */
const byLabel = (a: { readonly label: string }, b: { readonly label: string }): number => a.label.length - b.label.length || (a.label < b.label ? -1 : 1);

const known = new WeakMap<OpenCase, readonly Subject[]>();

/** In one order whatever the record made of the keys: what is decided may not depend on it. */
export function subjectsOf(state: OpenCase): readonly Subject[] {
  const before = known.get(state);
  if (before !== undefined) return before;
  const victims = Object.values(state.victims ?? {}).map((label): Subject => ({ kind: 'victim', label }));
  const subjects = [...victims, ...Object.entries(state.subjects ?? {}).map(([label, named]): Subject => ({ label, ...named }))].sort(byLabel);
  known.set(state, subjects);
  return subjects;
}

/** For whom a step of the case stands, also once they have left; undefined for a step of the whole case. */
export function subjectAt(state: OpenCase, facts: Facts, key: string): Subject | undefined {
  const label = labelOf(key);
  const kind = definitionOf(state, facts, key).per;
  if (label === undefined || kind === undefined || kind === 'case') return undefined;
  return { kind, label, ...own(state.subjects ?? {}, label) };
}

/** A step that the playbook has for this case: once for the case, or once for each subject of its kind. */
export interface Instance {
  readonly key: string;
  readonly definition: PlaybookStep;
  readonly subject?: Subject;
}

/** All of a step, in the order of their subjects. */
export function instancesOf(state: OpenCase, definition: PlaybookStep): readonly Instance[] {
  const { code, per = 'case' } = definition;
  if (per === 'case') return [{ key: code, definition }];
  return subjectsOf(state).filter(({ kind }) => kind === per).map((subject) => ({ key: keyOf(code, subject), definition, subject }));
}

/** The steps that a step of `asker` means by a code: the same subject's, that of the suspect of a charge, that of the whole case; otherwise those of all subjects of its kind. */
export function keysMeant(state: OpenCase, facts: Facts, asker: Subject | undefined, code: string): readonly string[] {
  const definition = definitionOf(state, facts, code);
  const one = meant(definition.per, asker);
  return one === undefined ? instancesOf(state, definition).map(({ key }) => key) : [keyOf(code, one === 'case' ? undefined : { label: one })];
}

/** A label; `case`; or undefined where a thing of that kind stands for several. */
export function meant(per: Per | undefined, asker: Subject | undefined): string | undefined {
  if (per === undefined || per === 'case') return 'case';
  if (asker?.kind === per) return asker.label;
  return asker?.kind === 'charge' && per === 'suspect' ? asker.of : undefined;
}

/** The steps that are there, in the order of the playbook and of their subjects; those of a subject that has left among them. */
export function inPlaybookOrder(state: OpenCase, facts: Facts, pick: (step: Step) => boolean): readonly Step[] {
  const picked = stepsOf(state).filter(pick);
  if (picked.length < 2) return picked;
  const places = placesOf(state, facts);
  const label = (step: Step): { readonly label: string } => ({ label: labelOf(step.code) ?? '' });
  return picked.sort((a, b) => (places.get(codeOf(a.code)) ?? 0) - (places.get(codeOf(b.code)) ?? 0) || byLabel(label(a), label(b)));
}

export const placesOf = (state: OpenCase, facts: Facts): ReadonlyMap<string, number> => new Map(definitionsOf(state, facts).map(({ code }, place) => [code, place]));

/** A repeating step stands open again in the moment it is done: its first time counts. */
export const hasBeenDone = (step: Step | undefined): boolean => step !== undefined && (!isOpen(step) || step.occurrence > 1);

/** What stands in the case, as conditions ask for it. */
export const standingOf = (state: OpenCase): Standing => ({
  subjects: subjectsOf(state),
  isDone: (code, subject) => hasBeenDone(state.steps[keyOf(code, subject)]),
  decided: (code, subject) => state.steps[keyOf(code, subject)]?.option,
  fact: (name, subject) => state.facts?.[keyOf(name, subject)],
});

/** Ours: a case with more of them is several cases. */
const MOST_SUBJECTS = 100;
const namers = ['COORDINATOR', 'INVESTIGATOR', 'PROSECUTOR'] as const;

type Naming = Extract<CaseAct, { act: 'name-subject' }>;

/**
 * A suspect or a charge gets the name by which the case speaks of it. Who it is stands in papers, never here. A charge may stand in the place of another of the same
 * suspect; a suspect may be the `same` person as a victim, once it was asked whether she was compelled (non-punishment).
 */
export function nameSubject(state: OpenCase, act: Naming, by: Actor, facts: Facts): CaseDecision {
  const { kind, as, of, same } = act;
  const mayName = own(state.agencies, by.agency) !== undefined && by.roles.some((role) => (namers as readonly string[]).includes(role));
  const her = Object.entries(state.victims ?? {}).find(([, label]) => label === same);
  const refusal = firstRefusal(
    facts,
    !mayName && refuse('NOT_THE_HOLDER').refusal,
    Object.values(state.subjects ?? {}).filter((subject) => subject.kind !== 'hand-off').length >= MOST_SUBJECTS && refuse('CASE_FULL').refusal,
    subjectsOf(state).some(({ label }) => label === as) && refuse('SUBJECT_KNOWN').refusal,
    !fits(state, act) && refuse('SUBJECT_UNKNOWN').refusal,
    isCompelled(state, same, facts),
  );
  if (refusal !== undefined) return { events: [], refusal };
  const { alternativeTo, victims } = act;
  const charge = { ...(of !== undefined && { suspect: of }), ...(alternativeTo !== undefined && { alternativeTo }), ...(victims !== undefined && { victims }) };
  return accept({ type: 'SubjectNamed', kind: kind === 'CHARGE' ? 'charge' : 'suspect', as, ...(kind === 'CHARGE' && charge), ...(her !== undefined && { same: { victim: her[0], as: her[1] } }) });
}

/** Whether everybody it names is there, and what it says is said of its kind. */
function fits(state: OpenCase, { kind, of, alternativeTo, victims = [], same }: Naming): boolean {
  const known = (label: string): Subject | undefined => subjectsOf(state).find((each) => each.label === label);
  if (kind === 'SUSPECT') return alternativeTo === undefined && victims.length === 0 && (same === undefined || known(same)?.kind === 'victim');
  const instead = alternativeTo === undefined ? undefined : known(alternativeTo);
  return same === undefined && known(of ?? '')?.kind === 'suspect' && victims.every((label) => known(label)?.kind === 'victim') && (alternativeTo === undefined || (instead?.kind === 'charge' && instead.of === of));
}

/** Whoever may have been compelled is not made a suspect before that was asked. */
function isCompelled(state: OpenCase, same: string | undefined, { playbook }: Facts): Refusal | false {
  const first = playbook.suspects?.nonPunishment;
  if (same === undefined || first === undefined) return false;
  const step = keyOf(first, { label: same });
  return state.steps[step]?.state !== 'DONE' && refuse('NON_PUNISHMENT_FIRST', { step }).refusal;
}

/** A hand-off that was accepted gets a name where the playbook has steps for it; hand-offs of those steps themselves get none. */
export function acceptedHandOffs(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  if (!facts.playbook.steps.some(({ per }) => per === 'hand-off')) return [];
  const accepted = decided.flatMap((fact) => (fact.type === 'HandOffAccepted' ? [fact.handOff] : []));
  const named = new Set(decided.flatMap((fact) => (fact.type === 'SubjectNamed' ? [fact.accepted] : [])));
  const before = Object.values(state.subjects ?? {}).filter(({ kind }) => kind === 'hand-off').length;
  return accepted
    .filter((id) => { const step = state.handOffs[id]?.step; return step !== undefined && !named.has(id) && definitionOf(state, facts, step).per !== 'hand-off'; })
    .map((id, index) => ({ type: 'SubjectNamed', kind: 'hand-off', as: `H${before + index + 1}`, accepted: id }));
}
