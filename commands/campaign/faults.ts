/** `npm run campaign -- faults`: kills every part again and again under load, and shows that nothing acknowledged is lost or doubled. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { openDatabase, type Database } from '#prisma/client.ts';
import { seeded } from '#start/fault-points.ts';
import { drill, type Drill, type DrillReport } from './drills.ts';
import { Fleet } from './clients.ts';
import { atRest, auditAtRest, auditJournal, auditRecord, readLateness, type Lateness } from './invariants.ts';
import { Journal } from './journal.ts';
import { parts, startSystem, type Part, type System } from './system.ts';

export interface Plan {
  readonly seed: number;
  /** Of each part. */
  readonly kills: number;
  readonly parts: readonly Part[];
  readonly minutes: number;
  readonly drills: readonly Drill[];
  /** A bug to plant, by its name in plants.ts: then this run must turn red. */
  readonly plant?: string | undefined;
  readonly log: (line: string) => void;
}

interface Kill {
  readonly part: Part;
  /** `SIGKILL` from outside, or the named point at which the process killed itself. */
  readonly at: string;
  readonly inFlight: number;
  recoveryMs?: number;
}

interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface Report {
  readonly seed: number;
  readonly seconds: number;
  readonly kills: Readonly<Record<Part, number>>;
  readonly killsInFlight: number;
  readonly points: Readonly<Record<string, number>>;
  readonly recoveryMs: Readonly<Record<Part, Spread>>;
  readonly attempts: number;
  readonly acknowledged: number;
  readonly events: number;
  readonly answers: number;
  readonly clocks: Lateness;
  readonly checks: number;
  readonly drills: readonly DrillReport[];
  readonly flaws: readonly string[];
}

const clients = 5;
const cases = 4;
const thinkMs = 60;
/** A part counts as recovered when this many commands sent after the kill have been acknowledged. */
const answersToRecover = 3;
const recoverWithinMs = 60_000;
const checkEvery = 10;
const restWithinMs = 90_000;
const latestMs = { always: 120_000, afterRestore: 150_000 } as const;
const inFlightWanted = 0.8;

const points = { worker: ['record.after-commit', 'record.before-commit', 'record.after-lock', 'outbox.after-claim', 'outbox.after-wake'], api: ['api.after-command-row', 'api.after-update'] } as const;

class Campaign {
  readonly #plan: Plan;
  readonly #system: System;
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #fleet: Fleet;
  readonly #random: () => number;
  readonly #kills: Kill[] = [];
  readonly #drills: DrillReport[] = [];
  readonly #flaws: string[] = [];
  readonly #began = performance.now();
  #checks = 0;

  constructor(plan: Plan, system: System) {
    this.#plan = plan;
    this.#system = system;
    this.#random = seeded(plan.seed);
    this.#database = openDatabase(system.config.databaseUrl ?? '', 'throughline_worker', 4);
    this.#journal = new Journal(join(system.dataDir, 'acknowledged.jsonl'));
    this.#fleet = new Fleet(system, this.#journal, seeded(plan.seed + 1));
  }

