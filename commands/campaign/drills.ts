/** Drills with the engine's own data: lost altogether, or put back from an older copy. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { takeUpAll } from '../../activities/sweep.ts';
import { auditTimers } from '../verify/timers.ts';
import type { System } from './system.ts';

/** `emptied`: the engine's data is deleted while it is down. `restored`: it comes back as it was half a minute ago, which loses every timer armed since. */
export const drills = ['emptied', 'restored'] as const;
export type Drill = (typeof drills)[number];

export interface DrillReport {
  readonly drill: Drill;
  readonly keepers: number;
  readonly clocks: number;
  readonly healedMs: number;
  readonly flaws: readonly string[];
}

interface Bench {
  readonly system: System;
  readonly pool: pg.Pool;
  readonly client: Client;
  /** Lets the clients act for so long, then stops them: from then on only clocks are at work. */
  readonly load: (ms: number) => Promise<void>;
  readonly log: (line: string) => void;
}

/** The worker looks for an emptied engine every 15 s. */
const takenUpWithinMs = 40_000;
/** A clock may be a minute late before the sentinel looks, which it does every minute; then it needs a moment. */
const healedWithinMs = 150_000;
const loadMs = 8_000;
const staleMs = 20_000;
const lookEveryMs = 500;

export function drill(which: Drill, bench: Bench): Promise<DrillReport> {
  return which === 'emptied' ? emptied(bench) : restored(bench);
}

async function emptied({ system, pool, client, log }: Bench): Promise<DrillReport> {
  log('drill emptied: the data of the engine is deleted');
  await system.kill('temporal');
  system.replaceEngine('nothing');
  await system.restart('temporal');
  const since = performance.now();
  let seen = await auditTimers(pool, client, 1);
  while (seen.broken.length > 0 && performance.now() - since < takenUpWithinMs) {
    await pause(lookEveryMs);
    seen = await auditTimers(pool, client, 1);
  }
  return { drill: 'emptied', keepers: seen.keepers, clocks: seen.clocks, healedMs: Math.round(performance.now() - since), flaws: seen.broken.map((flaw) => `emptied engine: ${flaw}`) };
}

async function restored({ system, pool, client, load, log }: Bench): Promise<DrillReport> {
  await system.kill('temporal');
  system.copyEngine();
  await system.restart('temporal');
  log('drill restored: the engine is copied, and left behind by new commands');
  await load(staleMs);
  await system.kill('temporal');
  system.replaceEngine('copy');
  await system.restart('temporal');
  const since = performance.now();
  const lost = (await auditTimers(pool, client, 1)).broken.length;
  log(`drill restored: the old copy runs; ${lost} processes or timers are missing`);
  const overdue = async (): Promise<number> => (await pool.query<{ n: number }>(`select count(*)::int as n from clock where state = 'open' and due_at < $1`, [until])).rows[0]?.n ?? 0;
  // Every clock that was to run out within the next half minute must have done so, by timer or by sentinel.
  const until = new Date(Date.now() + loadMs);
  while ((await overdue()) > 0 && performance.now() - since < healedWithinMs) await pause(lookEveryMs);
  const left = await overdue();
  const healedMs = Math.round(performance.now() - since);
  // What has no clock within the minute is taken up by the operator's command, as after any restore.
  await takeUpAll(pool, client, (_what, error) => { throw error; });
  const { keepers, clocks } = await auditTimers(pool, client);
  const flaws = [...(left === 0 ? [] : [`restored engine: ${left} clocks were never ticked`]), ...(lost > 0 ? [] : ['restored engine: nothing was lost by the restore, so the drill proves nothing'])];
  return { drill: 'restored', keepers, clocks, healedMs, flaws };
}
