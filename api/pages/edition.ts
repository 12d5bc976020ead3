/** One version that was written here: where it stands, its steps or its flaws, what readers said, and what who asks may say of it. */
import type { z } from 'zod';
import { actsOffered } from '#domain/editions/decide.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { actOnEdition } from '../editions/act-on-edition.ts';
import { readEdition } from '../editions/read-editions.ts';
import { editionShape } from '../editions/shapes.ts';
import { Problem } from '../problems.ts';
import { mayWrite } from './edition-text.ts';
import { dueWords, editionStateWords, saidByYou, saidOfIt, sinceSaid, sourceWords } from './edition-words.ts';
import { bodyOf, fieldsOf, optionOf } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { whenWords } from './when.ts';
import type { Me } from './visit.ts';
import { actWords, roleWords } from './words.ts';

type Edition = z.output<typeof editionShape>;

/** By stage, in the playbook's own order; what belongs to none comes last. */
function stagesOf(playbook: Playbook) {
  const titles = new Map((playbook.stages ?? []).map(({ stage, title }) => [stage, title]));
  const lines = Map.groupBy(playbook.steps, ({ stage }) => (stage !== undefined && titles.has(stage) ? stage : ''));
  const told = [...titles.keys(), ''].flatMap((stage) => (lines.has(stage) ? [{ stage, steps: lines.get(stage) ?? [] }] : []));
  return told.map(({ stage, steps }) => ({
    title: titles.get(stage) ?? (told.length === 1 ? 'Its steps' : 'In no stage'),
    steps: steps.map((step) => ({ code: step.code, title: step.title, who: roleWords[step.role], due: dueWords(step, playbook), ...sourceWords(step, playbook) })),
  }));
}

/** Whoever said something finds it again as their own, with what has become of the text since. */
const wordsSaid = ({ words, state }: Edition, { zone, person: me }: Me) =>
  words.map(({ said, person, agency, at, text, ofThisText }) => ({
    by: person === me ? saidByYou[said] : `${person} of ${agency} ${saidOfIt[said]}`, text,
    at: `${whenWords(at, zone)}. ${ofThisText ? sinceSaid[state] : 'The text has been written anew since.'}`.trim(),
  }));

export const editionPage: Page = {
  path: paths.edition(':name', ':version'),
  template: 'edition',
  async show(visit, entries) {
    const { name = '', version = '' } = visit.params;
    const { body: edition, rev } = await visit.read(readEdition, editionShape, { name, version });
    const { state, author, draftedAt, flaws, resolved } = edition;
    const chosen = entries?.['act'] ?? visit.query['act'];
    const offered = actsOffered(state, visit.me.roles);
    const act = offered.find((each) => each === chosen);
    const option = act && optionOf(actOnEdition.body, act);
    const playbook = resolved === undefined ? undefined : playbookSchema.parse(resolved);
    const subject = playbook === undefined ? `${name}, version ${version}` : `${playbook.title}, version ${version}`;
    return {
      title: act === undefined ? subject : actWords.edition[act].label, subject, codeName: 'Playbooks', caseHref: paths.playbooks(), here: paths.edition(name, version), rev,
      told: { lines: [{ about: 'Now', says: editionStateWords[state] }, ...(playbook === undefined ? [] : [{ about: 'Where', says: `${playbook.jurisdiction}.` }]), { about: 'Written', says: `By ${author}, ${whenWords(draftedAt, visit.me.zone)}.` }, { about: 'Check', says: flaws.length === 0 ? 'It is sound.' : `${flaws.length === 1 ? 'One flaw' : `${flaws.length} flaws`}: it goes no further until ${flaws.length === 1 ? 'it is' : 'they are'} mended.` }] },
      textHref: paths.editionText(name, version), writes: mayWrite(visit.me, state), flaws, stages: playbook === undefined ? [] : stagesOf(playbook), heard: wordsSaid(edition, visit.me),
      fields: option === undefined ? [] : fieldsOf(option), act, words: act && actWords.edition[act], agencyOptions: [],
      choices: offered.map((value) => ({ value, text: actWords.edition[value].label, hint: { text: actWords.edition[value].hint } })),
    };
  },
  async wish(visit, entries) {
    const { name = '', version = '' } = visit.params;
    const act = entries['act'] ?? '';
    const option = act === 'draft' ? undefined : optionOf(actOnEdition.body, act);
    if (option === undefined) throw new Problem('INVALID_REQUEST');
    return { operation: actOnEdition, params: { name, version }, body: { act, ...bodyOf(fieldsOf(option), entries) }, said: `edition.${act}`, next: () => paths.edition(name, version) };
  },
};
