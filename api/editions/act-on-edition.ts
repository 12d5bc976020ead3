import { z } from 'zod';
import type { EditionAct } from '#domain/editions/schema.ts';
import { withdrawalReasons } from '#domain/editions/schema.ts';
import type { Actor, Ask } from '../actor.ts';
import type { ShelfResource } from '../policies/authorise.ts';
import { acting } from '../route.ts';
import { freeText } from '../shapes.ts';
import { textOf, type Text } from '../vault.ts';
import type { Subject } from '../views/subjects.ts';
import { readEdition, shelfOf } from './read-editions.ts';
import { editionActed, editionParams, largestText } from './shapes.ts';
import { draftedOf, packsOf } from './texts.ts';

const body = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('draft'), of: z.enum(['playbook', 'pack']).default('playbook'), text: z.string().min(1).max(largestText) }),
  z.strictObject({ act: z.literal('submit') }),
  z.strictObject({ act: z.literal('comment'), note: freeText }),
  z.strictObject({ act: z.literal('approve') }),
  z.strictObject({ act: z.literal('return'), note: freeText }),
  z.strictObject({ act: z.literal('publish') }),
  z.strictObject({ act: z.literal('withdraw'), reason: z.enum(withdrawalReasons) }),
]);
type Body = z.output<typeof body>;

const subject = async (ask: Ask, _actor: Actor, { params, body: said }: { readonly params: { readonly name: string }; readonly body: Body }): Promise<Subject<ShelfResource>> => ({
  ...shelfOf(params.name), ...(said.act === 'draft' && { packs: await packsOf(ask) }),
});

const noted = (act: 'comment' | 'return', note: string): { readonly act: EditionAct; readonly texts: readonly Text[] } => {
  const text = textOf('note', note);
  return { act: { act, note: text.id }, texts: [text] };
};

export const actOnEdition = acting({
  id: 'act-on-edition',
  path: '/editions/{name}/{version}/acts',
  summary: 'Draft, read, publish and withdraw a playbook',
  description: 'A steward drafts a version of a playbook (or a pack of legal clocks) and, once it is sound, submits it; readers comment, approve or return it, survivors comment; approved by two people of two agencies, neither its author, a steward publishes it. From then on it never changes; the version before it launches no case any more, and cases that run on that one go on by it. A published pack whose clock has a new length from a day on changes clocks that start from that day on, and none that runs.',
  status: 200,
  largest: largestText * 2,
  params: editionParams,
  body,
  answer: editionActed,
  conditional: true,
  actions: ['edition.draft', 'edition.submit', 'edition.comment', 'edition.approve', 'edition.return', 'edition.publish', 'edition.withdraw'],
  asks: ({ act }) => ({ action: `edition.${act}` }),
  sees: 'edition.read',
  subject,
  intend: ({ params: { name, version }, body: said, expects }, { ledger, keeper, packs = [] }) => {
    const drafted = said.act === 'draft' ? draftedOf({ of: said.of, name, version }, said.text, packs) : undefined;
    const { act, texts } = drafted !== undefined ? { act: { act: 'draft' as const, of: drafted.of, hash: drafted.hash }, texts: [] } : said.act === 'comment' || said.act === 'return' ? noted(said.act, said.note) : { act: said as EditionAct, texts: [] };
    return { ledger, keeper, body: { type: 'edition', name, version, act, ...(expects !== undefined && { expects }) }, texts, ...(drafted !== undefined && { drafted }) };
  },
  refusals: ['STALE', 'EDITION_STATE', 'STEWARD_REQUIRED', 'READER_REQUIRED', 'TWO_AGENCIES_REQUIRED', 'PLAYBOOK_UNSOUND'],
  shows: { operation: readEdition, params: ({ params }) => params },
});
