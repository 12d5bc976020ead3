/** Who leaves leaves nothing behind, on the real engine: everything a person has open, and a whole agency. */
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sweepLeavers } from '../../activities/sweep.ts';
import { advocates, audit, eventsOf, house, rowsOf, sweptAt, until, type House } from './house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, team, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();
const { coordinator, leader, policeSupervisor } = people;
let api: TestApi;
const post = (who: string, path: string, body: object): Promise<Answer> => api.post(who, path, body);
const say = (who: string, agency: string, body: object): Promise<Answer> => post(who, `/agencies/${agency}/acts`, body);
const idOf = ({ status, body }: Answer): string => {
  expect([status, body]).toMatchObject([201, { id: expect.any(String) as string }]);
  return String(body['id']);
};

/** The house first, then another agency that fills the same roles. */
const launched = async ({ agency }: House): Promise<string> =>
  idOf(await post(coordinator, '/cases', { ...launchBody, agencies: [team[0], { agency, roles: advocates }, { agency: 'th', roles: advocates }, team[2]] }));

/** Everything that `one` of the house can have open in one case and one compact. */
async function everything(home: House) {
  const { agency, one } = home;
  const caseId = await launched(home);
  const step = await post(one, `/cases/${caseId}/steps/S1.1/acts`, { act: 'accept' });
  const handOff = idOf(await post(one, `/cases/${caseId}/hand-offs`, { step: 'S1.1', to: 'tp', kind: 'ORDINARY' }));
  const returned = await post(policeSupervisor, `/hand-offs/${handOff}/acts`, { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ADDRESS'] });
  expect(returned.body).toMatchObject({ state: 'RETURNED_FOR_INFO' });
  const commitment = idOf(await post(one, `/cases/${caseId}/commitments`, { kind: 'DELIVERABLE', agency, due: '2035-06-29', text: 'A plan for the winter' }));
  const planned = await post(one, `/cases/${caseId}/steps/S5.2/acts`, { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true, survivorAsked: true });
  expect(planned.status).toBe(200);
  const compact = idOf(await post(coordinator, '/compacts', {
    codeName: 'TEST COMPACT', playbook: { id: 'starter', version: 1 }, startsOn: '2026-01-01', endsOn: '2035-12-31',
    agencies: [{ agency: 'tn', roles: ['COORDINATOR', 'PROSECUTOR', 'INVESTIGATOR'] }, { agency, roles: ['COMMUNITY_ADVOCATE'], leader: one }],
    pledges: [{ kind: 'DELIVERABLE', agency, due: '2035-06-29', text: 'A room', lead: one }],
  }));
  await post(coordinator, `/compacts/${compact}/acts`, { act: 'request-signatures' });
  return { caseId, step, handOff, commitment, compact };
}

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

describe('a person who leaves', () => {
  let home: House;
  let left: Awaited<ReturnType<typeof everything>>;
  let dry: Answer;
  let before: Answer;
  beforeAll(async () => {
    home = await house();
    left = await everything(home);
  });
  beforeAll(async () => {
    dry = await api.get(home.supervisor, `/people/${home.one}/open-work`);
    before = await api.get(home.supervisor, `/commitments/${left.commitment}`);
    await say(home.supervisor, home.agency, { act: 'leave', person: home.one });
    expect(await sweptAt(home.agency)).toBe(1);
  });
  it('is shown beforehand with everything they have open', async () => {
    const { caseId, handOff, commitment, compact } = left;
    expect(dry.body).toMatchObject({
      work: [{ caseId, step: 'S1.1' }], plans: [{ caseId, track: 'INVESTIGATION' }], commitments: [{ id: commitment }], handOffs: [{ id: handOff, step: 'S1.1' }], compacts: [{ id: compact, codeName: 'TEST COMPACT' }],
    });
    expect((await api.get(home.supervisor, `/people/${home.one}/open-work`)).body).toEqual({ person: home.one, work: [], plans: [], commitments: [], handOffs: [], compacts: [] });
    const { body: after } = await api.get(home.supervisor, `/commitments/${commitment}`);
    expect(after).toMatchObject({ state: 'ACTIVE', version: before.body['version'], due: before.body['due'] });
    expect(after).not.toHaveProperty('owner');
  });

  it('has their promise taken on by a colleague, the same promise by the same date', async () => {
    const { commitment } = left;
    expect((await post(home.two, `/commitments/${commitment}/acts`, { act: 'accept' })).body).toMatchObject({ state: 'ACTIVE', version: 1, owner: home.two, terms: [{ version: 1 }] });
    expect((await post(home.two, `/commitments/${commitment}/acts`, { act: 'accept' })).body).toMatchObject({ code: 'COMMITMENT_STATE' });
  });

  it('leaves the next word on a hand-off to the role, and a plan falls by the name of its track', async () => {
    const { caseId, handOff, compact } = left;
    const told = await rowsOf<{ kind: string; subject: string; to_role: string }>(
      `select n.kind, n.subject, n.to_role from notice n join event e on e.ledger_id = n.ledger_id and e.seq = n.seq where n.ledger_id = $1 and e.type in ('HandOffSenderLeft', 'StatementPlanWithdrawn') order by e.type`, `case/${caseId}`);
    expect(told).toEqual([{ kind: 'change', subject: 'S1.1', to_role: 'COMMUNITY_ADVOCATE' }, { kind: 'change', subject: 'INVESTIGATION', to_role: 'INVESTIGATOR' }]);
    expect((await post(home.two, `/hand-offs/${handOff}/acts`, { act: 're-propose' })).body).toMatchObject({ state: 'PROPOSED' });
    // Whoever leads the agency today signs, and promises what was written down for it.
    expect((await post(home.leader, `/compacts/${compact}/acts`, { act: 'sign' })).status).toBe(200);
    for (const ledger of [`case/${caseId}`, `compact/${compact}`, `agency/${home.agency}`]) expect([ledger, await audit(ledger)]).toEqual([ledger, []]);
  });
});

describe('an agency that leaves', () => {
  let home: House;
  let left: Awaited<ReturnType<typeof everything>>;
  let offer: string;
  beforeAll(async () => {
    home = await house();
    left = await everything(home);
    await post(leader, `/compacts/${left.compact}/acts`, { act: 'sign' });
  });
  beforeAll(async () => {
    await post(coordinator, `/compacts/${left.compact}/acts`, { act: 'name-leader', agency: home.agency });
    await post(home.leader, `/compacts/${left.compact}/acts`, { act: 'sign' });
    offer = idOf(await post(coordinator, `/cases/${left.caseId}/hand-offs`, { step: 'S3.1', to: home.agency, kind: 'ORDINARY' }));
  });
  it('is shown beforehand with all its parts, and only its leader says it', async () => {
    const { caseId, handOff, compact } = left;
    const { body } = await api.get(home.leader, `/agencies/${home.agency}/open-work`);
    expect(body).toMatchObject({ agency: home.agency, leads: 0, compacts: [{ id: compact }] });
    expect((body['handOffs'] as { id: string }[]).map(({ id }) => id).sort()).toEqual([handOff, offer].sort());
    expect(body['work']).toContainEqual(expect.objectContaining({ caseId, step: 'S1.1' }));
    expect(body['commitments']).toHaveLength(2);
    expect((await say(home.supervisor, home.agency, { act: 'leave-agency', reason: 'CAPACITY' })).body).toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await say(leader, 'tn', { act: 'leave-agency', reason: 'CAPACITY' })).body).toMatchObject({ status: 409, code: 'AGENCY_LEADS', detailCodes: { count: expect.any(Number) as number } });
  });

  describe('outlives a worker that is killed, and', () => {
    beforeAll(async () => {
      expect((await say(home.leader, home.agency, { act: 'leave-agency', reason: 'CAPACITY' })).status).toBe(200);
      await worker.kill();
      await worker.isBack();
    });
    beforeAll(async () => {
      expect(await sweptAt(home.agency)).toBe(1);
    });

    it('holds nothing, is asked for nothing and has promised nothing', async () => {
      const { caseId, step, commitment, compact } = left;
      expect((await api.get(coordinator, `/cases/${caseId}/steps/S1.1`)).body).toMatchObject({ owner: null, holder: 'th', accountable: 'tn', due: step.body['due'] });
      expect(await rowsOf(`select code from step_view where ledger_id = $1 and (holder = $2 or accountable = $2) and state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')`, `case/${caseId}`, home.agency)).toEqual([]);
      expect((await api.get(coordinator, `/hand-offs/${offer}`)).body).toMatchObject({ state: 'DECLINED', reason: 'CAPACITY' });
      expect((await api.get(coordinator, `/commitments/${commitment}`)).body).toMatchObject({ state: 'RELEASED' });
      expect((await api.get(coordinator, `/compacts/${compact}`)).body).toMatchObject({ commitments: [{ state: 'RELEASED' }], agencies: [{ agency: 'tn' }, { agency: home.agency, status: 'LEFT' }] });
      expect(await eventsOf(`case/${caseId}`, 'AgencyLeft')).toHaveLength(1);
    });

    it('reads nothing more, and its work is taken up elsewhere', async () => {
      const { caseId, handOff, compact } = left;
      for (const path of [`/cases/${caseId}`, `/hand-offs/${handOff}`, `/hand-offs/${offer}`, `/compacts/${compact}`]) expect([path, (await api.get(home.one, path)).status]).toEqual([path, 404]);
      expect((await api.get(home.leader, `/agencies/${home.agency}/open-work`)).body).toMatchObject({ work: [], commitments: [], handOffs: [], compacts: [] });
      expect((await post(people.advocate, `/cases/${caseId}/steps/S1.1/acts`, { act: 'accept' })).body).toMatchObject({ owner: people.advocate, accountable: 'th' });
    });

    it('is not asked again, by whatever way, until it is back', async () => {
      const { caseId } = left;
      expect((await post(coordinator, `/hand-offs/${offer}/acts`, { act: 're-propose' })).body).toMatchObject({ code: 'AGENCY_UNKNOWN' });
      expect((await post(coordinator, `/cases/${caseId}/hand-offs`, { step: 'S1.2', to: home.agency, kind: 'ORDINARY' })).body).toMatchObject({ code: 'AGENCY_UNKNOWN' });
      expect((await post(coordinator, '/cases', { ...launchBody, agencies: [...team, { agency: home.agency, roles: advocates }] })).body).toMatchObject({ code: 'AGENCY_UNKNOWN' });
      for (const ledger of [`case/${caseId}`, `compact/${left.compact}`, `agency/${home.agency}`]) expect([ledger, await audit(ledger)]).toEqual([ledger, []]);
      await say(home.leader, home.agency, { act: 'rejoin' });
      expect((await post(coordinator, `/hand-offs/${offer}/acts`, { act: 're-propose', to: home.agency })).body).toMatchObject({ state: 'PROPOSED', receiver: home.agency });
    });
  });
});

