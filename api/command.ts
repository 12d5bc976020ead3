/** Commands as rows: who asked for what, under which key. The id is derived, so the same act has the same id however often it is sent. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { CommandBody } from '#domain/commands.ts';
import type { Actor, Ask } from './actor.ts';
import { notesOf } from './access/notes.ts';
import { Problem, isProblemCode } from './problems.ts';
import type { Text, Vault } from './vault.ts';
import type { Route } from './views/subjects.ts';

/** What an operation wants recorded. */
export interface Intent extends Route {
  readonly body: CommandBody;
  readonly texts: readonly Text[];
  /** The text of a playbook or pack that the command names by its hash. */
  readonly drafted?: Drafted;
  /** What is matched blindly with what other teams have registered. */
  readonly mark?: Marked;
}

/** A target in the one form its kind has. Only its keyed mark is kept, and nobody reads that. */
export interface Marked {
  readonly target: string;
  /** The case it is registered in. */
  readonly of: string;
  readonly normal: string;
}

/** Adds the mark; who did is in the access log, as of any reading of that class. */
export async function keepMark(ask: Ask, vault: Vault, actor: Actor, command: string, ledger: string, { target, of, normal }: Marked): Promise<void> {
  const { opened, write } = notesOf(vault);
  opened({ ledger: of, class: 'D10', paper: target, depth: 'METADATA' });
  await write(ask, actor, 'act-on-targets');
  await ask`insert into deconfliction_mark (target, ledger_id, mark, command_id, agency_id, exercise_id)
    values (${target}::uuid, ${ledger}, ${await vault.mark(ask, actor, normal)}, ${command}, ${actor.agency}, ${actor.exercise}::uuid)`;
}

/** A playbook or pack as somebody wrote it; `body` is the resolved document, absent where the text is none that is sound. */
export interface Drafted {
  readonly of: 'playbook' | 'pack';
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly text: string;
  readonly body?: string;
}

/** Who writes the same again writes nothing: a text is what its hash says. */
export async function keepDrafted(ask: Ask, actor: Actor, { of, name, version, hash, text, body }: Drafted): Promise<void> {
  await ask`insert into playbook_text (hash, "of", name, version, text, body, agency_id, exercise_id)
    values (${hash}, ${of}, ${name}, ${version}, ${text}, ${body ?? null}, ${actor.agency}, ${actor.exercise}::uuid) on conflict do nothing`;
}

/** A command as it lies in the record. `keeper` and `body` are those of the first time it was sent. */
export interface StoredCommand {
  readonly id: string;
  readonly keeper: string;
  readonly body: CommandBody;
  readonly receipt: StoredReceipt | null;
  /** It had been sent before. */
  readonly replayed: boolean;
}

const receiptSchema = z.object({
  seq: z.int(),
  refusal: z.object({ code: z.string(), detail: z.record(z.string(), z.unknown()).optional() }).optional(),
});
export type StoredReceipt = z.infer<typeof receiptSchema>;

/** Lengths stand before the parts, so that no two triples give one text. */
export function commandId(agency: string, actor: string, key: string): string {
  const hash = createHash('sha256');
  for (const part of [agency, actor, key]) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex');
}

/** With the caller's own key, which is kept nowhere: what it was made of cannot be found by trying what may have been said. */
export function fingerprintOf(key: string, method: string, path: string, body: unknown): string {
  return createHash('sha256').update(canonicalize([key, method, path, body]) ?? '').digest('hex');
}

interface Row {
  readonly keeper: string;
  readonly body: CommandBody;
  readonly fingerprint: string;
  readonly receipt: unknown;
}

/** The command of this id, if it was sent before. @throws Problem when the key was used for another request. */
export async function findCommand(ask: Ask, id: string, fingerprint: string): Promise<StoredCommand | undefined> {
  const [row] = await ask<Row>`select keeper, body, fingerprint, receipt from command where id = ${id}`;
  if (row === undefined) return undefined;
  if (row.fingerprint !== fingerprint) throw new Problem('IDEMPOTENCY_KEY_REUSED');
  return { id, keeper: row.keeper, body: row.body, receipt: receiptOf(row.receipt), replayed: true };
}

export async function findReceipt(ask: Ask, id: string): Promise<StoredReceipt | null> {
  const [row] = await ask<Pick<Row, 'receipt'>>`select receipt from command where id = ${id}`;
  return receiptOf(row?.receipt);
}

const receiptOf = (stored: unknown): StoredReceipt | null => (stored === null || stored === undefined ? null : receiptSchema.parse(stored));

interface Asked {
  readonly id: string;
  readonly fingerprint: string;
  readonly occurredAt: string;
}

/** Inserts the command; if another request was first with the same id, answers that one. */
export async function insertCommand(ask: Ask, actor: Actor, asked: Asked, { ledger, keeper, body }: Intent): Promise<StoredCommand> {
  const inserted = await ask`
    insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, exercise_id)
    values (${asked.id}, ${ledger}, ${keeper}, ${body.type}, ${JSON.stringify(body)}::jsonb, ${actor.person}, ${actor.roles}, ${asked.fingerprint},
            ${asked.occurredAt}::timestamptz, ${actor.agency}, ${actor.exercise}::uuid)
    on conflict do nothing returning id`;
  if (inserted.length > 0) return { id: asked.id, keeper, body, receipt: null, replayed: false };
  const first = await findCommand(ask, asked.id, asked.fingerprint);
  if (first === undefined) throw new Error('a command is neither new nor there');
  return first;
}

/** The answer to a refused command, in the words of the catalogue. */
export function refused({ code, detail }: NonNullable<StoredReceipt['refusal']>, headers: Readonly<Record<string, string>>): Problem {
  if (!isProblemCode(code)) throw new Error('a receipt holds a code that the catalogue does not know');
  return new Problem(code, { headers, ...(detail && { detailCodes: detail }) });
}
