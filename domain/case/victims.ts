/** Whom a case is about, as their own files say it. A case may come to be before any victim is known, and goes on when one leaves (rules R5, 5d). */
import { accept } from '../decision.ts';
import { own, type Facts } from '../facts.ts';
import { labelOf } from '../playbook/names.ts';
import type { CommandOf } from './command.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { RiskEvent } from '../terms.ts';
import type { CaseEvent, CaseFact } from './events.ts';
import { saidOfHer } from './known-facts.ts';
import { isOpen, type CaseState, type OpenCase } from './state.ts';
import { inPlaybookOrder } from './subjects.ts';

/** Nothing to do, and nothing to refuse, where the case knows it already: the file has decided. */
export function knowVictim(state: OpenCase, command: CommandOf<'victim-joins' | 'victim-leaves'>, facts: Facts): CaseDecision {
  const { victims = {} } = state;
  const known = own(victims, command.victim);
  if (command.type === 'victim-leaves') return known === undefined ? accept() : accept<CaseFact>({ type: 'VictimLeft', victim: command.victim }, ...endingWith(state, known, facts));
  return known === command.as ? accept() : accept<CaseFact>({ type: 'VictimJoined', victim: command.victim, as: command.as }, ...saidOfHer(state, command.as, command.said ?? {}, facts));
}

/** What stood for her ends, and nobody is told of it; support does not (rule R4). */
const endingWith = (state: OpenCase, label: string, facts: Facts): readonly CaseFact[] =>
  inPlaybookOrder(state, facts, (step) => isOpen(step) && labelOf(step.code) === label && definitionOf(state, facts, step.code).support !== true).map(({ code }) => ({ type: 'StepEndedByRule', step: code, why: 'LEFT' }));

export const sayEvent = ({ victims = {} }: OpenCase, event: RiskEvent): CaseDecision => accept({ type: 'EventSaid', event, victims: Object.keys(victims).sort() });

/** What a case asks of the files of its victims: that the danger is assessed anew (rule R9). And of its evidence: what has to be proved now that somebody's age was decided, or said anew. */
export function caseErrands(event: CaseEvent, after: CaseState) {
  if (event.type === 'FactRecorded') return after.phase === 'absent' ? [] : agesDecided(event, after);
  if (event.type !== 'EventSaid') return [];
  const { event: what, victims, at, by: actor } = event;
  return victims.map((victim) => ({ id: `victim-event/${victim}/${what}/${at}`, ledger: `victim/${victim}`, keeper: `victim/${victim}`, body: { type: 'victim-event' as const, event: what }, actor }));
}

/** Where nobody has said how far the proof relies on testimony there is no matrix to look at. */
function agesDecided({ fact, about, value, at, by: actor }: Extract<CaseEvent, { type: 'FactRecorded' }>, { id, facts = {} }: OpenCase) {
  if (fact !== 'CHILD_RULES' || about === undefined || own(facts, 'RELIANCE') === undefined) return [];
  return [{ id: `ages-decided/${id}/${about}/${value}/${at}`, ledger: `evidence/${id}`, keeper: `evidence/${id}`, body: { type: 'ages-decided' as const }, actor }];
}
