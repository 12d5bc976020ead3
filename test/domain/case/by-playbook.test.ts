/** What a playbook says beyond the first one: steps for each of somebody, conditions, requirements, decisions, facts, disciplines. One story, told in Chicago time. */
import { readFileSync } from 'node:fs';
import type { AgencyType, Role } from '#domain/terms.ts';
import type { Actor } from '#domain/facts.ts';
import { playbookRefusals, type RefusalCode } from '#domain/decision.ts';
import { readPlaybook, type LoadedPlaybook } from '#start/playbooks.ts';
import { noticesOf } from '#domain/case/notices.ts';
import type { CaseAct } from '#domain/case/schema.ts';
import { expect, test } from 'vitest';
import { chicagoTime, createWorld, handOffCommand, launching, stepCommand, uuid, type Body, type Launch } from './world.ts';

/** S3 waits for the statements of all: a check refuses that by now, and a case that began with it must still be understood. */
const waitingForAll = (playbook: LoadedPlaybook): LoadedPlaybook => ({ ...playbook, playbook: { ...playbook.playbook, steps: playbook.playbook.steps.map((step) => (step.code === 'S3' ? { ...step, waitsOn: ['K3'] } : step)) } });
const several = readPlaybook('several.yaml', readFileSync(new URL('../../playbooks/several/several.yaml', import.meta.url), 'utf8'));
const person = (agency: string, name: string, ...roles: Role[]): Actor => ({ person: `${agency}-${name}`, agency, roles });
const lead = person('lead', 'coordinator', 'COORDINATOR', 'PROSECUTOR');
const agent = person('police', 'agent', 'INVESTIGATOR');
const advocate = person('house', 'advocate', 'COMMUNITY_ADVOCATE');
const taxman = person('revenue', 'agent', 'FINANCIAL_INVESTIGATOR');
const [ana, bea, cleo] = [uuid(91), uuid(92), uuid(93)];

const types: Readonly<Record<string, AgencyType>> = { lead: 'PROSECUTION', police: 'LAW_ENFORCEMENT_LOCAL', house: 'VICTIM_SERVICES_NGO', revenue: 'TAX_FINANCIAL_CRIME', other: 'LAW_ENFORCEMENT_LOCAL' };
const team: Launch['agencies'] = [{ agency: 'lead', roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: 'police', roles: ['INVESTIGATOR'] }, { agency: 'house', roles: ['COMMUNITY_ADVOCATE'] }];

function begun(playbook = several) {
  const known = Object.fromEntries(Object.entries(types).map(([agency, type]) => [agency, { zone: 'America/Chicago', region: '', type }]));
  const world = createWorld({ playbook, known, startsAt: chicagoTime('2027-03-01 09:00') });
  const open = () => { const state = world.state(); if (state.phase === 'absent') throw new Error('not launched'); return state; };
  const tale = {
    ...world, open,
    act: (by: Actor, act: CaseAct) => world.say(by, { type: 'case', act }),
    know: (fact: string, value: string, about?: string, by = agent) => tale.act(by, { act: 'record-fact', fact, value, ...(about !== undefined && { about }) }),
    join: (victim: string, as: string) => world.say(advocate, { type: 'victim-joins', victim, as }),
    finish: (by: Actor, step: string, more: object = {}) => { if (open().steps[step]?.owner === undefined) world.say(by, stepCommand(step, { act: 'accept' })); return world.say(by, stepCommand(step, { act: 'complete', ...more })); },
    openNow: () => Object.values(open().steps).filter(({ state }) => !['DONE', 'NOT_APPLICABLE', 'CANCELLED'].includes(state)).map(({ code }) => code).sort(),
    told: () => world.changes.flatMap(({ event, after }) => noticesOf(event, after).map(({ kind, subject, to }) => `${kind} ${subject} ${to.agency} ${to.role ?? to.person ?? ''}`)),
  };
  world.say(lead, { ...launching, playbook: { id: 'several', version: 1 }, agencies: team });
  return tale;
}

test('a step stands once for each subject of its kind, from the moment that subject is there', () => {
  const tale = begun();
  expect(tale.openNow()).toEqual(['S1']);
  tale.join(bea, 'V10');
  tale.join(ana, 'V2');
  expect(tale.openNow()).toEqual(['K1:V10', 'K1:V2', 'K2:V10', 'K2:V2', 'K4:V10', 'K4:V2', 'S1']);
  expect(tale.open().steps['K1:V2']).toMatchObject({ code: 'K1:V2', holder: 'lead', role: 'COORDINATOR' });
});

