/** Attacks on who may see and do what that once stood open: a suspect at work in the case, an assignment to nobody, a paper that displaces another's, words that were only begun. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, house, rowsOf, until, type House } from '../api/house.ts';
import { launchBody, loadPeople, people, startApi, team, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { ofAge } from './consents.ts';

const worker = await startWorker();
let api: TestApi;
/** The same without any policy: row-level security alone. */
let bare: TestApi;
let theCase = '';
let child = '';
let adult = '';
/** Who stands by them; child protection, which has no part in the case; and an agency that has none at all. */
let shelter: House;
let ward: House;
let nobody: House;
beforeAll(async () => {
  await loadPeople();
  shelter = await house();
  ward = await house(['CHILD_PROTECTION_WORKER']);
  nobody = await house(['INVESTIGATOR']);
  api = await startApi();
  bare = await startApi(() => ({ vault: api.deps.vault, authoriser: { actions: api.deps.authoriser.actions, allows: () => true } }));
});
beforeAll(async () => {
  theCase = String((await api.post(people.coordinator, '/cases', { ...launchBody, agencies: team.map(({ agency, roles }) => ({ agency: agency === 'th' ? shelter.agency : agency, roles })) })).headers.get('location'));
  [child, adult] = [await opened({ as: 'V1' }), await opened(ofAge('V2'))];
});
beforeAll(async () => {
  for (const [victim, role, of] of [[child, 'COMMUNITY_ADVOCATE', shelter], [adult, 'COMMUNITY_ADVOCATE', shelter], [child, 'CHILD_PROTECTION_WORKER', ward]] as const)
    expect((await act(victim, people.coordinator, { act: 'stand-by', role, agency: of.agency, person: of.one })).status).toBe(200);
});
beforeAll(async () => {
  for (const [victim, of] of [[child, 'D4'], [child, 'D7'], [adult, 'D7']] as const) expect((await act(victim, shelter.one, { act: 'file-paper', class: of, kind: 'NOTE', text: `words of ${of}` })).status).toBe(200);
});
afterAll(async () => {
  await api.stop();
  await bare.stop();
  await worker.stop();
});

const opened = async (body: object): Promise<string> => String((await api.post(people.coordinator, `${theCase}/victims`, body)).headers.get('location'));
const act = (victim: string, who: string, body: object, claims: object = {}): Promise<Answer> => api.post(who, `${victim}/acts`, body, { claims: { ...claims } });
const ledgerOf = (path: string): string => path.slice(1).replace('victims/', 'victim/').replace('cases/', 'case/');
const papersOf = async (victim: string): Promise<readonly { id: string; class: string }[]> => rowsOf('select id, class from paper_view where ledger_id = $1 order by at, id', ledgerOf(victim));

describe('an assignment', () => {
  const given = (more: object) => ({ act: 'assign', class: 'D7', basis: 'CASE_WORK', person: people.investigator, agency: 'tp', ...more });

  it('is made to somebody of an agency with a part in it, who works there, in a role to which it opens something', async () => {
    const codes = [];
    for (const more of [{ person: nobody.one, agency: nobody.agency }, { person: 'tp.nobody' }, { person: shelter.one }, { person: people.gone, agency: 'tn' }, { person: people.prosecutor, agency: 'tn' }, { class: 'D4' }])
      codes.push((await act(child, people.coordinator, given(more))).body['code']);
    expect(codes).toEqual(['NOT_ON_THE_TEAM', 'PERSON_UNKNOWN', 'PERSON_UNKNOWN', 'PERSON_UNKNOWN', 'ROLE_NOT_HELD', 'ROLE_NOT_HELD']);
    expect((await act(child, people.coordinator, given({}))).status).toBe(200);
    const inCase = { act: 'assign', class: 'D12', basis: 'COURT_ORDER' };
    for (const [more, code] of [[{ person: nobody.one, agency: nobody.agency }, 'NOT_ON_THE_TEAM'], [{ person: shelter.one, agency: shelter.agency }, 'ROLE_NOT_HELD'], [{ person: 'tp.nobody', agency: 'tp' }, 'PERSON_UNKNOWN']] as const)
      expect((await api.post(people.prosecutor, `${theCase}/papers/acts`, { ...inCase, ...more })).body['code']).toBe(code);
  });

  it('takes somebody who has just signed in, as standing by her does, and joining a case', async () => {
    const graves = [given({}), { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: shelter.agency, person: shelter.two }, { act: 'join-case', case: theCase.split('/').at(-1), as: 'V9' }];
    for (const body of graves) expect([body.act, (await act(child, people.coordinator, body, { auth_time: 0 })).body['code']]).toEqual([body.act, 'STEP_UP_REQUIRED']);
    expect((await api.post(people.prosecutor, `${theCase}/papers/acts`, { act: 'assign', class: 'D12', basis: 'COURT_ORDER', person: people.investigator, agency: 'tp' }, { claims: { auth_time: 0 } })).body['code']).toBe('STEP_UP_REQUIRED');
  });

  it('opens to child protection the file of a child, and nothing when she is of age; by each wall alone', async () => {
    for (const victim of [child, adult]) {
      const made = await act(victim, people.coordinator, given({ person: ward.one, agency: ward.agency }));
      expect([victim === child, made.status, made.body['code']]).toEqual(victim === child ? [true, 200, undefined] : [false, 422, 'NOT_ON_THE_TEAM']);
    }
    for (const of of [api, bare]) expect((await of.get(ward.one, `${child}/papers`)).text).toContain('words of D7');
    const said = await act(child, people.coordinator, { act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'tn' });
    expect(said.status).toBe(200);
    for (const of of [api, bare]) expect((await of.get(ward.one, `${child}/papers`)).text).not.toContain('words of D7');
    expect(await audit(ledgerOf(child))).toEqual([]);
  });
});

