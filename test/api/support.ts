/** The real API over the real database and engine, in this process, with fictional people. Every answer is held against the contract. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { SignJWT, exportJWK, generateKeyPair, type JWTPayload } from 'jose';
import pg from 'pg';
import { expect, inject } from 'vitest';
import { openDatabase } from '#prisma/client.ts';
import { keysInFile } from '#start/keks/in-file.ts';
import type { Keks } from '#start/keks/keks.ts';
import { createApp } from '../../api/app.ts';
import { authenticator, localKeys } from '../../api/auth.ts';
import { readBoardTerms } from '../../api/boards/terms.ts';
import type { Deps } from '../../api/deps.ts';
import { connectLazily } from '../../api/engine.ts';
import { httpServer } from '../../api/http.ts';
import { createLog } from '../../api/logging.ts';
import { operations } from '../../api/operations/index.ts';
import { createAuthoriser } from '../../api/policies/authorise.ts';
import { problemShape } from '../../api/shapes.ts';
import { openVault } from '../../api/vault.ts';
import { createPlaybooks } from '../../api/views/playbooks.ts';

export const issuer = 'https://issuer.test';
export const audience = 'throughline-test';

const keyFolders: string[] = [];
process.once('exit', () => { for (const folder of keyFolders) rmSync(folder, { recursive: true, force: true }); });

/** Key-encryption keys in a file of their own, and one to begin with. */
export function newKeks(): Keks {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-keks-'));
  keyFolders.push(folder);
  const file = join(folder, 'vault.key');
  writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return keysInFile(file);
}

/** Parsed once for all files: policies do not change while tests run. */
const authoriser = createAuthoriser();

export const people = {
  coordinator: 'tn.coordinator', prosecutor: 'tn.prosecutor', admin: 'tn.admin', gone: 'tn.gone',
  advocate: 'th.advocate', harbourSupervisor: 'th.supervisor', investigator: 'tp.investigator', policeLeader: 'tp.leader', leader: 'tn.leader', revenueLeader: 'tr.leader', policeSupervisor: 'tp.supervisor', guardian: 'tp.guardian',
  financial: 'tr.financial', revenueSupervisor: 'tr.supervisor', stranger: 'ts.coordinator',
} as const;

