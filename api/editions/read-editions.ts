import { z } from 'zod';
import type { ShelfResource } from '../policies/authorise.ts';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { pageOf } from '../shapes.ts';
import type { Subject } from '../views/subjects.ts';
import { editionLine, editionParams, editionShape, shelfName } from './shapes.ts';
import { flawsOf, packsOf, readText } from './texts.ts';

export const shelfOf = (name: string): Subject<ShelfResource> => ({ kind: 'Shelf', id: name, ledger: `playbook/${name}`, keeper: `playbook/${name}` });

const position = z.tuple([shelfName, z.int()]);

export const listEditions = reading({
  id: 'list-editions',
  path: '/editions',
  summary: 'List the versions that are written or were published here',
  description: 'Playbooks and packs of legal clocks that were drafted here, by name, the newest version first. What was there from the start is among the playbooks.',
  query: z.strictObject(pageQuery),
  answer: pageOf(editionLine),
  action: 'edition.read',
  subject: async () => shelfOf('all'),
  read: async ({ tx }, { query }) => {
    const after = positionOf(position, query.cursor);
    const rows = await tx.editionView.findMany({ ...(after && { where: { OR: [{ name: { gt: after[0] } }, { name: after[0], version: { lt: after[1] } }] } }), orderBy: [{ name: 'asc' }, { version: 'desc' }], take: query.limit + 1 });
    const page = pageFrom(rows, query.limit, ({ name, version }) => [name, version], ({ name, of, version, state, draftedAt }) => editionLine.parse({ name, of, version, state, draftedAt: draftedAt.toISOString() }));
    return { body: { items: [...page.items], next: page.next } };
  },
});

export const readEdition = reading({
  id: 'read-edition',
  path: '/editions/{name}/{version}',
  summary: 'Read a version: its text, its flaws, and what readers said of it',
  description: 'The check is made anew each time it is read, against the packs that are published.',
  params: editionParams,
  answer: editionShape,
  tagged: true,
  action: 'edition.read',
  subject: async (ask, _actor, { name, version }) => ((await ask`select 1 from edition_view where name = ${name} and version = ${version}`).length > 0 ? shelfOf(name) : undefined),
  read: async ({ tx, ask, deps }, { params }) => {
    const { name, version } = params;
    const row = await tx.editionView.findFirstOrThrow({ where: { name, version } });
    const { text } = await tx.playbookText.findUniqueOrThrow({ where: { hash: row.hash } });
    const said = await tx.editionWordView.findMany({ where: { ledgerId: row.ledgerId, version }, orderBy: { seq: 'desc' }, take: 200 });
    const words = await Promise.all(said.map(async ({ note, hash, said: what, person, agency, at }) => {
      const words = note === null ? undefined : await deps.vault.get(ask, note);
      return { said: what as 'COMMENT', person, agency, at: at.toISOString(), ofThisText: hash === row.hash, ...(words !== undefined && { text: words }) };
    }));
    const of = row.of as 'playbook' | 'pack';
    const packs = await packsOf(ask);
    const read = readText(of, text, packs);
    const body = {
      name, of, version, state: row.state as 'DRAFT', author: row.author, draftedAt: row.draftedAt.toISOString(), ...(row.endedAt !== null && { endedAt: row.endedAt.toISOString() }),
      text, ...(of === 'playbook' && 'body' in read && { resolved: JSON.parse(read.body) as Record<string, unknown> }), flaws: [...flawsOf({ of, name, version }, text, packs)], words,
    };
    return { body, rev: row.rev };
  },
});
