/** The worker process: runs the stories and the activities, delivers the outbox, and sees that no process is forgotten. */
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { loadConfig, originOf } from '#start/config.ts';
import { openDatabase } from '#prisma/client.ts';
import { taskQueue, type Activities } from '#workflows/contract.ts';
import { runSealer } from './access-seal.ts';
import { bundleStories } from './bundle.ts';
import { runDeconfliction } from './deconfliction.ts';
import { runMail } from './notices/post.ts';
import { mailTerms } from './notices/terms.ts';
import { runOutbox } from './outbox.ts';
import { recorder } from './record.ts';
import { ensureSentinel, sweep, sweepLeavers, takeUpAll } from './sweep.ts';

const connectionsMax = 24;
const watchMs = 15_000;

const config = loadConfig(process.env);
const log = pino({ level: config.logLevel, base: { process: 'worker' } });
/** Errors are logged by class and place only: their messages may carry values. */
const report = (what: string, error: unknown): void => {
  const cause = error instanceof Error ? error : new Error('unknown');
  log.error({ what, error: cause.name, ...(config.logLevel === 'debug' && { stack: cause.stack, cause: cause.cause }) }, 'failed');
};

if (config.databaseUrl === undefined || config.temporalAddress === undefined) throw new Error('the worker needs DATABASE_URL and TEMPORAL_ADDRESS: npm start sets them');
const database = openDatabase(config.databaseUrl, 'throughline_worker', connectionsMax);
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const connection = await NativeConnection.connect({ address: config.temporalAddress });
const client = new Client({ connection: await Connection.connect({ address: config.temporalAddress }), namespace: config.temporalNamespace });

const activities: Activities = {
  ...recorder(database.pool, report),
  sweep: async () => {
    const healed = await sweep(database.pool, client, report);
    await sweepLeavers(database.pool, client, report);
    if (healed > 0) log.warn({ healed }, 'clocks were overdue and have been ticked');
    return healed;
  },
};
const worker = await Worker.create({
  connection, namespace: config.temporalNamespace, taskQueue, workflowBundle: await bundleStories(`${config.cacheDir}/stories`), activities: { ...activities },
  stickyQueueScheduleToStartTimeout: '1s', maxConcurrentActivityTaskExecutions: connectionsMax - 4, shutdownGraceTime: '5s',
});

/** Looks whether the engine still knows us; an engine that was emptied is given every open process again. */
async function watch(isStart: boolean): Promise<void> {
  const isNew = await ensureSentinel(client);
  if (isNew || isStart) {
    const open = await takeUpAll(database.pool, client, report);
    const healed = await sweep(database.pool, client, report);
    log.info({ open, healed, engine: isNew ? 'new' : 'known' }, 'processes taken up');
  }
}

const outbox = runOutbox(database.pool, client, report);
const sealing = runSealer(database.pool, report);
const deconfliction = runDeconfliction(database.pool, report);
const mail = config.mail && runMail(database.pool, { ...config.mail, origin: originOf(config), terms: mailTerms() }, report);
const running = worker.run();
// Not waited for: a keeper that hangs must not keep the product from starting.
const takingUp = watch(true).catch((error: unknown) => report('watch', error));
const watching = setInterval(() => { watch(false).catch((error: unknown) => report('watch', error)); }, watchMs);
process.once('SIGTERM', () => worker.shutdown());
process.once('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the starter stops us in order.
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);

await running;
await takingUp;
clearInterval(watching);
await outbox.stop();
await sealing.stop();
await deconfliction.stop();
await mail?.stop();
await database.close();
await connection.close();
