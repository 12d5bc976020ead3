/** Builds a world by the real API: agencies, people, cases, victims; and plants a canary in every class of every person and matter. */
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { summaryClass, type Role } from '#domain/terms.ts';
import type { LocalIssuer } from '#start/keys.ts';
import { houseNames, houseOf, teams, type HouseName, type Player } from './cast.ts';
import { publishForms } from './forms.ts';
import { paperCanary, type Look } from './crawl.ts';
import { isEngaged, type Canary, type Paper } from './judge.ts';
import type { MatrixClass } from './matrix.ts';
import type { CaseName, Truth, VictimName } from './truth.ts';

/** Where a world is built: an API that answers, and the way of an owner to its database. */
export interface Ground {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly issuer: Pick<LocalIssuer, 'sign'>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface World {
  readonly ground: Ground;
  readonly exercise: string | null;
  readonly truth: Truth;
  readonly canaries: Canary[];
  /** Of everything that can be named in an address. */
  readonly ids: Record<string, string[]>;
  readonly player: (who: `${HouseName}.${string}`) => Player;
  readonly get: Look;
  /** @throws Error when the product refuses: the world cannot be built. */
  readonly post: (who: Player, path: string, body: object) => Promise<Answer>;
  /** The same, and whatever it answers is right. */
  readonly send: (who: Player, path: string, body: unknown) => Promise<Answer>;
}

export const newToken = (): string => `ZQ${[...randomBytes(6)].map((byte) => String.fromCharCode(65 + (byte >> 4), 65 + (byte & 15))).join('')}`;

const zone = 'America/Chicago';
/** How often an act whose outcome nobody knows yet is asked for anew. */
const againMost = 20;

/** Agencies and people, in an exercise or in the real world, under names nobody else has. */
async function settle({ pool }: Ground, exercise: string | null, mark: string): Promise<readonly Player[]> {
  const players = houseNames.flatMap((name) => Object.entries(houseOf(name).people).map(([word, roles]): Player => ({ id: `${mark}-${name}.${word}`, agency: `${mark}-${name}`, roles })));
  for (const name of houseNames) {
    const { type, removal = false } = houseOf(name);
    await pool.query('insert into agency (id, name, type, zone, removal, exercise_id) values ($1, $1, $2, $3, $4, $5)', [`${mark}-${name}`, type, zone, removal, exercise]);
  }
  for (const { id, agency, roles } of players) await pool.query('insert into person (id, agency_id, roles, email, exercise_id) values ($1, $2, $3, $4, $5)', [id, agency, roles, `${id}@people.example`, exercise]);
  return players;
}

/** Requests in the name of somebody, to an API. */
export function speaking({ url, issuer }: Pick<Ground, 'url' | 'issuer'>, exercise: string | null) {
  const tokensOf = new Map<string, Promise<string>>();
  const signIn = (person: string): Promise<string> => {
    const signed = issuer.sign({ sub: person, ...(exercise !== null && { exercise }) });
    tokensOf.set(person, signed);
    return signed;
  };
  const tokenOf = (person: string): Promise<string> => tokensOf.get(person) ?? signIn(person);
  const sent = async (token: string, path: string, body: unknown, key: string): Promise<Response> => fetch(url + path, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': key }) },
  });
  const ask = async (who: Player, path: string, body?: unknown, key: string = randomUUID()): Promise<Answer> => {
    const first = await sent(await tokenOf(who.id), path, body, key);
    // A crawl takes longer than a sign-in is fresh: they sign in anew, and it is the same act.
    const response = first.status === 401 ? await sent(await signIn(who.id), path, body, key) : first;
    const text = await response.text();
    return { status: response.status, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['body'] };
  };
  return {
    get: (who: Player, path: string) => ask(who, path),
    send: (who: Player, path: string, body: unknown) => ask(who, path, body),
    post: async (who: Player, path: string, body: object): Promise<Answer> => {
      // Under load the engine may answer later than the API waits: asked again under the same key, it is the same act.
      const key = randomUUID();
      let answer = await ask(who, path, body, key);
      for (let again = 0; again < againMost && answer.status === 503; again += 1) answer = await ask(who, path, body, key);
      if (answer.status >= 400) throw new Error(`the world cannot be built: ${who.id} was answered ${answer.status} at ${path}: ${answer.text.slice(0, 600)}`);
      return answer;
    },
  };
}

/** @param now from which instant the clock of the exercise stands; in the real world that of the database. */
export async function buildWorld(ground: Ground, exercise: string | null, now: string): Promise<World> {
  const mark = `q${randomBytes(3).toString('hex')}`;
  if (exercise !== null) await ground.pool.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, now]);
  const players = await settle(ground, exercise, mark);
  const player: World['player'] = (who) => players.find(({ id }) => id === `${mark}-${who}`) ?? nobody(who);
  const { get, send, post } = speaking(ground, exercise);
  const agencyOf = (name: HouseName): string => `${mark}-${name}`;
  const canaries: Canary[] = [];
  const playbook = await publishForms(ground.pool, mark);
  const cases = {} as Record<CaseName, string>;
  for (const [name, team] of Object.entries(teams) as [CaseName, (typeof teams)[CaseName]][]) {
    const [codeName, referral] = [newToken(), newToken()];
    const launched = await post(name === 'elsewhere' ? player('elsewhere.coordinator') : player('lead.coordinator'), '/cases', {
      codeName, playbook: { id: playbook, version: 1 }, referral: `Reported by ${referral}`, agencies: team.map(([agency, roles]) => ({ agency: agencyOf(agency), roles })),
    });
    cases[name] = String(launched.body['id']);
    canaries.push({ token: codeName, what: `the code name of the ${name} case`, class: 'D1', ...mayKnowCase(name) }, { token: referral, what: `the referral of the ${name} case`, class: 'D3', ...forRoles(name, ['COORDINATOR', 'COMMUNITY_ADVOCATE']) });
  }
  const truth: Truth = {
    now, cases, victims: {} as Truth['victims'], agencyOf, players, engaged: { first: new Map(), second: new Map(), elsewhere: new Map() },
    involved: { adult: ['first', 'second'], child: ['first'], alone: [], theirs: ['elsewhere'] }, ofAge: ['adult', 'alone'], standing: [], given: [], assigned: [],
  };
  for (const [name, team] of Object.entries(teams) as [CaseName, (typeof teams)[CaseName]][]) for (const [agency, roles] of team) truth.engaged[name].set(agencyOf(agency), roles);
  return { ground, exercise, truth, canaries, ids: {}, player, get, send, post };
}

