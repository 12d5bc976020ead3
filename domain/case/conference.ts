/**
 * The case conference (S3.4), in one act: who was there, what was decided on which tracks, and what each minute makes an agency promise, before people
 * leave the room. Either all of it is recorded or nothing.
 */
import { refuse } from '../decision.ts';
import { propose } from '../commitment/propose.ts';
import { firstRefusal, own, type Facts } from '../facts.ts';
import type { Track } from '../terms.ts';
import type { CommandOf } from './command.ts';
import { commitmentOf, groundOf, placeIn } from './commitments.ts';
import { civilOf, definitionsOf, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import { requirementFlaw, tooEarly } from './completing.ts';
import { promisedBy } from './opening.ts';
import { isOpen, type OpenCase } from './state.ts';

type Held = CommandOf<'hold-conference'>;

export function holdConference(state: OpenCase, command: Held, facts: Facts): CaseDecision {
  const { attendance, decisions, minutes, by } = command;
  const refusal = firstRefusal(
    facts,
    (by.agency !== state.lead || !by.roles.includes('COORDINATOR')) && refuse('NOT_THE_COORDINATOR').refusal,
    attendance.some(({ agency }) => own(state.agencies, agency) === undefined) && refuse('NOT_ON_THE_TEAM').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  const promises: CaseFact[] = [];
  for (const [index, minute] of minutes.entries()) {
    const promised = promiseOf(state, minute, command, facts);
    if (promised.refusal !== undefined) return { events: [], refusal: { code: promised.refusal.code, detail: { ...promised.refusal.detail, minute: index + 1 } } };
    promises.push(...promised.events);
  }
  const planned = [...new Set(decisions.flatMap(({ tracks }) => tracks))].filter((track): track is Track => track !== 'TEAM');
  return {
    events: [
      { type: 'ConferenceHeld', attendance, decisions: decisions.length, commitments: minutes.map(({ commitment }) => commitment) },
      ...decisions.map((decision): CaseFact => ({ type: 'ConferenceDecided', ...decision })),
      ...planned.map((track): CaseFact => ({ type: 'TrackPlanned', track })),
      ...stepDone(state, by.person, facts),
      ...promises,
    ],
  };
}

/** Whoever is in the room and takes it on has promised; an agency that nobody spoke for is asked. */
function promiseOf(state: OpenCase, { commitment, pledged, place: wanted, owner }: Held['minutes'][number], { attendance, by }: Held, facts: Facts): CaseDecision {
  if (commitmentOf(state, commitment) !== undefined) return refuse('COMMITMENT_STATE', { state: 'OPEN' });
  const place = placeIn(state, wanted, facts);
  if ('refusal' in place) return place;
  const isThere = owner !== undefined && attendance.some(({ agency, people }) => agency === pledged.agency && people.includes(owner));
  return propose(groundOf(state), { commitment, pledged, place, ...(isThere && { owner }) }, by, facts);
}

/** This time of the step that the playbook calls the conference is done, if the leading agency has it. */
function stepDone(state: OpenCase, person: string, facts: Facts): readonly CaseFact[] {
  const definition = definitionsOf(state, facts).find((each) => 'conference' in each && each.conference === true);
  const step = definition && state.steps[definition.code];
  if (!isOpen(step) || step.holder !== state.lead || step.handOff !== undefined || requirementFlaw(state, step, facts) !== false || tooEarly(state, step, facts) !== false) return [];
  const accepted: readonly CaseFact[] = step.owner === undefined ? [{ type: 'StepAccepted', step: step.code, owner: person, ...promisedBy(state, step, facts, civilOf(state, facts, step.holder)) }] : [];
  return [...accepted, { type: 'StepCompleted', step: step.code }];
}
