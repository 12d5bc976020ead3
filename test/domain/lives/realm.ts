/** A compact, a case and the desks of their agencies under one clock, each decided by the registry that production uses. No database, no engine. */
import type { DeskEvent, Work } from '#domain/agency/events.ts';
import type { DeskState } from '#domain/agency/state.ts';
import { hasEnded, isOpen, type CaseState } from '#domain/case/state.ts';
import { isRunning } from '#domain/commitment/state.ts';
import type { CompactState } from '#domain/compact/state.ts';
import type { Actor, Circumstances, Civil, Facts } from '#domain/facts.ts';
import type { Change, Clock, Decided } from '#domain/ledger.ts';
import type { Chair, Chairs } from '#domain/reach/chairs.ts';
import { kindOf, type ChairsAsked, type Command, type LedgerEvent, type LedgerKind, type LedgerState } from '../../../activities/ledgers.ts';
import type { LoadedPlaybook } from '#start/playbooks.ts';
import { createPresence, type Member, type Presence } from './presence.ts';

export type AnyChange = Change<LedgerState, LedgerEvent>;
export interface Ledger {
  readonly id: string;
  state: LedgerState;
  clocks: readonly Clock[];
  readonly changes: AnyChange[];
}
/** One decision, told to whoever watches. */
export interface Taken {
  readonly ledger: Ledger;
  readonly command: Command;
  readonly decided: Decided<LedgerState, LedgerEvent>;
  readonly changes: readonly AnyChange[];
}

export interface Setting {
  readonly members: readonly Member[];
  readonly civils: Readonly<Record<string, Civil>>;
  readonly playbook: LoadedPlaybook;
  readonly startsAt: string;
  readonly watch: (taken: Taken) => void;
  /** Everything that was due has rung. */
  readonly rest: () => void;
}

