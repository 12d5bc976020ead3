/** Events as people may read them: who did what, with codes only. */
import { z } from 'zod';
import type { Event } from '#prisma/generated/client.ts';
import type { Reader } from '../route.ts';
import type { eventShape } from '../shapes.ts';

/** Members of an event that may be told: codes of things, never a reference into the vault and never a calendar. */
const told = [
  'step', 'track', 'pacing', 'role', 'holder', 'accountable', 'handOff', 'kind', 'sender', 'receiver', 'reason', 'items', 'blocker',
  'survivorAsked', 'level', 'version', 'of', 'subject', 'owner', 'backTo', 'codeName', 'lead', 'warning', 'quietSince', 'lastDay', 'answer', 'decision', 'resource', 'person',
  'commitment', 'agency', 'from', 'withdrawnFrom', 'amount', 'unit', 'answerDueAt', 'gate', 'minutes', 'purpose', 'phase', 'triggers', 'trigger', 'voice', 'notice', 'timeBand', 'link', 'relation', 'accepted',
  'as',
  'leader', 'deputy', 'signer', 'takenOff', 'roles', 'startsOn', 'endsOn',
] as const;
const bodySchema = z.looseObject({ by: z.string().default('clock'), occurredAt: z.string().optional(), deadline: z.looseObject({ due: z.string() }).optional() });
const skippedSchema = z.array(z.looseObject({ agency: z.string(), role: z.string().optional() }));
const toldSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

type Told = z.input<typeof eventShape>;
export type EventRow = Pick<Event, 'seq' | 'at' | 'type' | 'body' | 'commandId'>;

/** In the order they are given. */
export async function eventAnswers(reader: Reader, rows: readonly EventRow[]): Promise<readonly Told[]> {
  const events = rows.map((row) => ({ ...row, said: bodySchema.parse(JSON.parse(row.body)) }));
  const agencies = await agenciesOf(reader, events.map(({ said }) => said.by));
  const occurred = await occurredOf(reader, rows.map(({ commandId }) => commandId));
  return events.map(({ seq, at, type, said, commandId }) => {
    const agency = agencies.get(said.by);
    const occurredAt = said.occurredAt ?? occurred.get(commandId);
    return { seq, at: at.toISOString(), ...(occurredAt !== undefined && { occurredAt }), type, by: said.by, ...(agency !== undefined && { agency }), codes: codesOf(said) };
  });
}

function codesOf(body: z.output<typeof bodySchema>): Told['codes'] {
  const codes: Told['codes'] = body.deadline === undefined ? {} : { due: body.deadline.due };
  for (const name of told) {
    const value = toldSchema.safeParse(body[name]);
    if (value.success) codes[name] = value.data;
  }
  // Which chairs were empty, for all who read the case; whose absence it was is for those who were told.
  const skipped = skippedSchema.safeParse(body['skipped']);
  if (skipped.success) codes['skipped'] = [...new Set(skipped.data.map(({ agency, role = 'OWNER' }) => `${agency} ${role}`))];
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
