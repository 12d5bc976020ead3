/** Idle browsers, acts that take a new sign-in, and tokens of programs. */
import type { Request, Response } from 'express';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { cookiesUnder } from '../../api/sign-in/cookies.ts';
import { keepSession, newSession, sessionOf } from '../../api/sign-in/session.ts';
import { operations } from '../../api/operations/index.ts';
import { launchBody, loadPeople, people, startApi, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { consentTo, inDays, ofAge } from '../people/consents.ts';

const worker = await startWorker();
let api: TestApi;
let victim = '';
let theCase = '';
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  theCase = String((await api.post(people.coordinator, '/cases', launchBody)).headers.get('location'));
  victim = String((await api.post(people.coordinator, `${theCase}/victims`, ofAge())).headers.get('location'));
  await api.post(people.coordinator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' });
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});
afterEach(() => void vi.useRealTimers());

describe('a browser that is left open', () => {
  const cookies = cookiesUnder(randomBytes(32), 'https://pages.example');
  /** What a browser holds after a page, sent back after so many seconds. */
  async function after(seconds: number, since = 0): Promise<boolean> {
    const kept: Record<string, string> = {};
    const began = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: began });
    const session = newSession(people.advocate);
    await keepSession(cookies, { cookie: (name: string, value: string) => { kept[name] = value; } } as unknown as Response, { ...session, since: session.since - since });
    vi.setSystemTime(began + seconds * 1000);
    const header = Object.entries(kept).map(([name, value]) => `${name}=${value}`).join('; ');
    const found = await sessionOf({ cookies, database: api.deps.database }, { get: () => header } as unknown as Request);
    vi.useRealTimers();
    return found !== undefined;
  }

  it('is signed in at 29:59, and signed out at 30:01', async () => {
    expect([await after(29 * 60 + 59), await after(30 * 60 + 1)]).toEqual([true, false]);
  });

  it('is signed out after twelve hours, however busy', async () => {
    expect([await after(0, 12 * 3600 - 5), await after(0, 12 * 3600 + 5)]).toEqual([true, false]);
  });
});

describe('a consent that another gives in her name', () => {
  const grant = consentTo('tp', ['D4'], inDays(1), { by: 'LEGAL_REPRESENTATIVE' });
  const now = (): number => Math.floor(Date.now() / 1000);
  const sent = (claims: object) => api.post(people.advocate, `${victim}/acts`, grant, { claims: { ...claims } });

  it('takes somebody who has just signed in, and says so as RFC 9470 does', async () => {
    for (const claims of [{ auth_time: now() - 15 * 60 - 2 }, { auth_time: undefined }]) {
      const answer = await sent(claims);
      expect([answer.status, answer.body['code'], answer.headers.get('www-authenticate')]).toEqual([401, 'STEP_UP_REQUIRED', 'Bearer error="insufficient_user_authentication", max_age=900']);
    }
    expect((await sent({ auth_time: now() - 14 * 60 })).body['code']).not.toBe('STEP_UP_REQUIRED');
  });

  it('is first asked of the policy: who may not do it is not led to sign in', async () => {
    expect((await api.post(people.investigator, `${victim}/acts`, grant, { claims: { auth_time: 0 } })).status).toBe(403);
  });

  it('is another thing than what she gives herself', async () => {
    expect((await api.post(people.advocate, `${victim}/acts`, consentTo('tp', ['D4'], inDays(1)), { claims: { auth_time: 0 } })).status).toBe(200);
  });
});

describe('the token of a program', () => {
  const scope = 'openid op:read-me op:read-papers op:read-victim';

  it('does what it names, and nothing else, whosever it is', async () => {
    for (const operation of operations.filter(({ method, path }) => method === 'get' && !path.includes('{'))) {
      const { status } = await api.get(people.coordinator, operation.path, { claims: { scope } });
      expect([operation.id, status]).toEqual([operation.id, operation.id === 'read-me' ? 200 : expect.toSatisfy((code: number) => code === 403 || code === 400)]);
    }
    expect((await api.post(people.coordinator, '/cases', launchBody, { claims: { scope } })).status).toBe(403);
    expect((await api.post(people.coordinator, '/cases', launchBody, { claims: { scope: 'openid profile' } })).status).toBe(201);
  });

  it('opens no protected class, even where its person may', async () => {
    await api.post(people.advocate, `${victim}/acts`, { act: 'file-paper', class: 'D3', kind: 'LEGAL_NAME', text: 'A name of nobody' });
    for (const path of [victim, `${victim}/papers`]) {
      const answer = await api.get(people.advocate, path, { claims: { scope } });
      expect([path, answer.status, answer.text.includes('A name of nobody')]).toEqual([path, 403, false]);
    }
  });
});
