/** How long it takes to shut a partner out: until nobody of it reads anything, and until all that was handed to it is back with who sent it. By the real API, worker and engine. */
import { randomBytes } from 'node:crypto';
import { onFooting } from './canaries/ground.ts';
import { speaking } from './canaries/world.ts';
import type { Player } from './canaries/cast.ts';

export interface ContainmentReport {
  readonly handOffs: number;
  readonly cases: number;
  /** Until every request of anybody of it answers that there is nothing, in milliseconds; and until nothing handed to it is open. */
  readonly shutMs: number;
  readonly backMs: number;
  readonly flaws: readonly string[];
}

/** Hand-offs of one case, few enough that a case holds them. */
const inOneCase = 25;
const atOnce = 6;
const longestMs = 900_000;

export const runContainment = ({ handOffs, log }: { readonly handOffs: number; readonly log: (line: string) => void }): Promise<ContainmentReport> =>
  onFooting(async ({ pool, issuer, api }) => {
    const { url } = await api();
    const mark = `k${randomBytes(3).toString('hex')}`;
    const player = (agency: string, name: string, roles: Player['roles']): Player => ({ id: `${mark}-${agency}.${name}`, agency: `${mark}-${agency}`, roles });
    const [coordinator, leader, investigator] = [player('lead', 'coordinator', ['COORDINATOR']), player('lead', 'leader', ['AGENCY_LEADER']), player('police', 'investigator', ['INVESTIGATOR'])];
    for (const agency of ['lead', 'police', 'house']) await pool.query(`insert into agency (id, name, type, zone) values ($1, $1, 'PROSECUTION', 'America/Chicago')`, [`${mark}-${agency}`]);
    for (const { id, agency, roles } of [coordinator, leader, investigator]) await pool.query('insert into person (id, agency_id, roles) values ($1, $2, $3)', [id, agency, roles]);
    const { get, post } = speaking({ url, issuer }, null);
    const cases = Math.ceil(handOffs / inOneCase);
    const paths: string[] = [];
    await inTurns(Array.from({ length: cases }, (_, nth) => nth), async (nth) => {
      const { body } = await post(coordinator, '/cases', { codeName: 'SHUT OUT', playbook: { id: 'starter', version: 1 }, agencies: [
        { agency: coordinator.agency, roles: ['COORDINATOR', 'PROSECUTOR', 'SPECIALIST_ADVISOR', 'FINANCIAL_INVESTIGATOR', 'LABOUR_INSPECTOR'] },
        { agency: `${mark}-house`, roles: ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST'] }, { agency: investigator.agency, roles: ['INVESTIGATOR'] }] });
      const path = `/cases/${String(body['id'])}`;
      paths.push(path);
      for (let each = 0; each < Math.min(inOneCase, handOffs - nth * inOneCase); each += 1) {
        await post(coordinator, `${path}/steps`, { title: 'Work to hand over', track: 'TEAM', role: 'COORDINATOR', due: '30d' });
        await post(coordinator, `${path}/hand-offs`, { step: `X.${each + 1}`, to: investigator.agency, kind: 'ORDINARY' });
      }
    });
    log(`${handOffs} hand-offs to one agency are open in ${cases} cases`);
    const open = async (): Promise<number> => Number((await pool.query<{ n: string }>(`select count(*) as n from hand_off_view where receiver = $1 and state in ('PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'IN_PROGRESS')`, [investigator.agency])).rows[0]?.n);
    const found = await open();
    const reads = async (): Promise<boolean> => (await Promise.all(paths.slice(0, 20).map(async (path) => (await get(investigator, path)).status))).some((status) => status === 200);
    const flaws = [...(found === handOffs ? [] : [`${found} hand-offs were open and not ${handOffs}`]), ...((await reads()) ? [] : ['the partner read nothing before it was contained'])];
    const from = performance.now();
    await post(coordinator, `/agencies/${investigator.agency}/containment`, { act: 'contain', reason: 'ACCOUNT_TAKEN_OVER' });
    while (await reads());
    const shutMs = Math.round(performance.now() - from);
    while ((await open()) > 0 && performance.now() - from < longestMs);
    const backMs = Math.round(performance.now() - from);
    const left = await open();
    return { handOffs, cases, shutMs, backMs, flaws: [...flaws, ...(left === 0 ? [] : [`${left} hand-offs were not taken back`]), ...(shutMs < 5_000 ? [] : [`somebody of it still read after ${shutMs} ms`])] };
  });

async function inTurns<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  }));
}

export const containmentFigure = ({ handOffs, cases, shutMs, backMs, flaws }: ContainmentReport): string =>
  `containment: ${handOffs} hand-offs in ${cases} cases; nobody of the agency reads after ${shutMs} ms, all is back after ${backMs} ms: ${flaws.length} flaws`;
