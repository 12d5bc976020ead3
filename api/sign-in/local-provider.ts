/**
 * An OpenID provider of our own that asks for no password: it lists the fictional people of the directory file, and believes the choice.
 * For trials on one machine. It is a real provider, so that the pages sign in by the very steps they take at anybody else's.
 */
import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';
import type { Directory } from '#start/directory.ts';
import { render } from '../pages/render.ts';
import { personWords } from '../pages/words.ts';
import { Problem } from '../problems.ts';
import { readForm } from '../request.ts';
import { callbackPath, type ProviderSettings } from './provider.ts';

const path = '/local-sign-in';
const clientId = 'throughline-pages';
const CHOICE_S = 600;

export interface LocalProvider {
  readonly settings: ProviderSettings;
  readonly router: Router;
}

export async function localProvider(origin: string, { agencies }: Directory): Promise<LocalProvider> {
  const clientSecret = randomBytes(24).toString('base64url');
  const provider = new Provider(origin + path, await configured(origin, clientSecret));
  const people = new Set(agencies.flatMap((agency) => agency.people.filter(({ active }) => active).map(({ id }) => id)));
  const groups = agencies.map(({ id, name, people: all }) => ({ id, name, people: all.filter(({ active }) => active).map((person) => ({ id: person.id, words: personWords(person.id, person.roles) })) }));
  const router = Router({ caseSensitive: true, strict: true });
  // Reached under another name it would hand out the people of the list to whoever owns that name (DNS rebinding).
  const { host } = new URL(origin);
  router.use(path, (req, _res, next) => {
    if (req.get('host') !== host) throw new Problem('NOT_FOUND');
    next();
  });
  router.get(`${path}/who/:uid`, async (req, res) => {
    await provider.interactionDetails(req, res).catch(gone);
    res.type('html').send(render('local-sign-in', { title: 'Who are you?', groups, action: req.path }));
  });
  router.post(`${path}/who/:uid`, async (req, res) => {
    const { person = '' } = await readForm(req);
    if (!people.has(person)) throw new Problem('NOT_FOUND');
    await provider.interactionDetails(req, res).catch(gone);
    await provider.interactionFinished(req, res, { login: { accountId: person, remember: false } });
  });
  router.use(path, provider.callback());
  return { settings: { issuer: origin + path, clientId, clientSecret, origin, asksEachTime: true }, router };
}

/** The attempt is too old, or was another browser's. */
function gone(): never {
  throw new Problem('NOT_FOUND');
}

async function configured(origin: string, clientSecret: string): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [origin + callbackPath], response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: 'ES256' }],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'local' }] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `${path}/who/${uid}` },
    pkce: { required: () => true },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ttl: { AccessToken: CHOICE_S, AuthorizationCode: 60, IdToken: CHOICE_S, Grant: CHOICE_S, Interaction: CHOICE_S, Session: CHOICE_S },
    // Choosing oneself from the list is all the consent there is to give.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  };
}
