/**
 * Key-encryption keys in a key module (PKCS #11): made in it, marked as never to be taken out, found by their label. Wrapping is AES-256-GCM inside the module;
 * the name of the key and the place are its associated data. One session, one call after the other: begin and end of an encryption belong together.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PlainError } from '../plain-error.ts';
import { CKM, CKR, CKU_USER, SESSION, gcm, idAsked, kekQuery, kekTemplate, loadModule, valueAsked, type Call } from './cryptoki.ts';
import { kekBytes } from './in-file.ts';
import { KekGone, nextName, type Keks } from './keks.ts';

export interface KeyModule {
  /** Path of the module's library. */
  readonly library: string;
  /** Label of the token. */
  readonly token: string;
  readonly pinFile: string;
}

const LABEL = 'throughline-kek';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MOST_KEYS = 100;
const MOST_TOKENS = 64;
const ID_ROOM = 64;
/** CK_TOKEN_INFO begins with its label, 32 bytes padded with blanks; this is room for all of it. */
const INFO_ROOM = 512;

/** Throws what a module refused, by its number in PKCS #11. */
function assertOk(name: string, code: number, ...also: readonly number[]): void {
  if (code !== CKR.OK && !also.includes(code)) throw new Error(`the key module refused ${name}: 0x${code.toString(16)}`);
}

/** The slot in which the token of this label lies. */
async function slotOf(call: Call, token: string): Promise<number> {
  const count = [MOST_TOKENS];
  const slots: number[] = Array.from({ length: MOST_TOKENS }, () => 0);
  assertOk('C_GetSlotList', await call('C_GetSlotList', 1, slots, count));
  for (const slot of slots.slice(0, count[0])) {
    const info = Buffer.alloc(INFO_ROOM);
    if ((await call('C_GetTokenInfo', slot, info)) === CKR.OK && info.toString('utf8', 0, 32).trimEnd() === token) return slot;
  }
  throw new PlainError(`The key module has no token ${token}.`, ['KEY_MODULE_TOKEN is its label; the tools of the module list and make tokens.']);
}

async function openSession(call: Call, { token, pinFile }: KeyModule): Promise<number> {
  assertOk('C_Initialize', await call('C_Initialize', null), CKR.ALREADY_INITIALIZED);
  const session = [0];
  assertOk('C_OpenSession', await call('C_OpenSession', await slotOf(call, token), SESSION, null, null, session));
  const pin = Buffer.from(readFileSync(pinFile, 'utf8').trim());
  assertOk('C_Login', await call('C_Login', session[0], CKU_USER, pin, pin.length), CKR.USER_ALREADY_LOGGED_IN);
  return session[0] ?? 0;
}

async function find(call: Call, session: number, name?: string): Promise<readonly number[]> {
  const query = kekQuery(LABEL, name);
  assertOk('C_FindObjectsInit', await call('C_FindObjectsInit', session, query, query.length));
  const objects: number[] = Array.from({ length: MOST_KEYS }, () => 0);
  const found = [0];
  const code = await call('C_FindObjects', session, objects, MOST_KEYS, found);
  assertOk('C_FindObjectsFinal', await call('C_FindObjectsFinal', session));
  assertOk('C_FindObjects', code);
  return objects.slice(0, found[0]);
}

async function keyNamed(call: Call, session: number, name: string): Promise<number> {
  const [key] = await find(call, session, name);
  if (key === undefined) throw new KekGone(name);
  return key;
}

async function namesIn(call: Call, session: number): Promise<readonly string[]> {
  const names: string[] = [];
  for (const object of await find(call, session)) {
    const room = Buffer.alloc(ID_ROOM);
    const asked = idAsked(room);
    assertOk('C_GetAttributeValue', await call('C_GetAttributeValue', session, object, asked, 1));
    names.push(room.toString('utf8', 0, asked[0]?.ulValueLen ?? 0).replaceAll('\0', ''));
  }
  return names.sort();
}

const bound = (kid: string, place: string): Buffer => Buffer.from(`${kid}\n${place}`);

async function encrypt(call: Call, session: number, kid: string, key: Uint8Array, place: string): Promise<string> {
  const iv = randomBytes(IV_BYTES);
  const sealed = Buffer.alloc(kekBytes + TAG_BYTES);
  const aad = bound(kid, place);
  assertOk('C_EncryptInit', await call('C_EncryptInit', session, gcm(iv, aad), await keyNamed(call, session, kid)));
  assertOk('C_Encrypt', await call('C_Encrypt', session, Buffer.from(key), key.length, sealed, [sealed.length]));
  return `module.${kid}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
}

async function decrypt(call: Call, session: number, wrapped: string, place: string): Promise<Uint8Array> {
  const [kind, kid = '', iv = '', text = ''] = wrapped.split('.');
  if (kind !== 'module') throw new Error('this was not wrapped by a key module');
  const sealed = Buffer.from(text, 'base64url');
  const key = Buffer.alloc(kekBytes + TAG_BYTES);
  const room = [key.length];
  const [nonce, aad] = [Buffer.from(iv, 'base64url'), bound(kid, place)];
  assertOk('C_DecryptInit', await call('C_DecryptInit', session, gcm(nonce, aad), await keyNamed(call, session, kid)));
  assertOk('C_Decrypt', await call('C_Decrypt', session, sealed, sealed.length, key, room));
  return key.subarray(0, room[0]);
}

/** The session of a module, opened at the first use and again after it failed; whatever is asked of it waits its turn. */
function sessionOf(module: KeyModule): <T>(work: (call: Call, session: number) => Promise<T>) => Promise<T> {
  let opened: { readonly call: Call; readonly session: number } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(async () => {
      const call = opened?.call ?? loadModule(module.library);
      const { session } = (opened ??= { call, session: await openSession(call, module) });
      try {
        return await work(call, session);
      } catch (error) {
        // Whatever was begun in it is not finished: the next one begins in a session of its own.
        opened = undefined;
        await call('C_CloseSession', session).catch(() => 0);
        throw error;
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

export function keysInModule(module: KeyModule): Keks {
  const inTurn = sessionOf(module);
  return {
    names: () => inTurn(namesIn),
    wrap: (key, place) => inTurn(async (call, session) => {
      const kid = (await namesIn(call, session)).at(-1);
      if (kid === undefined) throw new Error('there is no key-encryption key');
      return { kid, wrapped: await encrypt(call, session, kid, key, place) };
    }),
    unwrap: (wrapped, place) => inTurn((call, session) => decrypt(call, session, wrapped, place)),
    make: () => inTurn(async (call, session) => {
      const name = nextName(await namesIn(call, session), randomBytes(4).toString('hex'));
      const template = kekTemplate(LABEL, name);
      assertOk('C_GenerateKey', await call('C_GenerateKey', session, { mechanism: CKM.AES_KEY_GEN, pParameter: null, ulParameterLen: 0 }, template, template.length, [0]));
      return name;
    }),
    destroy: (kid) => inTurn(async (call, session) => assertOk('C_DestroyObject', await call('C_DestroyObject', session, await keyNamed(call, session, kid)))),
  };
}

/** Whether a module gives a key out when it is asked for it: none may. */
export async function givesOut(module: KeyModule, kid: string): Promise<boolean> {
  return sessionOf(module)(async (call, session) => (await call('C_GetAttributeValue', session, await keyNamed(call, session, kid), valueAsked(Buffer.alloc(kekBytes)), 1)) === CKR.OK);
}
