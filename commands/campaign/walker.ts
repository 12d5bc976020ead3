/** Somebody at the pages, scripts off: signs in, opens pages, chooses, fills, sends, and says what must stand there. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import type { Onlooker } from './looking.ts';

export interface Person {
  readonly page: Page;
  /** Opens a page by its address and looks at it. */
  see(path: string, name: string): Promise<void>;
  /** Chooses an act at a step or hand-off, fills its form, sends it. */
  act(path: string, act: string, fill?: (page: Page) => Promise<void>): Promise<void>;
  /** Sends the form that stands there, and looks at where it led. */
  send(name: string): Promise<void>;
  says(words: string): Promise<void>;
}

/** What a program sends: acts that have no page yet. */
export type Token = (person: string) => Promise<string>;

export interface Stage {
  readonly token: Token;
  readonly browser: Browser;
  readonly url: string;
  readonly look: Onlooker;
}

/** Signs in by the list of fictional people. */
export async function signIn({ browser, url, look }: Stage, person: string): Promise<Person> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  look.watch(page);
  await page.goto(url);
  await Promise.all([page.waitForURL(`${url}/desk**`), page.click(`button[value="${person}"]`)]);
  const says = async (words: string): Promise<void> => {
    const text = (await page.textContent('main')) ?? '';
    if (!text.replace(/\s+/g, ' ').includes(words)) throw new Error(`${page.url()} does not say "${words}" to ${person}, but: ${text.replace(/\s+/g, ' ').slice(0, 600)}`);
  };
  const send = async (name: string): Promise<void> => {
    await submit(page);
    await look.look(page, name);
  };
  return {
    page, says, send,
    see: async (path, name) => {
      await page.goto(url + path);
      await look.look(page, name);
    },
    act: async (path, act, fill) => {
      await page.goto(url + path);
      const choice = page.locator(`input[name=act][value=${act}]`);
      if ((await choice.count()) === 0) throw new Error(`${path} does not let ${person} ${act}: ${(await page.textContent('main'))?.replace(/\s+/g, ' ')}`);
      await choice.check();
      await submit(page);
      await look.look(page, `form: ${act}`);
      await fill?.(page);
      await submit(page);
      if (act !== 'schedule-statement' && ((await page.textContent('main')) ?? '').includes('It was not recorded')) throw new Error(`${act} at ${path} was refused: ${(await page.textContent('main'))?.replace(/\s+/g, ' ')}`);
    },
  };
}

const sending = '#form button[type=submit]';

/** Sends the form that stands there. */
async function submit(page: Page): Promise<void> {
  if ((await page.locator(sending).count()) === 0) throw new Error(`${page.url()} has no form: ${(await page.textContent('body'))?.replace(/\s+/g, ' ').slice(0, 600)}`);
  await follow(page, sending);
}

/** Waits for the page a click leads to, by its address being entered: going on earlier would take the request back, and a load may be the last page's. */
export async function follow(page: Page, what: string): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), page.click(what)]);
  await page.waitForLoadState();
}

export const pathOf = (page: Page): string => new URL(page.url()).pathname;
export const linkOf = async (page: Page, words: string): Promise<string> => (await page.getAttribute(`main a:has-text("${words}")`, 'href')) ?? '';

/** Counted in UTC from now. */
export const fillDay = async (page: Page, daysAhead: number, name = 'due'): Promise<void> => {
  const due = new Date(Date.now() + daysAhead * 86_400_000);
  for (const [part, value] of [['day', due.getUTCDate()], ['month', due.getUTCMonth() + 1], ['year', due.getUTCFullYear()]] as const) await page.fill(`#${name}-${part}`, String(value));
};

/** What a program sends. @returns where the new thing stands. */
export async function post({ url, token }: Stage, person: string, path: string, body: object): Promise<string> {
  const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${await token(person)}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() } });
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  return response.headers.get('location') ?? '';
}
