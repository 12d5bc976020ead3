/** Where the running engine of a data folder answers: noted by whoever starts it, read by the commands that look after it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.strictObject({ databaseUrl: z.string(), temporalAddress: z.string() });
/** `databaseUrl` is the owner's and holds a password: the note is readable by its owner alone. */
export type Addresses = z.infer<typeof schema>;

const fileOf = (dataDir: string): string => join(dataDir, 'run/engine.json');

export function noteAddresses(dataDir: string, { databaseUrl, temporalAddress }: Addresses): void {
  mkdirSync(join(dataDir, 'run'), { recursive: true });
  writeFileSync(fileOf(dataDir), JSON.stringify({ databaseUrl, temporalAddress }), { mode: 0o600 });
}

export const forgetAddresses = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

/** Undefined when no engine runs there. After a crash the note may be of an engine that is gone. */
export function readAddresses(dataDir: string): Addresses | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
