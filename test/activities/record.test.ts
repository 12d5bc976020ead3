/** Recording from many sides at once, on the real database: the head's lock is what makes commands of one ledger follow each other. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#prisma/client.ts';
import { readLedger } from '../../activities/fold.ts';
import { publishPlaybooks } from '#start/playbooks.ts';
import { recorder } from '../../activities/record.ts';

const caseId = randomUUID();
const keeper = `case/${caseId}`;
const owner = new pg.Client(inject('databaseUrl'));
const agency = `record-${caseId.slice(0, 8)}`;
const faults: unknown[] = [];
let database: Database;
let records: ReturnType<typeof recorder>;

async function ask(body: object): Promise<string> {
  const id = randomUUID();
  await owner.query(
    `insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) values ($1, $2, $2, $3, $4, $5, '{COORDINATOR}', '', now(), $6)`,
    [id, keeper, 'type' in body ? body.type : '', JSON.stringify(body), `${agency}.coordinator`, agency],
  );
  return id;
}
const blocker = () => ask({ type: 'step', step: 'S3.1', act: { act: 'name-blocker', blocker: 'CAPACITY' } });

beforeAll(async () => {
  await owner.connect();
  await publishPlaybooks(inject('databaseUrl'));
  await owner.query(`insert into agency (id, name, type, zone) values ($1, $1, 'PROSECUTION', 'America/Chicago')`, [agency]);
  database = openDatabase(inject('databaseUrl'), 'throughline_worker', 12);
  records = recorder(database.pool, (_what, error) => faults.push(error));
  const agencies = [{ agency, roles: ['COORDINATOR', 'PROSECUTOR', 'COMMUNITY_ADVOCATE', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATOR'] }];
  await records.record({ keeper, commandId: await ask({ type: 'launch', caseId, codeName: 'RECORD', playbook: { id: 'starter', version: 1 }, agencies }) });
});
afterAll(async () => {
  await database.close();
  await owner.end();
});

const seqs = async (): Promise<readonly number[]> => (await readLedger(owner, keeper)).map(({ seq }) => seq);

describe('recording at once', () => {
  it('gives commands of one ledger their places one after the other', async () => {
    const before = (await seqs()).length;
    const ids = await Promise.all(Array.from({ length: 12 }, () => blocker()));
    const recorded = await Promise.all(ids.map((commandId) => records.record({ keeper, commandId })));
    expect(faults).toEqual([]);
    expect(recorded.map(({ receipt }) => receipt?.seq).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(ids.map((_, index) => before + index + 1));
    expect(await seqs()).toEqual(Array.from({ length: before + ids.length }, (_, index) => index + 1));
  });

  it('records one command once, however many bring it, and gives all of them the same receipt', async () => {
    const before = (await seqs()).length;
    const commandId = await blocker();
    const recorded = await Promise.all(Array.from({ length: 8 }, () => records.record({ keeper, commandId })));
    expect(recorded.map(({ receipt }) => receipt)).toEqual(recorded.map(() => ({ seq: before + 1 })));
    expect((await seqs()).length).toBe(before + 1);
    expect(await records.record({ keeper, commandId })).toMatchObject({ receipt: { seq: before + 1 }, at: { phase: 'open' } });
  });

  it('waits for nobody when the command was answered already', async () => {
    const commandId = await blocker();
    const { receipt } = await records.record({ keeper, commandId });
    await owner.query('begin');
    await owner.query('select 1 from ledger where id = $1 for update', [keeper]);
    expect((await records.record({ keeper, commandId })).receipt).toEqual(receipt);
    await owner.query('rollback');
  });

  it('forgets what was never stored, and a clock of a keeper that is not there', async () => {
    expect(await records.record({ keeper, commandId: 'never-stored' })).toMatchObject({ at: { phase: 'open' } });
    expect(await records.record({ keeper: `case/${randomUUID()}`, commandId: 'clock/none' })).toEqual({ at: { phase: 'absent' } });
  });
});
