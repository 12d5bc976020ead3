import { z } from 'zod';
import { discardDraft, listDrafts, readDraft, saveDraft } from '../drafts.ts';
import { keeping } from '../keeping.ts';
import { largestText } from '../editions/shapes.ts';
import { draftName, draftOpenedShape, draftShape } from '../shapes.ts';

/** As long as the longest text that a page asks for, and what goes with it. */
const LONGEST_DRAFT = largestText + 20_000;
const MOST = 100;
const params = z.strictObject({ name: draftName });
const action = 'draft.keep';

export const listOwnDrafts = keeping({
  id: 'list-drafts', method: 'get', path: '/drafts', action, params: z.strictObject({}),
  summary: 'My drafts',
  description: 'What I have begun to write and not sent, the latest first, with the day on which each expires. Nobody else sees them.',
  answer: z.strictObject({ items: z.array(draftShape).max(MOST) }),
  keep: async ({ ask, actor }) => ({ items: [...(await listDrafts(ask, actor, MOST))] }),
});

export const saveOwnDraft = keeping({
  id: 'save-draft', method: 'post', path: '/drafts/{name}', action, params,
  summary: 'Save a draft',
  description: 'The name says what it is for, by ids and codes: `launch`, `step.ID.CODE`, `hand-off.ID`. Saving again takes its place, and its days begin anew. It is sealed, part of no record, and kept until it expires, is discarded, or the act it was for is recorded with the header `Draft`.',
  body: z.strictObject({ content: z.string().min(1).max(LONGEST_DRAFT) }),
  answer: draftShape,
  keep: ({ ask, actor, deps }, { params: { name }, body: { content } }) => saveDraft(ask, deps.vault, actor, { name, content, days: deps.draftDays }),
});

export const readOwnDraft = keeping({
  id: 'read-draft', method: 'get', path: '/drafts/{name}', action, params,
  summary: 'Read a draft',
  description: 'As it was saved last.',
  answer: draftOpenedShape,
  keep: ({ ask, actor, deps }, { params: { name } }) => readDraft(ask, deps.vault, actor, name),
});

export const discardOwnDraft = keeping({
  id: 'discard-draft', method: 'post', path: '/drafts/{name}/discard', action, params,
  summary: 'Discard a draft',
  description: 'It is gone at once.',
  body: z.strictObject({}),
  answer: z.strictObject({ discarded: z.literal(true) }),
  keep: async ({ ask, actor }, { params: { name } }) => ((await discardDraft(ask, actor, name)) ? { discarded: true as const } : undefined),
});
