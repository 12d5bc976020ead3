/** The life of a playbook over HTTP: written by one house, read by two others, published, superseded, withdrawn; and a survivor who says what it would do. */
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, house } from '../api/house.ts';
import { launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
const name = `p-${randomUUID().slice(0, 8)}`;
const starter = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8');
const textOf = (version: number, change: (text: string) => string = (text) => text): string => change(starter.replace('playbook: starter', `playbook: ${name}`).replace('version: 1', `version: ${version}`));

let api: TestApi;
const who = { steward: '', one: '', two: '', twin: '', survivor: '', leader: '' };
beforeAll(async () => {
  await loadPeople();
  const [writing, first, second, survivors] = [await house(['PLAYBOOK_STEWARD']), await house(['PROSECUTOR']), await house(['COMMUNITY_ADVOCATE']), await house(['SURVIVOR_CONSULTANT'])];
  Object.assign(who, { steward: writing.one, one: first.one, twin: first.two, two: second.one, survivor: survivors.one, leader: second.leader });
  api = await startApi();
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const act = (person: string, version: number, body: object): Promise<Answer> => api.post(person, `/editions/${name}/${version}/acts`, body);
const draft = (version: number, text: string): Promise<Answer> => act(who.steward, version, { act: 'draft', text });
const codeOf = ({ status, body }: Answer): string => (status < 300 ? 'done' : String(body['code']));
const launch = (version: number): Promise<Answer> => api.post(people.coordinator, '/cases', { ...launchBody, playbook: { id: name, version } });

async function publish(version: number): Promise<void> {
  for (const [person, said] of [[who.steward, 'submit'], [who.one, 'approve'], [who.two, 'approve'], [who.steward, 'publish']] as const) expect(codeOf(await act(person, version, { act: said }))).toBe('done');
}

describe('a version of a playbook', () => {
  it('is kept with its flaws, by line, and goes no further until it is sound', async () => {
    const { body } = await draft(1, textOf(1, (text) => text.replace('    gate: S2.3', '    gate: S2.9')));
    expect(body['state']).toBe('DRAFT');
    const flaws = body['flaws'] as { line: number; message: string }[];
    expect(flaws.map(({ message }) => message).join(' ')).toContain('S2.9');
    expect(textOf(1).split('\n')[(flaws[0]?.line ?? 0) - 1]).toContain('gate');
    expect(codeOf(await act(who.steward, 1, { act: 'submit' }))).toBe('PLAYBOOK_UNSOUND');
    expect((await draft(1, textOf(1).replace('version: 1', 'version: 7'))).body['flaws']).toEqual([expect.objectContaining({ message: expect.stringContaining('version 7') as string })]);
    expect((await draft(1, textOf(1))).body['flaws']).toEqual([]);
  });

  it('is commented on by a survivor, who says yes to nothing; leaders do not meet it', async () => {
    expect(codeOf(await act(who.survivor, 1, { act: 'comment', note: 'The first question should not be hers to answer.' }))).toBe('done');
    expect(codeOf(await act(who.survivor, 1, { act: 'approve' }))).toBe('NOT_ALLOWED');
    const { body } = await api.get(who.two, `/editions/${name}/1`);
    expect(body['words']).toEqual([expect.objectContaining({ said: 'COMMENT', person: who.survivor, text: 'The first question should not be hers to answer.' })]);
    expect((await api.get(who.leader, `/editions/${name}/1`)).status).toBe(404);
  });

  it('is published when two people of two agencies have read it, and neither wrote it', async () => {
    expect(codeOf(await act(who.one, 1, { act: 'approve' }))).toBe('EDITION_STATE');
    expect(codeOf(await act(who.steward, 1, { act: 'submit' }))).toBe('done');
    expect(codeOf(await act(who.steward, 1, { act: 'approve' }))).toBe('TWO_AGENCIES_REQUIRED');
    expect(codeOf(await act(who.one, 1, { act: 'approve' }))).toBe('done');
    expect(codeOf(await act(who.twin, 1, { act: 'approve' }))).toBe('TWO_AGENCIES_REQUIRED');
    expect(codeOf(await act(who.steward, 1, { act: 'publish' }))).toBe('TWO_AGENCIES_REQUIRED');
    expect(codeOf(await launch(1))).toBe('PLAYBOOK_UNKNOWN');
    expect(codeOf(await act(who.two, 1, { act: 'approve' }))).toBe('done');
    expect(codeOf(await act(who.steward, 1, { act: 'publish' }))).toBe('done');
    expect(codeOf(await draft(1, textOf(1)))).toBe('EDITION_STATE');
  });

  it('loses what was said of it when it is drafted anew', async () => {
    await draft(2, textOf(2));
    for (const [person, said] of [[who.steward, 'submit'], [who.one, 'approve']] as const) await act(person, 2, { act: said });
    await draft(2, textOf(2, (text) => text.replace('Urgent danger check', 'Urgent danger check, twice')));
    expect(codeOf(await act(who.steward, 2, { act: 'submit' }))).toBe('done');
    expect(codeOf(await act(who.two, 2, { act: 'approve' }))).toBe('done');
    expect(codeOf(await act(who.steward, 2, { act: 'publish' }))).toBe('TWO_AGENCIES_REQUIRED');
    expect(codeOf(await act(who.one, 2, { act: 'return', note: 'Not twice.' }))).toBe('done');
    await draft(2, textOf(2));
  });

  it('launches cases until the next is published; those that run on it go on', async () => {
    const launched = await launch(1);
    expect(launched.status).toBe(201);
    await publish(2);
    expect(codeOf(await launch(1))).toBe('PLAYBOOK_CLOSED');
    expect(codeOf(await launch(2))).toBe('done');
    const path = String(launched.headers.get('location'));
    expect(codeOf(await api.post(people.coordinator, `${path}/steps/S0.2/acts`, { act: 'accept' }))).toBe('done');
    expect((await api.get(people.coordinator, '/playbooks?limit=100')).body['items']).toEqual(expect.arrayContaining([expect.objectContaining({ id: name, version: 2 })]));
    expect(JSON.stringify((await api.get(people.coordinator, '/playbooks?limit=100')).body['items'])).not.toContain(`{"id":"${name}","version":1`);
  });

  it('is withdrawn with a reason, and its number is never given again', async () => {
    expect(codeOf(await act(who.steward, 2, { act: 'withdraw', reason: 'HARMFUL' }))).toBe('done');
    expect(codeOf(await launch(2))).toBe('PLAYBOOK_CLOSED');
    expect((await draft(2, textOf(2))).body['detailCodes']).toEqual({ next: 3 });
    expect(codeOf(await draft(4, textOf(4)))).toBe('EDITION_STATE');
    expect(await audit(`playbook/${name}`)).toEqual([]);
  });
});
