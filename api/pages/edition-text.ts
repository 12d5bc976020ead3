/** The text of a playbook or of a pack of clocks, as it is written: saved though it has flaws, so that nothing is lost, and shown with each flaw beside the line that it is about. */
import type { z } from 'zod';
import { actOnEdition } from '../editions/act-on-edition.ts';
import { readEdition } from '../editions/read-editions.ts';
import { editionActed, editionShape, largestText, shelfName } from '../editions/shapes.ts';
import { Problem } from '../problems.ts';
import type { Reply } from '../route.ts';
import type { Entries, Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import type { Me } from './visit.ts';
import { actWords } from './words.ts';

type Edition = z.output<typeof editionShape>;

/** A browser writes one sign of a form as three where it is no letter. */
const largest = 3 * largestText + 10_000;
const longestLine = 200;

export const mayWrite = ({ roles }: Me, state: Edition['state']): boolean => roles.includes('PLAYBOOK_STEWARD') && (state === 'DRAFT' || state === 'IN_REVIEW');
const textField = (name: string): Field => ({ name, kind: 'text', label: 'Its text', optional: false, options: [] });
const typed = (entries: Entries, name: string): string => (entries[name] ?? '').replaceAll('\r\n', '\n').trimEnd();

/** The flaws, each with the line it is about as it stands in the text. */
function told({ flaws, text }: Pick<Edition, 'flaws' | 'text'>) {
  const lines = text.split('\n');
  return flaws.map(({ line, message }) => ({ message, ...(line !== undefined && { line, stands: (lines[line - 1] ?? '').trim().slice(0, longestLine) }) }));
}

/** A draft that is sound is read as steps; one that is not is written on. */
const after = (name: string, version: string) => ({ body }: Reply): string =>
  (editionActed.parse(body).flaws?.length === 0 ? paths.edition(name, version) : paths.editionText(name, version));

export const editionTextPage: Page = {
  path: paths.editionText(':name', ':version'),
  template: 'edition-text',
  largest,
  async show(visit) {
    const { name = '', version = '' } = visit.params;
    const { body: edition, rev } = await visit.read(readEdition, editionShape, { name, version });
    return {
      title: `The text of ${name}, version ${version}`, rev, here: paths.editionText(name, version), back: { text: `${name}, version ${version}`, href: paths.edition(name, version) },
      writes: mayWrite(visit.me, edition.state), isRead: edition.state === 'IN_REVIEW', isSound: edition.flaws.length === 0, flaws: told(edition),
      text: edition.text, fields: [textField('text')], given: { text: edition.text }, words: actWords.edition.draft,
    };
  },
  async wish(visit, entries) {
    const { name = '', version = '' } = visit.params;
    const { body: { of } } = await visit.read(readEdition, editionShape, { name, version });
    return { operation: actOnEdition, params: { name, version }, body: { act: 'draft', of, text: typed(entries, 'text') }, said: 'edition.draft', next: after(name, version) };
  },
};

/** What a text calls itself: its own first lines say under which address it is kept. */
function called(text: string): { readonly of: 'playbook' | 'pack'; readonly name: string; readonly version: string } | undefined {
  const said = (key: string): string | undefined => new RegExp(`^${key}:[ \\t]*['"]?([a-z0-9-]+)['"]?[ \\t]*(?:#.*)?$`, 'm').exec(text)?.[1];
  const [playbook, pack, version] = [said('playbook'), said('pack'), said('version')];
  const name = playbook ?? pack;
  if (!shelfName.safeParse(name).success || name === undefined || version === undefined || !/^[1-9]\d{0,5}$/.test(version)) return undefined;
  return { of: playbook === undefined ? 'pack' : 'playbook', name, version };
}

export const newTextPage: Page = {
  path: paths.newEdition(),
  template: 'edition-text',
  largest,
  show: async ({ me }) => {
    if (!me.roles.includes('PLAYBOOK_STEWARD')) throw new Problem('NOT_ALLOWED');
    return { title: 'Write a playbook', here: paths.newEdition(), back: { text: 'Playbooks', href: paths.playbooks() }, writes: true, isNew: true, flaws: [], fields: [textField('wholeText')], words: actWords.edition.draft };
  },
  wish: async (_visit, entries) => {
    const text = typed(entries, 'wholeText');
    const its = called(text);
    if (its === undefined) throw new Problem('INVALID_REQUEST', { errors: [{ at: 'body.wholeText', problem: 'has neither name nor version' }] });
    const { of, name, version } = its;
    return { operation: actOnEdition, params: { name, version }, body: { act: 'draft', of, text }, said: 'edition.draft', next: after(name, version) };
  },
};
