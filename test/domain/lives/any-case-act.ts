/** What people do in the case beside the compact: take work on, hand it over, promise, and hear her word. */
import { caseCommandSchema, type CaseCommandBody, type StepAct } from '#domain/case/schema.ts';
import { isOpen } from '#domain/case/state.ts';
import type { Actor } from '#domain/facts.ts';
import { agencies, workOf } from './any-realm.ts';
import { leaves } from './any-desk-act.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { DAY_MS, HOUR_MS, inDays, of, opener, speaker } from './speaking.ts';
import { pledgeOf } from './any-promise-act.ts';
import { caseId, type Realm } from './realm.ts';

function say(realm: Realm, by: Actor | undefined, body: CaseCommandBody): void {
  if (by !== undefined) realm.take(`case/${caseId}`, { ...caseCommandSchema.parse(body), by });
}
const onStep = (step: string, act: StepAct): CaseCommandBody => ({ type: 'step', step, act });

export function launchCase(realm: Realm, pick: number): void {
  say(realm, opener, { type: 'launch', caseId, codeName: 'ANY', playbook: { id: 'any', version: 1 }, agencies: agencies.map((agency) => ({ agency, roles: [...(workOf[agency] ?? []), 'AGENCY_SUPERVISOR', 'AGENCY_LEADER'] })) });
  // Some work is taken on and something is promised that waits for her, so that a short life has something to lose.
  for (const code of ['G1', 'H1', 'A1']) act(realm, code, (holder) => speaker(realm, holder, undefined, pick), { act: 'accept' });
  say(realm, speaker(realm, 'n0', undefined, pick), { type: 'promise', commitment: realm.newId(), pledged: { ...pledgeOf(realm, pick), agency: 'n0' }, place: { track: 'INVESTIGATION', ...(pick % 4 > 0 && { waitsOn: ['V1'] }) } });
}

function act(realm: Realm, code: string, by: (holder: string) => Actor | undefined, wanted: StepAct): void {
  const state = realm.caseState();
  const step = state.phase === 'absent' ? undefined : state.steps[code];
  if (step !== undefined) say(realm, by(step.holder), onStep(code, wanted));
}

const kinds = ['accept', 'accept', 'accept', 'take-over', 'complete', 'her-word', 'her-word', 'promise', 'promise', 'promise', 'hand-over', 'hand-over', 're-date', 'owner-leaves', 'owner-leaves'] as const;

export function actInCase(realm: Realm, pick: number, how: number): void {
  const state = realm.caseState();
  if (state.phase === 'absent') return;
  const open = Object.values(state.steps).filter((step) => isOpen(step) && step.pacing !== 'VICTIM_PACED');
  const owned = open.filter(({ owner }) => owner !== undefined);
  const [free, mine, any] = [of(open.filter(({ owner }) => owner === undefined), pick), of(owned, pick), of(open, pick)];
  const worker = (agency: string): Actor | undefined => speaker(realm, agency, undefined, how);
  switch (of(kinds, how)) {
    case 'accept':
      return free && say(realm, worker(free.holder), onStep(free.code, { act: 'accept' }));
    case 'take-over':
      return mine && say(realm, worker(mine.holder), onStep(mine.code, { act: 'take-over' }));
    case 'complete':
      return mine && pick % 3 === 0 ? say(realm, worker(mine.holder), onStep(mine.code, { act: 'complete' })) : undefined;
    case 'her-word':
      // She is ready, and some days later she is not, or the other way round.
      for (const turn of [0, 1]) {
        say(realm, worker('n2'), onStep('V1', { act: 'signal', signal: (pick + turn) % 2 === 0 ? 'READY_FOR_INTERVIEW' : 'NOT_NOW' }));
        realm.passTo(laterBy(realm.now(), (how % 9) * DAY_MS));
      }
      return undefined;
    case 'owner-leaves':
      return mine?.owner === undefined ? undefined : leaves(realm, mine.owner);
    case 'promise': {
      const pledged = pledgeOf(realm, pick);
      const by = how % 2 === 0 ? speaker(realm, 'n0', 'COORDINATOR', how) : worker(pledged.agency);
      return say(realm, by, { type: 'promise', commitment: realm.newId(), pledged, place: how % 3 > 0 ? { track: 'INVESTIGATION', waitsOn: ['V1'] } : {} });
    }
    case 'hand-over': {
      if (any === undefined) return undefined;
      const [handOff, to] = [realm.newId(), any.holder === 'n1' ? 'n2' : 'n1'];
      say(realm, worker(any.accountable), { type: 'propose-hand-off', handOff, step: any.code, to, kind: pick % 3 === 0 ? 'DANGER' : 'ORDINARY' });
      realm.passTo(laterBy(realm.now(), (how % 40) * HOUR_MS));
      return pick % 4 === 0 ? undefined : say(realm, worker(to), { type: 'hand-off', handOff, act: pick % 4 > 1 ? { act: 'accept' } : { act: 'decline', reason: 'CAPACITY' } });
    }
    default:
      return mine && say(realm, speaker(realm, 'n0', 'COORDINATOR', how), onStep(mine.code, { act: 're-date', due: inDays(realm, 3 + (how % 30)), reason: 'CAPACITY' }));
  }
}
