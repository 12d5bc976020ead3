/** Evidence and the map of a venture over HTTP: custody that shows its gaps, reliance told to the case, a map as of a past day, and nothing for those to whom its class is shut. */
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

const said = ({ status, body }: Answer): unknown => (status < 300 ? status : [status, body['code']]);
const act = async (person: string, body: object, room = 'evidence'): Promise<unknown> => said(await api.post(person, `${path}/${room}/acts`, body));
const read = async (person: string, room = 'evidence') => (await api.get(person, `${path}/${room}`)).body as unknown as Record<string, object[]>;
const hash = 'c'.repeat(64);
const item = { act: 'file-item', as: 'E1', kind: 'PAYROLL', origin: 'SEARCH', basis: 'WARRANT', class: 'D10', sha256: hash, about: ['D1'], methods: ['WITHHOLDS_DOCUMENTS'], coercion: 'INDIRECT', expires: '2099-06-01', words: 'Two ledgers from the office.' };

describe('evidence', () => {
  it('is filed by who finds it, kept by one agency at a time, and shows what is on its way', async () => {
    expect(await act(people.advocate, item)).toEqual([403, 'NOT_ALLOWED']);
    expect(await act(people.investigator, item)).toBe(200);
    expect((await read(people.prosecutor))['items']).toMatchObject([{ item: 'E1', kind: 'PAYROLL', sha256: hash, methods: ['WITHHOLDS_DOCUMENTS'], words: item.words, custodian: 'tp', expires: '2099-06-01', isUnbroken: true }]);
    expect(await act(people.prosecutor, { act: 'hand-item-over', item: 'E1', to: 'tn' })).toEqual([409, 'CUSTODY_ELSEWHERE']);
    expect(await act(people.investigator, { act: 'hand-item-over', item: 'E1', to: 'tn' })).toBe(200);
    expect((await read(people.prosecutor))['items']).toMatchObject([{ custodian: 'tp', sentTo: 'tn', isUnbroken: false, custody: [{ from: 'tp', to: 'tn', differs: false }] }]);
    expect(await act(people.prosecutor, { act: 'receive-item', item: 'E1', sha256: 'd'.repeat(64) })).toBe(200);
    expect((await read(people.prosecutor))['items']).toMatchObject([{ custodian: 'tn', isUnbroken: false, custody: [{ differs: true, received: expect.any(String) }] }]);
  });

  it('opens by its class: a summary to the coordinator, nothing to an advocate, not there for other teams', async () => {
    const [seen] = (await read(people.coordinator))['items'] ?? [];
    expect(seen).toBeDefined();
    expect((await read(people.advocate))['items']).not.toContainEqual(expect.objectContaining({ words: item.words }));
    expect((await api.get(people.stranger, `${path}/evidence`)).status).toBe(404);
  });

  it('takes no image of abuse, in any words and under no other class', async () => {
    expect(await act(people.investigator, { ...item, as: 'E2', words: `data:image/png;base64,${'A'.repeat(300)}` })).toEqual([422, 'IMAGE_CONTENT_REFUSED']);
    expect(await act(people.investigator, { ...item, as: 'E2', kind: 'CHILD_ABUSE_IMAGES' })).toEqual([422, 'EVIDENCE_CLASS']);
  });

  it('says how far the proof relies on testimony, and how that changed', async () => {
    expect(await act(people.prosecutor, { act: 'open-route', as: 'R1', about: 'D1', label: 'TRAFFICKING', victims: [], elements: ['ACT', 'PURPOSE'] })).toBe(200);
    expect((await read(people.prosecutor))['routes']).toMatchObject([{ route: 'R1', victims: [] }]);
    expect(await act(people.investigator, { act: 'add-source', route: 'R1', element: 'ACT', source: 'DOCUMENT', strength: 'STRONG', item: 'E1' })).toBe(200);
    expect(await act(people.investigator, { act: 'add-source', route: 'R1', element: 'PURPOSE', source: 'FINANCIAL', strength: 'STRONG' })).toBe(200);
    expect(await read(people.prosecutor)).toMatchObject({ routes: [{ route: 'R1', about: 'D1', level: 'LOW' }], reliance: [{ level: 'TOTAL' }, { level: 'HIGH' }, { level: 'LOW' }] });
    expect(await until(() => audit(path.replace('/cases/', 'evidence/')), (flaws) => flaws.length === 0)).toEqual([]);
  });
});

describe('the map of a venture', () => {
  it('says who does what, who is key and who is at large, now and on a past day', async () => {
    const map = (body: object): Promise<unknown> => act(people.investigator, body, 'venture');
    expect(await map({ act: 'put-on-map', as: 'N1', kind: 'PERSON', class: 'D10', subject: 'D1', words: 'The man with the wallet.' })).toBe(200);
    expect(await map({ act: 'put-on-map', as: 'N2', kind: 'COMPANY', class: 'D10', from: '2020-01-01', until: '2020-12-31', words: 'The cleaning firm.' })).toBe(200);
    expect(await map({ act: 'say-role', node: 'N2', role: 'EMPLOYER', from: '2020-01-01' })).toEqual([422, 'NOT_A_PERSON']);
    expect(await map({ act: 'say-role', node: 'N1', role: 'MONEY_HANDLER', from: '2020-02-01' })).toBe(200);
    expect(await map({ act: 'say-tie', node: 'N1', to: 'N2', tie: 'OWNS', from: '2020-01-01', until: '2020-12-31' })).toBe(200);
    expect(await map({ act: 'weigh-person', node: 'N1', keyPlayer: true, replaceability: 'HARD', reason: 'HOLDS_THE_MONEY', reviewBy: '2099-01-01' })).toBe(200);
    expect(await map({ act: 'say-whereabouts', node: 'N1', where: 'AT_LARGE', on: '2020-03-01' })).toBe(200);
    expect(await read(people.prosecutor, 'venture')).toMatchObject({ nodes: [{ node: 'N1', subject: 'D1', words: 'The man with the wallet.', roles: [{ role: 'MONEY_HANDLER' }], where: 'AT_LARGE', weight: { keyPlayer: true, replaceability: 'HARD' } }, { node: 'N2' }], keyPlayers: ['N1'], atLarge: ['N1'], ties: [{ tie: 'OWNS' }] });
    expect(await read(people.prosecutor, 'venture?on=2020-01-15')).toMatchObject({ nodes: [{ node: 'N1', roles: [] }, { node: 'N2' }], keyPlayers: [], atLarge: [], ties: [{ tie: 'OWNS' }] });
    expect(await read(people.prosecutor, 'venture?on=2021-06-01')).toMatchObject({ nodes: [{ node: 'N1' }], ties: [] });
    expect((await api.get(people.stranger, `${path}/venture`)).status).toBe(404);
    expect(await until(() => audit(path.replace('/cases/', 'venture/')), (flaws) => flaws.length === 0)).toEqual([]);
  });
});
