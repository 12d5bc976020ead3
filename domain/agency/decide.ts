/** The rules of an agency's desk. Who may record what of whom: its supervisor or leader of everybody, anybody of their own absence. */
import { accept, Fault, refuse, unreachable, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Circumstances } from '../facts.ts';
import { dueClock, settled, type ClockCommand, type Decided as AnyDecided } from '../ledger.ts';
import { rolesAt, type Chair, type Chairs, type Span } from '../reach/chairs.ts';
import { addressesFor, outside } from '../reach/reach.ts';
import { laterBy, localDateOf } from '../time/civil-time.ts';
import type { Duration } from '../time/duration.ts';
import type { LeavingReason, Role } from '../terms.ts';
import { deskClocks, sweepOf, untold, type DeskClockName } from './clocks.ts';
import { contain, lapse, mayContain, release } from './containment.ts';
import type { DeskEvent, DeskFact, Work } from './events.ts';
import { evolveDesk, leaverOf } from './evolve.ts';
import type { DeskAct, DeskCommandBody } from './schema.ts';
import type { DeskState, OpenDesk } from './state.ts';

/** A desk is looked at besides by who sits there, and for a sweep by the open work that is left. */
export interface DeskFacts extends Circumstances {
  readonly chairs: Chairs;
  readonly work: readonly Work[];
  /** How many cases and compacts the agency leads that have not ended. Read where the agency is to leave. */
  readonly leads?: number;
  /** How long one person's word contains it, as the installation says. Read where it is to be contained. */
  readonly confirmWithin?: Duration;
}
export type DeskCommand = (DeskCommandBody & { readonly by: Actor }) | ClockCommand;
export type DeskDecided = AnyDecided<DeskState, DeskEvent, DeskClockName>;
type DeskDecision = Decision<DeskFact>;

/** The state of a desk must stay small; an agency plans some weeks of duty ahead, and nobody fills the desk for the others. `bytes` leaves room for sweeps and for what was said of gaps. */
const most = { atOnce: 200, absencesOfOne: 20, bytes: 48_000 } as const;
/** Work that was offered anew is looked at again soon, and ever less often while nobody answers. Milliseconds. */
const againMs = { first: 2_000, most: 300_000 } as const;

const no = (refusal: Refusal): DeskDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

/** Decides a command and everything that follows from it. Errors: `Fault`, a bug in a rule; nothing of it may be kept. */
export function decideDesk(state: DeskState, command: DeskCommand, facts: DeskFacts): DeskDecided {
  if (command.type === 'clock') return decideClock(state, command.keeper, facts);
  const { by, agency, id, act } = command;
  const opened: DeskFact = { type: 'DeskOpened', agency };
  const before = state.phase === 'absent' ? evolveDesk(state, { ...opened, at: facts.now, by: by.person }) : state;
  if (before.phase === 'absent') throw new Fault('a desk that was opened is absent');
  const decision = first(before, act, { by, id, facts });
  const isFirst = state.phase === 'absent' && decision.events.length > 0;
  const decided = settledAs(state, { ...decision, events: isFirst ? [opened, ...decision.events] : decision.events }, by.person, facts);
  return plans.includes(act.act) && isOverfull(before, decided.state) ? settledAs(state, no(say('DESK_FULL', { bytes: most.bytes })), by.person, facts) : decided;
}

/** Acts that plan ahead. What ends something, or says that somebody has left, is always taken. */
const plans: readonly DeskAct['act'][] = ['record-absence', 'name-deputy', 'join-role', 'set-duty'];

function isOverfull(before: DeskState, after: DeskState): boolean {
  const bytes = bytesOf(after);
  return bytes > most.bytes && bytes > bytesOf(before);
}
const bytesOf = (state: DeskState): number => new TextEncoder().encode(JSON.stringify(state)).length;

const settledAs = (before: DeskState, decision: DeskDecision, by: string, facts: DeskFacts): DeskDecided =>
  settled(before, decision, { at: facts.now, by }, { evolve: evolveDesk, assertSound: () => undefined, follows: () => [] });

interface Asked {
  readonly by: Actor;
  readonly id: string;
  readonly facts: DeskFacts;
}

