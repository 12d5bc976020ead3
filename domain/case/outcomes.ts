/** What became of each suspect, as the playbook says it: the first outcome whose condition holds. It changes with what is decided and known, and each change is in the record. */
import type { Facts } from '../facts.ts';
import { holds } from '../playbook/condition/condition.ts';
import type { CaseFact, FactOf } from './events.ts';
import type { OpenCase } from './state.ts';
import { standingOf, subjectsOf } from './subjects.ts';

export function outcomeChanges(state: OpenCase, facts: Facts): readonly CaseFact[] {
  const { suspects } = facts.playbook;
  if (suspects === undefined) return [];
  const standing = standingOf(state);
  return subjectsOf(state).filter(({ kind }) => kind === 'suspect').flatMap((subject): readonly FactOf<'OutcomeChanged'>[] => {
    const now = suspects.outcomes.find(({ when }) => holds(when, facts.playbook, standing, subject));
    if (now?.outcome === state.outcomes?.[subject.label]) return [];
    if (now === undefined) return [{ type: 'OutcomeChanged', about: subject.label }];
    const { outcome, under, final, addressed, class: of } = now;
    return [{ type: 'OutcomeChanged', about: subject.label, outcome, under, class: of, ...(final !== undefined && { final }), ...(addressed !== undefined && { addressed }) }];
  });
}
