/** What is told once for several: each has an act of its own, at the same instant, in the order of the list. */
import type { Row, Routine } from './schema.ts';

/** One row for each, labelled `10b.1`, `10b.2`. What time brought since the row before counts for the first of them. */
export function rowsOf(row: Row): readonly Row[] {
  const { each, since, ...told } = row;
  if (each === undefined) return [row];
  return each.map((one, place) => ({ ...named(told, one), row: `${row.row}.${place + 1}`, ...(place === 0 && since !== undefined && { since }) }));
}

export function routinesOf(routine: Routine): readonly Routine[] {
  const { each, ...told } = routine;
  return each === undefined ? [routine] : each.map((one) => ({ ...named(told, one), routine: `${routine.routine} (${one})` }));
}

/** `#` becomes the one that is meant, in names of members too. */
function named<T>(value: T, one: string): T {
  if (typeof value === 'string') return value.replaceAll('#', one) as T;
  if (Array.isArray(value)) return value.map((member: unknown) => named(member, one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.replaceAll('#', one), named(member as unknown, one)])) as T;
}
