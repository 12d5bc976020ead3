/** The commands themselves: what they say, and the exit code that a script can rely on. All are run before the tests are declared. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { startRecording, tellStory } from '../support/recording.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'throughline-verify-'));
const on = await startRecording({ playbook: 'minutes', startsAt: '2026-03-02T15:00:00.000Z' });
await tellStory(on);
afterAll(async () => {
  await on.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly last: string;
}

function run(entry: string, args: readonly string[], env: Readonly<Record<string, string>> = { DATABASE_URL: on.url, TEMPORAL_ADDRESS: inject('temporalAddress') }): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, entry), ...args], { env: { PATH: process.env['PATH'] ?? '', THROUGHLINE_DATA: folder, ...env } });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => { out += part.toString(); });
    child.once('close', (code) => resolve({ code, out, last: out.trimEnd().split('\n').at(-1) ?? '' }));
  });
}
const verify = (...args: readonly string[]): Promise<Ran> => run('commands/verify.ts', args);

const help = await verify('--help');
const strange = await verify('everything');
const stray = await verify('timers', '--rebuild');
const nowhere = await run('commands/verify.ts', ['ledger'], {});
const whole = { ledger: await verify('ledger', '--checkpoint', join(folder, 'heads.json')), readmodels: await verify('readmodels'), timers: await verify('timers') };
const again = await verify('ledger', '--checkpoint', join(folder, 'heads.json'));
await on.owner.query(`update step_view set level = 'L9' where code = 'A1'`);
const wrongRow = await verify('readmodels');
const rebuilt = await verify('readmodels', '--rebuild');
const rightRow = await verify('readmodels');
await on.owner.query('set session_replication_role = replica');
await on.owner.query(`update event set body = replace(body, '"CAPACITY"', '"TURNOVER"') where type = 'BlockerNamed'`);
const edited = await verify('ledger', '--checkpoint', join(folder, 'heads.json'));

describe('verify', () => {
  it('explains itself', () => {
    expect([help.code, strange.code, stray.code, nowhere.code]).toEqual([0, 1, 1, 1]);
    for (const word of ['ledger', 'readmodels', 'timers', '--checkpoint', '--rebuild', '--take-up']) expect(help.out).toContain(word);
    expect(strange.out).toContain('Say what to verify');
    expect(stray.out).toContain('--rebuild does not belong to timers');
    expect(nowhere.out).toContain('Nothing runs in the data folder');
  });

  it('says its figure on the last line and ends with 0 while the promises hold', () => {
    expect(whole.ledger.out).toMatch(/ledger: 1 ledgers, \d+ events chained, \d+ answers decided again: nothing is wrong\n$/);
    expect(whole.readmodels.out).toMatch(/^readmodels: 1 ledgers folded: nothing is wrong\n$/);
    expect(whole.timers.out).toMatch(/^timers: 0 open processes, 0 open clocks: nothing is wrong\n$/); // an exercise has no time of its own
    expect(Object.values(whole).map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(again.out).toMatch(/are all still there/);
  });

  it('ends with 1 when a row was changed, makes it again, and is content', () => {
    expect([wrongRow.code, rebuilt.code, rightRow.code]).toEqual([1, 0, 0]);
    expect(wrongRow.out).toMatch(/step_view A1 differs in level/);
    expect(rebuilt.last).toMatch(/1 rows made again$/);
  });

  it('ends with 1 when an event was edited, and signs nothing then', () => {
    expect(edited.code).toBe(1);
    expect(edited.last).toMatch(/: \d+ wrong$/);
    expect(edited.out).not.toMatch(/heads signed/);
  });
});
