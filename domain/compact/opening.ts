/** Opening a compact: the list of required agencies, what each promises, and the request to every leader. */
import { dayFlaws } from '../days.ts';
import { accept, refuse, type Decision } from '../decision.ts';
import { deadlineFrom, firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { propose } from '../commitment/propose.ts';
import type { CommitmentFact } from '../commitment/events.ts';
import { startOfLocalDay } from '../time/civil-time.ts';
import type { CompactCommandOf } from './command.ts';
import type { CompactFact, CompactFactOf } from './events.ts';
import { evolve } from './evolve.ts';
import { answerRule, civilOf, groundOf, rulesOf, uncovered } from './ground.ts';
import { required, type CompactState, type OpenCompact, type Party } from './state.ts';

/** Nobody promises further ahead: such a date is a slip of the hand. */
const compactYearsMax = 10;

export function open(state: CompactState, command: CompactCommandOf<'open-compact'>, facts: Facts): Decision<CompactFact> {
  const { agencies, by, playbook, startsOn, endsOn } = command;
  if (state.phase !== 'absent') return refuse('COMPACT_EXISTS');
  // The facts were read for another playbook than the one that was asked for: better no compact than one under the wrong rules.
  if (facts.playbook.playbook !== playbook.id || facts.playbook.version !== playbook.version) return refuse('PLAYBOOK_UNKNOWN');
  if (facts.playbook.compact === undefined) return refuse('NO_COMMITMENTS_HERE');
  const unknown = agencies.filter(({ agency }) => own(facts.agencies, agency) === undefined);
  const lead = own(facts.agencies, by.agency);
  const leads = by.roles.includes('COORDINATOR') && agencies.some(({ agency }) => agency === by.agency);
  if (unknown.length > 0) return refuse('AGENCY_UNKNOWN', { count: unknown.length });
  if (!leads || lead === undefined) return refuse('NOT_THE_COORDINATOR');
  const opened = openedBy(command, facts, startOfLocalDay(endsOn, 1, lead.zone));
  const draft = evolve(state, { ...opened, at: facts.now, by: by.person }) as OpenCompact;
  const lacking = uncovered(draft, facts);
  const no = firstRefusal(
    facts,
    ...dayFlaws(endsOn, facts, compactYearsMax),
    endsOn < startsOn && refuse('PERIOD_BACKWARDS').refusal,
    opened.endAskedAt <= facts.now && refuse('DATE_IN_THE_PAST').refusal,
    lacking.length > 0 && refuse('ROLE_UNFILLED', { roles: lacking }).refusal,
  );
  if (no !== undefined) return { events: [], refusal: no };
  const pledges = promised(draft, command.pledges, by, facts);
  return pledges.refusal === undefined ? accept<CompactFact>(opened, ...pledges.events) : pledges;
}

function openedBy({ agencies, by, compactId, codeName, playbook, startsOn, endsOn, ...rest }: CompactCommandOf<'open-compact'>, facts: Facts, endAskedAt: string): CompactFactOf<'CompactOpened'> {
  const parties = agencies.map(({ agency, roles, leader, lead, deputy }, place): [string, Party] => [
    agency,
    {
      ...(own(facts.agencies, agency) ?? { zone: 'UTC', region: '' }), roles, place, status: 'REQUIRED',
      ...(leader !== undefined && { leader }), ...(lead !== undefined && { lead }), ...(deputy !== undefined && { deputy }),
    },
  ]);
  return {
    type: 'CompactOpened', id: compactId, codeName, ...(rest.case !== undefined && { case: rest.case }), playbook: { ...playbook, hash: facts.playbookHash },
    lead: by.agency, startsOn, endsOn, endAskedAt, parties: Object.fromEntries(parties),
  };
}

/** What is written down for an agency is promised by its leader's signature, and by nothing else. */
function promised(state: OpenCompact, pledges: CompactCommandOf<'open-compact'>['pledges'], by: Actor, facts: Facts): Decision<CommitmentFact> {
  const events: CommitmentFact[] = [];
  for (const { commitment, pledged } of pledges) {
    const { events: proposed, refusal } = propose(groundOf(state), { commitment, pledged, bySignature: true }, by, facts);
    if (refusal !== undefined) return { events: [], refusal };
    events.push(...proposed);
  }
  return { events };
}

/** Every leader is asked at once, each in the civil time of the own agency. */
export function requestSignatures(state: OpenCompact, facts: Facts): Decision<CompactFact> {
  return accept(...required(state).map(([agency, party]) => requested(agency, party, 1, facts)));
}

export function requested(agency: string, party: Party, version: number, facts: Facts): CompactFactOf<'SignatureRequested'> {
  const { within, ladder } = answerRule(version, facts);
  const deadline = deadlineFrom(facts, civilOf(party), { rule: within, ladder });
  return { type: 'SignatureRequested', agency, version, deadline, ...(party.leader !== undefined && { leader: party.leader }) };
}

/** How often the coordinator is asked again to end what is over: as often as by the ladder of commitments. */
export const askedAgainEvery = (facts: Facts) => facts.playbook.ladders.find(({ name }) => name === rulesOf(facts).ladder)?.thenEvery;
