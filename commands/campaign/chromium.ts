/** A browser to look with: the machine's own Chromium, as it is; on a Debian machine where it is missing and we may, it is installed. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { PlainError } from '#start/plain-error.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Nothing that calls home, and nothing of a profile somebody uses. */
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const onPath = (): string | undefined => (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))).find(runs);

/** @throws PlainError that says what to install. */
export function findChromium(): string {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (runs(named)) return named;
    throw new PlainError(`CHROMIUM is ${named}, which cannot be run.`, ['Set it to the path of Chromium or Chrome, or unset it.']);
  }
  const found = onPath();
  if (found !== undefined) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) spawnSync('apt-get', ['install', '-y', 'chromium'], { stdio: 'ignore' });
  const installed = onPath();
  if (installed === undefined) throw new PlainError('No Chromium was found to look at the pages with.', ['Install it (Debian: apt-get install chromium), or set CHROMIUM to the path of Chromium or Chrome.']);
  return installed;
}

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: findChromium(), args: flags });
