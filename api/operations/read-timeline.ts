import { z } from 'zod';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { reading, type Reader } from '../route.ts';
import { eventShape, pageOf } from '../shapes.ts';
import { caseSubject } from '../views/subjects.ts';

const position = z.int32().nonnegative();
/** Members of an event that may be told: codes of things, never a reference into the vault and never a calendar. */
const told = [
  'step', 'track', 'pacing', 'role', 'holder', 'accountable', 'handOff', 'kind', 'sender', 'receiver', 'reason', 'items', 'blocker',
  'survivorAsked', 'level', 'version', 'of', 'subject', 'owner', 'backTo', 'codeName', 'lead', 'warning', 'quietSince', 'lastDay', 'answer', 'decision', 'resource', 'person',
  'commitment', 'agency', 'from', 'withdrawnFrom', 'amount', 'unit', 'answerDueAt', 'gate', 'missing', 'minutes', 'purpose', 'phase', 'triggers', 'trigger', 'voice', 'notice', 'timeBand',
] as const;
const bodySchema = z.looseObject({ by: z.string().default('clock'), occurredAt: z.string().optional(), deadline: z.looseObject({ due: z.string() }).optional() });
const toldSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

export const readTimeline = reading({
  id: 'read-timeline',
  path: '/cases/{caseId}/timeline',
  summary: 'Read what happened in a case',
  description: 'Every fact in the order it was recorded, with codes only. `by` is a person, or `clock` for what time did.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  query: z.strictObject(pageQuery),
  answer: pageOf(eventShape),
  action: 'case.timeline',
  subject: (ask, _actor, { caseId }) => caseSubject(ask, caseId),
  read: async (reader, { query }, { ledger }) => {
    const after = positionOf(position, query.cursor);
    const rows = await reader.tx.event.findMany({
      where: { ledgerId: ledger, ...(after !== undefined && { seq: { gt: after } }) },
      orderBy: { seq: 'asc' },
      take: query.limit + 1,
    });
    const events = rows.map((row) => ({ ...row, said: bodySchema.parse(JSON.parse(row.body)) }));
    const agencies = await agenciesOf(reader, events.map(({ said }) => said.by));
    const occurred = await occurredOf(reader, rows.map(({ commandId }) => commandId));
    const page = pageFrom(events, query.limit, ({ seq }) => seq, ({ seq, at, type, said, commandId }) => {
      const agency = agencies.get(said.by);
      const occurredAt = said.occurredAt ?? occurred.get(commandId);
      return { seq, at: at.toISOString(), ...(occurredAt !== undefined && { occurredAt }), type, by: said.by, ...(agency !== undefined && { agency }), codes: codesOf(said) };
    });
    return { body: { items: [...page.items], next: page.next } };
  },
});

function codesOf(body: z.output<typeof bodySchema>): z.input<typeof eventShape>['codes'] {
  const codes: z.input<typeof eventShape>['codes'] = body.deadline === undefined ? {} : { due: body.deadline.due };
  for (const name of told) {
    const value = toldSchema.safeParse(body[name]);
    if (value.success) codes[name] = value.data;
  }
  return codes;
}

async function agenciesOf({ tx }: Reader, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.person.findMany({ where: { id: { in: [...new Set(people)] } }, select: { id: true, agencyId: true } });
  return new Map(rows.map(({ id, agencyId }) => [id, agencyId]));
}

/** When it happened, where that was said apart: only my own agency's commands are in sight. */
async function occurredOf({ tx }: Reader, commands: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.command.findMany({ where: { id: { in: [...new Set(commands)] } }, select: { id: true, occurredAt: true } });
  return new Map(rows.map(({ id, occurredAt }) => [id, occurredAt.toISOString()]));
}
