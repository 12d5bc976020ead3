/** What the evidence of a case asks of the path of a command. */
import { decideEvidence, factsTold } from '#domain/evidence/decide.ts';
import type { EvidenceEvent } from '#domain/evidence/events.ts';
import { evolveEvidence } from '#domain/evidence/evolve.ts';
import { evidenceRows } from '#domain/evidence/rows.ts';
import { evidenceCommandSchema, type EvidenceCommandBody } from '#domain/evidence/schema.ts';
import { absentEvidence, evidenceVersion, type EvidenceState } from '#domain/evidence/state.ts';
import type { Facts } from '#domain/facts.ts';
import { recordRows, sayToCase } from '#domain/matter/record.ts';
import { fewBytes, type LedgerKind } from './kind.ts';

export const evidenceLedger: LedgerKind<EvidenceState, EvidenceCommandBody, EvidenceEvent> = {
  absent: absentEvidence, version: evidenceVersion, stateBytesMost: fewBytes, wordOf: {}, seesOfCase: ['victims', 'subjects', 'facts'], evolve: evolveEvidence,
  agenciesNamed: () => [], civilsOf: () => [], clocksOf: () => [],
  keepersOf: (state) => (state.phase === 'absent' ? [] : [{ id: `evidence/${state.case}`, phase: 'open' }]),
  parse: (body) => evidenceCommandSchema.safeParse(body).data,
  // The playbook is that of its case, read with the facts.
  decide: (state, command, facts) => decideEvidence(state, command, facts as Facts),
  errandsOf: ({ event, after }) => (event.type !== 'EvidenceTold' || after.phase === 'absent' ? [] : [sayToCase(`evidence/${after.case}`, after.case, event.by, { nth: event.nth, facts: factsTold(event) })]),
  rowsOf: (changes) => {
    const last = changes.at(-1)?.after;
    return { notices: [], tables: last === undefined || last.phase === 'absent' ? {} : { records: recordRows(evidenceRows(changes), last.case) } };
  },
};
