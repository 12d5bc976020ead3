/** A change of the law under running cases: it counts for what starts from its day on, and shortens nothing that runs (refusal 23). */
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, house } from '../api/house.ts';
import { launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const mark = randomUUID().slice(0, 8);
const [pack, name] = [`law-${mark}`, `l-${mark}`];
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'America/Chicago' });
const packText = (version: number, ...versions: readonly string[]): string => `pack: ${pack}
version: ${version}
title: The law of nowhere
clocks:
  - clock: ZZ.REST
    title: Time to recover
    kind: PROTECTED_PERIOD
    versions:
${versions.map((each) => `      - { ${each}, source: ours, review: 'unverified: counsel' }`).join('\n')}
`;
const starter = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8');
const text = starter.replace('playbook: starter', `playbook: ${name}`).replace('version: 1', `version: 1\npacks: [${pack}@1]`).replace('    lasts: 30d\n', '    lasts: { clock: ZZ.REST }\n');

const worker = await startWorker();
let api: TestApi;
const who = { steward: '', one: '', two: '' };
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const [writing, first, second] = [await house(['PLAYBOOK_STEWARD']), await house(['PROSECUTOR']), await house(['VICTIM_COUNSEL'])];
  Object.assign(who, { steward: writing.one, one: first.one, two: second.one });
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const act = (person: string, of: string, version: number, body: object): Promise<Answer> => api.post(person, `/editions/${of}/${version}/acts`, body);
const codeOf = ({ status, body }: Answer): string => (status < 300 ? 'done' : String(body['code']));
async function publish(of: string, version: number): Promise<string> {
  for (const [person, said] of [[who.steward, 'submit'], [who.one, 'approve'], [who.two, 'approve'], [who.steward, 'publish']] as const) {
    const code = codeOf(await act(person, of, version, { act: said }));
    if (code !== 'done') return code;
  }
  return 'done';
}
const lawOf = async (version: number, ...versions: readonly string[]): Promise<string> => {
  expect(codeOf(await act(who.steward, pack, version, { act: 'draft', of: 'pack', text: packText(version, ...versions) }))).toBe('done');
  return publish(pack, version);
};

/** A case launched now, and how many days its victim has to recover. */
async function launched(): Promise<{ readonly path: string; readonly days: number }> {
  const answer = await api.post(people.coordinator, '/cases', { ...launchBody, playbook: { id: name, version: 1 } });
  expect(answer.status).toBe(201);
  const path = String(answer.headers.get('location'));
  return { path, days: await daysOf(path) };
}
async function daysOf(path: string): Promise<number> {
  const { body } = await api.get(people.coordinator, `${path}/steps/S2.1`);
  return Math.round((Date.parse(String(body['unlocksAt'])) - Date.now()) / 86_400_000);
}

describe('a change of the law', () => {
  let before = { path: '', days: 0 };

  it('begins with the law as it is', async () => {
    expect(await lawOf(1, 'length: 45d')).toBe('done');
  });

  it('is what a playbook takes its periods from', async () => {
    expect(codeOf(await act(who.steward, name, 1, { act: 'draft', text }))).toBe('done');
    expect(await publish(name, 1)).toBe('done');
    before = await launched();
    expect(before.days).toBe(45);
  });

  it('is published like a playbook, and says nothing before its day', async () => {
    expect(await lawOf(2, 'length: 45d', `from: ${day(3)}, length: 30d`)).toBe('done');
    expect((await launched()).days).toBe(45);
  });

  it('counts from its day on, and what runs keeps its length', async () => {
    expect(await lawOf(3, 'length: 45d', `from: ${day(0)}, length: 31d`, `from: ${day(3)}, length: 30d`)).toBe('done');
    expect((await launched()).days).toBe(31);
    expect(await daysOf(before.path)).toBe(45);
  });

  it('takes back nothing that was the law', async () => {
    expect(await lawOf(4, 'length: 30d')).toBe('PLAYBOOK_UNSOUND');
  });

  it('leaves every case as it was decided', async () => {
    expect(await audit(before.path.slice(1).replace('cases', 'case'))).toEqual([]);
    expect(await audit(`playbook/${pack}`)).toEqual([]);
  });

});
