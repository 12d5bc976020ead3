/**
 * The kinds of ledger: what the path of a command asks of each. The part of a ledger's id before the first slash says which kind it is.
 * A new kind is a room of its own in the domain and one entry here; recording, folding, verifying and rebuilding follow.
 */
import { Fault } from '#domain/decision.ts';
import type { Actor, Circumstances, Civil, Facts, Instant } from '#domain/facts.ts';
import type { Change, Clock, ClockCommand, Decided, Keeper, PlacedNotice } from '#domain/ledger.ts';
import { deskClocks, deskKeepers, deskWords, sweepOf } from '#domain/agency/clocks.ts';
import { decideDesk, peopleIn } from '#domain/agency/decide.ts';
import { deskErrands } from '#domain/agency/errands.ts';
import type { DeskEvent } from '#domain/agency/events.ts';
import { evolveDesk } from '#domain/agency/evolve.ts';
import { deskRows } from '#domain/agency/rows.ts';
import { deskCommandSchema, type DeskCommandBody } from '#domain/agency/schema.ts';
import { absentDesk, deskVersion, type DeskState } from '#domain/agency/state.ts';
import { decideEditions } from '#domain/editions/decide.ts';
import type { EditionsEvent } from '#domain/editions/events.ts';
import { evolveEditions } from '#domain/editions/evolve.ts';
import { editionRows } from '#domain/editions/rows.ts';
import { editionsCommandSchema, type EditionsCommandBody } from '#domain/editions/schema.ts';
import { absentShelf, editionsVersion, type EditionsState } from '#domain/editions/state.ts';
import { caseErrands } from '#domain/case/victims.ts';
import { clocksOf, keepersOf, wordOf } from '#domain/case/clocks.ts';
import { decide } from '#domain/case/decide.ts';
import type { CaseEvent } from '#domain/case/events.ts';
import { evolve } from '#domain/case/evolve.ts';
import { rowsOf } from '#domain/case/rows.ts';
import { caseCommandSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { absentCase, domainVersion, type CaseState } from '#domain/case/state.ts';
import { clocksOf as clocksOfCompact, compactWordOf, keepersOf as keepersOfCompact } from '#domain/compact/clocks.ts';
import { decide as decideCompact } from '#domain/compact/decide.ts';
import type { CompactEvent } from '#domain/compact/events.ts';
import { evolve as evolveCompact } from '#domain/compact/evolve.ts';
import { rowsOf as rowsOfCompact } from '#domain/compact/rows.ts';
import { compactCommandSchema, type CompactCommandBody } from '#domain/compact/schema.ts';
import { absentCompact, compactVersion, type CompactState } from '#domain/compact/state.ts';
import type { PaperAct } from '#domain/paper/papers.ts';
import { victimClocks, victimKeepers, victimWordOf } from '#domain/victim/clocks.ts';
import { decideVictim } from '#domain/victim/decide.ts';
import type { VictimEvent } from '#domain/victim/events.ts';
import { victimErrands } from '#domain/victim/errands.ts';
import { evolveVictim } from '#domain/victim/evolve.ts';
import { victimRows } from '#domain/victim/rows.ts';
import { victimCommandSchema, type VictimAct, type VictimCommandBody } from '#domain/victim/schema.ts';
import { absentVictim, victimVersion, type VictimState } from '#domain/victim/state.ts';
import type { Swept } from './open-work.ts';
import { shelved, type Shelved, type ShelfAsked } from './shelf.ts';
import type { TableName } from './tables.ts';

export interface LedgerState {
  /** `absent` while nothing has been recorded. */
  readonly phase: string;
}
export interface CommandBody {
  readonly type: string;
}
export interface LedgerEvent {
  readonly type: string;
  readonly at: Instant;
}
export type Command<Body = CommandBody> = (Body & { readonly by: Actor }) | ClockCommand;

/** A version of a playbook; `hash` where a ledger has pinned it. */
export interface Pin {
  readonly id: string;
  readonly version: number;
  readonly hash?: string;
}

export interface ChairsAsked {
  readonly agencies: readonly string[];
  readonly people: readonly string[];
}

/** A command to another ledger, said through the outbox; its id is derived, so that it is said once however often it is written. */
export interface Errand {
  readonly id: string;
  readonly ledger: string;
  readonly keeper: string;
  readonly body: CommandBody;
  readonly actor: string;
}

/** The rows that a run of changes leaves, by table, no key twice. Notices only ever come to be. */
export interface Rows {
  readonly tables: Readonly<Partial<Record<TableName, Iterable<object>>>>;
  readonly notices: readonly PlacedNotice[];
}

/** Its members are methods, so that a kind may speak of its own states, commands and events; whoever holds a state holds the kind it belongs to. */
export interface LedgerKind<State extends LedgerState = LedgerState, Body extends CommandBody = CommandBody, Event extends LedgerEvent = LedgerEvent> {
  readonly absent: State;
  /** Raised when state or events change shape: an older stored state is folded again. */
  readonly version: number;
  /** A ledger's open work must stay small, or a command late in its life would cost more than one early in it. Bytes of its state; more is a fault. */
  readonly stateBytesMost: number;
  /** The only word each clock may say. */
  readonly wordOf: Readonly<Record<string, string>>;
  /** A stored command; undefined when it has no known form. */
  parse(body: unknown): Body | undefined;
  /** The playbook whose rules hold: the one the ledger pins, or the one its first command names; undefined when there is neither. A kind without this has no playbook. */
  pinOf?(state: State, body: Body | undefined): Pin | undefined;
  /** Agencies a command names that the ledger may not know yet. */
  agenciesNamed(body: Body): readonly string[];
  /** Whose chairs the rules may look at: those of agencies, and of people named; undefined where nobody is told or offered anything. `body` is undefined for a clock's word. */
  chairsAsked?(state: State, body: Body | undefined): ChairsAsked | undefined;
  /** Whose open work a keeper's word is about, if it is a sweep's. */
  sweptBy?(state: State, keeper: string): Swept | undefined;
  /** Whose files say what a decision rests on. */
  victimsAsked?(state: State, body: Body | undefined): readonly string[];
  /** The paper that another is to supersede, by its id. */
  supersedes?(body: Body): string | undefined;
  /** Whether somebody is assigned to something of hers: then it is read who has a part in it. */
  assigns?(body: Body): boolean;
  /** Whether an agency is to be contained: then it is read how long one person's word does so. */
  contains?(body: Body): boolean;
  /** Whether this may destroy the ledger's keys: then what lies under them is read, and nothing more is sealed meanwhile. */
  erases?(body: Body): boolean;
  /** Whether an event says that they are destroyed: then they are, with it. */
  isErased?(event: Event): boolean;
  /** The agency that must lead nothing for this to be done. */
  leaving?(body: Body): string | undefined;
  /** The id of the case whose team and names the rules look at. */
  joins?(body: Body): string | undefined;
  /** The playbook or pack whose versions the rules look at, and the text they ask the check about. */
  shelfAsked?(state: State, body: Body): ShelfAsked;
  /** What a change means for the versions that can be launched. */
  shelves?(change: Change<State, Event>): Shelved | undefined;
  /** What an event asks of other ledgers. */
  errandsOf?(change: Change<State, Event>): readonly Errand[];
  /** Whose civil time the rules may ask for. */
  civilsOf(state: State): readonly Civil[];
  decide(state: State, command: Command<Body>, facts: Circumstances): Decided<State, Event>;
  evolve(state: State, event: Event): State;
  clocksOf(state: State): readonly Clock[];
  keepersOf(state: State): readonly Keeper[];
  rowsOf(changes: readonly Change<State, Event>[]): Rows;
}

function agenciesNamed(body: CaseCommandBody): readonly string[] {
  if (body.type === 'launch') return body.agencies.map(({ agency }) => agency);
  if (body.type === 'propose-hand-off') return [body.to];
  if (body.type === 'case') return body.act.act === 'accept-case' ? (body.act.agencies ?? []).map(({ agency }) => agency) : [];
  if (body.type === 'step') return body.act.act === 'reassign' ? [body.act.to] : [];
  if (body.type !== 'hand-off') return [];
  if (body.act.act === 'determine') return [body.act.owner];
  return body.act.act === 're-propose' && body.act.to !== undefined ? [body.act.to] : [];
}

/** The agencies of the team and of its open hand-offs. */
function concernedIn(state: CaseState): readonly string[] {
  if (state.phase === 'absent') return [];
  return [...new Set([state.lead, ...Object.keys(state.agencies), ...Object.values(state.handOffs).flatMap(({ sender, receiver }) => [sender, receiver])])].sort();
}

/** Where somebody is told or offered something by who is there now: a level that may be climbed, an offer, work given back. All other acts tell roles only. */
function tells(body: CaseCommandBody | undefined): boolean {
  if (body === undefined || body.type === 'propose-hand-off' || body.type === 're-offer' || body.type === 'agency-leaves') return true;
  if (body.type === 'case') return body.act.act === 'end-engagement';
  if (body.type === 'hand-off') return body.act.act === 're-propose' || body.act.act === 'determine';
  return body.type === 'step' && body.act.act === 're-date';
}

/** Whom a hand-off is about, when it is proposed, to whomever, or accepted; and whoever's consent has ended. */
function victimsAsked(state: CaseState, body: CaseCommandBody | undefined): readonly string[] {
  if (body?.type === 'consent-ended') return [body.victim];
  if (body?.type === 'propose-hand-off') return (body.about ?? []).map(({ victim }) => victim);
  if (body?.type !== 'hand-off' || state.phase === 'absent') return [];
  return (state.handOffs[body.handOff]?.about ?? []).map(({ victim }) => victim);
}

/** Who is assigned, and where. */
const assigneeIn = (act: PaperAct): ChairsAsked | undefined => (act.act === 'assign' ? { agencies: [act.agency], people: [act.person] } : undefined);

const fewBytes = 65_536;
/**
 * What a case holds grows with the people it is about, about 12 KB for each victim of the largest playbook, and never with its age: the 200 that a case takes fit three times.
 */
const bytesOfPeople = 8_388_608;

const caseLedger: LedgerKind<CaseState, CaseCommandBody, CaseEvent> = {
  absent: absentCase, version: domainVersion, stateBytesMost: bytesOfPeople, wordOf, agenciesNamed, victimsAsked, decide, evolve, errandsOf: ({ event }) => caseErrands(event), clocksOf, keepersOf,
  parse: (body) => caseCommandSchema.safeParse(body).data,
  supersedes: (body) => (body.type === 'case-papers' && body.act.act === 'file-paper' ? body.act.supersedes : undefined),
  chairsAsked: (state, body) => (body?.type === 'case-papers' ? assigneeIn(body.act) : tells(body) ? { agencies: [...concernedIn(state), ...(body === undefined ? [] : agenciesNamed(body))], people: [] } : undefined),
  pinOf: (state, body) => (state.phase !== 'absent' ? state.playbook : body?.type === 'launch' ? body.playbook : undefined),
  civilsOf: (state) => (state.phase === 'absent' ? [] : [...Object.values(state.agencies), ...Object.values(state.handOffs).map(({ receiverCivil }) => receiverCivil), ...Object.values(state.commitments ?? {}).flatMap(({ civil, offer }) => (offer === undefined ? [civil] : [civil, offer.civil]))]),
  rowsOf: (changes) => {
    const { notices, cases, engagements, steps, handOffs, tracks, readiness, links, stalls, escalations, stepTimes, progress, commitments, terms, deliveries, papers, assignments, forms, subjects, facts } = rowsOf(changes);
    return {
      notices, tables: {
        cases: cases.values(), engagements: engagements.values(), steps: steps.values(), handOffs: handOffs.values(), tracks: tracks.values(), readiness: readiness.values(), links: links.values(), stalls: stalls.values(), escalations: escalations.values(),
        stepTimes, progress, commitments: commitments.values(), terms: terms.values(), deliveries, papers: papers.values(), assignments: assignments.values(), forms: forms.values(), subjects: subjects.values(), facts: facts.values(),
      },
    };
  },
};

const deskLedger: LedgerKind<DeskState, DeskCommandBody, DeskEvent> = {
  absent: absentDesk, version: deskVersion, stateBytesMost: fewBytes, wordOf: deskWords, evolve: evolveDesk, clocksOf: deskClocks, keepersOf: deskKeepers, errandsOf: ({ event }) => deskErrands(event),
  // Its days are those of its own zone; and the directory's word that an agency is gone is held against the directory.
  agenciesNamed: ({ act, agency }) => (act.act === 'explain-time' || (act.act === 'sweep' && act.person === undefined) ? [agency] : []),
  civilsOf: () => [],
  parse: (body) => deskCommandSchema.safeParse(body).data,
  chairsAsked: (state, body) => ({ agencies: [state.phase === 'absent' ? (body?.agency ?? '') : state.agency], people: body === undefined ? [] : peopleIn(body.act) }),
  sweptBy: (state, keeper) => {
    const sweep = state.phase === 'absent' ? undefined : state.sweeps[sweepOf(keeper)];
    return sweep === undefined || state.phase === 'absent' ? undefined : 'person' in sweep ? { person: sweep.person } : 'reason' in sweep ? { agency: state.agency } : { contained: state.agency };
  },
  contains: ({ act }) => act.act === 'contain',
  leaving: ({ agency, act }) => (act.act === 'leave-agency' ? agency : undefined),
  decide: (state, command, facts) => decideDesk(state, command, { chairs: { people: [], absences: [], deputies: [], shifts: [] }, work: [], ...facts }),
  rowsOf: (changes) => {
    const { tables: { absences, deputies, shifts, hats, departures, explanations, containments }, notices } = deskRows(changes);
    return { notices, tables: { absences: absences.values(), deputies: deputies.values(), shifts: shifts.values(), hats: hats.values(), departures: departures.values(), explanations: explanations.values(), containments: containments.values() } };
  },
};

const isSignature = (body: CompactCommandBody): boolean => body.type === 'compact' && body.act.act === 'sign';

const compactLedger: LedgerKind<CompactState, CompactCommandBody, CompactEvent> = {
  absent: absentCompact, version: compactVersion, stateBytesMost: fewBytes, wordOf: compactWordOf, decide: decideCompact, evolve: evolveCompact, clocksOf: clocksOfCompact, keepersOf: keepersOfCompact,
  parse: (body) => compactCommandSchema.safeParse(body).data,
  pinOf: (state, body) => (state.phase !== 'absent' ? state.playbook : body?.type === 'open-compact' ? body.playbook : undefined),
  // Time tells whoever is there, and so does work that is given back; a signature promises for those who still work there.
  chairsAsked: (state, body) => (state.phase === 'absent' || (body !== undefined && body.type !== 'compact-re-offer' && !isSignature(body)) ? undefined : { agencies: [...new Set([state.lead, ...Object.keys(state.parties)])].sort(), people: [] }),
  agenciesNamed: (body) => (body.type === 'open-compact' ? body.agencies.map(({ agency }) => agency) : []),
  civilsOf: (state) => (state.phase === 'absent' ? [] : Object.values(state.parties)),
  rowsOf: (changes) => {
    const { notices, compacts, parties, signatures, engagements, escalations, commitments, terms, deliveries } = rowsOfCompact(changes);
    return {
      notices, tables: {
        compacts: compacts.values(), parties: parties.values(), signatures: signatures.values(), engagements: engagements.values(), escalations: escalations.values(),
        commitments: commitments.values(), terms: terms.values(), deliveries,
      },
    };
  },
};

function namedIn(act: VictimAct): readonly string[] {
  if (act.act === 'stand-by') return [act.agency];
  return (act.act === 'record-status' || act.act === 'record-age') && act.decidedBy !== undefined ? [act.decidedBy] : [];
}

function seatsIn(body: VictimCommandBody): ChairsAsked | undefined {
  if (body.type !== 'victim') return undefined;
  return body.act.act === 'stand-by' && body.act.person !== undefined ? { agencies: [body.act.agency], people: [body.act.person] } : body.act.act === 'assign' ? assigneeIn(body.act) : undefined;
}

const victimLedger: LedgerKind<VictimState, VictimCommandBody, VictimEvent> = {
  absent: absentVictim, version: victimVersion, stateBytesMost: fewBytes, wordOf: victimWordOf, evolve: evolveVictim, errandsOf: victimErrands, clocksOf: victimClocks, keepersOf: victimKeepers,
  parse: (body) => victimCommandSchema.safeParse(body).data,
  pinOf: (state, body) => (state.phase !== 'absent' ? state.playbook : body?.type === 'open-victim' ? body.playbook : undefined),
  agenciesNamed: (body) => (body.type === 'open-victim' ? [body.lead, ...(body.age?.decidedBy === undefined ? [] : [body.age.decidedBy])] : body.type === 'victim' ? namedIn(body.act) : []),
  // Time tells whoever is there; acts tell roles. Only who holds a role stands by her in it.
  chairsAsked: (state, body) => (state.phase === 'absent' ? undefined : body === undefined ? { agencies: [...new Set([state.agency, ...Object.values(state.duties).map(({ to }) => to.agency)])].sort(), people: [] } : seatsIn(body)),
  supersedes: (body) => (body.type === 'victim' && body.act.act === 'file-paper' ? body.act.supersedes : undefined),
  assigns: (body) => body.type === 'victim' && body.act.act === 'assign',
  erases: (body) => body.type === 'victim' && body.act.act === 'approve-erasure',
  isErased: ({ type }) => type === 'ErasureDone',
  joins: (body) => (body.type === 'open-victim' ? body.case : body.type === 'victim' && body.act.act === 'join-case' ? body.act.case : undefined),
  civilsOf: (state) => (state.phase === 'absent' ? [] : [state.civil]),
  // Its pin is read above, so the playbook is among the facts.
  decide: (state, command, facts) => decideVictim(state, command, facts as Facts),
  rowsOf: (changes) => {
    const { tables, notices } = victimRows(changes);
    return { notices, tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.values()])) };
  },
};

