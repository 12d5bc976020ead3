/** Legal clocks over HTTP: what runs, by which law and who has read it; days that are left out; a nearer date that takes two; and what a page says of it. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlaybook } from '#start/playbooks.ts';
import { stepShape } from '../../api/shapes.ts';
import { tellStep } from '../../api/pages/sentences.ts';
import { audit } from './house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const name = `c-${randomUUID().slice(0, 8)}`;
const more = `
facts:
  - { fact: FILED, title: Day of the filing, of: suspect, is: day, recordedBy: [PROSECUTOR] }
  - { fact: GRANTED, title: Day on which a status was granted, is: day, class: D9, recordedBy: [COMMUNITY_ADVOCATE] }
clocks:
  - clock: XX.TRIAL70
    title: Trial
    kind: STATUTORY
    starts: { fact: FILED }
    versions: [{ length: 60d, source: The old act, review: 'unverified: counsel' }, { from: '2000-01-01', length: 70d, source: The new act, review: 'unverified: counsel' }]
    exclusions: [{ basis: ENDS_OF_JUSTICE, title: Ends of justice }]
    extensions: [{ extension: NO_JURY, title: No jury sat, by: 30d, most: 1 }]
  - clock: XX.STATUS2
    title: Status
    kind: GUIDANCE
    starts: { fact: GRANTED }
    versions: [{ length: 2y, source: An act, review: 'unverified: counsel' }]

steps:
  - code: S7.5
    title: Papers renewed in time
    track: PROCEEDINGS
    role: PROSECUTOR
    pacing: GUIDANCE
    due: { clock: XX.STATUS2, unknown: { within: 5wd, ladder: working-days } }
    ladder: statutory
    source: 'unverified: counsel'
  - code: S7.3
    title: Trial clock ledger
    track: PROCEEDINGS
    role: PROSECUTOR
    per: suspect
    pacing: STATUTORY
    due: { clock: XX.TRIAL70, unknown: { within: 5wd, ladder: working-days } }
    ladder: statutory
    source: 'unverified: counsel'
`;
const text = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8').replace('playbook: starter', `playbook: ${name}`).replace('\nsteps:\n', more);

const worker = await startWorker();
let api: TestApi;
let path = '';
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const { body, hash } = readPlaybook(`${name}.yaml`, text);
  await asOwner((client) => client.query('insert into playbook (id, version, hash, body) values ($1, 1, $2, $3)', [name, hash, body]));
  path = String((await api.post(people.coordinator, '/cases', { ...launchBody, playbook: { id: name, version: 1 } })).headers.get('location'));
  await api.post(people.prosecutor, `${path}/acts`, { act: 'name-subject', kind: 'SUSPECT', as: 'P1' });
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const act = (person: string, body: object): Promise<Answer> => api.post(person, `${path}/steps/S7.3:P1/acts`, body);
const read = async (person: string = people.prosecutor) => (await api.get(person, `${path}/steps/S7.3:P1`)).body;
const record = (value: string): Promise<Answer> => api.post(people.prosecutor, `${path}/acts`, { act: 'record-fact', fact: 'FILED', about: 'P1', value });
const said = ({ status, body }: Answer): unknown => (status < 300 ? 'done' : body['code']);

describe('a legal clock', () => {
  it('is asked for while nobody has said from when it runs', async () => {
    expect(await read()).toMatchObject({ dateUnknown: true });
    expect(said(await act(people.prosecutor, { act: 'exclude', basis: 'ENDS_OF_JUSTICE', from: day(1), to: day(5) }))).toBe('NOT_A_CLOCK');
  });

  it('runs by the version of the law that holds, and says who has read that: nobody', async () => {
    expect(said(await record(day(-10)))).toBe('done');
    const step = await read();
    expect(step['clock']).toEqual({
      clock: 'XX.TRIAL70', title: 'Trial', length: '70d', started: day(-10), versionFrom: '2000-01-01', source: 'The new act', review: 'unverified: counsel', usedDays: expect.any(Number) as unknown, remainingDays: expect.any(Number) as unknown, ownEnd: day(60), exclusions: [], extensions: [],
    });
    expect(step).not.toHaveProperty('dateUnknown');
  });

  it('offers what it knows, and leaves days out for whoever holds it', async () => {
    await act(people.prosecutor, { act: 'accept' });
    expect((await api.get(people.prosecutor, `${path}/steps/S7.3:P1/acts`)).body).toMatchObject({ acts: expect.arrayContaining(['exclude', 'extend']) as unknown, bases: [{ code: 'ENDS_OF_JUSTICE', title: 'Ends of justice' }], lengthenings: [{ code: 'NO_JURY', title: 'No jury sat' }] });
    const before = String((await read())['due']);
    expect(said(await act(people.prosecutor, { act: 'exclude', basis: 'ENDS_OF_JUSTICE', from: day(5), to: day(25), note: 'The order of the court' }))).toBe('done');
    const step = await read();
    expect(Math.round((Date.parse(String(step['due'])) - Date.parse(before)) / 86_400_000)).toBe(20);
    expect(step['clock']).toMatchObject({ exclusions: [{ basis: 'ENDS_OF_JUSTICE', title: 'Ends of justice', from: day(5), to: day(25) }] });
    expect([said(await act(people.investigator, { act: 'extend', extension: 'NO_JURY' })), said(await act(people.prosecutor, { act: 'extend', extension: 'NO_JURY' })), said(await act(people.prosecutor, { act: 'extend', extension: 'NO_JURY' }))]).toEqual(['NOT_ALLOWED', 'done', 'EXTENSION_SPENT']);
  });

  it('counts days after all by the word of two people, and says what it waits for', async () => {
    const before = String((await read())['due']);
    const again = { act: 'include', basis: 'ENDS_OF_JUSTICE', from: day(5), to: day(25), reason: 'RULED_OTHERWISE' };
    expect([said(await act(people.investigator, again)), said(await act(people.prosecutor, { ...again, to: day(24) })), said(await act(people.prosecutor, again)), said(await act(people.prosecutor, again))]).toEqual(['NOT_ALLOWED', 'EXCLUSION_UNKNOWN', 'done', 'TWO_PEOPLE_REQUIRED']);
    const waiting = await read();
    expect([waiting['due'], waiting['clock']]).toMatchObject([before, { including: { basis: 'ENDS_OF_JUSTICE', title: 'Ends of justice', from: day(5), to: day(25) } }]);
    const { lines } = tellStep(stepShape.parse(waiting), { nameOf: (agency) => agency, zone: 'America/Chicago', now: new Date().toISOString(), lead: 'tn', clocks: [] });
    expect(lines.map(({ says }) => says).join()).toMatch(/the days from .* until .* count after all \(Ends of justice\)\. .* a second person must say so too\./);
    expect((await api.get(people.coordinator, `${path}/steps/S7.3:P1/acts`)).body).toMatchObject({ acts: expect.arrayContaining(['include']) as unknown, bases: [{ code: 'ENDS_OF_JUSTICE', title: 'Ends of justice' }] });
    expect(said(await act(people.coordinator, again))).toBe('done');
    const step = await read();
    expect([Math.round((Date.parse(before) - Date.parse(String(step['due']))) / 86_400_000), step['clock']]).toMatchObject([20, { exclusions: [] }]);
    expect(step['clock']).not.toHaveProperty('including');
    expect(said(await act(people.prosecutor, { ...again, act: 'exclude', reason: undefined }))).toBe('done');
  });

  it('comes nearer by the word of a second person', async () => {
    const before = String((await read())['due']);
    expect(said(await record(day(-20)))).toBe('done');
    expect(await read()).toMatchObject({ due: before, nearer: day(-20) });
    expect(said(await act(people.prosecutor, { act: 'confirm-date' }))).toBe('TWO_PEOPLE_REQUIRED');
    expect(said(await act(people.coordinator, { act: 'confirm-date' }))).toBe('done');
    const step = await read();
    expect([String(step['due']) < before, 'nearer' in step]).toEqual([true, false]);
  });

  it('is told in sentences, and that no lawyer has read it stands beside its date', async () => {
    const step = stepShape.parse(await read());
    const { lines } = tellStep(step, { nameOf: (agency) => agency, zone: 'America/Chicago', now: new Date().toISOString(), lead: 'tn', clocks: [] });
    const words = lines.map(({ about, says }) => `${about}: ${says}`).join('\n');
    expect(words).toMatch(/Legal clock: Trial, since .*\d+ days? used, \d+ days left\./);
    expect(words).toMatch(/The law: The new act\. It holds for what begins on .* or later\. Unverified: no lawyer has read this period against its source\./);
    expect(words).toMatch(/Left out: From .* until it runs again on .*: Ends of justice\./);
    expect(words).toContain('Lengthened: No jury sat.');
  });

  it('tells the date and the law to who may not read the fact that it counts from, and not from when', async () => {
    expect(said(await api.post(people.advocate, `${path}/acts`, { act: 'record-fact', fact: 'GRANTED', value: day(-31) }))).toBe('done');
    const seen = async (person: string) => (await api.get(person, `${path}/steps/S7.5`)).body;
    const [hidden, facts] = [await seen(people.prosecutor), (await api.get(people.prosecutor, path)).body['facts']];
    expect([JSON.stringify(facts).includes('GRANTED'), JSON.stringify(hidden).includes(day(-31)), hidden['due']]).toEqual([false, false, expect.any(String)]);
    expect(hidden['clock']).toEqual({ clock: 'XX.STATUS2', title: 'Status', length: '2y', source: 'An act', review: 'unverified: counsel', exclusions: [], extensions: [] });
    expect(JSON.stringify((await api.get(people.prosecutor, path)).body)).not.toContain(day(-31));
    const { lines } = tellStep(stepShape.parse(hidden), { nameOf: (agency) => agency, zone: 'America/Chicago', now: new Date().toISOString(), lead: 'tn', clocks: [] });
    expect(lines.map(({ says }) => says)).toContain('Status.');
  });

  it('keeps its version while it runs; the record holds together', async () => {
    const choose = (person: string) => api.post(person, `${path}/acts`, { act: 'choose-clock-version', clock: 'XX.TRIAL70', from: 'FIRST' });
    expect([said(await choose(people.prosecutor)), said(await choose(people.coordinator))]).toEqual(['CLOCK_RUNNING', 'NOT_ALLOWED']);
    expect(await audit(path.slice(1).replace('cases', 'case'))).toEqual([]);
  });
});

it('the proceedings of each suspect on one answer: what is known, and each clock with its own end and what was left out', async () => {
  await api.post(people.prosecutor, `${path}/acts`, { act: 'name-subject', kind: 'SUSPECT', as: 'P2' });
  await api.post(people.prosecutor, `${path}/acts`, { act: 'record-fact', fact: 'FILED', about: 'P2', value: '2030-02-24' });
  const { status, body } = await api.get(people.prosecutor, `${path}/proceedings`);
  expect([status, (body as { suspects: readonly { suspect: string }[] }).suspects.find(({ suspect }) => suspect === 'P2')]).toMatchObject([200, {
    suspect: 'P2', charges: [], known: [{ fact: 'FILED', value: '2030-02-24', about: 'P2' }],
    // 24 Feb + 4 = 28 Feb, + 31 = 31 Mar, + 30 = 30 Apr, + 5.
    clocks: [{ step: 'S7.3:P2', clock: { clock: 'XX.TRIAL70', started: '2030-02-24', ownEnd: '2030-05-05', exclusions: [], review: 'unverified: counsel' } }],
  }]);
});
