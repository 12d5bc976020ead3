/** At no instant does the database say otherwise than the fold of the ledger: asked of both, on histories of any kind. And a consent that is over never opens again. */
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { isShared } from '#domain/victim/consent/consent.ts';
import { grantableClasses } from '#domain/victim/consent/schema.ts';
import { columnOf, tables } from '../../activities/tables.ts';
import { asOwner } from '../api/support.ts';
import { advocate, coordinator, createFile, victimId, type File } from '../domain/victim/world.ts';

const ledger = `victim/${victimId}`;
const day = (n: number): string => new Date(Date.parse('2024-03-04T15:00:00.000Z') + n * 86_400_000).toISOString();
const agencies = ['police', 'clinic'] as const;
const people = ['one', 'two'] as const;

type Act =
  | { readonly do: 'grant'; readonly by: 'SELF' | 'GUARDIAN'; readonly agency: string; readonly person?: string; readonly classes: readonly (typeof grantableClasses)[number][]; readonly starts: number; readonly days: number }
  | { readonly do: 'withdraw' | 'suspect' | 'pass'; readonly n: number }
  | { readonly do: 'born'; readonly on: string };

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({
    do: fc.constant('grant' as const), by: fc.constantFrom('SELF' as const, 'GUARDIAN' as const), agency: fc.constantFrom(...agencies), classes: fc.uniqueArray(fc.constantFrom(...grantableClasses), { minLength: 1, maxLength: 3 }),
    starts: fc.integer({ min: 0, max: 10 }), days: fc.integer({ min: 1, max: 60 }), person: fc.constantFrom(...people),
  }, { requiredKeys: ['do', 'by', 'agency', 'classes', 'starts', 'days'] }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('withdraw' as const, 'pass' as const), n: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('suspect' as const), n: fc.constant(0) }) },
  // She comes of age in these weeks, or has, or will.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('born' as const), on: fc.constantFrom('2006-03-14', '2006-04-04', '2000-01-01', '2012-05-05') }) },
);

function live(story: readonly Act[]): { readonly file: File; readonly over: ReadonlySet<string> } {
  const file = createFile();
  const guardian = (): string | undefined => Object.entries(file.file().standing).find(([, { role }]) => role === 'CHILD_GUARDIAN')?.[0];
  file.say(coordinator, { act: 'stand-by', standing: file.newId(), role: 'CHILD_GUARDIAN', agency: 'lead' });
  const over = new Set<string>();
  for (const act of story) {
    const before = Object.keys(file.file().consents);
    if (act.do === 'grant') {
      const by = guardian();
      const from = new Date(Date.parse(file.now()) + act.starts * 86_400_000).toISOString();
      file.say(advocate, {
        act: 'grant-consent', consent: file.newId(), kind: 'SHARE', agency: act.agency, purpose: 'SAFETY', classes: [...act.classes], from, until: new Date(Date.parse(from) + act.days * 86_400_000).toISOString(), by: act.by, method: 'WRITTEN', language: 'es',
        interpreter: 'NONE', wording: randomUUID(), explained: { withdrawalTold: true, noConditionTold: true, limitsTold: true }, ...(act.person !== undefined && { person: `${act.agency}.${act.person}` }),
        ...(act.by === 'GUARDIAN' && { views: randomUUID(), ...(by !== undefined && { standing: by }) }),
      });
    } else if (act.do === 'withdraw') {
      const consent = before[act.n % Math.max(1, before.length)];
      if (consent !== undefined) file.say(advocate, { act: 'withdraw-consent', consent });
    } else if (act.do === 'suspect') {
      const standing = guardian();
      if (standing !== undefined) file.say(coordinator, { act: 'suspect-standing', standing });
    } else if (act.do === 'born') file.say(coordinator, { act: 'record-age', basis: 'KNOWN', bornOn: act.on, decidedBy: 'lead' });
    else file.passTo(new Date(Date.parse(file.now()) + act.n * 86_400_000).toISOString());
    for (const id of before) if (file.file().consents[id] === undefined) over.add(id);
    // No act brings back what is over.
    expect(Object.keys(file.file().consents).filter((id) => over.has(id))).toEqual([]);
  }
  return { file, over };
}

/** The rows of a history as they are written, in an exercise of their own. */
async function write(client: pg.Client, file: File, exercise: string): Promise<void> {
  await client.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, file.now()]);
  for (const name of ['consents', 'ages'] as const) {
    const rows = [...(file.rows()[name]?.values() ?? [])].map((row) => Object.fromEntries(Object.entries({ ...row, ledgerId: ledger, agencyId: 'lead', dataClass: 'D3', legalHold: false, exerciseId: exercise }).map(([key, value]) => [columnOf(key), value])));
    await client.query(`insert into ${tables[name].name} select * from jsonb_populate_recordset(null::${tables[name].name}, $1)`, [JSON.stringify(rows)]);
  }
}

