/** Signing in at an OpenID provider: authorization code with PKCE, state and nonce. Only who it is comes back; no token is kept. */
import * as oidc from 'openid-client';
import { z } from 'zod';

const WAIT_S = 5;
/** A sign-in that must be new may be so old, in seconds: time to come back from the provider. */
const NEW_S = 300;

export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origin of our pages. */
  readonly origin: string;
  /** Ask who it is each time, even of a browser the provider knows. */
  readonly asksEachTime: boolean;
}

/** What must come back with the browser, kept sealed in it meanwhile. */
export const attemptShape = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string(), anew: z.boolean() });
export type Attempt = z.infer<typeof attemptShape>;

export interface SignedIn {
  readonly person: string;
  /** Seconds since the epoch. */
  readonly signedInAt?: number;
}

export interface Provider {
  readonly issuer: string;
  /** `anew`: the person proves who they are once more, even where the provider knows the browser. */
  begin(to: string, anew: boolean): Promise<{ readonly url: string; readonly attempt: Attempt }>;
  /** The person the provider names (`sub`), and when they proved it, if it says so. Rejects when anything of the answer is not what was asked for. */
  finish(query: string, attempt: Attempt): Promise<SignedIn>;
  /** Where signing out goes on, if the provider has a place for it. */
  end(): Promise<string | undefined>;
}

const claimsShape = z.object({ sub: z.string().regex(/^[\x21-\x7e]{1,120}$/), auth_time: z.int().nonnegative().optional() });

export const callbackPath = '/sign-in/done';

export function providerOf({ issuer, clientId, clientSecret, origin, asksEachTime }: ProviderSettings): Provider {
  let known: Promise<oidc.Configuration> | undefined;
  const plain = new URL(issuer).protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {};
  // Found out at the first sign-in: a provider that is down keeps nobody who is signed in from working.
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), { timeout: WAIT_S, ...plain });
    known.catch(() => { known = undefined; });
    return known;
  };
  return {
    issuer,
    async begin(to, anew) {
      const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(), to, anew };
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: origin + callbackPath, scope: 'openid', state: attempt.state, nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier), code_challenge_method: 'S256', ...((asksEachTime || anew) && { prompt: 'login' }), ...(anew && { max_age: String(NEW_S) }),
      });
      return { url: url.href, attempt };
    },
    async finish(query, { state, nonce, verifier, anew }) {
      const tokens = await oidc.authorizationCodeGrant(await configuration(), new URL(`${origin}${callbackPath}${query}`), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true, ...(anew && { maxAge: NEW_S }) });
      const { sub: person, auth_time: signedInAt } = claimsShape.parse(tokens.claims());
      return { person, ...(signedInAt !== undefined && { signedInAt }) };
    },
    async end() {
      const server = await configuration();
      if (server.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(server, { post_logout_redirect_uri: `${origin}/signed-out` }).href;
    },
  };
}
