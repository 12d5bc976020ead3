/** `npm run check [-- --help]`: types, lint, house rules, dead code, links of the documents. Everything is run, then everything is said. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deadLinks, findings } from '../check/tidy.ts';
import { documents, root, sources } from '../check/files.ts';

const rooms = ['domain', 'workflows', 'activities', 'api', 'prisma/client.ts', 'start', 'commands', 'check', 'scenario', 'campaign', 'verify', 'bench', 'test'].filter((room) => existsSync(join(root, room)));
const bin = (name: string, ...args: readonly string[]) => ({ name, command: join(root, 'node_modules/.bin', name), args });
const tools = [
  { what: 'types', ...bin('tsc', '--noEmit', '-p', '.') },
  { what: 'lint', ...bin('oxlint', '--type-aware', '--deny-warnings', ...rooms) },
  { what: 'dead code', ...bin('knip', '--no-progress') },
];

if (process.argv.includes('--help')) {
  process.stdout.write('Usage: npm run check\nTypes, lint, dead code, house rules (check/tidy.ts says each with its reason) and links of the documents. Everything is run, then everything is said;\nthe last line counts what passed and failed. It exits 1 if anything failed.\n');
  process.exit(0);
}

let failed = 0;
const say = (what: string, problems: readonly string[]): void => {
  failed += problems.length === 0 ? 0 : 1;
  process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}\n${problems.map((line) => `     ${line}\n`).join('')}`);
};

for (const { what, command, args } of tools) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  say(what, status === 0 ? [] : `${stdout}${stderr}`.trim().split('\n'));
}
say('house rules', findings(sources()));
say('links', deadLinks(documents(), (path) => existsSync(join(root, path))));
process.stdout.write(`${tools.length + 2 - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
