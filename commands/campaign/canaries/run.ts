/** `npm run campaign -- canaries`: plants a canary in everything, reads everything as everybody, and holds what was seen against the matrix. */
import { randomUUID } from 'node:crypto';
import { operations } from '../../../api/operations/index.ts';
import { pages } from '../../../api/pages/index.ts';
import { exerciseClock } from '../../../scenario/virtual-time.ts';
import { addressesOf, pageAddresses, type Addresses } from './addresses.ts';
import { asOwner, doorFor, sayingYes } from './api.ts';
import { signedIn, type Browser } from './browser.ts';
import type { Player } from './cast.ts';
import { crawl, judge, type Look, type Sight } from './crawl.ts';
import { onFooting, type Footing } from './ground.ts';
import { underConsent, type Canary } from './judge.ts';
import { foreignAsAbsent, refused, unnamed } from './oracle.ts';
import { grantable, story, type Time } from './phases.ts';
import { lookThrough } from './places.ts';
import { plantAll } from './plant.ts';
import { changeable, unseen, unseenApart } from './planting.ts';
import { race, type Race } from './race.ts';
import { buildWorld, speaking, type World } from './world.ts';

export interface Plan {
  readonly policy: 'on' | 'off';
  readonly log: (line: string) => void;
}

export interface CanariesReport {
  readonly reads: number;
  readonly cells: number;
  readonly canaries: number;
  /** C cells that were open once, of those there are. */
  readonly opened: readonly [number, number];
  readonly pairs: number;
  readonly places: number;
  readonly race: Omit<Race, 'flaws'>;
  readonly leaks: readonly string[];
  readonly denials: readonly string[];
  /** What else must not be: an address nobody could fill, a fault of ours, a C cell that was never open. */
  readonly flaws: readonly string[];
}

/** Ten in the morning of a Monday where everybody works. */
const startsAt = '2031-04-14T15:00:00.000Z';

const racingReads = 10_000;

/** Addresses that answer words kept under a data class of their own: every narrower crawl asks them, so a new room is named here alone. */
const holdsWords = ({ of }: { readonly of: string }): boolean => /papers|read-form|disclosure-schedule|read-venture/.test(of);

class Crawl {
  readonly #plan: Plan;
  readonly #footing: Footing;
  readonly #leaks: string[] = [];
  readonly #denials: string[] = [];
  readonly #flaws: string[] = [];
  readonly #opened = new Set<string>();
  readonly #cellsOfConsent = new Set<string>();
  #reads = 0;
  #cells = 0;
  #canaries = 0;
  #pairs = 0;
  #places = 0;
  #race: Omit<Race, 'flaws'> = { reads: 0, withdrawals: 0, maxLagMs: 0 };

  constructor(plan: Plan, footing: Footing) {
    this.#plan = plan;
    this.#footing = footing;
  }

  /** One crawl judged by the matrix; or, with the policy off, by which agencies anything may reach. */
  #count(phase: string, sight: Sight, world: World): void {
    const { cells, leaks, denials, opened } = judge(phase, sight, world.canaries, world.truth, this.#plan.policy === 'off');
    this.#reads += sight.reads;
    this.#cells += cells;
    this.#leaks.push(...leaks);
    this.#denials.push(...denials);
    this.#flaws.push(...sight.faults.map((fault) => `FAULT ${fault}`));
    opened.forEach((cell) => this.#opened.add(cell));
    this.#plan.log(`${phase}: ${sight.reads} reads, ${cells} cells, ${leaks.length} leaks, ${denials.length} denials`);
  }

  #addresses({ all, unknown }: Addresses): Addresses['all'] {
    this.#flaws.push(...unknown);
    return all;
  }

