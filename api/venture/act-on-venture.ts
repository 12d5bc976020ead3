import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ventureActs, ventureActSchema } from '#domain/venture/schema.ts';
import { refuseImages } from '../matters/images.ts';
import { matterOf } from '../matters/records.ts';
import { acting } from '../route.ts';
import { freeText } from '../shapes.ts';
import { readVenture } from './read-venture.ts';
import { ventureActed } from './shapes.ts';

const [put, role, tie, weighed, where] = ventureActSchema.options;
export const ventureBody = z.discriminatedUnion('act', [put.omit({ record: true, words: true }).extend({ words: freeText }), role, tie, weighed.omit({ record: true }), where]);

export const actOnVenture = acting({
  id: 'act-on-venture',
  path: '/cases/{caseId}/venture/acts',
  summary: 'Draw the map of a venture: who and what is in it, in which role, since when',
  description: 'People, sites, companies, accounts and channels, with roles and ties by their days. Whether somebody is a key player and can be replaced has a reason and a day on which it is looked at again. Nothing is taken back: a later word stands beside the earlier, and the map is read as of any day.',
  status: 200,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: ventureBody,
  answer: ventureActed,
  actions: ventureActs.map((act) => `venture.${act}`),
  asks: ({ act }) => ({ action: `venture.${act}` }),
  sees: 'venture.read',
  subject: (ask, _actor, { params }) => matterOf(ask, 'venture', params.caseId),
  intend: ({ params: { caseId }, body: said }, { ledger, keeper }) => {
    const record = randomUUID();
    if (said.act !== 'put-on-map') return { ledger, keeper, body: { type: 'venture', act: ventureActSchema.parse(said.act === 'weigh-person' ? { ...said, record } : said) }, texts: [] };
    refuseImages(said.words);
    const text = { id: randomUUID(), field: 'words', text: said.words, class: said.class, owner: `case/${caseId}`, paper: record };
    return { ledger, keeper, body: { type: 'venture', act: ventureActSchema.parse({ ...said, record, words: text.id }) }, texts: [text] };
  },
  refusals: ['NOT_ON_THE_TEAM', 'SUBJECT_UNKNOWN', 'SUBJECT_KNOWN', 'CASE_FULL', 'PERIOD_BACKWARDS', 'DAY_AHEAD', 'DATE_IN_THE_PAST', 'NOT_A_PERSON', 'IMAGE_CONTENT_REFUSED'],
  shows: { operation: readVenture, params: ({ params }) => params },
});
