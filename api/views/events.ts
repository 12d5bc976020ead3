/** Events as people may read them: who did what, with codes only. */
import { z } from 'zod';
import type { Event } from '#prisma/generated/client.ts';
import type { Reader } from '../route.ts';
import type { eventShape } from '../shapes.ts';
import type { Eyes } from './alike.ts';

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

/** Codes that are told with a summary of a step: the stage, the holder and the clock. */
const ofASummary: readonly string[] = ['step', 'track', 'pacing', 'role', 'holder', 'accountable', 'handOff', 'kind', 'sender', 'receiver', 'level', 'of', 'subject', 'due', 'codeName', 'lead', 'phase', 'quietSince', 'warning', 'commitment'];
const SOMEBODY = 'somebody';

/**
 * What happened, as deep as somebody sees into the work of others (D2): whole; who did it by agency alone; that it happened; or only what their own agency did. What a protected
 * step tells is left out (rule R12).
 */
export function asDeepAs(events: readonly Told[], { actor, depth }: Pick<Eyes, 'actor' | 'depth'>, tracks: ReadonlyMap<string, string>): readonly Told[] {
  const others = depth.ofAny(false);
  return events.flatMap((event): readonly Told[] => {
    const about = [event.codes['step'], event.codes['subject']].find((code): code is string => typeof code === 'string' && tracks.has(code));
    const track = about === undefined ? event.codes['track'] : tracks.get(about);
    const own = event.agency === actor.agency || event.codes['holder'] === actor.agency || event.codes['sender'] === actor.agency || event.codes['receiver'] === actor.agency;
    if (own || others === 'full') return !own && typeof track === 'string' && depth.isProtected({ code: about ?? '', track }) ? [] : [event];
    if (others === undefined || (typeof track === 'string' && depth.isProtected({ code: about ?? '', track }))) return [];
    const codes = others === 'summary' ? Object.fromEntries(Object.entries(event.codes).filter(([name]) => ofASummary.includes(name))) : {};
    return [{ ...event, by: event.by === 'clock' ? 'clock' : SOMEBODY, codes }];
  });
}

/** The tracks of the steps of a case, by code. */
export const tracksOf = async ({ tx }: Reader, ledgerId: string): Promise<ReadonlyMap<string, string>> =>
  new Map((await tx.stepView.findMany({ where: { ledgerId }, select: { code: true, track: true } })).map(({ code, track }) => [code, track]));

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
