import { z } from 'zod';
import { targetActs } from '#domain/venture/target/schema.ts';
import { matterOf, recordsOf, type SeenRecord } from '../matters/records.ts';
import { readingOne } from '../route.ts';
import { resourceOf } from '../views/subjects.ts';
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
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know', ...targetActs.map((act) => `venture.${act}`)],
  subject: (ask, _actor, { caseId }) => matterOf(ask, 'venture', caseId),
  read: async (asker, _given, subject) => ({ body: { ...shown(await recordsOf(asker, subject.ledger, subject, kinds)), acts: targetActs.filter((act) => asker.may(`venture.${act}`, resourceOf(subject))) } }),
});

type Shown = z.input<typeof targetsShape>;
type Contact = NonNullable<Shown['contact']>;
interface Registered { readonly node: string; readonly kind: Shown['targets'][number]['kind'] }
interface Match { readonly target: string; readonly agency: string; readonly person: string | null }

function shown(records: readonly SeenRecord[]): Omit<Shown, 'acts'> {
  /** What is told of nothing but that it is there is left out. */
  const of = (kind: (typeof kinds)[number]): readonly SeenRecord[] => records.filter((record) => record.kind === kind && record.data !== undefined);
  const matches = of('venture-match').map(({ data }) => data as unknown as Match);
  const [contact] = of('venture-contact').map(({ data }) => data as unknown as Contact);
  return {
    ...(contact !== undefined && { contact }),
    targets: of('venture-target').map(({ id, recorder, state, texts, data }) => ({
      target: id, ...(data as unknown as Registered), agency: recorder, state: state === 'ACTIVE' ? ('ACTIVE' as const) : ('WITHDRAWN' as const), ...(texts?.['value'] !== undefined && { value: texts['value'] }),
      elsewhere: matches.flatMap(({ target, agency, person }) => (target === id ? [{ agency, ...(person !== null && { person }) }] : [])),
    })),
  };
}
