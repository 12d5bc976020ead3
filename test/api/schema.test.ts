import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asOwner } from './support.ts';

const types: Record<string, string> = {
  text: 'String', uuid: 'String @db.Uuid', int4: 'Int', int8: 'BigInt', bool: 'Boolean', jsonb: 'Json', timestamptz: 'DateTime @db.Timestamptz(3)', date: 'DateTime @db.Date', numeric: 'Decimal @db.Decimal', _text: 'String[]', _int4: 'Int[]',
};
interface Column { readonly table: string; readonly column: string; readonly type: string; readonly optional: boolean; readonly generated: boolean }

/** `table.column type?` for each line, the same for both sides. */
const line = (table: string, column: string, type: string, optional: boolean): string => `${table}.${column} ${type}${optional ? '?' : ''}`;

function described(): string[] {
  const text = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  return [...text.matchAll(/^model \w+ \{(.*?)^\}/gms)].flatMap(([, body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    return [...body.matchAll(/^ {2}(\w+) +([\w[\]]+)(\?)?(.*)$/gm)].map(([, field = '', type = '', optional, rest = '']) =>
      line(table, /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field, [type, /@db\.[\w()]+/.exec(rest)?.[0]].filter(Boolean).join(' '), optional === '?'),
    );
  });
}

describe('prisma/schema.prisma', () => {
  it('describes every column of every table of the migrated database, and nothing else', async () => {
    const { rows } = await asOwner((client) => client.query<Column>(`
      select table_name as table, column_name as column, udt_name as type, is_nullable = 'YES' as optional, is_generated = 'ALWAYS' as generated
        from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations'`));
    const found = rows.map(({ table, column, type, optional }) => line(table, column, types[type] ?? `unknown ${type}`, optional && !type.startsWith('_')));
    expect(described().toSorted()).toEqual(found.toSorted());
  });

  it('says the same keys', async () => {
    const { rows } = await asOwner((client) => client.query<{ table: string; keys: string }>(`
      select c.relname as table, string_agg(a.attname, ',' order by array_position(i.indkey::int[], a.attnum::int)) as keys
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
       where i.indisprimary and c.relnamespace = 'public'::regnamespace and c.relname <> '_prisma_migrations' group by c.relname`));
    const text = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
    for (const { table, keys } of rows) {
      const body = [...text.matchAll(/^model \w+ \{(.*?)^\}/gms)].map(([, each = '']) => each).find((each) => each.includes(`@@map("${table}")`)) ?? '';
      const column = (field: string): string => new RegExp(`^ {2}${field} .*@map\\("(\\w+)"\\)`, 'm').exec(body)?.[1] ?? field;
      const fields = /@@id\(\[([^\]]+)\]\)/.exec(body)?.[1]?.split(', ') ?? [/^ {2}(\w+) .*@id/m.exec(body)?.[1] ?? ''];
      expect([table, fields.map(column).join(',')]).toEqual([table, keys]);
    }
  });
});
