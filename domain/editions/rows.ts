/** Read models of the shelf: where each version stands, and what was said of it. */
import type { Instant } from '../facts.ts';
import { changed, type Change } from '../ledger.ts';
import type { EditionsEvent } from './events.ts';
import type { EditionsState } from './state.ts';

export interface EditionRow {
  readonly name: string;
  readonly of: string;
  readonly version: number;
  readonly state: string;
  readonly hash: string;
  readonly author: string;
  readonly rev: number;
  readonly draftedAt: Instant;
  readonly endedAt: Instant | null;
}
/** A word of a reader on one text; `said` is COMMENT, APPROVAL or RETURN. */
export interface EditionWordRow {
  readonly seq: number;
  readonly version: number;
  readonly hash: string;
  readonly said: 'COMMENT' | 'APPROVAL' | 'RETURN';
  readonly person: string;
  readonly agency: string;
  readonly note: string | null;
  readonly at: Instant;
}

const saidBy = { EditionCommented: 'COMMENT', EditionApproved: 'APPROVAL', EditionReturned: 'RETURN' } as const;

export function editionRows(changes: readonly Change<EditionsState, EditionsEvent>[]): { readonly editions: ReadonlyMap<string, EditionRow>; readonly words: readonly EditionWordRow[] } {
  const editions = new Map<string, EditionRow>();
  const words: EditionWordRow[] = [];
  for (const { index, before, after, event } of changes) {
    if (after.phase === 'absent') continue;
    for (const [, { version, state, hash, author, rev, draftedAt, endedAt = null }] of changed(before.phase === 'absent' ? undefined : before.editions, after.editions)) {
      editions.set(String(version), { name: after.name, of: after.of, version, state, hash, author, rev, draftedAt, endedAt });
    }
    if (event.type !== 'EditionCommented' && event.type !== 'EditionApproved' && event.type !== 'EditionReturned') continue;
    const { version, hash, person, agency, at } = event;
    words.push({ seq: index, version, hash, said: saidBy[event.type], person, agency, note: 'note' in event ? event.note : null, at });
  }
  return { editions, words };
}
