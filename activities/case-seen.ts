/** What a matter's decision sees of its case, which cannot change until it is made. */
import type pg from 'pg';
import { caseSeen, type CasePart, type CaseSeen } from '#domain/matter/case-seen.ts';
import type { CaseState } from '#domain/case/state.ts';
import { stateFrom, type StoredState } from './fold.ts';

/** The case of a matter, by the id of its ledger: `redress/<case>/<order>`. */
const caseOf = (ledger: string): string => ledger.split('/')[1] ?? '';

/** Undefined where there is no such case. A matter locks its own ledger first and its case after it; no case ever locks a matter. */
export async function caseSeenBy(client: pg.ClientBase, ledger: string, exercise: string | null, parts: readonly CasePart[]): Promise<CaseSeen | undefined> {
  const id = `case/${caseOf(ledger)}`;
  const { rows } = await client.query<StoredState>({
    name: 'case seen', text: 'select state, domain_version, state_seq from ledger where id = $1 and exercise_id is not distinct from $2::uuid for share', values: [id, exercise],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  const state = (await stateFrom(client, id, row)) as CaseState;
  return state.phase === 'absent' ? undefined : caseSeen(state, caseOf(ledger), parts);
}
