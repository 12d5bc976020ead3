/** Facts of a playbook that tell what may change the danger to her (`tells`): nobody has to say it a second time. */
import type { Facts } from '../facts.ts';
import type { CaseFact } from './events.ts';
import { factOf } from './known-facts.ts';
import type { OpenCase } from './state.ts';
import { sayEvent } from './victims.ts';

/** Rule R9: said to the file of each victim of the case, once in a decision. A yes-no fact tells by its YES. */
export function tellings(state: OpenCase, decided: readonly CaseFact[], facts: Facts): readonly CaseFact[] {
  const said = new Set(decided.flatMap((fact) => (fact.type === 'EventSaid' ? [fact.event] : [])));
  const told = decided.flatMap((fact) => { const event = fact.type === 'FactRecorded' && fact.value !== 'NO' ? factOf(facts, fact.fact)?.tells : undefined; return event === undefined || said.has(event) ? [] : [event]; });
  return [...new Set(told)].flatMap((event) => sayEvent(state, event).events);
}
