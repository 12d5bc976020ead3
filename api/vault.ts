/**
 * Free text is sealed before it is stored, under a random key per owner (a case or a person) that is itself wrapped by the key-encryption key.
 * JSON Web Encryption throughout (jose); owner, field and id stand in the authenticated header, so sealed text cannot be moved elsewhere.
 * Who destroys the owner's key destroys the text, and the ledger still verifies: it holds references only.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import type { DataClass } from '#domain/terms.ts';
import type { Ask } from './actor.ts';

const KEY_BYTES = 32;
const wrapping = { alg: 'A256KW', enc: 'A256GCM' } as const;
const sealing = { alg: 'dir', enc: 'A256GCM' } as const;

/** Where a text belongs. */
export interface Place {
  /** `case/<id>` or `person/<id>`. */
  readonly owner: string;
  readonly field: string;
  readonly id: string;
}

export interface Text {
  readonly id: string;
  readonly field: string;
  readonly text: string;
  /** Its data class; D3 unless it says otherwise. */
  readonly class?: DataClass;
  /** The paper whose words these are. */
  readonly paper?: string;
}

interface Whose {
  readonly agency: string;
  readonly exercise: string | null;
}

export const textOf = (field: string, text: string): Text => ({ id: randomUUID(), field, text });

export type Vault = ReturnType<typeof openVault>;

/** Keys of owners, each wrapped by the key-encryption key. */
function keyRing(keyEncryptionKey: Uint8Array) {
  const wrap = (key: Uint8Array, owner: string): Promise<string> =>
    new CompactEncrypt(key).setProtectedHeader({ ...wrapping, kid: owner }).encrypt(keyEncryptionKey);

  const unwrap = async (wrapped: string, owner: string): Promise<Uint8Array> => {
    const { plaintext, protectedHeader } = await compactDecrypt(wrapped, keyEncryptionKey, { keyManagementAlgorithms: ['A256KW'], contentEncryptionAlgorithms: ['A256GCM'] });
    if (protectedHeader.kid !== owner || plaintext.length !== KEY_BYTES) throw new Error('a wrapped key lies with another owner');
    return plaintext;
  };

  /** The owner's key, made on first use. Two first users meet in the table: the second takes the first one's key. */
  const keyOf = async (ask: Ask, owner: string, { agency, exercise }: Whose): Promise<Uint8Array> => {
    const find = async (): Promise<string | null | undefined> => (await ask<{ wrapped: string | null }>`select wrapped from vault_key where owner = ${owner}`)[0]?.wrapped;
    let wrapped = await find();
    if (wrapped === undefined) {
      await ask`insert into vault_key (owner, wrapped, agency_id, exercise_id)
        values (${owner}, ${await wrap(randomBytes(KEY_BYTES), owner)}, ${agency}, ${exercise}::uuid) on conflict do nothing`;
      wrapped = await find();
    }
    if (typeof wrapped !== 'string') throw new Error('the key of this owner was destroyed or is out of sight');
    return unwrap(wrapped, owner);
  };
  return { unwrap, keyOf };
}

/** `keyEncryptionKey`: 32 random bytes. It is held by the process and never stored beside what it opens. */
export function openVault(keyEncryptionKey: Uint8Array) {
  if (keyEncryptionKey.length !== KEY_BYTES) throw new Error(`the key-encryption key has ${keyEncryptionKey.length} bytes, not ${KEY_BYTES}`);
  const { unwrap, keyOf } = keyRing(keyEncryptionKey);
  return {
    /** Seals the texts of one command beside its row, in its transaction. */
    async put(ask: Ask, owner: string, whose: Whose, commandId: string, texts: readonly Text[]): Promise<void> {
      if (texts.length === 0) return;
      const key = await keyOf(ask, owner, whose);
      for (const { id, field, text, class: of = 'D3', paper = null } of texts) {
        const sealed = await seal(key, { owner, field, id }, text);
        await ask`insert into vault_item (id, owner, field, sealed, command_id, data_class, paper, agency_id, exercise_id)
          values (${id}::uuid, ${owner}, ${field}, ${sealed}, ${commandId}, ${of}, ${paper}::uuid, ${whose.agency}, ${whose.exercise}::uuid)`;
      }
    },
    /** Seals one text of somebody's own that is part of no command; who keeps it stores what is answered. */
    async seal(ask: Ask, place: Place, whose: Whose, text: string): Promise<string> {
      return seal(await keyOf(ask, place.owner, whose), place, text);
    },
    /** Opens what `seal` gave; undefined when its key is gone. */
    async open(ask: Ask, place: Place, sealed: string): Promise<string | undefined> {
      const [key] = await ask<{ wrapped: string | null }>`select wrapped from vault_key where owner = ${place.owner}`;
      return key === undefined || key.wrapped === null ? undefined : unseal(await unwrap(key.wrapped, place.owner), place, sealed);
    },
    /** Opens one text; undefined when it or its key is gone, or out of sight of this transaction. */
    async get(ask: Ask, id: string): Promise<string | undefined> {
      const [item] = await ask<{ owner: string; field: string; sealed: string; wrapped: string | null }>`
        select i.owner, i.field, i.sealed, k.wrapped from vault_item i join vault_key k on k.owner = i.owner where i.id = ${id}::uuid`;
      if (item === undefined || item.wrapped === null) return undefined;
      return unseal(await unwrap(item.wrapped, item.owner), { owner: item.owner, field: item.field, id }, item.sealed);
    },
  };
}

const seal = (key: Uint8Array, { owner, field, id }: Place, text: string): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ ...sealing, kid: owner, owner, field, id }).encrypt(key);

async function unseal(key: Uint8Array, place: Place, sealed: string): Promise<string> {
  const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] });
  const { kid, owner, field, id } = protectedHeader;
  if (kid !== place.owner || owner !== place.owner || field !== place.field || id !== place.id) throw new Error('a sealed text lies in another place');
  return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
}
