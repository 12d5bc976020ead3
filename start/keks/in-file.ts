/**
 * Key-encryption keys in a file: a line each, its name and 32 bytes in base64, the newest last. A line without a name is the first of all.
 * The file is read at every use: another process may have made a new key or destroyed an old one meanwhile, and nothing is kept in memory that no longer holds.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { PlainError } from '../plain-error.ts';
import { KekGone, nextName, type Keks } from './keks.ts';

export const kekBytes = 32;
const wrapping = { alg: 'A256KW', enc: 'A256GCM' } as const;
/** The key of a file that was made before keys had names. */
const firstName = '000000-first';

/** @throws PlainError for a file that holds anything else. */
export function parseKeys(file: string, text: string): ReadonlyMap<string, Uint8Array> {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const keys = lines.map((line): [string, Uint8Array] => {
    const [name, key] = line.includes(' ') ? line.split(' ') : [firstName, line];
    return [name ?? '', Buffer.from(key ?? '', 'base64')];
  });
  if (keys.length === 0 || keys.some(([, key]) => key.length !== kekBytes)) throw new PlainError(`The key file ${file} does not hold ${kekBytes} bytes in base64.`, ['Put back the right file, or set KEY_FILE to where it is.']);
  return new Map(keys.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function keysInFile(file: string): Keks {
  const read = (): ReadonlyMap<string, Uint8Array> => {
    try {
      return parseKeys(file, readFileSync(file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
      throw error;
    }
  };
  /** Whole or not at all: whoever reads meanwhile finds the old file or the new one. */
  const write = (keys: ReadonlyMap<string, Uint8Array>): void => {
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, [...keys].map(([name, key]) => `${name} ${Buffer.from(key).toString('base64')}\n`).join(''), { mode: 0o600, flush: true });
    renameSync(draft, file);
  };
  return {
    names: () => Promise.resolve([...read().keys()]),
    async wrap(key, place) {
      const [kid, kek] = [...read()].at(-1) ?? [];
      if (kid === undefined || kek === undefined) throw new Error('there is no key-encryption key');
      return { kid, wrapped: await new CompactEncrypt(key).setProtectedHeader({ ...wrapping, kid, place }).encrypt(kek) };
    },
    async unwrap(wrapped, place) {
      // Before keys had names, the place stood where the name stands now.
      const header = decodeProtectedHeader(wrapped);
      const isOld = header['place'] === undefined;
      const kid = isOld ? firstName : String(header.kid);
      const kek = read().get(kid);
      if (kek === undefined) throw new KekGone(kid);
      const { plaintext, protectedHeader } = await compactDecrypt(wrapped, kek, { keyManagementAlgorithms: ['A256KW'], contentEncryptionAlgorithms: ['A256GCM'] });
      if ((isOld ? `${protectedHeader.kid ?? ''} rest` : protectedHeader['place']) !== place) throw new Error('a wrapped key lies with another owner');
      return plaintext;
    },
    make() {
      const keys = read();
      const name = nextName([...keys.keys()], randomBytes(4).toString('hex'));
      write(new Map([...keys, [name, randomBytes(kekBytes)]]));
      return Promise.resolve(name);
    },
    destroy(kid) {
      const left = new Map([...read()].filter(([name]) => name !== kid));
      if (left.size > 0) write(left);
      else rmSync(file, { force: true });
      return Promise.resolve();
    },
  };
}
