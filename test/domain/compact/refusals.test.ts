/** Every no of a compact: what is refused, to whom, and that the guard itself is what refuses. */
import { describe, expect, test } from 'vitest';
import { assertSound } from '#domain/compact/decide.ts';
import type { RefusalCode } from '#domain/decision.ts';
import type { Actor } from '#domain/facts.ts';
import type { CompactAct, CompactCommandBody } from '#domain/compact/schema.ts';
import { compactCommandSchema } from '#domain/compact/schema.ts';
import { starter, uuid } from '../case/world.ts';
import { active, analyst, asked, coordinator, createCompact, leader, opening, signers, type Compact } from './world.ts';

const act = (what: CompactAct, expects?: number): CompactCommandBody => ({ type: 'compact', act: what, ...(expects !== undefined && { expects }) });
const draft = (): Compact => {
  const tale = createCompact();
  tale.begin();
  return tale;
};
const ended = (): Compact => {
  const tale = draft();
  tale.act(coordinator, { act: 'end' });
  return tale;
};
const supervisor: Actor = { person: 'fbi-supervisor', agency: 'fbi', roles: ['AGENCY_SUPERVISOR'] };
const stranger: Actor = { person: 'elsewhere-leader', agency: 'elsewhere', roles: ['AGENCY_LEADER'] };
const usaoLeader = leader('usao');
const silent = { ...starter, playbook: (({ compact: _none, ...rest }) => rest)(starter.playbook) };
const amendment: Extract<CompactAct, { act: 'amend' }> = { act: 'amend', takeOff: ['irs-ci'], minutes: uuid(70) };
const afterLevelFive = (): Compact => {
  const tale = asked();
  for (const agency of signers.filter((each) => each !== 'irs-ci')) tale.sign(agency);
  tale.at('2021-04-15 09:00');
  return tale;
};
/** Two agencies, each alone in its discipline; one does not sign. */
const ofTwo = (): Compact => {
  const tale = createCompact();
  tale.begin({ ...opening, agencies: opening.agencies.slice(0, 2), pledges: [] });
  tale.act(coordinator, { act: 'request-signatures' });
  tale.sign('usao');
  tale.at('2021-04-15 09:00');
  return tale;
};

