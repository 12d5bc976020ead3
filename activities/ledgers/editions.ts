/** What the shelf of a playbook asks of the path of a command. */
import { decideEditions } from '#domain/editions/decide.ts';
import type { EditionsEvent } from '#domain/editions/events.ts';
import { evolveEditions } from '#domain/editions/evolve.ts';
import { editionRows } from '#domain/editions/rows.ts';
import { editionsCommandSchema, type EditionsCommandBody } from '#domain/editions/schema.ts';
import { absentShelf, editionsVersion, type EditionsState } from '#domain/editions/state.ts';
import { shelved } from '../shelf.ts';
import { fewBytes, type LedgerKind } from './kind.ts';

export const editionsLedger: LedgerKind<EditionsState, EditionsCommandBody, EditionsEvent> = {
  absent: absentShelf, version: editionsVersion, stateBytesMost: fewBytes, wordOf: {}, evolve: evolveEditions, shelves: shelved,
  agenciesNamed: () => [], civilsOf: () => [], clocksOf: () => [],
  keepersOf: (state) => (state.phase === 'absent' ? [] : [{ id: `playbook/${state.name}`, phase: 'open' }]),
  parse: (body) => editionsCommandSchema.safeParse(body).data,
  shelfAsked: (state, { name, version, act }) => {
    const hash = act.act === 'draft' || state.phase === 'absent' ? undefined : state.editions[version]?.hash;
    return { name, ...(hash !== undefined && (act.act === 'submit' || act.act === 'publish') && { hash }) };
  },
  decide: (state, command, facts) => decideEditions(state, command, facts),
  rowsOf: (changes) => {
    const { editions, words } = editionRows(changes);
    return { notices: [], tables: { editions: editions.values(), editionWords: words } };
  },
};
