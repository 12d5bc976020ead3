/**
 * The kinds of ledger: what the path of a command asks of each. The part of a ledger's id before the first slash says which kind it is.
 * A new kind is a room of its own in the domain and one entry here; recording, folding, verifying and rebuilding follow.
 */
import { Fault } from '#domain/decision.ts';
import type { Actor, Circumstances, Civil, Instant } from '#domain/facts.ts';
import type { Change, Clock, ClockCommand, Decided, Keeper, PlacedNotice } from '#domain/ledger.ts';
import { clocksOf, keepersOf, wordOf } from '#domain/case/clocks.ts';
import { decide } from '#domain/case/decide.ts';
import type { CaseEvent } from '#domain/case/events.ts';
import { evolve } from '#domain/case/evolve.ts';
import { rowsOf } from '#domain/case/rows.ts';
import { caseCommandSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { absentCase, domainVersion, type CaseState } from '#domain/case/state.ts';
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
  /** The only word each clock may say. */
  readonly wordOf: Readonly<Record<string, string>>;
  /** A stored command; undefined when it has no known form. */
  parse(body: unknown): Body | undefined;
  /** The playbook whose rules hold: the one the ledger pins, or the one its first command names; undefined when there is neither. A kind without this has no playbook. */
  pinOf?(state: State, body: Body | undefined): Pin | undefined;
  /** Agencies a command names that the ledger may not know yet. */
  agenciesNamed(body: Body): readonly string[];
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

const caseLedger: LedgerKind<CaseState, CaseCommandBody, CaseEvent> = {
  absent: absentCase, version: domainVersion, wordOf, agenciesNamed, decide, evolve, clocksOf, keepersOf,
  parse: (body) => caseCommandSchema.safeParse(body).data,
  pinOf: (state, body) => (state.phase !== 'absent' ? state.playbook : body?.type === 'launch' ? body.playbook : undefined),
  civilsOf: (state) => (state.phase === 'absent' ? [] : [...Object.values(state.agencies), ...Object.values(state.handOffs).map(({ receiverCivil }) => receiverCivil)]),
  rowsOf: (changes) => {
    const { notices, cases, engagements, steps, handOffs, tracks, readiness, stalls, escalations, stepTimes, progress } = rowsOf(changes);
    return {
      notices, tables: {
        cases: cases.values(), engagements: engagements.values(), steps: steps.values(), handOffs: handOffs.values(), tracks: tracks.values(), readiness: readiness.values(), stalls: stalls.values(), escalations: escalations.values(),
        stepTimes, progress,
      },
    };
  },
};

const kinds: Readonly<Record<string, LedgerKind>> = { case: caseLedger };

/** Errors: `Fault` for an id of no known kind. */
export function kindOf(ledger: string): LedgerKind {
  const name = ledger.slice(0, ledger.indexOf('/'));
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) throw new Fault(`there is no ledger of kind ${name}`);
  return kind;
}
