/** An exercise of fictional agencies with addresses, quiet hours and a mail server of its own, for the campaign of notices. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Stage } from '../../scenario/stage.ts';
import { exerciseClock } from '../../scenario/virtual-time.ts';

/** In Chicago, where all of them work, ten in the morning of a Monday. */
export const startsAt = '2031-04-14T15:00:00.000Z';
const zone = 'America/Chicago';
const quiet = ['20:00', '07:00'] as const;

const agencies: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  lead: { coordinator: ['COORDINATOR'], prosecutor: ['PROSECUTOR'], supervisor: ['AGENCY_SUPERVISOR'], leader: ['AGENCY_LEADER'] },
  house: { advocate: ['COMMUNITY_ADVOCATE'], supervisor: ['AGENCY_SUPERVISOR'], leader: ['AGENCY_LEADER'] },
  police: { investigator: ['INVESTIGATOR'], supervisor: ['AGENCY_SUPERVISOR'], leader: ['AGENCY_LEADER'] },
  revenue: { investigator: ['FINANCIAL_INVESTIGATOR'], supervisor: ['AGENCY_SUPERVISOR'], leader: ['AGENCY_LEADER'] },
};
const team = [['lead', ['COORDINATOR', 'PROSECUTOR']], ['house', ['COMMUNITY_ADVOCATE']], ['police', ['INVESTIGATOR']], ['revenue', ['FINANCIAL_INVESTIGATOR']]] as const;

/** `agency.person` as this world's id, and its address. */
export interface Cast {
  readonly idOf: (who: string) => string;
  readonly addressOf: (who: string) => string;
  /** As the directory would: `active: false`. */
  readonly disable: (who: string) => Promise<void>;
  /** As the agency would record it. */
  readonly sendAway: (who: string) => Promise<void>;
}

export interface World extends Cast {
  readonly caseId: string;
  readonly codeName: string;
  readonly clock: ReturnType<typeof exerciseClock>;
  /** Every id that must not leave the house. */
  readonly ids: readonly string[];
  readonly ask: (who: string, method: 'GET' | 'POST', path: string, body?: unknown) => Promise<{ readonly status: number; readonly body: unknown }>;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

interface Plan {
  /** The mail server of this exercise. */
  readonly sink: string;
  readonly referral: string;
  /** What is wrong before the first letter. */
  readonly before?: ((cast: Cast) => Promise<void>) | undefined;
}

/** Launches a case in a world of its own. */
export async function newWorld({ pool, url, issuer, temporal }: Stage, { sink, referral, before }: Plan): Promise<World> {
  const exercise = randomUUID();
  const mark = `w${randomBytes(4).toString('hex')}`;
  const codeName = `PIER ${[...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('')}`;
  const idOf = (who: string): string => `${mark}-${who}`;
  const addressOf = (who: string): string => `${who.replace('.', '-')}.${mark}@people.example`;
  const people = Object.entries(agencies).flatMap(([agency, roles]) => Object.entries(roles).map(([name, held]) => ({ who: `${agency}.${name}`, agency, roles: held })));
  await pool.query('insert into exercise (id, now_at, mail_sink) values ($1, $2, $3)', [exercise, startsAt, sink]);
  for (const agency of Object.keys(agencies))
    await pool.query(`insert into agency (id, name, type, zone, quiet_from, quiet_until, exercise_id) values ($1, $2, 'PROSECUTION', $3, $4, $5, $6)`, [idOf(agency), `The ${agency} of ${mark}`, zone, ...quiet, exercise]);
  for (const { who, agency, roles } of people)
    await pool.query('insert into person (id, agency_id, roles, email, exercise_id) values ($1, $2, $3, $4, $5)', [idOf(who), idOf(agency), roles, addressOf(who), exercise]);
  const ask: World['ask'] = async (who, method, path, body) => {
    const response = await fetch(url + path, {
      method, headers: { authorization: `Bearer ${await issuer.sign({ sub: idOf(who), exercise })}`, ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const cast: Cast = {
    idOf, addressOf,
    disable: async (who) => { await pool.query('update person set active = false where id = $1', [idOf(who)]); },
    sendAway: async (who) => {
      await pool.query(`insert into absence (ledger_id, id, person, from_at, agency_id, exercise_id) values ('', $1, $2, $3, $4, $5)`, [randomUUID(), idOf(who), startsAt, idOf(who.split('.')[0] ?? ''), exercise]);
    },
  };
  await before?.(cast);
  const clock = exerciseClock({ pool, url, issuer, temporal }, exercise);
  await clock.passTo(startsAt, async () => undefined);
  const launched = await ask('lead.coordinator', 'POST', '/cases', { codeName, playbook: { id: 'starter', version: 1 }, referral, agencies: team.map(([agency, roles]) => ({ agency: idOf(agency), roles })) });
  if (launched.status !== 201) throw new Error(`the case of the campaign was not launched: ${launched.status}`);
  await clock.settle();
  return {
    ...cast, codeName, clock, ask,
    caseId: (launched.body as { id: string }).id,
    ids: [mark, 'AGENCY_', 'COORDINATOR', 'INVESTIGATOR', ...people.map(({ who }) => idOf(who))],
  };
}