describe('a paper', () => {
  it('takes the place of one that the same agency wrote in the same file and class, and of no other', async () => {
    const [where, risk] = await papersOf(child);
    const [other] = await papersOf(adult);
    const anew = { act: 'file-paper', class: 'D7', kind: 'NOTE', text: 'words anew' };
    const refused = [await act(child, shelter.one, { ...anew, supersedes: where?.id }), await act(child, shelter.one, { ...anew, supersedes: other?.id }), await act(child, people.coordinator, { ...anew, supersedes: risk?.id })];
    expect(refused.map(({ status, body }) => [status, body['code']])).toEqual(refused.map(() => [422, 'SUPERSEDES_ANOTHER']));
    expect((await act(child, shelter.one, { ...anew, supersedes: risk?.id })).status).toBe(200);
  });
});

describe('words that were only begun', () => {
  it('lie under a key of the file they are about, and open no more once that is destroyed', async () => {
    const name = `form.${adult.slice(1).replace('/', '.')}.acts`;
    expect((await api.post(shelter.one, `/drafts/${name}`, { content: 'begun about her' })).status).toBe(200);
    expect((await api.get(shelter.one, `/drafts/${name}`)).body['content']).toBe('begun about her');
    expect(await rowsOf('select about from draft where person = $1', shelter.one)).toEqual([{ about: ledgerOf(adult) }]);
    await rowsOf('begin; select vault_destroy($$' + ledgerOf(adult) + '$$); commit');
    expect(await rowsOf('select 1 from draft where person = $1', shelter.one)).toEqual([]);
    expect((await api.post(shelter.one, `/drafts/${name}`, { content: 'too late' })).status).toBe(404);
    // Only words about her: others are kept as before.
    expect((await api.post(shelter.one, '/drafts/launch', { content: 'about nobody' })).status).toBe(200);
  });
});

describe('somebody under suspicion', () => {
  it('sees nothing of her case any more, in lists and by address; by each wall alone; others go on', async () => {
    const places = ['', '/steps/S2.1', '/timeline', '/victims', '/papers', '/live'];
    const seen = async (of: TestApi, who: string): Promise<unknown[]> => Promise.all(places.map(async (part) => [part, (await of.get(who, theCase + part)).status]));
    const lists = async (of: TestApi, who: string): Promise<boolean> => (await Promise.all(['/cases', '/inbox?limit=100', '/clocks?limit=100', '/boards/due'].map(async (path) => (await of.get(who, path)).text))).some((text) => text.includes(theCase.split('/').at(-1) ?? ''));
    expect(await seen(api, shelter.one)).toEqual(places.map((part) => [part, 200]));
    expect(await lists(api, shelter.one)).toBe(true);
    expect((await api.post(shelter.one, `${theCase}/steps/S1.1/acts`, { act: 'accept' })).status).toBe(200);
    const [standing] = await rowsOf<{ id: string }>('select id from standing_view where ledger_id = $1 and person = $2 and until_at is null', ledgerOf(child), shelter.one);
    expect((await act(child, people.coordinator, { act: 'suspect-standing', standing: standing?.id })).status).toBe(200);
    for (const of of [api, bare]) {
      expect(await seen(of, shelter.one)).toEqual(places.map((part) => [part, 404]));
      expect(await lists(of, shelter.one)).toBe(false);
    }
    expect((await api.post(shelter.one, `${theCase}/steps/S2.1/acts`, { act: 'accept' })).status).toBe(404);
    expect(await seen(api, shelter.two)).toEqual(places.map((part) => [part, 200]));
    // The victim leaves the case: what it told of her stays shut.
    expect((await act(child, people.coordinator, { act: 'leave-case', case: theCase.split('/').at(-1) })).status).toBe(200);
    expect((await api.get(shelter.one, theCase)).status).toBe(404);
  });

  it('holds no work there: it is offered to their agency anew', async () => {
    const owners = await until(() => rowsOf<{ owner: string | null }>('select owner from step_view where ledger_id = $1 and code = $2', ledgerOf(theCase), 'S1.1'), ([step]) => step?.owner === null);
    expect(owners).toEqual([{ owner: null }]);
    expect((await api.post(shelter.two, `${theCase}/steps/S1.1/acts`, { act: 'accept' })).status).toBe(200);
  });
});
