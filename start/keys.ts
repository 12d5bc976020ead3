/** The secrets of a machine of its own: the key that wraps every key of the vault, the one that seals cookies, and the key of the local issuer of tokens. */
import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type JSONWebKeySet, type JWK, type JWTPayload, SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import pg from 'pg';
import type { Config } from './config.ts';
import { kekBytes, parseKeys } from './keks/in-file.ts';
import { openKeks } from './keks/open.ts';
import { PlainError } from './plain-error.ts';

const COOKIE_KEY_BYTES = 32;

const absent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (absent(error)) return undefined;
    throw error;
  }
}

/** Writes the secret whole or not at all, readable by its owner alone, and answers what the file holds: of two writers, or two starts, the first one stands. */
export function keep(file: string, secret: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, secret, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readFileSync(file, 'utf8');
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

async function sealedRows(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<{ n: number }>('select count(*)::int as n from vault_key')).rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

/** What seals the cookies of the pages: of no worth to who reads the vault, and not changed when its keys are. */
export function cookieKey(dataDir: string): Uint8Array {
  return Buffer.from(keep(join(dataDir, 'keys/cookies.key'), randomBytes(COOKIE_KEY_BYTES).toString('base64')), 'base64');
}

/**
 * Makes the first key-encryption key on the first start, looks for it on every other.
 * @throws PlainError when it is damaged, or missing although something is already sealed under it: a new key would open none of that.
 */
export async function ensureVaultKey(config: Pick<Config, 'keyFile' | 'keyModule'>, databaseUrl: string): Promise<void> {
  const { keyFile, keyModule } = config;
  const keks = await openKeks(config);
  if ((await keks.names()).length === 0 && (await sealedRows(databaseUrl)) > 0) {
    const what = keyModule === undefined ? `The key file ${keyFile} is missing` : `The key module has no key of ours in the token ${keyModule.token}`;
    throw new PlainError(`${what}, and this database holds what was sealed with it.`, [
      keyModule === undefined ? 'Put the file back, or set KEY_FILE to where it is. A new key could open nothing of it.' : 'Set KEY_MODULE_TOKEN to the token that has it, or restore the token. A new key could open nothing of it.',
    ]);
  }
  if (keyModule === undefined) parseKeys(keyFile, keep(keyFile, `${randomBytes(kekBytes).toString('base64')}\n`));
  // Into a module the keys of a file move at the next rotation: until then the module has one that wraps what is new.
  else {
    const module = (await import('./keks/in-module.ts')).keysInModule(keyModule);
    if ((await module.names()).length === 0) await module.make();
  }
}

/** The issuer of tokens on a machine that has no other: for trials, tests and exercises, never for real people. */
export interface LocalIssuer {
  readonly issuer: 'throughline-local';
  readonly audience: 'throughline';
  /** The public key, for whoever checks tokens. */
  readonly jwks: JSONWebKeySet;
  /** Signs an access token (RFC 9068). `sub` is the person's id; iat, exp and jti are given here unless named. */
  sign(claims: JWTPayload & { readonly sub: string }): Promise<string>;
}

const issuer = 'throughline-local';
const audience = 'throughline';
const usualHours = 8;

async function newIssuerKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return `${JSON.stringify({ ...jwk, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(jwk) })}\n`;
}

function parseKey(file: string, text: string): JWK & { readonly kid: string } {
  try {
    const jwk = JSON.parse(text) as JWK;
    if (jwk.kty === 'OKP' && jwk.kid !== undefined && jwk.d !== undefined) return { ...jwk, kid: jwk.kid };
  } catch {
    // said below, like a well-formed file that is no key
  }
  throw new PlainError(`The issuer's key ${file} is damaged.`, ['Delete it: the next start makes a new one, and tokens given out before stop working.']);
}

/** The local issuer of the data folder; its key is made when there is none yet. */
export async function localIssuer(dataDir: string): Promise<LocalIssuer> {
  const file = join(dataDir, 'keys/issuer.json');
  const jwk = parseKey(file, readIfThere(file) ?? keep(file, await newIssuerKey()));
  const key = await importJWK(jwk, 'EdDSA');
  const { d: _secret, ...open } = jwk;
  return {
    issuer,
    audience,
    jwks: { keys: [open] },
    sign: (claims) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: issuer, aud: audience, iat: now, auth_time: now, exp: now + usualHours * 3600, jti: randomUUID(), ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: jwk.kid })
        .sign(key);
    },
  };
}
