/** What the disclosure schedule of a case asks of the path of a command. */
import type { Facts } from '#domain/facts.ts';
import { recordRows, sayToCase } from '#domain/matter/record.ts';
import { decideProcess, factsTold } from '#domain/process/decide.ts';
import type { ProcessEvent } from '#domain/process/events.ts';
import { evolveProcess } from '#domain/process/evolve.ts';
import { processRows } from '#domain/process/rows.ts';
import { processCommandSchema, type ProcessCommandBody } from '#domain/process/schema.ts';
import { absentProcess, processVersion, type ProcessState } from '#domain/process/state.ts';
import { fewBytes, type LedgerKind } from './kind.ts';

export const processLedger: LedgerKind<ProcessState, ProcessCommandBody, ProcessEvent> = {
  absent: absentProcess, version: processVersion, stateBytesMost: fewBytes, wordOf: {}, seesOfCase: ['subjects'], evolve: evolveProcess,
  agenciesNamed: () => [], civilsOf: () => [], clocksOf: () => [],
  keepersOf: (state) => (state.phase === 'absent' ? [] : [{ id: `process/${state.case}`, phase: 'open' }]),
  parse: (body) => processCommandSchema.safeParse(body).data,
  // The playbook is that of its case, read with the facts.
  decide: (state, command, facts) => decideProcess(state, command, facts as Facts),
  errandsOf: ({ event, after }) => (event.type !== 'ScheduleTold' || after.phase === 'absent' ? [] : [sayToCase(`process/${after.case}`, after.case, event.by, { nth: event.nth, facts: factsTold(event.due) })]),
  rowsOf: (changes) => {
    const last = changes.at(-1)?.after;
    return { notices: [], tables: last === undefined || last.phase === 'absent' ? {} : { records: recordRows(processRows(changes), last.case) } };
  },
};
