import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { processActSchema } from '#domain/process/schema.ts';
import { refuseImages } from '../matters/images.ts';
import { matterOf } from '../matters/records.ts';
import { acting } from '../route.ts';
import { freeText } from '../shapes.ts';
import type { Text } from '../vault.ts';
import { readSchedule } from './read-schedule.ts';
import { scheduleActed } from './shapes.ts';

const [listed, decided, disclosed, withheld, delayed] = processActSchema.options;
export const scheduleBody = z.discriminatedUnion('act', [
  listed.omit({ item: true, words: true }).extend({ words: freeText }), decided.omit({ words: true }).extend({ words: freeText.optional() }), disclosed,
  withheld.omit({ words: true }).extend({ words: freeText }), delayed.omit({ delay: true, words: true }).extend({ words: freeText.optional() }),
]);

export const actOnSchedule = acting({
  id: 'act-on-disclosure-schedule',
  path: '/cases/{caseId}/disclosure/acts',
  summary: 'Keep the disclosure schedule of a case',
  description: 'The prosecutor lists what the defence is to be shown and by when, decides whether it may speak for a defendant, says when it was shown and to whom, or on which ground it is held back, and why time was lost. Nothing is taken back: a later word stands beside the earlier.',
  status: 200,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: scheduleBody,
  answer: scheduleActed,
  actions: processActSchema.options.map(({ shape }) => `process.${shape.act.value}`),
  asks: ({ act }) => ({ action: `process.${act}` }),
  sees: 'process.read',
  subject: (ask, _actor, { params }) => matterOf(ask, 'process', params.caseId),
  intend: ({ params: { caseId }, body: said }, { ledger, keeper }) => {
    const words = 'words' in said ? said.words : undefined;
    refuseImages(words);
    // The words of an item lie under it; those of a delay under the delay.
    const id = said.act === 'list-item' || said.act === 'log-delay' ? randomUUID() : said.item;
    const text: Text | undefined = words === undefined ? undefined : { id: randomUUID(), field: 'words', text: words, class: 'D15', owner: `case/${caseId}`, paper: id };
    const act = processActSchema.parse({ ...said, ...(said.act === 'log-delay' ? { delay: id } : { item: id }), ...(text !== undefined && { words: text.id }) });
    return { ledger, keeper, body: { type: 'process', act }, texts: text === undefined ? [] : [text] };
  },
  refusals: ['NOT_ON_THE_TEAM', 'NOT_THE_HOLDER', 'SUBJECT_UNKNOWN', 'SUBJECT_KNOWN', 'CASE_FULL', 'PERIOD_BACKWARDS', 'DAY_AHEAD', 'EXCULPATORY_UNDECIDED', 'RULING_REQUIRED', 'IMAGE_CONTENT_REFUSED'],
  shows: { operation: readSchedule, params: ({ params }) => params },
});