  async run(): Promise<Report> {
    const { kills, minutes, drills, parts: victims, log } = this.#plan;
    await this.#fleet.open(cases);
    this.#fleet.start(clients, thinkMs);
    const order = Array.from({ length: kills }, () => victims).flat();
    for (const [index, part] of order.entries()) {
      if (performance.now() - this.#began > minutes * 60_000) {
        this.#flaws.push(`only ${index} of ${order.length} kills fitted into ${minutes} minutes`);
        break;
      }
      await this.#strike(part, Math.floor(index / victims.length));
      if (index % checkEvery === checkEvery - 1) await this.#check();
      if (this.#flaws.length > 0) break;
    }
    await this.#fleet.stop();
    for (const which of drills) if (this.#flaws.length === 0) await this.#drill(which);
    log('at rest: everything is checked');
    await atRest(this.#database.pool, restWithinMs);
    const client = await connect(this.#system);
    this.#flaws.push(...(await auditAtRest(this.#database.pool, client, this.#journal.entries())), ...this.#fleet.traffic().faults, ...this.#system.falls(), ...this.#system.bugs(), ...(await this.#late()));
    await client.connection.close();
    return this.#report();
  }

  /** One kill: from outside, or (every second one of a process) at a named point it comes by itself. */
  async #strike(part: Part, round: number): Promise<void> {
    const isArmed = (part === 'worker' || part === 'api') && round % 2 === 1;
    await pause(this.#random() * 250);
    const inFlight = await this.#waitForFlight();
    if (isArmed) await this.#fallAt(part, round);
    else {
      await this.#system.kill(part);
      this.#kills.push({ part, at: 'SIGKILL', inFlight });
    }
    const since = performance.now();
    const recovered = this.#fleet.recovered(answersToRecover);
    await this.#system.restart(part);
    const isBack = await Promise.race([recovered.then(() => true), pause(recoverWithinMs, false, { ref: false })]);
    const recoveryMs = Math.round(performance.now() - since);
    const last = this.#kills.at(-1);
    if (last !== undefined) last.recoveryMs = recoveryMs;
    if (!isBack) this.#flaws.push(`nothing was answered for ${recoverWithinMs / 1000} s after ${part} had been killed`);
    this.#plan.log(`${this.#kills.length}. ${part} ${last?.at ?? ''}, ${last?.inFlight ?? 0} in flight, answering again after ${recoveryMs} ms`);
  }

  /** The process is stopped in order and comes back armed: it dies the first time it passes the point, with the command that brought it there. */
  async #fallAt(part: 'worker' | 'api', round: number): Promise<void> {
    const list = points[part];
    const at = list[Math.floor(round / 2) % list.length] ?? list[0];
    await this.#system.fallAt(part, at, this.#plan.seed);
    this.#kills.push({ part, at, inFlight: this.#fleet.traffic().inFlight });
  }

  /** A kill with nothing in flight proves little: wait for a command, but not for ever. */
  async #waitForFlight(): Promise<number> {
    for (let look = 0; look < 100 && this.#fleet.traffic().inFlight === 0; look += 1) await pause(5);
    return this.#fleet.traffic().inFlight;
  }

  async #check(): Promise<void> {
    const told = this.#journal.entries();
    const { flaws } = await auditRecord(this.#database.pool);
    this.#flaws.push(...flaws, ...(await auditJournal(this.#database.pool, told)));
    this.#checks += 1;
  }

  async #drill(which: Drill): Promise<void> {
    const { log } = this.#plan;
    const client = await connect(this.#system);
    const done = await drill(which, { system: this.#system, pool: this.#database.pool, client, load: (ms) => this.#load(ms), log });
    await client.connection.close();
    this.#drills.push(done);
    this.#flaws.push(...done.flaws);
    log(`drill ${which}: ${done.keepers} processes and ${done.clocks} clocks, whole again after ${done.healedMs} ms`);
  }

  /** A timer that was lost is seen to by the sentinel, which looks once a minute for what is a minute late. After a restore it has many to see to. */
  async #late(): Promise<readonly string[]> {
    const { maxMs } = await readLateness(this.#database.pool);
    const most = this.#plan.drills.includes('restored') ? latestMs.afterRestore : latestMs.always;
    return maxMs <= most ? [] : [`a clock fired ${Math.round(maxMs / 1000)} s late`];
  }

  async #load(ms: number): Promise<void> {
    this.#fleet.start(clients, thinkMs);
    await pause(ms);
    await this.#fleet.stop();
  }

  async #report(): Promise<Report> {
    const { pool } = this.#database;
    const count = await auditRecord(pool);
    const { attempts, acknowledged } = this.#fleet.traffic();
    const withFlight = this.#kills.filter(({ inFlight }) => inFlight > 0).length;
    if (this.#kills.length > 0 && withFlight / this.#kills.length < inFlightWanted) this.#flaws.push(`only ${withFlight} of ${this.#kills.length} kills met a command in flight`);
    const of = (part: Part): Kill[] => this.#kills.filter((kill) => kill.part === part);
    const perPart = <T>(value: (kills: readonly Kill[]) => T) => Object.fromEntries(parts.map((part) => [part, value(of(part))])) as Record<Part, T>;
    return {
      seed: this.#plan.seed, seconds: Math.round((performance.now() - this.#began) / 1000), kills: perPart(({ length }) => length), killsInFlight: withFlight,
      points: Object.fromEntries([...new Set(this.#kills.map(({ at }) => at))].map((at) => [at, this.#kills.filter((kill) => kill.at === at).length])),
      recoveryMs: perPart((kills) => spread(kills.flatMap(({ recoveryMs }) => recoveryMs ?? []))),
      attempts, acknowledged, events: count.events, answers: count.answers, clocks: await readLateness(pool), checks: this.#checks, drills: this.#drills, flaws: [...new Set(this.#flaws)],
    };
  }

  async close(): Promise<void> {
    await this.#database.close();
    this.#journal.close();
  }
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

async function connect({ config }: System): Promise<Client> {
  return new Client({ connection: await Connection.connect({ address: config.temporalAddress ?? '' }), namespace: config.temporalNamespace });
}

export async function runFaults(plan: Plan): Promise<Report> {
  const system = await startSystem(plan.plant);
  const campaign = new Campaign(plan, system);
  let isWhole = false;
  try {
    const report = await campaign.run();
    isWhole = report.flaws.length === 0;
    return report;
  } finally {
    await campaign.close();
    if (!isWhole && plan.plant === undefined) plan.log(`databases and logs are kept in ${system.dataDir}`);
    await system.stop(!isWhole && plan.plant === undefined);
  }
}
