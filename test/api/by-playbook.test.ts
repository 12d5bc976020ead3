/** A playbook that says more, over the API and on the real engine: steps for each of somebody, what is known of them, who may read it, decisions, and what comes first. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { publishPlaybooks } from '#start/playbooks.ts';
import { audit, until } from './house.ts';
import { loadPeople, people, startApi, team, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

interface Whole { readonly steps: readonly { readonly step: string; readonly title: string; readonly subject?: string; readonly unfilled?: true; readonly option?: string }[]; readonly protectedSteps: readonly object[]; readonly facts: readonly { readonly fact: string; readonly about?: string; readonly value: string }[]; readonly subjects: readonly object[] }

const worker = await startWorker();
let api: TestApi;
let path = '';
let caseId = '';
let opened: Answer;
let found: Whole;

const whole = async (who: string): Promise<Whole> => (await api.get(who, path)).body as unknown as Whole;
const on = (who: string, step: string, body: object): Promise<Answer> => api.post(who, `${path}/steps/${encodeURIComponent(step)}/acts`, body);
const act = (who: string, body: object): Promise<Answer> => api.post(who, `${path}/acts`, body);
const codeOf = ({ status, body }: Answer) => [status, body['code']];

beforeAll(async () => {
  await loadPeople();
  await publishPlaybooks(inject('databaseUrl'), fileURLToPath(new URL('../playbooks/several/', import.meta.url)));
  api = await startApi();
  const launched = await api.post(people.coordinator, '/cases', { codeName: 'SEVERAL', playbook: { id: 'several', version: 1 }, agencies: team });
  caseId = String(launched.body['id']);
  path = `/cases/${caseId}`;
  opened = await api.post(people.coordinator, `${path}/victims`, { as: 'V1' });
  // Her file tells the case, by the way that errands go.
  found = await until(() => whole(people.coordinator), ({ steps }) => steps.some(({ step }) => step === 'K6:V1'));
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

it('a victim brings steps of her own, called by her name in this case, and what her file says of her', async () => {
  expect(opened.status).toBe(201);
  expect(found.steps.find(({ step }) => step === 'K6:V1')).toMatchObject({ title: 'Guardian', subject: 'V1' }); // child rules hold until an age is decided
  expect((await api.get(people.coordinator, `${path}/steps/K6:V1`)).body).toMatchObject({ step: 'K6:V1', title: 'Guardian' });
});

it('a decision says its options and is shown once it is made; a step whose role nobody fills says so', async () => {
  await on(people.coordinator, 'S1', { act: 'accept' });
  expect((await api.get(people.coordinator, `${path}/steps/S1/acts`)).body).toMatchObject({ options: [{ option: 'GO_ON', title: 'Go on' }, { option: 'STOP', title: 'Stop' }], missing: [] });
  expect(codeOf(await on(people.coordinator, 'S1', { act: 'complete' }))).toEqual([422, 'OPTION_MISSING']);
  expect((await on(people.coordinator, 'S1', { act: 'complete', option: 'GO_ON' })).body).toMatchObject({ state: 'DONE', option: 'GO_ON' });
  await on(people.investigator, 'S2', { act: 'accept' });
  expect((await api.get(people.investigator, `${path}/steps/S2/acts`)).body).toMatchObject({ missing: ['ALL_HOUSED'] });
  expect(codeOf(await on(people.investigator, 'S2', { act: 'complete', answers: { searched: 'YES' } }))).toEqual([409, 'REQUIREMENT_UNMET']);
});

it('what is known is recorded by whom the playbook names, and read by whom its class is opened to', async () => {
  expect(codeOf(await act(people.investigator, { act: 'record-fact', fact: 'HOUSED', about: 'V1', value: 'SHELTER' }))).toEqual([403, 'NOT_THE_HOLDER']);
  expect((await act(people.advocate, { act: 'record-fact', fact: 'HOUSED', about: 'V1', value: 'SHELTER' })).status).toBe(200);
  expect((await act(people.advocate, { act: 'record-fact', fact: 'STATUS', about: 'V1', value: 'YES' })).status).toBe(200);
  expect((await act(people.investigator, { act: 'name-subject', kind: 'SUSPECT', as: 'P1' })).status).toBe(200);
  expect((await act(people.investigator, { act: 'record-fact', fact: 'ARRESTED', about: 'P1', value: '2026-02-03' })).status).toBe(200);
  const seen = async (who: string) => (await whole(who)).facts.map(({ fact, about, value }) => `${fact} ${about ?? ''} ${value}`);
  expect(await seen(people.investigator)).toEqual(['ARRESTED P1 2026-02-03', 'HOUSED V1 SHELTER']); // neither her status (D9) nor who she is (D3)
  expect((await whole(people.investigator)).subjects).toEqual([{ label: 'P1', kind: 'suspect' }]);
});

it('R12: a step of one victim that tells of her health is protected by the code it has in the playbook', async () => {
  const of = async (who: string) => { const { steps, protectedSteps } = await whole(who); return [steps.some(({ step }) => step === 'K7:V1'), protectedSteps.length > 0]; };
  expect(await of(people.advocate)).toEqual([true, false]);
  expect(await of(people.investigator)).toEqual([false, true]);
});

it('what was decided can be decided again, and the tables are what the record says', async () => {
  expect((await on(people.investigator, 'S2', { act: 'complete', answers: { searched: 'YES' } })).status).toBe(200);
  expect(await audit(`case/${caseId}`)).toEqual([]);
});
