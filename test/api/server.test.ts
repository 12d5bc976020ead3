import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { environmentOf, loadConfig } from '#start/config.ts';
import { localIssuer } from '#start/keys.ts';
import { freePort } from '#start/ports.ts';
import { loadPeople, people } from './support.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'throughline-api-'));
const children: ChildProcess[] = [];
const config = { ...loadConfig({ THROUGHLINE_DATA: dataDir }), databaseUrl: inject('apiUrl'), temporalAddress: inject('temporalAddress'), port: await freePort() };
await loadPeople();
const issuer = await localIssuer(dataDir);
writeFileSync(config.keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
const token = await issuer.sign({ sub: people.coordinator });
const { child, url } = await start();

async function start(): Promise<{ child: ChildProcess; url: string }> {
  const started = spawn(process.execPath, ['api/server.ts'], { env: { PATH: process.env['PATH'], ...environmentOf(config) }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(started);
  const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
  return { child: started, url: (JSON.parse(line) as { ready: true; url: string }).url };
}

afterAll(() => {
  for (const each of children) each.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the process of the API', () => {
  it('says when it is ready and where, and serves', async () => {
    expect(url).toBe(`http://127.0.0.1:${config.port}`);
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${url}/cases`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('gives the public keys of the local issuer, and no private part of them', async () => {
    const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: Record<string, unknown>[] };
    expect(keys.map((key) => [key['kty'], 'd' in key])).toEqual([['OKP', false]]);
  });

  it('when asked to stop takes no more, finishes what is in flight, and ends well', async () => {
    const slow = request(`${url}/cases`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'slow', expect: '100-continue' } });
    const inHand = once(slow, 'continue');
    slow.flushHeaders();
    await inHand;
    slow.write('{"codeName":');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await expect.poll(() => fetch(`${url}/health`).then(() => 'served', () => 'refused')).toBe('refused');
    const answered = once(slow, 'response') as Promise<[{ statusCode: number; resume(): void }]>;
    slow.end('1}');
    const [response] = await answered;
    expect(response.statusCode).toBe(400);
    response.resume();
    expect(await ended).toEqual([0, null]);
  });
});