  /** The whole story in an exercise, whose time can be moved. */
  async inExercise(): Promise<void> {
    const { pool, temporal, issuer, api, office } = this.#footing;
    const own = await api();
    const exercise = randomUUID();
    const world = await buildWorld({ url: own.url, pool, issuer }, exercise, startsAt);
    await pool.query('update exercise set mail_sink = $2 where id = $1', [exercise, office.url]);
    await plantAll(world);
    const asked = world.truth.players.filter(({ agency }) => agency !== world.truth.agencyOf('elsewhere'));
    for (const player of asked) for (const each of grantable) for (const role of underConsent(player, each)) this.#cellsOfConsent.add(`${each} ${role}`);
    const all = this.#addresses(addressesOf(operations, world.ids));
    const look: Look = this.#plan.policy === 'on' ? world.get : speaking({ url: (await api(async ({ authoriser }) => ({ authoriser: sayingYes(authoriser) }))).url, issuer }, exercise).get;
    const clock = exerciseClock({ url: own.url, pool, issuer, temporal }, exercise);
    const time: Time = { in: (seconds) => new Date(Date.parse(world.truth.now) + seconds * 1000).toISOString(), passTo: (at) => clock.passTo(at, async () => undefined) };
    await time.passTo(startsAt);
    await clock.settle();
    const hers = all.filter((address) => holdsWords(address) || /victim|voice|disclosures/.test(address.of));
    // A filter only narrows what the wall in the database lets through: with the policy off everything is asked for without.
    const asks = this.#plan.policy === 'on' ? all : all.filter(({ path }) => !path.includes('?'));
    for (const { name, change, papersOnly } of story()) {
      await change(world, time);
      this.#count(name, await crawl(world.truth.players, () => (papersOnly ? hers : asks), look), papersOnly ? papersOf(world) : world);
      if (this.#plan.policy === 'on' && name === 'consent given anew') await this.#withoutSecondWall(world, all);
    }
    this.#canaries += world.canaries.length;
    if (this.#plan.policy === 'off') return;
    await this.#underLoad(world, all);
    await this.#planted(world, all);
    await this.#aside(world, all.map(({ path }) => path), own.logged);
  }

  async #underLoad(world: World, all: Addresses['all']): Promise<void> {
    const addresses = all.filter(({ of, path }) => of === 'read-papers' && path.includes(world.truth.victims.adult));
    const { flaws, ...ran } = await race(world, world.player('clinic.specialist'), { addresses, look: world.get, reads: racingReads });
    this.#race = ran;
    this.#leaks.push(...flaws);
    this.#plan.log(`${ran.withdrawals} withdrawals under ${ran.reads} reads: the latest answer that showed something ended ${ran.maxLagMs} ms after`);
  }

  /** The crawl itself is tried: every bug planted in a class must be seen. */
  async #planted(world: World, all: Addresses['all']): Promise<void> {
    const { api, pool, issuer, ownerUrl } = this.#footing;
    const walls = changeable();
    const tried = await api(async () => ({ authoriser: walls.authoriser }));
    const bare = await api(async () => ({ authoriser: walls.authoriser, database: asOwner(ownerUrl) }));
    // At the addresses of papers only papers can be missed.
    const papers = { ...world, canaries: world.canaries.filter(({ paper }) => paper !== undefined) };
    const bench = {
      world: papers, pool, walls, look: speaking({ url: tried.url, issuer }, world.exercise).get, papers: all.filter(holdsWords),
      bare: speaking({ url: bare.url, issuer }, world.exercise).get, all: all.filter(({ path }) => !path.includes('?')), canaries: world.canaries,
    };
    const missed = [...(await unseen(bench)), ...(await unseenApart(bench))];
    this.#flaws.push(...missed);
    this.#plan.log(`bugs planted in every class, a part too many and a part too few: ${missed.length} not seen`);
  }

