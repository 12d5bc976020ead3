/** Who speaks: a bearer token (RFC 9068 access token) checked against the issuer's keys. Nothing is believed that is not named here. */
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { Problem } from './problems.ts';

/** What a token says. Agency and roles are never taken from it: they are read from the directory at each request. */
export interface Identity {
  readonly person: string;
  /** A token for an exercise touches that exercise only, and the other way round. */
  readonly exercise: string | null;
  /** Which of their agencies they act for now, as the request says: believed only if the directory agrees. Absent: their own. */
  readonly actingFor?: string;
  /** When they proved who they are (`auth_time`), in seconds since the epoch, as far as it is known. */
  readonly signedInAt?: number;
  /** A program's token: the operations it was made for, and no others. */
  readonly only?: readonly string[];
}

export type Authenticate = (authorization: string | undefined) => Promise<Identity>;

interface Issuer {
  readonly issuer: string;
  readonly audience: string;
}

/** Older tokens are refused even if they say they are still good. */
const OLDEST = '24 h';
const CLOCK_SKEW_S = 5;
const LONGEST_TOKEN = 4_096;
const JWKS_WAIT_MS = 3_000;
const claimsSchema = z.object({ sub: z.string().regex(/^[\x21-\x7e]{1,120}$/), exercise: z.uuid().optional(), auth_time: z.int().nonnegative().optional(), scope: z.string().max(2_000).optional() });
/** A scope that names one operation. Providers put others beside it (`openid`), which say nothing here. */
const forOperation = 'op:';

export const localKeys = (keys: JSONWebKeySet): JWTVerifyGetKey => createLocalJWKSet(keys);
export const remoteKeys = (url: string): JWTVerifyGetKey => createRemoteJWKSet(new URL(url), { timeoutDuration: JWKS_WAIT_MS });

/** Checks signature, algorithm, issuer, audience, kind, age and expiry. Anything short of that: 401, with no word why. */
export function authenticator({ issuer, audience }: Issuer, keys: JWTVerifyGetKey): Authenticate {
  const demands = {
    algorithms: ['EdDSA', 'Ed25519', 'ES256', 'PS256', 'RS256'],
    issuer,
    audience,
    typ: 'at+jwt',
    maxTokenAge: OLDEST,
    clockTolerance: CLOCK_SKEW_S,
    requiredClaims: ['sub', 'iat', 'exp'],
  };
  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined || token.length > LONGEST_TOKEN) throw notSignedIn();
    const { payload } = await jwtVerify(token, keys, demands).catch(refused);
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) throw notSignedIn();
    const { sub: person, exercise = null, auth_time: signedInAt, scope = '' } = claims.data;
    const only = scope.split(' ').flatMap((each) => (each.startsWith(forOperation) ? [each.slice(forOperation.length)] : []));
    return { person, exercise, ...(signedInAt !== undefined && { signedInAt }), ...(only.length > 0 && { only }) };
  };
}

export const notSignedIn = (): Problem => new Problem('NOT_SIGNED_IN', { headers: { 'WWW-Authenticate': 'Bearer' } });

/** Keys that cannot be fetched are our trouble, not the caller's. */
function refused(error: unknown): never {
  const ours = error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError || error instanceof TypeError) || isFetchFailure(error);
  throw ours ? new Problem('UNAVAILABLE', { headers: { 'Retry-After': '5' } }) : notSignedIn();
}

const isFetchFailure = (error: Error): boolean => error instanceof TypeError && error.message === 'fetch failed';
