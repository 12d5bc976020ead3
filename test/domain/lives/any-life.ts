/** A random life of a compact and mostly of a case beside it, among people who come and go. They act rightly and wrongly, in time or not. */
import fc from 'fast-check';
import type { Actor } from '#domain/facts.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import type { CompactAct } from '#domain/compact/schema.ts';
import { required } from '#domain/compact/state.ts';
import { agencies, anyPlace, small, workOf } from './any-realm.ts';
import { actInCase, launchCase } from './any-case-act.ts';
import { actAtDesk } from './any-desk-act.ts';
import { pledgeOf, promiseAct, toAnother } from './any-promise-act.ts';
import { compactId, createRealm, type Realm, type Taken } from './realm.ts';
import { DAY_MS, HOUR_MS, inDays, of, opener, say, speaker } from './speaking.ts';

const kinds = [
  'sign', 'sign', 'sign', 'all-sign', 'desk', 'desk', 'desk', 'desk', 'desk', 'keep', 'keep', 'keep', 'press', 'pledge', 'amend', 'successor', 'confirm', 'leave', 'lead', 'wrong', 'end',
  'case', 'case', 'case', 'case', 'case', 'case', 'other-agency', 'other-agency', 'pass', 'pass', 'pass-far', 'pass-far', 'outage',
] as const;
const move = fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat({ max: 999 }), how: fc.nat({ max: 999 }) });
export type Move = ReturnType<typeof move.generate>['value'];

export const anyLife = fc.record({ place: anyPlace, pick: fc.nat({ max: 999 }), startsAt: fc.nat({ max: 500 }), moves: fc.array(move, { minLength: 10, maxLength: 17, size: 'max' }) });
export type Life = ReturnType<typeof anyLife.generate>['value'];

const act = (realm: Realm, by: Actor | undefined, wanted: CompactAct): void => say(realm, by, { type: 'compact', act: wanted });

interface Watch {
  readonly watch: (taken: Taken) => void;
  readonly rest: () => void;
}

export function play({ place, pick, startsAt, moves }: Life, watching: (realm: Realm) => Watch): Realm {
  let watch: Watch | undefined;
  const realm: Realm = createRealm({ ...place, playbook: small, startsAt: laterBy('2021-03-01T08:17:00.000Z', startsAt * HOUR_MS), watch: (taken) => watch?.watch(taken), rest: () => watch?.rest() });
  watch = watching(realm);
  open(realm, pick);
  if (pick % 3 > 0) launchCase(realm, pick);
  for (const each of moves) make(realm, each);
  realm.passTo(laterBy(realm.now(), 20 * DAY_MS));
  return realm;
}

function open(realm: Realm, pick: number): void {
  const party = (agency: string, place: number) => ({
    agency, roles: [...(workOf[agency] ?? [])], ...((pick >> place) % 2 === 1 && { leader: `${agency}-leader` }), ...((pick >> place) % 3 === 1 && { lead: `${agency}-a` }),
  });
  const pledges = Array.from({ length: 1 + (pick % 3) }, (_, index) => ({ commitment: realm.newId(), pledged: pledgeOf(realm, pick + index * 5) }));
  say(realm, opener, { type: 'open-compact', compactId, codeName: 'ANY', playbook: { id: 'any', version: 1 }, startsOn: inDays(realm, 0), endsOn: inDays(realm, 90 + (pick % 400)), agencies: agencies.slice(0, 3 + (pick % 2)).map(party), pledges });
  act(realm, opener, { act: 'request-signatures' });
  if (pick % 5 < 3) make(realm, { kind: 'all-sign', pick, how: pick });
}

