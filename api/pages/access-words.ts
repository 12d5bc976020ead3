/** The access log in plain words, for somebody who stands by her and for paper: who, when, what, on what basis. */
import type { z } from 'zod';
import type { DataClass } from '#domain/terms.ts';
import type { accessShape } from '../access/shapes.ts';
import { listWords, roleWords } from './words.ts';
import { whenWords } from './when.ts';

type Access = z.output<typeof accessShape>;

export const classWords: Readonly<Record<DataClass, string>> = {
  D1: 'the outline of a case', D2: 'steps of a case', D3: 'who she is and how she is reached', D4: 'where she is', D5: 'notes of her advocate', D6: 'what she signals and decides',
  D7: 'her risk', D7s: 'the level of her risk', D8: 'what she stated', D8m: 'that she made a statement', D9: 'her immigration status', D10: 'suspects', D10s: 'suspects',
  D11: 'plans of an operation', D11s: 'readiness for an operation', D12: 'sealed matters', D13: 'reports of suspicious money', D14: 'marks of images', D15: 'reasons of a charge', D15r: 'the outcome of a charge',
  D16: 'payments to her', D16s: 'totals of payments', D17: 'her health', D18: 'figures', D19: 'this log',
};

const basisWords: Readonly<Record<string, string>> = {
  ROLE: 'their part in her case', OWN: 'written by their own agency', STANDING: 'they stand by her', CONSENT: 'her consent', ASSIGNMENT: 'an assignment', BREAK_GLASS: 'imminent danger', DISCLOSURE: 'a disclosure without consent',
};

const depthWords: Readonly<Record<NonNullable<Access['depth']>, string>> = { FULL: 'Read in full', SUMMARY: 'Read the summary of', METADATA: 'Saw that there is something on' };

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
    basis: outcome === 'DENIED' ? 'None' : (basisWords[basis ?? ''] ?? 'Another'),
  };
}
