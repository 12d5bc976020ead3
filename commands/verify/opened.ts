/** Connects a command to the engine that is running: the one the environment names, or that of the data folder. */
import { Client, Connection } from '@temporalio/client';
import type pg from 'pg';
import { openDatabase } from '#prisma/client.ts';
import { readAddresses } from '#start/addresses.ts';
import type { Config } from '#start/config.ts';
import { PlainError } from '#start/plain-error.ts';

const CONNECTIONS = 4;

export interface Opened {
  /** In the worker's role: it may read the whole record, write read models, and open no vault. */
  readonly pool: pg.Pool;
  readonly temporal: Client;
  close(): Promise<void>;
}

/** @throws PlainError when nothing runs there, or what was noted no longer answers. */
export async function openRunning(config: Config): Promise<Opened> {
  const noted = readAddresses(config.dataDir);
  const databaseUrl = config.databaseUrl ?? noted?.databaseUrl;
  const temporalAddress = config.temporalAddress ?? noted?.temporalAddress;
  if (databaseUrl === undefined || temporalAddress === undefined)
    throw new PlainError(`Nothing runs in the data folder ${config.dataDir}.`, ['Start it with `npm start`, set THROUGHLINE_DATA to the folder it runs in, or name DATABASE_URL and TEMPORAL_ADDRESS.']);
  const database = openDatabase(databaseUrl, 'throughline_worker', CONNECTIONS);
  const connection = Connection.lazy({ address: temporalAddress, connectTimeout: '3s' });
  try {
    await database.pool.query('select 1');
  } catch (error) {
    await database.close();
    throw new PlainError(`The database does not answer: ${error instanceof Error ? error.message || error.name : String(error)}`, ['Is `npm start` still running?']);
  }
  return {
    pool: database.pool,
    temporal: new Client({ connection, namespace: config.temporalNamespace }),
    close: async () => {
      await connection.close();
      await database.close();
    },
  };
}
