/** The pages walked by several people in a real browser, over a system of its own. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { publishPlaybooks } from '#start/playbooks.ts';
import { openBrowser } from './chromium.ts';
import { walk, type Story } from './journey.ts';
import type { Looked } from './looking.ts';
import { startSystem } from './system.ts';

const scenarioSchema = z.object({ scenario: z.string(), rows: z.array(z.object({ tells: z.string().optional() })).min(1) });

/** Its name and its first row: what was reported. */
export function storyOf(file: URL): Story {
  const { scenario, rows } = scenarioSchema.parse(parse(readFileSync(file, 'utf8')));
  return { codeName: scenario, referral: rows[0]?.tells ?? '' };
}

export async function runPages(shots: string | undefined): Promise<Looked & { readonly seconds: number }> {
  const started = performance.now();
  const system = await startSystem();
  await publishPlaybooks(system.config.databaseUrl ?? '');
  const browser = await openBrowser();
  try {
    const looked = await walk(browser, system, storyOf(new URL('../../test/scenarios/orchard.yaml', import.meta.url)), shots);
    return { ...looked, flaws: [...looked.flaws, ...system.bugs(), ...system.falls()], seconds: Math.round((performance.now() - started) / 1000) };
  } finally {
    await browser.close();
    await system.stop(false);
  }
}
