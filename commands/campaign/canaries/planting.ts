/** Bugs planted on purpose, one class at a time, in both walls: a part too many, and a part too few. A crawl that does not see them proves nothing. */
import type pg from 'pg';
import type { Role } from '#domain/terms.ts';
import { createAuthoriser, policiesOfFolder, type Authoriser } from '../../../api/policies/authorise.ts';
import type { Address } from './addresses.ts';
import type { Player } from './cast.ts';
import { crawl, judge, type Look } from './crawl.ts';
import type { MatrixClass } from './matrix.ts';
import type { World } from './world.ts';

/** An authoriser that can be changed while the API that asks it runs. */
export interface Changeable {
  readonly authoriser: Authoriser;
  /** These policies more; none: as they are. */
  readonly plant: (...policies: readonly string[]) => void;
  /** One answer to whatever begins so, whoever asks; none: as the policies say. */
  readonly answer: (said?: boolean, actions?: readonly string[]) => void;
}

export function changeable(): Changeable {
  const asTheyAre = createAuthoriser();
  let now = asTheyAre;
  let answered: { readonly said: boolean; readonly actions: readonly string[] } | undefined;
  return {
    authoriser: {
      actions: asTheyAre.actions,
      allows: (person, question) => (answered?.actions.some((each) => question.action.startsWith(each)) === true ? answered.said : now.allows(person, question)),
    },
    answer: (said, actions = []) => { answered = said === undefined ? undefined : { said, actions }; },
    plant: (...policies) => { now = policies.length === 0 ? asTheyAre : createAuthoriser({ ...policiesOfFolder(), ...Object.fromEntries(policies.map((policy, index) => [`planted-${index}`, policy])) }); },
  };
}

export interface Bench {
  readonly world: World;
  readonly pool: pg.Pool;
  readonly walls: Changeable;
  /** An API that asks the changeable authoriser. */
  readonly look: Look;
  readonly papers: readonly Address[];
  /** The same API with the database as its owner: without the second wall. */
  readonly bare: Look;
  /** All there is to read, without filters; and all canaries there are. */
  readonly all: readonly Address[];
  readonly canaries: World['canaries'];
}

/** Opens a class to a role in both walls while `work` runs; and that there is such a file, of which leaders are not told either. */
export async function opened<T>({ pool, walls }: Pick<Bench, 'pool' | 'walls'>, of: MatrixClass, role: Role, work: () => Promise<T>): Promise<T> {
  const { rows: [before] } = await pool.query<{ mark: string }>('select mark from need_to_know where class = $1 and role = $2', [of, role]);
  walls.plant(
    `permit (principal is Person, action in Action::"compartment.read", resource is Compartment) when { resource.class == "${of}" && principal.roles.contains("${role}") };`,
    `permit (principal is Person, action == Action::"victim.papers", resource is Victim) when { principal.roles.contains("${role}") };`);
  // Notes lie under a key of their own agency: a third wall, and only who opens that too reads them.
  if (of === 'D5') await pool.query('alter policy api_notes on vault_key using (true)');
  await pool.query(`insert into need_to_know (class, role, mark) values ($1, $2, 'F') on conflict (class, role) do update set mark = 'F'`, [of, role]);
  try {
    return await work();
  } finally {
    if (of === 'D5') await pool.query(`alter policy api_notes on vault_key using (part not like 'notes/%' or part = 'notes/' || current_setting('app.agency', true))`);
    if (before === undefined) await pool.query('delete from need_to_know where class = $1 and role = $2', [of, role]);
    else await pool.query('update need_to_know set mark = $3 where class = $1 and role = $2', [of, role, before.mark]);
    walls.plant();
  }
}

/** Shuts a class to everybody in the policies alone while `work` runs. */
export async function shut<T>({ walls }: Pick<Bench, 'walls'>, of: MatrixClass, work: () => Promise<T>): Promise<T> {
  walls.plant(`forbid (principal is Person, action in Action::"compartment.read", resource is Compartment) when { resource.class == "${of}" };`);
  try {
    return await work();
  } finally {
    walls.plant();
  }
}

/** A role whose part in a class is less than its words, and that works on the case, with somebody who holds it; and somebody who reads the words. */
interface Trial {
  readonly of: MatrixClass;
  readonly tooMany: { readonly role: Role; readonly who: Parameters<World['player']>[0] };
  readonly tooFew: Parameters<World['player']>[0];
}
const coordinator = { role: 'COORDINATOR', who: 'lead.coordinator' } as const;
export const trials: readonly Trial[] = [
  { of: 'D3', tooMany: coordinator, tooFew: 'house.advocate' }, { of: 'D4', tooMany: { role: 'PROSECUTOR', who: 'lead.prosecutor' }, tooFew: 'law.counsel' },
  { of: 'D5', tooMany: coordinator, tooFew: 'house.advocate' }, { of: 'D7', tooMany: { role: 'PROSECUTOR', who: 'lead.prosecutor' }, tooFew: 'house.advocate' },
  { of: 'D8', tooMany: coordinator, tooFew: 'lead.prosecutor' }, { of: 'D9', tooMany: { role: 'PROSECUTOR', who: 'lead.prosecutor' }, tooFew: 'law.counsel' },
  { of: 'D16', tooMany: coordinator, tooFew: 'lead.prosecutor' }, { of: 'D17', tooMany: { role: 'LABOUR_INSPECTOR', who: 'labour.inspector' }, tooFew: 'law.counsel' },
  ...(['D10', 'D15'] as const).map((of) => ({ of, tooMany: { role: 'SYSTEM_VICTIM_SPECIALIST', who: 'house.system' } as const, tooFew: 'lead.prosecutor' as const })),
  { of: 'D11', tooMany: coordinator, tooFew: 'police.interviewer' }, { of: 'D12', tooMany: coordinator, tooFew: 'lead.prosecutor' },
  { of: 'D13', tooMany: coordinator, tooFew: 'revenue.financial' }, { of: 'D14', tooMany: coordinator, tooFew: 'police.exploitation' },
];

