/** Who stands by her and in which cases she is: facts that decide what others may read. */
import { accept, refuse, type Refusal } from '../../decision.ts';
import { firstRefusal, own, without, type Actor, type Address, type Facts, type Instant } from '../../facts.ts';
import { changed, type Change, type PlacedNotice } from '../../ledger.ts';
import { rolesAt } from '../../reach/chairs.ts';
import { childRoles, type FileFact, type StandingRole } from '../../terms.ts';
import { coordinatorOf, doDuties, dutiesOf, dutiesPass, openDuties, type Debtor } from '../duty/duty.ts';
import { isChild } from '../identity/age.ts';
import { joined } from '../identity/child.ts';
import { guardiansReadyFalls } from '../voice/voice.ts';
import { endDisclosures } from '../disclosure/disclosures.ts';
import { addressesOf } from './addresses.ts';
import { fileOf, type Asked, type Deciders, type Evolvers, type Tables, type VictimDecision } from '../topic.ts';
import type { VictimEvent, VictimFact } from '../events.ts';
import type { VictimFile, VictimState } from '../state.ts';
import type { StandingAct } from './schema.ts';

export interface Standing {
  readonly role: StandingRole;
  readonly agency: string;
  readonly person?: string;
  readonly from: Instant;
  readonly outside?: true;
}
export interface Involvement {
  readonly as: string;
  readonly from: Instant;
}
/** Somebody would have her in another case; somebody else has yet to say so too. */
export interface Join {
  readonly as: string;
  readonly person: string;
  readonly agency: string;
  readonly coordinates: boolean;
}
/** Who may not stand by her; without a person nobody of that agency. */
export type Suspect = Pick<Standing, 'agency' | 'person'>;

export type StandingFact =
  | { readonly type: 'StoodBy'; readonly standing: string; readonly role: StandingRole; readonly agency: string; readonly person?: string; readonly outside?: true }
  | { readonly type: 'StandingEnded'; readonly standing: string }
  /** `also`: their other standings; `consents`: what they had agreed to for her, and what was shared with them. */
  | { readonly type: 'StandingSuspected'; readonly standing: string; readonly role: StandingRole; readonly also: readonly string[]; readonly consents: readonly string[] }
  | { readonly type: 'JoinAsked'; readonly case: string; readonly as: string; readonly agency: string; readonly coordinates: boolean; readonly to: readonly Address[] }
  /** Told to the ledger of the case, which knows her by that name. */
  /** `said`: what the playbook may ask of her file. */
  | { readonly type: 'CaseJoined'; readonly victim: string; readonly case: string; readonly as: string; readonly said?: Readonly<Partial<Record<FileFact, 'YES' | 'NO'>>> }
  | { readonly type: 'CaseLeft'; readonly victim: string; readonly case: string };

/** A file must stay small; nobody is stood by by the dozen, nor asked into cases by it. */
const MOST_STANDING = 40;
const MOST_JOINS = 20;

export const standingDeciders: Deciders<StandingAct> = {
  'stand-by': standBy,
  'end-standing': (file, { standing }, { by, facts }) => {
    const ended = own(file.standing, standing);
    if (ended === undefined) return refuse('NOT_FOUND');
    // Who stands by her sends away their own people; nobody but the coordinator those of another agency.
    const refusal = firstRefusal(facts, ended.agency !== by.agency && !by.roles.includes('COORDINATOR') && refuse('NOT_THE_COORDINATOR').refusal);
    if (refusal !== undefined) return { events: [], refusal };
    const left = standingLess(file, [standing]);
    return accept<VictimFact>({ type: 'StandingEnded', standing }, ...dutiesPass(left, (to) => isOwedBy(ended, to, left)));
  },
  'suspect-standing': suspect,
  'join-case': joinCase,
  'leave-case': (file, { case: of }) => (own(file.cases, of) === undefined ? refuse('NOT_FOUND') : accept({ type: 'CaseLeft', victim: file.victim, case: of })),
};

/**
 * Into another case, whose team then sees of her what its roles see: it takes two people, of different agencies or of whom one only stands by her (ours). Who asks works in that
 * case; who confirms has spoken with her, or answers for her in a case of hers. Until then nobody there knows of her.
 */
