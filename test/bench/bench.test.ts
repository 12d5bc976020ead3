/** The measurement itself, far too short to mean anything: that it runs, says what it promises, and that its exit code follows its figures. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { broken } from '../../bench/command.ts';
import { closedLoop, openLoop, percentile } from '../../bench/loops.ts';

const command = fileURLToPath(new URL('../../commands/bench.ts', import.meta.url));
/** In so short a time on a busy machine a side may get nothing done: then there is no ratio and no latency, and the run says that its promise is broken. */
const figure = z.number().nonnegative().nullable();
const each = z.strictObject({ plain: figure, local: figure, full: figure });
const rounds = z.array(figure).length(1);
const events = z.number().positive();
const shape = z.strictObject({
  ratio: figure, ratio_local: figure, ratio_rounds: rounds, rate: each, rate_rounds: z.strictObject({ plain: rounds, local: rounds, full: rounds }),
  open_loop_rate: figure, p50_ms: each, p99_ms: each, events_per_command: events,
  events: z.strictObject({ plain: events, local: events, full: events, full_re_arming: events }),
  launch: z.strictObject({ ratio: figure, ratio_local: figure, rate: each }),
  clients: z.literal(4), keepers: z.literal(8), seconds: z.number().positive(),
  machine: z.strictObject({ cores: z.int().positive(), model: z.string(), load_before: z.number() }),
});

interface Run {
  readonly code: number | null;
  readonly out: readonly string[];
  readonly told: readonly string[];
}

function run(...options: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [command, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = { out: [] as string[], told: [] as string[] };
  createInterface({ input: child.stdout }).on('line', (line) => lines.out.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => lines.told.push(line));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...lines })));
}

// Six processes start, work and stop: the file is ready when they have, and the tests look at what they left.
const { code, out, told } = await run('command', '--json', '--clients', '4', '--rounds', '1', '--seconds', '0.25');

describe('npm run bench -- command --json', () => {
  it('ends in order, saying nothing but what it does and which promise is broken', () => {
    expect(told.slice(told.indexOf('history') + 1).filter((line) => !line.startsWith('BROKEN'))).toEqual(['stopping']);
  });
  it('prints one object whose figures decide the exit code', () => {
    const measured = shape.parse(JSON.parse(out.at(-1) ?? ''));
    expect(code).toBe(broken({ ...measured, ratio: measured.ratio ?? Number.NaN }).length === 0 ? 0 : 1);
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
