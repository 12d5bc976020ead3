/** The access log in plain words, for somebody who stands by her and for paper: who, when, what, on what basis. */
import type { z } from 'zod';
import type { accessShape } from '../access/shapes.ts';
import { classWords } from './people-words.ts';
import { listWords, roleWords } from './words.ts';
import { whenWords } from './when.ts';

type Access = z.output<typeof accessShape>;

const basisWords: Readonly<Record<string, string>> = {
  ROLE: 'their part in her case', OWN: 'their own agency having written it', STANDING: 'standing by her', CONSENT: 'her consent', ASSIGNMENT: 'an assignment', BREAK_GLASS: 'imminent danger', DISCLOSURE: 'a disclosure without consent',
};

const depthWords: Readonly<Record<NonNullable<Access['depth']>, string>> = { FULL: 'Read in full', SUMMARY: 'Read the summary of', METADATA: 'Saw that something is on record of' };

export interface AccessLine {
  readonly when: string;
  readonly who: string;
  readonly what: string;
  readonly basis: string;
}

export function accessLine({ at, agency, roles, person, reader, class: of, outcome, depth, basis }: Access, nameOf: (agency: string) => string, zone: string): AccessLine {
  const parts = roles.length === 0 ? 'Somebody' : listWords(roles.map((role) => roleWords[role]));
  const mark = person ?? (reader === undefined ? undefined : `reader ${reader}`);
  return {
    when: whenWords(at, zone), who: `${parts}, ${nameOf(agency)}${mark === undefined ? '' : ` (${mark})`}`,
    what: outcome === 'DENIED' ? `Was refused: ${classWords[of]}` : `${depthWords[depth ?? 'METADATA']}: ${classWords[of]}`,
    basis: outcome === 'DENIED' ? 'On no basis' : `On the basis of ${basisWords[basis ?? ''] ?? 'another rule'}`,
  };
}
