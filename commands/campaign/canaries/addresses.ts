/** Every address there is to read: each operation that reads, with every id of the world and every filter it takes; and every page. */
import { z } from 'zod';
import type { Operation } from '../../../api/route.ts';

/** Ids by the name of the parameter that takes them. */
export type Pools = Readonly<Record<string, readonly string[]>>;

export interface Address {
  readonly of: string;
  readonly path: string;
}
export interface Addresses {
  readonly all: readonly Address[];
  /** Parameters and filters that nobody told the crawler how to fill: each is a flaw, for what is not asked is not seen. */
  readonly unknown: readonly string[];
}

const filtersMost = 3;
/** Of the list itself, and followed by the crawler. */
const paging = ['limit', 'cursor'];

const filled = (path: string, names: readonly string[], pools: Pools): readonly string[] =>
  names.reduce<readonly string[]>((paths, name) => paths.flatMap((each) => (pools[name] ?? []).map((value) => each.replace(`{${name}}`, encodeURIComponent(value)))), [path]);

const namesIn = (path: string): readonly string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Values a filter takes: those of its own list, or whatever of the world it does not refuse. */
function valuesOf(name: string, schema: z.ZodType, pools: Pools): readonly string[] {
  const own = pools[name];
  const candidates = own ?? [...enumOf(schema), ...Object.values(pools).flat()];
  return [...new Set(candidates)].filter((value) => schema.safeParse(value).success).slice(0, own === undefined ? filtersMost : own.length);
}

function enumOf(schema: z.ZodType): readonly string[] {
  const inner = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
  return inner instanceof z.ZodEnum ? inner.options.map(String) : [];
}

/** Queries of an operation: none if it needs none, and each filter alone beside what is needed. */
function queriesOf({ id, query }: Operation, pools: Pools): { readonly queries: readonly string[]; readonly unknown: readonly string[] } {
  const filters = Object.entries(query.shape).filter(([name]) => !paging.includes(name)).map(([name, schema]) => ({ name, values: valuesOf(name, schema as z.ZodType, pools), isNeeded: !(schema as z.ZodType).safeParse(undefined).success }));
  const needed = filters.filter(({ isNeeded }) => isNeeded).map(({ name, values: [value = ''] }) => `${name}=${encodeURIComponent(value)}`);
  const each = filters.flatMap(({ name, values, isNeeded }) => (isNeeded ? values.slice(1) : values).map((value) => [...needed.filter((one) => !one.startsWith(`${name}=`)), `${name}=${encodeURIComponent(value)}`]));
  return {
    queries: [needed, ...each].map((parts) => (parts.length === 0 ? '' : `?${parts.join('&')}`)),
    unknown: filters.filter(({ values }) => values.length === 0).map(({ name }) => `${id}: nobody knows how to fill the filter ${name}`),
  };
}

export function addressesOf(operations: readonly Operation[], pools: Pools): Addresses {
  const all: Address[] = [];
  const unknown: string[] = [];
  for (const operation of operations.filter(({ method }) => method === 'get')) {
    const names = namesIn(operation.path);
    unknown.push(...names.filter((name) => pools[name] === undefined).map((name) => `${operation.id}: nobody knows how to fill {${name}}`));
    const { queries, unknown: more } = queriesOf(operation, pools);
    unknown.push(...more);
    for (const path of filled(operation.path, names, pools)) for (const query of queries) all.push({ of: operation.id, path: path + query });
  }
  return { all, unknown };
}

/** Addresses of pages, as Express writes them. */
export function pageAddresses(paths: readonly string[], pools: Pools): Addresses {
  const written = paths.map((path) => path.replaceAll(/:(\w+)/g, '{$1}'));
  return {
    all: written.flatMap((path) => filled(path, namesIn(path), pools).map((each) => ({ of: path, path: each }))),
    unknown: written.flatMap((path) => namesIn(path).filter((name) => pools[name] === undefined).map((name) => `page ${path}: nobody knows how to fill {${name}}`)),
  };
}
