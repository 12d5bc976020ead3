/** What we call of a key module's library, as PKCS #11 (OASIS, v2.40) declares it: types, numbers and nothing more. Linux and macOS, where a CK_ULONG is 8 bytes. */
import koffi from 'koffi';

koffi.struct('CK_ATTRIBUTE', { type: 'unsigned long', pValue: 'void *', ulValueLen: 'unsigned long' });
koffi.struct('CK_MECHANISM', { mechanism: 'unsigned long', pParameter: 'void *', ulParameterLen: 'unsigned long' });
const GcmParams = koffi.struct('CK_GCM_PARAMS', { pIv: 'void *', ulIvLen: 'unsigned long', ulIvBits: 'unsigned long', pAAD: 'void *', ulAADLen: 'unsigned long', ulTagBits: 'unsigned long' });

export const CKR = { OK: 0, ALREADY_INITIALIZED: 0x191, USER_ALREADY_LOGGED_IN: 0x100 } as const;
export const CKM = { AES_KEY_GEN: 0x1080, AES_GCM: 0x1087 } as const;
export const CKU_USER = 1;
/** CKF_SERIAL_SESSION and CKF_RW_SESSION. */
export const SESSION = 0x4 | 0x2;
const CKA = { CLASS: 0x0, TOKEN: 0x1, PRIVATE: 0x2, LABEL: 0x3, KEY_TYPE: 0x100, ID: 0x102, SENSITIVE: 0x103, ENCRYPT: 0x104, DECRYPT: 0x105, VALUE_LEN: 0x161, EXTRACTABLE: 0x162, VALUE: 0x11 } as const;
const CKO_SECRET_KEY = 4;
const CKK_AES = 0x1f;

interface Attribute {
  readonly type: number;
  readonly pValue: Buffer | null;
  readonly ulValueLen: number;
}

const attribute = (type: number, value: Buffer): Attribute => ({ type, pValue: value, ulValueLen: value.length });
const flag = (type: number, is: boolean): Attribute => attribute(type, Buffer.from([Number(is)]));
function long(type: number, value: number): Attribute {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return attribute(type, bytes);
}
const text = (type: number, value: string): Attribute => attribute(type, Buffer.from(value));

/** A key that is made in the module, stays in it, and only encrypts and decrypts. */
export const kekTemplate = (label: string, name: string): readonly Attribute[] => [
  long(CKA.CLASS, CKO_SECRET_KEY), long(CKA.KEY_TYPE, CKK_AES), long(CKA.VALUE_LEN, 32), text(CKA.LABEL, label), text(CKA.ID, name),
  flag(CKA.TOKEN, true), flag(CKA.PRIVATE, true), flag(CKA.SENSITIVE, true), flag(CKA.EXTRACTABLE, false), flag(CKA.ENCRYPT, true), flag(CKA.DECRYPT, true),
];
export const kekQuery = (label: string, name?: string): readonly Attribute[] => [long(CKA.CLASS, CKO_SECRET_KEY), text(CKA.LABEL, label), ...(name === undefined ? [] : [text(CKA.ID, name)])];
export const idAsked = (room: Buffer): readonly Attribute[] => [attribute(CKA.ID, room)];
/** The key itself: no module gives it out. */
export const valueAsked = (room: Buffer): readonly Attribute[] => [attribute(CKA.VALUE, room)];

/** AES-GCM with a tag of 128 bits; `aad` is bound and not stored. Whoever holds the answer holds its memory. */
export function gcm(iv: Buffer, aad: Buffer): { readonly mechanism: number; readonly pParameter: unknown; readonly ulParameterLen: number } {
  const parameter: unknown = koffi.alloc(GcmParams, 1);
  koffi.encode(parameter, GcmParams, { pIv: iv, ulIvLen: iv.length, ulIvBits: iv.length * 8, pAAD: aad, ulAADLen: aad.length, ulTagBits: 128 });
  return { mechanism: CKM.AES_GCM, pParameter: parameter, ulParameterLen: koffi.sizeof(GcmParams) };
}

const declared = {
  C_Initialize: 'void *args',
  C_GetSlotList: 'unsigned char present, _Out_ unsigned long *list, _Inout_ unsigned long *count',
  C_GetTokenInfo: 'unsigned long slot, _Out_ uint8_t *info',
  C_OpenSession: 'unsigned long slot, unsigned long flags, void *application, void *notify, _Out_ unsigned long *session',
  C_CloseSession: 'unsigned long session',
  C_Login: 'unsigned long session, unsigned long user, const uint8_t *pin, unsigned long length',
  C_GenerateKey: 'unsigned long session, const CK_MECHANISM *mechanism, const CK_ATTRIBUTE *template, unsigned long count, _Out_ unsigned long *key',
  C_DestroyObject: 'unsigned long session, unsigned long object',
  C_FindObjectsInit: 'unsigned long session, const CK_ATTRIBUTE *template, unsigned long count',
  C_FindObjects: 'unsigned long session, _Out_ unsigned long *objects, unsigned long most, _Out_ unsigned long *found',
  C_FindObjectsFinal: 'unsigned long session',
  C_GetAttributeValue: 'unsigned long session, unsigned long object, _Inout_ CK_ATTRIBUTE *template, unsigned long count',
  C_EncryptInit: 'unsigned long session, const CK_MECHANISM *mechanism, unsigned long key',
  C_Encrypt: 'unsigned long session, const uint8_t *data, unsigned long length, _Out_ uint8_t *sealed, _Inout_ unsigned long *room',
  C_DecryptInit: 'unsigned long session, const CK_MECHANISM *mechanism, unsigned long key',
  C_Decrypt: 'unsigned long session, const uint8_t *sealed, unsigned long length, _Out_ uint8_t *data, _Inout_ unsigned long *room',
} as const;

type Asynchronous = { async(...given: readonly unknown[]): void };
/** Calls a function of the library off the main thread: a module may be at the other end of a network. Answers its return value. */
export type Call = (name: keyof typeof declared, ...given: readonly unknown[]) => Promise<number>;

export function loadModule(path: string): Call {
  const library = koffi.load(path);
  const functions = Object.fromEntries(Object.entries(declared).map(([name, given]) => [name, library.func(`unsigned long ${name}(${given})`) as unknown as Asynchronous]));
  return (name, ...given) => new Promise((resolve, reject) => {
    functions[name]?.async(...given, (error: unknown, value: number) => (error === null ? resolve(value) : reject(error instanceof Error ? error : new Error('the call failed'))));
  });
}
