/** What the map of a venture asks of the path of a command. */
import { decideVenture } from '#domain/venture/decide.ts';
import { evolveVenture } from '#domain/venture/evolve.ts';
import { ventureNotices, ventureRows } from '#domain/venture/rows.ts';
import { ventureCommandSchema } from '#domain/venture/schema.ts';
import { absentVenture, ventureVersion } from '#domain/venture/state.ts';
import { matterLedger } from './matter.ts';

export const ventureLedger = matterLedger({
  name: 'venture', absent: absentVenture, version: ventureVersion, seesOfCase: ['subjects'], schema: ventureCommandSchema, decide: decideVenture, evolve: evolveVenture, rows: ventureRows, notices: ventureNotices,
});