function nobody(who: string): never {
  throw new Error(`there is no ${who} in the world`);
}

const shutOut: readonly Role[] = ['SYSTEM_ADMIN', 'SURVIVOR_CONSULTANT'];
const isShutOut = ({ roles }: Player): boolean => roles.some((role) => shutOut.includes(role));
export const isIn = (of: CaseName, player: Player, truth: Truth): boolean => isEngaged(truth, player, of) && !isShutOut(player);

/** For whom a canary is, and whose agency it may reach. */
export type Audience = Pick<Canary, 'may' | 'near'>;
const isAsked = (of: CaseName, player: Player, truth: Truth): boolean => of === 'first' && player.agency === truth.agencyOf('clinic');

/** D1: whoever works with the case; who is asked for a hand-off or audits may. */
const mayKnowCase = (of: CaseName): Audience => ({
  may: (player, truth) => {
    if (isIn(of, player, truth)) return true;
    return !isShutOut(player) && (player.agency === truth.agencyOf('oversight') || isAsked(of, player, truth)) ? undefined : false;
  },
  near: (player, truth) => isEngaged(truth, player, of) || isAsked(of, player, truth),
});

/** Parts of a case that are for certain roles of the agencies engaged in it. */
export const forRoles = (of: CaseName, roles: readonly Role[]): Audience => ({
  may: (player, truth) => isIn(of, player, truth) && player.roles.some((role) => roles.includes(role)),
  near: (player, truth) => isEngaged(truth, player, of),
});

/** Words of the common work (D2): for those who see it in full; whether others of the team read them is left open; nobody else does but who is asked. */
export const forTeam = (of: CaseName, full: readonly Role[], asks = false): Audience => ({
  may: (player, truth) => {
    if (asks && isAsked(of, player, truth)) return isShutOut(player) ? false : undefined;
    if (!isIn(of, player, truth)) return false;
    return player.roles.some((role) => full.includes(role) && truth.engaged[of].get(player.agency)?.includes(role) === true) ? true : undefined;
  },
  near: (player, truth) => isEngaged(truth, player, of) || (asks && isAsked(of, player, truth)),
});

/** Who has written it, and nobody else. */
export const forOneself = (id: string): Audience => ({ may: (player) => player.id === id, near: (player) => player.id === id });

/** Opens a file and says who stands by her. Of age by decision, unless child rules hold for her. */
export async function openFile(world: World, name: VictimName, { by, of, as, standing, child = false }: { readonly by: Player; readonly of: CaseName; readonly as: string; readonly standing: readonly (readonly [HouseName, Role])[]; readonly child?: boolean }): Promise<void> {
  const { truth, post } = world;
  const opened = await post(by, `/cases/${truth.cases[of]}/victims`, { as, ...(!child && { age: { basis: 'ESTIMATED', adult: true, decidedBy: by.agency } }) });
  (truth.victims as Record<VictimName, string>)[name] = String(opened.body['id']);
  for (const [house, role] of standing) {
    const { body } = await post(by, `/victims/${truth.victims[name]}/acts`, { act: 'stand-by', role, agency: truth.agencyOf(house) });
    const id = (body['standing'] as { id: string; role: string }[]).find((each) => each.role === role)?.id ?? '';
    truth.standing.push({ id, victim: name, role, agency: truth.agencyOf(house) });
  }
}

/** One paper with a canary in its words, one in its summary where the class has one, and one as the code that says what it is. */
export async function plantPaper(world: World, by: Player, at: string, of: MatrixClass, about: Paper['about']): Promise<void> {
  const [summary, kind] = [newToken(), newToken()];
  // Of images only facts are taken: their hash is the canary.
  const text = of === 'D14' ? `5a51${randomBytes(14).toString('hex')}` : newToken();
  const hasSummary = Object.hasOwn(summaryClass, of);
  const words = of === 'D14' ? { images: { count: 1, hashes: [{ algorithm: 'MD5', value: text }], rating: 'UNRATED', found: 'DEVICE' } } : { text: `Written down: ${text}.` };
  await world.post(by, at, { act: 'file-paper', class: of, kind, ...words, ...(hasSummary && { summary: `In short: ${summary}.` }) });
  const whose = 'victim' in about ? `of the ${about.victim}` : `of the ${about.case} case`;
  const paper = { class: of, recorder: by.agency, about };
  world.canaries.push(paperCanary(text, `words ${whose}`, { ...paper, depth: 'words' }), paperCanary(kind, `existence ${whose}`, { ...paper, depth: 'existence' }));
  if (hasSummary) world.canaries.push(paperCanary(summary, `summary ${whose}`, { ...paper, depth: 'summary' }));
}
