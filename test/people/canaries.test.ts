/** The short form of `npm run campaign -- canaries`: every class, every role, before consent, under it and after it. What is seen is exactly what the matrix says. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { loadConfig } from '#start/config.ts';
import { keep, localIssuer } from '#start/keys.ts';
import { freePort } from '#start/ports.ts';
import { operations } from '../../api/operations/index.ts';
import { addressesOf } from '../../commands/campaign/canaries/addresses.ts';
import { asOwner, serve, sayingYes } from '../../commands/campaign/canaries/api.ts';
import type { Player } from '../../commands/campaign/canaries/cast.ts';
import { crawl, judge, type Verdict } from '../../commands/campaign/canaries/crawl.ts';
import { formSteps } from '../../commands/campaign/canaries/forms.ts';
import { foreignAsAbsent } from '../../commands/campaign/canaries/oracle.ts';
import { story } from '../../commands/campaign/canaries/phases.ts';
import { hitsIn } from '../../commands/campaign/canaries/places.ts';
import { plantAll } from '../../commands/campaign/canaries/plant.ts';
import { changeable, opened, unseen, unseenApart, type Bench } from '../../commands/campaign/canaries/planting.ts';
import { race } from '../../commands/campaign/canaries/race.ts';
import { buildWorld, speaking } from '../../commands/campaign/canaries/world.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
const dataDir = mkdtempSync(join(tmpdir(), 'throughline-canaries-'));
const base = { ...loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'], THROUGHLINE_DATA: dataDir }), databaseUrl: inject('apiUrl'), temporalAddress: inject('temporalAddress'), signIn: { kind: 'none' } as const };
keep(base.keyFile, `${randomBytes(32).toString('base64')}\n`);
const walls = changeable();
const api = await serve({ ...base, port: await freePort() }, async () => ({ authoriser: walls.authoriser }));
const bare = await serve({ ...base, port: await freePort() }, async () => ({ authoriser: walls.authoriser, database: asOwner(inject('databaseUrl')) }));
const unguarded = await serve({ ...base, port: await freePort() }, async ({ authoriser }) => ({ authoriser: sayingYes(authoriser) }));
const pool = new pg.Pool({ connectionString: inject('databaseUrl'), max: 2 });
const issuer = await localIssuer(dataDir);
const world = await buildWorld({ url: api.url, pool, issuer }, randomUUID(), '2031-04-14T15:00:00.000Z');
await plantAll(world);
const { truth } = world;
const { all, unknown } = addressesOf(operations, world.ids);
/** Where answers of forms lie. */
const isForm = (path: string): boolean => path.startsWith(`/cases/${truth.cases.first}/steps/`) && formSteps.some((step) => path.endsWith(`/${encodeURIComponent(step)}/form`));
/** The short form: without filters, and not everything of the second case and of her who is in none. */
const some = all.filter(({ path }) => !path.includes('?') && !path.includes(truth.cases.second) && !path.includes(truth.victims.alone));
const papers = all.filter(({ of, path }) => !path.includes('?') && (of.includes('papers') || of === 'read-disclosure-schedule' || of === 'read-venture' || isForm(path)));
const hers = some.filter(({ of }) => /papers|victim|case/.test(of));
/** One person for each role. */
const oneEach = truth.players.filter(({ roles, agency }, index) => agency !== truth.agencyOf('elsewhere') && truth.players.findIndex((each) => each.roles.join() === roles.join()) === index);
const time = {
  in: (seconds: number) => new Date(Date.parse(truth.now) + seconds * 1000).toISOString(),
  passTo: async (at: string) => { await pool.query('update exercise set now_at = $2 where id = $1', [world.exercise, at]); },
};

