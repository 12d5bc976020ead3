/** us-acteam as it runs: the dates that the acceptance tables of the domain report (5g) work out by hand, for the team of ORCHARD's first row. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadPlaybooks } from '#start/playbooks.ts';
import { inChicago } from '../time/fixtures.ts';
import { cast, launching, orchard, uuid, type Body, type Tale } from './world.ts';

const usActeam = (await loadPlaybooks(fileURLToPath(new URL('../../../playbooks/', import.meta.url)))).find(({ id }) => id === 'us-acteam');
if (usActeam === undefined) throw new Error('no playbook us-acteam');

/** Launched as the first row tells it; V1 is in it from the first minute. */
function launched(at = '2021-03-08 09:30'): Tale {
  const tale = orchard(at, { ...launching, playbook: { id: 'us-acteam', version: 2 } }, usActeam);
  expect(tale.launch().refusal).toBeUndefined();
  tale.say(cast.coordinator, { type: 'victim-joins', victim: uuid(951), as: 'V1' });
  return tale;
}
const known = (tale: Tale, fact: string, value: string, about: string): void => { expect(tale.say(cast.prosecutor, { type: 'case', act: { act: 'record-fact', fact, about, value } }).refusal).toBeUndefined(); };
const said = (tale: Tale, about: 'CHILD_RULES', value: 'YES' | 'NO') => tale.say(cast.coordinator, { type: 'her-circumstance', victim: uuid(951), said: about, value } satisfies Body);
const suspect = (tale: Tale, as: string) => expect(tale.say(cast.prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as } }).refusal).toBeUndefined();

test('the team of the first row launches it, and each period is the report\'s (ORCHARD 1, 9)', () => {
  const tale = launched();
  const due = (...codes: readonly string[]) => codes.map((code) => tale.due(code));
  expect(due('S0.1', 'S0.2', 'S0.4', 'S3.1', 'S4.2', 'LIM.1')).toEqual(['2021-03-09 17:00', '2021-03-08 10:30', '2021-03-10 17:00', '2021-03-11 17:00', '2021-03-15 17:00', '2021-03-22 17:00']);
  expect(due('S0.3:V1', 'S1.1:V1', 'S1.2:V1', 'S1.4:V1', 'S2.2-offer:V1', 'IM.1:V1')).toEqual(['2021-03-09 09:30', '2021-03-09 09:30', '2021-03-10 09:30', '2021-03-11 09:30', '2021-03-22 09:30', '2021-03-22 17:00']);
  expect([tale.step('S1.1:V1').holder, tale.step('S1.3:V1').holder, tale.step('S4.2').holder]).toEqual(['haven', 'usao', 'fbi']); // nobody is a victim specialist yet: the lead's coordinator has it
  expect(inChicago(tale.step('S2.1:V1').unlocksAt ?? '')).toBe('2021-04-07 09:30');
  for (const code of ['S2.2:V1', 'S2.3:V1', 'S5.2:V1', 'S5.6:V1']) expect([tale.step(code).pacing, tale.step(code).climb]).toEqual(['VICTIM_PACED', undefined]);
});

test('who may be a child is one until her file says otherwise (R6)', () => {
  const tale = launched();
  expect(tale.open().steps['S5.4:V1']).toBeUndefined();
  said(tale, 'CHILD_RULES', 'NO');
  expect([tale.step('S0.3:V1').state, tale.open().steps['S5.4:V1']]).toEqual(['NOT_APPLICABLE', undefined]);
  const child = launched();
  said(child, 'CHILD_RULES', 'YES');
  expect([child.step('S0.3:V1').state, child.step('S5.4:V1').pacing]).toEqual(['READY', 'VICTIM_PACED']);
});

test('no step for children opens for somebody who is of age when she joins', () => {
  const tale = launched();
  tale.say(cast.coordinator, { type: 'victim-joins', victim: uuid(952), as: 'V2', said: { CHILD_RULES: 'NO' } });
  expect([tale.open().facts?.['CHILD_RULES:V2'], tale.open().steps['S0.3:V2'], tale.told().filter((line) => line.includes('S0.3:V2'))]).toEqual(['NO', undefined, []]);
  expect(tale.step('S1.1:V2').state).toBe('READY');
});

test('a case holds as many as it is about: with each of them come her own steps, and the team may still promise', () => {
  const tale = launched();
  for (let n = 2; n <= 20; n += 1) tale.say(cast.coordinator, { type: 'victim-joins', victim: uuid(950 + n), as: `V${n}`, said: { CHILD_RULES: 'NO' } });
  expect(tale.step('S1.1:V20').state).toBe('READY');
  expect(JSON.stringify(tale.open()).length).toBeLessThan(20 * 14_000);
  expect(tale.promise(cast.agent).refusal).toBeUndefined();
});