test('what one victim\'s step comes after and waits on is hers, and nobody else\'s', () => {
  const tale = begun();
  tale.join(ana, 'V1');
  tale.join(bea, 'V2');
  tale.finish(lead, 'K1:V1');
  expect(tale.openNow()).toEqual(expect.arrayContaining(['K3:V1', 'K5:V1']));
  expect(tale.openNow()).not.toEqual(expect.arrayContaining(['K5:V2']));
  expect(tale.open().steps['K5:V1']).toMatchObject({ waitsOn: ['K3:V1'], state: 'SUSPENDED' });
  tale.finish(lead, 'K1:V2');
  tale.say(advocate, { type: 'her-session', victim: bea }); // in her file
  expect([tale.open().steps['K5:V1']?.state, tale.open().steps['K5:V2']?.state]).toEqual(['SUSPENDED', 'READY']);
});

test('what stands for the whole case waits for each of them', () => {
  const tale = begun(waitingForAll(several));
  tale.join(ana, 'V1');
  tale.join(bea, 'V2');
  tale.finish(lead, 'K1:V1');
  tale.finish(lead, 'K1:V2');
  expect(tale.open().steps['S3']).toMatchObject({ state: 'SUSPENDED', waitsOn: ['K3'] });
  tale.say(advocate, { type: 'her-session', victim: ana });
  expect(tale.open().steps['S3']?.state).toBe('SUSPENDED');
  tale.say(advocate, { type: 'her-session', victim: bea });
  expect(tale.open().steps['S3']?.state).toBe('READY');
});

test('her word goes to her own steps: support is silent for whom it asks, and for nobody else', () => {
  const tale = begun();
  tale.join(ana, 'V1');
  tale.join(bea, 'V2');
  tale.say(advocate, { type: 'her-word', victim: bea, signal: 'NOT_TO_BE_ASKED_BEFORE', until: '2027-06-01T05:00:00.000Z' });
  expect([tale.open().steps['K2:V1']?.signal, tale.open().steps['K2:V2']?.signal]).toEqual([undefined, 'NOT_TO_BE_ASKED_BEFORE']);
  expect([tale.open().steps['K4:V1']?.silentUntil, tale.open().steps['K4:V2']?.silentUntil]).toEqual([undefined, '2027-06-01T05:00:00.000Z']);
  tale.say(advocate, { type: 'her-word', victim: bea, signal: 'NOT_TO_BE_ASKED_BEFORE', until: '2027-05-01T05:00:00.000Z' });
  expect(tale.open().steps['K4:V2']?.silentUntil).toBe('2027-05-01T05:00:00.000Z');
});

test('who leaves takes her steps along, but not support, and nobody is told; who comes back begins anew', () => {
  const tale = begun(waitingForAll(several));
  tale.join(ana, 'V1');
  tale.finish(lead, 'K1:V1');
  tale.say(lead, stepCommand('K5:V1', { act: 'accept' }));
  const before = tale.told().length;
  tale.say(advocate, { type: 'victim-leaves', victim: ana });
  expect(tale.openNow()).toEqual(['K4:V1', 'S1', 'S3']);
  expect(tale.told().slice(before).filter((line) => line.includes('V1'))).toEqual([]);
  expect(tale.open().steps['S3']?.state).toBe('READY'); // nobody waits for her word any more
  tale.join(ana, 'V1');
  expect(tale.openNow()).toEqual(expect.arrayContaining(['K2:V1', 'K3:V1', 'K5:V1']));
  expect(tale.open().steps['K3:V1']).toMatchObject({ occurrence: 1, state: 'READY' });
  expect(tale.open().steps['K1:V1']?.state).toBe('DONE'); // what was done is done
});

test('a decision opens what it names, and needs an answer', () => {
  const tale = begun();
  expect(tale.finish(lead, 'S1').refusal).toMatchObject({ code: 'OPTION_MISSING', detail: { options: ['GO_ON', 'STOP'] } });
  expect(tale.finish(lead, 'S1', { option: 'PERHAPS' }).refusal?.code).toBe('OPTION_UNKNOWN');
  tale.finish(lead, 'S1', { option: 'GO_ON' });
  expect(tale.open().steps['S1']).toMatchObject({ state: 'DONE', option: 'GO_ON' });
  expect(tale.openNow()).toEqual(['S2', 'S4']);
});

