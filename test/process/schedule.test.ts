/** The disclosure schedule over HTTP: each item opens by its class, its words lie under the case, and the case's own step follows the next day that is due. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, until } from '../api/house.ts';
import { launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
let api: TestApi;
let path = '';
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  path = String((await api.post(people.coordinator, '/cases', { ...launchBody, agencies: [...launchBody.agencies] })).headers.get('location'));
  await api.post(people.coordinator, `${path}/acts`, { act: 'name-subject', kind: 'SUSPECT', as: 'D1' });
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const act = (person: string, body: object): Promise<Answer> => api.post(person, `${path}/disclosure/acts`, body);
const said = ({ status, body }: Answer): unknown => (status < 300 ? status : [status, body['code']]);
interface Schedule { readonly items: { readonly item: string; readonly state?: string; readonly due?: string; readonly overdue?: boolean; readonly kind?: string; readonly words?: string }[]; readonly decided: object[]; readonly delays: object[] }
const read = async (person: string): Promise<Schedule> => (await api.get(person, `${path}/disclosure`)).body as unknown as Schedule;
const item = { act: 'list-item', kind: 'REPORT', exculpatory: 'UNDECIDED', due: '2020-04-01', to: ['D1'], words: 'The note of the first officer.' };

describe('the disclosure schedule', () => {
  it('is kept by the prosecutor, read by the team as far as its class opens, and by nobody else', async () => {
    expect(said(await act(people.investigator, item))).toEqual([403, 'NOT_ALLOWED']);
    expect(said(await act(people.prosecutor, item))).toBe(200);
    expect((await read(people.prosecutor)).items).toMatchObject([{ state: 'OPEN', due: '2020-04-01', overdue: true, kind: 'REPORT', words: item.words }]);
    // D15: a summary for the coordinator, nothing for those who have none.
    const [seen] = (await read(people.coordinator)).items;
    expect(seen).toMatchObject({ state: 'OPEN', due: '2020-04-01', overdue: true });
    expect(seen).not.toHaveProperty('words');
    expect(seen).not.toHaveProperty('kind');
    expect((await api.get(people.stranger, `${path}/disclosure`)).status).toBe(404);
  });

  it('holds nothing back before it is decided, and what speaks for a defendant never without a ruling', async () => {
    const { item: id } = (await read(people.prosecutor)).items[0] ?? { item: '' };
    const withhold = { act: 'withhold-item', item: id, ground: 'PRIVILEGE', words: 'Notes of counsel.' };
    expect(said(await act(people.prosecutor, withhold))).toEqual([409, 'EXCULPATORY_UNDECIDED']);
    expect(said(await act(people.prosecutor, { act: 'decide-item', item: id, exculpatory: 'YES' }))).toBe(200);
    expect(said(await act(people.prosecutor, withhold))).toEqual([409, 'RULING_REQUIRED']);
    expect(said(await act(people.prosecutor, { act: 'disclose-item', item: id, to: ['D1'], on: '2020-04-02' }))).toBe(200);
    expect(await read(people.prosecutor)).toMatchObject({ items: [{ state: 'DISCLOSED', late: true }], decided: [{ exculpatory: 'YES' }], disclosed: [{ to: ['D1'], on: '2020-04-02', late: true }] });
  });

  it('logs why time was lost, and can be decided again to the same events', async () => {
    expect(said(await act(people.prosecutor, { act: 'log-delay', cause: 'COURT', from: '2020-05-01', to: '2020-05-09', about: 'D1' }))).toBe(200);
    expect((await read(people.coordinator)).delays).toMatchObject([{ cause: 'COURT', from: '2020-05-01', to: '2020-05-09' }]);
    // The case has heard of it by errand.
    expect(await until(() => audit(path.replace('/cases/', 'process/')), (flaws) => flaws.length === 0)).toEqual([]);
    expect(await audit(path.replace('/cases/', 'case/'))).toEqual([]);
  });
});
