import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CaseCommandBody } from '#domain/case/schema.ts';
import { linkRelations } from '#domain/terms.ts';
import { acting, readingOne } from '../route.ts';
import { linkActed, linkShape } from '../shapes.ts';
import { linkAnswer, linkSubject } from '../views/links.ts';
import { caseSubject } from '../views/subjects.ts';

const linkId = z.uuid().toLowerCase();

export const readLink = readingOne({
  id: 'read-link',
  path: '/links/{linkId}',
  summary: 'Read a link between two cases',
  description: 'Seen from your side. Of a case you may not read you learn that it is linked and which agency to call.',
  params: z.strictObject({ linkId }),
  answer: linkShape,
  action: 'link.read',
  subject: (ask, actor, params) => linkSubject(ask, params.linkId, actor.agency),
  read: async ({ ask }, { params }, { ledger }) => ({ body: await linkAnswer(ask, params.linkId, ledger) }),
});

export const askLink = acting({
  id: 'ask-link',
  path: '/cases/{caseId}/links',
  summary: 'Ask for a link with another case',
  description: 'By the id that the other coordinator has given you. Whether there is such a case is not said: its coordinator answers, or does not.',
  status: 201,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: z.strictObject({ other: z.uuid().toLowerCase(), relation: z.enum(linkRelations) }),
  answer: linkActed,
  actions: ['case.ask-link'],
  asks: () => ({ action: 'case.ask-link' }),
  sees: 'case.read',
  subject: (ask, actor, { params }) => caseSubject(ask, actor, params.caseId),
  intend: ({ body }, { ledger, keeper }) => ({ ledger, keeper, body: { type: 'link', act: { act: 'ask', link: randomUUID(), ...body } }, texts: [] }),
  refusals: ['NOT_THE_COORDINATOR', 'CASE_FULL', 'LINK_STATE', 'LINK_TO_SELF'],
  shows: { operation: readLink, params: (_given, stored) => ({ linkId: stored.type === 'link' ? stored.act.link : '' }), location: ({ linkId: id }) => `/links/${id}` },
});

export const actOnLink = acting({
  id: 'act-on-link',
  path: '/links/{linkId}/acts',
  summary: 'Answer or end a link',
  description: 'The coordinator of the case that was asked accepts or declines; either coordinator ends it.',
  status: 200,
  params: z.strictObject({ linkId }),
  body: z.strictObject({ act: z.enum(['accept', 'decline', 'end']) }),
  answer: linkActed,
  actions: ['link.accept', 'link.decline', 'link.end'],
  asks: ({ act }) => ({ action: `link.${act}` }),
  sees: 'link.read',
  subject: (ask, actor, { params }) => linkSubject(ask, params.linkId, actor.agency),
  intend: ({ params, body: { act } }, { ledger, keeper, other, relation }) => {
    const said = act === 'end' ? { act, link: params.linkId } : { act, link: params.linkId, other, relation: z.enum(linkRelations).parse(relation) };
    const body: CaseCommandBody = { type: 'link', act: said };
    return { ledger, keeper, body, texts: [] };
  },
  refusals: ['NOT_THE_COORDINATOR', 'LINK_STATE', 'LINK_TO_SELF'],
  shows: { operation: readLink, params: ({ params }) => params },
});
