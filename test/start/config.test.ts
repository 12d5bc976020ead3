/** Configuration: the first wrong value is named with what is accepted; the documentation and the child's environment come from the same schema. */
import { describe, expect, it } from 'vitest';
import { ConfigError, describeConfig, environmentOf, loadConfig, originOf } from '#start/config.ts';

const messageFor = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the configuration', () => {
  it('has a value for everything when nothing is set, and an empty value counts as unset', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toEqual(loadConfig({}));
    expect(loadConfig({})).toMatchObject({ databaseUrl: undefined, temporalAddress: undefined, temporalNamespace: 'default', host: '127.0.0.1', port: 8080, logLevel: 'info', auth: undefined });
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT is "abc". Accepted: a whole number from 1 to 65535.'],
    [{ PORT: '0' }, 'PORT is "0". Accepted: a whole number from 1 to 65535.'],
    [{ PORT: '8080.5' }, 'PORT is "8080.5". Accepted: a whole number from 1 to 65535.'],
    [{ PORT: '65536' }, 'PORT is "65536". Accepted: a whole number from 1 to 65535.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud". Accepted: fatal, error, warn, info, debug or trace.'],
    [{ TEMPORAL_ADDRESS: 'http://x' }, 'TEMPORAL_ADDRESS is "http://x". Accepted: HOST:PORT.'],
    [{ AUTH_ISSUER: 'https://id.example' }, 'AUTH_JWKS_URL is not set. Accepted: an https URL; needed with AUTH_ISSUER; the three AUTH_ variables are set together or not at all.'],
    [{ KEY_MODULE: '/lib/p11.so', KEY_MODULE_TOKEN: 'vault' }, 'KEY_MODULE_PIN_FILE is not set. Accepted: a path; needed with KEY_MODULE; the three KEY_MODULE variables are set together or not at all.'],
    [{ API_DATABASE_URL: 'postgres://api:secret@db/x' }, 'DATABASE_URL is not set. Accepted: postgres://USER:PASSWORD@HOST:PORT/DATABASE; needed with API_DATABASE_URL.'],
  ])('refuses %o by name', (env, message) => {
    expect(messageFor(env)).toBe(message);
  });

  it('keeps a wrong database URL, which may hold a password, out of its message', () => {
    const message = messageFor({ DATABASE_URL: 'mysql://me:verysecret@db/x' });
    expect(message).toContain('DATABASE_URL');
    expect(message).not.toContain('verysecret');
  });

  it('hands a child process the configuration it has itself', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgres://a:b@db:5432/x', API_DATABASE_URL: 'postgres://c:d@db:5432/x', WORKER_DATABASE_URL: 'postgres://e:f@db:5432/x', TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_NAMESPACE: 'cases', THROUGHLINE_DATA: 'data', HOST: '0.0.0.0', PORT: '9000',
      LOG_LEVEL: 'warn', AUTH_ISSUER: 'https://id.example', AUTH_JWKS_URL: 'https://id.example/keys', AUTH_AUDIENCE: 'cases', KEY_FILE: 'k', KEY_MODULE: '/lib/p11.so', KEY_MODULE_TOKEN: 'vault', KEY_MODULE_PIN_FILE: 'pin', DIRECTORY_FILE: 'd.yaml',
    }); // prettier-ignore
    expect({ ...loadConfig(environmentOf(config)), cacheDir: '' }).toEqual({ ...config, cacheDir: '' });
    // Also one that inherits what we were not given: the campaign starts its processes like this, whatever the shell has set.
    expect({ ...loadConfig({ AUTH_AUDIENCE: 'x', DATABASE_URL: 'postgres://a:b@db/x', ...environmentOf(loadConfig({})) }), cacheDir: '' }).toEqual({ ...loadConfig({}), cacheDir: '' });
  });

  it.each([
    [{}, 'local'], [{ HOST: 'localhost' }, 'local'], [{ HOST: '0.0.0.0' }, 'none'], [{ NODE_ENV: 'production' }, 'none'], [{ PUBLIC_URL: 'https://pages.example' }, 'none'],
    [{ AUTH_ISSUER: 'https://id.example', AUTH_JWKS_URL: 'https://id.example/keys', AUTH_AUDIENCE: 'cases' }, 'none'],
    [{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'pages', OIDC_CLIENT_SECRET: 'secret', PUBLIC_URL: 'https://pages.example', NODE_ENV: 'production' }, 'provider'],
  ])('lets people in without a password only in a trial on this machine: %o', (env, kind) => {
    expect(loadConfig(env).signIn.kind).toBe(kind);
    expect(loadConfig(environmentOf(loadConfig(env))).signIn).toEqual(loadConfig(env).signIn);
  });

  it('takes the settings of a provider together or not at all, and keeps its secret out of messages', () => {
    expect(messageFor({ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'pages', OIDC_CLIENT_SECRET: 'secret' })).toMatch(/^PUBLIC_URL is not set\. /);
    expect(messageFor({ PUBLIC_URL: 'https://pages.example/path' })).toMatch(/^PUBLIC_URL is /);
    expect(originOf(loadConfig({ PORT: '9000' }))).toBe('http://127.0.0.1:9000');
  });

  it('documents every variable of the architecture', () => {
    for (const name of Object.keys(environmentOf({ ...loadConfig({}), databaseUrl: 'x', temporalAddress: 'x', auth: { issuer: 'x', jwksUrl: 'x', audience: 'x' } })))
      expect(describeConfig()).toMatch(new RegExp(`^  ${name}\\n      .+\\n      Accepted: .+ Default: .+`, 'm'));
  });
});
