/** What changes in the world between one crawl and the next: consent is given, runs out, is taken back; people are assigned and taken off; cases and agencies are left. */
import type { Role } from '#domain/terms.ts';
import type { Player } from './cast.ts';
import { matrix, markedRoles, type MarkedRole, type MatrixClass } from './matrix.ts';
import type { VictimName } from './truth.ts';
import { newToken, type World } from './world.ts';

export interface Phase {
  readonly name: string;
  /** What changes touches papers only: nothing else is read anew. */
  readonly papersOnly?: true;
  readonly change: (world: World, time: Time) => Promise<void>;
}
/** The clock of the world. */
export interface Time {
  /** An instant so many seconds from now. */
  readonly in: (seconds: number) => string;
  readonly passTo: (at: string) => Promise<void>;
}

const minutes = 60;
/** No consent opens advocates' notes to anybody else, and none is asked for here. */
export const grantable: readonly MatrixClass[] = ['D3', 'D4', 'D7', 'D8', 'D9', 'D16', 'D17'];
const hers: readonly VictimName[] = ['adult', 'child'];
const kept: readonly MatrixClass[] = [...grantable, 'D5'];

/** Consent of `victim` to share with an agency: every class, so that what the matrix closes to its roles must stay closed. */
export async function grant(world: World, victim: VictimName, agency: string, until: string): Promise<string> {
  const { player, post, truth, canaries } = world;
  const wording = newToken();
  const standsBy = (who: Player): boolean => truth.standing.some((each) => each.victim === victim && each.agency === who.agency);
  canaries.push({ token: wording, what: `the wording of a consent of the ${victim}`, class: 'D3', may: (who) => (standsBy(who) ? undefined : false), near: standsBy });
  // For a child a guardian decides, with the child's own views.
  const guardian = truth.standing.find((each) => each.victim === victim && each.role === 'CHILD_GUARDIAN');
  const { body } = await post(player('house.advocate'), `/victims/${truth.victims[victim]}/acts`, {
    act: 'grant-consent', kind: 'SHARE', agency, purpose: 'SAFETY', classes: grantable, until, by: 'SELF', method: 'WRITTEN', language: 'es', interpreter: 'NONE',
    wording: `What you agree to: ${wording}.`, explained: { withdrawalTold: true, noConditionTold: true, limitsTold: true },
    ...(guardian !== undefined && { by: 'GUARDIAN', standing: guardian.id, views: 'She agrees.' }),
  });
  truth.given.push({ victim, agency, classes: grantable, until });
  return (body['consents'] as { id: string; agency: string; until: string; withdrawnAt?: string }[]).find((each) => each.agency === agency && each.until === until && each.withdrawnAt === undefined)?.id ?? '';
}

/** To every agency there is but the one elsewhere. */
async function grantAll(world: World, until: string): Promise<readonly (readonly [VictimName, string])[]> {
  const { truth } = world;
  const agencies = [...truth.engaged.first.keys(), truth.agencyOf('clinic'), truth.agencyOf('oversight')];
  const made: (readonly [VictimName, string])[] = [];
  for (const victim of hers) for (const agency of agencies) made.push([victim, await grant(world, victim, agency, until)]);
  return made;
}

async function assign(world: World, victim: VictimName, who: Player, of: MatrixClass): Promise<void> {
  const { player, post, truth } = world;
  await post(player('house.advocate'), `/victims/${truth.victims[victim]}/acts`, { act: 'assign', person: who.id, agency: who.agency, class: of, basis: 'LEGAL_DUTY' });
  truth.assigned.push({ ledger: `victim/${truth.victims[victim]}`, person: who.id, class: of });
}

const holds = (role: Role, marks: readonly string[], of: MatrixClass): boolean => (markedRoles as readonly Role[]).includes(role) && marks.includes(matrix[of][role as MarkedRole]);

/** Works on a case of hers, or stands by her. */
const isMet = ({ truth }: World, victim: VictimName, { agency }: Player): boolean =>
  truth.involved[victim].some((of) => truth.engaged[of].has(agency)) || truth.standing.some((each) => each.victim === victim && each.agency === agency);

