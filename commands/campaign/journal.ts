/** The acknowledgement journal: what a client has been told is on disk here before it counts, so that the campaign cannot forget a promise either. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

export interface Acknowledged {
  /** Id of the command as the product derives it from agency, person and key. */
  readonly command: string;
  readonly status: number;
  /** Of a recorded act. */
  readonly seq?: number;
  /** Of a refusal. */
  readonly code?: string;
}

export class Journal {
  readonly #file: number;
  readonly #entries: Acknowledged[] = [];

  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600);
  }

  add(entry: Acknowledged): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.#file);
    this.#entries.push(entry);
  }

  /** All so far; a copy, so that a check on a snapshot is not overtaken. */
  entries(): readonly Acknowledged[] {
    return [...this.#entries];
  }

  close(): void {
    closeSync(this.#file);
  }
}
