/**
 * Free text is sealed before it is stored, under a random key per owner (a case or a person) and part of their file, itself wrapped by a key-encryption key.
 * JSON Web Encryption throughout (jose); owner, field, id, class and paper stand in the authenticated header, so sealed text cannot be moved elsewhere.
 * Who destroys the owner's keys destroys the text, and the ledger still verifies: it holds references only.
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { KekGone, type Keks } from '#start/keks/keks.ts';
import type { DataClass } from '#domain/terms.ts';
import type { Ask } from './actor.ts';
import { Problem } from './problems.ts';

const KEY_BYTES = 32;
const sealing = { alg: 'dir', enc: 'A256GCM' } as const;

/** Where a text belongs. */
export interface Place {
  /** `case/<id>`, `victim/<id>`, `agency/<id>` or `person/<id>/<agency>`. */
  readonly owner: string;
  readonly field: string;
  readonly id: string;
  /** Its data class; D3 unless it says otherwise. */
  readonly class?: DataClass;
  /** The paper whose words these are. */
  readonly paper?: string;
}

/** `owner`: where it lies, if not where the command is. */
export type Text = Omit<Place, 'owner'> & { readonly owner?: string; readonly text: string };

interface Whose {
  readonly agency: string;
  readonly exercise: string | null;
}

export const textOf = (field: string, text: string): Text => ({ id: randomUUID(), field, text });

export type Vault = ReturnType<typeof openVault>;

/** Parts of a victim's file that have keys of their own: who opens one has opened no other. */
const parts: Readonly<Partial<Record<DataClass, string>>> = { D3: 'identity', D4: 'location', D8: 'statements', D8m: 'statements', D17: 'health' };

/** The part under whose key a class lies. Advocates' notes lie under a key of her and their agency: no other agency has anything that it could open. */
function partOf(owner: string, of: DataClass, agency: string): string {
  if (!owner.startsWith('victim/')) return 'rest';
  return of === 'D5' ? `notes/${agency}` : (parts[of] ?? 'rest');
}

/** What is only begun lies under a key apart: whoever has it opens no paper. */
const begun = (owner: string): string => (owner.startsWith('victim/') ? 'drafts' : 'rest');

/** Held until this is committed: what is sealed is there when her file is erased, or comes too late and is not kept. The command goes on and is told no. */
const isKept = async (ask: Ask, owner: string): Promise<boolean> => !owner.startsWith('victim/') || (await ask<{ open: boolean }>`select sealing_under(${owner}) as open`)[0]?.open === true;

/** A rotation may have wrapped a key anew and destroyed what opened it between our reading and our opening: then it is read again. */
async function orAgain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KekGone) return work();
    throw error;
  }
}

/** Keys of owners, each wrapped by a key-encryption key. */
function keyRing(keks: Keks) {
  const unwrap = async (wrapped: string, owner: string, part: string): Promise<Uint8Array> => {
    const key = await keks.unwrap(wrapped, `${owner} ${part}`);
    if (key.length !== KEY_BYTES) throw new Error('a wrapped key has another length');
    return key;
  };

  /** The key of one part, made on first use. Two first users meet in the table: the second takes the first one's key. */
  const keyOf = async (ask: Ask, owner: string, part: string, { agency, exercise }: Whose): Promise<Uint8Array> => {
    const find = async (): Promise<string | null | undefined> => (await ask<{ wrapped: string | null }>`select wrapped from vault_key where owner = ${owner} and part = ${part}`)[0]?.wrapped;
    let wrapped = await find();
    if (wrapped === undefined) {
      // Held until this is committed: the key-encryption key that wraps here is not destroyed before the rotation has seen it.
      await ask`select wrapping_a_key()`;
      const made = await keks.wrap(randomBytes(KEY_BYTES), `${owner} ${part}`);
      await ask`insert into vault_key (owner, part, wrapped, kid, agency_id, exercise_id)
        values (${owner}, ${part}, ${made.wrapped}, ${made.kid}, ${agency}, ${exercise}::uuid) on conflict do nothing`;
      wrapped = await find();
    }
    if (typeof wrapped !== 'string') throw new Error('the key of this owner was destroyed or is out of sight');
    return unwrap(wrapped, owner, part);
  };
  return { unwrap, keyOf };
}

interface Item {
  readonly id: string;
  readonly owner: string;
  readonly part: string;
  readonly field: string;
  readonly class: DataClass;
  readonly paper: string | null;
  readonly sealed: string;
  readonly wrapped: string | null;
}

