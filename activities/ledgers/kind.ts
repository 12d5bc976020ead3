/** What the path of a command asks of each kind of ledger. */
import type { Actor, Circumstances, Civil, Instant } from '#domain/facts.ts';
import type { Change, Clock, ClockCommand, Decided, Keeper, PlacedNotice } from '#domain/ledger.ts';
import type { CasePart } from '#domain/matter/case-seen.ts';
import type { PaperAct } from '#domain/paper/papers.ts';
import type { Swept } from '../open-work.ts';
import type { Shelved, ShelfAsked } from '../shelf.ts';
import type { TableName } from '../tables.ts';

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
  /** Of a matter of a case (its id is `kind/<case>` or `kind/<case>/<id>`): what of the case its rules look at. It runs on the playbook of its case. */
  readonly seesOfCase?: readonly CasePart[];
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


/** What a ledger may hold that grows with nothing: its open work. */
export const fewBytes = 65_536;

/** Who is assigned, and where. */
export const assigneeIn = (act: PaperAct): ChairsAsked | undefined => (act.act === 'assign' ? { agencies: [act.agency], people: [act.person] } : undefined);
