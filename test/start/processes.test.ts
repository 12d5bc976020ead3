/** Processes of our own: ready when they say so, up again after a crash, ended in order, nothing left behind by a killed supervisor. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { endNoted, hasNoted } from '#start/child.ts';
import { startOf } from '#start/process-table.ts';
import { type Service, startService } from '#start/processes.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'throughline-processes-'));
const entry = join(dataDir, 'entry.ts');
let shown: string[] = [];

const start = (source: string, name = 'thing'): Promise<Service> => {
  writeFileSync(entry, source);
  return startService({ name, entry, env: { WORD: 'hello' }, dataDir, log: (line) => shown.push(line) });
};
const serving = `
process.on('SIGTERM', () => { console.log('finishing'); process.exit(0); });
console.log(JSON.stringify({ level: 30, msg: 'quiet' }));
console.log(JSON.stringify({ level: 40, msg: 'careful' }));
console.log(JSON.stringify({ ready: true, word: process.env.WORD, pid: process.pid }));
setInterval(() => {}, 1000);`;

beforeEach(() => {
  shown = [];
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a process of our own', () => {
  it('is up when it says so, and shows warnings while the log keeps all', async () => {
    const service = await start(serving);
    expect(await service.ready()).toEqual({ ready: true, word: 'hello', pid: service.pid() });
    await vi.waitFor(() => expect(shown).toEqual(['[thing] careful']));
    await service.stop();
    await vi.waitFor(() => expect(readFileSync(join(dataDir, 'logs/thing.log'), 'utf8')).toMatch(/quiet.*careful.*ready.*finishing/s));
    expect(startOf(service.pid())).toBeUndefined();
  });

  it('is started again after each crash, and stays down once stopped', async () => {
    const service = await start(serving);
    for (const _ of [1, 2]) {
      const before = service.pid();
      await service.kill();
      const again = await service.ready();
      expect(again).toMatchObject({ ready: true, pid: service.pid() });
      expect(service.pid()).not.toBe(before);
    }
    expect(shown.filter((line) => line !== '[thing] careful')).toEqual([
      '[thing] ended unexpectedly (SIGKILL); starting it again', '[thing] is up again',
      '[thing] ended unexpectedly (SIGKILL); starting it again', '[thing] is up again',
    ]); // prettier-ignore
    await service.stop();
    expect(startOf(service.pid())).toBeUndefined();
  });

  it('stays down when it is stopped in the middle of coming back', async () => {
    const service = await start(serving);
    await service.kill();
    await service.stop();
    expect(startOf(service.pid())).toBeUndefined();
    expect(shown).not.toContain('[thing] is up again');
  });

  it('that cannot start says its own last words', async () => {
    await expect(start("console.error('no such table: case'); process.exit(3);", 'broken')).rejects.toMatchObject({
      message: expect.stringMatching(/^The broken did not start\. It says:\nno such table: case$/), wayOut: [expect.stringContaining('logs/broken.log')],
    }); // prettier-ignore
  });

  it('left behind by a killed supervisor is found and ended by whoever takes the folder next', async () => {
    writeFileSync(entry, serving);
    const spec = JSON.stringify({ name: 'orphan', entry, env: {}, dataDir });
    const script = `import { startService } from '${new URL('../../start/processes.ts', import.meta.url).href}';
      const service = await startService({ ...${spec}, log: () => {} }); console.log(service.pid()); setInterval(() => {}, 1000);`;
    const supervisor = execFile(process.execPath, ['--input-type=module-typescript', '-e', script]);
    const left = await new Promise<number>((resolve) => supervisor.stdout?.once('data', (chunk) => resolve(Number(chunk))));
    const gone = new Promise((resolve) => supervisor.once('exit', resolve));
    supervisor.kill('SIGKILL');
    await gone;
    expect(startOf(left)).toBeDefined();
    expect(hasNoted(join(dataDir, 'run'))).toBe(true);
    await endNoted(join(dataDir, 'run'));
    expect(startOf(left)).toBeUndefined();
    expect(hasNoted(join(dataDir, 'run'))).toBe(false);
  });
});
