/** The doors of the pages, for whoever has not come in: nothing is thrown away, and our own provider opens under our own name alone. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, startDesk, type Desk } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk.stop();
});

async function statusAs(host: string, path: string): Promise<number | undefined> {
  const asked = request(new URL(path, desk.url), { headers: { host } }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

describe('a door of the pages', () => {
  it('throws nothing away in a browser when nobody is signed in: any page can send that form', async () => {
    const out = await browser(desk.url).raw('/sign-out', { method: 'POST' });
    expect([out.status, out.headers.get('clear-site-data')]).toEqual([303, null]);
  });

  it('at our own provider is absent under any name but ours', async () => {
    const { path: list } = await browser(desk.url).get('/desk');
    const about = '/local-sign-in/.well-known/openid-configuration';
    const { host, port } = new URL(desk.url);
    for (const path of [about, list]) for (const other of ['evil.example', `evil.example:${port}`, `localhost:${port}`]) expect(await statusAs(other, path)).toBe(404);
    expect([list.startsWith('/local-sign-in/who/'), await statusAs(host, about)]).toEqual([true, 200]);
  });
});
