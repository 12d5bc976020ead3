/** Compacts over HTTP, on the real engine: opened, asked for, signed; who sees them, who is refused, and that the record and its tables agree. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLedger } from '../../commands/verify/ledger.ts';
import { auditReadModels } from '../../commands/verify/read-models.ts';
import { readStored } from '../../commands/verify/stored.ts';
import { allOf as pagesOf, asOwner, launchBody, loadPeople, people, startApi, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();
const { coordinator, financial, leader, policeLeader, revenueLeader, revenueSupervisor, stranger } = people;

let api: TestApi;
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  // The worker's first words cost most.
  await api.post(coordinator, '/cases', launchBody);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const opening = {
  codeName: 'TEST COMPACT', playbook: { id: 'starter', version: 1 }, startsOn: '2026-01-01', endsOn: '2035-12-31',
  agencies: [{ agency: 'tn', roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: 'tp', roles: ['INVESTIGATOR'] }, { agency: 'tr', roles: ['FINANCIAL_INVESTIGATOR'], leader: revenueLeader, lead: financial }],
  pledges: [{ kind: 'RESOURCE', agency: 'tr', due: '2035-06-29', text: 'Canary pledge: one analyst', pledge: { amount: 1, unit: 'FTE', from: '2034-01-01', until: '2035-06-29' } }],
};
const act = (who: string, id: string, body: object): Promise<Answer> => api.post(who, `/compacts/${id}/acts`, body);

async function opened(path = '/compacts', body: object = opening): Promise<string> {
  const { status, body: compact } = await api.post(coordinator, path, body);
  expect([status, compact['state'], compact['missing']]).toEqual([201, 'DRAFT', ['tn', 'tp', 'tr']]);
  return String(compact['id']);
}
async function asked(path?: string): Promise<string> {
  const id = await opened(path);
  expect((await act(coordinator, id, { act: 'request-signatures' })).body).toMatchObject({ state: 'OPEN_FOR_SIGNATURE' });
  return id;
}
const allOf = async (of: TestApi, who: string, path: string): Promise<readonly Record<string, unknown>[]> => (await pagesOf(of, who, path, 100)) as Record<string, unknown>[];
const codeOf = ({ status, body }: Answer): readonly unknown[] => [status, body['code']];

describe('a compact', () => {
  it('is active the instant the last required leader has signed, and never before, whoever asks', async () => {
    const id = await asked();
    for (const who of [leader, policeLeader]) expect((await act(who, id, { act: 'sign' })).body).toMatchObject({ state: 'OPEN_FOR_SIGNATURE' });
    for (const who of [coordinator, leader, revenueLeader, revenueSupervisor]) {
      const refused = await act(who, id, { act: 'activate' });
      expect([...codeOf(refused), refused.body['detailCodes']]).toEqual([409, 'COMPACT_UNSIGNED', { missing: ['tr'] }]);
    }
    const { body } = await act(revenueLeader, id, { act: 'sign' });
    expect(body).toMatchObject({ state: 'ACTIVE', missing: [], neverSigned: [], commitments: [{ agency: 'tr', state: 'ACTIVE', version: 1 }] });
    const [, , revenue] = body['agencies'] as { signatures: Record<string, unknown>[] }[];
    expect(revenue?.signatures).toEqual([{ version: 1, state: 'SIGNED', leader: revenueLeader, requestedAt: expect.any(String) as string, signedAt: body['activeAt'], signedBy: revenueLeader }]);
  });

  it('waits in the inbox of the leaders who are asked, until they have signed', async () => {
    const id = await asked();
    const waits = async (who: string) => (await allOf(api, who, '/inbox')).filter((item) => item['kind'] === 'signature' && item['compactId'] === id);
    expect(await waits(revenueLeader)).toEqual([{ kind: 'signature', need: 'sign', due: expect.any(String) as string, codeName: 'TEST COMPACT', compactId: id }]);
    expect(await waits(revenueSupervisor)).toEqual([]);
    const offers = (await allOf(api, revenueLeader, '/inbox')).filter((item) => item['kind'] === 'notice' && item['compactId'] === id);
    expect(offers).toMatchObject([{ notice: 'offer', subject: 'tr', codeName: 'TEST COMPACT' }]);
    await act(revenueLeader, id, { act: 'sign' });
    expect(await waits(revenueLeader)).toEqual([]);
  });

  it('belongs to a case or stands above cases; those who promise see it, and nothing of the case', async () => {
    const caseId = String((await api.post(coordinator, '/cases', launchBody)).body['id']);
    const id = await asked(`/cases/${caseId}/compacts`);
    const shown = await act(revenueLeader, id, { act: 'sign' });
    expect([shown.status, (await api.get(coordinator, `/compacts/${id}`)).body]).toMatchObject([200, { caseId, codeName: 'TEST COMPACT' }]);
    const [promised] = shown.body['commitments'] as { id: string }[];
    const seen = [shown, ...(await Promise.all(['/compacts?limit=100', `/compacts/${id}`, `/compacts/${id}/timeline`, `/commitments/${promised?.id ?? ''}`, '/inbox?limit=100'].map((path) => api.get(revenueLeader, path))))];
    expect(seen.map(({ status, text }) => [status, text.includes(caseId)])).toEqual(seen.map(() => [200, false]));
    expect((await api.get(coordinator, `/commitments/${promised?.id ?? ''}`)).body).toMatchObject({ caseId });
    expect((await api.get(revenueLeader, `/cases/${caseId}`)).status).toBe(404);
    expect((await api.get(stranger, `/compacts/${id}`)).status).toBe(404);
    const listed = async (who: string) => (await allOf(api, who, `/compacts?case=${caseId}`)).map((each) => each['id']);
    expect([await listed(leader), await listed(revenueLeader), await listed(stranger)]).toEqual([[id], [], []]);
    expect(codeOf(await api.post(stranger, `/cases/${caseId}/compacts`, opening))).toEqual([404, 'NOT_FOUND']);
    expect(codeOf(await api.post(people.investigator, `/cases/${caseId}/compacts`, opening))).toEqual([403, 'NOT_ALLOWED']);
  });

  it('keeps its promises where every commitment is kept, its words sealed', async () => {
    const id = await asked();
    for (const who of [leader, policeLeader, revenueLeader]) await act(who, id, { act: 'sign' });
    const [promised] = (await api.get(coordinator, `/compacts/${id}`)).body['commitments'] as { id: string }[];
    const path = `/commitments/${promised?.id ?? ''}`;
    expect((await api.get(revenueLeader, path)).body).toMatchObject({ text: 'Canary pledge: one analyst', owner: revenueLeader, state: 'ACTIVE' });
    expect((await api.post(financial, `${path}/acts`, { act: 'deliver-resource', from: '2034-01-01', until: '2034-03-31', amount: 1 })).status).toBe(200);
    const ledger = `compact/${id}`;
    await asOwner(async (client) => {
      expect(auditLedger(await readStored(client, ledger))).toEqual([]);
      expect(await auditReadModels(client, ledger)).toEqual([]);
      const { rows } = await client.query<{ body: string }>('select body from event where ledger_id = $1', [ledger]);
      expect(rows.some(({ body }) => body.includes('Canary'))).toBe(false);
    });
  });

  it('is told to its next leader, who confirms; and an agency that goes sees it no more', async () => {
    const id = await asked();
    for (const who of [leader, policeLeader, revenueLeader]) await act(who, id, { act: 'sign' });
    expect((await act(coordinator, id, { act: 'name-leader', agency: 'tr' })).body).toMatchObject({ state: 'ACTIVE', missing: [] });
    expect((await allOf(api, revenueLeader, '/inbox')).filter((item) => item['compactId'] === id && item['kind'] === 'signature')).toMatchObject([{ need: 'confirm' }]);
    expect((await act(revenueLeader, id, { act: 'confirm' })).status).toBe(200);
    const gone = await act(revenueLeader, id, { act: 'leave', reason: 'CAPACITY' });
    expect([gone.status, Object.keys(gone.body)]).toEqual([200, ['seq']]);
    expect((await api.get(revenueLeader, `/compacts/${id}`)).status).toBe(404);
    expect((await api.get(coordinator, `/compacts/${id}`)).body).toMatchObject({ state: 'ACTIVE', version: 2, commitments: [{ state: 'RELEASED' }] });
    const told = await allOf(api, coordinator, `/compacts/${id}/timeline`);
    expect(told.map(({ type }) => type).slice(-4)).toEqual(['SignatureRequested', 'SignatureGiven', 'AgencyLeft', 'CommitmentReleased']);
    expect(told.find(({ type }) => type === 'AgencyLeft')).toMatchObject({ by: revenueLeader, agency: 'tr', codes: { agency: 'tr', reason: 'CAPACITY' } });
  });

  it('refuses what its policy, its shape or a stale reading refuses', async () => {
    const id = await asked();
    expect(codeOf(await act(coordinator, id, { act: 'sign' }))).toEqual([403, 'NOT_ALLOWED']);
    expect(codeOf(await act(stranger, id, { act: 'sign' }))).toEqual([404, 'NOT_FOUND']);
    expect(codeOf(await act(coordinator, id, { act: 'amend', takeOff: ['tr'], minutes: 'Canary minutes' }))).toEqual([409, 'AMENDMENT_TOO_EARLY']);
    expect(codeOf(await act(coordinator, id, { act: 'open' }))).toEqual([400, 'INVALID_REQUEST']);
    expect(codeOf(await api.post(coordinator, '/compacts', { ...opening, agencies: [...opening.agencies, opening.agencies[0]] }))).toEqual([400, 'INVALID_REQUEST']);
    expect(codeOf(await api.post(coordinator, `/compacts/${id}/acts`, { act: 'end' }, { headers: { 'If-Match': '"1"' } }))).toEqual([412, 'STALE']);
    expect(codeOf(await act(leader, randomUUID(), { act: 'sign' }))).toEqual([404, 'NOT_FOUND']);
  });
});
