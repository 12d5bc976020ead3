/** A small world in an exercise, so that its time can be moved: one case, a team, and people with a canary in every class of their files. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { localIssuer } from '#start/keys.ts';
import { publishPlaybooks } from '#start/playbooks.ts';
import { personalClasses, summaryClass } from '#domain/terms.ts';
import { tick } from '../../activities/engine.ts';
import type { System } from './system.ts';

/** Every canary begins with this: nothing else in a system does. */
export const mark = 'kanarie-';
/** A code name is no secret: who looks for canaries must find it, or looks in the wrong place. */
export const control = 'CONTROL NIGHTJAR';
const startsAt = '2031-03-03T15:00:00.000Z';

export const team = {
  coordinator: ['lead', 'COORDINATOR'], prosecutor: ['lead', 'PROSECUTOR'], privacy: ['lead', 'PRIVACY_OFFICER'], advocate: ['house', 'COMMUNITY_ADVOCATE'],
  investigator: ['police', 'INVESTIGATOR'], auditor: ['lead', 'OVERSIGHT_AUDITOR'], stranger: ['elsewhere', 'COORDINATOR'],
} as const;
export type Member = keyof typeof team;

export interface Canary {
  readonly class: string;
  readonly text: string;
}
export interface Person {
  /** Path of her file. */
  readonly path: string;
  readonly ledger: string;
  readonly canaries: readonly Canary[];
}
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export class World {
  readonly owner: pg.Client;
  readonly system: System;
  casePath = '';
  readonly #exercise = randomUUID();
  readonly #tokens = new Map<Member, string>();
  readonly #connection: Connection;

  private constructor(system: System, owner: pg.Client, connection: Connection) {
    this.system = system;
    this.owner = owner;
    this.#connection = connection;
  }

  static async open(system: System): Promise<World> {
    const { databaseUrl, temporalAddress } = system.config;
    if (databaseUrl === undefined || temporalAddress === undefined) throw new Error('the system does not run');
    await publishPlaybooks(databaseUrl);
    const owner = new pg.Client({ connectionString: databaseUrl });
    await owner.connect();
    const world = new World(system, owner, await Connection.connect({ address: temporalAddress }));
    await world.#people();
    await world.#launch();
    return world;
  }

  async close(): Promise<void> {
    await this.#connection.close();
    await this.owner.end();
  }

  agency(name: string): string {
    return `${this.#exercise}.${name}`;
  }

  async #people(): Promise<void> {
    await this.owner.query('insert into exercise (id, now_at) values ($1, $2)', [this.#exercise, startsAt]);
    for (const name of new Set(Object.values(team).map(([agency]) => agency))) await this.owner.query(`insert into agency (id, name, type, zone, exercise_id) values ($1, $1, 'PROSECUTION', 'America/Chicago', $2)`, [this.agency(name), this.#exercise]);
    const issuer = await localIssuer(this.system.dataDir);
    for (const [name, [agency, role]] of Object.entries(team)) {
      const id = `${this.agency(agency)}.${name}`;
      await this.owner.query('insert into person (id, agency_id, roles, exercise_id) values ($1, $2, $3, $4)', [id, this.agency(agency), [role], this.#exercise]);
      this.#tokens.set(name as Member, await issuer.sign({ sub: id, exercise: this.#exercise }));
    }
  }

  async #launch(): Promise<void> {
    const part = (agency: string, ...roles: readonly string[]) => ({ agency: this.agency(agency), roles });
    const agencies = [part('lead', 'COORDINATOR', 'PROSECUTOR', 'SPECIALIST_ADVISOR'), part('house', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST'), part('police', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'LABOUR_INSPECTOR')];
    this.casePath = `/cases/${String((await this.done('coordinator', '/cases', { codeName: control, playbook: { id: 'starter', version: 1 }, agencies })).body['id'])}`;
  }

  async call(who: Member, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.system.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.#tokens.get(who) ?? ''}`, ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) as Record<string, unknown> };
  }

  /** What must succeed for the campaign to mean anything. */
  async done(who: Member, path: string, body: unknown): Promise<Answer> {
    const answer = await this.call(who, path, body);
    if (answer.status >= 300) throw new Error(`${who} was told ${answer.status} ${String(answer.body['code'])} at ${path}`);
    return answer;
  }

  /** Opens a file and puts a canary into every class of it, and into every summary. */
  async plant(number: number): Promise<Person> {
    const { body } = await this.done('coordinator', `${this.casePath}/victims`, { as: `V${number}` });
    const path = `/victims/${String(body['id'])}`;
    await this.done('coordinator', `${path}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: this.agency('house') });
    const canaries: Canary[] = [];
    const canary = (of: string): string => {
      const text = `${mark}${of}-${randomUUID()}`;
      canaries.push({ class: of, text });
      return text;
    };
    for (const of of personalClasses) {
      const summary = Object.hasOwn(summaryClass, of) ? { summary: canary(`${of}-summary`) } : {};
      await this.done('advocate', `${path}/acts`, { act: 'file-paper', class: of, kind: 'CANARY', text: canary(of), ...summary });
    }
    return { path, ledger: path.slice(1).replace('victims', 'victim'), canaries };
  }

  /** Moves time on, and lets every waiting time that is over ring, through the engine. */
  async pass(days: number): Promise<void> {
    await this.owner.query(`update exercise set now_at = now_at + make_interval(days => $2) where id = $1`, [this.#exercise, days]);
    const { rows } = await this.owner.query<{ id: string; keeper: string }>(
      `select c.id, c.keeper from clock c join exercise e on e.id = c.exercise_id where e.id = $1 and c.state = 'open' and c.name = 'erasure-wait' and c.due_at <= e.now_at`, [this.#exercise]);
    const client = new Client({ connection: this.#connection, namespace: this.system.config.temporalNamespace });
    for (const { id, keeper } of rows) await tick(client, keeper, id);
  }
}
