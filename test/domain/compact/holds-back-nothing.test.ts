/** S3.2a: an unsigned compact holds back nothing. What a rule cannot see it cannot wait for: no rule of a case reaches a compact, near or far. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Every file of the rules that a file reaches by imports, types too. */
function reached(from: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(from)) return seen;
  seen.add(from);
  for (const [, path = ''] of readFileSync(join(root, from), 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const next = normalize(join(dirname(from), path));
    if (existsSync(join(root, next))) reached(next, seen);
  }
  return seen;
}

test('no file that a case is decided by knows a compact', () => {
  const files = readdirSync(join(root, 'domain/case')).map((name) => `domain/case/${name}`);
  const all = new Set(files.flatMap((file) => [...reached(file)]));
  // The walk is not blind: a case does reach what it shares with a compact.
  expect([...all]).toContain('domain/commitment/acts.ts');
  expect([...all].filter((file) => file.startsWith('domain/compact/'))).toEqual([]);
});
