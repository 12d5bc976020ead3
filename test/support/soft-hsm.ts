/** A key module of our own: SoftHSM, with a token in a folder of its own. On a Debian machine where it is missing and we may, it is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError } from '#start/plain-error.ts';
import type { KeyModule } from '#start/keks/in-module.ts';

const libraries = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/softhsm/libsofthsm2.so', '/usr/lib64/libsofthsm2.so', '/usr/local/lib/softhsm/libsofthsm2.so', '/opt/homebrew/lib/softhsm/libsofthsm2.so'];
const wayOut = ['Install SoftHSM 2 (Debian, Ubuntu: apt-get install softhsm2; macOS: brew install softhsm) and run this again.'];

const library = (): string | undefined => libraries.find((path) => existsSync(path));

function install(): void {
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!isDebian) throw new PlainError('There is no SoftHSM here to test the key module with.', wayOut);
  const packages = ['install', '-y', '--no-install-recommends', 'softhsm2'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (spawnSync('apt-get', packages, { env }).status === 0) return;
  spawnSync('apt-get', ['update'], { env });
  const run = spawnSync('apt-get', packages, { env, encoding: 'utf8' });
  if (run.status !== 0) throw new PlainError('SoftHSM could not be installed, so the key module cannot be tested.', [...wayOut, run.stderr]);
}

/** A token of its own. The library finds it by a variable of this process, so there is one a process. */
export function softHsm(): KeyModule & { close(): void } {
  if (library() === undefined) install();
  const found = library();
  if (found === undefined) throw new PlainError('SoftHSM is installed, but its library is in none of the usual places.', libraries);
  const folder = mkdtempSync(join(tmpdir(), 'throughline-hsm-'));
  mkdirSync(join(folder, 'tokens'));
  const conf = join(folder, 'softhsm2.conf');
  writeFileSync(conf, `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env['SOFTHSM2_CONF'] = conf;
  const pinFile = join(folder, 'pin');
  writeFileSync(pinFile, '271828\n', { mode: 0o600 });
  const made = spawnSync('softhsm2-util', ['--init-token', '--free', '--label', 'vault', '--pin', '271828', '--so-pin', '314159'], { env: process.env, encoding: 'utf8' });
  if (made.status !== 0) throw new PlainError('SoftHSM made no token.', [made.stderr || String(made.error)]);
  return { library: found, token: 'vault', pinFile, close: () => rmSync(folder, { recursive: true, force: true }) };
}
