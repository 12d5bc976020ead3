/** `verify` must see every way in which a stored ledger or its read models can be wrong (I1, I2). Each bug is planted in a transaction that is undone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type pg from 'pg';
import { auditLedger } from '../../commands/verify/ledger.ts';
import { auditReadModels, rebuild } from '../../commands/verify/read-models.ts';
import { ledgerIds, readStored } from '../../commands/verify/stored.ts';
import { startRecording, tellStory, type Recording } from '../support/recording.ts';

let on: Recording;
beforeAll(async () => {
  on = await startRecording({ playbook: 'minutes', startsAt: '2026-03-02T15:00:00.000Z' });
  await tellStory(on);
});
afterAll(() => on.close());

/** As somebody with every right in the database would: triggers do not stop the owner. */
async function after<T>(sabotage: string, look: (client: pg.ClientBase) => Promise<T>, values: readonly unknown[] = []): Promise<T> {
  await on.owner.query('begin');
  try {
    await on.owner.query(`set local session_replication_role = replica`);
    const { rowCount } = await on.owner.query(sabotage, [...values]);
    expect(rowCount).toBeGreaterThan(0);
    return await look(on.owner);
  } finally {
    await on.owner.query('rollback');
  }
}
const audit = async (client: pg.ClientBase): Promise<string> => auditLedger(await readStored(client, on.ledger)).join('\n');
const differences = async (client: pg.ClientBase): Promise<string> => (await auditReadModels(client, on.ledger)).map(({ table, key, what }) => `${table} ${key} ${what}`).join('\n');

describe('a ledger as it was recorded', () => {
  it('has a story worth checking', async () => {
    const { events, commands } = await readStored(on.owner, on.ledger);
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThanOrEqual(15);
    expect(commands.filter(({ type }) => type === 'clock').length).toBeGreaterThan(20);
    expect(commands.filter(({ receipt }) => receipt.refusal !== undefined).length).toBeGreaterThan(0);
  });

  it('is found whole', async () => {
    expect(await audit(on.owner)).toBe('');
    expect(await differences(on.owner)).toBe('');
    expect(await ledgerIds(on.database.pool)).toEqual([on.ledger]);
  });
});

describe('what verify -- ledger sees', () => {
  it.each([
    ['an edited event', `update event set body = replace(body, '"CAPACITY"', '"TURNOVER"') where type = 'BlockerNamed'`, /is not the text that was hashed/],
    ['an event edited in its column alone', `update event set at = at + interval '1 hour' where seq = 5`, /event 5: its column "at" says something else/],
    ['an event that is not canonical', `update event set body = replace(body, '":', '": ') where seq = 3`, /event 3 is not canonical JSON/],
    ['a deleted last event', `delete from event where seq = (select max(seq) from event)`, /the head says \d+, the last event is \d+/],
    ['a deleted event in the middle', `delete from event where seq = 7`, /event 8 stands where 7 should/],
    ['a swapped pair', `update event e set body = o.body, type = o.type, hash = o.hash, prev_hash = o.prev_hash from event o where e.seq in (4, 5) and o.seq = 9 - e.seq`, /event 4 does not follow the one before it/],
    ['a deleted head', `delete from ledger`, /events and no head/],
    ['a changed state', `update ledger set state = jsonb_set(state::jsonb, '{counts,handOffs}', '99')::text`, /the stored state is not the fold/],
    ['a forgotten command', `delete from command where id = (select command_id from event where seq = 20)`, /belongs to no answered command/],
    ['a changed command', `update command set body = jsonb_set(body, '{act,blocker}', '"TURNOVER"') where body -> 'act' ->> 'act' = 'name-blocker'`, /decided again gives other events/],
    ['a changed actor', `update command set roles = '{COORDINATOR}', agency_id = (select id from agency where id like '%.police') where receipt -> 'refusal' ->> 'code' = 'NOT_THE_HOLDER'`, /decided again gives/],
    ['a changed receipt', `update command set receipt = receipt - 'refusal' where receipt -> 'refusal' is not null`, /decided again gives another answer/],
    ['a changed time of decision', `update command set facts = jsonb_set(facts, '{now}', '"2026-03-02T15:00:01.000Z"') where type = 'launch'`, /decided again gives other events/],
    ['a changed playbook', `update playbook set body = replace(body, '"1m"', '"2m"') where id = 'minutes'`, /the text of playbook minutes version 1 was changed/],
  ])('%s', async (_what, sabotage, seen) => {
    expect(await after(sabotage, audit)).toMatch(seen);
  });

  it('a tail cut off by somebody who mends the head as well', async () => {
    const sabotage = `with cut as (delete from event where seq = (select max(seq) from event) returning seq, prev_hash)
      update ledger set seq = cut.seq - 1, hash = cut.prev_hash from cut`;
    expect(await after(sabotage, audit)).toMatch(/fold of the events|has a receipt for \d+, which is not there/);
  });
});

