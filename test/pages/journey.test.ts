/** The story of the pages campaign, short: over this process's API. All is walked first, while tests are collected; then it is looked at. */
import { afterAll, expect, inject, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { publishPlaybooks } from '#start/playbooks.ts';
import { openBrowser } from '../../commands/campaign/chromium.ts';
import { walk } from '../../commands/campaign/journey.ts';
import { HEAVIEST_BYTES } from '../../commands/campaign/looking.ts';
import { storyOf } from '../../commands/campaign/pages.ts';
import { startWorker } from '../api/worker.ts';
import { startDesk } from './support.ts';

const worker = await startWorker();
await publishPlaybooks(inject('databaseUrl'), fileURLToPath(new URL('../../commands/campaign/playbooks/', import.meta.url)));
const desk = await startDesk();
const browser = await openBrowser();
// A story that breaks off is told by the first test, and nothing that was started is left behind.
const [told] = await Promise.allSettled([walk(browser, { url: desk.url, token: (person) => desk.sign({ sub: person }) }, storyOf(new URL('../scenarios/orchard.yaml', import.meta.url)))]);
const looked = told.status === 'fulfilled' ? told.value : undefined;

afterAll(async () => {
  await browser.close();
  await desk.stop();
  await worker.stop();
});

test('several people tell the story at the pages with scripts switched off, and every page says what it must', () => {
  // What the API logged of its own faults says more than the page that hides them.
  expect(desk.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  if (told.status === 'rejected') throw told.reason;
  expect(looked?.pages).toBeGreaterThan(30);
});

test('no page breaks a rule of accessibility, asks for anything from elsewhere, carries a script or is wider than an old phone', () => {
  expect(looked?.flaws).toEqual([]);
});

test('every page with its style and type is light enough for an old phone', () => {
  expect(looked?.heaviest).toBeGreaterThan(30_000);
  expect(looked?.heaviest).toBeLessThan(HEAVIEST_BYTES);
});
