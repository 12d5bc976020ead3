/**
 * Drafts (finding P13: forms that time out and delete what was typed). Kept on the server until the act is recorded or they expire, sealed under the person, or, where the name
 * says that they are about somebody's file, under a key of that file: what was begun about her goes when her file is erased, from every backup too.
 */
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
const placeOf = (actor: Actor, name: string, about: string | null) => ({ owner: about ?? ownerOf(actor), field: about === null ? 'draft' : `draft of ${ownerOf(actor)}`, id: name });

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** The file that the name of a draft says it is about, if it is in sight: by its id, or by a case and the step there that stands for her (`step.ID.S1.4:V2`). */
async function aboutOf(ask: Ask, name: string): Promise<string | null> {
  const named = name.toLowerCase().match(ids) ?? [];
  const as = /:([A-Z]{1,2}\d{1,3})(?:\.|$)/.exec(name)?.[1] ?? '';
  const [file] = await ask<{ ledger_id: string }>`
    select ledger_id from victim_view where id = any(${named}::uuid[])
    union select i.ledger_id from involvement_view i join case_view c on c.ledger_id = i.case_ledger where c.id = any(${named}::uuid[]) and i.pseudonym = ${as} and i.until_at is null
    order by ledger_id limit 1`;
  return file?.ledger_id ?? null;
}

const answer = ({ name, savedAt, expiresAt }: Kept): DraftAnswer => ({ name, savedAt: savedAt.toISOString(), expiresAt: expiresAt.toISOString() });

/** Undefined where the keys of the file it is about were destroyed. Saving again takes the place of what was saved, and the days begin anew. */
export async function saveDraft(ask: Ask, vault: Vault, actor: Actor, { name, content, days }: { readonly name: string; readonly content: string; readonly days: number }): Promise<DraftAnswer | undefined> {
  const expiresAt = new Date(Date.parse(actor.now) + days * DAY_MS);
  const about = await aboutOf(ask, name);
  const sealed = await vault.seal(ask, placeOf(actor, name, about), actor, content);
  if (sealed === undefined) return undefined;
  await ask`insert into draft (person, name, sealed, about, saved_at, expires_at, agency_id, exercise_id)
    values (${actor.person}, ${name}, ${sealed}, ${about}, ${actor.now}::timestamptz, ${expiresAt}, ${actor.agency}, ${actor.exercise}::uuid)
    on conflict (person, agency_id, name) do update set sealed = excluded.sealed, about = excluded.about, saved_at = excluded.saved_at, expires_at = excluded.expires_at`;
  return { name, savedAt: actor.now, expiresAt: expiresAt.toISOString() };
}

export async function readDraft(ask: Ask, vault: Vault, actor: Actor, name: string): Promise<(DraftAnswer & { readonly content: string }) | undefined> {
  const [row] = await ask<Kept & { readonly sealed: string; readonly about: string | null }>`
    select name, sealed, about, saved_at as "savedAt", expires_at as "expiresAt" from draft where person = ${actor.person} and agency_id = ${actor.agency} and name = ${name} and expires_at > ${actor.now}::timestamptz`;
  const content = row === undefined ? undefined : await vault.open(ask, placeOf(actor, name, row.about), row.sealed);
  return row === undefined || content === undefined ? undefined : { ...answer(row), content };
}

export const listDrafts = async (ask: Ask, actor: Actor, most: number): Promise<readonly DraftAnswer[]> =>
  (await ask<Kept>`
    select name, saved_at as "savedAt", expires_at as "expiresAt" from draft
     where person = ${actor.person} and agency_id = ${actor.agency} and expires_at > ${actor.now}::timestamptz order by saved_at desc, name limit ${most}`).map(answer);

/** Answers whether there was one. */
export const discardDraft = async (ask: Ask, actor: Actor, name: string): Promise<boolean> =>
  (await ask`delete from draft where person = ${actor.person} and agency_id = ${actor.agency} and name = ${name} returning name`).length > 0;
