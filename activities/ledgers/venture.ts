/** What the map of a venture asks of the path of a command. */
import { sayToCase } from '#domain/matter/record.ts';
import { decideVenture, factsTold } from '#domain/venture/decide.ts';
import { evolveVenture } from '#domain/venture/evolve.ts';
import { ventureNotices, ventureRows } from '#domain/venture/rows.ts';
import { ventureCommandSchema } from '#domain/venture/schema.ts';
import { absentVenture, ventureVersion } from '#domain/venture/state.ts';
import { matterLedger } from './matter.ts';

export const ventureLedger = matterLedger({
  name: 'venture', absent: absentVenture, version: ventureVersion, seesOfCase: ['subjects'], schema: ventureCommandSchema, decide: decideVenture, evolve: evolveVenture, rows: ventureRows, notices: ventureNotices,
  errandsOf: ({ event, after }) => (event.type !== 'ReviewTold' || after.phase === 'absent' ? [] : [sayToCase(`venture/${after.case}`, after.case, event.by, { nth: event.nth, facts: factsTold(event.due) })]),
});