test('CASE_FULL: a case with more than a hundred suspects and charges is several cases', () => {
  const tale = launched();
  const said = Array.from({ length: 101 }, (_, n) => tale.say(cast.prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: `P${n + 1}` } }).refusal?.code);
  expect([new Set(said.slice(0, 100)), said[100]]).toEqual([new Set([undefined]), 'CASE_FULL']);
});

test('continued presence is watched to the day it ends (ORCHARD 9)', () => {
  const tale = launched();
  tale.at('2021-04-16 10:00');
  expect(tale.say({ person: 'usao-officer', agency: 'usao', roles: ['IMMIGRATION_OFFICER'] }, { type: 'case', act: { act: 'record-fact', fact: 'CP_GRANTED', about: 'V1', value: '2021-04-16' } }).refusal?.code).toBeUndefined();
  expect(tale.due('IM.3:V1')?.slice(0, 10)).toBe('2023-04-16');
});

test('each defendant has clocks of its own (ORCHARD 23, 24, 30, 31)', () => {
  const tale = launched('2022-01-18 09:30');
  suspect(tale, 'D1');
  tale.at('2022-02-01 10:00');
  known(tale, 'ARRESTED', '2022-02-01', 'D1');
  expect(tale.due('S7.1:D1')?.slice(0, 10)).toBe('2022-03-03');
  tale.at('2022-02-24 10:00');
  known(tale, 'FIRST_APPEARANCE', '2022-02-24', 'D1');
  known(tale, 'FILED', '2022-02-24', 'D1');
  expect(tale.due('S7.3:D1')?.slice(0, 10)).toBe('2022-05-05');
  tale.at('2022-03-28 10:00');
  tale.act(cast.prosecutor, 'S7.3:D1', { act: 'accept' });
  expect(tale.act(cast.prosecutor, 'S7.3:D1', { act: 'exclude', basis: 'ENDS_OF_JUSTICE', from: '2022-03-28', to: '2022-11-28' }).refusal).toBeUndefined();
  expect(tale.due('S7.3:D1')?.slice(0, 10)).toBe('2023-01-05');
  tale.at('2023-03-17 10:00');
  known(tale, 'VERDICT', '2023-03-17', 'D1');
  expect(tale.step('S7.3:D1').state).toBe('NOT_APPLICABLE');
  tale.act(cast.prosecutor, 'S7.8:D1', { act: 'accept' });
  expect(tale.act(cast.prosecutor, 'S7.8:D1', { act: 'complete', option: 'CONVICTED_TRAFFICKING' }).refusal).toBeUndefined();
  expect(tale.step('S8.1:D1').dueFor).toBe('date'); // nobody has said when the sentence comes
  known(tale, 'SENTENCING_DATE', '2023-07-21', 'D1');
  expect([tale.due('S8.1:D1')?.slice(0, 10), tale.due('S8.2:D1')?.slice(0, 10)]).toEqual(['2023-05-22', '2023-05-22']);
  tale.at('2023-07-21 10:00');
  known(tale, 'SENTENCED', '2023-07-21', 'D1');
  known(tale, 'LOSSES_OPEN', 'YES', 'D1');
  expect(tale.due('S8.5:D1')?.slice(0, 10)).toBe('2023-10-19');
  expect(tale.step('S9.5:D1').state).toBe('READY');
});

test('interim assistance of a child is extended once (LANTERN 5)', () => {
  const tale = launched('2022-09-20 09:30');
  expect(tale.say({ person: 'usao-officer', agency: 'usao', roles: ['IMMIGRATION_OFFICER'] }, { type: 'case', act: { act: 'record-fact', fact: 'INTERIM_LETTER', about: 'V1', value: '2022-09-20' } }).refusal).toBeUndefined();
  expect(tale.due('IM.4:V1')?.slice(0, 10)).toBe('2022-12-19');
  const officer = { person: 'usao-coordinator', agency: 'usao', roles: ['COORDINATOR'] } as const;
  tale.act(officer, 'IM.4:V1', { act: 'accept' });
  expect(tale.act(officer, 'IM.4:V1', { act: 'extend', extension: 'TO_120_DAYS' }).refusal).toBeUndefined();
  expect(tale.due('IM.4:V1')?.slice(0, 10)).toBe('2023-01-18');
  expect(tale.act(officer, 'IM.4:V1', { act: 'extend', extension: 'TO_120_DAYS' }).refusal?.code).toBe('EXTENSION_SPENT');
});
