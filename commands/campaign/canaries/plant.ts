/** The story that plants a canary wherever people write: files and papers, notes of hand-offs, promises, conferences, drafts, explanations. */
import { matterClasses, personalClasses } from '#domain/terms.ts';
import type { Player } from './cast.ts';
import type { Role } from '#domain/terms.ts';
import { isNearPaper, maySeePaper, type Canary } from './judge.ts';
import { plantEdition, plantForms } from './plant-forms.ts';
import { plantMatters } from './plant-matters.ts';
import { formSteps } from './forms.ts';
import { forOneself, forRoles, forTeam, newToken, openFile, plantPaper, type Audience, type World } from './world.ts';
import type { CaseName, VictimName } from './truth.ts';

/** The roles that see the common work in full (D2 F of the matrix). */
const fullWork: readonly Role[] = ['COORDINATOR', 'SPECIALIST_ADVISOR', 'SYSTEM_VICTIM_SPECIALIST', 'INVESTIGATOR', 'FORENSIC_INTERVIEWER', 'DIGITAL_EXAMINER', 'CHILD_EXPLOITATION_INVESTIGATOR', 'PROSECUTOR'];
/** Who may contact her, as long as a case holds one rule for all (api/policies/reading.cedar). */
const contacting: readonly Role[] = ['COORDINATOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_GUARDIAN'];

const say = (world: World, what: string, of: Canary['class'], audience: Audience): string => {
  const token = newToken();
  world.canaries.push({ token, what, class: of, ...audience });
  return `So it was said: ${token}.`;
};

export async function plantAll(world: World): Promise<void> {
  await files(world);
  await papers(world);
  await commonWork(world);
  await ownThings(world);
  await herWord(world);
  await plantForms(world);
  await plantMatters(world);
  await everyId(world, await plantEdition(world));
}

async function files(world: World): Promise<void> {
  const { player, post, truth } = world;
  const coordinator = player('lead.coordinator');
  await openFile(world, 'adult', { by: coordinator, of: 'first', as: 'V1', standing: [['house', 'COMMUNITY_ADVOCATE'], ['law', 'VICTIM_COUNSEL']] });
  await openFile(world, 'child', { by: coordinator, of: 'first', as: 'V2', child: true, standing: [['house', 'COMMUNITY_ADVOCATE'], ['ward', 'CHILD_GUARDIAN'], ['ward', 'CHILD_PROTECTION_WORKER']] });
  await openFile(world, 'alone', { by: coordinator, of: 'first', as: 'V3', standing: [['house', 'COMMUNITY_ADVOCATE']] });
  await openFile(world, 'theirs', { by: player('elsewhere.coordinator'), of: 'elsewhere', as: 'V1', child: true, standing: [['elsewhere', 'COMMUNITY_ADVOCATE'], ['elsewhere', 'VICTIM_COUNSEL'], ['elsewhere', 'CHILD_GUARDIAN']] });
  for (const who of [coordinator, player('house.advocate')]) await post(who, `/victims/${truth.victims.adult}/acts`, { act: 'join-case', case: truth.cases.second, as: 'V1' });
  await post(player('house.advocate'), `/victims/${truth.victims.alone}/acts`, { act: 'leave-case', case: truth.cases.first });
}

async function papers(world: World): Promise<void> {
  const { player, truth } = world;
  const filers: Readonly<Record<VictimName, Player>> = { adult: player('house.advocate'), child: player('house.advocate'), alone: player('house.advocate'), theirs: player('elsewhere.advocate') };
  for (const [victim, by] of Object.entries(filers) as [VictimName, Player][])
    for (const of of personalClasses) await plantPaper(world, by, `/victims/${truth.victims[victim]}/acts`, of, { victim });
  const leads: Readonly<Record<CaseName, Player>> = { first: player('lead.coordinator'), second: player('lead.coordinator'), elsewhere: player('elsewhere.coordinator') };
  for (const [name, by] of Object.entries(leads) as [CaseName, Player][]) for (const of of matterClasses) await plantPaper(world, by, `/cases/${truth.cases[name]}/papers/acts`, of, { case: name });
  // The notes of another agency that works on the case and stands by nobody: theirs alone.
  await plantPaper(world, player('haven.advocate'), `/victims/${truth.victims.adult}/acts`, 'D5', { victim: 'adult' });
}

