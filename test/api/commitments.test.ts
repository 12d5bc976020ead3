/** Promises over the API: who may promise, answer, keep and read, and what nobody is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOf, asOwner, launchBody, loadPeople, people, startApi, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();

let api: TestApi;
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  await api.post(people.coordinator, '/cases', launchBody);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const { coordinator, investigator, policeLeader, policeSupervisor, advocate, stranger } = people;
const wanted = { kind: 'DELIVERABLE', agency: 'tp', due: '10wd', text: 'Canary analysis', track: 'INVESTIGATION' };

async function launched(): Promise<string> {
  const { status, body } = await api.post(coordinator, '/cases', launchBody);
  expect(status).toBe(201);
  return String(body['id']);
}
const promise = (who: string, caseId: string, more: object = {}): Promise<Answer> => api.post(who, `/cases/${caseId}/commitments`, { ...wanted, ...more });
const act = (who: string, id: string, body: object): Promise<Answer> => api.post(who, `/commitments/${id}/acts`, body);
const codeOf = ({ status, body }: Answer): unknown => [status, body['code']];

describe('a commitment', () => {
  it('is asked of an agency, waits in its inbox, and runs from the moment somebody there accepts', async () => {
    const caseId = await launched();
    const asked = await promise(coordinator, caseId);
    expect([asked.status, asked.body]).toMatchObject([201, { state: 'PROPOSED', version: 0, offeredTo: 'tp', text: 'Canary analysis', answerDue: expect.any(String) as string }]);
    const id = String(asked.body['id']);
    expect(asked.headers.get('location')).toBe(`/commitments/${id}`);
    const inbox = async (who: string) => (await allOf(api, who, '/inbox', 100)).filter((item) => (item as { commitment?: { id: string } }).commitment?.id === id);
    expect(await inbox(policeSupervisor)).toMatchObject([{ kind: 'commitment', need: 'answer' }]);
    expect(codeOf(await act(advocate, id, { act: 'accept' }))).toEqual([403, 'NOT_ALLOWED']);
    expect((await act(policeSupervisor, id, { act: 'accept' })).body).toMatchObject({ state: 'ACTIVE', version: 1, owner: policeSupervisor, due: expect.any(String) as string, terms: [{ version: 1, agency: 'tp' }] });
    expect(await inbox(policeSupervisor)).toMatchObject([{ kind: 'commitment', need: 'work' }]);
    expect((await act(investigator, id, { act: 'ask-date', due: '2999-01-01', reason: 'CAPACITY' })).body['code']).toBe('DATE_TOO_FAR');
    expect((await act(investigator, id, { act: 'deliver', note: 'Done' })).body).toMatchObject({ state: 'MET', terms: [{ answer: 'MET' }] });
    expect((await api.get(coordinator, `/cases/${caseId}/commitments?open=true`)).body['items']).toEqual([]);
    expect((await api.get(coordinator, `/cases/${caseId}/commitments`)).body['items']).toMatchObject([{ id, state: 'MET' }]);
    expect(codeOf(await act(policeLeader, id, { act: 'release', reason: 'CAPACITY' }))).toEqual([409, 'COMMITMENT_STATE']);
  });

  it('that was answered for, or is kept, leaves no level in an inbox', async () => {
    const caseId = await launched();
    const id = String((await promise(investigator, caseId)).body['id']);
    const ledger = `case/${caseId}`;
    await asOwner((client) => client.query(
      `insert into notice (ledger_id, seq, part, kind, level, subject, to_agency, to_role, at, agency_id) select ledger_id, 1, 90, 'level', 'L4', id::text, agency, 'AGENCY_LEADER', proposed_at, agency_id from commitment_view where ledger_id = $1`, [ledger]));
    const levels = async (): Promise<number> => (await allOf(api, policeLeader, '/inbox', 100)).filter((item) => { const { kind, notice, subject } = item as Record<string, unknown>; return kind === 'notice' && notice === 'level' && subject === id; }).length;
    const climbed = (level: string | null): Promise<unknown> => asOwner((client) => client.query('update commitment_view set level = $2 where id = $1', [id, level]));
    await climbed('L4');
    expect(await levels()).toBe(1);
    await climbed(null);
    expect(await levels()).toBe(0);
    await climbed('L4');
    await asOwner((client) => client.query('update commitment_view set ended_at = since_at where id = $1', [id]));
    expect(await levels()).toBe(0);
    await asOwner((client) => client.query('delete from notice where ledger_id = $1 and part = 90', [ledger]));
  });

  it('is promised at once by the agency itself; new dates are the coordinator\'s, answers for a lapse the leader\'s', async () => {
    const caseId = await launched();
    const { body } = await promise(investigator, caseId);
    const id = String(body['id']);
    expect(body).toMatchObject({ state: 'ACTIVE', owner: investigator, caseId });
    expect(codeOf(await act(investigator, id, { act: 're-date', due: '2027-01-01', reason: 'CAPACITY' }))).toEqual([403, 'NOT_ALLOWED']);
    expect(codeOf(await act(policeSupervisor, id, { act: 'release', reason: 'CAPACITY' }))).toEqual([403, 'NOT_ALLOWED']);
    expect(codeOf(await act(policeLeader, id, { act: 'recommit', due: '2030-01-01', resource: { amount: 1, unit: 'FTE' } }))).toEqual([409, 'COMMITMENT_STATE']);
    expect((await act(policeLeader, id, { act: 'release', reason: 'NO_LONGER_NEEDED' })).body).toMatchObject({ state: 'RELEASED' });
  });

  it('waits for her without a date, and nobody is told for what', async () => {
    const caseId = await launched();
    expect(codeOf(await promise(investigator, caseId, { step: 'S5.2' }))).toEqual([409, 'VICTIM_PACED_NO_DATE']);
    expect(codeOf(await promise(investigator, caseId, { waitsOn: ['S3.1'] }))).toEqual([422, 'NOT_VICTIM_PACED']);
    const { body } = await promise(investigator, caseId, { waitsOn: ['S2.3'] });
    expect(body).toMatchObject({ state: 'SUSPENDED' });
    for (const member of ['due', 'level', 'waitsOn']) expect(body).not.toHaveProperty(member);
    expect(JSON.stringify(await allOf(api, investigator, `/cases/${caseId}/timeline`, 100))).not.toContain('waitsOn');
    expect(await asOwner(async (client) => (await client.query('select count(*)::int as n from clock where subject = $1', [body['id']])).rows)).toEqual([{ n: 0 }]);
    expect(JSON.stringify((await api.get(investigator, `/cases/${caseId}`)).body['commitments'])).not.toContain('S2.3');
  });

  it('waits for her only by the word of those who may know what she said: others would read it from the promise', async () => {
    const caseId = await launched();
    for (const waitsOn of [['S2.3'], ['S3.1', 'S2.3']]) expect(codeOf(await promise(policeSupervisor, caseId, { waitsOn }))).toEqual([403, 'NOT_ALLOWED']);
    for (const more of [{}, { waitsOn: [] }]) expect((await promise(policeSupervisor, caseId, more)).body).toMatchObject({ state: 'ACTIVE', owner: policeSupervisor });
    expect((await api.get(policeSupervisor, `/cases/${caseId}/commitments`)).body['items']).toHaveLength(2);
  });

  it('is absent for whoever is not on the team, and its words are in no event', async () => {
    const caseId = await launched();
    const id = String((await promise(investigator, caseId)).body['id']);
    for (const path of [`/commitments/${id}`, `/cases/${caseId}/commitments`]) expect((await api.get(stranger, path)).status).toBe(404);
    expect((await act(stranger, id, { act: 'accept' })).status).toBe(404);
    expect(codeOf(await promise(coordinator, caseId, { agency: 'ts' }))).toEqual([422, 'NOT_ON_THE_TEAM']);
    const bodies = await asOwner(async (client) => (await client.query<{ body: string }>('select body from event where ledger_id = $1', [`case/${caseId}`])).rows.map(({ body }) => body).join());
    expect(bodies).toContain(id);
    expect(bodies).not.toContain('Canary');
  });

  it('records what was given of a resource, in its days and its unit', async () => {
    const caseId = await launched();
    const pledge = { amount: 80.5, unit: 'HOURS', from: '2026-01-01', until: '2030-12-31' };
    const id = String((await promise(investigator, caseId, { kind: 'RESOURCE', due: '3y', pledge })).body['id']);
    const given = await act(investigator, id, { act: 'deliver-resource', from: '2026-01-01', until: '2026-01-31', amount: 20.25 });
    expect(given.body).toMatchObject({ state: 'ACTIVE', pledge, delivered: [{ from: '2026-01-01', until: '2026-01-31', amount: 20.25, unit: 'HOURS' }] });
    expect(codeOf(await act(investigator, id, { act: 'deliver-resource', from: '2025-01-01', until: '2026-01-31', amount: 1 }))).toEqual([422, 'OUTSIDE_THE_PLEDGE']);
  });
});

describe('a case conference', () => {
  it('is recorded with its minutes in one act, or not at all', async () => {
    const caseId = await launched();
    const words = { text: 'Canary minute', track: 'INVESTIGATION', kind: 'DELIVERABLE' };
    const held = (minutes: readonly object[]): Promise<Answer> =>
      api.post(coordinator, `/cases/${caseId}/conferences`, {
        attendance: [{ agency: 'tn', people: [coordinator] }, { agency: 'tp', people: [investigator] }], decisions: [{ decision: 'NEW_PLAN', tracks: ['INVESTIGATION'], text: 'Canary decision' }], minutes,
      });
    const mine = { ...words, agency: 'tp', due: '10wd', owner: investigator };
    const refused = await held([mine, { ...words, agency: 'ts', due: '10wd' }]);
    expect([refused.status, refused.body['code'], refused.body['detailCodes']]).toEqual([422, 'NOT_ON_THE_TEAM', { minute: 2 }]);
    expect((await api.get(coordinator, `/cases/${caseId}/commitments`)).body['items']).toEqual([]);
    expect(codeOf(await api.post(investigator, `/cases/${caseId}/conferences`, { attendance: [{ agency: 'tp', people: [] }], decisions: [], minutes: [] }))).toEqual([403, 'NOT_ALLOWED']);
    const done = await held([mine, { ...words, agency: 'th', due: '5wd' }]);
    const promises = (done.body['commitments'] as { agency: string; state: string; owner?: string }[]).map(({ agency, state, owner }) => [agency, state, owner]);
    expect(done.status).toBe(201);
    expect(promises).toHaveLength(2);
    expect(promises).toEqual(expect.arrayContaining([['th', 'PROPOSED', undefined], ['tp', 'ACTIVE', investigator]]));
    expect((done.body['tracks'] as { track: string; movedAt?: string }[]).find(({ track }) => track === 'INVESTIGATION')?.movedAt).toEqual(expect.any(String));
    expect((await api.get(advocate, `/cases/${caseId}/conference`)).body).toMatchObject({ codeName: 'TEST CASE', lapsed: [], stalled: [], decisionsDue: { dates: [] } });
    expect((await api.get(stranger, `/cases/${caseId}/conference`)).status).toBe(404);
  });

  it('has an agenda of the team\'s work: what is hers is no item of it', async () => {
    const caseId = await launched();
    await api.post(advocate, `/cases/${caseId}/steps/S2.3/acts`, { act: 'signal', signal: 'NOT_NOW' });
    await api.post(coordinator, `/cases/${caseId}/steps/S1.2/acts`, { act: 'accept' });
    await api.post(coordinator, `/cases/${caseId}/steps/S1.2/acts`, { act: 'name-blocker', blocker: 'MISSING_RESOURCE' });
    const id = String((await promise(investigator, caseId)).body['id']);
    await act(investigator, id, { act: 'ask-date', due: '2027-03-01', reason: 'CAPACITY' });
    await promise(investigator, caseId, { waitsOn: ['S2.3'] });
    const { body } = await api.get(coordinator, `/cases/${caseId}/conference`);
    expect(body).toMatchObject({ blockers: [{ step: 'S1.2', blocker: 'MISSING_RESOURCE' }], decisionsDue: { dates: [{ commitment: id, asked: '2027-03-01' }] } });
    expect((body['changed'] as { type: string }[]).map(({ type }) => type)).toEqual(expect.arrayContaining(['CaseLaunched', 'StepAccepted', 'BlockerNamed', 'CommitmentAccepted']));
    expect(JSON.stringify(body)).not.toMatch(/S2\.3|ReadinessSignalled|waitsOn/);
  });
});
