/** The fleet: clients that act on cases over HTTP without a pause, and ask again with the same key until they have a final answer. */
import { setTimeout as pause } from 'node:timers/promises';
import { commandId } from '../../api/command.ts';
import type { Journal } from './journal.ts';

const retryMs = 150;
const answerWithinMs = 15_000;

const lead = 'district-prosecutor';
const unit = 'labour-standards';
const people = {
  coordinator: 'district-prosecutor.coordinator', inquiry: 'city-police.investigator', support: 'harbour-house.advocate',
  finance: 'revenue-crime.investigator', unit: 'labour-standards.supervisor',
} as const;
type Who = keyof typeof people;
const team = [
  { agency: lead, roles: ['COORDINATOR'] }, { agency: 'harbour-house', roles: ['COMMUNITY_ADVOCATE'] },
  { agency: 'city-police', roles: ['INVESTIGATOR'] }, { agency: 'revenue-crime', roles: ['FINANCIAL_INVESTIGATOR'] },
];

export interface Target {
  readonly url: string;
  token(person: string): Promise<string>;
}

/** Counters of a run, as they stand. */
export interface Traffic {
  /** Requests sent, repetitions included. */
  readonly attempts: number;
  readonly acknowledged: number;
  /** Sent and not yet answered: what a kill can hurt. */
  readonly inFlight: number;
  /** Answers that say that something of ours failed: none may come. */
  readonly faults: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: { readonly seq?: number; readonly id?: string; readonly code?: string; readonly state?: string; readonly handOff?: string };
}

interface Case {
  readonly id: string;
  handOff?: { readonly id: string; readonly state: string } | undefined;
}

export class Fleet {
  readonly #target: Target;
  readonly #journal: Journal;
  readonly #random: () => number;
  readonly #tokens = new Map<Who, string>();
  readonly #cases: Case[] = [];
  readonly #listeners = new Set<(sentAt: number) => void>();
  readonly #faults: string[] = [];
  #attempts = 0;
  #acknowledged = 0;
  #inFlight = 0;
  #keys = 0;
  #running = false;
  #loops: Promise<void>[] = [];

  constructor(target: Target, journal: Journal, random: () => number) {
    this.#target = target;
    this.#journal = journal;
    this.#random = random;
  }

