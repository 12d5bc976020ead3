/** Key-encryption keys, in a file and in a key module: the same promises of both, the module a real SoftHSM. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactEncrypt } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { keysInFile } from '#start/keks/in-file.ts';
import { givesOut, keysInModule } from '#start/keks/in-module.ts';
import { KekGone, nextName } from '#start/keks/keks.ts';
import { openKeks } from '#start/keks/open.ts';
import { softHsm } from '../support/soft-hsm.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-keks-'));
const module = softHsm();
afterAll(() => {
  module.close();
  rmSync(folder, { recursive: true });
});
const file = join(folder, 'vault.key');
const first = randomBytes(32);
writeFileSync(file, `${first.toString('base64')}\n`);
const key = randomBytes(32);

/** The text with one sign changed, for every seventh. */
const changedIn = (text: string): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / 7) }, (_, index) => `${text.slice(0, index * 7)}${text[index * 7] === 'A' ? 'B' : 'A'}${text.slice(index * 7 + 1)}`);

describe.each([
  ['in a file', () => keysInFile(file)],
  ['in a key module', () => keysInModule(module)],
] as const)('key-encryption keys %s', (_name, open) => {
  it('wrap under the newest and open what the older ones wrapped, until those are destroyed', async () => {
    const keks = open();
    const old = (await keks.names()).at(-1) ?? (await keks.make());
    const before = await keks.wrap(key, 'victim/1 rest');
    expect(before.kid).toBe(old);
    const made = await keks.make();
    expect((await keks.names()).at(-1)).toBe(made);
    const after = await keks.wrap(key, 'victim/1 rest');
    expect(after.kid).toBe(made);
    for (const { wrapped } of [before, after]) expect(Buffer.from(await keks.unwrap(wrapped, 'victim/1 rest'))).toEqual(key);
    await keks.destroy(old);
    expect(await keks.names()).toEqual([made]);
    await expect(keks.unwrap(before.wrapped, 'victim/1 rest')).rejects.toThrow(KekGone);
    expect(Buffer.from(await keks.unwrap(after.wrapped, 'victim/1 rest'))).toEqual(key);
  });

  it('see at once what another process made or destroyed', async () => {
    const [here, there] = [open(), open()];
    const made = await there.make();
    expect((await here.wrap(key, 'case/1 rest')).kid).toBe(made);
    const { wrapped } = await here.wrap(key, 'case/1 rest');
    await there.make();
    await there.destroy(made);
    await expect(here.unwrap(wrapped, 'case/1 rest')).rejects.toThrow(KekGone);
  });

  it('open nothing in another place, and nothing with one sign changed', async () => {
    const keks = open();
    const { wrapped } = await keks.wrap(key, 'victim/1 rest');
    for (const place of ['victim/2 rest', 'victim/1 health', 'victim/1', '']) await expect(keks.unwrap(wrapped, place), place).rejects.toThrow();
    for (const changed of changedIn(wrapped)) {
      const opened = await keks.unwrap(changed, 'victim/1 rest').catch(() => undefined);
      // The last sign of a base64 text may carry bits that mean nothing.
      expect(opened === undefined || Buffer.from(opened).equals(key), changed).toBe(true);
    }
  });

  it('wrap the same key to another text each time', async () => {
    const keks = open();
    const wraps = await Promise.all(Array.from({ length: 40 }, () => keks.wrap(key, 'victim/1 rest')));
    expect(new Set(wraps.map(({ wrapped }) => wrapped)).size).toBe(40);
    for (const { wrapped } of wraps) expect(wrapped).not.toContain(key.toString('base64url'));
  });
});

describe('the file of keys', () => {
  it('is for its owner alone after it was written anew', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(first.toString('base64'));
  });

  it('opens what was wrapped before keys had names', async () => {
    const old = join(folder, 'old.key');
    writeFileSync(old, first.toString('base64'));
    const wrapped = await new CompactEncrypt(key).setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM', kid: 'case/1' }).encrypt(first);
    expect(Buffer.from(await keysInFile(old).unwrap(wrapped, 'case/1 rest'))).toEqual(key);
    await expect(keysInFile(old).unwrap(wrapped, 'case/2 rest')).rejects.toThrow(/another owner/);
  });
});

describe('the key module', () => {
  it('never gives a key out', async () => {
    const kid = (await keysInModule(module).names()).at(-1) ?? '';
    expect(await givesOut(module, kid)).toBe(false);
  });

  it('takes over from a file: it wraps, and what the file wrapped opens until then', async () => {
    const both = await openKeks({ keyFile: file, keyModule: module });
    const { wrapped } = await keysInFile(file).wrap(key, 'case/1 rest');
    expect(Buffer.from(await both.unwrap(wrapped, 'case/1 rest'))).toEqual(key);
    expect((await both.wrap(key, 'case/1 rest')).wrapped).toMatch(/^module\./);
    for (const kid of await keysInFile(file).names()) await both.destroy(kid);
    await expect(both.unwrap(wrapped, 'case/1 rest')).rejects.toThrow(KekGone);
    expect(await both.names()).toEqual(await keysInModule(module).names());
  });

  it('says plainly what it does not have', async () => {
    await expect(keysInModule({ ...module, token: 'nobody' }).names()).rejects.toThrow('has no token nobody');
  });
});

it('counts names on, so that the newest is always the last', () => {
  expect(nextName([], 'aa')).toBe('000001-aa');
  expect(nextName(['000000-first', '000009-x'], 'aa')).toBe('000010-aa');
});
