/** Bugs planted on purpose, each in one process, as its sources are loaded: a campaign that does not turn red on them would prove nothing. */
import type { Drill } from './drills.ts';

export interface Plant {
  readonly process: 'worker' | 'api';
  /** Shown by `campaign -- erasure`, and not by kills. */
  readonly erasure?: true;
  /** Which drill shows it, if kills alone do not. */
  readonly drill?: Drill;
  readonly changes: readonly { readonly file: string; readonly find: string; readonly put: string }[];
}

export const plants: Readonly<Record<string, Plant>> = {
  'ack-before-commit': {
    process: 'worker',
    changes: [
      {
        file: 'activities/record.ts', find: `      await client.query('commit');`,
        put: `      setTimeout(() => { client.query('commit').then(() => client.release(), () => client.release(true)); }, 300); return recorded;`,
      },
      { file: 'activities/record.ts', find: `      client.release(broken);`, put: `      if (!broken) client.release(false);` },
    ],
  },
  'receipt-outside-transaction': {
    process: 'worker',
    changes: [
      { file: 'activities/append-statement.ts', find: `set receipt = doc -> 'receipt', facts = doc -> 'facts'`, put: `set facts = jsonb_build_object('receipt', doc -> 'receipt') || (doc -> 'facts')` },
      {
        file: 'activities/record.ts', find: `      faultPoint('record.after-commit');`,
        put: `      faultPoint('record.after-commit');
      await new Promise((resolve) => setTimeout(resolve, 30));
      await client.query("update command set receipt = facts -> 'receipt', facts = facts - 'receipt' where id = $1 and receipt is null", [request.commandId]);`,
      },
    ],
  },
  'no-head-lock': { process: 'worker', changes: [{ file: 'activities/record.ts', find: `) for update)`, put: `))` }] },
  'sweeper-off': { process: 'worker', drill: 'restored', changes: [{ file: 'activities/sweep.ts', find: `  await expire(pool);`, put: `  if (Date.now() > 0) return 0;` }] },
  'take-up-skipped': { process: 'worker', drill: 'emptied', changes: [{ file: 'activities/sweep.ts', find: `  return inParallel(rows, ({ id }) => ensure(client, id), report);`, put: `  return rows.length;` }] },
  'double-tick': { process: 'worker', changes: [{ file: 'domain/climb.ts', find: `  return due.map(({ level, at, to }, index)`, put: `  return due.flatMap((each) => [each, each]).map(({ level, at, to }, index)` }] },
  'early-tick': { process: 'worker', changes: [{ file: 'domain/ledger.ts', find: `clock.keeper === keeper && clock.dueAt <= now`, put: `clock.keeper === keeper && clock.dueAt <= new Date(Date.parse(now) + 2000).toISOString()` }] },
  'keys-kept': { process: 'worker', erasure: true, changes: [{ file: 'activities/append.ts', find: `await destroyKeys(client, head.ledger);`, put: `await Promise.resolve();` }] },
  'row-forgotten': { process: 'worker', changes: [{ file: 'activities/tables.ts', find: `table.once?.includes(member) !== true);`, put: `table.once?.includes(member) !== true && member !== 'blocker');` }] },
};
