/** What the scorecard of a case asks of the path of a command. */
import type { Facts } from '#domain/facts.ts';
import { recordRows } from '#domain/matter/record.ts';
import { decideScorecard } from '#domain/scorecard/decide.ts';
import type { ScorecardEvent } from '#domain/scorecard/events.ts';
import { evolveScorecard } from '#domain/scorecard/evolve.ts';
import { scorecardRows } from '#domain/scorecard/rows.ts';
import { scorecardCommandSchema, type ScorecardCommandBody } from '#domain/scorecard/schema.ts';
import { absentScorecard, scorecardVersion, type ScorecardState } from '#domain/scorecard/state.ts';
import { fewBytes, type LedgerKind } from './kind.ts';

export const scorecardLedger: LedgerKind<ScorecardState, ScorecardCommandBody, ScorecardEvent> = {
  absent: absentScorecard, version: scorecardVersion, stateBytesMost: fewBytes, wordOf: {}, seesOfCase: ['due'], evolve: evolveScorecard,
  agenciesNamed: () => [], civilsOf: () => [], clocksOf: () => [],
  keepersOf: (state) => (state.phase === 'absent' ? [] : [{ id: `scorecard/${state.case}`, phase: 'open' }]),
  parse: (body) => scorecardCommandSchema.safeParse(body).data,
  // The playbook is that of its case, read with the facts.
  decide: (state, command, facts) => decideScorecard(state, command, facts as Facts),
  rowsOf: (changes) => {
    const last = changes.at(-1)?.after;
    return { notices: [], tables: last === undefined || last.phase === 'absent' ? {} : { records: recordRows(scorecardRows(changes), last.case) } };
  },
};