async function commonWork(world: World): Promise<void> {
  const { player, post, truth } = world;
  const leads: Readonly<Record<CaseName, Player>> = { first: player('lead.coordinator'), second: player('lead.coordinator'), elsewhere: player('elsewhere.coordinator') };
  for (const [name, lead] of Object.entries(leads) as [CaseName, Player][]) {
    const at = `/cases/${truth.cases[name]}`;
    const team = forTeam(name, fullWork);
    await post(lead, `${at}/acts`, { act: 'record-safe-contact', rule: say(world, `how she may be contacted, of the ${name} case`, 'D3', forRoles(name, contacting)) });
    await post(lead, `${at}/commitments`, { kind: 'DELIVERABLE', agency: lead.agency, due: '10wd', text: say(world, `a promise of the ${name} case`, 'D2', team) });
    await post(lead, `${at}/steps`, { title: say(world, `a step added to the ${name} case`, 'D2', team), track: 'TEAM', role: 'COORDINATOR', due: '10d' });
    await post(lead, `${at}/conferences`, {
      attendance: [{ agency: lead.agency, people: [lead.id] }], minutes: [], decisions: [{ decision: 'OTHER', tracks: ['TEAM'], text: say(world, `a decision of the ${name} case`, 'D2', forTeam(name, [])) }],
    });
  }
  await post(player('lead.coordinator'), `/cases/${truth.cases.first}/hand-offs`, { step: 'S3.1', to: truth.agencyOf('clinic'), kind: 'ORDINARY', note: say(world, 'the note of a hand-off', 'D2', forTeam('first', fullWork, true)) });
}

/** D6: a period in which nobody asks her anything, by the name of what it rests on. */
async function herWord(world: World): Promise<void> {
  const { player, post, truth, canaries } = world;
  const token = newToken();
  const paper = { class: 'D6', depth: 'words', recorder: truth.agencyOf('authority'), about: { victim: 'adult' } } as const;
  await post(player('authority.officer'), `/victims/${truth.victims.adult}/acts`, { act: 'open-protected-period', until: '2031-06-30', basis: 'HEALTH', source: token });
  canaries.push({ token, what: 'what protects the adult for now', class: 'D6', may: (who, now) => maySeePaper(now, who, paper), near: (who, now) => isNearPaper(now, who, paper) });
}

async function ownThings(world: World): Promise<void> {
  const { player, post } = world;
  for (const who of [player('house.advocate'), player('police.investigator'), player('elsewhere.advocate')])
    await post(who, '/drafts/launch', { content: say(world, `the draft of ${who.id}`, 'D2', forOneself(who.id)) });
}

interface IdRow {
  readonly name: string;
  readonly id: string;
}

/** Ids of everything the world has, by the names of parameters; and of each kind one that nothing has. */
async function everyId(world: World, draft: string): Promise<void> {
  const { ground: { pool }, truth, ids } = world;
  const absent = '00000000-0000-4000-8000-000000000000';
  const ledgers = [...Object.values(truth.cases).map((id) => `case/${id}`), ...Object.values(truth.victims).map((id) => `victim/${id}`)];
  const { rows } = await pool.query<IdRow>(
    `select 'handOffId' as name, id::text from hand_off_view where ledger_id = any($1) union all select 'commitmentId', id::text from commitment_view where case_ledger = any($1)
     union all select 'paper', id::text from paper_view where ledger_id = any($1) union all select 'id', mail::text from delivery where ledger_id = any($1)
     union all select distinct 'step', code from step_view where ledger_id = any($1) and (code like 'X%' or code in ('S2.2-offer', 'S2.3', 'S3.1'))`, [ledgers]);
  const named = Object.groupBy(rows, ({ name }) => name);
  const of = (name: string): string[] => [...new Set((named[name] ?? []).map(({ id }) => id))];
  const [cases, victims] = [[...Object.values(truth.cases), absent], [...Object.values(truth.victims), absent]];
  Object.assign(ids, {
    caseId: cases, case: cases, victimId: victims, victim: victims, handOffId: [...of('handOffId'), absent], commitmentId: [...of('commitmentId'), absent], compactId: [absent], linkId: [absent], orderId: [absent], subject: ['D1'],
    id: [...of('id'), absent], paper: of('paper').slice(0, 3), step: [...of('step'), ...formSteps], name: ['launch', draft], version: ['1', '99'], language: ['en'], metric: ['M1', 'M2', 'M4', 'M5', 'M7'], agency: [truth.agencyOf('house'), truth.agencyOf('elsewhere')],
    person: truth.players.filter(({ roles }) => roles[0] === 'COMMUNITY_ADVOCATE').map(({ id }) => id), from: [truth.now], until: [truth.now], before: ['2050-01-01T00:00:00.000Z'], open: ['true', 'false'], sort: ['value'], order: ['value'], orderBy: ['value'], groupBy: ['value'], rank: ['value'], on: [truth.now.slice(0, 10)],
  });
}