async function granted(client: pg.Client, exercise: string, probe: { readonly agency: string; readonly person: string; readonly class: string; readonly at: string }): Promise<boolean> {
  await client.query('update exercise set now_at = $2 where id = $1', [exercise, probe.at]);
  await client.query(`select set_config('app.agency', $1, true), set_config('app.person', $2, true), set_config('app.exercise', $3, true)`, [probe.agency, `${probe.agency}.${probe.person}`, exercise]);
  return (await client.query<{ granted: boolean }>('select is_granted($1, $2) as granted', [ledger, probe.class])).rows[0]?.granted ?? false;
}

describe('the two walls', () => {
  it('say the same of consent at every instant of any history', async () => {
    const share = { yes: 0, no: 0 };
    const probes = fc.array(fc.record({ agency: fc.constantFrom(...agencies), person: fc.constantFrom(...people), class: fc.constantFrom(...grantableClasses), ahead: fc.integer({ min: 0, max: 40 }) }), { minLength: 16, maxLength: 16 });
    await asOwner((client) => fc.assert(fc.asyncProperty(fc.constantFrom('2000-01-01', '2006-03-14', '2012-05-05'), fc.array(acts, { minLength: 6, maxLength: 14 }), probes, async (on, story, asked) => {
      // Of age, nearly so, and a child.
      const { file } = live([{ do: 'born', on }, ...story]);
      const exercise = randomUUID();
      await client.query('begin');
      try {
        await write(client, file, exercise);
        for (const { ahead, ...to } of asked) {
          const probe = { ...to, at: new Date(Date.parse(file.now()) + ahead * 86_400_000).toISOString() };
          const folded = isShared(file.file(), { agency: to.agency, person: `${to.agency}.${to.person}` }, to.class, probe.at);
          share[folded ? 'yes' : 'no'] += 1;
          expect([probe, await granted(client, exercise, probe)]).toEqual([probe, folded]);
        }
      } finally {
        await client.query('rollback');
      }
    }), { numRuns: 80 }));
    // Both answers were really given.
    expect(share.yes).toBeGreaterThan(20);
    expect(share.no).toBeGreaterThan(20);
  });

  it('end what a guardian granted at the first instant of the eighteenth birthday, before any clock has rung', async () => {
    const file = live([{ do: 'born', on: '2006-03-14' }, { do: 'grant', by: 'GUARDIAN', agency: 'police', classes: ['D4'], starts: 0, days: 30 }]).file;
    const exercise = randomUUID();
    await asOwner(async (client) => {
      await client.query('begin');
      await write(client, file, exercise);
      for (const [at, holds] of [['2024-03-14T04:59:59.999Z', true], ['2024-03-14T05:00:00.000Z', false]] as const) {
        const to = { agency: 'police', person: 'one', class: 'D4', at } as const;
        expect([at, await granted(client, exercise, to), isShared(file.file(), { agency: 'police', person: 'police.one' }, 'D4', at)]).toEqual([at, holds, holds]);
      }
      await client.query('rollback');
    });
  });

  it('close a consent at its last instant, to the millisecond', async () => {
    const file = live([{ do: 'born', on: '2000-01-01' }, { do: 'grant', by: 'SELF', agency: 'police', classes: ['D4'], starts: 0, days: 3 }]).file;
    const exercise = randomUUID();
    const end = day(3);
    const before = new Date(Date.parse(end) - 1).toISOString();
    await asOwner(async (client) => {
      await client.query('begin');
      await write(client, file, exercise);
      const to = { agency: 'police', person: 'one', class: 'D4' };
      expect([await granted(client, exercise, { ...to, at: before }), await granted(client, exercise, { ...to, at: end })]).toEqual([true, false]);
      await client.query('rollback');
    });
  });

  it('know no way from a unit that enforces removal to anything of hers, of no class, though its investigator is assigned', async () => {
    const asked = ['D3', 'D4', 'D7', 'D8', 'D9', 'D16', 'D17'];
    const file = `victim/${randomUUID()}`;
    await asOwner(async (client) => {
      await client.query('begin');
      const opens = async (): Promise<readonly string[]> =>
        (await client.query<{ class: string }>('select c as class from unnest($2::text[]) c where is_open($1, c, $3, null) or is_known($1, c, $3, null)', [file, asked, 'unit'])).rows.map((row) => row.class);
      await client.query(`insert into agency (id, name, type, zone) values ('unit', 'unit', 'IMMIGRATION', 'UTC')`);
      await client.query(`insert into person (id, agency_id, roles) values ('unit.one', 'unit', '{INVESTIGATOR,PROSECUTOR}')`);
      for (const of of asked) await client.query(`insert into assignment_view (ledger_id, id, person, agency, class, basis, from_at, agency_id) values ($1, $2, 'unit.one', 'unit', $3, 'COURT_ORDER', '2020-01-01', 'unit')`, [file, randomUUID(), of]);
      await client.query(`select set_config('app.agency', 'unit', true), set_config('app.person', 'unit.one', true), set_config('app.exercise', '', true)`);
      expect(await opens()).toEqual(expect.arrayContaining(['D3', 'D7', 'D8']));
      await client.query(`update agency set removal = true where id = 'unit'`);
      expect(await opens()).toEqual([]);
      await client.query('rollback');
    });
  });
});
