/** Secrets and people of a machine of its own. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { loadDirectory, readDirectory } from '#start/directory.ts';
import { keysInModule } from '#start/keks/in-module.ts';
import { ensureVaultKey, localIssuer } from '#start/keys.ts';
import { newDatabase } from '../support/recording.ts';
import { softHsm } from '../support/soft-hsm.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-keys-'));
const owner = inject('databaseUrl');
/** In which nothing is sealed yet, whatever other files keep in the run's own. */
const empty = await newDatabase();
const fresh = await newDatabase();
const keyModule = softHsm();
afterAll(async () => {
  await empty.close();
  await fresh.close();
  keyModule.close();
  rmSync(folder, { recursive: true });
});

describe('the local issuer', () => {
  it('signs access tokens that its public key verifies, for eight hours, and keeps one key however many ask at once', async () => {
    const [one, two] = await Promise.all([localIssuer(folder), localIssuer(folder)]);
    const token = await one.sign({ sub: 'city-police.investigator' });
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(two.jwks), { issuer: 'throughline-local', audience: 'throughline', typ: 'at+jwt', algorithms: ['EdDSA'] });
    expect(protectedHeader.kid).toBe(one.jwks.keys[0]?.kid);
    expect(payload).toMatchObject({ sub: 'city-police.investigator', jti: expect.any(String) });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(8 * 3600);
  });

  it('shows only the public half, and keeps the private one to its owner', async () => {
    const { jwks } = await localIssuer(folder);
    expect(Object.keys(jwks.keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    expect(statSync(join(folder, 'keys/issuer.json')).mode & 0o777).toBe(0o600);
  });

  it('says so when its key is damaged', async () => {
    const other = mkdtempSync(join(folder, 'other-'));
    await localIssuer(other);
    writeFileSync(join(other, 'keys/issuer.json'), '{');
    await expect(localIssuer(other)).rejects.toThrow('is damaged');
  });
});

describe('the key of the vault', () => {
  it('is made once, 32 bytes for its owner alone, and never replaced', async () => {
    const file = join(folder, 'vault/vault.key');
    await ensureVaultKey({ keyFile: file, keyModule: undefined }, empty.url);
    const made = readFileSync(file, 'utf8');
    expect(Buffer.from(made, 'base64')).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await ensureVaultKey({ keyFile: file, keyModule: undefined }, empty.url);
    expect(readFileSync(file, 'utf8')).toBe(made);
  });

  it('is missed when something is sealed already', async () => {
    const client = new pg.Client({ connectionString: empty.url });
    await client.connect();
    await client.query(`insert into vault_key (owner, wrapped, agency_id) values ('case/x', 'x', 'x')`);
    await client.end();
    await expect(ensureVaultKey({ keyFile: join(folder, 'vault/lost.key'), keyModule: undefined }, empty.url)).rejects.toThrow('is missing, and this database holds what was sealed with it');
  });

  it('is made in a key module where there is one, once, and is missed there too', async () => {
    const keyFile = join(folder, 'none.key');
    await ensureVaultKey({ keyFile, keyModule }, fresh.url);
    const made = await keysInModule(keyModule).names();
    expect(made).toHaveLength(1);
    await ensureVaultKey({ keyFile, keyModule }, fresh.url);
    expect([await keysInModule(keyModule).names(), existsSync(keyFile)]).toEqual([made, false]);
    await keysInModule(keyModule).destroy(made[0] ?? '');
    await expect(ensureVaultKey({ keyFile, keyModule }, empty.url)).rejects.toThrow('has no key of ours in the token vault');
  });

  it('is refused when it is not a key', async () => {
    const file = join(folder, 'short.key');
    writeFileSync(file, 'c2hvcnQ=');
    await expect(ensureVaultKey({ keyFile: file, keyModule: undefined }, owner)).rejects.toThrow('does not hold 32 bytes');
  });
});

describe('the directory', () => {
  it('loads the fictional agencies and people, again and again, to the same rows', async () => {
    await loadDirectory(owner, 'start/directory.yaml');
    const directory = await loadDirectory(owner, 'start/directory.yaml');
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    const { rows } = await client.query<{ id: string; people: number }>('select a.id, count(*)::int as people from agency a join person p on p.agency_id = a.id where a.id = any ($1) group by a.id', [directory.agencies.map(({ id }) => id)]);
    await client.end();
    expect(Object.fromEntries(rows.map(({ id, people }) => [id, people]))).toEqual(Object.fromEntries(directory.agencies.map(({ id, people }) => [id, people.length])));
    for (const { people } of directory.agencies) expect(people.flatMap(({ roles }) => roles)).toEqual(expect.arrayContaining(['AGENCY_SUPERVISOR', 'AGENCY_LEADER']));
  });

  it.each([
    ['zone: America/Chicago', 'zone: America/Chikago', 'agencies.0.zone: an IANA time zone'],
    ["    holidays: ''", '    holidays: USA', "agencies.0.holidays: '' or a country"],
    ['roles: [COORDINATOR]', 'roles: [BOSS]', 'agencies.0.people.0.roles.0'],
    ['- { id: district-prosecutor.coordinator', '- { id: city-police.coordinator', 'agencies.0.people'],
    ['id: harbour-house\n', 'id: district-prosecutor\n', 'agencies.1.people'],
    ['    people:', '    staff:', 'agencies.0'],
  ])('refuses %j made %j, naming the place', (from, to, place) => {
    const file = join(folder, 'directory.yaml');
    writeFileSync(file, readFileSync('start/directory.yaml', 'utf8').replace(from, to));
    expect(() => readDirectory(file)).toThrow(place);
  });
});
