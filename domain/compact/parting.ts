/** What ends: an agency is taken off by joint decision, an agency goes, the compact is over. Nothing that was promised ends without a word. */
import { hasEnded, isRunning } from '../commitment/state.ts';
import type { CommitmentFact } from '../commitment/events.ts';
import { lapseOf } from '../commitment/time.ts';
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import type { ReleaseReason } from '../terms.ts';
import type { CompactFact } from './events.ts';
import { uncovered } from './ground.ts';
import type { CompactAct } from './schema.ts';
import { leads } from './signing.ts';
import { hasSigned, openRequest, type OpenCompact } from './state.ts';

const no = (refusal: Refusal): Decision<CompactFact> => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

const released = (state: OpenCompact, whose: (agency: string) => boolean, reason: ReleaseReason, { now }: Facts): readonly CommitmentFact[] =>
  Object.keys(state.commitments).sort().flatMap((id): readonly CommitmentFact[] => {
    const commitment = state.commitments[id];
    if (commitment === undefined || hasEnded(commitment) || !whose(commitment.agency)) return [];
    const { offer, agency } = commitment;
    return [...lapseOf(commitment, (due) => due < now), { type: 'CommitmentReleased', commitment: id, reason, ...(offer !== undefined && offer.agency !== agency && { withdrawnFrom: offer.agency }) }];
  });

/** The last level that a playbook's ladder has: joint leadership. Before it has been told there is no joint decision to record. */
function isExhausted(state: OpenCompact, agency: string): boolean {
  const climb = openRequest(state, agency)?.climb;
  return climb !== undefined && climb.reached >= climb.deadline.levels.length;
}

/** S3.2a: a new version of the required list. Who was taken off stays shown for ever as never signed. */
export function amend(state: OpenCompact, { takeOff, minutes }: Extract<CompactAct, { act: 'amend' }>, facts: Facts): Decision<CompactFact> {
  const off = new Set(takeOff);
  const strangers = takeOff.filter((agency) => own(state.parties, agency)?.status !== 'REQUIRED');
  const left = { ...state, parties: Object.fromEntries(Object.entries(state.parties).filter(([agency]) => !off.has(agency))) };
  const lacking = uncovered(left, facts);
  const refusal = firstRefusal(
    facts,
    strangers.length > 0 && say('NOT_ON_THE_TEAM'),
    takeOff.some((agency) => hasSigned(state, agency)) && say('SIGNATURE_STATE'),
    takeOff.some((agency) => !isExhausted(state, agency)) && say('AMENDMENT_TOO_EARLY'),
    lacking.length > 0 && say('ROLE_UNFILLED', { roles: lacking }),
  );
  if (refusal !== undefined) return no(refusal);
  return accept<CompactFact>({ type: 'CompactAmended', version: state.version + 1, takenOff: [...off].sort(), note: minutes }, ...released(state, (agency) => off.has(agency), 'OTHER', facts));
}

/** Who has signed may go; what it promised is let go with the same reason. Who has not signed is asked until the leadership decides. */
export function leave(state: OpenCompact, reason: ReleaseReason, by: Actor, facts: Facts): Decision<CompactFact> {
  const { agency } = by;
  const refusal = firstRefusal(
    facts,
    !leads(by, agency) && say('NOT_THE_LEADER'),
    (own(state.parties, agency)?.status !== 'REQUIRED' || !hasSigned(state, agency)) && say('SIGNATURE_STATE'),
  );
  if (refusal !== undefined) return no(refusal);
  return accept<CompactFact>({ type: 'AgencyLeft', agency, reason }, ...released(state, (each) => each === agency, reason, facts));
}

/** Promises that run are kept or let go first, each by a word of its own. */
export function end(state: OpenCompact, facts: Facts): Decision<CompactFact> {
  const running = Object.values(state.commitments).filter(isRunning).length;
  const refusal = firstRefusal(facts, running > 0 && say('COMMITMENTS_OPEN', { count: running }));
  return refusal === undefined ? accept<CompactFact>({ type: 'CompactEnded' }, ...released(state, () => true, 'NO_LONGER_NEEDED', facts)) : no(refusal);
}
