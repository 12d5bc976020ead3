import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reading } from '../../api/actor.ts';
import { asOwner, launchBody, loadPeople, people, startApi, type TestApi } from './support.ts';

let api: TestApi;
const person = `tp.${randomUUID().slice(0, 8)}`;
const past = '2020-01-01T00:00:00.000Z';
const as = (agency: string) => ({ headers: { 'Acting-For': agency } });

beforeAll(async () => {
  await loadPeople();
  api = await startApi(() => ({ patienceMs: 200 })); // no worker decides here: what was stored is looked at
  await asOwner(async (client) => {
    await client.query(`insert into person (id, agency_id, roles) values ($1, 'tp', '{INVESTIGATOR}')`, [person]);
    const hat = `insert into hat (ledger_id, id, person, agency, roles, from_at, until_at, agency_id) values ('', $1, $2, $3, $4, $5, $6, $3)`;
    await client.query(hat, [randomUUID(), person, 'tn', ['COORDINATOR'], past, null]);
    await client.query(hat, [randomUUID(), person, 'th', ['COMMUNITY_ADVOCATE'], past, '2020-02-01T00:00:00.000Z']);
    await client.query(hat, [randomUUID(), person, 'tr', ['FINANCIAL_INVESTIGATOR'], '2999-01-01T00:00:00.000Z', null]);
  });
});
afterAll(() => api.stop());

const inboxAgency = async (asking?: object): Promise<number> => (await api.get(person, '/inbox', asking)).status;
/** Whom the record says the launch came from; the keeper is not asked. */
const launchedAs = async (asking: object) => {
  await api.post(person, '/cases', launchBody, asking);
  return asOwner(async (client) => (await client.query<{ agency_id: string; roles: string[] }>(`select agency_id, roles from command where actor = $1 order by received_at desc limit 1`, [person])).rows[0]);
};

describe('somebody with several hats', () => {
  it('acts at home unless another agency is named, with the roles held there and no others', async () => {
    expect((await api.post(person, '/cases', launchBody)).body).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await launchedAs(as('tn'))).toEqual({ agency_id: 'tn', roles: ['COORDINATOR'] });
  });

  it('is let in by no hat that has ended, not begun, or was never theirs', async () => {
    expect(await inboxAgency(as('tn'))).toBe(200);
    for (const agency of ['th', 'tr', 'ts', 'nowhere']) expect([agency, await inboxAgency(as(agency))]).toEqual([agency, 403]);
    expect(await inboxAgency(as('not an agency'))).toBe(400);
  });

  it('sees as each agency what that agency sees', async () => {
    const ledger = `case/${randomUUID()}`;
    const id = ledger.slice(5);
    await asOwner(async (client) => {
      await client.query(`insert into case_view (ledger_id, id, code_name, status, playbook_id, playbook_version, opened_at, agency_id) values ($1, $2, 'HATS', 'OPEN', 'starter', 1, now(), 'tn')`, [ledger, id]);
      await client.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ($1, 'tn', '{COORDINATOR}', now())`, [ledger]);
    });
    expect([(await api.get(person, `/cases/${id}`)).status, (await api.get(person, `/cases/${id}`, as('tn'))).status]).toEqual([404, 200]);
  });
});

describe('somebody who stands in', () => {
  const deputy = people.prosecutor;
  it('has the roles of the scope, while it lasts and while they are held by whom they stand for', async () => {
    const rolesOf = (at: string) => asOwner(async (client) => (await client.query<{ roles: string[] }>(`select roles_at($1, 'tn', $2) as roles`, [deputy, at])).rows[0]?.roles);
    await asOwner((client) => client.query(`insert into deputy (ledger_id, id, person, deputy, roles, from_at, until_at, agency_id) values ('agency/tn', $1, $2, $3, '{COORDINATOR,AGENCY_LEADER}', '2031-01-01Z', '2031-02-01Z', 'tn')`, [randomUUID(), people.coordinator, deputy]));
    expect(await rolesOf('2030-12-31T23:59:59.999Z')).toEqual(['PROSECUTOR']);
    expect(await rolesOf('2031-01-01T00:00:00.000Z')).toEqual(['COORDINATOR', 'PROSECUTOR']);
    expect(await rolesOf('2031-02-01T00:00:00.000Z')).toEqual(['PROSECUTOR']);
  });
});

it('who has left is nobody from that instant on', async () => {
  const leaver = `tn.${randomUUID().slice(0, 8)}`;
  const leavesAt = (at: string) => asOwner((client) => client.query(`insert into departure (ledger_id, person, from_at, agency_id) values ('agency/tn', $1, $2, 'tn') on conflict (ledger_id, person) do update set from_at = $2`, [leaver, at]));
  await asOwner((client) => client.query(`insert into person (id, agency_id, roles) values ($1, 'tn', '{COORDINATOR}')`, [leaver]));
  await leavesAt('2999-01-01T00:00:00.000Z');
  expect((await api.get(leaver, '/inbox')).status).toBe(200);
  await leavesAt(past);
  expect((await api.get(leaver, '/inbox')).status).toBe(401);
});

it('who is away, stands in, is on duty or has left is in sight of their agency alone', async () => {
  const id = randomUUID();
  const rows = { absence: `person, from_at`, deputy: `person, deputy, roles, from_at`, shift: `person, from_at, until_at`, departure: `person, from_at`, hat: `person, agency, roles, from_at` };
  const values: Record<string, string> = { person: `'${id}'`, deputy: `'${id}'`, roles: `'{COORDINATOR}'`, from_at: `'2030-01-01Z'`, until_at: `'2030-01-02Z'`, agency: `'tn'` };
  await asOwner(async (client) => {
    for (const [table, columns] of Object.entries(rows)) {
      const key = table === 'departure' ? { columns: '', values: '' } : { columns: 'id, ', values: `'${id}', ` };
      await client.query(`insert into ${table} (ledger_id, ${key.columns}${columns}, agency_id) values ('agency/tn', ${key.values}${columns.split(', ').map((column) => values[column]).join(', ')}, 'tn')`);
    }
  });
  const count = (who: string) => reading(api.deps.database.prisma, { person: who, exercise: null }, async (tx) => {
    const where = { where: { person: id } };
    return [await tx.absence.count(where), await tx.deputy.count(where), await tx.shift.count(where), await tx.departure.count(where), await tx.hat.count(where)];
  });
  expect([await count(people.coordinator), await count(people.stranger)]).toEqual([[1, 1, 1, 1, 1], [0, 0, 0, 0, 0]]);
});
