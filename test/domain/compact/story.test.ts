/** ORCHARD rows 4 and 5, and what becomes of a compact afterwards, told in Chicago time. */
import { expect, test } from 'vitest';
import { clocksOf, keepersOf } from '#domain/compact/clocks.ts';
import type { CompactAct } from '#domain/compact/schema.ts';
import { missing } from '#domain/compact/state.ts';
import { uuid } from '../case/world.ts';
import { active, asked, coordinator, createCompact, leader, opening, signers } from './world.ts';

test('five sign, one does not: the ladder climbs for that one alone, and its signature makes the compact active that instant', () => {
  const tale = asked();
  expect(tale.open().standing).toBe('OPEN_FOR_SIGNATURE');
  expect(signers.map((agency) => tale.due(agency))).toEqual(signers.map(() => '2021-03-24 17:00'));
  for (const [index, agency] of signers.slice(0, 5).entries()) {
    tale.at(`2021-03-1${index + 1} 10:00`);
    expect(tale.sign(agency).refusal).toBeUndefined();
  }
  tale.at('2021-04-07 18:00');
  expect(tale.levels('irs-ci')).toEqual(['L0 2021-03-23 17:00', 'L1 2021-03-24 17:00', 'L2 2021-03-26 17:00', 'L3 2021-03-31 17:00', 'L4 2021-04-07 17:00']);
  for (const agency of signers.slice(0, 5)) expect(tale.levels(agency)).toEqual([]);
  expect(tale.told().filter((line) => /^(reminder|level)/.test(line))).toEqual([
    'reminder L0 irs-ci irs-ci AGENCY_LEADER',
    'level L1 irs-ci irs-ci AGENCY_LEADER', 'level L1 irs-ci irs-ci AGENCY_SUPERVISOR',
    'level L2 irs-ci irs-ci AGENCY_SUPERVISOR', 'level L2 irs-ci usao COORDINATOR',
    'level L3 irs-ci usao COORDINATOR',
    'level L4 irs-ci irs-ci AGENCY_LEADER',
  ]);
  expect(keepersOf(tale.state()).map(({ id }) => id)).toContain(`escalation/${uuid(50)}/irs-ci/1`);
  expect(tale.act(coordinator, { act: 'activate' }).refusal).toEqual({ code: 'COMPACT_UNSIGNED', detail: { missing: ['irs-ci'] } });
  const last = tale.sign('irs-ci');
  expect(tale.types(last)).toEqual(['SignatureGiven', 'CommitmentAccepted', 'CompactActivated']);
  expect(tale.open()).toMatchObject({ standing: 'ACTIVE', activeAt: tale.now() });
  expect(keepersOf(tale.state())).toEqual([{ id: `compact/${uuid(50)}`, phase: 'active' }]);
});

test('every leader is asked at once, each in the civil time of the own agency', () => {
  const tale = asked({ fbi: 'America/New_York' });
  expect([tale.due('fbi'), tale.due('hsi')]).toEqual(['2021-03-24 16:00', '2021-03-24 17:00']);
  expect(tale.told()).toEqual(signers.map((agency) => `offer ${agency} ${agency} AGENCY_LEADER`));
});

test('signing promises what is written down for the agency: the named lead owns it, or else the leader', () => {
  const tale = active();
  expect(tale.open().commitments[uuid(60)]).toMatchObject({ state: 'ACTIVE', owner: 'irs-ci-agent', leader: 'irs-ci-leader', version: 1 });
  expect(tale.open().commitments[uuid(61)]).toMatchObject({ state: 'ACTIVE', owner: 'dol-oig-leader', version: 1 });
  tale.at('2021-08-14 09:00');
  expect(tale.levels(uuid(61))).toEqual(['L0 2021-07-29 17:00', 'L1 2021-07-30 17:00', 'L2 2021-08-03 17:00', 'L3 2021-08-06 17:00', 'L4 2021-08-13 17:00']);
  expect(tale.open().commitments[uuid(61)]?.state).toBe('LAPSED');
  expect(tale.promise(leader('dol-oig'), uuid(61), { act: 'recommit', due: '2021-09-17', resource: { amount: 1, unit: 'FTE' } }).refusal).toBeUndefined();
  expect(tale.promise(leader('dol-oig'), uuid(61), { act: 'deliver' }).refusal).toBeUndefined();
});

test('after level 5 the leadership takes off who has not signed: shown for ever, and the compact is active with the others', () => {
  const tale = asked();
  for (const agency of signers.slice(0, 5)) tale.sign(agency);
  tale.at('2021-04-07 18:00');
  const decision: CompactAct = { act: 'amend', takeOff: ['irs-ci'], minutes: uuid(70) };
  expect(tale.act(coordinator, decision).refusal?.code).toBe('AMENDMENT_TOO_EARLY');
  tale.at('2021-04-14 18:00');
  expect(tale.levels('irs-ci').at(-1)).toBe('L5 2021-04-14 17:00');
  expect(tale.types(tale.act(coordinator, decision))).toEqual(['CompactAmended', 'CommitmentReleased', 'CompactActivated']);
  expect(tale.open()).toMatchObject({ standing: 'ACTIVE', version: 2, parties: { 'irs-ci': { status: 'TAKEN_OFF' } } });
  expect(tale.sign('irs-ci').refusal?.code).toBe('SIGNATURE_STATE');
  expect(clocksOf(tale.state()).some(({ subject }) => subject === 'irs-ci')).toBe(false);
});

