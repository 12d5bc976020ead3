/**
 * Both walls asked the same of every class and every role, under nothing and under everything that can open it at once: the policies, and the database. And both shut whatever is
 * about a person to a unit that enforces removal (domain 5b, consent rule 12), whichever way it would come to it.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { personalClasses, roles, type Role } from '#domain/terms.ts';
import { createAuthoriser, type CompartmentResource, type Met } from '../../api/policies/authorise.ts';
import { asOwner } from '../api/support.ts';
import { paperClasses } from './cells.ts';

const authoriser = createAuthoriser();
/** One on top of the other. */
const circumstances = ['nothing', 'consent', 'assignment', 'everything'] as const;
type Circumstance = (typeof circumstances)[number];
interface World { readonly file: string; readonly other: string; readonly units: Readonly<Record<'removal' | 'police', string>> }

/** Her file and a case of hers, in which two agencies fill every role; one of them enforces removal. Each has somebody for each role. */
async function build(client: pg.Client): Promise<World> {
  const mark = `w${randomUUID().slice(0, 8)}`;
  const [file, theCase, units] = [`victim/${randomUUID()}`, `case/${randomUUID()}`, { removal: `${mark}r`, police: `${mark}p` }];
  await client.query(`insert into involvement_view (ledger_id, case_ledger, pseudonym, from_at, agency_id) values ($1, $2, 'V1', '2020-01-01', $3)`, [file, theCase, units.police]);
  for (const [name, agency] of Object.entries(units)) {
    await client.query(`insert into agency (id, name, type, zone, removal) values ($1, $1, 'IMMIGRATION', 'America/Chicago', $2)`, [agency, name === 'removal']);
    await client.query(`insert into person (id, agency_id, roles) select $1 || '.' || r, $1, array[r] from unnest($2::text[]) r`, [agency, roles]);
    await client.query(`insert into engagement (ledger_id, agency_id, roles, from_at) values ($1, $2, $3, '2020-01-01')`, [theCase, agency, roles]);
  }
  return { file, other: `${mark}o`, units };
}

async function give(client: pg.Client, { file, units }: World, what: Circumstance): Promise<void> {
  for (const agency of Object.values(units)) {
    if (what === 'consent')
      await client.query(`insert into consent_view (ledger_id, id, kind, agency, purpose, classes, from_at, until_at, grantor, method, agency_id) values ($1, gen_random_uuid(), 'SHARE', $2, 'SAFETY', $3, '2020-01-01', '2200-01-01', 'SELF', 'WRITTEN', $2)`, [file, agency, personalClasses]);
    if (what === 'assignment')
      await client.query(`insert into assignment_view (ledger_id, id, person, agency, class, basis, from_at, agency_id) select $1, gen_random_uuid(), $2 || '.' || r, $2, c, 'LEGAL_DUTY', '2020-01-01', $2 from unnest($3::text[]) r, unnest($4::text[]) c`, [file, agency, roles, paperClasses]);
    if (what === 'everything') {
      await client.query(`insert into standing_view (ledger_id, id, role, agency, from_at, agency_id) select $1, gen_random_uuid(), r, $2, '2020-01-01', $2 from unnest($3::text[]) r`, [file, agency, ['COMMUNITY_ADVOCATE', 'VICTIM_COUNSEL', 'CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER']]);
      await client.query(`insert into disclosure_view (ledger_id, id, grounds, glass, classes, agency, recorder, steps, from_at, until_at, agency_id) values ($1, gen_random_uuid(), '{COURT_ORDER}', false, $3, $2, $2, '{}', '2020-01-01', '2200-01-01', $2)`, [file, agency, personalClasses.filter((of) => of !== 'D5')]);
    }
  }
}

interface Found extends Met { readonly class: string; readonly opens: boolean; readonly known: boolean; readonly disclosed: boolean; readonly granted: boolean; readonly assigned: boolean }

/** What the database says of classes, and the facts by which the policies are asked. Recorded by the own agency, or by another. */
async function asked(client: pg.Client, file: string, classes: readonly string[], { agency, role, recorder, actingFor = agency }: { readonly agency: string; readonly role: Role; readonly recorder: string; readonly actingFor?: string }): Promise<readonly Found[]> {
  await client.query(`select set_config('app.agency', $1, true), set_config('app.person', $2, true), set_config('app.exercise', '', true)`, [actingFor, `${agency}.${role}`]);
  const { rows } = await client.query<Found>(
    `select c as class, is_open($1, c, $3, null) as opens, is_known($1, c, $3, null) as known, exists (select 1 from disclosure_of($1, c, $3)) as disclosed, is_granted($1, c) as granted, is_assigned($1, c, null) as assigned,
            array(select roles_in($1)) as working, array(select stands_as($1)) as standing, array(select supervises_in($1)) as supervised, removal_here() as removal from unnest($2::text[]) c`, [file, classes, recorder]);
  return rows;
}

/** What the policies open: the words; that there is something. */
function level(role: Role, agency: string, recorder: string, { class: of, working, standing, supervised, removal, granted, assigned, disclosed }: Found): readonly boolean[] {
  const resource: CompartmentResource = { kind: 'Compartment', id: 'p', class: of, working, standing, supervised, removal, granted, assigned, disclosed, own: recorder === agency };
  const may = (action: string): boolean => authoriser.allows({ person: 'p', agency, roles: [role] }, { action, resource });
  const opens = may('compartment.read');
  return [opens, opens || may('compartment.know')];
}

/** In a world of its own that is undone afterwards. */
async function inWorld(work: (client: pg.Client, world: World) => Promise<void>): Promise<void> {
  await asOwner(async (client) => {
    await client.query('begin');
    try {
      await work(client, await build(client));
    } finally {
      await client.query('rollback');
    }
  });
}

describe('the policies and the wall in the database', () => {
  it.each(roles)('open the same classes about a person to %s, under nothing, under consent, under an assignment, under everything', (role) => inWorld(async (client, world) => {
    const differing: string[] = [];
    for (const what of circumstances) {
      await give(client, world, what);
      for (const [unit, agency] of Object.entries(world.units))
        // Of who recorded it only advocates' notes ask.
        for (const [recorder, classes] of [[agency, personalClasses], [world.other, ['D5']]] as const)
          for (const each of await asked(client, world.file, classes, { agency, role, recorder })) {
            const [said, database] = [level(role, agency, recorder, each), [each.opens || each.disclosed, each.known || each.disclosed]];
            if (String(said) !== String(database)) differing.push(`${each.class} ${role} of ${unit}, under ${what}: read and known: the policies say ${String(said)}, the database ${String(database)}`);
          }
    }
    expect(differing).toEqual([]);
  }));

  it('open something to who works there and has been given everything, and nothing about a person to a unit that enforces removal, nor to its people when they stand in elsewhere', () => inWorld(async (client, world) => {
    for (const what of circumstances) await give(client, world, what);
    const { file, units } = world;
    let opened = 0;
    for (const role of roles) {
      opened += (await asked(client, file, personalClasses, { agency: units.police, role, recorder: units.police })).filter(({ opens }) => opens).length;
      for (const actingFor of Object.values(units)) {
        const found = await asked(client, file, personalClasses, { agency: units.removal, role, recorder: actingFor, actingFor });
        expect([role, found.filter(({ opens, known, disclosed }) => opens || known || disclosed).map(({ class: of }) => of), found.every(({ removal }) => removal)]).toEqual([role, [], true]);
      }
    }
    expect(opened).toBeGreaterThan(50);
  }));
});
