/** How she is cared for: the danger to her, support, what was promised to her, what was raised; and a form for each. */
import type { z } from 'zod';
import { readCare } from '../people/care.ts';
import { careShape } from '../people/care-shapes.ts';
import { readPapers } from '../people/read-papers.ts';
import { papersShape, type PaperBanner } from '../people/shapes.ts';
import { herPage, linkTo, type Hers, type Line } from './her-page.ts';
import { paths } from './paths.ts';
import { factorWords, incidentWords, measureWords, outcomeWords, promiseAnswerWords, reachWords, supportEndWords, supportKindWords, triggerWords } from './care-words.ts';
import type { Visit } from './visit.ts';
import { dayWords, whenWords } from './when.ts';
import { codeWords, listWords, roleWords, sentence } from './words.ts';

type Care = z.output<typeof careShape>;
/** The words of papers by their ids, for whom they are open. */
type Words = ReadonlyMap<string, string>;

/** Only what is told here is opened, for each opening is noted: promises and incidents that are open, and the last assessment. */
async function wordsOf({ read }: Visit, { victimId }: Hers, { risk, promises, incidents }: Care): Promise<{ readonly words: Words; readonly banners: readonly PaperBanner[] }> {
  const last = risk.at(-1)?.assessment;
  const ids = [...(last === undefined ? [] : [last]), ...promises.flatMap(({ promise, answered }) => (answered === undefined ? [promise] : [])), ...incidents.flatMap(({ incident, answered }) => (answered === undefined ? [incident] : []))];
  const found = await Promise.all(ids.map(async (paper) => (await read(readPapers, papersShape, { victimId }, { paper })).body));
  const words = found.flatMap(({ papers }) => papers.flatMap(({ id, text, summary }): (readonly [string, string])[] => (text ?? summary) === undefined ? [] : [[id, text ?? summary ?? '']]));
  return { words: new Map(words), banners: [...new Set(found.flatMap(({ banners }) => banners))] };
}

function risksTold({ risk, riskDetails }: Care, words: Words, { me }: Visit): readonly Line[] {
  return risk.toReversed().map(({ assessment, level, trigger, at, next, roseAfterParticipation }) => {
    const detail = riskDetails.find((each) => each.assessment === assessment);
    const parts = [
      triggerWords[trigger], ...(roseAfterParticipation ? ['It is higher than before, after something she took part in'] : []),
      ...(detail === undefined ? [] : [`What it lies in: ${orNothing(detail.factors.map((factor) => factorWords[factor]))}`, `What is done: ${orNothing(detail.measures.map((measure) => measureWords[measure]))}`]), `Looked at again by ${dayWords(next)}`,
    ];
    return { id: assessment, what: sentence(codeWords(level)), by: whenWords(at, me.zone), says: `${parts.join('. ')}.`, text: words.get(assessment) };
  });
}
const orNothing = (words: readonly string[]): string => (words.length === 0 ? 'nothing was named' : listWords(words));

const supportTold = ({ support }: Care, { nameOf, formOf }: Hers, { me }: Visit): readonly Line[] =>
  support.map(({ support: id, kind, agency, since, ended }) => ({
    id, what: supportKindWords[kind], says: `${nameOf(agency)}, since ${whenWords(since, me.zone)}.${ended === undefined ? '' : ` Ended on ${whenWords(ended.at, me.zone)}: ${supportEndWords[ended.reason].toLowerCase()}.`}`,
    links: linkTo('Say that it ends', ended === undefined ? formOf('end-support', id) : undefined),
  }));

const promisesTold = ({ promises }: Care, words: Words, { nameOf, formOf }: Hers, { me }: Visit): readonly Line[] =>
  promises.map(({ promise, agency, role, person, madeAt, due, condition, answered }) => ({
    id: promise, what: answered === undefined ? 'A promise' : `A promise: ${promiseAnswerWords[answered.answer].toLowerCase()}`, by: `${person ?? roleWords[role]}, ${nameOf(agency)}, ${whenWords(madeAt, me.zone)}`,
    says: [...(due === undefined ? [] : [`By ${dayWords(due)}.`]), ...(condition ? ['On a condition.'] : []), ...(answered === undefined ? [] : [`She said so on ${whenWords(answered.at, me.zone)}.`])].join(' '), text: words.get(promise),
    links: linkTo('Record what she says of it', answered === undefined ? formOf('answer-promise', promise) : undefined),
  }));

const incidentsTold = ({ incidents }: Care, words: Words, { nameOf, formOf }: Hers, { me }: Visit): readonly Line[] =>
  incidents.map(({ incident, kind, raisedBy, unit, answerer, raisedAt, answered }) => ({
    id: incident, what: incidentWords[kind], by: `Raised by ${raisedBy === 'HER' ? 'her' : 'staff'}, ${whenWords(raisedAt, me.zone)}`, text: words.get(incident),
    says: `It is about ${nameOf(unit)}. ${answered === undefined ? `${nameOf(answerer)} answers for it` : `${nameOf(answered.agency)} answered on ${whenWords(answered.at, me.zone)}: ${outcomeWords[answered.outcome].toLowerCase()}`}.`,
    links: linkTo('Answer it', answered === undefined && answerer === me.agency ? formOf('answer-incident', incident) : undefined),
  }));

export const herCarePage = herPage({
  at: paths.care,
  title: 'How she is cared for',
  async tell(visit, hers) {
    const { body: care } = await visit.read(readCare, careShape, { victimId: hers.victimId });
    const { words, banners } = await wordsOf(visit, hers, care);
    const empty = 'Nothing that you may know of.';
    return {
      banners, facts: care.reach === undefined ? [] : [{ about: 'Reaching her', says: reachWords[care.reach.state] }],
      sections: [
        { heading: 'The danger to her', empty, lines: risksTold(care, words, visit) },
        { heading: 'Support', empty: `${empty} It is offered again and again, whatever she decides.`, lines: supportTold(care, hers, visit) },
        { heading: 'Promised to her', empty, lines: promisesTold(care, words, hers, visit) },
        { heading: 'Incidents and complaints', empty, lines: incidentsTold(care, words, hers, visit) },
      ],
    };
  },
});
