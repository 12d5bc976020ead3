/** What staff owe her, over the API: in the inbox of who owes it and on nobody else's, done, offered anew when somebody leaves; and what is done for her, by class. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, house, rowsOf, sweptAt, until, type House } from '../api/house.ts';
import { allOf, asOwner, launchBody, loadPeople, people, startApi, team, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
let api: TestApi;
let border: House;
let shelter: House;
let victim = '';
let caseId = '';
beforeAll(async () => {
  await loadPeople();
  [border, shelter] = [await house(['IMMIGRATION_OFFICER']), await house(['COMMUNITY_ADVOCATE'])];
  api = await startApi();
  const launched = await api.post(people.coordinator, '/cases', {
    ...launchBody, agencies: [...team, { agency: border.agency, roles: ['IMMIGRATION_OFFICER'] }, { agency: shelter.agency, roles: ['COMMUNITY_ADVOCATE'] }],
  });
  caseId = `/cases/${String(launched.body['id'])}`;
  const opened = await api.post(people.coordinator, `${caseId}/victims`, { as: 'V1' });
  victim = String(opened.headers.get('location'));
  await act(people.coordinator, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: shelter.agency, person: shelter.one });
  await act(people.coordinator, { act: 'assign', person: border.one, agency: border.agency, class: 'D9', basis: 'CASE_WORK' });
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const act = (who: string, body: object): Promise<Answer> => api.post(who, `${victim}/acts`, body);
const codeOf = ({ status, body }: Answer) => [status, body['code']];
/** A file opens with what is owed to a child: that is told elsewhere. */
const isOfCare = ({ kind }: { readonly kind: string }): boolean => !/CHILD|MISSING/.test(kind);
type Listed = { kind: string; victimId?: string; duty: { duty: string; kind: string; role: string; person?: string } };
const inboxOf = async (who: string) => ((await allOf(api, who, '/inbox', 100)) as Listed[]).filter(({ kind, victimId, duty }) => kind === 'duty' && victim.endsWith(String(victimId)) && isOfCare(duty)).map(({ duty }) => duty);
const dutiesOf = async (who: string) => ((await api.get(who, `${victim}/duties?open=true`)).body['duties'] as Listed['duty'][] | undefined)?.filter(isOfCare).map(({ kind }) => kind);
const care = async (who: string) => (await api.get(who, `${victim}/care`)).body as Record<string, Record<string, unknown>[]>;

