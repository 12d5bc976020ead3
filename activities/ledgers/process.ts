/** What the disclosure schedule of a case asks of the path of a command. */
import { sayToCase } from '#domain/matter/record.ts';
import { decideProcess, factsTold } from '#domain/process/decide.ts';
import { evolveProcess } from '#domain/process/evolve.ts';
import { processRows } from '#domain/process/rows.ts';
import { processCommandSchema } from '#domain/process/schema.ts';
import { absentProcess, processVersion } from '#domain/process/state.ts';
import { matterLedger } from './matter.ts';

export const processLedger = matterLedger({
  name: 'process', absent: absentProcess, version: processVersion, seesOfCase: ['subjects'], schema: processCommandSchema, decide: decideProcess, evolve: evolveProcess, rows: processRows,
  errandsOf: ({ event, after }) => (event.type !== 'ScheduleTold' || after.phase === 'absent' ? [] : [sayToCase(`process/${after.case}`, after.case, event.by, { nth: event.nth, facts: factsTold(event.due) })]),
});
