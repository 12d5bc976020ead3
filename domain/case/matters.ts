/** What a case hears from its matters: the records beside it. They have decided; nothing is refused, and what the playbook of the case does not know is passed over. */
import { accept } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { CommandOf } from './command.ts';
import type { CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import { factOf, isValue, recorded } from './known-facts.ts';
import type { OpenCase } from './state.ts';
import { subjectsOf } from './subjects.ts';
import { sayEvent } from './victims.ts';

export function hearMatter(state: OpenCase, { facts: said, event }: CommandOf<'matter-says'>, facts: Facts): CaseDecision {
  const known = said.filter(({ fact, about, value }) => {
    const definition = factOf(facts, fact);
    const of = definition?.of ?? 'case';
    return definition !== undefined && isValue(definition, value) && (of === 'case' ? about === undefined : subjectsOf(state).some(({ kind, label }) => kind === of && label === about));
  });
  return accept<CaseFact>(...known.flatMap((each) => recorded(state, each)), ...(event === undefined ? [] : sayEvent(state, event).events));
}
