/** The launcher's decisions, from files' dates alone, and the plain words for npm's failures. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { explainFailure, npmCommand, whatIsMissing } from '#start/launch.mjs';

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

  it('runs npm in the Node it runs in itself, when that is the machine\'s own', () => {
    const env = { PATH: ['/usr/bin', '/bin'].join(delimiter), npm_execpath: '/usr/lib/npm/bin/npm-cli.js' };
    expect(npmCommand(root, { execPath: '/usr/bin/node', env })).toEqual({ command: '/usr/bin/node', before: ['/usr/lib/npm/bin/npm-cli.js'], env });
    expect(npmCommand(root, { execPath: '/usr/bin/node', env: { PATH: '/usr/bin' } })).toEqual({ command: 'npm', before: [], env: { PATH: '/usr/bin' } });
  });

  it('never runs npm in a Node that npm is about to delete, nor lets it find that one on PATH', () => {
    const env = { npm_execpath: '/usr/lib/npm/bin/npm-cli.js', PATH: [join(root, 'node_modules/.bin'), '/usr/bin', join(root, 'node_modules/node/bin'), `${root}/node_modules_of_mine`].join(delimiter) };
    const left = { ...env, PATH: ['/usr/bin', `${root}/node_modules_of_mine`].join(delimiter) };
    expect(npmCommand(root, { execPath: join(root, 'node_modules/node/bin/node'), env })).toEqual({ command: 'npm', before: [], env: left });
    // By way of a link, too: the path of a running program is its real one.
    symlinkSync(root, `${root}-link`);
    expect(npmCommand(`${root}-link`, { execPath: join(root, 'node_modules/node/bin/node'), env })).toMatchObject({ command: 'npm', env: left });
    rmSync(`${root}-link`);
  });

  it.each([
    ['npm error code ENOSPC', 5e9, 'The disk is full: the packages need about 1 GB.'],
    ['something else entirely', 1e6, 'The disk is full: the packages need about 1 GB.'],
    ['Error: spawn npm ENOENT', 5e9, 'npm was not found.'],
    ['Error: spawn /a/clone/node_modules/node/bin/node ENOENT', 5e9, 'npm could not install the packages. Its own words stand above.'],
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
