/** What the evidence of a case asks of the path of a command. */
import { sayToCase } from '#domain/matter/record.ts';
import { decideEvidence, factsTold } from '#domain/evidence/decide.ts';
import { evolveEvidence } from '#domain/evidence/evolve.ts';
import { evidenceRows } from '#domain/evidence/rows.ts';
import { evidenceCommandSchema } from '#domain/evidence/schema.ts';
import { absentEvidence, evidenceVersion } from '#domain/evidence/state.ts';
import { matterLedger } from './matter.ts';

export const evidenceLedger = matterLedger({
  name: 'evidence', absent: absentEvidence, version: evidenceVersion, seesOfCase: ['victims', 'subjects', 'facts'], schema: evidenceCommandSchema, decide: decideEvidence, evolve: evolveEvidence, rows: evidenceRows,
  errandsOf: ({ event, after }) => (event.type !== 'EvidenceTold' || after.phase === 'absent' ? [] : [sayToCase(`evidence/${after.case}`, after.case, event.by, { nth: event.nth, facts: factsTold(event) })]),
});
