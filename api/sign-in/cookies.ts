/** Cookies of the pages: few, sealed, out of a script's reach, and sent to nobody else's site. */
import { hkdfSync } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { EncryptJWT, jwtDecrypt } from 'jose';
import type { z } from 'zod';

const LONGEST_COOKIE = 4_096;

/** One kind of cookie: what stands in it, and for how many seconds it is good. */
export interface Kind<T> {
  readonly name: string;
  readonly seconds: number;
  readonly shape: z.ZodType<T>;
}

export interface Cookies {
  read<T>(req: Request, kind: Kind<T>): Promise<T | undefined>;
  write<T extends object>(res: Response, kind: Kind<T>, value: T): Promise<void>;
  forget(res: Response, kind: Kind<unknown>): void;
}

/**
 * Sealed by JWE (A256GCM: nobody reads or changes them) under a key drawn from the one that wraps every other, for nothing but this.
 * The kind stands in the seal, so that one cookie can never be taken for the other.
 */
export function cookiesUnder(masterKey: Uint8Array, origin: string): Cookies {
  const key = new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(0), 'throughline cookies 1', 32));
  const secure = new URL(origin).protocol === 'https:';
  // The prefix makes browsers refuse such a cookie from a sister site or over http.
  const nameOf = (kind: Kind<unknown>): string => `${secure ? '__Host-' : ''}throughline-${kind.name}`;
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  return {
    async read(req, kind) {
      const sealed = cookieOf(req.get('cookie'), nameOf(kind));
      if (sealed === undefined || sealed.length > LONGEST_COOKIE) return undefined;
      try {
        const demands = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'], audience: kind.name, requiredClaims: ['exp'] };
        const { payload } = await jwtDecrypt(sealed, key, demands);
        return kind.shape.safeParse(payload['it']).data;
      } catch {
        return undefined; // another key, another kind, too old, or made up: all the same to us
      }
    },
    async write(res, kind, value) {
      const sealed = await new EncryptJWT({ it: { ...value } }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).setAudience(kind.name).setIssuedAt().setExpirationTime(`${kind.seconds} s`).encrypt(key);
      res.cookie(nameOf(kind), sealed, { ...options, maxAge: kind.seconds * 1000 });
    },
    forget: (res, kind) => void res.clearCookie(nameOf(kind), options),
  };
}

/** The cookie of that name, if there is just one: two of a name have no one meaning. */
function cookieOf(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}
