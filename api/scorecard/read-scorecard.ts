import { z } from 'zod';
import type { Rating } from '#domain/scorecard/schema.ts';
import { conductOf } from '#domain/scorecard/conduct.ts';
import { criteriaOf } from '#domain/scorecard/decide.ts';
import type { Playbook } from '#domain/playbook/schema.ts';
import { playbookOf } from '../forms/asked.ts';
import { matterOf, recordsOf, type SeenRecord } from '../matters/records.ts';
import { readingOne } from '../route.ts';
import { scorecardShape, type SaidShape } from './shapes.ts';

type Terms = NonNullable<Playbook['scorecard']>;
type Shown = z.input<typeof scorecardShape>;

export const readScorecard = readingOne({
  id: 'read-scorecard',
  path: '/cases/{caseId}/scorecard',
  summary: 'Read what a case was worth',
  description: 'Each criterion with what every review said of it, side by side, in words, with what it rests on. There is no number for the whole, and no way to ask for one.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: scorecardShape,
  action: 'scorecard.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, _actor, { caseId }) => matterOf(ask, 'scorecard', caseId),
  read: async (asker, { params }, subject) => {
    const terms = (await playbookOf(asker.ask, params.caseId))?.scorecard;
    if (terms === undefined) return undefined;
    const body = shown(terms, await recordsOf(asker, subject.ledger, subject, ['review', 'assessment', 'second']));
    const conduct = conductIn(body, await recordsOf(asker, `case/${params.caseId}`, subject, ['outcome']));
    return { body: { ...body, ...(conduct !== undefined && { conduct }) } };
  },
});

/** What the last review that was held says of the convictions of the case, as far as these open. */
function conductIn({ reviews, criteria }: Shown, outcomes: readonly SeenRecord[]): Shown['conduct'] {
  const convicted = outcomes.flatMap(({ subject, data, summary }) => (subject !== undefined && ((data ?? summary) as { addressed?: boolean } | undefined)?.addressed === true ? [subject] : []));
  if (convicted.length === 0) return undefined;
  const held = new Set(reviews.filter(({ state }) => state === 'HELD').map(({ nth }) => nth));
  const { addressed, questions } = conductOf((criterion) => criteria.find((each) => each.criterion === criterion)?.versions.findLast(({ nth }) => held.has(nth))?.rating);
  return { convicted, addressed, questions: [...questions] };
}

interface ReviewData { readonly nth: number; readonly review: string; readonly due: string | null; readonly openedAt: string; readonly heldAt: string | null; readonly late: boolean }
interface SaidData { readonly nth: number; readonly criterion: string; readonly rating: Rating; readonly said: Rating | null; readonly because: string | null; readonly evidence: readonly { readonly of: string; readonly id: string }[]; readonly role: string }

/** Nearer to what the criterion asks for, in this order; other words cannot be compared. */
const nearness: readonly Rating[] = ['CONTRARY', 'NOT_EVIDENCED', 'PARTLY', 'EVIDENCED'];

function trendOf(before: Rating | undefined, now: Rating): SaidShape['trend'] {
  if (before === undefined || !nearness.includes(before) || !nearness.includes(now)) return undefined;
  const way = nearness.indexOf(now) - nearness.indexOf(before);
  return way === 0 ? 'SAME' : way > 0 ? 'NEARER' : 'FURTHER';
}

function shown(terms: Terms, records: readonly SeenRecord[]): Shown {
  const reviews = records.filter(({ kind }) => kind === 'review').map(({ data, state }) => ({ ...(data as unknown as ReviewData), state: state as 'OPEN' }));
  const seconds = new Map(records.filter(({ kind }) => kind === 'second').map((each) => [each.id, each]));
  const said = records.filter(({ kind }) => kind === 'assessment');
  const versionsOf = (criterion: string): SaidShape[] => {
    const own = said.filter(({ data }) => (data as unknown as SaidData).criterion === criterion).toSorted((a, b) => (a.data as unknown as SaidData).nth - (b.data as unknown as SaidData).nth);
    return own.map((each, index) => versionOf(each, seconds.get(each.id), own[index - 1]));
  };
  const titles = new Map(terms.reviews.map(({ review, title }) => [review, title]));
  const criteria = terms.criteria.map(({ criterion, title, question, authors, seconds: by }) => ({ criterion, title, question, authors: [...authors], ...(by !== undefined && { seconds: [...by] }), versions: versionsOf(criterion) }));
  return {
    reviews: reviews.toSorted((a, b) => a.nth - b.nth).map(({ nth, review, due, openedAt, heldAt, late, state }) => ({
      nth, review, title: titles.get(review) ?? review, state, openedAt, late, ...(due !== null && { due }), ...(heldAt !== null && { heldAt }), ...(state === 'OPEN' && { missing: missing(terms, review, nth, criteria) }),
    })),
    criteria,
    kinds: terms.reviews.map(({ review, title }) => ({ review, title })),
  };
}

const missing = (terms: Terms, review: string, nth: number, criteria: Shown['criteria']): string[] =>
  criteriaOf(terms, review).map(({ criterion }) => criterion).filter((criterion) => {
    const { seconds, versions = [] } = criteria.find((each) => each.criterion === criterion) ?? {};
    const version = versions.find((each) => each.nth === nth);
    return version === undefined || (seconds !== undefined && version.second?.state !== 'CONCURS');
  });

function versionOf({ data, author = '', recorder, at, texts }: SeenRecord, second: SeenRecord | undefined, before: SeenRecord | undefined): SaidShape {
  const { nth, rating, said, because, evidence, role } = data as unknown as SaidData;
  const trend = trendOf((before?.data as unknown as SaidData | undefined)?.rating, rating);
  const by = second?.data as { readonly role: string | null } | undefined;
  return {
    nth, rating, evidence: evidence.map(({ of, id }) => ({ of: of as 'RECORD', id })), author, agency: recorder, role: role as 'COORDINATOR', at,
    ...(said !== null && { said }), ...(because !== null && { because: because as 'NO_CHARGE' }), ...(texts?.['account'] !== undefined && { account: texts['account'] }), ...(trend !== undefined && { trend }),
    ...(second !== undefined && {
      second: {
        state: second.state as 'AWAITED',
        ...(by?.role != null && { role: by.role as 'COORDINATOR', ...(second.author !== undefined && { person: second.author }) }), ...(second.texts?.['account'] !== undefined && { account: second.texts['account'] }),
      },
    }),
  };
}
