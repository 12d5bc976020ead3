/** Erasing her file: it waits, two people approve, a legal hold wins, and nothing is written in it afterwards. */
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/facts.ts';
import { victimClocks, victimKeepers } from '#domain/victim/clocks.ts';
import { openDuties } from '#domain/victim/duty/duty.ts';
import { evolveVictim } from '#domain/victim/evolve.ts';
import type { VictimAct } from '#domain/victim/schema.ts';
import { advocate, by, coordinator, createFile, victimId, type File } from './world.ts';

const privacy = by('house', 'PRIVACY_OFFICER');
const erasure = '7e7e7e7e-0000-4000-8000-000000000001';
const hold = '7e7e7e7e-0000-4000-8000-000000000002';
const sealed = { keys: 3, texts: ['7e7e7e7e-0000-4000-8000-000000000003', '7e7e7e7e-0000-4000-8000-000000000004'] };

const ask = (file: File, actor: Actor = advocate) => file.say(actor, { act: 'request-erasure', erasure, basis: 'CONSENT_WITHDRAWN' });
/** As the worker decides it: with what lies under her keys. */
function approve(file: File, actor: Actor) {
  const { events, state, refusal } = file.say(actor, { act: 'approve-erasure', erasure }, { sealed });
  return { events, state, types: events.map(({ type }) => type), code: refusal?.code };
}
/** Asked for and waited for. */
function unlocked(): File {
  const file = createFile();
  ask(file);
  file.passTo('2024-03-18T15:00:00.000Z');
  return file;
}

