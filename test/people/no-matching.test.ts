/** Refusal 19: nobody finds a person by her name or by anything made of it. No route takes it, no column keeps it, no wall searches it. */
import { describe, expect, it } from 'vitest';
import { targetKinds } from '#domain/venture/target/kinds.ts';
import { operations } from '../../api/operations/index.ts';
import { openApiOf } from '../../api/openapi.ts';
import { rowsOf } from '../api/house.ts';

const suspect = /hash|digest|fingerprint|blind|soundex|metaphone|legal.?name|first.?name|last.?name|family.?name|given.?name|birth.?name|alias|passport|ssn|national.?id|biometric/i;
/** Ledgers and the record of commands are chained by hashes of their own text, and playbooks are named by theirs; none is made of a person's data alone, none is searched for a person. */
const ours = new Set(['ledger.hash', 'event.hash', 'event.prev_hash', 'playbook.hash', 'command.fingerprint', 'access_seal.hash', 'access_seal.prev_hash', 'pack.hash', 'playbook_text.hash', 'edition_view.hash', 'edition_word_view.hash']);

function membersOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(membersOf);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [...(key === 'properties' ? Object.keys(value as object) : key === 'name' && typeof value === 'string' ? [value] : []), ...membersOf(value)]);
}

describe('matching', () => {
  it('is done of things alone, by one keyed mark that no role may read, and never under a kind that is a person', async () => {
    expect([...targetKinds].toSorted()).toEqual(['ACCOUNT', 'CHANNEL', 'COMPANY', 'PHONE', 'SITE', 'VEHICLE']);
    // The marks of need_to_know are letters of the matrix.
    const marks = await rowsOf(`select c.table_name || '.' || c.column_name as place, (select string_agg(r, ' ') from unnest(array['throughline_api', 'throughline_worker']) r where has_column_privilege(r, c.table_name::text, c.column_name::text, 'select')) as readers
      from information_schema.columns c where c.table_schema = 'public' and c.column_name ~ 'mark' and c.table_name <> 'need_to_know'`);
    expect(marks).toEqual([{ place: 'deconfliction_mark.mark', readers: null }]);
  });


  it('has no member, parameter or header in any request or answer', () => {
    const members = new Set(membersOf(openApiOf(operations)));
    expect(members.size).toBeGreaterThan(200);
    // Images of abuse are named by the hashes of their files (D14): of a file, never of a person.
    expect([...members].filter((member) => suspect.test(member) && member !== 'hashes')).toEqual([]);
  });

  it('has no search over files of victims: they are reached by case or by id', () => {
    const paths = operations.filter(({ path }) => path.includes('victims')).map(({ path, id }) => `${id} ${path}`);
    expect(paths.filter((path) => !/\{(caseId|victimId)\}/.test(path))).toEqual([]);
  });

  it('has no column in any table', async () => {
    const columns = await rowsOf<{ place: string }>(`select table_name || '.' || column_name as place from information_schema.columns where table_schema = 'public'`);
    expect(columns.length).toBeGreaterThan(200);
    expect(columns.map(({ place }) => place).filter((place) => suspect.test(place.split('.')[1] ?? '') && !ours.has(place))).toEqual([]);
  });
});