const editionsLedger: LedgerKind<EditionsState, EditionsCommandBody, EditionsEvent> = {
  absent: absentShelf, version: editionsVersion, stateBytesMost: fewBytes, wordOf: {}, evolve: evolveEditions, shelves: shelved,
  agenciesNamed: () => [], civilsOf: () => [], clocksOf: () => [],
  keepersOf: (state) => (state.phase === 'absent' ? [] : [{ id: `playbook/${state.name}`, phase: 'open' }]),
  parse: (body) => editionsCommandSchema.safeParse(body).data,
  shelfAsked: (state, { name, version, act }) => {
    const hash = act.act === 'draft' || state.phase === 'absent' ? undefined : state.editions[version]?.hash;
    return { name, ...(hash !== undefined && (act.act === 'submit' || act.act === 'publish') && { hash }) };
  },
  decide: (state, command, facts) => decideEditions(state, command, facts),
  rowsOf: (changes) => {
    const { editions, words } = editionRows(changes);
    return { notices: [], tables: { editions: editions.values(), editionWords: words } };
  },
};

const kinds: Readonly<Record<string, LedgerKind>> = { case: caseLedger, compact: compactLedger, agency: deskLedger, victim: victimLedger, playbook: editionsLedger };

/** Errors: `Fault` for an id of no known kind. */
export function kindOf(ledger: string): LedgerKind {
  const name = ledger.slice(0, ledger.indexOf('/'));
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) throw new Fault(`there is no ledger of kind ${name}`);
  return kind;
}
