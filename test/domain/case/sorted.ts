/** A value as canonical JSON gives it back: every object's keys in alphabetical order. Throws on what JSON does not keep, such as undefined. */
export const sorted = <T>(value: T): T => inOrder(value) as T;

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') throw new Error(`JSON does not keep ${typeof value}`);
  const from = value as Record<string, unknown>;
  const to: Record<string, unknown> = {};
  for (const key of Object.keys(from).sort()) to[key] = inOrder(from[key]);
  return to;
}
