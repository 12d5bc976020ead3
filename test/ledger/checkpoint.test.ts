/** Signed heads see what somebody with every right could otherwise hide: a tail that was cut together with all that speaks of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLedger } from '../../commands/verify/ledger.ts';
import { readCheckpoint, sinceCheckpoint, writeCheckpoint } from '../../commands/verify/checkpoint.ts';
import { rebuild } from '../../commands/verify/read-models.ts';
import { readStored } from '../../commands/verify/stored.ts';
import { startRecording, tellStory, type Recording } from '../support/recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-checkpoint-'));
const file = join(folder, 'checkpoint.json');
let on: Recording;
beforeAll(async () => {
  on = await startRecording({ playbook: 'minutes', startsAt: '2026-03-02T15:00:00.000Z' });
  await tellStory(on);
});
afterAll(async () => {
  await on.close();
  rmSync(folder, { recursive: true, force: true });
});

const later = async () => {
  const read = readCheckpoint(file, folder);
  return read === undefined ? undefined : sinceCheckpoint(on.database.pool, read);
};

describe('a checkpoint', () => {
  it('is not there at first, then signs every head', async () => {
    expect(await later()).toBeUndefined();
    expect(await writeCheckpoint(on.database.pool, file, folder)).toBe(1);
    expect(await later()).toEqual([]);
  });

  it('stays true while the ledger grows', async () => {
    await on.say('coordinator', { type: 'step', step: 'B1', act: { act: 'name-blocker', blocker: 'CAPACITY' } });
    expect(await later()).toEqual([]);
  });

  it('cannot be edited, nor read with another key', () => {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"seq": \d+/, '"seq": 1'));
    expect(() => readCheckpoint(file, folder)).toThrow(/signature/);
    writeFileSync(file, text);
    expect(() => readCheckpoint(file, join(folder, 'elsewhere'))).toThrow(/signature/);
  });

  it('sees a tail that was cut without a trace', async () => {
    const { rows } = await on.owner.query<{ seq: number }>(`select max(seq) as seq from event where command_id not like 'clock/%'`);
    const from = (rows[0]?.seq ?? 0) - 40;
    await on.owner.query('set session_replication_role = replica');
    await on.owner.query(`with cut as (select distinct command_id from event where seq > $1) delete from command where id in (select command_id from cut) or (receipt ->> 'seq')::int > $1`, [from]);
    await on.owner.query('delete from event where seq > $1 or command_id not in (select id from command)', [from]);
    await on.owner.query(`update ledger set (seq, hash) = (select seq, hash from event order by seq desc limit 1), domain_version = 0`);
    await on.owner.query('set session_replication_role = origin');
    await rebuild(on.database.pool, on.ledger);
    expect(auditLedger(await readStored(on.owner, on.ledger))).toEqual([]);
    expect((await later())?.join()).toMatch(/event \d+ of the checkpoint is gone/);
  });
});
