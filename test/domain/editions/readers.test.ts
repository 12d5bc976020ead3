/** Who has read a version for others: two people of two agencies, and none of those who wrote it. */
import { expect, it } from 'vitest';
import { decideEditions, type ShelfFacts } from '#domain/editions/decide.ts';
import type { EditionAct } from '#domain/editions/schema.ts';
import { absentShelf, type EditionsState } from '#domain/editions/state.ts';

type Who = readonly [person: string, agency: string];
const facts = { now: '2027-03-01T10:00:00.000Z', without: [], shelf: { versions: [], flaws: 0 } } as unknown as ShelfFacts;
const draft = (of: string): EditionAct => ({ act: 'draft', of: 'playbook', hash: of.repeat(64) });

/** Plays acts on version 1; answers what each came to. Everybody keeps playbooks and reads for others. */
function play(...acts: readonly (readonly [Who, EditionAct])[]): readonly string[] {
  let state: EditionsState = absentShelf;
  return acts.map(([[person, agency], act]) => {
    const decided = decideEditions(state, { type: 'edition', name: 'one', version: 1, act, by: { person, agency, roles: ['PLAYBOOK_STEWARD', 'PROSECUTOR'] } }, facts);
    state = decided.state;
    return 'refusal' in decided && decided.refusal !== undefined ? decided.refusal.code : 'done';
  });
}

const [submit, approve, publish] = [{ act: 'submit' }, { act: 'approve' }, { act: 'publish' }] as const satisfies readonly EditionAct[];
const author: Who = ['author', 'office'];

it('nobody says yes twice, whichever agency they act for', () => {
  expect(play([author, draft('a')], [author, submit], [['one', 'police'], approve], [['one', 'house'], approve], [author, publish], [['two', 'house'], approve], [author, publish]))
    .toEqual(['done', 'done', 'done', 'TWO_AGENCIES_REQUIRED', 'TWO_AGENCIES_REQUIRED', 'done', 'done']);
});

it('nobody says yes to what they wrote of, under another agency or where a colleague drafted it last', () => {
  expect(play([author, draft('a')], [['colleague', 'office'], draft('b')], [author, submit], [['author', 'police'], approve], [['colleague', 'house'], approve])).toEqual(['done', 'done', 'done', 'TWO_AGENCIES_REQUIRED', 'TWO_AGENCIES_REQUIRED']);
});

it('a text that is drafted anew loses its readers, and cannot be published as the one that was read', () => {
  expect(play([author, draft('a')], [author, submit], [['one', 'police'], approve], [['two', 'house'], approve], [author, draft('b')], [author, publish], [author, submit], [author, publish]))
    .toEqual(['done', 'done', 'done', 'done', 'done', 'EDITION_STATE', 'done', 'TWO_AGENCIES_REQUIRED']);
});
