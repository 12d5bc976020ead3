/**
 * What one request reads of the protected classes. Collected while it is answered, and written in one statement of the transaction that answers: it is
 * committed before the answer leaves, and where it cannot be written there is no answer.
 */
import { protectedClasses, type DataClass } from '#domain/terms.ts';
import type { Actor, Ask } from '../actor.ts';
import { Problem } from '../problems.ts';
import type { Vault } from '../vault.ts';

/** How deep it went, in the letters of the matrix: F the words, S their summary, M that there is something. */
export type Depth = 'FULL' | 'SUMMARY' | 'METADATA';

/** On what a reading rested: ROLE, OWN, STANDING, or one consent or assignment, by its id. */
export interface Basis {
  readonly kind: string;
  readonly id?: string;
}

export interface Opened {
  readonly ledger: string;
  readonly class: DataClass;
  readonly paper?: string;
  /** Without it: what rows of that class hold. */
  readonly depth?: Depth;
  /** Without it: what the second wall says opens that class. */
  readonly basis?: Basis;
}

export interface Notes {
  /** Words that are unsealed here are noted by that alone: under their own class, paper and owner. */
  readonly vault: Vault;
  /** Rows that were shown. */
  readonly opened: (what: Opened) => void;
  /** Something was asked for by name of class, or lay beside what was shown, and stayed shut. */
  readonly denied: (what: Opened) => void;
  readonly write: (ask: Ask, actor: Actor, operation: string) => Promise<void>;
}

/** Rows hold codes, days and numbers; words are in the vault. A summary class is all there is of it, and so is a signal (D6). */
const depthOf = (of: DataClass): Depth => (of === 'D6' ? 'FULL' : /[sr]$/.test(of) ? 'SUMMARY' : 'METADATA');

export function notesOf(vault: Vault): Notes {
  const items = new Set<string>();
  const rows = new Map<string, object>();
  const add = (outcome: 'READ' | 'DENIED', { ledger, class: of, paper, depth = depthOf(of), basis }: Opened): void => {
    const row = { ledger, class: of, paper, outcome, ...(outcome === 'READ' && { depth }), ...(basis !== undefined && { basis: basis.kind, basis_id: basis.id }) };
    if (protectedClasses.includes(of)) rows.set(JSON.stringify(row), row);
  };
  return {
    vault: {
      ...vault,
      async get(ask, id) {
        const text = await vault.get(ask, id);
        if (text !== undefined) items.add(id);
        return text;
      },
    },
    opened: (what) => add('READ', what),
    denied: (what) => add('DENIED', what),
    async write(ask, { now, person, agency, roles, exercise, only }, operation) {
      if (items.size === 0 && rows.size === 0) return;
      // A program's token opens no protected class, whoever's it is: nobody stands behind it who could answer for having read.
      if (only !== undefined) throw new Problem('NOT_ALLOWED');
      await ask`
        with told as (
          select * from jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb) as r(ledger text, class text, paper uuid, outcome text, depth text, basis text, basis_id uuid)),
        unsealed as (
          select distinct i.owner, i.data_class, i.paper, i.agency_id from vault_item i
           where i.id = any(${[...items]}::uuid[]) and i.data_class = any(${protectedClasses})
             and not exists (select 1 from told t where t.ledger = i.owner and t.class = i.data_class and t.paper = i.paper and t.depth = 'FULL'))
        insert into access_log (at, person, agency, roles, operation, ledger_id, class, paper, outcome, depth, basis, basis_id, agency_id, exercise_id)
        select ${now}::timestamptz, ${person}, ${agency}, ${roles}, ${operation}, n.ledger, n.class, n.paper, n.outcome, n.depth, coalesce(n.basis, b.basis), coalesce(n.basis_id, b.basis_id), ${agency}, ${exercise}::uuid
          from (select t.*, null as recorder from told t
                union all
                select owner, data_class, paper, 'READ', case when data_class ~ '[a-z]$' then 'SUMMARY' else 'FULL' end, null, null, agency_id from unsealed) n
          left join lateral basis_of(n.ledger, n.class, n.paper, n.recorder) b on n.outcome = 'READ' and n.basis is null`;
    },
  };
}
