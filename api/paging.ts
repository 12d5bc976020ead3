/** Cursors: where the last page ended, opaque to the caller and checked when it comes back. Stable order: each list has a unique key. */
import { z } from 'zod';
import { Problem } from './problems.ts';
import type { Page } from './shapes.ts';

const USUAL = 50;

export const pageQuery = {
  limit: z.string().regex(/^([1-9]\d?|100)$/).transform(Number).default(USUAL).meta({ description: 'How many items, 1 to 100', example: '50' }),
  cursor: z.string().regex(/^[\w-]{1,400}$/).optional().meta({ description: '`next` of the page before' }),
};

/** A key as our own lists have them. */
export const positionKey = z.string().regex(/^[\w/.:@-]{1,300}$/);

/** The position a cursor holds, by the list's own schema; a cursor of another list, or a made-up one, is an invalid request. */
export function positionOf<T>(schema: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(tryJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw new Problem('INVALID_REQUEST', { errors: [{ at: 'query.cursor', problem: 'is not a cursor of this list' }] });
  return parsed.data;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Cuts a page out of `limit + 1` rows. `keyOf` gives a row's position in the list's order. */
export function pageFrom<Row, Item>(rows: readonly Row[], limit: number, keyOf: (row: Row) => unknown, itemOf: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(itemOf), next: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null };
}