/** Whoever has an A cell. Two who have none, and one of an agency without a part, are refused. */
async function assignAll(world: World): Promise<void> {
  const { truth, player, send } = world;
  const isFit = (victim: VictimName, of: MatrixClass, role: Role): boolean => holds(role, ['A', 'CA'], of) && (role !== 'CHILD_PROTECTION_WORKER' || !truth.ofAge.includes(victim));
  for (const victim of hers)
    for (const of of kept) for (const who of truth.players.filter((each) => each !== player('police.successor') && isMet(world, victim, each))) if (who.roles.some((role) => isFit(victim, of, role))) await assign(world, victim, who, of);
  for (const [who, code] of [[player('lead.coordinator'), 'ROLE_NOT_HELD'], [player('labour.inspector'), 'ROLE_NOT_HELD'], [player('clinic.specialist'), 'NOT_ON_THE_TEAM']] as const) {
    const { text } = await send(player('house.advocate'), `/victims/${truth.victims.adult}/acts`, { act: 'assign', person: who.id, agency: who.agency, class: 'D3', basis: 'LEGAL_DUTY' });
    if (!text.includes(code)) throw new Error(`${who.id} was assigned to what an assignment does not open: ${text}`);
  }
}

/** Who may say who sees what of a case: the keepers of each class. */
const keepers: Readonly<Partial<Record<MatrixClass, Parameters<World['player']>[0]>>> = { D11: 'lead.coordinator', D12: 'lead.prosecutor', D13: 'revenue.financial', D14: 'police.exploitation' };

async function assignMatters(world: World): Promise<void> {
  const { truth, player, post } = world;
  for (const [of, by] of Object.entries(keepers) as [MatrixClass, Parameters<World['player']>[0]][])
    for (const who of truth.players.filter((each) => each !== player('police.successor') && truth.engaged.first.has(each.agency) && each.roles.some((role) => holds(role, ['A'], of)))) {
      await post(player(by), `/cases/${truth.cases.first}/papers/acts`, { act: 'assign', person: who.id, agency: who.agency, class: of, basis: 'CASE_WORK' });
      truth.assigned.push({ ledger: `case/${truth.cases.first}`, person: who.id, class: of });
    }
}

async function reassign(world: World): Promise<void> {
  const { ground: { pool }, player, post, truth } = world;
  const before = player('police.investigator');
  for (const victim of hers) {
    const ledger = `victim/${truth.victims[victim]}`;
    const { rows } = await pool.query<{ id: string }>('select id from assignment_view where ledger_id = $1 and person = $2 and until_at is null', [ledger, before.id]);
    for (const { id } of rows) await post(player('house.advocate'), `/victims/${truth.victims[victim]}/acts`, { act: 'end-assignment', assignment: id });
    truth.assigned = truth.assigned.filter((each) => each.ledger !== ledger || each.person !== before.id);
    for (const of of kept) if (holds('INVESTIGATOR', ['A'], of)) await assign(world, victim, player('police.successor'), of);
  }
}

/** Whoever stood by a child stands by her no more, and what a guardian saw as such is shut. */
async function comeOfAge({ player, post, truth }: World): Promise<void> {
  const lead = player('lead.coordinator');
  await post(lead, `/victims/${truth.victims.child}/acts`, { act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: lead.agency });
  truth.ofAge.push('child');
  truth.standing = truth.standing.filter(({ victim, role }) => victim !== 'child' || !['CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER'].includes(role));
}

/** In their order: each begins where the one before has ended. */
export function story(): readonly Phase[] {
  let given: readonly (readonly [VictimName, string])[] = [];
  let until = '';
  return [
    { name: 'before anything is given', change: async () => undefined },
    {
      name: 'consent given, people assigned',
      change: async (world, time) => {
        until = time.in(20 * minutes);
        await grantAll(world, until);
        await assignAll(world);
        await assignMatters(world);
      },
    },
    { name: 'consent run out', papersOnly: true, change: async (world, time) => { await time.passTo(until); world.truth.now = until; } },
    { name: 'consent given anew', papersOnly: true, change: async (world, time) => { given = await grantAll(world, time.in(24 * 60 * minutes)); } },
    {
      name: 'consent withdrawn', papersOnly: true,
      change: async ({ player, post, truth }) => {
        for (const [victim, consent] of given) await post(player('house.advocate'), `/victims/${truth.victims[victim]}/acts`, { act: 'withdraw-consent', consent });
        truth.given = [];
      },
    },
    { name: 'somebody else assigned', papersOnly: true, change: reassign },
    { name: 'found to be of age', papersOnly: true, change: comeOfAge },
    {
      name: 'she leaves a case, an agency leaves another',
      change: async ({ player, post, truth }) => {
        await post(player('lead.coordinator'), `/victims/${truth.victims.child}/acts`, { act: 'leave-case', case: truth.cases.first });
        truth.involved.child = [];
        await post(player('lead.coordinator'), `/cases/${truth.cases.second}/acts`, { act: 'end-engagement', agency: truth.agencyOf('police'), reason: 'CAPACITY' });
        truth.engaged.second.delete(truth.agencyOf('police'));
      },
    },
  ];
}
