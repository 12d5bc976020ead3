import { z } from 'zod';
import { matterOf, recordsOf, type SeenRecord } from '../matters/records.ts';
import { readingOne } from '../route.ts';
import { scheduleShape } from './shapes.ts';

type Shown = z.input<typeof scheduleShape>;

export const readSchedule = readingOne({
  id: 'read-disclosure-schedule',
  path: '/cases/{caseId}/disclosure',
  summary: 'Read what the defence is to be shown, what was held back and why time was lost',
  description: 'Each item as far as its class (D15) opens to you at this instant. What may speak for a defendant is decided by the prosecutor and held back only by a ruling.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: scheduleShape,
  action: 'process.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, _actor, { caseId }) => matterOf(ask, 'process', caseId),
  read: async (asker, _given, subject) => ({ body: shown(await recordsOf(asker, subject.ledger, subject, ['disclosure-item', 'disclosure', 'exculpatory-decision', 'delay']), asker.actor.now.slice(0, 10)) }),
});

type Data = Readonly<Record<string, unknown>>;
const ofKind = (records: readonly SeenRecord[], of: string) => records.filter(({ kind }) => kind === of);
/** Kinds of which there is nothing to tell but the whole. */
const whole = (records: readonly SeenRecord[], of: string) => ofKind(records, of).flatMap(({ data, author, at }) => (data === undefined || author === undefined ? [] : [{ ...(data as object), author, at }]));

function shown(records: readonly SeenRecord[], today: string): Shown {
  return {
    items: ofKind(records, 'disclosure-item').map(itemOf(today)),
    disclosed: whole(records, 'disclosure').map(({ at: _at, ...each }) => each as unknown as Shown['disclosed'][number]),
    decided: whole(records, 'exculpatory-decision').map((each) => each as unknown as Shown['decided'][number]),
    delays: ofKind(records, 'delay').flatMap(({ id, data, summary, subject, texts }) => {
      const told = (data ?? summary) as unknown as { cause: 'COURT'; from: string; to: string } | undefined;
      return told === undefined ? [] : [{ delay: id, ...told, ...(subject !== undefined && { about: subject }), ...(texts?.['words'] !== undefined && { words: texts['words'] }) }];
    }),
  };
}

const itemOf = (today: string) => ({ id, data, summary, state, at, recorder, author, texts }: SeenRecord): Shown['items'][number] => {
  const { due } = (data ?? summary ?? {}) as { due?: string };
  const { kind, exculpatory, to, late, ground, ruling } = (data ?? {}) as Data & { to?: string[] };
  return {
    item: id, at, recorder, ...(state !== undefined && { state: state as 'OPEN' }), ...(due !== undefined && { due, overdue: state === 'OPEN' && due < today }),
    ...(kind !== undefined && { kind: kind as 'REPORT', exculpatory: exculpatory as 'NO', to: [...(to ?? [])] }), ...(late !== undefined && { late: late === true }),
    ...(ground !== undefined && { ground: ground as 'PRIVILEGE' }), ...(typeof ruling === 'string' && { ruling }), ...(author !== undefined && { author }), ...(texts?.['words'] !== undefined && { words: texts['words'] }),
  };
};