describe('an agency that is taken off one case', () => {
  it('keeps its part in every other one, and the coordinator of the lead alone may say it', async () => {
    const home = await house();
    const [one, other] = [await launched(home), await launched(home)];
    const ends = { act: 'end-engagement', agency: home.agency, reason: 'NOT_IN_MANDATE' };
    expect((await post(home.leader, `/cases/${one}/acts`, ends)).body).toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await post(coordinator, `/cases/${one}/acts`, ends)).status).toBe(200);
    expect([(await api.get(home.one, `/cases/${one}`)).status, (await api.get(home.one, `/cases/${other}`)).status]).toEqual([404, 200]);
    expect((await post(coordinator, `/cases/${one}/acts`, ends)).body).toMatchObject({ code: 'NOT_ON_THE_TEAM' });
    expect((await post(coordinator, `/cases/${one}/hand-offs`, { step: 'S3.1', to: home.agency, kind: 'ORDINARY' })).status).toBe(201);
  });
});

describe('an agency that the directory has closed', () => {
  it('is found by the sentinel, and leaves every case', async () => {
    const home = await house();
    const caseId = await launched(home);
    await asOwner((client) => client.query('update agency set active = false where id = $1', [home.agency]));
    const pool = new pg.Pool({ connectionString: inject('workerUrl'), max: 2 });
    const connection = await Connection.connect({ address: inject('temporalAddress') });
    try {
      const failed: unknown[] = [];
      await sweepLeavers(pool, new Client({ connection }), (_what, error) => void failed.push(error));
      expect(failed).toEqual([]);
      const after = await until(() => api.get(home.one, `/cases/${caseId}`), ({ status }) => status === 404);
      expect(after.status).toBe(404);
      expect(await eventsOf(`case/${caseId}`, 'AgencyLeft')).toHaveLength(1);
    } finally {
      await connection.close();
      await pool.end();
    }
  });
});
