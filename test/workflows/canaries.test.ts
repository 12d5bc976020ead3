/** Promise I6: a name given to the API is found in no history and in no log. */
import { afterAll, describe, expect, it } from 'vitest';
import { personalClasses, summaryClass } from '#domain/terms.ts';
import { taskQueue } from '#workflows/contract.ts';
import { launchBody, loadPeople, people, startApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { scanHistories } from '../support/canaries.ts';
import { startKeeping } from '../support/keeping.ts';

const canary = 'Canary Larkspur of 12 Hidden Street';
const worker = await startWorker();
await loadPeople();
const api = await startApi();
const on = await startKeeping();
afterAll(async () => {
  await on.stop();
  await api.stop();
  await worker.stop();
});

/** Free text wherever the API takes it, on the way to a receipt, to a refusal and to a fault. */
async function sayTheCanary(): Promise<string> {
  const { coordinator, financial } = people;
  const { body } = await api.post(coordinator, '/cases', { ...launchBody, codeName: 'LARKSPUR', referral: canary });
  const id = String(body['id']);
  await api.post(coordinator, `/cases/${id}/steps/S1.2/acts`, { act: 'accept' });
  await api.post(coordinator, `/cases/${id}/steps/S1.2/acts`, { act: 'complete', note: canary });
  const handOff = await api.post(coordinator, `/cases/${id}/hand-offs`, { step: 'S3.1', to: 'tr', kind: 'ORDINARY', note: canary });
  await api.post(financial, `/hand-offs/${String(handOff.body['id'])}/acts`, { act: 'accept', note: canary });
  await api.post(coordinator, `/cases/${id}/steps/${encodeURIComponent(canary)}/acts`, { act: 'accept' });
  await sayItInHerFile(id);
  const nonsense = await on.store('coordinator', `case/${id}`, { type: 'nonsense', text: canary });
  await on.send(`case/${id}`, nonsense).catch(() => undefined);
  return id;
}
/** In every class of her file, and in the file while its erasure waits. */
async function sayItInHerFile(caseId: string): Promise<void> {
  const { headers } = await api.post(people.coordinator, `/cases/${caseId}/victims`, { as: 'V1' });
  const path = headers.get('location') ?? '';
  await api.post(people.coordinator, `${path}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' });
  for (const of of personalClasses) {
    const summary = Object.hasOwn(summaryClass, of) ? { summary: canary } : {};
    expect((await api.post(people.advocate, `${path}/acts`, { act: 'file-paper', class: of, kind: 'NOTE', text: canary, ...summary })).status).toBe(200);
  }
  expect((await api.post(people.advocate, `${path}/erasure/acts`, { act: 'request-erasure', basis: 'CONSENT_WITHDRAWN' })).status).toBe(200);
}
const id = await sayTheCanary();
const scan = await scanHistories(on.client);

describe('a name', () => {
  it('was in the record all the while', async () => {
    expect((await api.get(people.advocate, `/cases/${id}`)).text).toContain(canary);
    expect(scan.everything).toContain(id);
    expect(scan.payloads).toBeGreaterThan(20);
  });

  it.each(['Larkspur', 'LARKSPUR', 'Hidden Street'])('%s is in no history', (word) => {
    expect(scan.everything).not.toContain(word);
  });

  it('was looked for in the stories of her file and of its erasure too', () => {
    for (const story of ['victimLife', 'erasure']) expect(scan.stories).toContain(story);
  });

  it('is in no log', () => {
    const logs = `${worker.logged()}\n${api.logged.join('\n')}`;
    expect(api.logged.length).toBeGreaterThan(3);
    expect(logs).not.toMatch(/larkspur|hidden.street/i);
  });

  it('could not hide: every payload is an id, a code or a number', () => {
    expect(scan.wordy).toEqual([]);
  });

  it('would be seen', async () => {
    // A word with a name in it is refused before it leaves a trace, so this one comes in by the only door left: a start.
    const handle = await on.client.workflow.start('handOff', { workflowId: 'handOff/canary', taskQueue, args: [{ keeper: canary }] });
    await handle.result();
    const after = await scanHistories(on.client);
    expect(after.everything).toContain('Larkspur');
    expect(after.wordy.map(({ text }) => text)).toContain(canary);
  });
});
