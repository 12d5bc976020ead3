/** Two ways to load: closed (each client asks again as soon as it was answered: the peak) and open (arrivals at a rate, whether answered or not: the latency). */
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '#start/fault-points.ts';

/** Answers how many were done within the time; those still under way at its end are awaited and not counted. */
export async function closedLoop(clients: number, seconds: number, work: (client: number, turn: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  let done = 0;
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    for (let turn = 0; performance.now() < end; turn += 1) {
      await work(client, turn);
      if (performance.now() < end) done += 1;
    }
  }));
  return done;
}

/**
 * Arrivals at random moments (exponential gaps, seeded), `rate` a second on average. Latencies in milliseconds are counted from the moment an
 * arrival was due, so that a slow answer is not hidden by asking later.
 */
export async function openLoop(rate: number, seconds: number, seed: number, work: (arrival: number) => Promise<unknown>): Promise<readonly number[]> {
  const random = seeded(seed);
  const start = performance.now();
  const latencies: number[] = [];
  const under: Promise<void>[] = [];
  for (let due = 0, arrival = 0; ; arrival += 1) {
    due += (-Math.log(1 - random()) / rate) * 1_000;
    if (due > seconds * 1_000) break;
    const wait = start + due - performance.now();
    if (wait > 0) await pause(wait);
    const dueAt = start + due;
    under.push(work(arrival).then(() => void latencies.push(performance.now() - dueAt)));
  }
  await Promise.all(under);
  return latencies;
}

/** The smallest value that `share` of all do not exceed (nearest rank). NaN when there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
