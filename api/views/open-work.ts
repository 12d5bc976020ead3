/** Open work as a dry run lists it: where it is and what it is called. Row-level security has left out what the reader's agency may not see. */
import type { z } from 'zod';
import { tracks } from '#domain/terms.ts';
import type { openWorkShape } from '../desk-shapes.ts';
import type { Reader } from '../route.ts';
import { readable } from './readable.ts';

/** One of them is named. `leads`: the agency that somebody leads in a compact, or that is required in it. */
export interface Piece {
  readonly ledger: string;
  readonly step: string | null;
  readonly commitment: string | null;
  readonly hand_off: string | null;
  readonly plan: string | null;
  readonly leads: string | null;
}
type Listed = Omit<z.input<typeof openWorkShape>, 'person'>;

/** More is not listed at once; a sweep goes on until none is left. */
export const MOST = 500;

export async function listed(reader: Reader, pieces: readonly Piece[]): Promise<Listed> {
  const { ask } = reader;
  const ids = (key: 'commitment' | 'hand_off') => pieces.flatMap((piece) => piece[key] ?? []);
  const ledgers = pieces.map(({ ledger }) => ledger);
  const commitments = await ask<{ id: string; codeName: string }>`select id, code_name as "codeName" from commitment_view where id = any(${ids('commitment')}::uuid[]) order by code_name, id`;
  const handOffs = await ask<{ id: string; codeName: string; step: string }>`select id, code_name as "codeName", step from hand_off_view where id = any(${ids('hand_off')}::uuid[]) order by code_name, id`;
  const compacts = await ask<{ id: string; codeName: string }>`select id, code_name as "codeName" from compact_view where ledger_id = any(${pieces.flatMap(({ ledger, leads }) => (leads === null ? [] : ledger))}::text[]) order by code_name, id`;
  return { ...(await steps(reader, pieces, ledgers)), commitments: [...commitments], handOffs: [...handOffs], compacts: [...compacts] };
}

async function steps(reader: Reader, pieces: readonly Piece[], ledgers: readonly string[]): Promise<Pick<Listed, 'work' | 'plans'>> {
  const { tx, ask, deps } = reader;
  const seen = await readable(reader, ledgers);
  const shells = new Map((await tx.caseView.findMany({ where: { ledgerId: { in: [...seen.keys()] } } })).map((shell) => [shell.ledgerId, shell]));
  const rows = await ask<{ ledger: string; code: string; track: string }>`select ledger_id as ledger, code, track from step_view where ledger_id = any(${[...shells.keys()]}::text[]) and code = any(${pieces.flatMap(({ plan }) => plan ?? [])}::text[])`;
  const found: Pick<Listed, 'work' | 'plans'> = { work: [], plans: [] };
  for (const { ledger, step, plan } of pieces) {
    const shell = shells.get(ledger);
    if (shell === undefined) continue;
    const inCase = { caseId: shell.id, codeName: shell.codeName };
    if (step !== null) found.work.push({ ...inCase, step, title: (await deps.playbooks.titles(ask, shell.playbookId, shell.playbookVersion))(step) });
    const row = rows.find((each) => each.ledger === ledger && each.code === plan);
    const track = tracks.find((each) => each === row?.track);
    if (track !== undefined) found.plans.push({ ...inCase, track });
  }
  return found;
}
