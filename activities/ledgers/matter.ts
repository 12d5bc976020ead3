/** What the matters in which no clock runs ask of the path of a command: their days run in the case, and people say all of it. */
import type { z } from 'zod';
import type { Facts } from '#domain/facts.ts';
import type { CasePart } from '#domain/matter/case-seen.ts';
import { recordRows, type RecordRow } from '#domain/matter/record.ts';
import type { Change, Decided, PlacedNotice } from '#domain/ledger.ts';
import { fewBytes, type Command, type CommandBody, type LedgerEvent, type LedgerKind, type LedgerState } from './kind.ts';

/** Each belongs to one case, and says which as soon as it is there. */
interface MatterState extends LedgerState {
  readonly case?: string;
}

interface Room<State extends MatterState, Body extends CommandBody, Event extends LedgerEvent> {
  /** The first part of its ledger's id. */
  readonly name: string;
  readonly absent: State;
  readonly version: number;
  readonly seesOfCase: readonly CasePart[];
  readonly schema: z.ZodType<Body>;
  readonly decide: (state: State, command: Command<Body>, facts: Facts) => Decided<State, Event>;
  readonly evolve: (state: State, event: Event) => State;
  readonly rows: (changes: readonly Change<State, Event>[]) => readonly RecordRow[];
  readonly notices?: (changes: readonly Change<State, Event>[]) => readonly PlacedNotice[];
  readonly errandsOf?: NonNullable<LedgerKind<State, Body, Event>['errandsOf']>;
}

export const matterLedger = <State extends MatterState, Body extends CommandBody, Event extends LedgerEvent>({ name, schema, decide, rows, notices, ...room }: Room<State, Body, Event>): LedgerKind<State, Body, Event> => ({
  ...room, stateBytesMost: fewBytes, wordOf: {},
  agenciesNamed: () => [], civilsOf: () => [], clocksOf: () => [],
  keepersOf: ({ case: of }) => (of === undefined ? [] : [{ id: `${name}/${of}`, phase: 'open' }]),
  parse: (body) => schema.safeParse(body).data,
  // The playbook is that of its case, read with the facts.
  decide: (state, command, facts) => decide(state, command, facts as Facts),
  rowsOf: (changes) => {
    const of = changes.at(-1)?.after.case;
    return { notices: notices?.(changes) ?? [], tables: of === undefined ? {} : { records: recordRows(rows(changes), of) } };
  },
});