const verdicts: (Verdict & { readonly name: string })[] = [];
const faults: string[] = [];
const alone: string[] = [];
/** What each saw at any time, by class. */
const seenBy = new Map<string, Set<string>>();
for (const { name, change } of story()) {
  await change(world, time);
  const isWide = name.includes('assigned') && verdicts.length < 2;
  const sight = await crawl(isWide ? oneEach : truth.players, () => (isWide ? some : papers), world.get);
  // Where papers alone are read, papers alone can be missing; everywhere, only what lies at an address that was read.
  const isRead = (line: string): boolean => (isWide ? !/ the (second|alone)/.test(line) : / (words|summary|existence|answers) of /.test(line));
  const { denials, ...verdict } = judge(name, sight, world.canaries, truth);
  verdicts.push({ name, ...verdict, denials: denials.filter(isRead) });
  faults.push(...sight.faults);
  for (const [id, found] of sight.seen) for (const token of found.keys()) seenBy.set(id, (seenBy.get(id) ?? new Set()).add(world.canaries.find((each) => each.token === token)?.class ?? ''));
  if (isWide) alone.push(...judge('policy off', await crawl(oneEach, () => hers, speaking({ url: unguarded.url, issuer }, world.exercise).get), world.canaries, truth, true).leaks);
}

/** Bugs are planted in the papers of one victim and one case. */
const ofTwo = world.canaries.filter(({ paper }) => paper !== undefined && ('victim' in paper.about ? paper.about.victim === 'adult' : paper.about.case === 'first'));
const ofTheTwo = papers.filter(({ path }) => path.includes(truth.victims.adult) || path.includes(truth.cases.first));
const bench: Bench = { world: { ...world, canaries: ofTwo }, pool, walls, look: world.get, papers: ofTheTwo, bare: speaking({ url: bare.url, issuer }, world.exercise).get, all: some, canaries: world.canaries };
const missed = await unseen(bench);
const missedApart = await unseenApart(bench);
const pairs = await foreignAsAbsent(world, operations, [world.player('house.advocate')]);
const ran = await race(world, world.player('clinic.specialist'), { addresses: papers.filter(({ path }) => path.includes(truth.victims.adult)), look: world.get, reads: 300 });

