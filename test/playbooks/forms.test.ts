/** Forms of steps over HTTP: what is answered lies under the class of its field, in her file where it is about her; what is known is not asked again; what her file loses is gone from every form. */
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlaybook } from '#start/playbooks.ts';
import { audit, until } from '../api/house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const name = `f-${randomUUID().slice(0, 8)}`;
const more = `
  - code: S1.3
    title: Needs of tonight
    track: PROTECTION
    role: COMMUNITY_ADVOCATE
    per: victim
    pacing: GUIDANCE
    due: 24h
    ladder: hours
    source: ours
    fields:
      - { field: shelter, title: Is shelter needed?, type: yes-no, class: D2, required: true, sets: SHELTER, once: NEEDS_SHELTER }
      - { field: fears, title: What is to be feared?, help: In her own words, type: text, class: D7, most: 200 }
      - { field: nights, title: For how many nights?, type: number, class: D2, least: 1, most: 90 }
  - code: S1.4
    title: A place found
    track: PROTECTION
    role: COMMUNITY_ADVOCATE
    per: victim
    pacing: GUIDANCE
    due: 48h
    ladder: hours
    source: ours
    opens: { fact: SHELTER, is: [YES] }
    fields:
      - { field: needed, title: Is shelter needed?, type: yes-no, class: D2, required: true, sets: SHELTER, once: NEEDS_SHELTER }
      - { field: place, title: Where, type: text, class: D4, required: true }
`;
const text = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8')
  .replace('playbook: starter', `playbook: ${name}`)
  .replace('\nsteps:\n', `\nfacts:\n  - { fact: SHELTER, title: Shelter is needed, of: victim, is: yes-no }\n\nsteps:${more}`);

