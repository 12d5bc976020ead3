import { z } from 'zod';
import { evidenceActs } from '#domain/evidence/schema.ts';
import { matterOf, recordsOf, type SeenRecord } from '../matters/records.ts';
import { readingOne } from '../route.ts';
import { resourceOf } from '../views/subjects.ts';
import { evidenceShape } from './shapes.ts';

type Shown = z.input<typeof evidenceShape>;
type Item = Shown['items'][number];
type Transfer = NonNullable<Item['custody']>[number];

const kinds = ['evidence-item', 'custody', 'custody-transfer', 'custody-receipt', 'custody-gap', 'route', 'route-victims', 'reliance'] as const;

export const readEvidence = readingOne({
  id: 'read-evidence',
  path: '/cases/{caseId}/evidence',
  summary: 'Read the evidence of a case, who has it, what proves which element and how far the proof relies on testimony',
  description: 'Each item as far as its class opens to you at this instant. What an item contains is not here: it lies with its custodian and is known again by its hash.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: evidenceShape,
  action: 'evidence.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know', ...evidenceActs.map((act) => `evidence.${act}`)],
  subject: (ask, _actor, { caseId }) => matterOf(ask, 'evidence', caseId),
  read: async (asker, _given, subject) => ({ body: { ...shown(await recordsOf(asker, subject.ledger, subject, kinds)), acts: evidenceActs.filter((act) => asker.may(`evidence.${act}`, resourceOf(subject))) } }),
});

interface OfItem { readonly id: string; readonly item: string }
interface Held extends OfItem { readonly custodian: string | null; readonly sentTo: string | null; readonly expires: string | null }
interface Gap extends OfItem { readonly from: string; readonly to: string; readonly cause: 'SEAL_BROKEN' }
interface Sent extends OfItem { readonly from: string; readonly to: string; readonly sent: string }
interface Receipt extends OfItem { readonly received: string; readonly differs: boolean }
/** What the rows of this room hold, by kind; nothing where the class does not open. */
const dataOf = (records: readonly SeenRecord[], of: (typeof kinds)[number]): readonly OfItem[] => records.flatMap(({ kind, id, data }) => (kind === of && data !== undefined ? [{ ...(data as unknown as OfItem), id }] : []));

/** Without what nobody said. */
const told = <T extends object>(data: T): { [Key in keyof T]?: Exclude<T[Key], null> } => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null)) as { [Key in keyof T]?: Exclude<T[Key], null> };

function shown(records: readonly SeenRecord[]): Omit<Shown, 'acts'> {
  return {
    items: records.filter(({ kind }) => kind === 'evidence-item').map((record) => itemOf(record, records)),
    routes: records.flatMap(({ kind, id, subject, state, data, summary }) => {
      if (kind !== 'route') return [];
      const { matrix, ...route } = told((data ?? summary ?? {}) as Record<string, unknown>);
      const rows = (matrix as { element: string; sources: Record<string, unknown>[] }[] | undefined)?.map(({ element, sources }) => ({ element, sources: sources.map(told) }));
      const scope = records.find((each) => each.kind === 'route-victims' && each.id === id)?.data as unknown as { victims: string[] } | undefined;
      return [{ ...route, route: id, ...(scope !== undefined && { victims: scope.victims }), ...(subject !== undefined && { about: subject }), ...(state !== undefined && { state }), ...(rows !== undefined && { matrix: rows }) } as Shown['routes'][number]];
    }),
    reliance: records.flatMap(({ kind, subject, at, summary }) => (kind === 'reliance' && subject !== undefined && summary !== undefined ? [{ about: subject, at, level: (summary as { level: 'LOW' }).level }] : [])),
  };
}

function itemOf({ id, class: of, recorder, at, author, data, summary, texts }: SeenRecord, all: readonly SeenRecord[]): Item {
  const item: Item = { record: id, class: of, recorder, at, ...(author !== undefined && { author }), ...(texts?.['words'] !== undefined && { words: texts['words'] }), ...told((data ?? summary ?? {}) as object) };
  if (data === undefined) return item;
  const isOfIt = ({ item: label }: { readonly item: string }): boolean => label === item.item;
  const [held] = (dataOf(all, 'custody') as readonly Held[]).filter(isOfIt);
  const custody = transfersOf(all, isOfIt);
  const gaps = (dataOf(all, 'custody-gap') as readonly Gap[]).filter(isOfIt).map(({ from, to, cause }) => ({ from, to, cause }));
  const { custodian, sentTo, expires } = told(held ?? { custodian: null, sentTo: null, expires: null });
  return {
    ...item, custody, gaps, ...(custodian !== undefined && { custodian }), ...(sentTo !== undefined && { sentTo }), ...(expires !== undefined && { expires }),
    isUnbroken: gaps.length === 0 && custody.every(({ received, differs }) => received !== undefined && !differs),
  };
}

function transfersOf(all: readonly SeenRecord[], isOfIt: (each: { readonly item: string }) => boolean): Transfer[] {
  const receipts = new Map((dataOf(all, 'custody-receipt') as readonly Receipt[]).map((receipt) => [receipt.id, receipt]));
  return (dataOf(all, 'custody-transfer') as readonly Sent[]).filter(isOfIt).map(({ id, from, to, sent }) => {
    const receipt = receipts.get(id);
    return { from, to, sent, differs: receipt?.differs ?? false, ...(receipt !== undefined && { received: receipt.received }) };
  });
}
