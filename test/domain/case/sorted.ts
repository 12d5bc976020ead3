/** A value as canonical JSON gives it back: every object's keys in alphabetical order, nothing undefined. */
export function sorted<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_key, each: unknown) => (isRecord(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each))) as T;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
