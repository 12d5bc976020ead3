/**
 * Looks at a page as it came: walls, weight, width and accessibility. People walk with scripts switched off. axe needs one, so it looks at a second copy:
 * the same markup, put before a browser with scripts by way of the DevTools protocol (which no policy of the page can stop), with the page's own style.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page, Response } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = [320, 1280] as const;
/** A page with its style and type, for an old phone over a thin line. */
export const HEAVIEST_BYTES = 100_000;

export interface Looked {
  readonly flaws: readonly string[];
  readonly pages: number;
  readonly heaviest: number;
}

export interface Onlooker {
  /** Everything a page asks for from now on is watched. */
  watch(page: Page): void;
  look(page: Page, name: string): Promise<void>;
  result(): Looked;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** @param shots a folder for pictures of every page at three widths, if somebody wants to look. */
export async function onlooker(browser: Browser, origin: string, shots: string | undefined): Promise<Onlooker> {
  const context = await browser.newContext({ bypassCSP: true });
  const copy = await context.newPage();
  const flaws: string[] = [];
  const assets = new Map<string, number>();
  /** A form that comes again under the same name is looked at once. */
  const seen = new Set<string>();
  let pages = 0;
  let heaviest = 0;
  if (shots !== undefined) mkdirSync(shots, { recursive: true });
  const own = (url: string): boolean => url.startsWith(`${origin}/`) || url.startsWith('data:');
  const weigh = async (response: Response): Promise<void> => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/assets/') && response.ok()) assets.set(pathname, (await response.request().sizes()).responseBodySize);
  };
  const watch = (page: Page): void => {
    page.on('request', (request) => { if (!own(request.url())) flaws.push(`asks for ${request.url()}`); });
    page.on('pageerror', (error) => flaws.push(`fails: ${error.message}`));
    page.on('response', (response) => void weigh(response).catch(() => undefined));
    page.on('console', (message) => {
      // A refusal is answered with its status, which Chromium notes.
      if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text())) flaws.push(`says ${message.text()}`);
    });
  };
  watch(copy);
  return {
    watch,
    async look(page, name) {
      pages += 1;
      const html = await page.content();
      const inline = /<script|\sstyle="|\son[a-z]+="|javascript:/i.exec(html);
      if (inline !== null) flaws.push(`${name}: carries ${inline[0]}`);
      const weight = Buffer.byteLength(html) + [...assets.values()].reduce((sum, bytes) => sum + bytes, 0);
      heaviest = Math.max(heaviest, weight);
      if (weight > HEAVIEST_BYTES) flaws.push(`${name}: ${weight} bytes`);
      if (shots !== undefined) await shoot(page, join(shots, `${String(pages).padStart(2, '0')}-${name.replaceAll(/\W+/g, '-')}`));
      if (seen.has(name)) return;
      seen.add(name);
      await copy.route('**/*', (route) => (route.request().resourceType() === 'document' ? route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }) : route.continue()));
      await copy.goto(page.url());
      await copy.evaluate(axeSource);
      flaws.push(...(await barriers(copy)).map((barrier) => `${name} ${barrier}`));
      await copy.unroute('**/*');
    },
    result: () => ({ flaws, pages, heaviest }),
  };
}

/** What axe finds, and what does not fit, at each width. */
async function barriers(copy: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await copy.setViewportSize({ width, height: 900 });
    const violations = await copy.evaluate<Violation[]>(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`);
    found.push(...violations.map(({ id, nodes }) => `at ${width}: ${id}: ${nodes[0]?.html ?? ''}`));
    if (await copy.evaluate<boolean>('document.scrollingElement.scrollWidth > innerWidth')) found.push(`at ${width}: wider than the screen`);
  }
  return found;
}

async function shoot(page: Page, file: string): Promise<void> {
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${file}-${width}.png`, fullPage: true });
  }
}
