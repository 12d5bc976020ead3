import { z } from 'zod';
import { scorecardActSchema } from '#domain/scorecard/schema.ts';
import { refuseImages } from '../matters/images.ts';
import { matterOf } from '../matters/records.ts';
import { acting } from '../route.ts';
import { freeText } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { readScorecard } from './read-scorecard.ts';
import { scorecardActed } from './shapes.ts';

const [openReview, assess, second, holdReview] = scorecardActSchema.options;
/** One plain sentence: what is longer belongs into what it rests on. */
const account = freeText.max(500);
const body = z.discriminatedUnion('act', [openReview, assess.omit({ account: true }).extend({ account }), second.omit({ account: true }).extend({ account: account.optional() }), holdReview]);

export const actOnScorecard = acting({
  id: 'act-on-scorecard',
  path: '/cases/{caseId}/scorecard/acts',
  summary: 'Call a review of what a case was worth, say it criterion by criterion, look it over, hold the review',
  description: 'The coordinator opens a review; those whom the playbook names say each criterion in one word and one sentence, with what it rests on; somebody of another discipline looks at it too; then the review is held and never changes. Without evidence a rating counts as NOT_EVIDENCED.',
  status: 200,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body,
  answer: scorecardActed,
  actions: scorecardActSchema.options.map(({ shape }) => `scorecard.${shape.act.value}`),
  asks: ({ act }) => ({ action: `scorecard.${act}` }),
  sees: 'scorecard.read',
  subject: (ask, _actor, { params }) => matterOf(ask, 'scorecard', params.caseId),
  intend: ({ params: { caseId }, body: said }, { ledger, keeper }) => {
    const words = 'account' in said && said.account !== undefined ? said.account : undefined;
    refuseImages(words);
    const text = words === undefined ? undefined : { ...textOf('account', words), owner: `case/${caseId}`, class: 'D1' as const };
    const act = scorecardActSchema.parse({ ...said, ...(text !== undefined && { account: text.id }) });
    return { ledger, keeper, body: { type: 'scorecard', act }, texts: text === undefined ? [] : [text] };
  },
  refusals: ['NOT_ON_THE_TEAM', 'NOT_THE_COORDINATOR', 'REASON_REQUIRED', 'TWO_PEOPLE_REQUIRED', 'REVIEW_STATE', 'REVIEW_UNKNOWN', 'REVIEW_INCOMPLETE', 'CRITERION_UNKNOWN', 'RATING_NOT_POSSIBLE', 'AUTHOR_REQUIRED', 'ANOTHER_DISCIPLINE_REQUIRED', 'IMAGE_CONTENT_REFUSED'],
  shows: { operation: readScorecard, params: ({ params }) => params },
});
