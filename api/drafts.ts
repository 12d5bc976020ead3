/** Drafts (finding P13: forms that time out and delete what was typed). Kept on the server, sealed under the person, until the act is recorded or they expire. */
import type { Actor, Ask } from './actor.ts';
import type { Vault } from './vault.ts';

const DAY_MS = 86_400_000;

interface Kept {
  readonly name: string;
  readonly savedAt: Date;
  readonly expiresAt: Date;
}
export interface DraftAnswer {
  readonly name: string;
  readonly savedAt: string;
  readonly expiresAt: string;
}

/** A person who acts for another agency keeps drafts apart: each hat has its own drawer. */
const ownerOf = ({ person, agency }: Actor): string => `person/${person}/${agency}`;
const placeOf = (actor: Actor, name: string) => ({ owner: ownerOf(actor), field: 'draft', id: name });

const answer = ({ name, savedAt, expiresAt }: Kept): DraftAnswer => ({ name, savedAt: savedAt.toISOString(), expiresAt: expiresAt.toISOString() });

/** Saving again takes the place of what was saved, and the days begin anew. */
export async function saveDraft(ask: Ask, vault: Vault, actor: Actor, { name, content, days }: { readonly name: string; readonly content: string; readonly days: number }): Promise<DraftAnswer> {
  const expiresAt = new Date(Date.parse(actor.now) + days * DAY_MS);
  const sealed = await vault.seal(ask, placeOf(actor, name), actor, content);
  await ask`insert into draft (person, name, sealed, saved_at, expires_at, agency_id, exercise_id)
    values (${actor.person}, ${name}, ${sealed}, ${actor.now}::timestamptz, ${expiresAt}, ${actor.agency}, ${actor.exercise}::uuid)
    on conflict (person, agency_id, name) do update set sealed = excluded.sealed, saved_at = excluded.saved_at, expires_at = excluded.expires_at`;
  return { name, savedAt: actor.now, expiresAt: expiresAt.toISOString() };
}

export async function readDraft(ask: Ask, vault: Vault, actor: Actor, name: string): Promise<(DraftAnswer & { readonly content: string }) | undefined> {
  const [row] = await ask<Kept & { readonly sealed: string }>`
    select name, sealed, saved_at as "savedAt", expires_at as "expiresAt" from draft where person = ${actor.person} and agency_id = ${actor.agency} and name = ${name} and expires_at > ${actor.now}::timestamptz`;
  const content = row === undefined ? undefined : await vault.open(ask, placeOf(actor, name), row.sealed);
  return row === undefined || content === undefined ? undefined : { ...answer(row), content };
}

export const listDrafts = async (ask: Ask, actor: Actor, most: number): Promise<readonly DraftAnswer[]> =>
  (await ask<Kept>`
    select name, saved_at as "savedAt", expires_at as "expiresAt" from draft
     where person = ${actor.person} and agency_id = ${actor.agency} and expires_at > ${actor.now}::timestamptz order by saved_at desc, name limit ${most}`).map(answer);

/** Answers whether there was one. */
export const discardDraft = async (ask: Ask, actor: Actor, name: string): Promise<boolean> =>
  (await ask`delete from draft where person = ${actor.person} and agency_id = ${actor.agency} and name = ${name} returning name`).length > 0;