describe('what staff owe her', () => {
  it('stands in the inbox of who owes it and is listed to who cares for her, and to nobody else', async () => {
    expect((await act(people.investigator, { act: 'say-event', event: 'ARREST' })).status).toBe(200);
    expect((await inboxOf(shelter.one)).map(({ kind, person }) => [kind, person])).toEqual([['REASSESS_RISK', shelter.one]]);
    for (const who of [border.one, border.supervisor, shelter.two]) expect(await inboxOf(who)).toEqual([]);
    expect([await dutiesOf(people.coordinator), await dutiesOf(shelter.one), await dutiesOf(people.investigator), await dutiesOf(people.stranger)]).toEqual([['REASSESS_RISK'], ['REASSESS_RISK'], [], undefined]);
  });

  it('is opened in the file of each victim when something happens in the case', async () => {
    expect((await api.post(people.coordinator, `${caseId}/acts`, { act: 'say-event', event: 'RELEASE' })).status).toBe(200);
    const owed = await until(() => dutiesOf(people.coordinator), (kinds) => (kinds ?? []).length === 2);
    expect(owed).toEqual(['REASSESS_RISK', 'REASSESS_RISK']);
  });

  it('an assessment of the danger answers it, and each learns as much of it as their class opens', async () => {
    const assessed = { act: 'assess-risk', level: 'HIGH', trigger: 'ARREST', factors: ['RETALIATION'], measures: ['ESCORT'], next: '2099-01-02', text: 'Canary narrative', summary: 'Canary summary' };
    expect(codeOf(await act(people.investigator, assessed))).toEqual([403, 'NOT_ALLOWED']);
    expect((await act(shelter.one, assessed)).status).toBe(200);
    expect((await dutiesOf(people.coordinator))?.toSorted()).toEqual(['OFFER_REVIEW', 'REVIEW_RISK', 'SAFETY_STEP']);
    const seen = async (who: string) => { const { risk = [], riskDetails = [] } = await care(who); return [risk.map(({ level }) => level), riskDetails.map(({ factors }) => factors)]; };
    expect(await seen(shelter.one)).toEqual([['HIGH'], [['RETALIATION']]]);
    expect(await seen(people.coordinator)).toEqual([['HIGH'], []]);
    expect(await seen(people.investigator)).toEqual([[], []]);
  });

  it('a status measure is open to its officer, and a protected step to the coordinator', async () => {
    const filed = await act(border.one, { act: 'file-measure', kind: 'CP', filed: '2024-03-01', source: 'LETTER', officer: { agency: border.agency, role: 'IMMIGRATION_OFFICER', person: border.one } });
    expect(filed.status).toBe(200);
    const [measure] = (await care(border.one))['status'] ?? [];
    expect((await act(border.one, { act: 'grant-measure', measure: measure?.['measure'], granted: '2024-03-01', ends: '2099-03-01', source: 'DECISION' })).status).toBe(200);
    expect((await inboxOf(border.one)).map(({ kind }) => kind)).toEqual(['PROTECTED']);
    expect((await dutiesOf(people.coordinator))?.includes('PROTECTED')).toBe(true);
    expect([((await care(people.coordinator))['status'] ?? []).length, ((await care(border.two))['status'] ?? []).length, ((await care(border.one))['status'] ?? []).length]).toEqual([0, 0, 1]);
  });

  it('support is not ended for what she does, and nothing is taken on condition', async () => {
    await act(shelter.one, { act: 'open-support', kind: 'COUNSELLING', agency: shelter.agency });
    const [support] = (await care(shelter.one))['support'] ?? [];
    expect(codeOf(await act(shelter.one, { act: 'end-support', support: support?.['support'], reason: 'NOT_COOPERATING' }))).toEqual([409, 'SUPPORT_STAYS_OPEN']);
    expect(codeOf(await act(border.one, { act: 'file-measure', kind: 'T', filed: '2024-03-01', source: 'LETTER', officer: { agency: border.agency, role: 'IMMIGRATION_OFFICER' }, conditionalOn: 'TESTIMONY' }))).toEqual([400, 'INVALID_REQUEST']);
    // That she is in counselling is health data: not even the coordinator is told.
    expect([((await care(shelter.one))['support'] ?? []).length, (await care(people.coordinator))['support']]).toEqual([1, []]);
  });

  it('what she complains of is hidden from the unit it is about', async () => {
    expect(codeOf(await act(shelter.one, { act: 'raise-incident', kind: 'PRESSURE', raisedBy: 'HER', unit: 'tn' }))).toEqual([409, 'ANSWER_FROM_INSIDE']);
    expect((await act(shelter.one, { act: 'raise-incident', kind: 'PRESSURE', raisedBy: 'HER', unit: 'tn', to: { agency: 'th', role: 'AGENCY_SUPERVISOR' } })).status).toBe(200);
    expect([((await care(shelter.one))['incidents'] ?? []).length, (await care(people.coordinator))['incidents']]).toEqual([1, []]);
    expect((await inboxOf(people.harbourSupervisor)).map(({ kind }) => kind)).toEqual(['ANSWER_INCIDENT']);
  });

  it('falls back to the agency when who owes it leaves', async () => {
    expect((await api.post(shelter.leader, `/agencies/${shelter.agency}/acts`, { act: 'leave', person: shelter.one })).status).toBe(200);
    expect(await sweptAt(shelter.agency)).toBe(1);
    const owed = await rowsOf<{ person: string | null }>(`select distinct person from duty_view where agency = $1 and ended_at is null`, shelter.agency);
    expect(owed).toEqual([{ person: null }]);
    expect((await inboxOf(shelter.two)).length).toBeGreaterThan(0);
  });

  it('is decided again and read back to the same', async () => {
    expect(await audit(victim.slice(1).replace('victims', 'victim'))).toEqual([]);
  });

  it('lies behind the second wall: the rows themselves do not exist for others', async () => {
    const count = (table: string, person: string, agency: string) =>
      asOwner(async (client) => {
        await client.query('begin');
        await client.query('set local role throughline_api');
        await client.query(`select set_config('app.person', $1, true), set_config('app.agency', $2, true)`, [person, agency]);
        const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${table} where ledger_id = $1`, [victim.slice(1).replace('victims', 'victim')]);
        await client.query('rollback');
        return Number(rows[0]?.n);
      });
    const tables = ['duty_view', 'risk_view', 'risk_detail_view', 'support_view', 'incident_view', 'status_measure_view', 'measure_step_view'];
    const seen = async (person: string, agency: string) => Promise.all(tables.map((table) => count(table, person, agency)));
    expect(await seen(people.investigator, 'tp')).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect((await seen(people.coordinator, 'tn')).slice(1)).toEqual([1, 0, 0, 0, 0, 0]);
    expect((await seen(border.one, border.agency)).slice(1)).toEqual([0, 0, 0, 0, 1, 2]);
  });
});
