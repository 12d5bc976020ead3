/** What people do with the promises of a compact and of a case alike: accepted, delivered, lapsed, answered, in time or not. */
import type { CommitmentAct, Pledged } from '#domain/commitment/schema.ts';
import type { Commitment } from '#domain/commitment/state.ts';
import { caseCommandSchema } from '#domain/case/schema.ts';
import type { Role } from '#domain/terms.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { HOUR_MS, inDays, of, say, speaker } from './speaking.ts';
import { caseId, type Realm } from './realm.ts';

export function pledgeOf(realm: Realm, how: number): Pledged {
  const agency = `n${how % 3}`;
  const dated = { agency, text: realm.newId(), due: how % 4 === 0 ? (of(['3wd', '10wd', '5d', '24h'], how >> 2) ?? '5d') : inDays(realm, 4 + (how % 30)), ...(how % 5 === 0 && { lead: `${agency}-${how % 2 === 0 ? 'a' : 'b'}` }) };
  if (how % 3 === 0) return { kind: 'RESOURCE', ...dated, pledge: { amount: 10, unit: 'HOURS', from: inDays(realm, 0), until: inDays(realm, 60) } };
  return { kind: how % 3 === 1 ? 'DELIVERABLE' : 'RESPONSE', ...dated };
}

/** Every open promise of the two ledgers, with where it is kept. */
function openPromises(realm: Realm): readonly { readonly commitment: Commitment; readonly inCase: boolean }[] {
  const compact = realm.compact();
  const state = realm.caseState();
  return [
    ...(compact.phase === 'absent' ? [] : Object.values(compact.commitments).map((commitment) => ({ commitment, inCase: false }))),
    ...(state.phase === 'absent' ? [] : Object.values(state.commitments ?? {}).map((commitment) => ({ commitment, inCase: true }))),
  ];
}

const find = (realm: Realm, id: string): Commitment | undefined => openPromises(realm).find(({ commitment }) => commitment.id === id)?.commitment;

/** A promise that lapsed goes to another agency, which answers or not. */
export function toAnother(realm: Realm, pick: number, how: number): void {
  const chosen = of(openPromises(realm).filter(({ commitment }) => commitment.climb !== undefined), pick);
  if (chosen?.commitment.climb === undefined) return;
  realm.passTo(laterBy(chosen.commitment.climb.deadline.due, (how % 40) * HOUR_MS));
  const { id, agency } = chosen.commitment;
  give(realm, chosen.inCase, id, { agency, role: 'AGENCY_LEADER', act: { act: 'reassign', to: `n${how % 3}`, due: inDays(realm, 3 + (how % 20)) } }, how);
  realm.passTo(laterBy(realm.now(), (how % 50) * HOUR_MS));
  const offered = find(realm, id)?.offer?.agency;
  if (offered !== undefined && how % 5 > 0) give(realm, chosen.inCase, id, { agency: offered, act: how % 5 === 1 ? { act: 'decline', reason: 'CAPACITY' } : { act: 'accept' } }, how);
}

function give(realm: Realm, inCase: boolean, id: string, { agency, role, act }: Answer, how: number): void {
  const by = speaker(realm, agency, role, how);
  if (by === undefined) return;
  if (inCase) realm.take(`case/${caseId}`, { ...caseCommandSchema.parse({ type: 'commitment', commitment: id, act }), by });
  else say(realm, by, { type: 'compact-commitment', commitment: id, act });
}

/** One promise is taken up; mostly its date is let pass first. */
export function promiseAct(realm: Realm, pick: number, how: number): void {
  const chosen = of(openPromises(realm), pick);
  if (chosen === undefined) return;
  const { id, offer, climb, suspendedAt } = chosen.commitment;
  const due = (offer?.climb ?? climb)?.deadline.due;
  if (due !== undefined && suspendedAt === undefined && how % 10 < 6) realm.passTo(laterBy(due, (how % 10) * HOUR_MS));
  const commitment = find(realm, id);
  if (commitment === undefined) return;
  give(realm, chosen.inCase, id, answer(realm, commitment, how), how);
}

interface Answer {
  readonly agency: string;
  readonly role?: Role;
  readonly act: CommitmentAct;
}

/** Mostly what makes sense in its state. */
function answer(realm: Realm, { agency, state, offer, pledge }: Commitment, how: number): Answer {
  const due = inDays(realm, 3 + (how % 20));
  const own = (act: CommitmentAct): Answer => ({ agency, act });
  const leader = (act: CommitmentAct): Answer => ({ agency, role: 'AGENCY_LEADER', act });
  const coordinator = (act: CommitmentAct): Answer => ({ agency: 'n0', role: 'COORDINATOR', act });
  const reDate = coordinator({ act: 're-date', due, reason: 'CAPACITY' });
  const deliver = own({ act: 'deliver' });
  const turn = Math.floor(how / 10);
  if (offer !== undefined && turn % 4 > 0) return { agency: offer.agency, act: turn % 4 < 3 ? { act: 'accept' } : { act: 'decline', reason: 'CAPACITY' } };
  if (state === 'LAPSED') {
    const recommit = leader({ act: 'recommit', due, resource: { amount: 1, unit: 'FTE' } });
    return of([recommit, recommit, reDate, leader({ act: 'reassign', to: `n${how % 4}`, due }), deliver, recommit, leader({ act: 'release', reason: 'CAPACITY' }), deliver], how % 10 === 2 ? 0 : turn) ?? recommit;
  }
  const asks = [deliver, own({ act: 'ask-date', due, reason: 'CAPACITY' }), reDate, deliver, leader({ act: 'release', reason: 'CAPACITY' })];
  return pledge !== undefined && turn % 3 === 0 ? own({ act: 'deliver-resource', from: pledge.from, until: pledge.until, amount: 2 }) : (of(asks, turn) ?? deliver);
}
