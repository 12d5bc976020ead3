/** The table of refusals in the documents names tests that are there, for every refusal (domain 6). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../check/files.ts';

interface Named {
  readonly refusal: number;
  readonly file: string;
  readonly test: string;
}

/** What the last column of each row names: a file, and the beginnings of tests in it. */
function namedIn(document: string): readonly Named[] {
  return document.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const refusal = Number(cells[1]);
    if (!Number.isInteger(refusal) || cells[1] === '') return [];
    return [...(cells[4] ?? '').matchAll(/`(test\/[^`]+)`: ([^`]+?)(?=\. `|$)/g)].flatMap(([, file = '', tests = '']) => tests.split('; ').map((test) => ({ refusal, file, test })));
  });
}
const missing = (named: readonly Named[]): readonly Named[] =>
  named.filter(({ file, test }) => !existsSync(join(root, file)) || !readFileSync(join(root, file), 'utf8').includes(`'${test}`));

const named = namedIn(readFileSync(join(root, 'docs/reference/refusals.md'), 'utf8'));

describe('the table of refusals', () => {
  it('has a test for each of the twenty-five', () => {
    expect([...new Set(named.map(({ refusal }) => refusal))]).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    expect(named.length).toBeGreaterThan(15);
  });

  it('names tests that are there', () => {
    expect(missing(named)).toEqual([]);
  });

  it('would show a test that was renamed, and a file that is gone', () => {
    const rows = namedIn('| 4 | ended | x | `test/domain/victim/guards.test.ts`: 4: support ended because she sleeps. `test/domain/victim/none.test.ts`: is refused |');
    expect(missing(rows)).toHaveLength(2);
  });
});
