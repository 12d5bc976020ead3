/** What became of each suspect: what is decided and reported under what, what is missing and by name, what is charged, what is next. Whatever its label, conduct that was addressed says so. */
import type { z } from 'zod';
import { readCase } from '../operations/read-case.ts';
import { caseShape } from '../shapes.ts';
import { readDecisions } from '../suspects/read-decisions.ts';
import { readSuspects } from '../suspects/read-suspects.ts';
import { decisionsShape, suspectsShape } from '../suspects/shapes.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { dayWords, whenWords } from './when.ts';
import { codeWords, listWords, sentence } from './words.ts';

type Suspect = z.output<typeof suspectsShape>['suspects'][number];
type Decision = z.output<typeof decisionsShape>['decisions'][number];
type Fact = Suspect['facts'][number];

const underWords = { PROSECUTION: 'prosecution', PROTECTION: 'protection', PREVENTION: 'prevention' } as const;

function outcomeWords({ outcome }: Suspect): readonly string[] {
  if (outcome === undefined) return ['Nothing has become of this yet.'];
  const { title, under, final, addressed, until, missing = [] } = outcome;
  return [
    `${title}, reported under ${underWords[under]}.`, ...(addressed ? ['The conduct was addressed, whatever the offence is called.'] : []),
    ...(until === undefined ? [] : [`It becomes “${until.title}” once nothing is missing.${missing.length === 0 ? '' : ` Missing: ${listWords(missing)}.`}`]), ...(final ? [] : ['It is not final.']),
  ];
}

const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value);
const factWords = (facts: readonly Fact[]): readonly string[] => facts.map(({ title, value }) => `${title}: ${isDay(value) ? dayWords(value) : sentence(codeWords(value)).toLowerCase()}.`);

function decisionWords({ title, decided, at, author, supersedes, review, explained }: Decision, zone: string): string {
  return [
    `${title}: ${decided?.title ?? 'decided'}, ${whenWords(at, zone)}${author === undefined ? '' : ` by ${author}`}.`, ...(supersedes === undefined ? [] : ['It takes the place of an earlier one, which stays on record.']),
    ...(review === undefined ? [] : [review.done ? `Looked at by somebody else${review.decided === undefined ? '' : `: ${review.decided.title.toLowerCase()}`}.` : 'Somebody else has yet to look at it.']),
    ...(explained === undefined ? [] : [explained.done ? 'It was explained to those it concerns.' : 'It has yet to be explained to those it concerns.']),
  ].join(' ');
}

export const suspectsPage: Page = {
  path: paths.suspects(':caseId'),
  template: 'suspects',
  async show(visit) {
    const { caseId = '' } = visit.params;
    const { suspects } = (await visit.read(readSuspects, suspectsShape, { caseId })).body;
    const { decisions } = (await visit.read(readDecisions, decisionsShape, { caseId })).body;
    const { codeName } = (await visit.read(readCase, caseShape, { caseId })).body;
    const { zone } = visit.me;
    return {
      title: 'Suspects, and what became of them', codeName, caseHref: paths.case(caseId), known: paths.known(caseId),
      suspects: suspects.map((suspect) => ({
        name: suspect.suspect, outcome: outcomeWords(suspect), facts: factWords(suspect.facts),
        charges: suspect.charges.map(({ charge, alternativeTo, victims = [], facts }) => ({ name: charge, says: [...(alternativeTo === undefined ? [] : [`It stands in the place of ${alternativeTo}: a full route of its own.`]), ...(victims.length === 0 ? [] : [`For ${listWords(victims)}.`]), ...factWords(facts)] })),
        open: suspect.open.map(({ step, title, due }) => ({ title, href: paths.step(caseId, step), when: due === undefined ? undefined : whenWords(due, zone) })),
        decisions: decisions.filter(({ subject }) => subject === suspect.suspect).toReversed().map((decision) => decisionWords(decision, zone)),
      })),
    };
  },
};