function first(desk: OpenDesk, act: DeskAct, asked: Asked): DeskDecision {
  const refusal = notAllowed(desk, act, asked);
  if (refusal !== undefined) return no(refusal);
  const { by, id } = asked;
  switch (act.act) {
    case 'record-absence':
    case 'name-deputy':
    case 'join-role':
      return dated(desk, act, asked);
    case 'end-absence':
      return own(desk.absences, act.absence) === undefined ? refuse('NOT_FOUND') : accept({ type: 'AbsenceEnded', id: act.absence });
    case 'end-deputy':
      return own(desk.deputies, act.deputy) === undefined ? refuse('NOT_FOUND') : accept({ type: 'DeputyEnded', id: act.deputy });
    case 'end-role':
      return own(desk.parts, act.hat) === undefined ? refuse('NOT_FOUND') : accept({ type: 'RoleEnded', id: act.hat });
    case 'set-duty':
      return setDuty(desk, act, asked);
    case 'leave':
      return act.person === by.person ? refuse('LEAVE_TO_SELF') : accept({ type: 'PersonLeft', person: act.person }, { type: 'SweepBegun', sweep: id, person: act.person });
    case 'come-back':
      return accept({ type: 'PersonCameBack', person: act.person });
    case 'leave-agency':
      return leaveAgency(desk, act.reason, asked);
    case 'rejoin':
      return desk.left === true ? accept({ type: 'AgencyCameBack' }) : refuse('NOT_FOUND');
    case 'contain':
      return contain(desk, act, asked);
    case 'release':
      return release(desk, by);
    case 'explain-time':
      return explain(desk, act, asked.facts);
    case 'sweep':
      return sweepGone(desk, act.person, asked);
    default:
      return unreachable(act);
  }
}

/** Whether the work of this person, or without one of the whole agency, is being offered anew already. */
const sweeping = (desk: OpenDesk, person?: string): boolean => Object.values(desk.sweeps).some((sweep) => (person === undefined ? 'reason' in sweep : 'person' in sweep && sweep.person === person));

/** The directory says who is gone; nothing is swept of who is there. */
function sweepGone(desk: OpenDesk, person: string | undefined, { id, facts }: Asked): DeskDecision {
  const isHere = person === undefined ? own(facts.agencies, desk.agency) !== undefined : chairOf(facts, person)?.active === true;
  if (isHere || sweeping(desk, person)) return accept();
  return accept({ type: 'SweepBegun', sweep: id, ...(person === undefined ? { reason: 'OTHER' as const } : { person }) });
}

/** Cases that it leads have nowhere to go: they are closed first. */
function leaveAgency(desk: OpenDesk, reason: LeavingReason, { id, facts }: Asked): DeskDecision {
  const { leads = 0 } = facts;
  const refusal = firstRefusal(facts, leads > 0 && say('AGENCY_LEADS', { count: leads }));
  if (refusal !== undefined) return no(refusal);
  return accept<DeskFact>(...(desk.left === true ? [] : [{ type: 'AgencyLeft' } as const]), ...(sweeping(desk) ? [] : [{ type: 'SweepBegun', sweep: id, reason } as const]));
}
const chairOf = ({ chairs }: DeskFacts, person: string): Chair | undefined => chairs.people.find((each) => each.person === person);

function notAllowed(desk: OpenDesk, act: DeskAct, { by, facts }: Asked): Refusal | undefined {
  if (act.act === 'contain' || act.act === 'release') return firstRefusal(facts, !mayContain(desk, by) && say('NOT_THE_COORDINATOR'));
  const leads = by.agency === desk.agency && (by.roles.includes('AGENCY_SUPERVISOR') || by.roles.includes('AGENCY_LEADER'));
  const absentee = act.act === 'record-absence' ? act.person : act.act === 'end-absence' ? own(desk.absences, act.absence)?.person : undefined;
  const isOwn = by.agency === desk.agency && absentee === by.person;
  // The directory itself may say that work of somebody it has closed must be offered anew, and nothing else.
  const isDirectory = act.act === 'sweep' && by.roles.length === 0 && by.agency === desk.agency;
  return firstRefusal(
    facts,
    !leads && !isOwn && !isDirectory && say('NOT_THE_SUPERVISOR'),
    // A supervisor makes nobody the leader, not even for a day, and does not close the leader's account.
    act.act === 'leave' && !by.roles.includes('AGENCY_LEADER') && holds(facts, act.person, desk.agency).includes('AGENCY_LEADER') && say('LEADER_REQUIRED'),
    (act.act === 'leave-agency' || act.act === 'rejoin') && !by.roles.includes('AGENCY_LEADER') && say('LEADER_REQUIRED'),
    act.act !== 'join-role' && rolesGiven(act, facts, desk.agency).includes('AGENCY_LEADER') && !by.roles.includes('AGENCY_LEADER') && !isOwn && say('LEADER_REQUIRED'),
    reservedIn(act, by, facts, desk.agency),
    ...peopleIn(act).map((person) => !belongs(person, act, facts, desk.agency) && say('PERSON_UNKNOWN')),
  );
}

