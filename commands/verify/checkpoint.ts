/** A signed note of all heads, to be kept elsewhere: whoever can edit the whole database can mend every hash in it, but not this. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import canonicalize from 'canonicalize';
import type pg from 'pg';
import { z } from 'zod';
import { PlainError } from '#start/plain-error.ts';

const headSchema = z.strictObject({ ledger: z.string(), seq: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) });
const checkpointSchema = z.strictObject({ madeAt: z.iso.datetime(), heads: z.array(headSchema), signature: z.string() });
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Among the heads: the last seal of the access log. */
const accessLog = 'access-log';
const nameOf = (ledger: string): string => (ledger === accessLog ? 'seal' : 'event');

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Ed25519, made on first use and never replaced: a checkpoint is worth what the key is worth. Keep a copy of the key elsewhere too. */
function keyOf(dataDir: string): KeyObject {
  const file = join(dataDir, 'keys/checkpoint.pem');
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    if (!isAbsent(error)) throw new PlainError(`The checkpoint key ${file} is damaged.`, ['Put back its copy: with another key no earlier checkpoint can be checked.']);
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return privateKey;
}

const signedText = ({ madeAt, heads }: Omit<Checkpoint, 'signature'>): Buffer => Buffer.from(canonicalize({ madeAt, heads }) ?? '');

/** The checkpoint of an earlier day, or undefined when the file is not there yet. @throws PlainError when it is damaged or not ours. */
export function readCheckpoint(file: string, dataDir: string): Checkpoint | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
  const wayOut = ['Put back the file as it was written, with the checkpoint key of that time, or name a new file to begin a new chain of checkpoints.'];
  const read = checkpointSchema.safeParse(parse(text));
  if (!read.success) throw new PlainError(`${file} is no checkpoint.`, wayOut);
  const isOurs = verify(null, signedText(read.data), createPublicKey(keyOf(dataDir)), Buffer.from(read.data.signature, 'base64'));
  if (!isOurs) throw new PlainError(`The signature of ${file} is not that of the checkpoint key: one of the two was changed.`, wayOut);
  return read.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is no longer as it was when the checkpoint was made: a tail that was cut, an event that was edited, a ledger that is gone. */
export async function sinceCheckpoint(client: pg.Pool | pg.ClientBase, { heads }: Checkpoint): Promise<readonly string[]> {
  const { rows } = await client.query<{ ledger: string; seq: number; hash: string | null }>(
    `select r.ledger, r.seq, coalesce(e.hash, s.hash) as hash from jsonb_to_recordset($1) as r(ledger text, seq int)
       left join event e on e.ledger_id = r.ledger and e.seq = r.seq left join access_seal s on r.ledger = '${accessLog}' and s.seq = r.seq`, [JSON.stringify(heads)],
  );
  const now = new Map(rows.map(({ ledger, hash }) => [ledger, hash]));
  return heads.flatMap(({ ledger, seq, hash }) => {
    const found = now.get(ledger);
    if (found === hash) return [];
    return [found === null || found === undefined ? `${ledger}: ${nameOf(ledger)} ${seq} of the checkpoint is gone` : `${ledger}: ${nameOf(ledger)} ${seq} is not the one of the checkpoint`];
  });
}

/** Writes the heads as they are now. */
export async function writeCheckpoint(client: pg.Pool, file: string, dataDir: string): Promise<number> {
  const { rows } = await client.query<Checkpoint['heads'][number]>(
    `select id as ledger, seq, hash from ledger where seq > 0
     union all (select '${accessLog}', seq, hash from access_seal order by seq desc limit 1) order by 1`);
  const made = { madeAt: new Date().toISOString(), heads: rows };
  const signature = sign(null, signedText(made), keyOf(dataDir)).toString('base64');
  writeFileSync(file, `${JSON.stringify({ ...made, signature }, null, 1)}\n`);
  return rows.length;
}
