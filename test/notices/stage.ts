/** The engine and the API of the tests as the campaign's stage, with a worker that knows a mail server. */
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { inject } from 'vitest';
import type { Stage } from '../../scenario/stage.ts';
import { openPostOffice } from '../../commands/campaign/post-office.ts';
import { asOwner, startApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

export const from = 'throughline@line.example';
export const origin = 'https://line.example';

export async function startPost() {
  /** Of the exercises, and of real people. */
  const [office, real] = await Promise.all([openPostOffice(), openPostOffice()]);
  // What was said in other files' cases is no letter of this one: a worker that met it all at once would be busy for minutes.
  await asOwner((client) => client.query('update notice set taken = true where not taken'));
  const settings = { SMTP_URL: real.url, MAIL_FROM: from, PUBLIC_URL: origin };
  const worker = await startWorker(settings);
  const api = await startApi();
  const pool = new pg.Pool({ connectionString: inject('databaseUrl'), max: 4 });
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const stage: Stage = { url: api.url, pool, temporal: new Client({ connection }), issuer: { sign: (claims) => api.sign(claims) } };
  return {
    office, real, worker, api, pool, stage, settings,
    stop: async (): Promise<void> => {
      await worker.stop();
      await api.stop();
      await Promise.all([pool.end(), connection.close(), office.close(), real.close()]);
    },
  };
}
