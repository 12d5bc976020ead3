/** Which acts make sense as a thing stands now. What may be done is the policy's matter, what is done the rules': this only spares people choices that lead nowhere. */
import type { HandOffAct, StepAct } from '#domain/case/schema.ts';
import { possible } from '#domain/case/hand-offs.ts';
import type { Actor } from '../actor.ts';
import { possible as possibleOfCommitment } from '#domain/commitment/acts.ts';
import { isRunning } from '#domain/commitment/state.ts';
import type { CommitmentAct } from '#domain/commitment/schema.ts';
import type { CompactAct } from '#domain/compact/schema.ts';
import type { CommitmentState } from '#domain/terms.ts';
import type { CommitmentShown } from './commitments.ts';
import type { wholeCompact } from './compacts.ts';
import type { StepShown } from './answers.ts';
import { finishedStepStates } from './answers.ts';
import type { ClockTold, Told } from './playbooks.ts';

type Standing = Pick<StepShown, 'holder' | 'accountable' | 'state' | 'pacing' | 'accepted' | 'owner' | 'level' | 'askedDue' | 'packetFrom' | 'nearer'>;

export function stepActs(step: Standing, definition: Told['steps'][number] | undefined, person: string, { isOperation, clock, leavesOut }: { readonly isOperation: boolean; readonly clock: ClockTold | undefined; readonly leavesOut: boolean }): readonly StepAct['act'][] {
  const asks = (definition?.fields ?? []).length > 0;
  if (finishedStepStates.includes(step.state)) return step.state === 'DONE' && asks ? ['file-form'] : [];
  const { accepted, pacing } = step;
  const isHers = pacing === 'VICTIM_PACED';
  const isProtected = pacing === 'PROTECTED_PERIOD';
  const isSuspended = step.state === 'SUSPENDED';
  const reached = (level: string): boolean => step.level !== null && step.level >= level;
  const canBeMoved = accepted && !isHers && !isProtected && !isSuspended && pacing !== 'STATUTORY' && pacing !== 'LEGAL_HORIZON';
  const makesSense: Readonly<Record<StepAct['act'], boolean>> = {
    accept: !accepted,
    decline: !accepted,
    'take-over': accepted && step.owner !== person,
    // The owner stays until another has accepted: a hand-off is the way.
    'put-down': false,
    complete: accepted && !isProtected && pacing !== 'LEGAL_HORIZON' && definition?.form !== 'signal',
    'file-form': accepted && asks,
    'not-applicable': !isHers && !isProtected && definition?.support !== true,
    signal: definition?.form === 'signal',
    'schedule-statement': definition?.form === 'statement',
    'set-horizon': accepted && pacing === 'LEGAL_HORIZON',
    'review-wait': accepted && pacing === 'EXTERNAL_WAIT',
    're-date': canBeMoved,
    'ask-date': canBeMoved && step.owner === person,
    'refuse-date': step.askedDue !== null,
    exclude: !isProtected && (clock?.exclusions ?? []).length > 0,
    include: leavesOut,
    extend: (clock?.extensions ?? []).length > 0,
    'confirm-date': step.nearer !== null,
    recommit: canBeMoved && reached('L4'),
    // What nobody has accepted goes elsewhere by the word of whoever answers for it.
    reassign: !isHers && reached('L4') && (accepted || step.holder === step.accountable),
    release: !isHers && reached('L4') && (pacing === 'GUIDANCE' || pacing === 'AGREED') && definition?.support !== true,
    'minute-decision': !isHers && reached('L5'),
    'acknowledge-packet': step.packetFrom !== null && step.owner === person,
    'early-contact': definition?.earlyContact !== undefined,
    'override-readiness': isOperation,
    'name-blocker': !isHers && !isProtected && !isSuspended,
  };
  return (Object.keys(makesSense) as StepAct['act'][]).filter((act) => makesSense[act]);
}

export const handOffActs = (state: string): readonly HandOffAct['act'][] =>
  (Object.keys(possible) as HandOffAct['act'][]).filter((act) => (possible[act] as readonly string[]).includes(state));

/** Only its leader lets go of what an agency has promised; a coordinator takes back what nobody has promised yet. */
export function commitmentActs(row: Pick<CommitmentShown, 'state' | 'offeredTo' | 'acceptedBy' | 'pledgedAmount' | 'agency'>, { agency, roles }: Pick<Actor, 'agency' | 'roles'>): readonly CommitmentAct['act'][] {
  const state = row.state as CommitmentState;
  const standing = { state, ...(row.offeredTo !== null && { offer: row.offeredTo }), ...(row.acceptedBy === null && isRunning({ state }) && { vacant: true as const }) };
  const leads = agency === row.agency && roles.includes('AGENCY_LEADER');
  return (Object.keys(possibleOfCommitment) as CommitmentAct['act'][]).filter((act) => {
    if (act === 'release' && standing.state !== 'PROPOSED' && !leads) return false;
    return possibleOfCommitment[act](standing) && (act !== 'deliver-resource' || row.pledgedAmount !== null);
  });
}

type Compact = NonNullable<Awaited<ReturnType<typeof wholeCompact>>>['body'];

/** Nobody activates: the last signature does. */
export function compactActs({ state, agencies }: Pick<Compact, 'state' | 'agencies'>, agency: string): readonly CompactAct['act'][] {
  const party = agencies.find((each) => each.agency === agency && each.status === 'REQUIRED');
  const asked = party?.signatures.find((signature) => signature.state === 'ASKED');
  const isOpen = state !== 'ENDED';
  const makesSense: Readonly<Record<CompactAct['act'], boolean>> = {
    'request-signatures': state === 'DRAFT',
    sign: asked?.version === 1,
    confirm: asked !== undefined && asked.version > 1,
    activate: false,
    'name-leader': isOpen,
    'name-lead': isOpen && party !== undefined,
    amend: state === 'OPEN_FOR_SIGNATURE',
    leave: isOpen && party !== undefined,
    end: isOpen,
    pledge: isOpen,
  };
  return (Object.keys(makesSense) as CompactAct['act'][]).filter((act) => makesSense[act]);
}
