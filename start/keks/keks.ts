/**
 * Key-encryption keys: they wrap the keys of the vault and nothing else. Each has a name; the one made last wraps, the others still open what they wrapped,
 * until they are destroyed. Where they lie, in a file or in a key module, is known behind this boundary alone.
 */

export interface Wrapped {
  /** Name of the key-encryption key; it stands in the wrapped text too. */
  readonly kid: string;
  readonly wrapped: string;
}

/** What was wrapped under it opens no more: it was destroyed, or never was here. */
export class KekGone extends Error {
  override readonly name = 'KekGone';

  constructor(kid: string) {
    super(`the key-encryption key ${kid} is gone`);
  }
}

export interface Keks {
  /** Names of all there are, oldest first: the last one wraps. */
  names(): Promise<readonly string[]>;
  /** Wraps under the newest key. `place` is bound to it: wrapped for one place it opens in no other. */
  wrap(key: Uint8Array, place: string): Promise<Wrapped>;
  /** @throws KekGone; and whatever it throws when it was wrapped for another place or was changed. */
  unwrap(wrapped: string, place: string): Promise<Uint8Array>;
  /** Makes the next one and answers its name. */
  make(): Promise<string>;
  /** What only this one wrapped opens nowhere any more. */
  destroy(kid: string): Promise<void>;
}

const mark = /^(\d{6})-/;

/** The name after these: counted, so that the newest is the last in order, and never the same twice, not even in another place of keys. */
export function nextName(names: readonly string[], chance: string): string {
  const last = names.map((name) => Number(mark.exec(name)?.[1] ?? 0)).reduce((most, count) => Math.max(most, count), 0);
  return `${String(last + 1).padStart(6, '0')}-${chance}`;
}
