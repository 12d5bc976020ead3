import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalCodes } from '#domain/decision.ts';
import { mount } from '../../api/mount.ts';
import { openApiOf } from '../../api/openapi.ts';
import { operations } from '../../api/operations/index.ts';
import { problemCodes, problemFile } from '../../api/pages/problem-page.ts';
import { problems, slugOf } from '../../api/problems.ts';
import { loadPeople, startApi, type TestApi } from './support.ts';

const docs = new URL('../../docs/', import.meta.url);
let api: TestApi;
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
});
afterAll(() => api.stop());

describe('the contract', () => {
  it('is the committed one: run `npm run docs` and look at what changed', () => {
    expect(`${JSON.stringify(openApiOf(operations), null, 2)}\n`).toBe(readFileSync(new URL('openapi.json', docs), 'utf8'));
  });

  it('is served as it is committed', async () => {
    expect(await (await fetch(`${api.url}/openapi.json`)).json()).toEqual(JSON.parse(readFileSync(new URL('openapi.json', docs), 'utf8')));
  });

  it('has no place for a date on a step at the survivor\'s pace', () => {
    const schemas = openApiOf(operations).components?.schemas as { Step: { oneOf: { properties: Record<string, { const?: string }> }[] } } | undefined;
    const paced = schemas?.Step.oneOf.find(({ properties }) => properties['pacing']?.const === 'VICTIM_PACED');
    expect(Object.keys(paced?.properties ?? {})).toContain('step');
    for (const date of ['due', 'reviewBy', 'unlocksAt', 'horizonAt', 'level']) expect(Object.keys(paced?.properties ?? {})).not.toContain(date);
  });

  it('bounds every text and every list that comes in', () => {
    const loose: string[] = [];
    const look = (schema: unknown, at: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { type, maxLength, pattern, format, maxItems, enum: words, additionalProperties, properties, const: fixed } = schema as Record<string, unknown>;
      if (type === 'string' && [maxLength, pattern, format, words, fixed].every((bound) => bound === undefined)) loose.push(at);
      if (type === 'array' && maxItems === undefined) loose.push(at);
      if (type === 'object' && properties !== undefined && additionalProperties !== false) loose.push(at);
      for (const [name, part] of Object.entries(schema)) look(part, `${at}.${name}`);
    };
    const { paths } = JSON.parse(readFileSync(new URL('openapi.json', docs), 'utf8')) as { paths: Record<string, Record<string, { requestBody?: unknown; parameters?: unknown }>> };
    for (const [path, item] of Object.entries(paths)) for (const [method, { requestBody, parameters }] of Object.entries(item)) { look(requestBody, `${method} ${path}`); look(parameters, `${method} ${path}`); }
    expect(loose).toEqual([]);
  });

  it('is of operations that each ask the policy: one that does not is not mounted', () => {
    const [one] = operations;
    expect(() => mount([{ ...(one as (typeof operations)[number]), actions: [] }], api.deps)).toThrow(/no action/);
    expect(() => mount([{ ...(one as (typeof operations)[number]), actions: ['case.burn'] }], api.deps)).toThrow(/case\.burn/);
  });
});

describe('the problems', () => {
  it('have a file each, as generated, and no file without a problem', () => {
    expect(readdirSync(new URL('problems/', docs)).toSorted()).toEqual(problemCodes.map((code) => `${slugOf(code)}.md`).toSorted());
    for (const code of problemCodes) expect(readFileSync(new URL(`problems/${slugOf(code)}.md`, docs), 'utf8')).toBe(problemFile(code, operations));
  });

  it('have a page each, where their type leads', async () => {
    for (const code of problemCodes) {
      const page = await fetch(`${api.url}/problems/${slugOf(code)}`);
      expect([code, page.status]).toEqual([code, 200]);
      expect(await page.text()).toContain(`<code>${code}</code>`);
    }
  });

  it('cover every refusal of the rules, and each refusal is declared by an operation', () => {
    const declared = new Set<string>(operations.flatMap((operation) => operation.problems));
    expect(refusalCodes.filter((code) => !(code in problems))).toEqual([]);
    expect(refusalCodes.filter((code) => !declared.has(code))).toEqual([]);
  });
});

describe('the reference page', () => {
  it('tells every operation and shape, without a script and without the network', async () => {
    const page = await (await fetch(`${api.url}/reference`)).text();
    for (const { id, summary } of operations) {
      expect(page).toContain(`id="${id}"`);
      expect(page).toContain(summary);
    }
    expect(page).not.toMatch(/<script|\son\w+=|https?:\/\/|style="/i);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !page.includes(`id="${target}"`))).toEqual([]);
  });
});
