import { z } from 'zod';
import { matterOf, recordsOf, type SeenRecord } from '../matters/records.ts';
import { readingOne } from '../route.ts';
import { targetsShape } from './shapes.ts';

const kinds = ['venture-contact', 'venture-target', 'venture-match'] as const;

export const readTargets = readingOne({
  id: 'read-targets',
  path: '/cases/{caseId}/targets',
  summary: 'Read what is matched with other teams’ targets, and whom to call',
  description: 'What this team has registered, for those to whom what is known of suspects opens in full. Where another team works on the same, an agency and a person to call, and nothing else: not its case, nor what it knows, nor since when. Call them.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: targetsShape,
  action: 'venture.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, _actor, { caseId }) => matterOf(ask, 'venture', caseId),
  read: async (asker, _given, subject) => ({ body: shown(await recordsOf(asker, subject.ledger, subject, kinds)) }),
});

type Shown = z.input<typeof targetsShape>;
type Contact = NonNullable<Shown['contact']>;
interface Registered { readonly node: string; readonly kind: Shown['targets'][number]['kind'] }
interface Match { readonly target: string; readonly agency: string; readonly person: string | null }

const dataOf = <T>({ data }: SeenRecord): readonly T[] => (data === undefined ? [] : [data as unknown as T]);

function shown(records: readonly SeenRecord[]): Shown {
  const of = (kind: (typeof kinds)[number]): readonly SeenRecord[] => records.filter((record) => record.kind === kind);
  const matches = of('venture-match').flatMap((record) => dataOf<Match>(record));
  const [contact] = of('venture-contact').flatMap((record) => dataOf<Contact>(record));
  return {
    ...(contact !== undefined && { contact }),
    targets: of('venture-target').flatMap((record) => dataOf<Registered>(record).map(({ node, kind }) => ({
      target: record.id, node, kind, agency: record.recorder, state: record.state === 'ACTIVE' ? ('ACTIVE' as const) : ('WITHDRAWN' as const),
      ...(record.texts?.['value'] !== undefined && { value: record.texts['value'] }),
      elsewhere: matches.flatMap(({ target, agency, person }) => (target === record.id ? [{ agency, ...(person !== null && { person }) }] : [])),
    }))),
  };
}
