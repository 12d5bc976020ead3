import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT, exportSPKI, generateKeyPair, importSPKI, exportJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, issuer, loadPeople, people, startApi, type TestApi } from './support.ts';

let api: TestApi;
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
});
afterAll(() => api.stop());

const ask = (authorization?: string) => fetch(`${api.url}/inbox`, { headers: authorization === undefined ? {} : { authorization } });
const good = { sub: people.coordinator };
const b64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);
const full = () => ({ iss: issuer, aud: audience, sub: people.coordinator, iat: now(), exp: now() + 60 });
/** A token made by hand: the header says one thing, the signature is that of a real one. */
const swapped = async (header: object, claims: object = full()) => `${b64(header)}.${b64(claims)}.${(await api.sign(good)).split('.')[2]}`;
const hmac = (header: object, secret: string) => {
  const head = `${b64(header)}.${b64(full())}`;
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
};
const stranger = async (header: Record<string, unknown> = {}) => {
  const { privateKey } = await generateKeyPair('EdDSA');
  return new SignJWT(full()).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k1', ...header }).sign(privateKey);
};
const ownKey = async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return new SignJWT(full()).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', jwk: await exportJWK(publicKey) }).sign(privateKey);
};
const rsa = async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return hmac({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' }, await exportSPKI(await importSPKI(publicKey.export({ type: 'spki', format: 'pem' }), 'RS256', { extractable: true })));
};

describe('a token is refused', () => {
  const forged: Record<string, () => Promise<string | undefined> | string | undefined> = {
    'when there is none': () => undefined,
    'when it is empty': () => 'Bearer ',
    'of another scheme': async () => `Basic ${await api.sign(good)}`,
    'that is no token': () => 'Bearer not.a.token',
    'with two parts': async () => `Bearer ${(await api.sign(good)).split('.').slice(0, 2).join('.')}`,
    'with five parts': async () => `Bearer ${await api.sign(good)}.a.b`,
    'given twice': async () => `Bearer ${await api.sign(good)}, Bearer ${await api.sign(good)}`,
    'that is far too long': async () => `Bearer ${await api.sign({ ...good, pad: 'x'.repeat(6_000) })}`,
    'unsigned (alg none)': () => `Bearer ${new UnsecuredJWT(full()).encode()}`,
    'unsigned with a signature left on': async () => `Bearer ${await swapped({ alg: 'none', typ: 'at+jwt' })}`,
    'signed by a secret (HS256)': () => `Bearer ${hmac({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' }, 'secret')}`,
    'signed by the public key as a secret': async () => `Bearer ${await rsa()}`,
    'with claims changed after signing': async () => `Bearer ${await swapped({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k1' }, { ...full(), sub: people.prosecutor })}`,
    'signed by a stranger under our key id': async () => `Bearer ${await stranger()}`,
    'that brings its own key': async () => `Bearer ${await ownKey()}`,
    'that points to its own keys (jku)': async () => `Bearer ${await stranger({ jku: 'https://evil.test/keys' })}`,
    'that points to its own certificate (x5u)': async () => `Bearer ${await stranger({ x5u: 'https://evil.test/cert' })}`,
    'whose key id is a path': async () => `Bearer ${await stranger({ kid: '../../../../dev/null' })}`,
    'whose key id is a query': async () => `Bearer ${await stranger({ kid: `k1' or '1'='1` })}`,
    'with a critical header we do not know': async () => `Bearer ${await swapped({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k1', crit: ['b64'], b64: false })}`,
    'of another kind (JWT)': async () => `Bearer ${await api.sign(good, { typ: 'JWT' })}`,
    'of another kind (id token)': async () => `Bearer ${await api.sign(good, { typ: 'id_token' })}`,
    'for another audience': async () => `Bearer ${await api.sign({ ...good, aud: 'other' })}`,
    'of another issuer': async () => `Bearer ${await api.sign({ ...good, iss: 'https://other.test' })}`,
    'that has expired': async () => `Bearer ${await api.sign({ ...good, exp: now() - 60 })}`,
    'that is older than a day': async () => `Bearer ${await api.sign({ ...good, iat: now() - 90_000 })}`,
    'issued in the future': async () => `Bearer ${await api.sign({ ...good, iat: now() + 600 })}`,
    'not valid yet': async () => `Bearer ${await api.sign({ ...good, nbf: now() + 600 })}`,
    'without a subject': async () => `Bearer ${await api.sign({})}`,
    'whose subject holds a NUL': async () => `Bearer ${await api.sign({ sub: 'tn.\u0000coordinator' })}`,
    'whose subject holds half a sign': async () => `Bearer ${await api.sign({ sub: 'tn.coordinator\ud800' })}`,
    'whose subject is far too long': async () => `Bearer ${await api.sign({ sub: 't'.repeat(121) })}`,
    'of somebody unknown': async () => `Bearer ${await api.sign({ sub: 'nobody' })}`,
    'of somebody who has left': async () => `Bearer ${await api.sign({ sub: people.gone })}`,
    'for an exercise that is no id': async () => `Bearer ${await api.sign({ ...good, exercise: 'x' })}`,
    'for an exercise, of a person of the real world': async () => `Bearer ${await api.sign({ ...good, exercise: '6a3f3c57-6d10-4c5b-9a0e-0d3f6f6c2b11' })}`,
    'whose subject is a list': async () => `Bearer ${await swapped({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k1' }, { ...full(), sub: [people.coordinator] })}`,
  };

  it.each(Object.entries(forged))('%s', async (_name, make) => {
    const answer = await ask((await make()) ?? undefined);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(((await answer.json()) as { code: string }).code).toBe('NOT_SIGNED_IN');
  });

  it('and a good one is taken', async () => {
    expect((await ask(`Bearer ${await api.sign(good)}`)).status).toBe(200);
  });

  it('on every operation alike, before anything else is looked at', async () => {
    for (const [method, path] of [['POST', '/cases'], ['GET', '/cases'], ['GET', '/cases/nonsense'], ['POST', '/hand-offs/x/acts'], ['GET', '/stalled'], ['GET', '/clocks']] as const) {
      expect((await fetch(api.url + path, { method })).status).toBe(401);
    }
  });
});
