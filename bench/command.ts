/** The cost of a command on the whole path, side by side with the plain engine on the same servers in the same minutes. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { eventsPerCommand, eventsPerReArmingCommand } from './history.ts';
import { fullSide } from './full-side.ts';
import { closedLoop, openLoop, percentile } from './loops.ts';
import type { MachineRoom } from './machine-room.ts';
import { plainSide } from './plain/side.ts';
import type { Side } from './side.ts';

export interface Settings {
  readonly clients: number;
  readonly rounds: number;
  /** Length of one turn of one side. */
  readonly seconds: number;
}

/** What is promised; a run that measures less ends with an error. */
const promise = { ratio: 0.6, eventsPerCommand: 12, eventsToReArm: 2 } as const;

/** What was promised and not measured, in words. Empty when all is well. */
export function broken({ ratio, events_per_command: events, events: { full_re_arming: reArming } }: Pick<Measured, 'ratio' | 'events_per_command' | 'events'>): readonly string[] {
  return [
    ...(ratio >= promise.ratio ? [] : [`the whole path reaches ${ratio} of the plain engine's rate; promised: ${promise.ratio}`]),
    ...(events <= promise.eventsPerCommand ? [] : [`a command leaves ${events} events; promised: at most ${promise.eventsPerCommand}`]),
    ...(reArming <= promise.eventsPerCommand + promise.eventsToReArm ? [] : [`a command whose clock comes first leaves ${reArming} events; promised: at most ${promise.eventsPerCommand + promise.eventsToReArm}`]),
  ];
}

const keepersPerClient = 2;
const launchRounds = 2;
const historyCommands = 5;
const seed = 7;

type Each<T> = Record<Side['name'], T>;
export interface Measured {
  readonly ratio: number;
  readonly ratio_local: number;
  readonly ratio_rounds: readonly number[];
  readonly rate: Each<number>;
  readonly rate_rounds: Each<readonly number[]>;
  readonly open_loop_rate: number;
  readonly p50_ms: Each<number>;
  readonly p99_ms: Each<number>;
  /** Of the whole path; `events` says the same for the others, and for a command that sets the timer anew. */
  readonly events_per_command: number;
  readonly events: Each<number> & { readonly full_re_arming: number };
  readonly launch: { readonly ratio: number; readonly ratio_local: number; readonly rate: Each<number> };
  readonly clients: number;
  readonly keepers: number;
  readonly seconds: number;
  readonly machine: { readonly cores: number; readonly model: string; readonly load_before: number };
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

async function forEach<T>(sides: readonly Side[], measure: (side: Side) => Promise<T>): Promise<Each<T>> {
  const measured: Partial<Each<T>> = {};
  for (const side of sides) measured[side.name] = await measure(side);
  return measured as Each<T>;
}

/** Turns of all sides follow each other, round by round, in alternating order: what else the machine does meets all alike. */
async function inRounds(sides: readonly Side[], rounds: number, measure: (side: Side) => Promise<number>): Promise<Each<readonly number[]>> {
  const all: Each<number[]> = { plain: [], local: [], full: [] };
  for (let turn = 0; turn < rounds; turn += 1) for (const side of turn % 2 === 0 ? sides : sides.toReversed()) all[side.name].push(await measure(side));
  return all;
}

const means = (all: Each<readonly number[]>): Each<number> => ({ plain: round(mean(all.plain)), local: round(mean(all.local)), full: round(mean(all.full)) });

async function launchKeepers(side: Side, count: number): Promise<readonly string[]> {
  const keepers: string[] = [];
  while (keepers.length < count) keepers.push(...(await Promise.all(Array.from({ length: Math.min(keepersPerClient * 4, count - keepers.length) }, () => side.launch()))));
  return keepers;
}

export async function measureCommand({ client, caller }: MachineRoom, settings: Settings, say: (line: string) => void): Promise<Measured> {
  const started = performance.now();
  const { clients, rounds, seconds } = settings;
  const [load = 0] = loadavg();
  const sides: readonly Side[] = [plainSide(client, 'plain'), plainSide(client, 'local'), fullSide(caller)];
  const count = clients * keepersPerClient;
  say(`launching ${count} keepers for each side`);
  const keepers = await forEach(sides, (side) => launchKeepers(side, count));
  const act = (side: Side) => (arrival: number): Promise<void> => side.act(keepers[side.name][arrival % count] ?? '');
  const peak = async (side: Side): Promise<number> => (await closedLoop(clients, seconds, (who, turn) => act(side)(who + clients * turn))) / seconds;
  say('warming up');
  for (const side of sides) await peak(side);
  say(`peak: ${rounds} rounds of ${seconds} s for each side, ${clients} clients`);
  const rates = await inRounds(sides, rounds, peak);
  const rate = means(rates);
  const open = rate.plain / 2;
  say(`latency at ${round(open)} commands a second, half of the plain engine's peak`);
  const latencies = await forEach(sides, (side) => openLoop(open, seconds * 4, seed, act(side)));
  say('launches');
  const launched = means(await inRounds(sides, launchRounds, async (side) => (await closedLoop(clients, seconds, () => side.launch())) / seconds));
  say('history');
  const events = await forEach(sides, (side) => eventsPerCommand(client, side, historyCommands));
  const reArming = await eventsPerReArmingCommand(client, caller, historyCommands);
  const at = (share: number): Each<number> => ({ plain: round(percentile(latencies.plain, share)), local: round(percentile(latencies.local, share)), full: round(percentile(latencies.full, share)) });
  return {
    ratio: round(rate.full / rate.plain, 3), ratio_local: round(rate.full / rate.local, 3),
    ratio_rounds: rates.full.map((value, turn) => round(value / (rates.plain[turn] ?? Number.NaN), 3)),
    rate, rate_rounds: rates, open_loop_rate: round(open), p50_ms: at(0.5), p99_ms: at(0.99),
    events_per_command: events.full, events: { ...events, full_re_arming: reArming },
    launch: { ratio: round(launched.full / launched.plain, 3), ratio_local: round(launched.full / launched.local, 3), rate: launched },
    clients, keepers: count, seconds: round((performance.now() - started) / 1_000, 1),
    machine: { cores: availableParallelism(), model: cpus()[0]?.model ?? 'unknown', load_before: round(load) },
  };
}