  /** Policies on, and the database as its owner: whatever the policies allow, the wall in the database has shown too. */
  async #withoutSecondWall(world: World, all: Addresses['all']): Promise<void> {
    const { api, issuer, ownerUrl } = this.#footing;
    const papers = all.filter(holdsWords);
    const bare = await api(async () => ({ database: asOwner(ownerUrl) }));
    const [with_, without] = [await crawl(world.truth.players, () => papers, world.get), await crawl(world.truth.players, () => papers, speaking({ url: bare.url, issuer }, world.exercise).get)];
    this.#reads += with_.reads + without.reads;
    for (const { id } of world.truth.players) {
      const [narrow, wide] = [new Set(with_.seen.get(id)?.keys()), new Set(without.seen.get(id)?.keys())];
      const missing = world.canaries.filter(({ token, paper }) => paper !== undefined && wide.has(token) && !narrow.has(token));
      this.#denials.push(...missing.map(({ class: of, what }) => `the wall in the database hides ${of} ${what} from ${id}, whom the policies allow`));
    }
    this.#plan.log(`without the wall in the database: ${without.reads} reads`);
  }

  /** What is not asked at an address: refusals, what is absent, logs, letters, tables, files. */
  async #aside(world: World, paths: readonly string[], logged: readonly string[]): Promise<void> {
    const few: readonly Player[] = (['lead.coordinator', 'house.advocate', 'police.investigator', 'law.counsel', 'oversight.auditor', 'lead.admin'] as const).map(world.player);
    const { pairs, flaws } = await foreignAsAbsent(world, operations, few);
    const { asked, leaks } = await refused(world, operations, few);
    const { pool, dataDir, office, workerLog } = this.#footing;
    const looked = await lookThrough({ pool, dataDir, logged: [...logged, workerLog()], letters: office.letters.map(({ raw }) => raw) }, world.canaries);
    if (office.letters.length === 0) this.#flaws.push('no letter was sent, so none could be looked at');
    this.#flaws.push(...flaws, ...(await unnamed(world.ground.url, paths)));
    this.#leaks.push(...leaks, ...looked.leaks);
    this.#reads += asked + 2 * pairs + paths.length;
    this.#pairs += pairs;
    this.#places += looked.places;
    this.#plan.log(`${pairs} pairs of what is somebody else's and what is not there, ${asked} refusals, ${office.letters.length} letters, ${looked.places} logs, tables and files: ${flaws.length + leaks.length + looked.leaks.length} flaws`);
  }

  /** The pages, in the real world: a session is never of an exercise. */
  async atThePages(): Promise<void> {
    const { pool, issuer, api } = this.#footing;
    const own = await api();
    const now = (): string => new Date().toISOString();
    const world = await buildWorld({ url: own.url, pool, issuer }, null, now());
    await plantAll(world);
    const withDoor = await api(async (_deps, { publicUrl = '' }) => ({ door: await doorFor(world.truth.players, publicUrl) }));
    const all = this.#addresses(pageAddresses(pages.map(({ path }) => path), world.ids));
    const browsers = new Map<string, Promise<Browser>>();
    const look: Look = async ({ id }, path) => {
      const known = browsers.get(id) ?? signedIn(withDoor.url, id);
      browsers.set(id, known);
      return (await known).get(path);
    };
    for (const { name, change } of story().filter((_, index) => [0, 1].includes(index))) {
      await change(world, { in: (seconds) => new Date(Date.now() + seconds * 1000).toISOString(), passTo: async () => undefined });
      world.truth.now = now();
      this.#count(`pages, ${name}`, await crawl(world.truth.players, () => all, look), { ...world, canaries: world.canaries.map(unmissed) });
    }
    this.#canaries += world.canaries.length;
  }

  report(): CanariesReport {
    const never = [...this.#cellsOfConsent].filter((cell) => !this.#opened.has(cell));
    const flaws = [...this.#flaws, ...(this.#plan.policy === 'on' ? never.map((cell) => `the C cell ${cell} was never open`) : [])];
    return {
      reads: this.#reads, cells: this.#cells, canaries: this.#canaries, opened: [this.#cellsOfConsent.size - never.length, this.#cellsOfConsent.size], pairs: this.#pairs, places: this.#places, race: this.#race,
      leaks: [...new Set(this.#leaks)], denials: [...new Set(this.#denials)], flaws: [...new Set(flaws)],
    };
  }
}

/** Judged where papers alone were read: what else is planted may not show, and is not missed. */
const papersOf = (world: World): World => ({ ...world, canaries: world.canaries.map((canary) => (canary.paper === undefined ? unmissed(canary) : canary)) });
const unmissed = (canary: Canary): Canary => ({ ...canary, may: (player, truth) => (canary.may(player, truth) === false ? false : undefined) });

export const canariesFigure = ({ leaks, denials, flaws, reads, cells, canaries, opened: [open, all], pairs, places, race }: CanariesReport): string =>
  `canaries: ${canaries} canaries, ${reads} reads, ${cells} cells, ${open} of ${all} C cells opened, ${pairs} pairs of foreign and absent, ${places} places, ` +
  `${race.withdrawals} withdrawals under ${race.reads} reads (latest answer ${race.maxLagMs} ms after), ${leaks.length} leaks, ${denials.length} wrongful denials, ${flaws.length} other flaws`;

export const runCanaries = (plan: Plan): Promise<CanariesReport> =>
  onFooting(async (footing) => {
    if (plan.policy === 'off') plan.log('This takes up to ten minutes on two quiet cores.');
    const crawling = new Crawl(plan, footing);
    await crawling.inExercise();
    // The pages ask the policies themselves: with those off there is nothing more to see there.
    if (plan.policy === 'on') await crawling.atThePages();
    return crawling.report();
  });
