import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writing } from '../../api/actor.ts';
import { allOf, asOwner, launchBody, loadPeople, people, startApi, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();

let api: TestApi;
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  // The worker's first words cost most.
  await api.post(people.coordinator, '/cases', launchBody);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const { coordinator, financial, revenueSupervisor, stranger } = people;

async function launched(): Promise<string> {
  const { status, body } = await api.post(coordinator, '/cases', launchBody);
  expect(status).toBe(201);
  return String(body['id']);
}
async function proposed(caseId: string, step = 'S3.1'): Promise<string> {
  const { status, body } = await api.post(coordinator, `/cases/${caseId}/hand-offs`, { step, to: 'tr', kind: 'ORDINARY', note: 'Canary note' });
  expect(status).toBe(201);
  return String(body['id']);
}
const act = (who: string, id: string, body: object): Promise<Answer> => api.post(who, `/hand-offs/${id}/acts`, body);
const placeOnly = { seq: expect.any(Number) as number };

describe('a hand-off', () => {
  it('is all that the agency asked sees, until somebody there has accepted', async () => {
    const caseId = await launched();
    const id = await proposed(caseId);
    const askedFor = (person: string) => writing(api.deps.database.pool, { person, exercise: null }, (ask) => ask<{ role: string }>`select role from asked_for(${id}::uuid)`);
    expect([await askedFor(financial), await askedFor(coordinator), await askedFor(stranger)]).toEqual([[{ role: 'COORDINATOR' }], [{ role: 'COORDINATOR' }], []]);
    const before = await api.get(financial, `/hand-offs/${id}`);
    expect(before.body).toMatchObject({ state: 'PROPOSED', title: 'Required agencies listed', receiver: 'tr', codeName: 'TEST CASE' });
    expect(before.body['note']).toBeUndefined();
    for (const path of [`/cases/${caseId}`, `/cases/${caseId}/timeline`, `/cases/${caseId}/live`, `/cases/${caseId}/steps/S3.1`]) expect((await api.get(financial, path)).status).toBe(404);
    expect((await api.get(revenueSupervisor, '/inbox')).body['items']).toContainEqual(expect.objectContaining({ kind: 'hand-off', need: 'answer' }));
    expect((await api.post(revenueSupervisor, `/hand-offs/${id}/acts`, { act: 'accept' })).body).toMatchObject({ state: 'IN_PROGRESS', acceptedBy: revenueSupervisor, note: 'Canary note' });
    expect((await api.get(financial, `/cases/${caseId}`)).status).toBe(200);
    expect((await api.get(coordinator, `/cases/${caseId}/steps/S3.1`)).body).toMatchObject({ holder: 'tr', owner: revenueSupervisor, accountable: 'tr' });
    expect((await api.post(revenueSupervisor, `/hand-offs/${id}/acts`, { act: 'complete', note: 'done' })).body).toMatchObject({ state: 'COMPLETED' });
  });

  it('leaves no notice of the case with an agency that has said no, in its inbox or behind the link of a letter', async () => {
    const caseId = await launched();
    const id = await proposed(caseId);
    const noticed = async (): Promise<number> => (await allOf(api, revenueSupervisor, '/inbox', 100)).filter((item) => JSON.stringify(item).includes(caseId)).length;
    const ledger = `case/${caseId}`;
    const mail = randomUUID();
    // As it comes to stand when nobody answers: a level, and a letter to the supervisor about both.
    await asOwner(async (client) => {
      await client.query(`insert into notice (ledger_id, seq, part, kind, level, subject, to_agency, to_role, at, agency_id) select ledger_id, seq, 90, 'level', 'L2', subject, to_agency, 'AGENCY_SUPERVISOR', at, agency_id from notice where ledger_id = $1 and kind = 'offer' and to_agency = 'tr'`, [ledger]);
      await client.query(`insert into delivery (ledger_id, seq, person, keeper, parts, state, not_before, sent_at, mail, agency_id) select ledger_id, seq, $2, 'notice/test', array_agg(part), 'SENT', min(at), min(at), $3, 'tr' from notice where ledger_id = $1 and to_agency = 'tr' group by ledger_id, seq`, [ledger, revenueSupervisor, mail]);
    });
    const letter = async (): Promise<unknown> => ((await api.get(revenueSupervisor, `/notices/${mail}`)).body['items'] as unknown[]).length;
    const rows = () => writing(api.deps.database.pool, { person: revenueSupervisor, exercise: null }, (ask) => ask<{ kind: string }>`select kind from notice where ledger_id = ${ledger} order by kind`);
    expect([(await rows()).map(({ kind }) => kind), await noticed(), await letter()]).toEqual([['level', 'offer'], 3, 2]);
    expect((await act(revenueSupervisor, id, { act: 'decline', reason: 'CAPACITY' })).status).toBe(200);
    expect([await rows(), await noticed(), await letter()]).toEqual([[], 0, 0]);
    await asOwner((client) => client.query('delete from delivery where mail = $1', [mail]));
    await asOwner((client) => client.query('delete from notice where ledger_id = $1 and part = 90', [ledger]));
  });

  it('needs a reason for a no, and says so with a problem of its own', async () => {
    const id = await proposed(await launched());
    const refused = await api.post(revenueSupervisor, `/hand-offs/${id}/acts`, { act: 'decline' });
    expect([refused.status, refused.body['code']]).toEqual([422, 'REASON_REQUIRED']);
    const declined = await api.post(revenueSupervisor, `/hand-offs/${id}/acts`, { act: 'decline', reason: 'CAPACITY' });
    // Who has said no has nothing more to know: the answer is the place alone, and the offer is absent.
    expect([declined.status, declined.body]).toEqual([200, { seq: expect.any(Number) as number }]);
    expect((await api.get(revenueSupervisor, `/hand-offs/${id}`)).status).toBe(404);
    expect((await api.get(coordinator, `/hand-offs/${id}`)).body).toMatchObject({ state: 'DECLINED', reason: 'CAPACITY', bounces: 1 });
    const elsewhere = await api.post(coordinator, `/hand-offs/${id}/acts`, { act: 're-propose', to: 'ts' });
    expect(elsewhere.body).toMatchObject({ state: 'PROPOSED', receiver: 'ts' });
    // It is not theirs to see any more.
    expect((await api.get(revenueSupervisor, `/hand-offs/${id}`)).status).toBe(404);
    expect((await api.get(stranger, `/hand-offs/${id}`)).status).toBe(200);
  });

  it('answers a repeated act with its place alone, once the thing is out of sight', async () => {
    const id = await proposed(await launched());
    const key = randomUUID();
    const first = await api.post(revenueSupervisor, `/hand-offs/${id}/acts`, { act: 'decline', reason: 'CAPACITY' }, { key });
    await api.post(coordinator, `/hand-offs/${id}/acts`, { act: 're-propose', to: 'ts' });
    const again = await api.post(revenueSupervisor, `/hand-offs/${id}/acts`, { act: 'decline', reason: 'CAPACITY' }, { key });
    expect([again.status, again.body]).toEqual([200, { seq: first.body['seq'] }]);
  });

  it('that is withdrawn is absent for who was asked, in every list and by every door', async () => {
    const id = await proposed(await launched());
    expect((await act(revenueSupervisor, id, { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ACCOUNT_IDS'] })).body).toMatchObject({ state: 'RETURNED_FOR_INFO' });
    expect((await act(coordinator, id, { act: 'withdraw' })).status).toBe(200);
    expect([(await api.get(financial, `/hand-offs/${id}`)).status, (await act(revenueSupervisor, id, { act: 'accept' })).status]).toEqual([404, 404]);
    const asked = await writing(api.deps.database.pool, { person: financial, exercise: null }, (ask) => ask`select role from asked_for(${id}::uuid)`);
    expect(asked).toEqual([]);
    expect(JSON.stringify((await allOf(api, revenueSupervisor, '/inbox', 100)).filter((item) => (item as { kind: string }).kind === 'hand-off'))).not.toContain(id);
  });

  it('that is handed back takes the case out of sight of who came in by it, until they come in again', async () => {
    const caseId = await launched();
    const id = await proposed(caseId);
    const until = () => asOwner(async (client) => (await client.query(`select until_at from engagement where ledger_id = $1 and agency_id = 'tr'`, [`case/${caseId}`])).rows);
    const sees = async () => Promise.all([`/cases/${caseId}`, `/cases/${caseId}/timeline`, `/cases/${caseId}/steps/S3.1`, `/hand-offs/${id}`].map(async (path) => (await api.get(revenueSupervisor, path)).status));
    expect((await act(revenueSupervisor, id, { act: 'accept' })).status).toBe(200);
    expect([await until(), await sees()]).toEqual([[{ until_at: null }], [200, 200, 200, 200]]);
    const back = await act(revenueSupervisor, id, { act: 'hand-back', reason: 'CAPACITY' });
    expect([back.status, back.body]).toEqual([200, placeOnly]);
    expect([await until(), await sees()]).toEqual([[{ until_at: expect.any(Date) as Date }], [404, 404, 404, 404]]);
    for (const path of ['/cases', '/clocks', '/stalled']) expect(JSON.stringify(await allOf(api, revenueSupervisor, path, 100))).not.toContain(caseId);
    expect((await api.get(coordinator, `/cases/${caseId}/steps/S3.1`)).body).toMatchObject({ holder: 'tn', accountable: 'tn' });
    expect((await act(revenueSupervisor, await proposed(caseId), { act: 'accept' })).body).toMatchObject({ state: 'IN_PROGRESS' });
    expect([await until(), (await sees())[0]]).toEqual([[{ until_at: null }], 200]);
  });
});

describe('names that are none', () => {
  // Members that every object of the language has.
  const inherited = ['constructor', 'toString'];
  const unknown = [422, 'AGENCY_UNKNOWN'];
  const said = ({ status, body }: Answer) => [status, body['code']];

  it('are no agency: in a launch, an offer, a new offer or a determination; and the case goes on', async () => {
    const caseId = await launched();
    const id = await proposed(caseId);
    await act(revenueSupervisor, id, { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ACCOUNT_IDS'] });
    for (const name of inherited) {
      const agencies = [...launchBody.agencies, { agency: name, roles: ['REDRESS_OFFICER'] }];
      expect([name, said(await api.post(coordinator, '/cases', { ...launchBody, agencies }))]).toEqual([name, unknown]);
      expect([name, said(await api.post(coordinator, `/cases/${caseId}/hand-offs`, { step: 'S0.2', to: name, kind: 'ORDINARY' }))]).toEqual([name, unknown]);
      expect([name, said(await act(coordinator, id, { act: 're-propose', to: name }))]).toEqual([name, unknown]);
    }
    await act(coordinator, id, { act: 're-propose' });
    await act(revenueSupervisor, id, { act: 'decline', reason: 'CAPACITY' });
    expect((await api.get(coordinator, `/hand-offs/${id}`)).body).toMatchObject({ state: 'DISPUTED' });
    for (const name of inherited) expect([name, said(await act(coordinator, id, { act: 'determine', owner: name }))]).toEqual([name, unknown]);
    expect((await act(coordinator, id, { act: 'determine', owner: 'tr' })).body).toMatchObject({ state: 'PROPOSED', receiver: 'tr', determined: true });
    expect((await act(revenueSupervisor, id, { act: 'accept' })).status).toBe(200);
    expect((await api.post(coordinator, `/cases/${caseId}/steps/S0.2/acts`, { act: 'accept' })).status).toBe(200);
  });

  it('are no playbook and no step either', async () => {
    const caseId = await launched();
    for (const name of inherited) {
      const playbook = { id: name, version: 1 };
      expect([400, 422]).toContain((await api.post(coordinator, '/cases', { ...launchBody, playbook })).status);
      expect((await api.get(coordinator, `/cases/${caseId}/steps/${name}`)).status).toBe(404);
    }
  });
});

describe('ids in other letters', () => {
  it('act and read alike', async () => {
    const caseId = await launched();
    const id = await proposed(caseId);
    const [loudCase, loud] = [caseId.toUpperCase(), id.toUpperCase()];
    expect(loud).not.toBe(id);
    expect((await api.get(coordinator, `/cases/${loudCase}`)).body['id']).toBe(caseId);
    expect((await api.get(coordinator, `/hand-offs/${loud}`)).body['id']).toBe(id);
    expect((await api.get(coordinator, `/cases/${loudCase}/timeline`)).body).toEqual((await api.get(coordinator, `/cases/${caseId}/timeline`)).body);
    expect((await api.get(coordinator, `/clocks?case=${loudCase}`)).body).toEqual((await api.get(coordinator, `/clocks?case=${caseId}`)).body);
    expect((await api.get(coordinator, `/cases/${loudCase}/live`)).body).toMatchObject({ caseId });
    expect((await api.post(coordinator, `/cases/${loudCase}/steps/S0.2/acts`, { act: 'accept' })).body).toMatchObject({ caseId, accepted: true });
    expect((await api.post(coordinator, `/cases/${loudCase}/hand-offs`, { step: 'S3.1', to: 'ts', kind: 'ORDINARY' })).body['code']).toBe('HAND_OFF_OPEN');
    expect((await act(revenueSupervisor, loud, { act: 'accept' })).body).toMatchObject({ id, state: 'IN_PROGRESS' });
  });
});