describe('what verify -- readmodels sees', () => {
  it.each([
    ['a changed step', `update step_view set due_at = due_at + interval '1 minute' where code = 'B1'`, /step_view B1 differs in due_at/],
    ['a removed step', `delete from step_view where code = 'C1'`, /step_view C1 is missing/],
    ['a changed case', `update case_view set status = 'CLOSED'`, /case_view the head differs in status/],
    ['a changed hand-off', `update hand_off_view set state = 'WITHDRAWN'`, /hand_off_view .* differs in state/],
    ['a changed track', `update track_view set stalls_at = null where track = 'TEAM'`, /track_view TEAM differs in stalls_at/],
    ['a time that is gone', `delete from step_time where seq = (select max(seq) from step_time)`, /step_time \d+\/\S+ is missing/],
    ['a time told as another\'s', `update step_time set holder = accountable || 'x' where class = 'OWNED'`, /step_time .* differs in holder/],
    ['progress nobody made', `insert into progress (ledger_id, seq, track, at, agency_id) select ledger_id, 1, 'TEAM', at, agency_id from event where seq = 1`, /progress 1 should not be there/],
    ['an escalation made smaller', `update escalation_view set level = 'L0'`, /escalation_view .* differs in level/],
    ['a hand-off accepted earlier', `update hand_off_view set accepted_at = proposed_at where accepted_at is not null`, /hand_off_view .* differs in accepted_at/],
    ['a role added to a team', `update engagement set roles = roles || '{PROSECUTOR}'::text[] where agency_id like '%.house'`, /engagement .* differs in roles/],
    ['an ended engagement', `update engagement set until_at = now() where agency_id like '%.house'`, /engagement .* differs in until_at/],
    ['a notice nobody gave', `insert into notice (ledger_id, seq, part, kind, subject, to_agency, at, agency_id) select ledger_id, 1, 9, 'level', 'A1', agency_id, at, agency_id from event where seq = 1`, /notice 1\/9 should not be there/],
    ['a notice that is gone', `delete from notice where (seq, part) = (select seq, part from notice order by seq, part limit 1)`, /notice \d+\/1 is missing/],
    ['a removed clock', `delete from clock where id = (select id from clock where state = 'open' order by id limit 1)`, /clock .* is missing/],
    ['a clock that was stopped', `update clock set state = 'cancelled' where id = (select id from clock where state = 'open' order by id limit 1)`, /clock .* differs in state/],
    ['a fired clock set going again', `update clock set state = 'open' where id = (select id from clock where state = 'fired' order by id limit 1)`, /clock .* differs in state/],
    ['a clock put off', `update clock set due_at = due_at + interval '1 day' where id = (select id from clock where state = 'open' order by id limit 1)`, /clock .* differs in due_at/],
    ['a closed keeper', `update keeper set open = false where id like 'case/%'`, /keeper case\/.* differs in open/],
  ])('%s', async (_what, sabotage, seen) => {
    expect(await after(sabotage, differences)).toMatch(seen);
  });

  it('and --rebuild makes every row again, and keeps a legal hold', async () => {
    await on.owner.query(`update step_view set legal_hold = true, level = 'L9'`);
    await on.owner.query(`delete from clock where state = 'open'`);
    await on.owner.query(`delete from notice where seq < 30`);
    await on.owner.query(`insert into track_view (ledger_id, track, quiet_since, agency_id) select ledger_id, 'CHILD', at, agency_id from event where seq = 1`);
    const wrong = await rebuild(on.database.pool, on.ledger);
    expect(new Set(wrong.map(({ table }) => table))).toEqual(new Set(['step_view', 'clock', 'notice', 'track_view']));
    expect(await differences(on.owner)).toBe('');
    expect((await on.owner.query('select 1 from step_view where not legal_hold')).rowCount).toBe(0);
  });
});
