/** The launcher's decisions, from files' dates alone, and the plain words for npm's failures. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { explainFailure, whatIsMissing } from '#start/launch.mjs';

const root = mkdtempSync(join(tmpdir(), 'throughline-launch-'));

/** A file that changed that many seconds into 2026. */
function file(path: string, second: number, content = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  utimesSync(join(root, path), 1_767_225_600 + second, 1_767_225_600 + second);
}

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  file('package-lock.json', 1);
  file('node_modules/.package-lock.json', 2);
  file('node_modules/node/bin/node', 2);
  file('prisma/schema.prisma', 3);
  file('prisma/generated/client.ts', 4);
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the launcher', () => {
  it('has nothing to do when all is newer than what it comes from', () => {
    expect(whatIsMissing(root)).toEqual({ packages: false, binaries: false, client: false });
  });

  it('installs in a clean clone', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    rmSync(join(root, 'prisma/generated'), { recursive: true });
    expect(whatIsMissing(root)).toEqual({ packages: true, binaries: true, client: true });
  });

  it('installs again when the lockfile is newer', () => {
    file('package-lock.json', 5);
    expect(whatIsMissing(root)).toMatchObject({ packages: true, binaries: true });
  });

  it('runs only the two needed scripts when somebody installed without them', () => {
    rmSync(join(root, 'node_modules/node/bin/node'));
    expect(whatIsMissing(root)).toEqual({ packages: false, binaries: true, client: false });
  });

  it('generates the database client again when its schema is newer', () => {
    file('prisma/schema.prisma', 5);
    expect(whatIsMissing(root)).toEqual({ packages: false, binaries: false, client: true });
  });

  it('runs the entry in the pinned Node, with its arguments and its exit code', () => {
    rmSync(join(root, 'node_modules/node/bin/node'));
    symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'));
    cpSync('start/launch.mjs', join(root, 'start/launch.mjs'));
    file('entry.mjs', 1, 'console.log(process.argv.slice(2).join()); process.exit(7);');
    const run = (): string => execFileSync(process.execPath, ['start/launch.mjs', 'entry.mjs', 'a', 'b'], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    expect(run).toThrow(expect.objectContaining({ status: 7, stdout: 'a,b\n' }));
  });

  it.each([
    ['npm error code ENOSPC', 5e9, 'The disk is full: the packages need about 1 GB.'],
    ['something else entirely', 1e6, 'The disk is full: the packages need about 1 GB.'],
    ['Error: spawn npm ENOENT', 5e9, 'npm was not found.'],
    ['npm error code EAI_AGAIN', 5e9, 'The packages could not be downloaded: no answer from the network.'],
    ['npm error code ENOTFOUND\nnpm error network request failed', 5e9, 'The packages could not be downloaded: no answer from the network.'],
    ['npm error code EACCES', 5e9, 'This folder cannot be written to.'],
    ['npm error code EUSAGE', undefined, 'npm could not install the packages. Its own words stand above.'],
  ])('says in plain words what %j means, and the way out', (output, freeBytes, sentence) => {
    const [what, wayOut] = explainFailure(output, freeBytes);
    expect(what).toBe(sentence);
    expect(wayOut).toMatch(/\.$/);
  });
});
