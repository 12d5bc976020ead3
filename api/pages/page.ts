/** A page: an address, what it tells, and, if it has a form, how its entries become a request of the API. */
import type { Operation, Reply } from '../route.ts';
import type { Entries, Field } from './fields.ts';
import type { Visit } from './visit.ts';

/** What a form asks to have recorded. */
export interface Wish {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  readonly body: object;
  /** The code of what is said afterwards (words.ts). */
  readonly said: string;
  /** Where to go then. */
  readonly next: (reply: Reply) => string;
}

/** What is put into a template. */
export interface PageData {
  readonly title: string;
  /** Names of the form's fields, for problems that are about one of them. */
  readonly fields?: readonly Field[];
  /** What stands in a form that nobody has filled in yet. */
  readonly given?: Entries;
  readonly rev?: number;
  readonly [name: string]: unknown;
}

export interface Page {
  /** Of the page: as Express writes it. */
  readonly path: string;
  readonly template: string;
  /** Bytes that its form may take, where it asks for more than others. */
  readonly largest?: number;
  /** `entries` are those of a form that came back, so that nothing that was typed is lost. */
  show(visit: Visit, entries: Entries | undefined): Promise<PageData>;
  readonly wish?: (visit: Visit, entries: Entries) => Promise<Wish>;
}
