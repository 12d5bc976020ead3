/** What is read of published playbooks: a version never changes, so one reading of it serves the life of the process. */

interface PublishedRow {
  readonly body: string;
  readonly hash: string;
}

/** Reads a version by `rowOf` the first time it is asked for, and keeps what `reading` made of it. Undefined, and asked again the next time, where there is no such version. */
export function readOnce<T>(reading: (row: PublishedRow) => T): (id: string, version: number, rowOf: () => Promise<PublishedRow | undefined>) => Promise<T | undefined> {
  const known = new Map<string, T>();
  return async (id, version, rowOf) => {
    const key = `${id}@${version}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const row = await rowOf();
    if (row === undefined) return undefined;
    const read = reading(row);
    known.set(key, read);
    return read;
  };
}
