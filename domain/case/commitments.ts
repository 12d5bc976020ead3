/** Commitments that a case keeps: where each stands, and the ground they all stand on. */
import { refuse } from '../decision.ts';
import { actOnCommitment } from '../commitment/acts.ts';
import { evolveCommitment, evolveRung } from '../commitment/evolve.ts';
import type { CommitmentEvent, CommitmentRung } from '../commitment/events.ts';
import { propose } from '../commitment/propose.ts';
import { hasEnded, type Commitment, type Ground } from '../commitment/state.ts';
import { firstRefusal, own, type Facts } from '../facts.ts';
import { teamOf } from './addresses.ts';
import type { CommandOf } from './command.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { Placed } from './schema.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';
import { outstandingIn } from './statements.ts';

/** In one order whatever the record made of the keys: what is decided may not depend on it. */
export const commitmentsOf = ({ commitments = {} }: OpenCase): readonly Commitment[] => Object.keys(commitments).sort().flatMap((id) => commitments[id] ?? []);

export const commitmentOf = ({ commitments = {} }: OpenCase, id: string): Commitment | undefined => own(commitments, id);

export const groundOf = (state: OpenCase): Ground => ({
  id: state.id,
  keeper: `case/${state.id}`,
  lead: state.lead,
  team: teamOf(state),
  civilOf: (agency) => {
    const civil = own(state.agencies, agency);
    return civil && { zone: civil.zone, region: civil.region };
  },
  outstanding: (waitsOn) => outstandingIn(state, waitsOn),
});

/** A promise of an agency for the case: on a track, on a step, or on the whole. */
export function promise(state: OpenCase, { commitment, pledged, place, by }: CommandOf<'promise'>, facts: Facts): CaseDecision {
  if (commitmentOf(state, commitment) !== undefined) return refuse('COMMITMENT_STATE', { state: 'OPEN' });
  const found = placeIn(state, place, facts);
  return 'refusal' in found ? found : propose(groundOf(state), { commitment, pledged, place: found }, by, facts);
}

/** Rule R1: nobody promises a date for what is hers, for her time to recover, or for an offer that her word makes silent (R10). Rule R2: what waits for her waits by name, and with a step whatever that step waits for. */
export function placeIn(state: OpenCase, { step: code, track, waitsOn = [] }: Placed, facts: Facts) {
  const step = code === undefined ? undefined : own(state.steps, code);
  if (code !== undefined && step === undefined) return refuse('NOT_FOUND');
  const refusal = firstRefusal(
    facts,
    step !== undefined && isAtHerPace(state, step, facts) && refuse('VICTIM_PACED_NO_DATE').refusal,
    step !== undefined && !isOpen(step) && refuse('STEP_FINISHED').refusal,
    waitsOn.some((each) => own(state.steps, each)?.pacing !== 'VICTIM_PACED') && refuse('NOT_VICTIM_PACED').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  const on = track ?? step?.track;
  return { waitsOn: [...new Set([...waitsOn, ...(step?.waitsOn ?? [])])], ...(on !== undefined && { track: on }), ...(step !== undefined && { step: step.code }) };
}

function isAtHerPace(state: OpenCase, { code, pacing }: Step, facts: Facts): boolean {
  const definition = definitionOf(state, facts, code);
  return pacing === 'VICTIM_PACED' || pacing === 'PROTECTED_PERIOD' || ('silencedBy' in definition && definition.silencedBy !== undefined);
}

export function actOnOneCommitment(state: OpenCase, { commitment: id, act, expects, by }: CommandOf<'commitment'>, facts: Facts): CaseDecision {
  const commitment = commitmentOf(state, id);
  return commitment === undefined ? refuse('COMMITMENT_STATE', { state: 'ENDED' }) : actOnCommitment(groundOf(state), commitment, { act, by, expects }, facts);
}

export function evolveCommitments(state: OpenCase, event: CommitmentEvent | CommitmentRung): OpenCase {
  const id = 'commitment' in event ? event.commitment : event.subject;
  const before = commitmentOf(state, id);
  const after = 'commitment' in event ? evolveCommitment(before, event) : before && evolveRung(before, event);
  return after === undefined ? state : { ...state, commitments: { ...state.commitments, [id]: after } };
}

/** What has ended leaves the state with the next event. */
export function withoutEndedCommitments(state: OpenCase): OpenCase {
  const kept = commitmentsOf(state).filter((commitment) => !hasEnded(commitment));
  return kept.length === Object.keys(state.commitments ?? {}).length ? state : { ...state, commitments: Object.fromEntries(kept.map((commitment) => [commitment.id, commitment])) };
}
