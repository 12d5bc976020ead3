/** What one case was worth: each criterion in words, with what every review said of it side by side. No number for the whole, and no colour. */
import { z } from 'zod';
import { evidenceKinds, notApplicableBecause, ratings } from '#domain/scorecard/schema.ts';
import { readCase } from '../operations/read-case.ts';
import { Problem } from '../problems.ts';
import { actOnScorecard } from '../scorecard/act-on-scorecard.ts';
import { readScorecard } from '../scorecard/read-scorecard.ts';
import { scorecardShape } from '../scorecard/shapes.ts';
import { caseShape } from '../shapes.ts';
import { bodyOf, fieldsOf, type Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { evidenceWords, questionWords, ratingWords, scorecardActWords, secondWords, trendWords } from './scorecard-words.ts';
import type { Visit } from './visit.ts';
import { whenWords } from './when.ts';
import { codeWords, listWords, roleWords, sentence } from './words.ts';

type Scorecard = z.output<typeof scorecardShape>;
type Criterion = Scorecard['criteria'][number];
type Act = keyof typeof scorecardActWords;

const openOf = ({ reviews }: Scorecard) => reviews.find(({ state }) => state === 'OPEN');

/** Criteria of the open review that somebody with these roles may say, or look at. */
function mine(card: Scorecard, roles: Visit['me']['roles']) {
  const open = openOf(card);
  const asked = card.criteria.filter(({ criterion, versions }) => open?.missing?.includes(criterion) === true || versions.some(({ nth }) => nth === open?.nth));
  const now = ({ versions }: Criterion) => versions.find(({ nth }) => nth === open?.nth);
  return {
    assess: asked.filter(({ authors }) => authors.some((role) => roles.includes(role))),
    second: asked.filter((each) => { const said = now(each); return said !== undefined && said.second?.state !== 'CONCURS' && each.seconds?.some((role) => role !== said.role && roles.includes(role)) === true; }),
  };
}

function offered(card: Scorecard, { roles }: Visit['me']): readonly Act[] {
  const open = openOf(card);
  const { assess, second } = mine(card, roles);
  const isCoordinator = roles.includes('COORDINATOR');
  return [...(isCoordinator && open === undefined ? ['open-review' as const] : []), ...(assess.length > 0 ? ['assess' as const] : []), ...(second.length > 0 ? ['second' as const] : []), ...(isCoordinator && open?.missing?.length === 0 ? ['hold-review' as const] : [])];
}

const names = (criteria: readonly Criterion[]) => z.enum(criteria.map(({ criterion }) => criterion) as [string, ...string[]]);

/** What the form of an act asks: only what who asks may say. */
function asked(card: Scorecard, act: Act, { roles }: Visit['me']): readonly Field[] {
  const { assess, second } = mine(card, roles);
  const titles = new Map([...card.criteria.map((each): [string, string] => [each.criterion, `${each.criterion} ${each.title}`]), ...card.kinds.map(({ review, title }): [string, string] => [review, title]), ...Object.entries(ratingWords)]);
  const text = z.string().max(500);
  const shapes: Readonly<Record<Act, z.ZodObject>> = {
    'open-review': z.strictObject({ act: z.literal('open-review'), review: z.enum(card.kinds.map(({ review }) => review) as [string, ...string[]]), step: text.optional() }),
    assess: z.strictObject({ act: z.literal('assess'), criterion: names(assess), rating: z.enum(assess.some(({ seconds }) => seconds === undefined) ? ratings : ratings.filter((rating) => rating !== 'NOT_SHARED')), account: text, evidence: text.optional(), because: z.enum(notApplicableBecause).optional() }),
    second: z.strictObject({ act: z.literal('second'), criterion: names(second), concurs: z.boolean(), account: text.optional() }),
    'hold-review': z.strictObject({ act: z.literal('hold-review') }),
  };
  return fieldsOf(shapes[act]).map((field) => ({ ...field, ...(field.name === 'step' && { kind: 'line' as const }), options: field.options.map(({ value, text: words }) => ({ value, text: titles.get(value) ?? words })) }));
}

/** "step S5.5", a line each. @throws Problem where a line names nothing */
function evidenceIn(text: string): readonly { readonly of: string; readonly id: string }[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const of = evidenceKinds.find((kind) => line.toLowerCase().startsWith(`${evidenceWords[kind].split(' ')[0] ?? ''} `));
    const id = line.split(/\s+/).slice(1).join('_');
    if (of === undefined || !/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,79}$/.test(id)) throw new Problem('INVALID_REQUEST', { errors: [{ at: 'body.evidence', problem: `starts with one of: ${Object.values(evidenceWords).map((word) => word.split(' ')[0]).join(', ')}; then a name without other signs` }] });
    return { of, id };
  });
}

