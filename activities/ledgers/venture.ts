/** What the map of a venture asks of the path of a command. */
import { decideVenture } from '#domain/venture/decide.ts';
import type { VentureEvent } from '#domain/venture/events.ts';
import { evolveVenture } from '#domain/venture/evolve.ts';
import { ventureRows } from '#domain/venture/rows.ts';
import { ventureCommandSchema, type VentureCommandBody } from '#domain/venture/schema.ts';
import { absentVenture, ventureVersion, type VentureState } from '#domain/venture/state.ts';
import type { Facts } from '#domain/facts.ts';
import { recordRows } from '#domain/matter/record.ts';
import { fewBytes, type LedgerKind } from './kind.ts';

export const ventureLedger: LedgerKind<VentureState, VentureCommandBody, VentureEvent> = {
  absent: absentVenture, version: ventureVersion, stateBytesMost: fewBytes, wordOf: {}, seesOfCase: ['subjects'], evolve: evolveVenture,
  agenciesNamed: () => [], civilsOf: () => [], clocksOf: () => [],
  keepersOf: (state) => (state.phase === 'absent' ? [] : [{ id: `venture/${state.case}`, phase: 'open' }]),
  parse: (body) => ventureCommandSchema.safeParse(body).data,
  // The playbook is that of its case, read with the facts.
  decide: (state, command, facts) => decideVenture(state, command, facts as Facts),
  rowsOf: (changes) => {
    const last = changes.at(-1)?.after;
    return { notices: [], tables: last === undefined || last.phase === 'absent' ? {} : { records: recordRows(ventureRows(changes), last.case) } };
  },
};
