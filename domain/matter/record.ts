/**
 * The records of matters: evidence, a venture, restitution, fair process, what a case was worth. All lie in one table, each under its data class, and are opened one by one, as
 * papers are. `data` and `summary` hold codes, ids, days and whole numbers; what people wrote is in `texts`, by reference.
 */
import type { Instant } from '../facts.ts';
import type { DataClass, RiskEvent } from '../terms.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A row of `record_view`. A later row of the same kind and id takes its place; the ledger keeps both. */
export interface RecordRow {
  /** A word: `custody-transfer`. */
  readonly kind: string;
  /** A UUID, or a name that is stable within the kind: an assignment to one record needs a UUID. */
  readonly id: string;
  readonly class: DataClass;
  /** Whom of the case it is about, by the name there. */
  readonly subject?: string | undefined;
  /** By the id of her file: then it is opened by who may open hers. */
  readonly victim?: string | undefined;
  readonly state?: string | undefined;
  readonly recorder: string;
  readonly author: string;
  readonly at: Instant;
  /** For those to whom its class opens. */
  readonly data: Json;
  /** For those who have the summary in the matrix: totals, a class of route, a level. */
  readonly summary?: Json | undefined;
  /** Vault references by field, sealed with this record's id as their paper. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

function tableRow({ kind, id, class: of, subject, victim, state, recorder, author, at, data, summary, texts }: RecordRow, caseId: string): object {
  return { kind, id, class: of, caseLedger: `case/${caseId}`, subject: subject ?? null, victim: victim ?? null, state: state ?? null, recorder, author, at, data, summary: summary ?? null, texts: texts ?? {} };
}

/** By kind and id, the last word of each. */
export const recordRows = (rows: readonly RecordRow[], caseId: string): Iterable<object> => new Map(rows.map((row) => [`${row.kind}/${row.id}`, tableRow(row, caseId)])).values();

/** What a matter asks of its case: facts that the playbook of the case knows are recorded there, and what happened is said to the files of its victims (rule R9). `nth`: its place, so that each is said once. */
export interface Saying {
  readonly nth: string | number;
  readonly facts?: readonly { readonly fact: string; readonly about?: string; readonly value: string }[];
  readonly event?: RiskEvent;
}

export const sayToCase = (ledger: string, caseId: string, actor: string, { nth, facts = [], event }: Saying) => ({
  id: `matter-says/${ledger}/${nth}`, ledger: `case/${caseId}`, keeper: `case/${caseId}`, actor, body: { type: 'matter-says' as const, facts, ...(event !== undefined && { event }) },
});
