/** An exercise of its own for one play: its clock, its agencies and people under ids nobody else has, and their tokens. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { ISO } from '#domain/time/civil-time.ts';
import type { Scenario } from './schema.ts';
import type { Stage } from './stage.ts';

export interface Cast {
  readonly exercise: string;
  /** Marks everything of this play: ids, keys. */
  readonly mark: string;
  /** What `@alias` stands for. */
  idOf(alias: string): string | undefined;
  /** `@alias` for an id of this cast. */
  aliasOf(id: string): string | undefined;
  token(person: string): Promise<string>;
}

export interface Casting {
  readonly startsAt: ISO;
  /** Guards to leave out. */
  readonly without: readonly string[];
  /** Other names and ids for everybody and for the case. */
  readonly renamed: boolean;
}

export async function castFor(stage: Stage, scenario: Scenario, { startsAt, without, renamed }: Casting): Promise<Cast> {
  const exercise = randomUUID();
  const mark = `x${randomBytes(4).toString('hex')}`;
  const aliases = [...Object.keys(scenario.agencies), ...Object.keys(scenario.people)];
  const ids = new Map(aliases.map((alias, place) => [alias, `${renamed ? `other-${aliases.length - place}` : alias}.${mark}`]));
  ids.set('name', renamed ? 'OTHER NAME' : scenario.scenario);
  const back = new Map([...ids].map(([alias, id]) => [id, `@${alias}`]));
  const agencies = Object.entries(scenario.agencies).map(([alias, { name, type, zone, holidays }]) => {
    const region = holidays ?? scenario.holidays;
    return { id: ids.get(alias), name: renamed ? `Other ${type}` : name, type, zone: zone ?? scenario.zone, holidays: region === 'none' ? '' : region };
  });
  const people = Object.entries(scenario.people).map(([alias, { agency, roles }]) => ({ id: ids.get(alias), agency_id: ids.get(agency), roles }));
  const values = [exercise, startsAt, without, JSON.stringify(agencies), JSON.stringify(people)];
  await stage.pool.query('insert into exercise (id, now_at, without) values ($1, $2, $3)', values.slice(0, 3));
  await stage.pool.query(
    `insert into agency (id, name, type, zone, holidays, exercise_id) select id, name, type, zone, holidays, $1::uuid from jsonb_to_recordset($2::jsonb) as a(id text, name text, type text, zone text, holidays text)`,
    [exercise, values[3]],
  );
  await stage.pool.query(
    `insert into person (id, agency_id, roles, exercise_id)
     select p->>'id', p->>'agency_id', array(select jsonb_array_elements_text(p->'roles')), $1::uuid from jsonb_array_elements($2::jsonb) as p`,
    [exercise, values[4]],
  );
  const tokens = new Map<string, Promise<string>>();
  return {
    exercise, mark,
    idOf: (alias) => ids.get(alias),
    aliasOf: (id) => back.get(id),
    token: (person) => {
      const token = tokens.get(person) ?? stage.issuer.sign({ sub: ids.get(person) ?? person, exercise });
      tokens.set(person, token);
      return token;
    },
  };
}