/** Answers the bugs the crawl did not see: none may be left. */
export async function unseen(bench: Bench, which: readonly Trial[] = trials): Promise<readonly string[]> {
  const look = async (player: Player) => judge('planted', await crawl([player], () => bench.papers, bench.look, 1), bench.world.canaries, bench.world.truth);
  const missed: string[] = [];
  for (const { of, tooMany: { role, who }, tooFew } of which) {
    const { leaks } = await opened(bench, of, role, () => look(bench.world.player(who)));
    const { denials } = await shut(bench, of, () => look(bench.world.player(tooFew)));
    const clean = [await look(bench.world.player(who)), await look(bench.world.player(tooFew))].flatMap((verdict) => [...verdict.leaks, ...verdict.denials]);
    if (!leaks.some((leak) => leak.includes(`LEAK ${of} words`))) missed.push(`${of}: a part too many was not seen`);
    if (!denials.some((denial) => denial.includes(`DENIAL ${of} words`))) missed.push(`${of}: a part too few was not seen`);
    missed.push(...clean.map((flaw) => `without a bug: ${flaw}`));
  }
  return missed;
}

/** What is no paper: the shell of a case, its steps, her word, a draft. Whose the canary is not, and whose it is; where it lies; what the policies are asked there. */
interface Apart {
  readonly of: MatrixClass;
  readonly what: string;
  readonly actions: readonly string[];
  readonly tooMany: Parameters<World['player']>[0];
  readonly tooFew: Parameters<World['player']>[0];
  readonly at: (world: World) => RegExp;
}
const inCase = ({ truth }: World): RegExp => new RegExp(`^/cases/${truth.cases.first}(/steps/X[^/]*)?$`);
export const apart: readonly Apart[] = [
  { of: 'D1', what: 'the code name of the first case', actions: ['case.read'], tooMany: 'elsewhere.coordinator', tooFew: 'police.investigator', at: inCase },
  { of: 'D2', what: 'a step added to the first case', actions: ['case.read', 'step.read', 'compartment.'], tooMany: 'elsewhere.coordinator', tooFew: 'police.investigator', at: inCase },
  { of: 'D6', what: 'what protects the adult for now', actions: ['victim.read'], tooMany: 'revenue.financial', tooFew: 'police.investigator', at: ({ truth }) => new RegExp(`^/victims/${truth.victims.adult}/voice$`) },
  { of: 'D18', what: 'the draft of a playbook', actions: ['edition.'], tooMany: 'lead.leader', tooFew: 'lead.coordinator', at: () => /^\/(editions|playbooks)/ },
];

/** Answers the bugs of these the crawl did not see: both walls taken from what is asked there, and the policies shut. */
export async function unseenApart({ world, walls, look, bare, all, canaries }: Bench, which: readonly Apart[] = apart): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const { of, what, actions, tooMany, tooFew, at } of which) {
    const addresses = all.filter(({ path }) => at(world).test(path));
    const those = canaries.filter((canary) => canary.class === of && canary.what === what);
    const judged = async (who: Parameters<World['player']>[0], through: Look) => judge('planted', await crawl([world.player(who)], () => addresses, through, 1), those, world.truth);
    const found = (flaws: readonly string[], kind: string): boolean => flaws.some((flaw) => flaw.includes(`${kind} ${of} ${what}`));
    const clean = [await judged(tooMany, look), await judged(tooFew, look)].flatMap((verdict) => [...verdict.leaks, ...verdict.denials]).filter((flaw) => found([flaw], 'LEAK') || found([flaw], 'DENIAL'));
    missed.push(...clean.map((flaw) => `without a bug: ${flaw}`));
    try {
      walls.answer(true, actions);
      if (!found((await judged(tooMany, bare)).leaks, 'LEAK')) missed.push(`${of}: ${what}, shown to ${tooMany}, was not seen`);
      walls.answer(false, actions);
      if (!found((await judged(tooFew, look)).denials, 'DENIAL')) missed.push(`${of}: ${what}, hidden from ${tooFew}, was not missed`);
    } finally {
      walls.answer();
    }
  }
  return missed;
}
