/** The playbooks: those that a case may be launched by, and those that are written here, each with where it stands. */
import { mayComment } from '#domain/editions/decide.ts';
import { listEditions } from '../editions/read-editions.ts';
import { editionLine } from '../editions/shapes.ts';
import { listPlaybooks } from '../operations/list-playbooks.ts';
import { playbookShape } from '../shapes.ts';
import { editionStateTitles } from './edition-words.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { sentence } from './words.ts';

export const playbooksPage: Page = {
  path: paths.playbooks(),
  template: 'playbooks',
  async show({ readAll, me }) {
    const meets = mayComment(me.roles);
    const [launchable, drafted] = await Promise.all([readAll(listPlaybooks, playbookShape), meets ? readAll(listEditions, editionLine) : []]);
    return {
      title: 'Playbooks', meets, writes: me.roles.includes('PLAYBOOK_STEWARD'), newHref: paths.newEdition(),
      launchable: launchable.map(({ id, version, title, jurisdiction }) => ({ title, about: `${id}, version ${version}. ${jurisdiction}.` })),
      drafted: drafted.map(({ name, of, version, state }) => ({ title: `${name}, version ${version}`, href: paths.edition(name, String(version)), about: `${sentence(`${of === 'pack' ? 'a pack of clocks: ' : ''}${editionStateTitles[state]}`)}.` })),
    };
  },
};