function make(realm: Realm, { kind, pick, how }: Move): void {
  const state = realm.compact();
  if (state.phase === 'absent') throw new Error('the compact was not opened');
  const parties = required(state).map(([agency]) => agency);
  const asked = parties.filter((agency) => state.requests[agency]?.at(-1)?.signed === undefined);
  const leader = (agency: string | undefined) => speaker(realm, agency ?? 'n0', 'AGENCY_LEADER', how);
  const coordinator = speaker(realm, 'n0', 'COORDINATOR', how);
  switch (kind) {
    case 'sign':
      return act(realm, leader(of(asked, pick)), { act: 'sign' });
    case 'all-sign':
      for (const agency of asked.toSorted((a, b) => ((pick >> Number(a[1])) % 2) - ((pick >> Number(b[1])) % 2))) act(realm, leader(agency), { act: 'sign' });
      return undefined;
    case 'amend':
      // Sometimes the ladder is let run out first: before that there is no joint decision to record.
      if (how % 2 === 0) realm.passTo(laterBy(realm.now(), 48 * DAY_MS));
      return act(realm, coordinator, { act: 'amend', takeOff: [of(asked, pick) ?? 'n1'], minutes: realm.newId() });
    case 'successor':
      return act(realm, how % 2 === 0 ? coordinator : leader(of(parties, pick)), { act: 'name-leader', agency: of(parties, pick) ?? 'n1', ...(how % 3 > 0 && { leader: `${of(parties, pick)}-${how % 2 === 0 ? 'sup' : 'b'}` }) });
    case 'confirm':
      return act(realm, leader(of(asked, pick)), { act: 'confirm' });
    case 'leave':
      return act(realm, leader(of(parties, pick)), { act: 'leave', reason: 'CAPACITY' });
    case 'lead':
      return act(realm, leader(of(parties, pick)), { act: 'name-lead', lead: `${of(parties, pick)}-${how % 2 === 0 ? 'a' : 'b'}` });
    case 'end':
      return how % 3 === 0 ? act(realm, coordinator, { act: 'end' }) : undefined;
    case 'wrong':
      return wrong(realm, pick, how);
    default:
      return makeMore(realm, { kind, pick, how });
  }
}

function makeMore(realm: Realm, { kind, pick, how }: Move): void {
  switch (kind) {
    case 'pledge':
      return act(realm, speaker(realm, how % 2 === 0 ? 'n0' : `n${pick % 4}`, how % 2 === 0 ? 'COORDINATOR' : undefined, how), { act: 'pledge', commitment: realm.newId(), pledged: pledgeOf(realm, pick) });
    case 'keep':
      return promiseAct(realm, pick, how);
    case 'press':
      // A promise that lapses again and again, each time with an answer of its leader.
      for (let turn = 0; turn < 4; turn += 1) promiseAct(realm, pick, 2 + 10 * turn);
      return undefined;
    case 'other-agency':
      return toAnother(realm, pick, how);
    case 'desk':
      return actAtDesk(realm, pick, how);
    case 'case':
      return actInCase(realm, pick, how);
    case 'pass':
      return realm.passTo(how % 3 === 0 ? (realm.nextAt() ?? realm.now()) : laterBy(realm.now(), (how % 96) * HOUR_MS));
    case 'pass-far':
      return realm.passTo(laterBy(realm.now(), (how % 25) * DAY_MS));
    case 'outage':
      // Somebody may be faster than the clocks that are late.
      realm.sleepTo(laterBy(realm.now(), (how % 25) * DAY_MS));
      if (how % 2 === 0) promiseAct(realm, pick, how - (how % 10) + 8);
      else make(realm, { kind: how % 4 === 1 ? 'leave' : 'all-sign', pick, how });
      return realm.passTo(realm.now());
    default:
      throw new Error(`nobody knows how to ${kind}`);
  }
}

/** Anybody asks for what is not theirs, or too early. */
function wrong(realm: Realm, pick: number, how: number): void {
  const agency = `n${pick % 4}`;
  const by = speaker(realm, agency, of(['AGENCY_SUPERVISOR', 'INVESTIGATOR', 'COORDINATOR'] as const, how), how);
  const asks: readonly CompactAct[] = [{ act: 'activate' }, { act: 'sign' }, { act: 'confirm' }, { act: 'activate' }, { act: 'amend', takeOff: ['n1', 'n2'], minutes: realm.newId() }, { act: 'end' }, { act: 'request-signatures' }];
  act(realm, by, of(asks, how) ?? { act: 'activate' });
}
