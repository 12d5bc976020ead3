/** A partner in the wrong hands is shut out at the next request, by both walls; its clocks go on; released, it sees again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSession } from '../../api/sign-in/session.ts';
import { audit, house, rowsOf, sweptAt, until, type House } from '../api/house.ts';
import { launchBody, loadPeople, people, startApi, team, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { consentTo, inDays, ofAge } from '../people/consents.ts';

const worker = await startWorker();
let api: TestApi;
/** The same without any policy: row-level security alone. */
let bare: TestApi;
let victim = '';
let theCase = '';
/** Nobody contains or meets these but this file. */
let partner: House;
let elsewhere: House;
beforeAll(async () => {
  await loadPeople();
  partner = await house(['INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'LABOUR_INSPECTOR']);
  elsewhere = await house(['COORDINATOR']);
});
beforeAll(async () => {
  api = await startApi();
});
beforeAll(async () => {
  bare = await startApi(() => ({ vault: api.deps.vault, authoriser: { actions: api.deps.authoriser.actions, allows: () => true } }));
});
beforeAll(async () => {
  theCase = String((await api.post(people.coordinator, '/cases', { ...launchBody, agencies: team.map(({ agency, roles }) => ({ agency: agency === 'tp' ? partner.agency : agency, roles })) })).headers.get('location'));
  victim = String((await api.post(people.coordinator, `${theCase}/victims`, ofAge())).headers.get('location'));
});
beforeAll(async () => {
  await api.post(people.coordinator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' });
  await api.post(people.advocate, `${victim}/acts`, consentTo(partner.agency, ['D4'], inDays(1)));
  await api.post(people.advocate, `${victim}/acts`, { act: 'file-paper', class: 'D4', kind: 'ADDRESS', text: 'Nowhere at all' });
  expect((await api.post(people.coordinator, `${theCase}/hand-offs`, { step: 'S3.1', to: partner.agency, kind: 'ORDINARY', note: 'An offer' })).status).toBe(201);
});
afterAll(async () => {
  await api.stop();
  await bare.stop();
  await worker.stop();
});

const say = (who: string, body: object, claims: object = {}) => api.post(who, `/agencies/${partner.agency}/containment`, body, { claims: { ...claims } });
const statuses = async (of: TestApi): Promise<unknown[]> => Promise.all([theCase, victim, `${victim}/papers`, '/me'].map(async (path) => (await of.get(partner.one, path)).status));
const wasSignedIn = async (since: number): Promise<boolean> => (await rowsOf('select 1 where was_contained($1, to_timestamp($2))', partner.one, since)).length === 0;

describe('a partner that is contained', () => {
  it('is said by who leads its case, freshly signed in, and by nobody else', async () => {
    const body = { act: 'contain', reason: 'ACCOUNT_TAKEN_OVER' };
    for (const who of [partner.one, partner.leader, people.advocate, elsewhere.one]) expect([who, (await say(who, body)).status]).toEqual([who, 404]);
    expect((await say(people.coordinator, body, { auth_time: 0 })).body['code']).toBe('STEP_UP_REQUIRED');
    expect((await say(people.coordinator, { act: 'release' })).status).toBe(404);
  });

  it('reads nothing from the next request on but who it is, by both walls and by each alone; who is elsewhere goes on', async () => {
    expect([await statuses(api), await statuses(bare)]).toEqual([[200, 200, 200, 200], [200, 200, 200, 200]]);
    expect((await api.get(partner.one, `${victim}/papers`)).text).toContain('Nowhere at all');
    const { since } = newSession(partner.one);
    expect(await wasSignedIn(since - 60)).toBe(true);
    expect((await say(people.coordinator, { act: 'contain', reason: 'ACCOUNT_TAKEN_OVER' })).status).toBe(200);
    expect([await statuses(api), await statuses(bare)]).toEqual([[404, 404, 404, 200], [404, 404, 404, 200]]);
    // Its browsers are signed out for good; whoever signs in anew meets an empty desk.
    expect(await wasSignedIn(since - 60)).toBe(false);
    expect((await api.get(partner.one, '/inbox')).status).toBe(404);
    expect((await api.post(partner.one, `${theCase}/steps/S4.1/acts`, { act: 'accept' })).status).toBe(404);
    expect((await bare.get(partner.one, '/inbox')).body['items']).toEqual([]);
    expect((await api.get(people.advocate, victim)).status).toBe(200);
  });

  it('keeps its clocks, which go on', async () => {
    expect((await rowsOf(`select 1 from clock where ledger_id = $1 and state = 'open'`, theCase.slice(1).replace('cases', 'case'))).length).toBeGreaterThan(0);
  });

  it('has what was offered to it taken back, and who sent it answers for it again', async () => {
    const ledger = theCase.slice(1).replace('cases', 'case');
    const handOffs = await until(() => rowsOf<{ state: string }>('select state from hand_off_view where ledger_id = $1 and receiver = $2', ledger, partner.agency), (found) => found.every(({ state }) => state === 'WITHDRAWN'));
    expect(handOffs).toEqual([{ state: 'WITHDRAWN' }]);
    expect(await rowsOf('select accountable from step_view where ledger_id = $1 and code = $2', ledger, 'S3.1')).toEqual([{ accountable: 'tn' }]);
    expect(await audit(ledger)).toEqual([]);
  });

  it('is handed nothing anew', async () => {
    const offer = (to: string) => api.post(people.coordinator, `${theCase}/hand-offs`, { step: 'S3.1', to, kind: 'ORDINARY' });
    expect([(await offer(partner.agency)).body['code'], (await offer('th')).body['code']]).toEqual(['AGENCY_CONTAINED', undefined]);
  });

  it('is let in again by two people; then it sees what is open to it, and the history of it is kept', async () => {
    expect((await say(people.coordinator, { act: 'contain', reason: 'ACCOUNT_TAKEN_OVER' })).body['code']).toBe('TWO_PEOPLE_REQUIRED');
    expect((await say(people.leader, { act: 'contain', reason: 'ACCOUNT_TAKEN_OVER' })).status).toBe(200);
    expect((await say(people.coordinator, { act: 'release' })).status).toBe(200);
    expect((await say(people.coordinator, { act: 'release' })).body['code']).toBe('TWO_PEOPLE_REQUIRED');
    expect(await statuses(api)).toEqual([404, 404, 404, 200]);
    expect((await api.get(people.leader, '/inbox?limit=100')).text).toContain('release-asked');
    expect((await say(people.leader, { act: 'release' })).status).toBe(200);
    expect(await statuses(api)).toEqual([200, 200, 200, 200]);
    const spans = await rowsOf(`select reason, until_at is not null as over, confirmed_at is not null as confirmed, lapsed, agency_id from containment where ledger_id = $1 order by from_at`, `agency/${partner.agency}`);
    expect(spans).toEqual([{ reason: 'ACCOUNT_TAKEN_OVER', over: true, confirmed: true, lapsed: false, agency_id: partner.agency }]);
    expect(await sweptAt(partner.agency)).toBe(1);
    expect(await audit(`agency/${partner.agency}`)).toEqual([]);
  });
});

describe('a deputy', () => {
  it('does not stand by her unless named in her file', async () => {
    // People of their own: an absence outlives this file.
    const [named, other] = ['th.named', 'th.deputy'];
    await rowsOf(`insert into person (id, agency_id, roles) values ($1, 'th', '{COMMUNITY_ADVOCATE}'), ($2, 'th', '{COMMUNITY_ADVOCATE}') on conflict do nothing`, named, other);
    const hers = String((await api.post(people.coordinator, `${theCase}/victims`, { as: 'V2' })).headers.get('location'));
    const stood = await api.post(people.coordinator, `${hers}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th', person: named });
    expect(stood.status).toBe(200);
    await api.post(named, `${hers}/acts`, { act: 'file-paper', class: 'D3', kind: 'LEGAL_NAME', text: 'Nobody by name' });
    expect((await api.post(named, '/agencies/th/acts', { act: 'record-absence', person: named, deputy: other })).status).toBe(200);
    expect((await api.get(other, `${hers}/papers`)).text).not.toContain('Nobody by name');
    await api.post(people.coordinator, `${hers}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th', person: other });
    expect((await api.get(other, `${hers}/papers`)).text).toContain('Nobody by name');
  });
});
