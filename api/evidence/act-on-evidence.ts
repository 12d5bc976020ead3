import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { evidenceActs, evidenceActSchema } from '#domain/evidence/schema.ts';
import { refuseImages } from '../matters/images.ts';
import { matterOf } from '../matters/records.ts';
import { acting } from '../route.ts';
import { freeText } from '../shapes.ts';
import { readEvidence } from './read-evidence.ts';
import { evidenceActed } from './shapes.ts';

const [filed, extended, secured, sent, received, gap, opened, closed, added, struck] = evidenceActSchema.options;
export const evidenceBody = z.discriminatedUnion('act', [filed.omit({ record: true, words: true }).extend({ words: freeText }), extended, secured, sent, received, gap.omit({ record: true }), opened, closed, added, struck]);

export const actOnEvidence = acting({
  id: 'act-on-evidence',
  path: '/cases/{caseId}/evidence/acts',
  summary: 'File evidence of a case, hand it over, and say what it proves',
  description: 'An item is filed by codes and the hash of what lies with its custodian: content is never stored. It is handed over by the one that has it, and has moved only when the receiver says that it came. What has to be proved for a way of charging, and what proves it, is said element by element; how far the proof relies on testimony follows.',
  status: 200,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: evidenceBody,
  answer: evidenceActed,
  actions: evidenceActs.map((act) => `evidence.${act}`),
  asks: ({ act }) => ({ action: `evidence.${act}` }),
  sees: 'evidence.read',
  subject: (ask, _actor, { params }) => matterOf(ask, 'evidence', params.caseId),
  intend: ({ params: { caseId }, body: said }, { ledger, keeper }) => {
    if (said.act !== 'file-item') return { ledger, keeper, body: { type: 'evidence', act: evidenceActSchema.parse(said.act === 'record-gap' ? { ...said, record: randomUUID() } : said) }, texts: [] };
    refuseImages(said.words);
    const record = randomUUID();
    const text = { id: randomUUID(), field: 'words', text: said.words, class: said.class, owner: `case/${caseId}`, paper: record };
    return { ledger, keeper, body: { type: 'evidence', act: evidenceActSchema.parse({ ...said, record, words: text.id }) }, texts: [text] };
  },
  refusals: ['NOT_ON_THE_TEAM', 'NOT_THE_HOLDER', 'SUBJECT_UNKNOWN', 'SUBJECT_KNOWN', 'CASE_FULL', 'PERIOD_BACKWARDS', 'DAY_AHEAD', 'DATE_IN_THE_PAST', 'HAND_OFF_TO_SELF', 'EVIDENCE_CLASS', 'CUSTODY_ELSEWHERE', 'HASH_REQUIRED', 'ELEMENT_UNKNOWN', 'IMAGE_CONTENT_REFUSED'],
  shows: { operation: readEvidence, params: ({ params }) => params },
});
