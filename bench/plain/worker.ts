/** The plain engine's worker: stories bundled once, one pool, a prepared statement, the time-outs and limits of ours. */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import type { Activities } from './stories.ts';

const connections = 20;
const logger = new DefaultLogger('ERROR');
Runtime.install({ logger, shutdownSignals: [] });
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: connections });
pool.on('error', () => undefined);
await pool.query('create table if not exists bench_row (id text primary key, at timestamptz not null default now())');
const activities: Activities = {
  insert: async (row) => void (await pool.query({ name: 'insert', text: 'insert into bench_row (id) values ($1) on conflict do nothing', values: [row] })),
};
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection, namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'default', taskQueue: 'bench-plain', activities: { ...activities },
  workflowBundle: await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('stories.ts', import.meta.url)), logger }),
  stickyQueueScheduleToStartTimeout: '1s', maxConcurrentActivityTaskExecutions: connections, shutdownGraceTime: '5s',
});
const running = worker.run();
process.once('SIGTERM', () => worker.shutdown());
process.once('SIGINT', () => undefined);
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
await running;
await pool.end();
await connection.close();