export const team = [
  { agency: 'tn', roles: ['COORDINATOR', 'PROSECUTOR', 'SPECIALIST_ADVISOR'] },
  { agency: 'th', roles: ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST'] },
  { agency: 'tp', roles: ['INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'LABOUR_INSPECTOR'] },
];
export const launchBody = { codeName: 'TEST CASE', playbook: { id: 'starter', version: 1 }, agencies: team };

export async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(inject('databaseUrl'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Agencies and people; for an exercise the same under ids of its own. */
export const loadPeople = (exercise: string | null = null): Promise<void> =>
  asOwner(async (client) => {
    const mark = exercise === null ? '' : `${exercise}.`;
    const rolesOf: Record<string, string[]> = {
      [people.coordinator]: ['COORDINATOR'], [people.prosecutor]: ['PROSECUTOR'], [people.admin]: ['COORDINATOR', 'SYSTEM_ADMIN'], [people.gone]: ['COORDINATOR'],
      [people.advocate]: ['COMMUNITY_ADVOCATE'], [people.harbourSupervisor]: ['AGENCY_SUPERVISOR'], [people.investigator]: ['INVESTIGATOR'], [people.policeLeader]: ['AGENCY_LEADER'], [people.leader]: ['AGENCY_LEADER'], [people.revenueLeader]: ['AGENCY_LEADER'], [people.policeSupervisor]: ['AGENCY_SUPERVISOR'], [people.guardian]: ['CHILD_GUARDIAN'],
      [people.financial]: ['FINANCIAL_INVESTIGATOR'], [people.revenueSupervisor]: ['AGENCY_SUPERVISOR'], [people.stranger]: ['COORDINATOR'],
    };
    for (const id of ['tn', 'th', 'tp', 'tr', 'ts'])
      await client.query(`insert into agency (id, name, type, zone, exercise_id) values ($1, $1, 'PROSECUTION', 'America/Chicago', $2) on conflict do nothing`, [mark + id, exercise]);
    for (const [id, roles] of Object.entries(rolesOf))
      await client.query(`insert into person (id, agency_id, roles, active, exercise_id) values ($1, $2, $3, $4, $5) on conflict do nothing`, [mark + id, mark + id.split('.')[0], roles, id !== people.gone, exercise]);
  });

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}
interface Asking {
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly claims?: JWTPayload;
}

const signer = (privateKey: CryptoKey) => (claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> =>
  new SignJWT({ iss: issuer, aud: audience, auth_time: Math.floor(Date.now() / 1000), ...claims }).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k1', ...header }).setIssuedAt(claims.iat).setExpirationTime(claims.exp ?? '5m').sign(privateKey);

export type TestApi = Awaited<ReturnType<typeof startApi>>;

export async function startApi(changes: (deps: Deps) => Partial<Deps> = () => ({}), port = 0) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'EdDSA' }] };
  const database = openDatabase(inject('databaseUrl'), 'throughline_api', 8);
  const connection = connectLazily(inject('temporalAddress'));
  const logged: string[] = [];
  const made: Deps = {
    database,
    temporal: new Client({ connection }),
    vault: openVault(newKeks()),
    authoriser,
    authenticate: authenticator({ issuer, audience }, localKeys(keys)),
    playbooks: createPlaybooks(),
    log: createLog('info', { write: (line: string) => void logged.push(line) }),
    patienceMs: 4_000, draftDays: 28, stepUpMinutes: 15,
    boards: readBoardTerms('start/boards.yaml'),
    localKeys: keys,
    door: undefined,
  };
  const deps: Deps = { ...made, ...changes(made) };
  const server = httpServer(createApp(deps)).listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sign = signer(privateKey);

  const call = async (person: string, method: string, path: string, { body, key = randomUUID(), headers = {}, claims = {} }: Asking = {}): Promise<Answer> => {
    const isPost = method === 'POST';
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${await sign({ sub: person, ...claims })}`, ...(isPost && { 'content-type': 'application/json', 'idempotency-key': key }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, text, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
    holdAgainstContract(method, path, answer);
    return answer;
  };
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await connection.close();
    await database.close();
  };
  return {
    url, deps, logged, sign, privateKey, call, stop,
    get: (person: string, path: string, asking?: Asking) => call(person, 'GET', path, asking),
    post: (person: string, path: string, body: unknown, asking?: Asking) => call(person, 'POST', path, { ...asking, body }),
  };
}

/** A status that is not declared, or an answer of another shape, fails whichever test met it. */
function holdAgainstContract(method: string, path: string, { status, body, headers }: Answer): void {
  const bare = path.split('?')[0] ?? '';
  const operation = operations.find((each) => each.method === method.toLowerCase() && new RegExp(`^${each.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare));
  if (status < 300 && operation !== undefined) {
    expect(status).toBe(operation.answer.status);
    const checked = operation.answer.shape.safeParse(body);
    expect(checked.success ? 'as declared' : checked.error.message).toBe('as declared');
  } else if (status >= 400) {
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = problemShape.parse(body);
    if (operation !== undefined) expect(operation.problems).toContain(problem.code);
  }
}

/** The pages of a list, joined. */
export async function allOf(api: TestApi, person: string, path: string, limit: number, asking: Asking = {}): Promise<unknown[]> {
  const items: unknown[] = [];
  let cursor = '';
  for (let pages = 0; pages < 200; pages += 1) {
    const { body } = await api.get(person, `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`, asking);
    items.push(...(body['items'] as unknown[]));
    if (typeof body['next'] !== 'string') return items;
    cursor = `&cursor=${body['next']}`;
  }
  throw new Error('the pages of a list do not end');
}
