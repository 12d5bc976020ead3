/** A ledger of its own in a database of its own, recorded by the real `record` on the clock of an exercise: years in a second, no engine needed. */
import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import type { CaseCommandBody } from '#domain/case/schema.ts';
import { openDatabase, type Database } from '#prisma/client.ts';
import { migrate } from '#start/migrate.ts';
import { clockCommand } from '#workflows/contract.ts';
import { publishPlaybooks } from '#start/playbooks.ts';
import { recorder } from '../../activities/record.ts';

const minutes = fileURLToPath(new URL('../../commands/campaign/playbooks/', import.meta.url));

/** A new database in the run's PostgreSQL, migrated, with all playbooks published; dropped by `close`. */
export async function newDatabase(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(inject('databaseUrl'));
  const asAdmin = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: inject('databaseUrl') });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await asAdmin(`create database ${name}`);
  url.pathname = `/${name}`;
  await migrate(url.href);
  await publishPlaybooks(url.href);
  await publishPlaybooks(url.href, minutes);
  return { url: url.href, close: () => asAdmin(`drop database ${name} with (force)`) };
}

const people = {
  coordinator: { agency: 'lead', roles: ['COORDINATOR', 'PROSECUTOR'] }, support: { agency: 'house', roles: ['COMMUNITY_ADVOCATE'] },
  inquiry: { agency: 'police', roles: ['INVESTIGATOR'] }, finance: { agency: 'revenue', roles: ['FINANCIAL_INVESTIGATOR'] }, unit: { agency: 'unit', roles: ['AGENCY_SUPERVISOR'] },
} as const;
export type Who = keyof typeof people;

export interface Recording {
  /** Of its database, as the owner. */
  readonly url: string;
  readonly caseId: string;
  readonly ledger: string;
  readonly database: Database;
  /** As the owner, who may do what nobody should. */
  readonly owner: pg.Client;
  readonly caseKeeper: string;
  /** Answers the code of the refusal, if it was refused. */
  say(who: Who, body: CaseCommandBody, keeper?: string): Promise<string | undefined>;
  /** Lets every clock ring at its instant, up to so many seconds from now. */
  pass(seconds: number): Promise<number>;
  close(): Promise<void>;
}

export async function startRecording({ playbook, startsAt }: { readonly playbook: string; readonly startsAt: string }): Promise<Recording> {
  const { url, close } = await newDatabase();
  const database = openDatabase(url, 'throughline_worker', 4);
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const activity = recorder(database.pool, (_fault, error) => { throw error; });
  const exercise = randomUUID();
  const caseId = randomUUID();
  const keeper = `case/${caseId}`;
  const of = (agency: string): string => `${exercise}.${agency}`;
  await owner.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, startsAt]);
  for (const { agency } of Object.values(people)) await owner.query(`insert into agency (id, name, type, zone, exercise_id) values ($1, 'Test', 'PROSECUTION', 'America/Chicago', $2)`, [of(agency), exercise]);
  const made: Recording = {
    url, caseId, ledger: keeper, database, owner, caseKeeper: keeper,
    async say(who, body, to = keeper) {
      const { agency, roles } = people[who];
      const id = createHash('sha256').update(randomUUID()).digest('hex');
      await owner.query(
        `insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, exercise_id)
         values ($1, $2, $3, $4, $5, $6, $7, '', (select now_at from exercise where id = $8), $9, $8)`,
        [id, keeper, to, body.type, JSON.stringify(body), `${of(agency)}.${who}`, roles, exercise, of(agency)],
      );
      return (await activity.record({ keeper: to, commandId: id })).receipt?.refusal;
    },
    async pass(seconds) {
      const { rows: [limit] } = await owner.query<{ until: Date }>(`select now_at + make_interval(secs => $2) as until from exercise where id = $1`, [exercise, seconds]);
      for (let rang = 0; ; rang += 1) {
        const { rows: [next] } = await owner.query<{ id: string; keeper: string }>(`select id, keeper from clock where state = 'open' and due_at <= $1 order by due_at, id limit 1`, [limit?.until]);
        await owner.query(`update exercise set now_at = coalesce((select due_at from clock where id = $2), $3) where id = $1`, [exercise, next?.id ?? '', limit?.until]);
        if (next === undefined) return rang;
        await activity.record({ keeper: next.keeper, commandId: clockCommand(next.id) });
      }
    },
    async close() {
      await owner.end();
      await database.close();
      await close();
    },
  };
  const team = Object.values(people).filter(({ agency }) => agency !== 'unit').map(({ agency, roles }) => ({ agency: of(agency), roles: [...roles] }));
  await made.say('coordinator', { type: 'launch', caseId, codeName: 'TEST STORY', playbook: { id: playbook, version: 1 }, agencies: team });
  return made;
}

/** A story on the playbook of minutes with every kind of event a case has: acceptance, levels, a hand-off refused, returned, determined, done; refusals. */
export async function tellStory(on: Recording): Promise<void> {
  const step = (code: string, act: Extract<CaseCommandBody, { type: 'step' }>['act']): CaseCommandBody => ({ type: 'step', step: code, act });
  const id = randomUUID();
  const act = (what: Extract<CaseCommandBody, { type: 'hand-off' }>['act']): CaseCommandBody => ({ type: 'hand-off', handOff: id, act: what });
  const unit = (await on.owner.query<{ id: string }>(`select id from agency where id like '%.unit'`)).rows[0]?.id ?? '';
  await on.say('coordinator', step('A1', { act: 'accept' }));
  await on.say('inquiry', step('B1', { act: 'accept' }));
  await on.say('unit', step('B1', { act: 'complete' })); // refused: not the holder
  await on.pass(10);
  await on.say('coordinator', step('A1', { act: 'complete' }));
  await on.say('coordinator', step('A1', { act: 'name-blocker', blocker: 'CAPACITY' }));
  await on.say('coordinator', { type: 'propose-hand-off', handOff: id, step: 'A2', to: unit, kind: 'ORDINARY' });
  await on.pass(65);
  await on.say('unit', act({ act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ACCOUNT_LIST'] }), `handOff/${id}`);
  await on.pass(5);
  await on.say('coordinator', act({ act: 're-propose' }), `handOff/${id}`);
  await on.say('unit', act({ act: 'decline', reason: 'CAPACITY' }), `handOff/${id}`);
  await on.pass(20);
  await on.say('coordinator', act({ act: 'determine', owner: unit }), `handOff/${id}`);
  await on.say('unit', act({ act: 'accept' }), `handOff/${id}`);
  await on.pass(30);
  await on.say('unit', act({ act: 'complete' }), `handOff/${id}`);
  await on.pass(200);
}
