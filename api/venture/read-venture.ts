import { z } from 'zod';
import { ventureActs } from '#domain/venture/schema.ts';
import { day } from '#domain/schema.ts';
import { matterOf, recordsOf, type SeenRecord } from '../matters/records.ts';
import { readingOne } from '../route.ts';
import { resourceOf } from '../views/subjects.ts';
import { ventureShape } from './shapes.ts';

type Shown = z.input<typeof ventureShape>;
type Node = Shown['nodes'][number];

const kinds = ['venture-node', 'venture-role', 'venture-tie', 'venture-weight', 'venture-whereabouts'] as const;

export const readVenture = readingOne({
  id: 'read-venture',
  path: '/cases/{caseId}/venture',
  summary: 'Read the map of a venture, now or as of a day',
  description: 'Who and what is in it, roles, ties, key players and who is still at large, each as far as its class opens to you. `on` gives the roles and ties of that day, and what had been said of people by then.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  query: z.strictObject({ on: day.optional() }),
  answer: ventureShape,
  action: 'venture.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know', ...ventureActs.map((act) => `venture.${act}`)],
  subject: (ask, _actor, { caseId }) => matterOf(ask, 'venture', caseId),
  read: async (asker, { query: { on } }, subject) => ({ body: { ...shown(await recordsOf(asker, subject.ledger, subject, kinds), on), acts: ventureActs.filter((act) => asker.may(`venture.${act}`, resourceOf(subject))) } }),
});

interface Dated { readonly from?: string; readonly until?: string }
interface OfNode { readonly node: string; readonly at: string; readonly author?: string }
type Tie = OfNode & Shown['ties'][number];
type Role = OfNode & Node['roles'][number];
type Weight = OfNode & NonNullable<Node['weight']>;
interface Where extends OfNode { readonly where: NonNullable<Node['where']>; readonly on?: string }

const isOn = ({ from, until }: { readonly from?: string | undefined; readonly until?: string | undefined }, on: string | undefined): boolean => on === undefined || ((from ?? on) <= on && (until ?? on) >= on);
const told = <T extends object>(data: T): T => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null)) as T;
/** What the rows of one kind hold; nothing where their class does not open. */
const dataOf = (records: readonly SeenRecord[], of: (typeof kinds)[number]): readonly OfNode[] =>
  records.flatMap(({ kind, at, author, data, summary }) => (kind === of && (data ?? summary) !== undefined ? [{ ...told((data ?? summary) as unknown as OfNode), at, ...(author !== undefined && { author }) }] : []));

function shown(records: readonly SeenRecord[], on: string | undefined): Omit<Shown, 'acts'> {
  const nodes = records.filter(({ kind, data }) => kind === 'venture-node' && isOn(told((data ?? {}) as Dated), on)).map((record) => nodeOf(record, records, on));
  const there = new Set(nodes.map(({ node }) => node));
  const labels = (of: (node: Node) => boolean): string[] => nodes.flatMap((node) => (node.node !== undefined && of(node) ? [node.node] : []));
  return {
    nodes,
    ties: (dataOf(records, 'venture-tie') as readonly Tie[]).filter((tie) => isOn(tie, on) && there.has(tie.node) && there.has(tie.to)).map(({ at: _at, author: _author, ...tie }) => tie),
    atLarge: labels(({ where }) => where === 'AT_LARGE' || where === 'ABROAD' || where === 'NOT_KNOWN'),
    keyPlayers: labels(({ weight }) => weight?.keyPlayer === true),
  };
}

function nodeOf({ id, class: of, recorder, subject, data, summary, texts }: SeenRecord, all: readonly SeenRecord[], on: string | undefined): Node {
  const said = told((data ?? summary ?? {}) as unknown as Pick<Node, 'node' | 'kind' | 'from' | 'until'>);
  const isOfIt = ({ node }: { readonly node: string }): boolean => node === said.node;
  // Of a past day: what had been said by its end.
  const byThen = ({ at }: { readonly at: string }): boolean => on === undefined || at.slice(0, 10) <= on;
  const roles = (dataOf(all, 'venture-role') as readonly Role[]).filter((role) => isOfIt(role) && isOn(role, on)).map(({ role, from, until }) => told({ role, ...(from !== undefined && { from }), ...(until !== undefined && { until }) }));
  const where = (dataOf(all, 'venture-whereabouts') as readonly Where[]).filter((each) => isOfIt(each) && (on === undefined || (each.on ?? on) <= on)).toSorted((a, b) => (a.on ?? a.at).localeCompare(b.on ?? b.at)).at(-1)?.where;
  const weight = (dataOf(all, 'venture-weight') as readonly Weight[]).filter((each) => isOfIt(each) && byThen(each)).at(-1);
  return {
    record: id, class: of, recorder, ...said, ...(subject !== undefined && { subject }), ...(texts?.['words'] !== undefined && { words: texts['words'] }), roles, ...(where !== undefined && { where }),
    ...(weight !== undefined && { weight: { keyPlayer: weight.keyPlayer, replaceability: weight.replaceability, reason: weight.reason, reviewBy: weight.reviewBy, at: weight.at, author: weight.author } }),
  };
}
