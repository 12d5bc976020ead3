/** What victims have agreed to, as a decision of another ledger rests on it: read from their own files, which cannot change until it is made. */
import type pg from 'pg';
import type { Agreed, Instant } from '#domain/facts.ts';
import { agreedIn } from '#domain/victim/consent/consent.ts';
import type { VictimState } from '#domain/victim/state.ts';
import { stateFrom, type StoredState } from './fold.ts';

interface Row extends StoredState {
  readonly id: string;
}

/** In the order of their ids, so that two decisions never wait for each other. Who has no file is left out. */
export async function agreedOf(client: pg.ClientBase, victims: readonly string[], exercise: string | null, now: Instant): Promise<Readonly<Record<string, Agreed>>> {
  const ledgers = victims.map((victim) => `victim/${victim}`);
  const { rows } = await client.query<Row>('select id, state, domain_version, state_seq from ledger where id = any($1) and exercise_id is not distinct from $2::uuid order by id for share', [ledgers, exercise]);
  const found: [string, Agreed][] = [];
  for (const { id, ...stored } of rows) {
    const file = (await stateFrom(client, id, stored)) as VictimState;
    if (file.phase !== 'absent') found.push([file.victim, agreedIn(file, now)]);
  }
  return Object.fromEntries(found);
}
