/** What the scorecard of a case asks of the path of a command. */
import { decideScorecard } from '#domain/scorecard/decide.ts';
import { evolveScorecard } from '#domain/scorecard/evolve.ts';
import { scorecardRows } from '#domain/scorecard/rows.ts';
import { scorecardCommandSchema } from '#domain/scorecard/schema.ts';
import { absentScorecard, scorecardVersion } from '#domain/scorecard/state.ts';
import { matterLedger } from './matter.ts';

export const scorecardLedger = matterLedger({
  name: 'scorecard', absent: absentScorecard, version: scorecardVersion, seesOfCase: ['due'], schema: scorecardCommandSchema, decide: decideScorecard, evolve: evolveScorecard, rows: scorecardRows,
});
