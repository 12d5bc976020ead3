/** Reading the log: her own people, the coordinator, the auditor and oneself; each sees theirs, and names only where they may be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOf, asOwner, launchBody, loadPeople, people, startApi, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
const auditor = 'tr.auditor';
const counsel = 'th.counsel';
let api: TestApi;
let victim = '';
let theCase = '';
beforeAll(async () => {
  await loadPeople();
  await asOwner((client) => client.query(`insert into person (id, agency_id, roles) values ($1, 'tr', '{OVERSIGHT_AUDITOR}'), ($2, 'th', '{VICTIM_COUNSEL}') on conflict do nothing`, [auditor, counsel]));
  api = await startApi();
  theCase = String((await api.post(people.coordinator, '/cases', { ...launchBody, referral: 'A report that names nobody' })).headers.get('location'));
  victim = String((await api.post(people.coordinator, `${theCase}/victims`, { as: 'V1' })).headers.get('location'));
  for (const role of ['COMMUNITY_ADVOCATE', 'VICTIM_COUNSEL']) await api.post(people.coordinator, `${victim}/acts`, { act: 'stand-by', role, agency: 'th' });
  await api.post(people.advocate, `${victim}/acts`, { act: 'file-paper', class: 'D3', kind: 'LEGAL_NAME', text: 'A name of nobody' });
  await api.get(people.advocate, `${victim}/papers`);
  await api.get(people.investigator, victim);
  await api.get(people.stranger, victim);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

interface Access { readonly agency: string; readonly person?: string; readonly reader?: number; readonly operation: string; readonly class: string; readonly outcome: string; readonly basis?: string; readonly ledger: string }
const log = async (who: string, path: string): Promise<Access[]> => (await allOf(api, who, path, 100)) as Access[];
const status = async (who: string, path: string): Promise<number> => (await api.get(who, path)).status;

describe('her access log', () => {
  it('shows her advocate who read and who was refused, by agency and number, and no name', async () => {
    const found = await log(people.advocate, `${victim}/access-log`);
    expect(found.filter(({ person }) => person !== undefined)).toEqual([]);
    expect(found).toContainEqual(expect.objectContaining({ agency: 'th', operation: 'read-papers', class: 'D3', outcome: 'READ', depth: 'FULL', basis: 'STANDING' }));
    const strangers = found.filter(({ agency }) => agency === 'ts');
    expect(strangers.map(({ outcome }) => outcome)).toEqual(['DENIED']);
    expect(JSON.stringify(found)).not.toContain('A name of nobody');
  });

  it('gives the same reader the same number', async () => {
    const found = (await log(people.advocate, `${victim}/access-log`)).filter(({ agency, operation }) => agency === 'th' && operation !== 'read-access-log');
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found.map(({ reader }) => reader)).size).toBe(1);
  });

  it('names them to her counsel', async () => {
    expect((await log(counsel, `${victim}/access-log`)).map(({ person }) => person)).toContain(people.investigator);
  });

  it('is there for nobody else, and says what was read of itself', async () => {
    for (const who of [people.investigator, people.coordinator, people.stranger, auditor]) expect([who, await status(who, `${victim}/access-log`)]).toEqual([who, 404]);
    expect((await log(people.advocate, `${victim}/access-log`)).filter(({ operation, class: of }) => operation === 'read-access-log' && of === 'D19').map(({ agency }) => agency)).toContain('th');
  });
});

describe('the review of a case', () => {
  it('shows its coordinator the readers of the case and of its files, by name, and no agency from elsewhere', async () => {
    const found = await log(people.coordinator, `${theCase}/access-log`);
    expect(found).toContainEqual(expect.objectContaining({ person: people.investigator, ledger: victim.slice(1).replace('victims', 'victim') }));
    expect(found.map(({ agency }) => agency)).not.toContain('ts');
  });

  it('is for who leads', async () => {
    for (const who of [people.investigator, people.advocate, people.stranger]) expect([who, await status(who, `${theCase}/access-log`)]).toEqual([who, 404]);
  });
});

describe('the trail', () => {
  const id = (): string => victim.split('/').at(-1) ?? '';

  it('answers who saw this class of this person, between when, on what basis', async () => {
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const found = await log(auditor, `/audit/accesses?victim=${id()}&class=D3&outcome=READ&from=${from}&until=${until}`);
    expect(found).toContainEqual(expect.objectContaining({ person: people.advocate, agency: 'th', basis: 'STANDING' }));
    expect(new Set(found.map(({ outcome }) => outcome))).toEqual(new Set(['READ']));
    expect(await log(auditor, `/audit/accesses?victim=${id()}&until=${from}`)).toEqual([]);
    expect(new Set((await log(auditor, `/audit/accesses?victim=${id()}&person=${people.stranger}`)).map(({ person, outcome }) => `${person ?? ''} ${outcome}`))).toEqual(new Set([`${people.stranger} DENIED`]));
  });

  it('comes in pages that join to the whole', async () => {
    const path = `/audit/accesses?victim=${id()}&class=D3`;
    expect(await allOf(api, auditor, path, 2)).toEqual(await allOf(api, auditor, path, 100));
  });

  it('is noted itself', async () => {
    await log(auditor, `/audit/accesses?victim=${id()}&class=D3`);
    expect((await log(people.advocate, `${victim}/access-log`)).some(({ agency, operation }) => agency === 'tr' && operation === 'audit-accesses')).toBe(true);
  });

  it('is for auditors and privacy officers; what one did oneself is for everybody', async () => {
    for (const who of [people.coordinator, people.advocate, people.admin, people.leader]) expect([who, await status(who, '/audit/accesses')]).toEqual([who, 404]);
    const own = await log(people.stranger, '/me/accesses');
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ person }) => person))).toEqual(new Set([people.stranger]));
  });

  it('shows nothing of another time: neither an exercise outside, nor what is real inside one', async () => {
    const exercise = '00000000-0000-4000-8000-0000000a0d17';
    await asOwner((client) => client.query(`insert into exercise (id, now_at) values ($1, now()) on conflict do nothing`, [exercise]));
    await loadPeople(exercise);
    await asOwner((client) => client.query(`insert into person (id, agency_id, roles, exercise_id) values ($1, $2, '{OVERSIGHT_AUDITOR}', $3) on conflict do nothing`, [`${exercise}.tr.auditor`, `${exercise}.tr`, exercise]));
    const inside = await api.get(`${exercise}.tr.auditor`, '/audit/accesses?limit=100', { claims: { exercise } });
    expect(inside.status).toBe(200);
    expect((inside.body['items'] as Access[]).filter(({ person }) => person?.startsWith(exercise) !== true)).toEqual([]);
  });
});
