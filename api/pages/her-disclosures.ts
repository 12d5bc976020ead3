/** What was opened without her consent: because the law compels it, or because the glass was broken; who opened it, until when, and what was said of it afterwards. */
import { herPage, linkTo, type Line } from './her-page.ts';
import { disclosureWords, findingWords, toldHerWords } from './care-words.ts';
import { paths } from './paths.ts';
import { classWords } from './people-words.ts';
import { whenWords } from './when.ts';
import { listWords } from './words.ts';

export const herDisclosuresPage = herPage({
  at: paths.disclosures,
  title: 'Opened without her consent',
  async tell({ me }, { file: { disclosures = [] }, nameOf, formOf }) {
    const lines = disclosures.toReversed().map(({ id, glass, grounds, classes, agency, person, recorder, toldHer, from, until, endedAt, finding }): Line => {
      const end = endedAt ?? until;
      const whom = person === undefined ? nameOf(agency) : `${person} of ${nameOf(agency)}`;
      const parts = [
        `${whom} ${end <= me.now ? 'could read' : 'may read'} ${listWords(classes.map((of) => classWords[of]))}${recorder === undefined ? '' : `, as ${nameOf(recorder)} has it`}`, `On the ground of ${listWords(grounds.map((ground) => disclosureWords[ground] ?? ground))}`,
        `${end <= me.now ? 'It ended on' : 'Until'} ${whenWords(end, me.zone)}`, ...(toldHer === undefined ? [] : [toldHerWords[toldHer]]), ...(!glass ? [] : [finding === undefined ? 'Nobody has reviewed it yet' : findingWords[finding]]),
      ];
      return { id, what: glass ? 'The glass was broken' : 'Disclosed by law', by: whenWords(from, me.zone), says: `${parts.join('. ')}.`, links: linkTo('Review it', glass && finding === undefined && person !== me.person ? formOf('review-glass', id) : undefined) };
    });
    return { sections: [{ heading: 'What was opened', empty: 'Nothing that you may know of.', lines }] };
  },
});
