/** The measurement itself, far too short to mean anything: that it runs, says what it promises, and that its exit code follows its figures. */
import { spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { broken } from '../../bench/command.ts';
import { closedLoop, openLoop, percentile } from '../../bench/loops.ts';

const command = fileURLToPath(new URL('../../commands/bench.ts', import.meta.url));
const each = z.strictObject({ plain: z.number().positive(), local: z.number().positive(), full: z.number().positive() });
const rounds = z.array(z.number()).length(1);
const shape = z.strictObject({
  ratio: z.number().positive(), ratio_local: z.number().positive(), ratio_rounds: rounds, rate: each, rate_rounds: z.strictObject({ plain: rounds, local: rounds, full: rounds }),
  open_loop_rate: z.number().positive(), p50_ms: each, p99_ms: each, events_per_command: z.number().positive(),
  events: each.extend({ full_re_arming: z.number().positive() }),
  launch: z.strictObject({ ratio: z.number().positive(), ratio_local: z.number().positive(), rate: each }),
  clients: z.literal(4), keepers: z.literal(8), seconds: z.number().positive(),
  machine: z.strictObject({ cores: z.int().positive(), model: z.string(), load_before: z.number() }),
});

describe('npm run bench -- command --json', () => {
  const child = spawn(process.execPath, [command, 'command', '--json', '--clients', '4', '--rounds', '1', '--seconds', '0.2'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const progress: Interface = createInterface({ input: child.stderr });
  const told: string[] = [];
  const out: string[] = [];
  progress.on('line', (line) => told.push(line));
  createInterface({ input: child.stdout }).on('line', (line) => out.push(line));
  const until = (words: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!told.some((line) => line.startsWith(words)) && child.exitCode === null) return;
        progress.off('line', look);
        resolve();
      };
      progress.on('line', look);
      look();
    });
  beforeAll(() => until('launching'));
  afterAll(() => void child.kill());

  it('launches and warms up', () => until('peak'));
  it('measures the peaks', () => until('latency'));
  it('measures latencies', () => until('launches'));
  it('measures launches', () => until('history'));
  it('measures histories', () => until('stopping'));
  it('prints one object whose figures decide the exit code', async () => {
    const code = await ended;
    expect(told.filter((line) => line.includes('wrong'))).toEqual([]);
    const measured = shape.parse(JSON.parse(out.at(-1) ?? ''));
    expect(code).toBe(broken(measured).length === 0 ? 0 : 1);
    expect(measured.events_per_command).toBeLessThanOrEqual(12);
    expect(measured.events.full_re_arming).toBeLessThanOrEqual(14);
  });
});

describe('what is promised', () => {
  const kept = { ratio: 0.6, events_per_command: 12, events: { plain: 11, local: 6, full: 12, full_re_arming: 14 } };
  it('is kept at its very edge', () => expect(broken(kept)).toEqual([]));
  it.each([
    ['a slower path', { ...kept, ratio: 0.599 }],
    ['a longer history', { ...kept, events_per_command: 12.1 }],
    ['a dearer timer', { ...kept, events: { ...kept.events, full_re_arming: 15 } }],
    ['a figure that is none', { ...kept, ratio: Number.NaN }],
  ])('is broken by %s', (_what, measured) => expect(broken(measured)).toHaveLength(1));
});

describe('the loops', () => {
  it('takes the nearest rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile(Array.from({ length: 200 }, (_, index) => index + 1), 0.99)).toBe(198);
    expect(percentile([], 0.5)).toBeNaN();
  });
  it('counts only what was done in time', async () => {
    const finish = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const counted = closedLoop(1, 0.01, () => { asked.resolve(); return finish.promise; });
    await asked.promise;
    const start = performance.now();
    while (performance.now() - start < 20);
    finish.resolve();
    expect(await counted).toBe(0);
  });
  it('counts latency from the moment an arrival was due, however late it was sent', async () => {
    const latencies = await openLoop(200, 0.1, 7, async (arrival) => {
      const start = performance.now();
      if (arrival === 0) while (performance.now() - start < 150);
    });
    expect(latencies.length).toBeGreaterThan(5);
    expect(latencies.filter((ms) => ms > 40).length).toBeGreaterThan(3);
  });
});
