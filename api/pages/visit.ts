/** A page asks what any program asks: the operations of the API, with the identity that is signed in. Policy, row-level security and refusals are theirs. */
import type { z } from 'zod';
import type { Identity } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { listAgencies } from '../operations/list-agencies.ts';
import { readMe } from '../operations/read-me.ts';
import type { Operation, Reply } from '../route.ts';
import { agencyShape, meShape, pageOf } from '../shapes.ts';

export type Me = z.output<typeof meShape>;
type Parts = Readonly<Record<string, string>>;

export interface Shown<T> {
  readonly body: T;
  readonly rev: number;
}

/** One request for a page, by somebody who is signed in. */
export interface Visit {
  readonly me: Me;
  readonly params: Parts;
  readonly query: Parts;
  /** What an operation answers, checked against its shape. @throws Problem as the operation does. */
  readonly read: <S extends z.ZodType>(operation: Operation, shape: S, params?: Parts, query?: Parts) => Promise<Shown<z.output<S>>>;
  /** All pages of a list, up to a bound that no page of ours could show anyway. */
  readonly readAll: <S extends z.ZodType>(operation: Operation, item: S, query?: Parts, params?: Parts) => Promise<readonly z.output<S>[]>;
  /** Has something recorded, once for each key. */
  readonly act: (operation: Operation, params: Parts, body: object, sending: Sending) => Promise<Reply>;
  /** The names of all agencies, by id. */
  readonly agencies: () => Promise<ReadonlyMap<string, string>>;
}

export interface Sending {
  readonly key: string;
  /** The revision that was shown, for operations that take one. */
  readonly rev: string | undefined;
  /** Discarded once it is recorded. */
  readonly draft?: string;
}

const MOST = 500;
const PAGE = '100';

/** @throws Problem NOT_SIGNED_IN when the directory knows the person no more. */
export async function visitOf(deps: Deps, identity: Identity, params: Parts, query: Parts): Promise<Visit> {
  const run = (operation: Operation, ofParams: Parts, ofQuery: Parts, header: Parts, body: object | undefined): Promise<Reply> => {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ofParams[name] ?? '');
    return operation.run(deps, { method: operation.method.toUpperCase(), path, params: ofParams, query: ofQuery, header: (name) => header[name.toLowerCase()], readBody: async () => body }, identity);
  };
  const read: Visit['read'] = async (operation, shape, ofParams = {}, ofQuery = {}) => {
    const { body, headers } = await run(operation, ofParams, ofQuery, {}, undefined);
    return { body: shape.parse(body), rev: Number((headers['ETag'] ?? '0').replaceAll('"', '')) };
  };
  const readAll: Visit['readAll'] = async (operation, item, ofQuery = {}, ofParams = {}) => {
    const items: z.output<typeof item>[] = [];
    for (let cursor: string | null | undefined; cursor !== null && items.length < MOST; ) {
      const { body } = await read(operation, pageOf(item), ofParams, { limit: PAGE, ...ofQuery, ...(cursor !== undefined && { cursor }) });
      items.push(...body.items);
      cursor = body.next;
    }
    return items;
  };
  let names: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    me: (await read(readMe, meShape)).body,
    params, query, read, readAll,
    act: (operation, ofParams, body, { key, rev, draft }) => run(operation, ofParams, {}, { 'idempotency-key': key, ...(draft !== undefined && { draft }), ...(rev !== undefined && Object.hasOwn(operation.headers.shape, 'If-Match') && { 'if-match': `"${rev}"` }) }, body),
    agencies: () => (names ??= readAll(listAgencies, agencyShape).then((all) => new Map(all.map(({ id, name }) => [id, name])))),
  };
}

/** Agencies as the choices of a field, those left out apart. */
export const agencyOptions = (names: ReadonlyMap<string, string>, without: readonly string[] = []): { readonly value: string; readonly text: string }[] =>
  [...names].filter(([id]) => !without.includes(id)).map(([value, text]) => ({ value, text }));