test('the next leader confirms what a predecessor signed; until then the signature is shown as given by the predecessor, with a date and a ladder', () => {
  const tale = active();
  tale.at('2021-05-03 09:00');
  const next = { ...leader('fbi'), person: 'fbi-next' };
  expect(tale.types(tale.act(coordinator, { act: 'name-leader', agency: 'fbi', leader: next.person }))).toEqual(['SignatureRequested']);
  expect(tale.due('fbi')).toBe('2021-05-17 17:00');
  expect(tale.open()).toMatchObject({ standing: 'ACTIVE', parties: { fbi: { leader: 'fbi-next' } } });
  tale.at('2021-05-18 09:00');
  expect(tale.levels('fbi')).toEqual(['L0 2021-05-14 17:00', 'L1 2021-05-17 17:00']);
  expect(keepersOf(tale.state()).map(({ id }) => id)).toContain(`escalation/${uuid(50)}/fbi/2`);
  expect(tale.act(next, { act: 'confirm' }).refusal).toBeUndefined();
  expect(tale.open().requests['fbi']?.map(({ version, signed }) => [version, signed?.by])).toEqual([[1, 'fbi-leader'], [2, 'fbi-next']]);
  expect(clocksOf(tale.state()).some(({ subject }) => subject === 'fbi')).toBe(false);
});

test('another leader is asked before anybody has signed: the date stays', () => {
  const tale = asked();
  tale.at('2021-03-20 09:00');
  expect(tale.types(tale.act(coordinator, { act: 'name-leader', agency: 'fbi', leader: 'fbi-next' }))).toEqual(['LeaderNamed']);
  expect(tale.due('fbi')).toBe('2021-03-24 17:00');
  expect(missing(tale.open())).toContain('fbi');
});

test('an agency goes: what it promised is let go and told, and the compact holds for the others', () => {
  const tale = active();
  expect(tale.types(tale.act(leader('irs-ci'), { act: 'leave', reason: 'LAW_CHANGED' }))).toEqual(['AgencyLeft', 'CommitmentReleased']);
  expect(tale.open()).toMatchObject({ standing: 'ACTIVE', version: 2, parties: { 'irs-ci': { status: 'LEFT' } } });
  expect(tale.told().filter((line) => line.includes('change irs-ci'))).toContain('change irs-ci usao COORDINATOR');
});

test('without a discipline that the playbook asks for the compact is suspended', () => {
  const tale = active();
  tale.act(leader('fbi'), { act: 'leave', reason: 'CAPACITY' });
  expect(tale.open().standing).toBe('ACTIVE');
  expect(tale.types(tale.act(leader('hsi'), { act: 'leave', reason: 'CAPACITY' }))).toEqual(['AgencyLeft', 'CompactSuspended']);
  expect(tale.open().standing).toBe('SUSPENDED');
});

test('when its last day is over the coordinator is asked to end it, again and again; nobody else ends it', () => {
  const tale = active();
  tale.promise(leader('dol-oig'), uuid(61), { act: 'deliver' });
  tale.promise(leader('irs-ci'), uuid(60), { act: 'deliver-resource', from: '2021-04-01', until: '2021-12-31', amount: 1 });
  tale.promise(leader('irs-ci'), uuid(60), { act: 'deliver' });
  tale.at('2023-03-20 09:00');
  expect(tale.told().filter((line) => line.startsWith('unresolved'))).toEqual(['unresolved compact usao COORDINATOR', 'unresolved compact usao COORDINATOR']);
  expect(tale.open().standing).toBe('ACTIVE');
  expect(tale.types(tale.act(coordinator, { act: 'end' }))).toEqual(['CompactEnded']);
  expect([clocksOf(tale.state()), keepersOf(tale.state())]).toEqual([[], []]);
});

test('a promise that is added later is part of what is signed, or asked of who has signed', () => {
  const tale = asked();
  tale.sign('fbi');
  const pledged = { kind: 'DELIVERABLE', due: '2021-09-01', text: uuid(92) } as const;
  tale.act(coordinator, { act: 'pledge', commitment: uuid(62), pledged: { ...pledged, agency: 'hsi' } });
  tale.act(coordinator, { act: 'pledge', commitment: uuid(63), pledged: { ...pledged, agency: 'fbi' } });
  expect([tale.open().commitments[uuid(62)]?.offer, tale.open().commitments[uuid(63)]?.offer?.agency]).toEqual([undefined, 'fbi']);
  tale.sign('hsi');
  expect(tale.open().commitments[uuid(62)]).toMatchObject({ state: 'ACTIVE', leader: 'hsi-leader' });
});

test('one that stands above cases names none', () => {
  const { case: _case, ...above } = opening;
  const tale = createCompact();
  tale.begin(above);
  expect(tale.open()).toMatchObject({ standing: 'DRAFT', version: 1 });
  expect('case' in tale.open()).toBe(false);
});