afterAll(async () => {
  await api.stop();
  await unguarded.stop();
  await bare.stop();
  await worker.stop();
  await pool.end();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What somebody reads now of the words of a class, in the papers of one victim. */
const hersAlone = ofTheTwo.filter(({ path }) => path === `/victims/${truth.victims.adult}/papers`);
const reads = async (who: Player, of: string): Promise<boolean> => {
  const { seen } = await crawl([who], () => hersAlone, world.get, 1);
  return world.canaries.some(({ token, paper }) => paper?.class === of && paper.depth === 'words' && seen.get(who.id)?.has(token) === true);
};
const classesOf = (role: string): string[] => [...new Set(truth.players.filter(({ roles }) => roles.some((each) => each === role)).flatMap(({ id }) => [...(seenBy.get(id) ?? [])]))].toSorted();

describe('the crawl', () => {
  it('knows how to fill every address there is, and meets no fault of ours', () => {
    expect([unknown, faults]).toEqual([[], []]);
  });

  it.each(verdicts.map((verdict) => [verdict.name, verdict] as const))('sees what the matrix says, no more and no less: %s', (_name, { leaks, denials, cells }) => {
    expect([leaks, denials]).toEqual([[], []]);
    expect(cells).toBeGreaterThan(1_000);
  });

  it('opened every C cell at least once', () => {
    const wanted = ['D3 SYSTEM_VICTIM_SPECIALIST', 'D4 CHILD_EXPLOITATION_INVESTIGATOR', 'D4 INVESTIGATOR', 'D4 SYSTEM_VICTIM_SPECIALIST', 'D7 VICTIM_COUNSEL', 'D8 CHILD_GUARDIAN', 'D8 COMPETENT_AUTHORITY_OFFICER', 'D8 VICTIM_COUNSEL', 'D9 COMMUNITY_ADVOCATE', 'D16 COMMUNITY_ADVOCATE', 'D17 COMMUNITY_ADVOCATE', 'D17 COMPETENT_AUTHORITY_OFFICER', 'D17 INVESTIGATOR', 'D17 PROSECUTOR', 'D17 SYSTEM_VICTIM_SPECIALIST'];
    expect(wanted.filter((cell) => !verdicts.some((verdict) => verdict.opened.includes(cell)))).toEqual([]);
  });

  it('sees a part too many and a part too few of every class, planted one at a time', () => {
    expect(missed).toEqual([]);
  });
  it('sees the same of what is no paper: a case, its steps, her word, a draft', () => {
    expect(missedApart).toEqual([]);
  });

  it('cannot tell what is somebody else\'s from what is not there', () => {
    expect([pairs.flaws, pairs.pairs > 20]).toEqual([[], true]);
  });

  it('finds nothing in the logs', () => {
    expect(hitsIn([{ name: 'the log of the API', text: api.logged.join('\n') }, { name: 'the log of the worker', text: worker.logged() }], world.canaries, false)).toEqual([]);
    expect(hitsIn([{ name: 'a log', text: world.canaries[0]?.token ?? '' }], world.canaries, false)).toHaveLength(1);
  });
});

describe('the wall in the database alone, with an authoriser that says yes to everything', () => {
  it('lets nothing reach an agency that has no part in it', () => {
    expect(alone).toEqual([]);
  });
});

describe('what is refused (domain 6)', () => {
  it('12: a class under consent once the consent has run out or was withdrawn', async () => {
    const who = world.player('police.interviewer');
    expect(verdicts.find(({ name }) => name === 'consent given anew')?.opened).toContain('D4 FORENSIC_INTERVIEWER');
    expect(await reads(who, 'D4')).toBe(false);
    expect(await opened(bench, 'D4', 'FORENSIC_INTERVIEWER', () => reads(who, 'D4'))).toBe(true);
  });

  it('13: a leader and who she is, where she is, her status, her health', async () => {
    expect(classesOf('AGENCY_LEADER').filter((of) => ['D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D16', 'D17'].includes(of))).toEqual([]);
    expect(classesOf('PROSECUTOR')).toContain('D8');
  });

  it.each(['D3', 'D4', 'D9', 'D17'] as const)('13: a leader and %s, until both walls are opened', async (of) => {
    const who = world.player('lead.leader');
    expect([await reads(who, of), await opened(bench, of, 'AGENCY_LEADER', () => reads(who, of))]).toEqual([false, true]);
  });

  it('14: an advocate\'s notes and anybody outside the agency, administrators and coordinators too', async () => {
    expect(truth.players.filter(({ id }) => seenBy.get(id)?.has('D5') === true).map(({ agency, roles }) => `${agency.replace(/^[^-]+-/, '')} ${roles.join()}`).toSorted())
      .toEqual(['elsewhere AGENCY_SUPERVISOR', 'elsewhere COMMUNITY_ADVOCATE', 'haven COMMUNITY_ADVOCATE', 'house AGENCY_SUPERVISOR', 'house COMMUNITY_ADVOCATE']);
    const who = world.player('lead.coordinator');
    expect([await reads(who, 'D5'), await opened(bench, 'D5', 'COORDINATOR', () => reads(who, 'D5'))]).toEqual([false, true]);
  });

  it('21: a message to her: nothing that sends can read how she is reached, and nobody but staff has an address', async () => {
    const asWorker = async (grant: string): Promise<number> => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        if (grant !== '') await client.query(grant);
        await client.query('set local role throughline_worker');
        return (await client.query('select sealed from vault_item limit 1')).rows.length;
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    await expect(asWorker('')).rejects.toThrow('permission denied');
    expect(await asWorker('grant select on vault_item to throughline_worker')).toBe(1);
  });
});

describe('consent withdrawn while it is read', () => {
  it('shows in no answer that began afterwards, and in none that ends a second later', () => {
    expect(ran.flaws).toEqual([]);
    expect([ran.withdrawals > 0, ran.maxLagMs < 1_000]).toEqual([true, true]);
  });
});