/** Opens texts by their ids; what is gone, or whose key is, or what is out of sight of the transaction, is left out. */
function opening(unwrap: ReturnType<typeof keyRing>['unwrap']): (ask: Ask, ids: readonly string[]) => Promise<ReadonlyMap<string, string>> {
  return (ask, ids) => orAgain(async () => {
    const items = ids.length === 0 ? [] : await ask<Item>`
      select i.id, i.owner, i.part, i.field, i.data_class as class, i.paper, i.sealed, k.wrapped from vault_item i join vault_key k on k.owner = i.owner and k.part = i.part where i.id = any(${ids}::uuid[])`;
    // What lies under one key takes one unwrapping; the keys are gone with this call.
    const keys = new Map<string, Promise<Uint8Array>>();
    const opened = await Promise.all(items.map(async ({ id, owner, part, field, class: of, paper, sealed, wrapped }): Promise<readonly [string, string] | undefined> => {
      if (wrapped === null) return undefined;
      const key = keys.get(wrapped) ?? unwrap(wrapped, owner, part);
      keys.set(wrapped, key);
      return [id, await unseal(await key, { owner, field, id, class: of, ...(paper !== null && { paper }) }, sealed)];
    }));
    return new Map(opened.filter((each) => each !== undefined));
  });
}

/** @param keks what wraps the keys; it is asked at every use, and no key is kept in memory longer than that. */
export function openVault(keks: Keks) {
  const { unwrap, keyOf } = keyRing(keks);
  const openAll = opening(unwrap);
  return {
    /** Seals the texts of one command beside its row, in its transaction. @throws Problem FILE_ERASED when one of them belongs to another file than the command's, whose keys were destroyed */
    async put(ask: Ask, owner: string, whose: Whose, commandId: string, texts: readonly Text[]): Promise<void> {
      if (texts.length === 0) return;
      for (const each of new Set(texts.map((text) => text.owner ?? owner))) {
        if (await isKept(ask, each)) continue;
        // Her own file's rules refuse what comes too late. Of a file that is not theirs no other rules know: nothing is stored, the command neither.
        if (each !== owner) throw new Problem('FILE_ERASED');
        return;
      }
      for (const { text, ...given } of texts) {
        const place = { ...given, owner: given.owner ?? owner };
        const { owner: under, id, field, class: of = 'D3', paper = null } = place;
        const part = partOf(under, of, whose.agency);
        const sealed = await seal(await orAgain(() => keyOf(ask, under, part, whose)), place, text);
        await ask`insert into vault_item (id, owner, part, field, sealed, command_id, data_class, paper, agency_id, exercise_id)
          values (${id}::uuid, ${under}, ${part}, ${field}, ${sealed}, ${commandId}, ${of}, ${paper}::uuid, ${whose.agency}, ${whose.exercise}::uuid)`;
      }
    },
    /** Seals one text of somebody's own that is part of no command; who keeps it stores what is answered. Undefined when the keys of the file it is about were destroyed. */
    async seal(ask: Ask, place: Place, whose: Whose, text: string): Promise<string | undefined> {
      if (!(await isKept(ask, place.owner))) return undefined;
      return seal(await orAgain(() => keyOf(ask, place.owner, begun(place.owner), whose)), place, text);
    },
    /** A keyed mark of a text (HMAC-SHA256), the same for all agencies and for nobody outside them: what it was made of cannot be tried without the key. */
    mark: (ask: Ask, whose: Whose, text: string): Promise<string> => orAgain(async () => createHmac('sha256', await keyOf(ask, `deconfliction/${whose.exercise ?? 'real'}`, 'marks', whose)).update(text).digest('hex')),
    /** Opens what `seal` gave; undefined when its key is gone. */
    open: (ask: Ask, place: Place, sealed: string): Promise<string | undefined> => orAgain(async () => {
      const [key] = await ask<{ wrapped: string | null }>`select wrapped from vault_key where owner = ${place.owner} and part = ${begun(place.owner)}`;
      return key === undefined || key.wrapped === null ? undefined : unseal(await unwrap(key.wrapped, place.owner, begun(place.owner)), place, sealed);
    }),
    /** Opens one text; undefined when it or its key is gone, or out of sight of this transaction. */
    get: async (ask: Ask, id: string): Promise<string | undefined> => [...(await openAll(ask, [id])).values()][0],
    /** Opens many at once, by their ids; one that `get` would not open is left out. */
    openAll,
  };
}

const seal = (key: Uint8Array, { owner, field, id, class: of = 'D3', paper }: Place, text: string): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ ...sealing, owner, field, id, class: of, ...(paper !== undefined && { paper }) }).encrypt(key);

async function unseal(key: Uint8Array, place: Place, sealed: string): Promise<string> {
  const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] });
  // What was sealed before classes were bound was all of class D3 and of no paper.
  const { owner, field, id, class: of = 'D3', paper } = protectedHeader;
  if (owner !== place.owner || field !== place.field || id !== place.id || of !== (place.class ?? 'D3') || paper !== place.paper) throw new Error('a sealed text lies in another place');
  return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
}