test('a requirement is looked at when it is called done; the answer that is a fact is known from then on', () => {
  const tale = begun();
  tale.join(ana, 'V1');
  tale.finish(lead, 'S1', { option: 'GO_ON' });
  expect(tale.finish(agent, 'S2', { answers: { searched: 'YES' } }).refusal).toMatchObject({ code: 'REQUIREMENT_UNMET', detail: { missing: ['ALL_HOUSED'] } });
  tale.know('HOUSED', 'SHELTER', 'V1', advocate);
  expect(tale.finish(agent, 'S2').refusal).toMatchObject({ code: 'ANSWER_MISSING', detail: { fields: ['searched'] } });
  expect(tale.finish(agent, 'S2', { answers: { searched: 'MAYBE', words: 'YES' } }).refusal).toMatchObject({ code: 'VALUE_NOT_POSSIBLE', detail: { fields: ['searched', 'words'] } });
  expect(tale.finish(agent, 'S2', { answers: { searched: 'YES' } }).events).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'FactRecorded', fact: 'RAID', value: 'YES', step: 'S2' })]));
  expect(tale.open().facts).toEqual({ 'HOUSED:V1': 'SHELTER', RAID: 'YES' });
});

test('what ends by its condition ends without being done, and whose work it was is told', () => {
  const tale = begun();
  tale.finish(lead, 'S1', { option: 'GO_ON' });
  tale.say(agent, stepCommand('S2', { act: 'accept' }));
  tale.know('RAID', 'NO');
  expect(tale.open().steps['S2']?.state).toBe('NOT_APPLICABLE');
  expect(tale.told().slice(-1)).toEqual(['change S2 lead COORDINATOR']); // who said it knows
});

test('suspects and charges are named by the team; a charge is of its suspect, and what is decided of him opens its own', () => {
  const tale = begun();
  for (const as of ['P2', 'P10']) tale.act(agent, { act: 'name-subject', kind: 'SUSPECT', as });
  for (const [as, of] of [['C1', 'P2'], ['C2', 'P10']] as const) tale.act(lead, { act: 'name-subject', kind: 'CHARGE', as, of });
  tale.know('ARRESTED', '2027-02-20', 'P2');
  expect(tale.openNow()).toEqual(['P1:P2', 'S1']);
  tale.finish(lead, 'P1:P2', { option: 'CHARGE' });
  expect(tale.openNow()).toEqual(['P2:C1', 'S1']);
});

test('what her file says of her is known of her', () => {
  const tale = begun();
  tale.join(ana, 'V1');
  tale.join(bea, 'V2');
  tale.say(advocate, { type: 'her-circumstance', victim: bea, said: 'CHILD_RULES', value: 'YES' });
  expect(tale.openNow().filter((key) => key.startsWith('K6'))).toEqual(['K6:V2']);
  expect(tale.say(advocate, { type: 'her-circumstance', victim: bea, said: 'CHILD_RULES', value: 'YES' }).events).toEqual([]); // known
  expect(tale.say(advocate, { type: 'her-circumstance', victim: cleo, said: 'CHILD_RULES', value: 'YES' }).events).toEqual([]); // not here
});

test('what is known is corrected, and both words stay in the record', () => {
  const tale = begun();
  tale.know('RAID', 'UNSURE');
  tale.know('RAID', 'YES');
  expect(tale.events().filter(({ type }) => type === 'FactRecorded')).toMatchObject([{ value: 'UNSURE' }, { value: 'YES' }]);
  expect(tale.open().facts).toEqual({ RAID: 'YES' });
});

