/** The house rules hold, and the check that says so can see. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deadLinks, findings } from '../../check/tidy.ts';
import { documents, root, sources } from '../../check/files.ts';

describe('the tree', () => {
  it('keeps the house rules', () => {
    const files = sources();
    expect(files.length).toBeGreaterThan(100);
    expect(findings(files)).toEqual([]);
  });

  it('has no link between documents that leads nowhere', () => {
    expect(deadLinks(documents(), (path) => existsSync(join(root, path)))).toEqual([]);
  });
});

const long = (lines: number): string => 'x\n'.repeat(lines);

describe('the check sees', () => {
  it.each([
    ['domain reaching out', 'domain/case/x.ts', "import { query } from '../../activities/x.ts';"],
    ['domain reading a file', 'domain/case/x.ts', "import { readFile } from 'node:fs/promises';"],
    ['zod outside a schema', 'domain/case/x.ts', "import { z } from 'zod';"],
    ['a story that imports a rule', 'workflows/x.ts', "import { decide } from '#domain/case/decide.ts';"],
    ['a story that imports an activity by value', 'workflows/x.ts', "import { record } from '../activities/record.ts';"],
    ['the API importing an activity', 'api/x.ts', "import { append } from '../activities/append.ts';"],
    ['an activity importing the API', 'activities/x.ts', "import { problems } from '../api/problems.ts';"],
    ['an activity importing a story', 'activities/x.ts', "import { Line } from '#workflows/line.ts';"],
    ['a file too long', 'domain/x.ts', long(301)],
    ['a function too long', 'domain/x.ts', `export function f(): void {\n${long(51)}}\n`],
    ['a method too long', 'workflows/x.ts', `class L {\n  async hear(): Promise<void> {\n${long(51)}  }\n}\n`],
    ['a room without a noun', 'domain/utils/x.ts', ''],
    ['a name that is not kebab-case', 'domain/caseState.ts', ''],
    ['a leftover', 'domain/x.ts', '// TODO later'],
    ['a skipped test', 'test/x.test.ts', "it.skip('x', () => {});"],
    ['a mocked test', 'test/x.test.ts', "vi.mock('pg');"],
    ['a stretched test', 'test/x.config.ts', 'testTimeout: 60_000,'],
    ['a sleep in a test', 'test/x.test.ts', 'await new Promise((resolve) => setTimeout(resolve, 100));'],
    ['a type said to be any', 'domain/x.ts', 'const x: any = 1;'],
    ['a default export', 'domain/x.ts', 'export default 1;'],
    ['the path of one machine', 'start/x.ts', "const dir = '/root/data';"],
    ['a scenario outside the tests', 'domain/x.ts', "const name = 'ORCHARD';"],
  ])('%s', (_what, path, text) => {
    expect(findings([{ path, text }])).toHaveLength(1);
  });

  it('what is allowed', () => {
    expect(findings([{ path: 'workflows/x.ts', text: "import type { CasePhase } from '#domain/case/clocks.ts';" }, { path: 'domain/x/schema.ts', text: "import { z } from 'zod';" }])).toEqual([]);
  });

  it('a dead link', () => {
    expect(deadLinks([{ path: 'docs/a.md', text: '[b](b.md) [c](https://example.org)' }], () => false)).toHaveLength(1);
  });
});
