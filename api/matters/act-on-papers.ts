import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { matterActSchema } from '#domain/case/schema.ts';
import { summaryClass, type DataClass } from '#domain/terms.ts';
import { readCase } from '../operations/read-case.ts';
import { Problem } from '../problems.ts';
import { acting } from '../route.ts';
import { caseActed, freeText } from '../shapes.ts';
import type { Text } from '../vault.ts';
import { imageFacts, refuseImages } from './images.ts';
import { matterSubject } from './subjects.ts';

const [filed, assigned, ended] = matterActSchema.options;
/** Words instead of references, facts instead of words where it is about images, and no id for what only comes to be. */
const sentSchema = z.discriminatedUnion('act', [
  filed.omit({ paper: true }).extend({ text: freeText.optional(), summary: freeText.optional(), images: imageFacts.optional().meta({ description: 'With D14, instead of words' }) }),
  assigned.omit({ assignment: true }),
  ended,
]);
type Filed = Extract<z.output<typeof sentSchema>, { act: 'file-paper' }>;

/** What is sealed: words, or the facts about images as JSON. Nothing else is taken with D14, and those facts with nothing else. */
function wordsOf({ class: of, text, summary, images }: Filed): string {
  refuseImages(text, summary);
  if ((of === 'D14') !== (images !== undefined) || (images !== undefined && (text ?? summary) !== undefined)) throw new Problem('IMAGE_CONTENT_REFUSED');
  return images === undefined ? (text ?? missing()) : JSON.stringify(images);
}

function missing(): never {
  throw new Problem('INVALID_REQUEST', { errors: [{ at: 'body.text', problem: 'must be: string' }] });
}

/** @throws Problem IMAGE_CONTENT_REFUSED, INVALID_REQUEST */
function filing(sent: Filed): { readonly act: z.output<typeof filed>; readonly texts: readonly Text[] } {
  const { images: _facts, text: _text, summary, ...rest } = sent;
  const paper = randomUUID();
  const sealed = (field: string, words: string, of: DataClass): Text => ({ id: randomUUID(), field, text: words, class: of, paper });
  const text = sealed('text', wordsOf(sent), sent.class);
  const short = summary === undefined ? undefined : sealed('summary', summary, Object.hasOwn(summaryClass, sent.class) ? summaryClass[sent.class as keyof typeof summaryClass] : sent.class);
  return { act: { ...rest, paper, text: text.id, ...(short !== undefined && { summary: short.id }) }, texts: short === undefined ? [text] : [text, short] };
}

export const actOnPapers = acting({
  id: 'act-on-papers',
  path: '/cases/{caseId}/papers/acts',
  summary: 'File a paper of a case, or assign people to it',
  description: 'Suspects (D10), operations (D11), sealed matters (D12), suspicious activity (D13), facts about images of children (D14), charging (D15). A summary is for those whose part of the matrix ends there. Being assigned to a sealed matter is being on its list. Images are never taken: of them only how many, their hashes and their rating.',
  status: 200,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: sentSchema,
  answer: caseActed,
  actions: matterActSchema.options.map(({ shape }) => `papers.${shape.act.value}`),
  asks: ({ act }) => ({ action: `papers.${act}` }),
  sees: 'papers.read',
  subject: (ask, _actor, { params, body }) => matterSubject(ask, params.caseId, body.act === 'end-assignment' ? { assignment: body.assignment } : { class: body.class }),
  intend: ({ body }, { ledger, keeper }) => {
    const { act, texts } = body.act === 'file-paper' ? filing(body) : { act: body.act === 'assign' ? { ...body, assignment: randomUUID() } : body, texts: [] };
    return { ledger, keeper, body: { type: 'case-papers', act }, texts };
  },
  refusals: ['IMAGE_CONTENT_REFUSED', 'FILE_FULL', 'CASE_FULL', 'DATE_IN_THE_PAST', 'TWO_PEOPLE_REQUIRED', 'NOT_ON_THE_TEAM', 'PERSON_UNKNOWN', 'ROLE_NOT_HELD', 'SUPERSEDES_ANOTHER'],
  shows: { operation: readCase, params: ({ params }) => params },
});
