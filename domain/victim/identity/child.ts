/**
 * What is owed at once to a child, and to whoever may be one (S0.3, rule R6): reported, referred, looked for. The playbook says what; an age decision that she is
 * of age ends it.
 */
import { accept } from '../../decision.ts';
import type { Facts } from '../../facts.ts';
import type { ChildCircumstance, FileFact } from '../../terms.ts';
import { coordinatorOf, dropDuties, openDuties, rulesOf } from '../duty/duty.ts';
import type { VictimFact } from '../events.ts';
import type { VictimFile } from '../state.ts';
import type { Deciders, Evolvers } from '../topic.ts';
import { isChild } from './age.ts';
import type { IdentityAct } from './schema.ts';

export interface CircumstancesSaid {
  readonly type: 'CircumstancesSaid';
  readonly circumstances: readonly ChildCircumstance[];
}

/** Told to a case of hers, for facts of its playbook that come from her file. `nth` counts what was told: another word is another errand. */
export interface CircumstancePassedOn {
  readonly type: 'CircumstancePassedOn';
  readonly victim: string;
  readonly case: string;
  readonly nth: number;
  readonly said: FileFact;
  readonly value: 'YES' | 'NO';
}
export type ChildFact = CircumstancesSaid | CircumstancePassedOn;

export const childDeciders: Deciders<Extract<IdentityAct, { act: 'say-circumstances' }>> = {
  'say-circumstances': (_file, { circumstances }) => accept({ type: 'CircumstancesSaid', circumstances }),
};
export const childEvolvers: Evolvers<ChildFact> = {
  CircumstancesSaid: (file, { circumstances }) => ({ ...file, circumstances: [...new Set([...(file.circumstances ?? []), ...circumstances])].sort() }),
  CircumstancePassedOn: (file) => file,
};

/** What a case may hear of her file: only what her playbook has facts for. A circumstance that nobody has said is not denied. */
function circumstancesOf(file: VictimFile, facts: Facts): readonly { readonly said: FileFact; readonly value: 'YES' | 'NO' }[] {
  const named = new Set((facts.playbook.facts ?? []).flatMap(({ from }) => from ?? []));
  const all = [{ said: 'CHILD_RULES', value: isChild(file, facts.now) ? 'YES' : 'NO' } as const, { said: 'NOTIFIED', value: wishesNotice(file) ? 'YES' : 'NO' } as const, ...(file.circumstances ?? []).map((said) => ({ said, value: 'YES' as const }))];
  return all.filter(({ said }) => named.has(said));
}

/** A case that she comes into hears it with her name: no step for children opens there for somebody who is none. */
export function joined(file: VictimFile, { case: of, as }: { readonly case: string; readonly as: string }, facts: Facts): VictimFact {
  const said = circumstancesOf(file, facts);
  return { type: 'CaseJoined', victim: file.victim, case: of, as, ...(said.length > 0 && { said: Object.fromEntries(said.map((each) => [each.said, each.value])) }) };
}

/** Each case that she is in already hears what was decided or said anew. */
export function circumstancesPassedOn(file: VictimFile, facts: Facts, decided: readonly VictimFact[]): readonly VictimFact[] {
  if (decided.some(({ type }) => type === 'CircumstancePassedOn')) return [];
  const told = decided.flatMap((fact) => (fact.type === 'CaseJoined' ? [fact.case] : []));
  const anew = new Set<FileFact>(decided.flatMap(saidAnew));
  const changed = circumstancesOf(file, facts).filter(({ said }) => anew.has(said));
  return Object.keys(file.cases).sort().filter((of) => !told.includes(of)).flatMap((of) => changed.map((each) => ({ type: 'CircumstancePassedOn', victim: file.victim, case: of, nth: file.rev, ...each }) as const));
}

/** Whether she wishes to be told of what happens. The wish lasts until it is taken back. */
const wishesNotice = ({ consents }: VictimFile): boolean => Object.values(consents).some(({ kind }) => kind === 'NOTIFIED');

/** What another word is to be passed on of, after each of these. A wish to be told outlives her childhood (US.AGE18: it passes to her); one that a guardian under suspicion brought does not. */
function saidAnew(fact: VictimFact): readonly FileFact[] {
  if (fact.type === 'CircumstancesSaid') return fact.circumstances;
  if (fact.type === 'AgeRecorded' || fact.type === 'AuthorityPassed') return ['CHILD_RULES'];
  const isOfWish = (fact.type === 'ConsentGranted' && fact.kind === 'NOTIFIED') || fact.type === 'ConsentWithdrawn' || fact.type === 'StandingSuspected';
  return isOfWish ? ['NOTIFIED'] : [];
}

/** Opened with the file, or when what calls for it is said. */
export function owedToAChild(file: VictimFile, facts: Facts, decided: readonly VictimFact[]): readonly VictimFact[] {
  const rules = rulesOf(facts).children ?? [];
  if (!isChild(file, facts.now)) return decided.some(({ type }) => type === 'AgeRecorded') ? rules.flatMap(({ duty }) => dropDuties(file, duty)) : [];
  const said = decided.flatMap((fact) => (fact.type === 'CircumstancesSaid' ? fact.circumstances : []));
  const isOpening = decided.some(({ type }) => type === 'VictimOpened');
  const owed = rules.filter(({ duty, when }) => (when === undefined ? isOpening : said.includes(when)) && !decided.some((fact) => fact.type === 'DutyOpened' && fact.kind === duty));
  return openDuties(file, facts, ...owed.map(({ duty }) => ({ kind: duty, to: coordinatorOf(file) })));
}