/** The roles that somebody would act in by this act. */
function rolesGiven(act: DeskAct, facts: DeskFacts, agency: string): readonly Role[] {
  if (act.act === 'name-deputy' || act.act === 'join-role') return act.roles;
  if (act.act !== 'record-absence' || act.deputy === undefined) return [];
  return holds(facts, act.person, agency);
}

function holds(facts: DeskFacts, person: string, agency: string): readonly Role[] {
  const chair = chairOf(facts, person);
  return chair === undefined ? [] : rolesAt(chair, agency, facts.now);
}

/** They open what is hers to open: her readiness, her safe contact. */
const speakForHer: readonly Role[] = ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_GUARDIAN'];
/** No agency gives these away by itself, lest whoever keeps its desk passes the gates that hold them back. */
const fromDirectory: readonly Role[] = [...speakForHer, 'COORDINATOR', 'SPECIALIST_ADVISOR', 'AGENCY_LEADER', ...outside];

/**
 * Roles that the directory alone gives. Nobody gives themselves a part either. For her speaks in somebody's stead only who speaks for her already,
 * and a role outside cases is covered only by who holds it.
 */
function reservedIn(act: DeskAct, by: Actor, facts: DeskFacts, agency: string): Refusal | undefined {
  const given = rolesGiven(act, facts, agency);
  if (act.act === 'join-role') return reserved(given.filter((role) => act.person === by.person || fromDirectory.includes(role)));
  if ((act.act !== 'name-deputy' && act.act !== 'record-absence') || act.deputy === undefined) return undefined;
  const held = holds(facts, act.deputy, agency);
  const isOneself = act.deputy === by.person && act.person !== by.person;
  return reserved(given.filter((role) =>
    (isOneself && fromDirectory.includes(role)) || (speakForHer.includes(role) && !held.some((each) => speakForHer.includes(each))) || (outside.includes(role) && !held.includes(role))));
}

const reserved = (roles: readonly Role[]): Refusal | undefined => (roles.length === 0 ? undefined : say('ROLE_FROM_DIRECTORY', { roles: [...new Set(roles)] }));

/** Everybody an act speaks of. */
export function peopleIn(act: DeskAct): readonly string[] {
  if (act.act === 'set-duty') return [...new Set(act.shifts.map(({ person }) => person))];
  if (!('person' in act) || act.person === undefined) return [];
  return 'deputy' in act && act.deputy !== undefined ? [act.person, act.deputy] : [act.person];
}

/** Absence and leaving are the home agency's to record; a part is given to anybody known; all else to who has a part here. */
function belongs(person: string, { act }: DeskAct, facts: DeskFacts, agency: string): boolean {
  const chair = chairOf(facts, person);
  if (chair === undefined) return false;
  if (act === 'join-role') return chair.active;
  if (act === 'leave') return chair.active && chair.agency === agency;
  if (act === 'come-back' || act === 'sweep') return chair.agency === agency;
  return chair.active && (chair.agency === agency || rolesAt(chair, agency, facts.now).length > 0);
}

function dated(desk: OpenDesk, act: Extract<DeskAct, { act: 'record-absence' | 'name-deputy' | 'join-role' }>, { id, facts }: Asked): DeskDecision {
  const { person, until } = act;
  const { agency } = desk;
  const span: Span = { from: act.from ?? facts.now, ...(until !== undefined && { until }) };
  const held = holds(facts, person, agency);
  const refusal = firstRefusal(
    facts,
    until !== undefined && until <= span.from && say('PERIOD_BACKWARDS'),
    until !== undefined && until <= facts.now && say('DATE_IN_THE_PAST'),
    'deputy' in act && act.deputy === person && say('DEPUTY_TO_SELF'),
    act.act === 'name-deputy' && act.roles.some((role) => !held.includes(role)) && say('ROLE_NOT_HELD', { roles: act.roles.filter((role) => !held.includes(role)) }),
    fullFor(desk, act, facts.now),
  );
  if (refusal !== undefined) return no(refusal);
  if (act.act === 'record-absence') return accept({ type: 'AbsenceRecorded', id, person, ...span, ...(act.deputy !== undefined && { deputy: act.deputy }) });
  const roles = [...new Set(act.roles)];
  return accept(act.act === 'name-deputy' ? { type: 'DeputyNamed', id, agency, person, deputy: act.deputy, roles, ...span } : { type: 'RoleJoined', id, agency, person, roles, ...span });
}