function joinCase(file: VictimFile, { case: of, as }: Extract<StandingAct, { act: 'join-case' }>, { by, facts }: Asked): VictimDecision {
  const asked = own(file.joins ?? {}, of);
  const isTeam = facts.joined?.team.includes(by.agency) === true;
  const refusal = firstRefusal(
    facts,
    own(file.cases, of) !== undefined && refuse('IN_THIS_CASE').refusal,
    (facts.joined === undefined || (asked === undefined && !isTeam)) && refuse('NOT_FOUND').refusal,
    asked !== undefined && !isSecond(asked, by) && refuse('TWO_PEOPLE_REQUIRED').refusal,
    nameTaken(as, facts),
    isFull(facts),
    asked === undefined && Object.keys(file.joins ?? {}).length >= MOST_JOINS && refuse('FILE_FULL').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  if (asked !== undefined) return accept(joined(file, { case: of, as }, facts));
  return accept({ type: 'JoinAsked', case: of, as, agency: by.agency, coordinates: by.roles.includes('COORDINATOR'), to: addressesOf(file, ['COMMUNITY_ADVOCATE', 'VICTIM_COUNSEL']) });
}

const isSecond = (asked: Join, by: Actor): boolean => by.person !== asked.person && (by.agency !== asked.agency || by.roles.includes('COORDINATOR') !== asked.coordinates);

function standBy(file: VictimFile, { standing, role, agency, person, outside }: Extract<StandingAct, { act: 'stand-by' }>, { by, facts }: Asked): VictimDecision {
  const refusal = firstRefusal(
    facts,
    comesIn(file, { role, agency, person }, by) && refuse('TWO_PEOPLE_REQUIRED').refusal,
    own(facts.agencies, agency) === undefined && refuse('AGENCY_UNKNOWN').refusal,
    childRoles.includes(role) && !isChild(file, facts.now) && refuse('OF_AGE').refusal,
    person !== undefined && !holds(facts, { agency, person }, role) && refuse('ROLE_NOT_HELD', { roles: [role] }).refusal,
    Object.keys(file.standing).length >= MOST_STANDING && refuse('FILE_FULL').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  const found = role === 'CHILD_GUARDIAN' ? doDuties(file, 'INTERIM_GUARDIAN', 'DONE') : [];
  return accept<VictimFact>({ type: 'StoodBy', standing, role, agency, ...(person !== undefined && { person }), ...(outside === true && { outside }) }, ...found);
}

const standingLess = (file: VictimFile, gone: readonly string[]): VictimFile => ({ ...file, standing: Object.fromEntries(Object.entries(file.standing).filter(([id]) => !gone.includes(id))) });

/** Whether they owed it as who stood by her, and nobody of theirs does so now who would owe it as well. */
function isOwedBy({ agency, role, person }: Standing, to: Debtor, { standing }: VictimFile): boolean {
  const isTheirs = (who: Pick<Standing, 'agency' | 'role' | 'person'>): boolean => who.agency === to.agency && who.role === to.role && (who.person === undefined || to.person === undefined || who.person === to.person);
  return isTheirs({ agency, role, ...(person !== undefined && { person }) }) && !Object.values(standing).some(isTheirs);
}

/** Whether somebody would come to stand by her by their own word (ours). Standing opens who and where she is: another says who stands by her. */
const comesIn = ({ standing }: VictimFile, { role, agency, person }: { readonly role: StandingRole; readonly agency: string; readonly person: string | undefined }, by: Actor): boolean =>
  agency === by.agency && (person === undefined ? by.roles.includes(role) : person === by.person) && !Object.values(standing).some((each) => each.role === role && isWho(each, by));

/** Whether somebody is meant, by name or as one of an agency. */
export const isWho = ({ agency, person }: Suspect, by: Pick<Actor, 'agency' | 'person'>): boolean => agency === by.agency && (person === undefined || person === by.person);

function holds({ chairs, now }: Facts, { agency, person }: Required<Suspect>, role: StandingRole): boolean {
  const chair = chairs?.people.find((each) => each.person === person);
  return chair?.active === true && rolesAt(chair, agency, now).includes(role);
}

/** Access ends at once, whatever it rested on, and so does all they agreed to for her: consent by a suspect was never one. */
function suspect(file: VictimFile, { standing }: Extract<StandingAct, { act: 'suspect-standing' }>, { facts }: Asked): VictimDecision {
  const stood = own(file.standing, standing);
  if (stood === undefined) return refuse('NOT_FOUND');
  const isTheirs = ({ agency, person }: Suspect): boolean => agency === stood.agency && (stood.person === undefined || person === stood.person);
  const also = Object.entries(file.standing).filter(([id, each]) => id !== standing && isTheirs(each)).map(([id]) => id);
  const consents = Object.entries(file.consents).filter(([, consent]) => [standing, ...also].includes(consent.standing ?? '') || isTheirs(consent)).map(([id]) => id);
  const assignments = Object.entries(file.assignments).filter(([, assignment]) => isTheirs(assignment)).map(([assignment]): VictimFact => ({ type: 'AssignmentEnded', assignment }));
  const isNew = stood.role === 'CHILD_GUARDIAN' && dutiesOf(file, 'INTERIM_GUARDIAN').length === 0;
  const interim = isNew ? openDuties(file, facts, { kind: 'INTERIM_GUARDIAN', to: coordinatorOf(file) }) : [];
  const left = standingLess(file, [standing, ...also]);
  const passed = dutiesPass(left, (to) => isTheirs(to) || isOwedBy(stood, to, left));
  return accept<VictimFact>({ type: 'StandingSuspected', standing, role: stood.role, also, consents }, ...assignments, ...endDisclosures(file, isTheirs), ...passed, ...interim);
}

/** Whether somebody, under whatever hat, may not be given anything of hers; and whether a whole agency may not, since then somebody of it who is suspected would have it too. */
export const isSuspect = ({ suspects = [] }: Pick<VictimFile, 'suspects'>, { agency, person }: Suspect): boolean =>
  suspects.some((each) => (each.agency === agency && (each.person === undefined || person === undefined)) || (person !== undefined && each.person === person));

/** More no case could keep in mind; what is larger is several cases. */
const MOST_VICTIMS = 200;
export const isFull = ({ joined }: Facts): Refusal | false => joined !== undefined && joined.names.length >= MOST_VICTIMS && refuse('CASE_FULL').refusal;

/** A name is given once in a case. */
export const nameTaken = (as: string, { joined }: Facts): Refusal | false => joined?.names.includes(as) === true && refuse('PSEUDONYM_TAKEN').refusal;

export const standingEvolvers: Evolvers<StandingFact> = {
  StoodBy: (file, { standing, role, agency, person, outside, at }) => ({ ...file, standing: { ...file.standing, [standing]: { role, agency, from: at, ...(person !== undefined && { person }), ...(outside === true && { outside }) } } }),
  StandingEnded: (file, { standing }) => ({ ...file, standing: without(file.standing, standing) }),
  StandingSuspected: (file, { standing, also, consents }) => ({
    ...([standing, ...also].some((id) => own(file.standing, id)?.role === 'CHILD_GUARDIAN') ? guardiansReadyFalls(file) : file),
    standing: standingLess(file, [standing, ...also]).standing, suspects: [...(file.suspects ?? []), ...suspectOf(file, standing)],
    consents: Object.fromEntries(Object.entries(file.consents).filter(([id]) => !consents.includes(id))),
  }),
  JoinAsked: (file, { case: of, as, agency, coordinates, by: person }) => ({ ...file, joins: { ...file.joins, [of]: { as, agency, coordinates, person } } }),
  CaseJoined: (file, { case: of, as, at }) => ({ ...file, cases: { ...file.cases, [of]: { as, from: at } }, ...(file.joins !== undefined && { joins: without(file.joins, of) }) }),
  CaseLeft: (file, { case: of }) => ({ ...file, cases: without(file.cases, of) }),
};

function suspectOf(file: VictimFile, standing: string): readonly Suspect[] {
  const stood = own(file.standing, standing);
  return stood === undefined ? [] : [{ agency: stood.agency, ...(stood.person !== undefined && { person: stood.person }) }];
}

/** Those who stand by her are asked whether she shall be in another case: which one, by its id. */
export const standingNotices = (changes: readonly Change<VictimState, VictimEvent>[]): readonly PlacedNotice<'request'>[] =>
  changes.flatMap(({ event, index }) => (event.type === 'JoinAsked' ? event.to.map((to) => ({ kind: 'request' as const, level: null, subject: event.case, to, index })) : []));

/** Rows of `standing_view` and `involvement_view`. */
export function standingRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const standings = new Map<string, object>();
  const involvements = new Map<string, object>();
  for (const { event, before, after } of changes) {
    const old = fileOf(before);
    const now = fileOf(after);
    for (const [id, { from: fromAt, person = null, outside = false, ...rest }] of changed(old?.standing, now?.standing ?? {})) standings.set(id, { id, person, outside, ...rest, fromAt, untilAt: null, suspected: false });
    for (const [id, { from: fromAt, person = null, outside = false, ...rest }] of Object.entries(old?.standing ?? {})) if (now?.standing[id] === undefined) standings.set(id, { id, person, outside, ...rest, fromAt, untilAt: event.at, suspected: event.type === 'StandingSuspected' });
    for (const [of, { as, from: fromAt }] of changed(old?.cases, now?.cases ?? {})) involvements.set(of, { caseLedger: `case/${of}`, pseudonym: as, fromAt, untilAt: null });
    for (const [of, { as, from: fromAt }] of Object.entries(old?.cases ?? {})) if (now?.cases[of] === undefined) involvements.set(of, { caseLedger: `case/${of}`, pseudonym: as, fromAt, untilAt: event.at });
  }
  return { standings, involvements };
}