describe('an erasure', () => {
  it('waits as long as the playbook says, by a clock that only unlocks', () => {
    const file = createFile();
    expect(ask(file).refusal).toBeUndefined();
    expect(victimClocks(file.file())).toMatchObject([{ keeper: `erasure/${victimId}`, name: 'erasure-wait', dueAt: '2024-03-18T14:00:00.000Z' }]);
    expect(victimKeepers(file.file()).at(-1)).toEqual({ id: `erasure/${victimId}`, phase: 'waiting' });
    file.passTo('2024-03-18T13:59:59.999Z');
    expect(approve(file, privacy).code).toBe('ERASURE_STATE');
    file.passTo('2029-01-01T00:00:00.000Z');
    expect(file.events().map(({ type }) => type)).toEqual(['VictimOpened', 'CaseJoined', 'ErasureRequested', 'ErasureUnlocked']);
    expect([victimClocks(file.file()), victimKeepers(file.file()).at(-1)]).toEqual([[], { id: `erasure/${victimId}`, phase: 'unlocked' }]);
  });

  it('tells those who may approve it when its waiting time is over, once, and nobody before', () => {
    const file = createFile();
    ask(file);
    file.passTo('2024-03-18T13:59:59.999Z');
    expect(file.notices()).toEqual([]);
    file.passTo('2029-01-01T00:00:00.000Z');
    expect(file.notices().map(({ kind, subject, to }) => [kind, subject, to])).toEqual([['request', erasure, { agency: 'lead', role: 'PRIVACY_OFFICER' }], ['request', erasure, { agency: 'lead', role: 'COORDINATOR' }]]);
  });

  it('is done by two people, one of each role, in either order, with the list of what became unreadable', () => {
    for (const [first, second] of [[privacy, coordinator], [coordinator, privacy]] as const) {
      const file = unlocked();
      file.happen(...openDuties(file.file(), file.factsNow(), { kind: 'SAFETY_STEP', to: { agency: 'house', role: 'COMMUNITY_ADVOCATE' } }));
      expect(approve(file, first).types).toEqual(['ErasureApproved']);
      const { events, state, types } = approve(file, second);
      expect(types).toEqual(['ErasureApproved', 'DutyDropped', 'ErasureDone']);
      expect(events.at(-1)).toMatchObject({ keys: 3, unreadable: sealed.texts });
      expect([victimClocks(state), victimKeepers(state)]).toEqual([[], []]);
    }
  });

  it('takes no second word of the same person, nor of another role', () => {
    const both = by('lead', 'COORDINATOR', 'PRIVACY_OFFICER');
    const file = unlocked();
    expect(approve(file, by('police', 'INVESTIGATOR')).code).toBe('APPROVER_REQUIRED');
    expect(approve(file, both).types).toEqual(['ErasureApproved']);
    expect(approve(file, both).code).toBe('TWO_PEOPLE_REQUIRED');
    const taken = file.file().erasure?.approvals[0]?.role;
    expect(approve(file, taken === 'PRIVACY_OFFICER' ? { ...privacy, person: 'house.other' } : { ...coordinator, person: 'lead.other' }).code).toBe('APPROVER_REQUIRED');
  });

  it('never wins over a legal hold, whenever that was placed, until whoever placed it lifts it', () => {
    const placed = (): VictimAct => ({ act: 'place-hold', hold, basis: 'CRIMINAL_PROCEEDINGS' });
    const before = createFile();
    before.say(coordinator, placed());
    for (let turn = 0; turn < 500; turn += 1) expect(ask(before).refusal).toEqual({ code: 'LEGAL_HOLD', detail: { bases: ['CRIMINAL_PROCEEDINGS'] } });
    const after = unlocked();
    expect(approve(after, privacy).types).toEqual(['ErasureApproved']);
    after.say(coordinator, placed());
    expect(approve(after, coordinator).code).toBe('LEGAL_HOLD');
    expect(after.say(privacy, { act: 'lift-hold', hold }).refusal?.code).toBe('NOT_THE_HOLDER');
    expect(after.say(coordinator, { act: 'lift-hold', hold }).refusal).toBeUndefined();
    expect(approve(after, coordinator).types).toContain('ErasureDone');
    expect([...(after.rows()['holds'] ?? new Map()).values()]).toMatchObject([{ id: hold, basis: 'CRIMINAL_PROCEEDINGS', untilAt: after.now() }]);
  });

  it('is cancelled until it is done, and asked for anew', () => {
    const file = unlocked();
    approve(file, privacy);
    expect(ask(file).refusal?.code).toBe('ERASURE_STATE');
    expect(file.say(advocate, { act: 'cancel-erasure', erasure }).refusal).toBeUndefined();
    expect([victimKeepers(file.file()).length, approve(file, coordinator).code]).toEqual([1, 'NOT_FOUND']);
    expect(ask(file).refusal).toBeUndefined();
    expect(approve(file, coordinator).code).toBe('ERASURE_STATE');
    expect(file.file().erasure?.approvals).toEqual([]);
  });

  it('leaves a shell in which nothing is written any more', () => {
    const file = unlocked();
    approve(file, privacy);
    approve(file, coordinator);
    const before = file.file();
    expect(before.phase).toBe('erased');
    for (const act of [{ act: 'stand-by', standing: hold, role: 'COMMUNITY_ADVOCATE', agency: 'house' }, { act: 'file-paper', paper: hold, class: 'D3', kind: 'LEGAL_NAME', text: hold }, { act: 'place-hold', hold, basis: 'COURT_ORDER' }, { act: 'request-erasure', erasure: hold, basis: 'LEGAL_DUTY' }] as const)
      expect(file.say(coordinator, act).refusal?.code).toBe('FILE_ERASED');
    file.passTo('2034-01-01T00:00:00.000Z');
    expect(file.file()).toBe(before);
    expect([...(file.rows()['erasures'] ?? new Map()).values()]).toMatchObject([{ state: 'DONE', keys: 3, unreadable: sealed.texts }]);
  });

  it('folds to the same file again', () => {
    const file = unlocked();
    approve(file, privacy);
    approve(file, coordinator);
    expect(file.events().reduce(evolveVictim, { phase: 'absent' })).toEqual(file.file());
  });
});