describe('the answer is no', () => {
  test.each<readonly [RefusalCode, string, () => Compact, Actor, CompactCommandBody]>([
    ['COMPACT_EXISTS', 'opened twice', draft, coordinator, opening],
    ['NOT_FOUND', 'before it was opened', createCompact, coordinator, act({ act: 'sign' })],
    ['NO_COMMITMENTS_HERE', 'a playbook that knows none', () => createCompact({ playbook: silent }), coordinator, opening],
    ['PLAYBOOK_UNKNOWN', 'the facts are those of another playbook', createCompact, coordinator, { ...opening, playbook: { id: 'starter', version: 2 } }],
    ['AGENCY_UNKNOWN', 'an agency of no directory', createCompact, coordinator, { ...opening, agencies: [...opening.agencies, { agency: 'nowhere', roles: ['INVESTIGATOR'] }] }],
    ['NOT_THE_COORDINATOR', 'a leader opens', createCompact, usaoLeader, opening],
    ['NOT_THE_COORDINATOR', 'a coordinator of an agency that is not listed opens', createCompact, { ...coordinator, agency: 'elsewhere' }, opening],
    ['PERIOD_BACKWARDS', 'it ends before it begins', createCompact, coordinator, { ...opening, startsOn: '2023-03-11' }],
    ['DATE_IN_THE_PAST', 'it ended yesterday', createCompact, coordinator, { ...opening, startsOn: '2021-03-01', endsOn: '2021-03-09' }],
    ['DATE_TOO_FAR', 'it ends in a hundred years', createCompact, coordinator, { ...opening, endsOn: '2121-03-10' }],
    ['ROLE_UNFILLED', 'no prosecutor', createCompact, coordinator, { ...opening, agencies: opening.agencies.map((each) => ({ ...each, roles: ['INVESTIGATOR'] })) }],
    ['NOT_ON_THE_TEAM', 'a pledge of an agency that is not required', createCompact, coordinator, { ...opening, pledges: [{ commitment: uuid(60), pledged: { ...analyst, agency: 'elsewhere' } }] }],
    ['DATE_IN_THE_PAST', 'a pledge that was due yesterday', createCompact, coordinator, { ...opening, pledges: [{ commitment: uuid(60), pledged: { ...analyst, due: '2021-03-09' } }] }],
    ['STALE', 'decided on an older compact', asked, coordinator, act({ act: 'end' }, 1)],
    ['NOT_THE_COORDINATOR', 'a leader requests signatures', draft, usaoLeader, act({ act: 'request-signatures' })],
    ['COMPACT_STATE', 'signatures are requested twice', asked, coordinator, act({ act: 'request-signatures' })],
    ['COMPACT_STATE', 'anything after the end', ended, coordinator, act({ act: 'request-signatures' })],
    ['NOT_THE_LEADER', 'a supervisor signs', asked, supervisor, act({ act: 'sign' })],
    ['NOT_THE_LEADER', 'a coordinator signs for the leader', asked, coordinator, act({ act: 'sign' })],
    ['SIGNATURE_STATE', 'a leader of no required agency signs', asked, stranger, act({ act: 'sign' })],
    ['SIGNATURE_STATE', 'a draft is signed', draft, usaoLeader, act({ act: 'sign' })],
    ['SIGNATURE_STATE', 'signed twice', active, usaoLeader, act({ act: 'sign' })],
    ['SIGNATURE_STATE', 'confirmed, and nobody was asked to', active, usaoLeader, act({ act: 'confirm' })],
    ['SIGNATURE_STATE', 'confirmed before anybody signed', asked, usaoLeader, act({ act: 'confirm' })],
    ['COMPACT_UNSIGNED', 'activated by the coordinator', asked, coordinator, act({ act: 'activate' })],
    ['COMPACT_UNSIGNED', 'activated by a leader', asked, usaoLeader, act({ act: 'activate' })],
    ['COMPACT_UNSIGNED', 'activated as a draft', draft, coordinator, act({ act: 'activate' })],
    ['COMPACT_STATE', 'activated twice', active, coordinator, act({ act: 'activate' })],
    ['NOT_THE_LEADER', 'a supervisor names another leader', asked, supervisor, act({ act: 'name-leader', agency: 'fbi', leader: 'fbi-next' })],
    ['NOT_ON_THE_TEAM', 'a leader of an agency that is not required', asked, coordinator, act({ act: 'name-leader', agency: 'elsewhere' })],
    ['NOT_THE_LEADER', 'a coordinator names a lead for another agency', asked, coordinator, act({ act: 'name-lead', lead: 'usao-somebody' })],
    ['NOT_THE_COORDINATOR', 'a leader amends', afterLevelFive, leader('fbi'), act(amendment)],
    ['COMPACT_STATE', 'amended when all have signed', active, coordinator, act(amendment)],
    ['SIGNATURE_STATE', 'who has signed is taken off', afterLevelFive, coordinator, act({ ...amendment, takeOff: ['fbi'] })],
    ['NOT_ON_THE_TEAM', 'an agency that is not required is taken off', afterLevelFive, coordinator, act({ ...amendment, takeOff: ['elsewhere'] })],
    ['AMENDMENT_TOO_EARLY', 'taken off before joint leadership was told', asked, coordinator, act(amendment)],
    ['ROLE_UNFILLED', 'without its only investigators', ofTwo, coordinator, act({ ...amendment, takeOff: ['fbi'] })],
    ['NOT_THE_LEADER', 'a supervisor takes the agency out', active, supervisor, act({ act: 'leave', reason: 'CAPACITY' })],
    ['SIGNATURE_STATE', 'who has not signed leaves', asked, leader('fbi'), act({ act: 'leave', reason: 'CAPACITY' })],
    ['COMMITMENTS_OPEN', 'ended while promises run', active, coordinator, act({ act: 'end' })],
    ['COMMITMENT_STATE', 'a promise that is not there', active, coordinator, { type: 'compact-commitment', commitment: uuid(99), act: { act: 'deliver' } }],
    ['COMMITMENT_STATE', 'a promise is accepted without a signature', asked, leader('irs-ci'), { type: 'compact-commitment', commitment: uuid(60), act: { act: 'accept' } }],
  ])('%s: %s', (code, _what, tell, by, body) => {
    const tale = tell();
    const before = tale.state();
    expect(tale.ask(by, body)).toEqual({ events: [], state: before, refusal: expect.objectContaining({ code }) as object });
  });
});

test('what is missing is named', () => {
  const tale = asked();
  tale.sign('fbi');
  expect(tale.act(usaoLeader, { act: 'activate' }).refusal?.detail).toEqual({ missing: signers.filter((agency) => agency !== 'fbi') });
});

test('an agency stands in the list once', () => {
  expect(compactCommandSchema.safeParse({ ...opening, agencies: [...opening.agencies, opening.agencies[1]] }).success).toBe(false);
});

test('it is the guard that refuses; a second wall stands behind every decision', () => {
  const tale = asked();
  expect(tale.ask(coordinator, act({ act: 'activate' }), ['COMPACT_UNSIGNED']).state).toMatchObject({ standing: 'ACTIVE' });
  expect(() => assertSound({ ...tale.open(), standing: 'ACTIVE' }, { without: [] })).toThrow('the compact is active and not signed by all');
});
