/** A real `npm start` whose servers are killed: each is said and comes back at the same place, and commands go on. One that cannot come back is given up in plain words. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readAddresses } from '#start/addresses.ts';
import { loadConfig } from '#start/config.ts';
import { localIssuer } from '#start/keys.ts';
import { freePort } from '#start/ports.ts';
import { startTemporal } from '#start/temporal.ts';
import { watchOver } from '#start/watch.ts';

/** Long enough for a crowded machine: it all happens once, before the first test is declared, and tests only read what was seen. */
const patient = { timeout: 60_000, interval: 50 };
const parts = ['postgres', 'temporal'] as const;

interface Seen {
  readonly lines: readonly string[];
  readonly pids: readonly [number, number];
  readonly addresses: readonly [unknown, unknown];
  /** The status of a command that was given after the fall. */
  readonly answered: number;
}

/** One command under one key, asked again until it is done, as a client does. */
async function launchCase(dataDir: string, url: string): Promise<number> {
  const token = await (await localIssuer(dataDir)).sign({ sub: 'district-prosecutor.coordinator' });
  const agencies = [
    { agency: 'district-prosecutor', roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: 'harbour-house', roles: ['COMMUNITY_ADVOCATE'] },
    { agency: 'city-police', roles: ['INVESTIGATOR'] }, { agency: 'revenue-crime', roles: ['FINANCIAL_INVESTIGATOR'] },
  ]; // prettier-ignore
  const body = JSON.stringify({ codeName: 'AFTER A FALL', playbook: { id: 'starter', version: 1 }, agencies });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  return vi.waitFor(async () => {
    const answer = await fetch(`${url}/cases`, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
    expect(answer.status, await answer.text()).toBe(201);
    return answer.status;
  }, patient);
}

/** Starts everything, kills each server once, and stops it all. */
async function killEach(): Promise<{ readonly seen: ReadonlyMap<string, Seen>; readonly exitCode: number | null }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-watch-'));
  const port = await freePort();
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  const starter = spawn(process.execPath, ['start/main.ts'], { env: { PATH, HOME, XDG_CACHE_HOME, PORT: String(port), THROUGHLINE_DATA: dataDir }, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise<number | null>((resolve) => starter.once('exit', resolve));
  let said = '';
  for (const stream of [starter.stdout, starter.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const saidBy = (line: string): Promise<void> => vi.waitFor(() => expect(said).toContain(line), patient);
  const pidOf = (part: string): number => Number(readFileSync(join(dataDir, `run/${part}.pid`), 'utf8').split(' ')[0]);
  const seen = new Map<string, Seen>();
  try {
    await saidBy('Throughline is running.');
    for (const part of parts) {
      const before = { pid: pidOf(part), addresses: readAddresses(dataDir) };
      process.kill(before.pid, 'SIGKILL');
      await saidBy(`[${part}] is up again`);
      const answered = await launchCase(dataDir, `http://127.0.0.1:${port}`);
      const lines = said.split('\n').filter((line) => line.startsWith(`[${part}]`));
      seen.set(part, { lines, pids: [before.pid, pidOf(part)], addresses: [before.addresses, readAddresses(dataDir)], answered });
    }
  } finally {
    starter.kill('SIGTERM');
    await gone;
    rmSync(dataDir, { recursive: true, force: true });
  }
  return { seen, exitCode: await gone };
}

const { seen, exitCode } = await killEach();

describe.each(parts)('a start whose %s is killed', (part) => {
  it('says so in a line, and has another at the same place', () => {
    const { lines, pids, addresses } = seen.get(part) ?? expect.fail('it was not killed');
    expect(lines).toEqual([`[${part}] ended unexpectedly (SIGKILL); starting it again`, `[${part}] is up again`]);
    expect(pids[1]).not.toBe(pids[0]);
    expect(addresses[1]).toEqual(addresses[0]);
  });

  it('takes commands again', () => {
    expect(seen.get(part)?.answered).toBe(201);
  });
});

it('a start whose servers fell and came back still ends in order when it is asked to', () => {
  expect(exitCode).toBe(0);
});

describe('a server that cannot come back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-given-up-'));
  const lines: string[] = [];
  let why: unknown;
  beforeAll(async () => {
    const { cacheDir, temporalNamespace: namespace } = loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] });
    const temporal = await startTemporal({ dataDir: folder, cacheDir, namespace, progress: () => {} });
    const watch = watchOver({ temporal, postgres: undefined }, { log: (line) => lines.push(line), pausesMs: [200, 1] });
    await temporal.kill();
    for (const part of ['-wal', '-shm']) rmSync(join(folder, `temporal/temporal.db${part}`), { force: true });
    writeFileSync(join(folder, 'temporal/temporal.db'), 'not a database at all, only words'.repeat(500));
    why = await watch.lost;
    await watch.end();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is given up after so many tries, with what it said and the way out', () => {
    expect(lines).toEqual(['[temporal] ended unexpectedly (SIGKILL); starting it again', '[temporal] does not come up; trying again']);
    expect(why).toMatchObject({ message: expect.stringContaining('[temporal] is given up after 2 tries in a row: The Temporal server does not start from'), wayOut: expect.arrayContaining([expect.stringContaining('Nothing is lost by that')]) });
  });
});