  traffic(): Traffic {
    return { attempts: this.#attempts, acknowledged: this.#acknowledged, inFlight: this.#inFlight, faults: this.#faults };
  }

  /** Signs in and launches the first cases. */
  async open(cases: number): Promise<void> {
    for (const who of Object.keys(people) as Who[]) this.#tokens.set(who, await this.#target.token(people[who]));
    await Promise.all(Array.from({ length: cases }, () => this.#launch()));
  }

  /** Sets the clients to work. `thinkMs` is how long each waits, on average, before its next act. */
  start(clients: number, thinkMs: number): void {
    this.#running = true;
    this.#loops = Array.from({ length: clients }, async () => {
      while (this.#running) {
        await this.#act();
        await pause(this.#random() * 2 * thinkMs);
      }
    });
  }

  /** Resolves when every client has the final answer to its last act. */
  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all(this.#loops);
  }

  /** Resolves when that many commands sent after now have been acknowledged. */
  recovered(count: number): Promise<void> {
    const since = performance.now();
    return new Promise((resolve) => {
      let left = count;
      const heard = (sentAt: number): void => {
        if (sentAt < since) return;
        left -= 1;
        if (left > 0) return;
        this.#listeners.delete(heard);
        resolve();
      };
      this.#listeners.add(heard);
    });
  }

  async #launch(): Promise<void> {
    const name = `MINUTES ${Math.floor(this.#random() * 1e9)}`;
    const { body } = await this.#say('coordinator', '/cases', { codeName: name, playbook: { id: 'minutes', version: 1 }, agencies: team });
    if (body.id === undefined) return;
    const made: Case = { id: body.id };
    for (const [who, step] of [['coordinator', 'A1'], ['inquiry', 'B1'], ['support', 'C1'], ['finance', 'D1'], ['coordinator', 'A3']] as const) await this.#say(who, `/cases/${made.id}/steps/${step}/acts`, { act: 'accept' });
    this.#cases.push(made);
  }

  /** One act. Half of them set a clock anew; a quarter are a hand-off, where two ledgers' keepers must agree. The first case is the hot one. */
  async #act(): Promise<void> {
    const chance = this.#random();
    if (chance < 0.02) return this.#launch();
    const at = this.#random() < 0.3 ? 0 : Math.floor(this.#random() * this.#cases.length);
    const on = this.#cases[at];
    if (on === undefined) return;
    if (chance < 0.3) return this.#handOver(on);
    const acts = [['coordinator', 'A1', 'complete'], ['inquiry', 'B1', 'complete'], ['support', 'C1', 'complete'], ['coordinator', 'A3', 'complete'], ['finance', 'D1', 'complete'], ['coordinator', 'B1', 'name-blocker'], ['coordinator', 'A1', 'name-blocker']] as const;
    const [who, step, act] = acts[Math.floor(this.#random() * acts.length)] ?? acts[0];
    const body = act === 'complete' ? { act } : { act, blocker: 'CAPACITY' };
    const path = `/cases/${on.id}/steps/${step}/acts`;
    // Now and then a client is impatient and sends the same request twice at once.
    if (this.#random() < 0.1) await this.#twice(who, path, body);
    else await this.#say(who, path, body);
  }

  async #handOver(on: Case): Promise<void> {
    const { handOff } = on;
    if (handOff === undefined) return await this.#remember(on, await this.#say('coordinator', `/cases/${on.id}/hand-offs`, { step: 'A2', to: unit, kind: 'ORDINARY' }));
    const path = `/hand-offs/${handOff.id}/acts`;
    if (handOff.state === 'IN_PROGRESS') return await this.#remember(on, await this.#say('unit', path, this.#random() < 0.5 ? { act: 'complete' } : { act: 'hand-back', reason: 'CAPACITY' }));
    if (handOff.state === 'DISPUTED') return await this.#remember(on, await this.#say('coordinator', path, { act: 'determine', owner: unit }));
    if (['RETURNED_FOR_INFO', 'DECLINED'].includes(handOff.state)) return await this.#remember(on, await this.#say('coordinator', path, this.#random() < 0.7 ? { act: 're-propose' } : { act: 'withdraw' }));
    const chance = this.#random();
    const answer = chance < 0.5 ? { act: 'accept' } : chance < 0.75 ? { act: 'decline', reason: 'CAPACITY' } : { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ACCOUNT_LIST'] };
    await this.#remember(on, await this.#say('unit', path, answer));
  }

  /** Who declines or hands back learns no more than that it is recorded, and another client may have been first: how it stands, the coordinator reads. */
  async #remember(on: Case, { status, body: answer }: Answer): Promise<void> {
    const open = answer.code === 'HAND_OFF_OPEN' ? (await this.#read(`/cases/${on.id}/steps/A2`)).handOff : on.handOff?.id;
    const isTold = answer.code !== 'HAND_OFF_OPEN' && (status >= 300 || answer.state !== undefined);
    const body = isTold || open === undefined ? answer : await this.#read(`/hand-offs/${open}`);
    const hasEnded = ['COMPLETED', 'WITHDRAWN', 'KEPT_BY_SENDER', 'RETURNED_AFTER_ACCEPT'].includes(body.state ?? '');
    if (body.code === undefined) on.handOff = hasEnded || body.id === undefined || body.state === undefined ? undefined : { id: body.id, state: body.state };
    else if (body.code !== 'HAND_OFF_STATE' || this.#random() < 0.3) on.handOff = undefined;
  }

  async #read(path: string): Promise<Answer['body']> {
    for (;;) {
      const answer = await this.#ask('coordinator', path);
      if (answer !== undefined && answer.status < 500) return answer.body;
      await pause(retryMs * (0.5 + this.#random()));
    }
  }

  async #twice(who: Who, path: string, body: object): Promise<void> {
    const key = this.#key();
    await Promise.all([this.#say(who, path, body, key), this.#say(who, path, body, key)]);
  }

  #key(): string {
    this.#keys += 1;
    return `k${this.#keys}`;
  }

  async #say(who: Who, path: string, body: object, key = this.#key()): Promise<Answer> {
    this.#inFlight += 1;
    try {
      for (;;) {
        const sentAt = performance.now();
        const answer = await this.#ask(who, path, { body, key });
        if (answer !== undefined && answer.status < 500) {
          this.#count(who, key, answer, sentAt);
          return answer;
        }
        if (answer?.body.code === 'FAULT') {
          this.#faults.push(`${path}: answered 500, a fault`);
          return answer;
        }
        await pause(retryMs * (0.5 + this.#random()));
      }
    } finally {
      this.#inFlight -= 1;
    }
  }

  #count(who: Who, key: string, { status, body }: Answer, sentAt: number): void {
    const person = people[who];
    this.#journal.add({ command: commandId(person.slice(0, person.indexOf('.')), person, key), status, ...(status < 300 ? { seq: body.seq ?? -1 } : { code: body.code ?? '' }) });
    this.#acknowledged += 1;
    for (const heard of this.#listeners) heard(sentAt);
  }

  async #ask(who: Who, path: string, act?: { readonly body: object; readonly key: string }): Promise<Answer | undefined> {
    this.#attempts += 1;
    try {
      const response = await fetch(`${this.#target.url}${path}`, {
        signal: AbortSignal.timeout(answerWithinMs),
        headers: { authorization: `Bearer ${this.#tokens.get(who) ?? ''}`, ...(act && { 'content-type': 'application/json', 'idempotency-key': act.key }) },
        ...(act && { method: 'POST', body: JSON.stringify(act.body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    } catch {
      return undefined; // no answer, or half of one: the same key will bring it
    }
  }
}
