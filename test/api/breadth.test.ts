/** The case in its breadth, through the API: added work, dates asked for, packets. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { writing } from '../../api/actor.ts';
import { sweep } from '../../activities/sweep.ts';
import { openDatabase } from '#prisma/client.ts';
import { allOf, asOwner, launchBody, loadPeople, people, startApi, type TestApi } from './support.ts';
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

const { coordinator, advocate, investigator, harbourSupervisor } = people;

async function launched(): Promise<string> {
  const { status, body } = await api.post(coordinator, '/cases', launchBody);
  expect(status).toBe(201);
  return String(body['id']);
}
const act = (who: string, caseId: string, step: string, body: object) => api.post(who, `/cases/${caseId}/steps/${step}/acts`, body);

describe('added work', () => {
  it('shows its words to the team, keeps them in the vault alone, and is promised by accepting', async () => {
    const caseId = await launched();
    const words = 'Canary kiln at the river';
    const added = await api.post(coordinator, `/cases/${caseId}/steps`, { title: words, track: 'INVESTIGATION', role: 'INVESTIGATOR', due: '10wd' });
    expect(added.status).toBe(201);
    expect(added.body['steps']).toContainEqual(expect.objectContaining({ step: 'X.1', title: words, holder: 'tp', pacing: 'AGREED' }));
    expect((await act(investigator, caseId, 'X.1', { act: 'accept' })).body).toMatchObject({ title: words, owner: investigator });
    expect(await allOf(api, investigator, '/inbox', 100)).toContainEqual(expect.objectContaining({ kind: 'step', step: expect.objectContaining({ caseId, title: words }) as unknown }));
    const kept = await asOwner((client) => client.query<{ body: string }>(`select body from event where ledger_id = $1 union all select body::text from command where ledger_id = $1`, [`case/${caseId}`]));
    expect(kept.rows.map(({ body }) => body).join()).not.toContain('Canary');
  });

  it('is the coordinator\'s to add, within what the playbook allows', async () => {
    const caseId = await launched();
    const wanted = { title: 'Visit the site', track: 'INVESTIGATION', role: 'INVESTIGATOR', due: '10wd' };
    expect((await api.post(investigator, `/cases/${caseId}/steps`, wanted)).body['code']).toBe('NOT_ALLOWED');
    expect((await api.post(coordinator, `/cases/${caseId}/steps`, { ...wanted, track: 'PROTECTION' })).body['code']).toBe('AD_HOC_NOT_ALLOWED');
    expect((await api.post(coordinator, `/cases/${caseId}/steps`, { ...wanted, pacing: 'VICTIM_PACED' })).status).toBe(400);
  });
});

describe('another date', () => {
  it('is asked for by the owner, waits before the coordinator, and stands in the step only once it is granted', async () => {
    const caseId = await launched();
    await act(advocate, caseId, 'S2.2-offer', { act: 'accept' });
    const due = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const asked = await act(advocate, caseId, 'S2.2-offer', { act: 'ask-date', due, reason: 'CAPACITY' });
    expect(asked.body).toMatchObject({ asked: { due, reason: 'CAPACITY' }, version: 1 });
    expect(await allOf(api, coordinator, '/inbox', 100)).toContainEqual(expect.objectContaining({ kind: 'date-asked', step: expect.objectContaining({ caseId }) as unknown }));
    expect((await act(advocate, caseId, 'S2.2-offer', { act: 'refuse-date' })).body['code']).toBe('NOT_ALLOWED');
    const granted = await act(coordinator, caseId, 'S2.2-offer', { act: 're-date', due, reason: 'CAPACITY' });
    expect(granted.body['asked']).toBeUndefined();
    expect(granted.body).toMatchObject({ version: 2 });
  });
});

describe('a packet', () => {
  it('waits before the successor until it is acknowledged, and holds what the agency has', async () => {
    const caseId = await launched();
    await act(advocate, caseId, 'S1.1', { act: 'accept' });
    await act(harbourSupervisor, caseId, 'S1.1', { act: 'take-over' });
    const waiting = expect.objectContaining({ kind: 'packet', step: expect.objectContaining({ caseId, step: 'S1.1', packetFrom: advocate }) as unknown }) as unknown;
    expect(await allOf(api, harbourSupervisor, '/inbox', 100)).toContainEqual(waiting);
    const packet = await api.get(harbourSupervisor, `/cases/${caseId}/packet`);
    expect(packet.body).toMatchObject({ agency: 'th', unacknowledged: ['S1.1'] });
    expect((packet.body['steps'] as { holder: string }[]).map(({ holder }) => holder)).not.toContain('tp');
    expect((await act(harbourSupervisor, caseId, 'S1.1', { act: 'acknowledge-packet' })).body['packetFrom']).toBeUndefined();
    expect(await allOf(api, harbourSupervisor, '/inbox', 100)).not.toContainEqual(waiting);
    expect((await api.get(people.stranger, `/cases/${caseId}/packet`)).status).toBe(404);
  });
});

const onCase = (who: string, caseId: string, body: object) => api.post(who, `/cases/${caseId}/acts`, body);
const notice = { timeBand: 'WITHIN_A_WEEK', estimatedNumber: 6, genderMix: 'MIXED', languages: ['es', 'mix'], minorsExpected: false, specialNeeds: [] };

describe('a readiness notice', () => {
  it('has no place for an hour, an address or anything else that is not one of its codes (refusal 22)', async () => {
    const caseId = await launched();
    for (const more of [{ address: '12 Hidden Street' }, { exactTime: '06:00' }, { 'exact time': '06:00' }, { place: 'farm' }, { note: 'at dawn' }, { at: '2021-03-18T06:00:00.000Z' }]) {
      const refused = await api.post(investigator, `/cases/${caseId}/readiness-notices`, { ...notice, ...more });
      expect([refused.status, refused.body['code']]).toEqual([400, 'INVALID_REQUEST']);
      expect(refused.text).not.toMatch(/Hidden|06:00|dawn/);
    }
    expect((await api.post(investigator, `/cases/${caseId}/readiness-notices`, { ...notice, timeBand: '2021-03-18T06:00' })).status).toBe(400);
    expect((await api.get(coordinator, `/cases/${caseId}`)).body).toMatchObject({ readiness: [], denied: { operations: 0 } });
  });

  it('opens the operation; nobody goes in before the services have answered, and the attempt is counted', async () => {
    const caseId = await launched();
    const sent = await api.post(investigator, `/cases/${caseId}/readiness-notices`, notice);
    const [told] = sent.body['readiness'] as { id: string }[];
    expect(told).toMatchObject({ ...notice, step: 'S4.8', sender: 'tp', sentBy: investigator });
    await act(investigator, caseId, 'S4.8', { act: 'accept' });
    const early = await act(investigator, caseId, 'S4.8', { act: 'complete' });
    expect([early.status, early.body['code'], early.body['detailCodes']]).toEqual([409, 'OPERATION_GATE', { missing: ['ACKNOWLEDGEMENT'] }]);
    const ready = await onCase(advocate, caseId, { act: 'acknowledge-readiness', notice: told?.id });
    expect(ready.body).toMatchObject({ denied: { operations: 1 }, readiness: [{ acknowledgedBy: advocate, acknowledgedAgency: 'th' }] });
    expect((await act(investigator, caseId, 'S4.8', { act: 'complete' })).body).toMatchObject({ state: 'DONE' });
    expect((await api.get(people.financial, `/cases/${caseId}`)).status).toBe(404);
  });
});

describe('how she may be contacted', () => {
  it('is opened for those who stand by her, and without it nobody contacts her', async () => {
    const caseId = await launched();
    const early = { act: 'early-contact', minutes: 25, consent: true, advocateOffered: true, purpose: 'IMMEDIATE_SAFETY' };
    const denied = await act(investigator, caseId, 'S5.2', early);
    expect([denied.status, denied.body['code']]).toEqual([409, 'EARLY_CONTACT_LIMITS']);
    const words = 'Canary phrase, evenings only';
    expect((await onCase(advocate, caseId, { act: 'record-safe-contact', rule: words })).body).toMatchObject({ hasSafeContact: true, safeContact: words, denied: { contacts: 1 } });
    expect((await api.get(investigator, `/cases/${caseId}`)).text).not.toContain('Canary');
    expect((await act(investigator, caseId, 'S5.2', early)).body).toMatchObject({ occurrence: 1, state: 'READY' });
  });
});

describe('a report that is not a case yet', () => {
  it('is accepted by the coordinator', async () => {
    const { body } = await api.post(coordinator, '/cases', { ...launchBody, information: true });
    const caseId = String(body['id']);
    expect([body['status'], body['phase'], (body['steps'] as { step: string }[]).map(({ step }) => step)]).toEqual(['INFORMATION', 'information', ['S0.2', 'S0.5']]);
    expect((await onCase(investigator, caseId, { act: 'accept-case' })).body['code']).toBe('NOT_ALLOWED');
    expect((await onCase(coordinator, caseId, { act: 'accept-case' })).body).toMatchObject({ status: 'OPEN', phase: 'open' });
  });
});

describe('closing', () => {
  it('has no act for many cases, and no code for a survivor who withdrew or for time', async () => {
    const caseId = await launched();
    const closing = { act: 'close', how: 'MONITORING', reason: 'TRANSFERRED', triggers: ['NEW_VICTIM'], victimsTold: true, redressHandedOver: true };
    for (const reason of ['VICTIM_WITHDREW', 'TIME_PASSED']) expect((await onCase(coordinator, caseId, { ...closing, reason })).status).toBe(400);
    expect((await api.post(coordinator, '/cases/acts', closing)).status).toBe(405); // an address of one case, read only
    expect((await onCase(coordinator, caseId, closing)).body['code']).toBe('CASE_PHASE');
    expect((await onCase(coordinator, caseId, { act: 'ask-closing' })).body).toMatchObject({ status: 'OPEN', phase: 'closing-review' });
    expect((await onCase(coordinator, caseId, closing)).body).toMatchObject({ code: 'CLOSING_GATE', detailCodes: { missing: ['DUTIES'] } });
    expect((await api.get(coordinator, `/cases/${caseId}`)).body).toMatchObject({ denied: { closings: 1 } });
  });
});

describe('a draft', () => {
  const content = JSON.stringify({ referral: 'Canary words begun and not sent' });

  it('is kept for its writer alone, sealed, with the day announced on which it expires', async () => {
    const saved = await api.post(coordinator, '/drafts/launch', { content });
    expect(saved.status).toBe(200);
    const days = (Date.parse(String(saved.body['expiresAt'])) - Date.parse(String(saved.body['savedAt']))) / 86_400_000;
    expect(days).toBe(28);
    expect((await api.get(coordinator, '/drafts/launch')).body).toMatchObject({ name: 'launch', content });
    expect((await api.get(coordinator, '/drafts')).body['items']).toContainEqual(expect.objectContaining({ name: 'launch' }));
    for (const other of [people.prosecutor, advocate]) expect((await api.get(other, '/drafts/launch')).status).toBe(404);
    const seen = await writing(api.deps.database.pool, { person: people.prosecutor, exercise: null }, (ask) => ask`select 1 from draft`);
    expect(seen).toEqual([]); // the database is the second wall
    const stored = await asOwner((client) => client.query<{ sealed: string }>('select sealed from draft'));
    expect(stored.rows.map(({ sealed }) => sealed).join()).not.toContain('Canary');
  });

  it('stays when the act is refused, and is gone when it is recorded', async () => {
    const caseId = await launched();
    const name = `step.${caseId}.S1.1`;
    await api.post(advocate, `/drafts/${name}`, { content });
    const refused = await api.post(advocate, `/cases/${caseId}/steps/S1.1/acts`, { act: 'complete' }, { headers: { draft: name } });
    expect([refused.body['code'], (await api.get(advocate, `/drafts/${name}`)).status]).toEqual(['STEP_NOT_ACCEPTED', 200]);
    expect((await api.post(advocate, `/cases/${caseId}/steps/S1.1/acts`, { act: 'accept' }, { headers: { draft: name } })).status).toBe(200);
    expect((await api.get(advocate, `/drafts/${name}`)).status).toBe(404);
  });

  it('is discarded at a word, and swept after its day', async () => {
    for (const name of ['hand-off.a', 'hand-off.b', 'hand-off.c']) await api.post(investigator, `/drafts/${name}`, { content });
    expect((await api.post(investigator, '/drafts/hand-off.a/discard', {})).body).toEqual({ discarded: true });
    expect((await api.post(investigator, '/drafts/hand-off.a/discard', {})).status).toBe(404);
    await asOwner((client) => client.query(`update draft set expires_at = now() - interval '1 second' where name = 'hand-off.b'`));
    expect((await api.get(investigator, '/drafts/hand-off.b')).status).toBe(404);
    const database = openDatabase(inject('databaseUrl'), 'throughline_worker', 2);
    await sweep(database.pool, api.deps.temporal, () => undefined);
    await database.close();
    const left = await asOwner((client) => client.query<{ name: string }>(`select name from draft where name like 'hand-off.%'`));
    expect(left.rows).toEqual([{ name: 'hand-off.c' }]);
  });
});

describe('a link between cases', () => {
  it('is asked for by one coordinator and accepted by the other; neither side learns more of the other than whom to call', async () => {
    const caseId = await launched();
    const strangers = [{ agency: 'ts', roles: ['COORDINATOR', 'PROSECUTOR', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'COMMUNITY_ADVOCATE'] }];
    const other = String((await api.post(people.stranger, '/cases', { ...launchBody, codeName: 'HERON', agencies: strangers })).body['id']);
    const asked = await api.post(coordinator, `/cases/${caseId}/links`, { other, relation: 'SAME_VENTURE' });
    expect(asked.body).toEqual({ id: asked.body['id'], caseId, relation: 'SAME_VENTURE', asks: true, state: 'ASKED', since: asked.body['since'], seq: asked.body['seq'] });
    const link = String(asked.body['id']);
    expect(await allOf(api, people.stranger, '/inbox', 100)).toContainEqual(expect.objectContaining({ kind: 'link', link, agency: 'tn', codeName: 'HERON' }));
    expect((await api.post(coordinator, `/links/${link}/acts`, { act: 'accept' })).body['code']).toBe('LINK_STATE'); // nobody answers themselves
    const accepted = await api.post(people.stranger, `/links/${link}/acts`, { act: 'accept' });
    expect(accepted.body).toMatchObject({ caseId: other, state: 'LINKED', agency: 'tn', asks: false });
    const ours = await api.get(investigator, `/cases/${caseId}`);
    expect(ours.body['links']).toEqual([{ id: link, caseId, relation: 'SAME_VENTURE', asks: true, state: 'LINKED', since: accepted.body['since'], agency: 'ts' }]);
    expect([ours.text.includes('HERON'), ours.text.includes(other), accepted.text.includes('TEST CASE'), accepted.text.includes(caseId)]).toEqual([false, false, false, false]);
    expect((await api.get(people.financial, `/links/${link}`)).status).toBe(404);
    await api.post(people.stranger, `/links/${link}/acts`, { act: 'end' });
    expect((await api.get(coordinator, `/links/${link}`)).body).toMatchObject({ state: 'ENDED' });
  });

  it('that is declined looks to whoever asked as if nobody had answered, and says no to those who said it', async () => {
    const caseId = await launched();
    const strangers = [{ agency: 'ts', roles: ['COORDINATOR', 'PROSECUTOR', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'COMMUNITY_ADVOCATE'] }];
    const other = String((await api.post(people.stranger, '/cases', { ...launchBody, codeName: 'HERON', agencies: strangers })).body['id']);
    const { body: { seq: _seq, ...asked } } = await api.post(coordinator, `/cases/${caseId}/links`, { other, relation: 'SPLIT' });
    const link = String(asked['id']);
    expect((await api.post(people.stranger, `/links/${link}/acts`, { act: 'decline' })).body).toMatchObject({ caseId: other, state: 'DECLINED', agency: 'tn' });
    expect((await api.get(coordinator, `/links/${link}`)).body).toEqual(asked);
    expect((await api.get(investigator, `/cases/${caseId}`)).body['links']).toEqual([asked]);
    expect((await api.post(coordinator, `/links/${link}/acts`, { act: 'end' })).body).toEqual({ ...asked, state: 'ENDED', since: expect.any(String) as string, seq: expect.any(Number) as number });
  });

  it('to a case that is not there looks like one that nobody answers', async () => {
    const caseId = await launched();
    expect((await api.post(coordinator, `/cases/${caseId}/links`, { other: '0c0c0c0c-0000-4000-8000-00000000dead', relation: 'SPLIT' })).body).toMatchObject({ state: 'ASKED' });
    expect((await api.post(coordinator, `/cases/${caseId}/links`, { other: caseId, relation: 'SPLIT' })).body['code']).toBe('LINK_TO_SELF');
    expect((await api.post(investigator, `/cases/${caseId}/links`, { other: caseId, relation: 'SPLIT' })).body['code']).toBe('NOT_ALLOWED');
  });
});