/** Each kind of record has room of its own; what is over takes none, though it leaves the state only with the next event. */
function fullFor({ absences, deputies, parts }: OpenDesk, { act, person }: { readonly act: 'record-absence' | 'name-deputy' | 'join-role'; readonly person: string }, now: string): Refusal | undefined {
  const all: readonly (Span & { readonly person: string })[] = Object.values(act === 'record-absence' ? absences : act === 'name-deputy' ? deputies : parts);
  const records = all.filter(({ until }) => until === undefined || until > now);
  if (act === 'record-absence' && records.filter((each) => each.person === person).length >= most.absencesOfOne) return say('DESK_FULL', { most: most.absencesOfOne });
  return records.length >= most.atOnce ? say('DESK_FULL', { most: most.atOnce }) : undefined;
}

/** Time that has been, today included: nobody explains ahead what nobody has seen. */
function explain({ agency }: OpenDesk, { from, until, case: about, words }: Extract<DeskAct, { act: 'explain-time' }>, facts: DeskFacts): DeskDecision {
  const civil = own(facts.agencies, agency);
  // The directory, or its own leader, has said that it is gone.
  if (civil === undefined) return refuse('AGENCY_UNKNOWN');
  const refusal = firstRefusal(facts, until < from && say('PERIOD_BACKWARDS'), until > localDateOf(facts.now, civil.zone) && say('DAY_AHEAD'));
  return refusal === undefined ? accept({ type: 'TimeExplained', from, until, ...(about !== undefined && { case: about }), words }) : no(refusal);
}

function setDuty(desk: OpenDesk, { from, until, shifts }: Extract<DeskAct, { act: 'set-duty' }>, { id, facts }: Asked): DeskDecision {
  const kept = Object.values(desk.shifts).filter((shift) => shift.from < from || shift.from >= until);
  const ahead = shifts.filter((shift) => shift.until > facts.now);
  const refusal = firstRefusal(
    facts,
    (until <= from || shifts.some((shift) => shift.until <= shift.from)) && say('PERIOD_BACKWARDS'),
    until <= facts.now && say('DATE_IN_THE_PAST'),
    shifts.some((shift) => shift.from < from || shift.until > until) && say('SHIFT_OUTSIDE'),
    kept.length + ahead.length > most.atOnce && say('DESK_FULL', { most: most.atOnce }),
  );
  if (refusal !== undefined) return no(refusal);
  const short = id.slice(0, 8);
  return accept({ type: 'DutySet', from, until, shifts: Object.fromEntries(ahead.map((shift, index) => [`${short}.${index}`, { agency: desk.agency, ...shift }])) });
}

function decideClock(state: DeskState, keeper: string, facts: DeskFacts): DeskDecided {
  const clock = dueClock(deskClocks(state), keeper, facts.now);
  if (state.phase === 'absent' || clock === undefined) return { events: [], state };
  const decided = settledAs(state, clock.name === 'rota-gap' ? sayGaps(state, facts) : clock.name === 'containment-lapse' ? lapse(state) : reOffer(state, sweepOf(keeper), facts), 'clock', facts);
  if (deskClocks(decided.state).some(({ id }) => id === clock.id)) throw new Fault(`clock ${clock.name} was left due`);
  return { ...decided, clock };
}

/** Every uncovered time that a week ahead has come to, each said once. */
function sayGaps(desk: OpenDesk, { chairs, now }: DeskFacts): DeskDecision {
  const due = new Set(deskClocks(desk).filter(({ name, dueAt }) => name === 'rota-gap' && dueAt <= now).map(({ subject }) => subject));
  const { to, skipped } = addressesFor({ agency: desk.agency, role: 'AGENCY_SUPERVISOR' }, chairs, now, false);
  const supervisor = to.length > 0 ? to : [{ agency: desk.agency, role: 'AGENCY_SUPERVISOR' as const }];
  return accept(...untold(desk).filter(({ from }) => due.has(from)).map((gap): DeskFact => ({ type: 'DutyUncovered', ...gap, to: supervisor, ...(skipped.length > 0 && { skipped }) })));
}

/** Round after round until no open work of who left remains: what changed between looking and asking is found by the next one. */
function reOffer(desk: OpenDesk, sweep: string, { work, now }: DeskFacts): DeskDecision {
  const running = desk.sweeps[sweep];
  if (running === undefined) throw new Fault('a clock runs for a sweep that is not there');
  const { round } = running;
  const leaver = leaverOf(running);
  // Released meanwhile: what is left stays where it is.
  if (work.length === 0 || ('contained' in leaver && desk.contained === undefined)) return accept({ type: 'SweepEnded', sweep, ...leaver });
  return accept({ type: 'WorkReOffered', sweep, ...leaver, round, work, nextAt: laterBy(now, Math.min(againMs.first * 2 ** round, againMs.most)) });
}