const uuid = (n: number): string => `0e0e0e0e-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const compactId = uuid(1);
export const caseId = uuid(2);

/** What changes while a life goes on. */
interface Inside {
  readonly setting: Setting;
  readonly presence: Presence;
  readonly ledgers: Map<string, Ledger>;
  readonly closed: Set<string>;
  now: string;
  made: number;
  /** As the desks say it now; undefined when one of them has changed. */
  seats?: Chairs | undefined;
}

function ledgerOf({ ledgers }: Inside, id: string): Ledger {
  const known = ledgers.get(id) ?? { id, state: kindOf(id).absent, clocks: [], changes: [] };
  ledgers.set(id, known);
  return known;
}

const caseIn = (inside: Inside): CaseState => ledgerOf(inside, `case/${caseId}`).state as CaseState;

/** What the read models of the desks say. */
function allChairs({ ledgers, closed, setting: { members } }: Inside): Chairs {
  const desks = [...ledgers.values()].flatMap(({ id, state }) => (id.startsWith('agency/') ? [state as DeskState] : []));
  const open = desks.flatMap((desk) => (desk.phase === 'open' ? [desk] : []));
  const hats = open.flatMap(({ parts }) => Object.values(parts));
  const people = members.map(({ person, agency, roles }): Chair => ({ person, agency, roles, active: !closed.has(person), hats: hats.filter((hat) => hat.person === person) }));
  return { people, absences: open.flatMap((desk) => Object.values(desk.absences)), deputies: open.flatMap((desk) => Object.values(desk.deputies)), shifts: open.flatMap((desk) => Object.values(desk.shifts)) };
}

/** Of these agencies and people, as production reads them. */
function chairsOf(inside: Inside, { agencies, people: named }: ChairsAsked): Chairs {
  const { people, absences, deputies, shifts } = (inside.seats ??= allChairs(inside));
  const isAsked = ({ agency }: { readonly agency: string }): boolean => agencies.includes(agency);
  return { people: people.filter((chair) => isAsked(chair) || chair.hats.some(isAsked) || named.includes(chair.person)), absences, deputies: deputies.filter(isAsked), shifts: shifts.filter(isAsked) };
}

/** What the read models say that who leaves has open: in the case, its steps, promises, hand-offs and plans. */
function openWork(state: CaseState, swept: ReturnType<NonNullable<LedgerKind['sweptBy']>>): readonly Work[] | undefined {
  if (swept === undefined) return undefined;
  if (state.phase === 'absent' || !('person' in swept)) return [];
  const { person } = swept;
  const here = { ledger: `case/${caseId}`, keeper: `case/${caseId}` };
  const steps = Object.values(state.steps).filter(isOpen);
  return [
    ...steps.filter(({ owner }) => owner === person).map(({ code: step, rev }) => ({ ...here, step, rev })),
    ...steps.filter(({ planned }) => planned?.person === person).map(({ code: plan, rev }) => ({ ...here, plan, rev })),
    ...Object.values(state.commitments ?? {}).filter((each) => isRunning(each) && each.owner === person).map(({ id: commitment, rev }) => ({ ...here, commitment, rev })),
    ...Object.values(state.handOffs).filter((each) => !hasEnded(each) && each.proposedBy === person && each.senderLeft !== true).map(({ id: handOff, rev }) => ({ ...here, handOff, rev })),
  ];
}

function factsFor(inside: Inside, ledger: Ledger, command: Command): Circumstances {
  const { now, presence, setting: { civils, playbook } } = inside;
  const kind = kindOf(ledger.id);
  const isClock = command.type === 'clock' && 'keeper' in command;
  const asked = kind.chairsAsked?.(ledger.state, isClock ? undefined : command);
  const work = isClock ? openWork(caseIn(inside), kind.sweptBy?.(ledger.state, command.keeper)) : undefined;
  const isAway = !isClock && presence.isAway((command as { readonly by: Actor }).by.person, now);
  const facts: Facts = { now, tzdb: 'test', agencies: civils, holidays: {}, without: [], playbook: playbook.playbook, playbookHash: playbook.hash };
  return { ...facts, ...(asked !== undefined && { chairs: chairsOf(inside, asked) }), ...(isAway && { isAway: true as const }), ...(work !== undefined && { work }) };
}

function take(inside: Inside, id: string, command: Command): void {
  const ledger = ledgerOf(inside, id);
  const kind = kindOf(id);
  const decided = kind.decide(ledger.state, command, factsFor(inside, ledger, command));
  const first = ledger.changes.length;
  for (const event of decided.events) {
    const after = kind.evolve(ledger.state, event);
    ledger.changes.push({ index: ledger.changes.length + 1, event, before: ledger.state, after });
    ledger.state = after;
  }
  if (decided.events.length > 0) ledger.clocks = kind.clocksOf(ledger.state);
  const changes = ledger.changes.slice(first);
  if (id.startsWith('agency/')) for (const { event } of changes) hear(inside, event as DeskEvent);
  inside.setting.watch({ ledger, command, decided, changes });
  const errands = changes.flatMap((change) => kind.errandsOf?.(change) ?? []);
  for (const { ledger: to, body, actor } of errands) take(inside, to, { ...body, by: { person: actor, agency: '', roles: [] } });
}

function hear(inside: Inside, event: DeskEvent): void {
  inside.seats = undefined;
  inside.presence.hear(event);
  if (event.type === 'PersonLeft') inside.closed.add(event.person);
  if (event.type === 'PersonCameBack') inside.closed.delete(event.person);
}

function next({ ledgers }: Inside): { readonly ledger: Ledger; readonly clock: Clock } | undefined {
  let first: { readonly ledger: Ledger; readonly clock: Clock } | undefined;
  for (const ledger of ledgers.values()) {
    const [clock] = ledger.clocks;
    if (clock !== undefined && (first === undefined || clock.dueAt < first.clock.dueAt)) first = { ledger, clock };
  }
  return first;
}

function passTo(inside: Inside, at: string): void {
  const until = at > inside.now ? at : inside.now;
  for (let due = next(inside); due !== undefined && due.clock.dueAt <= until; due = next(inside)) {
    if (due.clock.dueAt > inside.now) inside.now = due.clock.dueAt;
    take(inside, due.ledger.id, { type: 'clock', keeper: due.clock.keeper });
  }
  inside.now = until;
  inside.setting.rest();
}

export function createRealm(setting: Setting) {
  const { members } = setting;
  const gone = members.flatMap(({ person, left }) => (left ? [person] : []));
  const inside: Inside = { setting, presence: createPresence(members), ledgers: new Map(), closed: new Set(gone), now: setting.startsAt, made: 100 };
  return {
    presence: inside.presence, members, ledgers: inside.ledgers,
    now: () => inside.now,
    newId: () => uuid((inside.made += 1)),
    compact: (): CompactState => ledgerOf(inside, `compact/${compactId}`).state as CompactState,
    caseState: (): CaseState => caseIn(inside),
    desk: (agency: string): DeskState => ledgerOf(inside, `agency/${agency}`).state as DeskState,
    nextAt: (): string | undefined => next(inside)?.clock.dueAt,
    take: (id: string, command: Command): void => take(inside, id, command),
    /** Time passes; on the way each clock rings when it is due, the earliest first, whosever it is. */
    passTo: (at: string): void => passTo(inside, at),
    /** Nothing rings for a while: what is due afterwards rings when time passes again. */
    sleepTo: (at: string): void => void (inside.now = at > inside.now ? at : inside.now),
    /** The directory closes an account; the desk is told to sweep. */
    close(person: string): void {
      inside.seats = undefined;
      inside.closed.add(person);
      inside.presence.close(person);
    },
  };
}
export type Realm = ReturnType<typeof createRealm>;