function told({ criteria, reviews }: Scorecard, zone: string) {
  const titleOf = new Map(reviews.map(({ nth, title }) => [nth, title]));
  return criteria.map(({ criterion, title, question, versions }) => ({
    criterion, title, question,
    versions: versions.toReversed().map(({ nth, rating, said, because, account, evidence, role, at, trend, second }) => ({
      review: titleOf.get(nth) ?? '', rating: ratingWords[rating], account,
      about: [
        ...(trend === undefined ? [] : [`${sentence(trendWords[trend])}.`]), ...(said === undefined ? [] : [`The author would say “${ratingWords[said].toLowerCase()}”; nothing was named that it rests on.`]), ...(because === undefined ? [] : [`${sentence(codeWords(because))}.`]),
        `${roleWords[role]}, ${whenWords(at, zone)}.`,
        evidence.length === 0 ? 'It rests on nothing that was named.' : `It rests on ${listWords(evidence.map(({ of, id }) => `${evidenceWords[of]} ${id.replaceAll('_', ' ')}`))}.`,
        ...(second === undefined ? [] : [second.state === 'AWAITED' ? secondWords.AWAITED : `${second.role === undefined ? 'Somebody else' : roleWords[second.role]} ${secondWords[second.state]}.${second.account === undefined ? '' : ` ${second.account}`}`]),
      ],
    })),
  }));
}

/** A conviction counts for what it addressed, whatever its label. */
export function conductSaid({ convicted, addressed, questions }: NonNullable<Scorecard['conduct']>): string {
  const who = `Convicted: ${listWords(convicted)}.`;
  if (addressed) return `${who} The conduct was addressed, whatever the label.`;
  return questions.length === 0 ? `${who} No review has said yet whether the conduct was addressed.` : `${who} It is asked ${listWords(questions.map((question) => questionWords[question]))}.`;
}

export const scorecardPage: Page = {
  path: paths.scorecard(':caseId'),
  template: 'scorecard',
  async show(visit, entries) {
    const { caseId = '' } = visit.params;
    const { body: card } = await visit.read(readScorecard, scorecardShape, { caseId });
    const { codeName } = (await visit.read(readCase, caseShape, { caseId })).body;
    const acts = offered(card, visit.me);
    const act = acts.find((each) => each === (entries?.['act'] ?? visit.query['act']));
    const open = openOf(card);
    const lines = card.reviews.map(({ title, state, openedAt, due, heldAt, late, missing = [] }) => ({
      about: title,
      says: state === 'OPEN' ? `Open since ${whenWords(openedAt, visit.me.zone)}. ${missing.length === 0 ? 'Everything has been said and looked at.' : `Still to be said, or to be looked at: ${listWords(missing)}.`}` : `Held ${whenWords(heldAt ?? openedAt, visit.me.zone)}${late && due !== undefined ? `, late: it was due ${whenWords(due, visit.me.zone)}` : ''}.`,
    }));
    const { conduct } = card;
    if (conduct !== undefined) lines.push({ about: 'Conduct', says: conductSaid(conduct) });
    return {
      title: act === undefined ? 'What this case was worth' : scorecardActWords[act].label, subject: 'What this case was worth', codeName, caseHref: paths.case(caseId), here: paths.scorecard(caseId),
      told: { lines: lines.length === 0 ? [{ about: 'Now', says: 'Nobody has called a review yet.' }] : lines }, criteria: act === undefined ? told(card, visit.me.zone) : [],
      fields: act === undefined ? [] : asked(card, act, visit.me), act, words: act && scorecardActWords[act], agencyOptions: [], waits: open !== undefined && acts.length === 0,
      choices: acts.map((value) => ({ value, text: scorecardActWords[value].label, hint: { text: scorecardActWords[value].hint } })),
    };
  },
  async wish(visit, entries) {
    const { caseId = '' } = visit.params;
    const { body: card } = await visit.read(readScorecard, scorecardShape, { caseId });
    const act = offered(card, visit.me).find((each) => each === entries['act']);
    if (act === undefined) throw new Problem('NOT_ALLOWED');
    const { evidence, ...body } = bodyOf(asked(card, act, visit.me), entries);
    return { operation: actOnScorecard, params: { caseId }, body: { act, ...body, ...(act === 'assess' && { evidence: evidenceIn(typeof evidence === 'string' ? evidence : '') }) }, said: `scorecard.${act}`, next: () => paths.scorecard(caseId) };
  },
};
