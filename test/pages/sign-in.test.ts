/** Signing in at the pages: what a session is, how long it lasts, and what ends it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cookiesUnder } from '../../api/sign-in/cookies.ts';
import { keepSession, newSession } from '../../api/sign-in/session.ts';
import { asOwner } from '../api/support.ts';
import { browser, signedIn, startDesk, wordsOf, type Browser, type Desk } from './support.ts';

const coordinator = 'district-prosecutor.coordinator';

let desk: Desk;
let lead: Browser;
beforeAll(async () => {
  desk = await startDesk();
  lead = await signedIn(desk.url, coordinator);
});
afterAll(() => desk.stop());

describe('signing in', () => {
  it('leads back to the page that was asked for', async () => {
    const seen = await signedIn(desk.url, 'city-police.investigator', '/desk/stalled').then((who) => who.get('/desk/stalled'));
    expect([seen.status, wordsOf(seen.text)]).toEqual([200, expect.stringContaining('Where it is stuck')]);
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/desk/../../evil', '/desk//evil.example', '/desk@evil.example', 'javascript:alert(1)', '/cases'])('never leads to %s', async (to) => {
    const who = browser(desk.url);
    const choice = await who.get(`/sign-in?to=${encodeURIComponent(to)}`);
    const done = await who.post(choice.path, { person: coordinator });
    expect(done.path).toBe('/desk');
  });

  it('offers only people of the directory, and takes no other', async () => {
    const who = browser(desk.url);
    const choice = await who.get('/desk');
    expect(choice.text).toContain(`value="${coordinator}"`);
    expect((await who.post(choice.path, { person: 'tn.coordinator' })).status).toBe(404);
    expect((await who.get('/desk')).path).toMatch(/^\/local-sign-in/);
  });

  it('takes no answer that this browser did not ask for, and none twice', async () => {
    const who = browser(desk.url);
    const choice = await who.get('/desk');
    const chosen = await who.raw(choice.path, { method: 'POST', body: new URLSearchParams({ person: coordinator }) });
    const back = await who.raw(chosen.headers.get('location') ?? '');
    const answer = back.headers.get('location') ?? '';
    expect(answer).toContain('/sign-in/done?code=');
    expect((await browser(desk.url).get(answer)).status).toBe(401);
    expect((await who.get(answer)).path).toBe('/desk');
    expect((await who.get(answer)).status).toBe(401);
  });

  it('is kept in a cookie no script reads, that says nothing, and that nobody else can make', async () => {
    const response = await lead.raw('/desk');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^throughline-session=[\w.-]+; Max-Age=1800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(Buffer.from(cookie.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('coordinator');
    const forged = browser(desk.url);
    forged.cookies.set('throughline-session', valueOf(await headerOf(new Uint8Array(32), 'http://127.0.0.1', coordinator)));
    expect((await forged.get('/desk')).path).toMatch(/^\/local-sign-in/);
  });

  it('over https is bound to this host and sent over https only', async () => {
    expect(await headerOf(desk.masterKey, 'https://pages.example', coordinator)).toMatch(/^__Host-throughline-session=.*; Path=\/; .*; Secure; /);
  });

  it('ends after half an hour without a page, and after a working day in any case', async () => {
    const origin = desk.url;
    const late = browser(desk.url);
    // As one that was written half an hour and a second ago would come back: its own time is over.
    late.cookies.set('throughline-session', valueOf(await headerFrom((res) => cookiesUnder(desk.masterKey, origin).write(res, { name: 'session', seconds: -1, shape: z.any() }, newSession(coordinator)))));
    expect((await late.get('/desk')).path).toMatch(/^\/local-sign-in/);
    const fresh = (since: number): Promise<string> => headerFrom((res) => keepSession(cookiesUnder(desk.masterKey, origin), res, { ...newSession(coordinator), since }));
    const nowS = Math.floor(Date.now() / 1000);
    for (const [hours, path] of [[11.9, /^\/desk$/], [12.1, /^\/local-sign-in/]] as const) {
      late.cookies.set('throughline-session', valueOf(await fresh(Math.floor(nowS - hours * 3600))));
      expect((await late.get('/desk')).path).toMatch(path);
    }
  });

  it('is done once more where an act asks for it, at the provider, and says when', async () => {
    const who = await signedIn(desk.url, coordinator);
    const again = await who.get('/sign-in?to=/desk/stalled&anew=yes');
    expect(again.path).toMatch(/^\/local-sign-in/);
    expect((await who.post(again.path, { person: coordinator })).path).toBe('/desk/stalled');
    const cookies = cookiesUnder(desk.masterKey, desk.url);
    const session = await cookies.read({ get: () => `throughline-session=${who.cookies.get('throughline-session') ?? ''}` } as never, { name: 'session', seconds: 1, shape: z.looseObject({ signedInAt: z.int() }) });
    expect(Math.abs((session?.signedInAt ?? 0) - Date.now() / 1000)).toBeLessThan(30);
  });

  it('ends with signing out', async () => {
    const who = await signedIn(desk.url, 'harbour-house.leader');
    const csrf = /name="csrf" value="([^"]+)"/.exec((await who.get('/desk')).text)?.[1] ?? '';
    const before = new Map(who.cookies);
    const out = await who.raw('/sign-out', { method: 'POST', body: new URLSearchParams({ csrf }) });
    expect([out.status, out.headers.get('clear-site-data')]).toEqual([303, '"cache", "cookies", "storage"']);
    expect((await who.get('/desk')).path).toMatch(/^\/local-sign-in/);
    // A copy of the cookie that somebody took before is of no use either.
    for (const [name, value] of before) who.cookies.set(name, value);
    expect((await who.get('/desk')).path).toMatch(/^\/local-sign-in/);
  });

  it('does not outlast the person\'s place in the directory', async () => {
    const who = await signedIn(desk.url, 'city-police.leader');
    const active = (is: boolean): Promise<unknown> => asOwner((client) => client.query('update person set active = $1 where id = $2', [is, 'city-police.leader']));
    await active(false);
    const seen = await who.get('/desk');
    await active(true);
    expect([seen.status, wordsOf(seen.text)]).toEqual([401, expect.stringContaining('ask your agency whether your access has ended')]);
  });
});

/** The `Set-Cookie` that something writes. */
async function headerFrom(write: (res: express.Response) => Promise<void>): Promise<string> {
  const app = express().get('/', async (_req, res) => {
    await write(res);
    res.end();
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.close();
  return response.headers.getSetCookie()[0] ?? '';
}
const valueOf = (header: string): string => /=([^;]+)/.exec(header)?.[1] ?? '';
/** A session's cookie as somebody else's key would seal it, or as another origin would send it. */
const headerOf = (key: Uint8Array, origin: string, person: string): Promise<string> => headerFrom((res) => keepSession(cookiesUnder(key, origin), res, newSession(person)));
