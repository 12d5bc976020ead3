/** Has each side of a match told whom to call. What is compared, and with what, the worker never sees: the database looks, and answers how much there was to look at. */
import type pg from 'pg';
import { runLoop, type Loop, type Report } from './loop.ts';

const everyMs = 1_000;

export const runDeconfliction = (pool: pg.Pool, report: Report): Loop => runLoop(pool, { name: 'deconfliction', everyMs, work: async () => (await pool.query<{ looked: number }>('select deconflict() as looked')).rows[0]?.looked ?? 0 }, report);
