/** The playbooks we ship, and what a person who writes one is told. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { playbookJsonSchema } from '#start/playbook-json-schema.ts';
import { loadPlaybooks, readPlaybook } from '#start/playbooks.ts';
import { pacingClasses } from '#domain/terms.ts';
import { ladders } from '../domain/time/fixtures.ts';

const shipped = fileURLToPath(new URL('../../playbooks/', import.meta.url));
const text = readFileSync(join(shipped, 'starter.yaml'), 'utf8');
const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
const scratch = mkdtempSync(join(tmpdir(), 'playbooks-'));
afterAll(() => rmSync(scratch, { recursive: true }));

test('the shipped playbooks load; the starter mixes all seven pacing classes', async () => {
  const all = await loadPlaybooks(shipped);
  expect(all.map(({ id, version }) => `${id}@${version}`)).toEqual(['international@2', 'starter@1', 'uk-nrm@2', 'us-acteam@2']);
  const starter = all.find(({ id }) => id === 'starter');
  expect([...new Set(starter?.playbook.steps.map(({ pacing }) => pacing))].sort()).toEqual([...pacingClasses].sort());
});

test('the three ladders of the field are the report\'s', async () => {
  for (const { playbook } of await loadPlaybooks(shipped)) expect(playbook.ladders.slice(0, 3).map(({ thenEvery: _ours, ...ladder }) => ladder)).toEqual(ladders);
});

test('the hash is that of the canonical JSON, whatever the order of the lines and the comments', () => {
  const { body, hash } = readPlaybook('starter.yaml', text);
  expect(hash).toBe(createHash('sha256').update(body).digest('hex'));
  const calendar = /^calendar: .*\n/m.exec(text)?.[0] ?? '';
  const moved = `# another comment\n${text.replace(calendar, '')}\n${calendar}`;
  expect(readPlaybook('moved.yaml', moved).hash).toBe(hash);
  expect(readPlaybook('other.yaml', text.replace('lasts: 30d', 'lasts: 45d')).hash).not.toBe(hash);
});

test('every period without a verified source says so', () => {
  const { playbook } = readPlaybook('starter.yaml', text);
  for (const { code, source } of playbook.steps) expect(source, code).toMatch(/ours|unverified: counsel|OMB-TVAP/);
});

test.each([
  ['what is no YAML', text.replace('calendar: {', 'calendar: {{'), /^bad\.yaml:\d+: is not YAML: /],
  ['a key twice', text.replace('version: 1\n', 'version: 1\nversion: 2\n'), /^bad\.yaml:\d+: version is said twice: keep one$/],
  ['a text that points to itself', text.replace('calendar: ', 'calendar: &all [*all]\ncalendars: '), /^bad\.yaml:\d+: \*all points to another place: write it out$/],
  ['a short text that grows beyond any memory', 'a: &a [x]\n' + 'bcdefghijk'.split('').map((name, index, all) => `${name}: &${name} [${Array(9).fill(`*${all[index - 1] ?? 'a'}`).join(', ')}]`).join('\n'), /^bad\.yaml:2: \*a points to another place: write it out\n/],
  ['a map without end', Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'), /there is no place for k0, k1,.*and others here/],
  ['a date on her readiness', text.replace('    form: signal\n', '    form: signal\n    due: 14d\n'), `bad.yaml:${lineOf('    form: signal') + 1}: step S2.3: there is no place for due here: what she decides has no date and no ladder (rule R1); remove it or correct the name`],
  ['a length of time that is none', text.replace('lasts: 30d', 'lasts: a month'), `bad.yaml:${lineOf('lasts: 30d')}: step S2.1, lasts: expected a whole number from 1 and one of m, h, d, wd, mo, y, such as 48h or 10wd`],
  ['a key that is missing', text.replace('    due: 24h\n', ''), `bad.yaml:${lineOf('  - code: S1.1')}: step S1.1, due is missing`],
  ['a date that is counted from nothing', text.replace('    due: 48h\n', '    due: { after: 48h, of: { fakt: ARRESTED } }\n'), /^bad\.yaml:\d+: step S1\.2, due\.of\.fact is missing: expected string/],
  ['a pacing that is none', text.replace('pacing: AGREED', 'pacing: PROMISED'), `bad.yaml:${lineOf('pacing: AGREED')}: step S4.3, pacing: expected one of STATUTORY, GUIDANCE`],
  ['a name that leads nowhere', text.replace('gate: S2.3', 'gate: S2.9'), `bad.yaml:${lineOf('gate: S2.3')}: step S5.2: gate names S2.9, and there is no such step: add it or correct the name`],
  ['an empty file', '', /^bad\.yaml:1: the playbook: /],
])('%s is said with its line', (_what, bad, message) => {
  expect(() => readPlaybook('bad.yaml', bad)).toThrow(message);
});

test('a version that is there already is refused', async () => {
  writeFileSync(join(scratch, 'one.yaml'), text);
  expect(await loadPlaybooks(scratch)).toHaveLength(1);
  writeFileSync(join(scratch, 'two.yaml'), text);
  await expect(loadPlaybooks(scratch)).rejects.toThrow('two.yaml: starter version 1 is there already: give this one a new version');
});

test('the JSON Schema for editors is that of the language now (npm run docs)', () => {
  expect(readFileSync(new URL('../../docs/reference/playbook.schema.json', import.meta.url), 'utf8')).toBe(playbookJsonSchema());
});