test('only roles of what opens at launch must be filled; later work whose role nobody fills is the lead coordinator\'s, who hands it to an agency that may hold it', () => {
  const tale = begun();
  tale.finish(lead, 'S1', { option: 'STOP' });
  expect(tale.open().steps['S4']).toMatchObject({ holder: 'lead', accountable: 'lead', unfilled: true });
  expect(tale.told().slice(-1)).toEqual(['task S4 lead COORDINATOR']);
  expect(tale.say(lead, stepCommand('S4', { act: 'accept' })).refusal).toMatchObject({ code: 'DISCIPLINE_REQUIRED', detail: { disciplines: ['TAX_FINANCIAL_CRIME'] } });
  const hand = (to: string) => tale.say(lead, { type: 'propose-hand-off', handOff: uuid(1), step: 'S4', to, kind: 'ORDINARY' });
  expect(hand('other').refusal?.code).toBe('DISCIPLINE_REQUIRED');
  expect(hand('revenue').refusal).toBeUndefined();
  tale.say(taxman, handOffCommand(uuid(1), { act: 'accept' }));
  expect(tale.open().steps['S4']).toMatchObject({ holder: 'revenue', owner: 'revenue-agent', state: 'IN_PROGRESS' });
  expect(tale.open().steps['S4']?.unfilled).toBeUndefined();
  expect(tale.openNow()).toEqual(['H1:H1', 'S4']); // the hand-off has a step of its own
  expect(begunWithout('COORDINATOR').refusal).toMatchObject({ code: 'NOT_THE_COORDINATOR' });
});

function begunWithout(role: Role) {
  const known = Object.fromEntries(Object.keys(types).map((agency) => [agency, { zone: 'America/Chicago', region: '' }]));
  const world = createWorld({ playbook: several, known, startsAt: chicagoTime('2027-03-01 09:00') });
  return world.say(lead, { ...launching, playbook: { id: 'several', version: 1 }, agencies: team.map(({ agency, roles }) => ({ agency, roles: [...roles.filter((each) => each !== role), 'AGENCY_SUPERVISOR'] })) });
}

const act = (body: CaseAct): Body => ({ type: 'case', act: body });
const nos: readonly (readonly [RefusalCode, Actor, Body])[] = [
  ['FACT_UNKNOWN', agent, act({ act: 'record-fact', fact: 'WEATHER', value: 'YES' })],
  ['NOT_THE_HOLDER', advocate, act({ act: 'record-fact', fact: 'RAID', value: 'YES' })],
  ['NOT_THE_HOLDER', person('elsewhere', 'agent', 'INVESTIGATOR'), act({ act: 'record-fact', fact: 'RAID', value: 'YES' })],
  ['NOT_THE_HOLDER', lead, act({ act: 'record-fact', fact: 'CHILD', about: 'V1', value: 'YES' })],
  ['SUBJECT_UNKNOWN', agent, act({ act: 'record-fact', fact: 'ARRESTED', about: 'P7', value: '2027-02-20' })],
  ['SUBJECT_UNKNOWN', agent, act({ act: 'record-fact', fact: 'ARRESTED', value: '2027-02-20' })],
  ['SUBJECT_UNKNOWN', agent, act({ act: 'record-fact', fact: 'RAID', about: 'V1', value: 'YES' })],
  ['VALUE_NOT_POSSIBLE', agent, act({ act: 'record-fact', fact: 'ARRESTED', about: 'P1', value: '2027-02-30' })],
  ['VALUE_NOT_POSSIBLE', agent, act({ act: 'record-fact', fact: 'RAID', value: 'MAYBE' })],
  ['DAY_AHEAD', agent, act({ act: 'record-fact', fact: 'RAID', value: 'YES', occurredAt: '2027-03-02T09:00:00.000Z' })],
  ['SUBJECT_KNOWN', agent, act({ act: 'name-subject', kind: 'SUSPECT', as: 'P1' })],
  ['SUBJECT_UNKNOWN', lead, act({ act: 'name-subject', kind: 'CHARGE', as: 'C9', of: 'V1' })],
  ['NOT_THE_HOLDER', advocate, act({ act: 'name-subject', kind: 'SUSPECT', as: 'P2' })],
];

test.each(nos)('%s', (code, by, body) => {
  const tale = begun();
  tale.join(ana, 'V1');
  tale.act(agent, { act: 'name-subject', kind: 'SUSPECT', as: 'P1' });
  expect(tale.say(by, body)).toMatchObject({ refusal: { code }, events: [] });
});

test('every way a playbook says no is told here', () => {
  const here = new Set<string>([...nos.map(([code]) => code), 'REQUIREMENT_UNMET', 'OPTION_MISSING', 'OPTION_UNKNOWN', 'ANSWER_MISSING', 'VALUE_NOT_POSSIBLE', 'DISCIPLINE_REQUIRED', 'FIELD_UNKNOWN', 'NON_PUNISHMENT_FIRST', 'DAY_BEYOND']); // the last three in the tests of forms and of decisions
  expect(playbookRefusals.filter((code) => !here.has(code))).toEqual([]);
});
