/**
 * Something went wrong that the person at the keyboard can put right: what happened, and the way out, in plain sentences.
 * Shown without a stack. Everything else is a fault of ours and keeps its stack.
 */
export class PlainError extends Error {
  readonly wayOut: readonly string[];

  constructor(what: string, wayOut: readonly string[] = []) {
    super(what);
    this.name = 'PlainError';
    this.wayOut = wayOut;
  }
}

/** The disk-full message, if that is what the text (a log, an error) speaks of. */
export function diskFull(text: string, place: string): PlainError | undefined {
  if (!/ENOSPC|no space left on device|database or disk is full/i.test(text)) return undefined;
  return new PlainError(`The disk that holds ${place} is full.`, [
    'Nothing that was acknowledged is lost.',
    'Free some room (or move the data folder and set THROUGHLINE_DATA) and start again.',
  ]);
}