const worker = await startWorker();
let api: TestApi;
let path = '';
let victim = '';
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const { body, hash } = readPlaybook(`${name}.yaml`, text);
  await asOwner((client) => client.query('insert into playbook (id, version, hash, body) values ($1, 1, $2, $3)', [name, hash, body]));
  path = String((await api.post(people.coordinator, '/cases', { ...launchBody, playbook: { id: name, version: 1 } })).headers.get('location'));
  victim = String((await api.post(people.coordinator, `${path}/victims`, { as: 'V1' })).headers.get('location'));
  await api.post(people.coordinator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' });
  // Her file tells the case, which then opens what stands for her.
  await until(() => api.get(people.advocate, `${path}/steps/S1.3:V1`), ({ status }) => status === 200);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const act = (person: string, step: string, body: object): Promise<Answer> => api.post(person, `${path}/steps/${step}/acts`, body);
const form = async (person: string, step: string) => (await api.get(person, `${path}/steps/${step}/form`)).body as { fields: { field: string; known?: unknown; knownFrom?: { step: string } }[]; filed: { class: string; answers?: object }[] };
const said = ({ status, body }: Answer): unknown => (status < 300 ? 'done' : (body['errors'] ?? body['detailCodes'] ?? body['code']));

describe('the form of a step', () => {
  it('says for each answer that does not fit what is accepted there, and keeps nothing', async () => {
    expect(said(await act(people.advocate, 'S1.3:V1', { act: 'accept' }))).toBe('done');
    expect(said(await act(people.advocate, 'S1.3:V1', { act: 'complete', answers: { shelter: 'PERHAPS', nights: 0, wish: 'a dog' } }))).toEqual([
      { at: 'body.answers.shelter', problem: 'must be one of: YES, NO' }, { at: 'body.answers.nights', problem: 'must be a whole number from 1 to 90' }, { at: 'body.answers.wish', problem: 'is no field of this form' },
    ]);
    expect(said(await act(people.advocate, 'S1.3:V1', { act: 'complete', answers: { nights: 3 } }))).toEqual({ fields: ['shelter'] });
    expect((await form(people.advocate, 'S1.3:V1')).filed).toEqual([]);
  });

  it('takes no image written out as text (refusal 15)', async () => {
    for (const fears of [`data:image/png;base64,${'A'.repeat(40)}`, 'QUJD'.repeat(50)]) expect(said(await act(people.advocate, 'S1.3:V1', { act: 'complete', answers: { shelter: 'YES', fears } }))).toBe('IMAGE_CONTENT_REFUSED');
    expect((await form(people.advocate, 'S1.3:V1')).filed).toEqual([]);
  });

  it('opens what its answers open, and asks nothing twice', async () => {
    expect(said(await act(people.advocate, 'S1.3:V1', { act: 'complete', answers: { shelter: 'YES', fears: 'He knows the house.', nights: 3 } }))).toBe('done');
    const next = await form(people.advocate, 'S1.4:V1');
    expect(next.fields.find(({ field }) => field === 'needed')).toMatchObject({ known: 'YES', knownFrom: { step: 'S1.3:V1' } });
    await act(people.advocate, 'S1.4:V1', { act: 'accept' });
    expect(said(await act(people.advocate, 'S1.4:V1', { act: 'complete' }))).toEqual({ fields: ['place'] });
    expect(said(await act(people.advocate, 'S1.4:V1', { act: 'complete', answers: { place: 'Over the bakery' } }))).toBe('done');
  });

  it('opens each answer by its class: hers to those who may know it, the rest to the team', async () => {
    const classes = async (person: string) => (await form(person, 'S1.3:V1')).filed.map(({ class: of, answers }) => [of, answers]);
    expect(await classes(people.advocate)).toEqual(expect.arrayContaining([['D2', { shelter: 'YES', nights: 3 }], ['D7', { fears: 'He knows the house.' }]]));
    expect(await classes(people.investigator)).toEqual([['D2', { shelter: 'YES', nights: 3 }]]);
    expect(JSON.stringify((await api.get(people.investigator, `${path}/steps/S1.4:V1/form`)).body)).not.toContain('bakery');
    expect((await api.get(people.stranger, `${path}/steps/S1.3:V1/form`)).status).toBe(404);
  });

  it('opens nothing that it does not ask, and so notes nothing', async () => {
    const noted = async (): Promise<number> => asOwner(async (client) => (await client.query(`select 1 from access_log where ledger_id = $1 and class = 'D7'`, [victim.slice(1).replace('victims', 'victim')])).rows.length);
    const before = await noted();
    await form(people.advocate, 'S1.4:V1');
    expect(await noted()).toBe(before);
    await form(people.advocate, 'S1.3:V1');
    expect(await noted()).toBeGreaterThan(before);
  });

  it('is corrected by what is filed later; what was said before stays on record', async () => {
    expect(said(await act(people.advocate, 'S1.3:V1', { act: 'file-form', answers: { nights: 5 } }))).toBe('done');
    expect((await form(people.advocate, 'S1.3:V1')).fields.find(({ field }) => field === 'nights')).toMatchObject({ known: 5 });
    expect((await form(people.advocate, 'S1.3:V1')).filed.filter(({ class: of }) => of === 'D2').map(({ answers }) => answers)).toEqual([{ shelter: 'YES', nights: 3 }, { nights: 5 }]);
    expect(said(await act(people.advocate, 'S0.2', { act: 'file-form', answers: { nights: 5 } }))).not.toBe('done');
  });

  it('lies in her file, under keys that go with it', async () => {
    const owners = await asOwner(async (client) => (await client.query<{ owner: string; data_class: string }>(`select i.owner, i.data_class from vault_item i join form_view f on f.text = i.id where f.ledger_id = $1 order by 2`, [path.slice(1).replace('cases', 'case')])).rows);
    expect(owners.filter(({ data_class: of }) => of === 'D7' || of === 'D4').map(({ owner }) => owner)).toEqual([victim.slice(1).replace('victims', 'victim'), victim.slice(1).replace('victims', 'victim')]);
    expect(await audit(path.slice(1).replace('cases', 'case'))).toEqual([]);
  });

  it('is not filed with words of hers once her file was erased at the same instant: nothing is recorded of it; the rest is', async () => {
    const ledger = path.slice(1).replace('cases', 'case');
    const filed = () => asOwner(async (client) => (await client.query<{ n: number }>(`select count(*)::int as n from event where ledger_id = $1 and type = 'FormFiled'`, [ledger])).rows[0]?.n);
    const before = await filed();
    // As the erasure does it; her file's ledger is told later.
    await asOwner((client) => client.query('select vault_destroy($1)', [victim.slice(1).replace('victims', 'victim')]));
    const refused = await act(people.advocate, 'S1.3:V1', { act: 'file-form', answers: { fears: 'Too late.', nights: 6 } });
    expect([refused.status, refused.body['code'], await filed()]).toEqual([409, 'FILE_ERASED', before]);
    expect(said(await act(people.advocate, 'S1.3:V1', { act: 'file-form', answers: { nights: 7 } }))).toBe('done');
    expect(await filed()).toBe((before ?? 0) + 1);
  });
});
