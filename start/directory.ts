/** The directory file: agencies and people of a machine that is not connected to a directory service. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { parse } from 'yaml';
import { z } from 'zod';
import { agencyTypes, roles } from '#domain/terms.ts';
import { PlainError } from './plain-error.ts';

const zones = new Set(Intl.supportedValuesOf('timeZone')).add('UTC');
const agencyId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by dashes').max(80);
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a local time such as 22:00');
const hatSchema = z.strictObject({ agency: agencyId, roles: z.array(z.enum(roles)).min(1), from: z.iso.datetime().optional(), until: z.iso.datetime().optional() });
const personSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'the agency, a dot and a word').max(120),
  roles: z.array(z.enum(roles)).min(1),
  active: z.boolean().default(true),
  email: z.email().max(254).optional(),
  hats: z.array(hatSchema).default([]),
});
const agencySchema = z
  .strictObject({
    id: agencyId,
    name: z.string().min(1).max(200),
    type: z.enum(agencyTypes),
    zone: z.string().refine((zone) => zones.has(zone), 'an IANA time zone such as America/Chicago'),
    holidays: z.string().regex(/^$|^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$/, "'' or a country or region such as US or US-IL"),
    /** Local time between which mail that can wait is held back. */
    quiet: z.strictObject({ from: localTime, until: localTime }).optional(),
    /** A partner that is gone: asked for nothing any more, and its open work goes back to those who lead. */
    active: z.boolean().default(true),
    people: z.array(personSchema).min(1),
  })
  .refine((agency) => agency.people.every((person) => person.id.startsWith(`${agency.id}.`)), { error: 'each person’s id begins with the agency’s id and a dot', path: ['people'] });
type Listed = z.infer<typeof agencySchema>;
/** Every hat under a key of its own, the same at each start. */
const hatsOf = (agencies: readonly Listed[]) => agencies.flatMap(({ people }) => people.flatMap(({ id: person, hats }) => hats.map((hat, index) => ({ id: `${person}/${index}`, person, ...hat }))));
const unique = (ids: readonly string[]) => new Set(ids).size === ids.length;
const directorySchema = z
  .strictObject({ agencies: z.array(agencySchema).min(1) })
  .refine((all) => unique(all.agencies.map((agency) => agency.id)) && unique(all.agencies.flatMap((agency) => agency.people.map((person) => person.id))), 'no id twice')
  .refine((all) => hatsOf(all.agencies).every(({ agency }) => all.agencies.some(({ id }) => id === agency)), 'a hat names an agency that is not listed');

export type Directory = z.infer<typeof directorySchema>;

/** Reads and checks the file. @throws PlainError naming the first wrong place. */
export function readDirectory(file: string): Directory {
  let text: unknown;
  try {
    text = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new PlainError(`The directory file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, ['Correct it, or set DIRECTORY_FILE to another one.']);
  }
  const read = directorySchema.safeParse(text);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new PlainError(`The directory file ${file} is wrong at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? ''}.`, ['Correct it, or set DIRECTORY_FILE to another one.']);
}

const upsertAgency = `insert into agency (id, name, type, zone, holidays, quiet_from, quiet_until, active) values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (id) do update set name = excluded.name, type = excluded.type, zone = excluded.zone, holidays = excluded.holidays,
    quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, active = excluded.active`;
const upsertPerson = `insert into person (id, agency_id, roles, active, email) values ($1, $2, $3, $4, $5)
  on conflict (id) do update set agency_id = excluded.agency_id, roles = excluded.roles, active = excluded.active, email = excluded.email`;
/** Hats of the file replace each other; those that an agency recorded stay. A hat without a beginning has always been worn. */
const insertHat = `insert into hat (ledger_id, id, person, agency, roles, from_at, until_at, agency_id) values ('', $1, $2, $3, $4, coalesce($5::timestamptz, '1900-01-01Z'), $6, $3)`;

/** Writes the file's agencies and people into the database, as its owner. All or nothing. */
export async function loadDirectory(databaseUrl: string, file: string): Promise<Directory> {
  const directory = readDirectory(file);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    for (const agency of directory.agencies) {
      await client.query(upsertAgency, [agency.id, agency.name, agency.type, agency.zone, agency.holidays, agency.quiet?.from, agency.quiet?.until, agency.active]);
      for (const person of agency.people) await client.query(upsertPerson, [person.id, agency.id, person.roles, person.active, person.email]);
    }
    await client.query("delete from hat where ledger_id = ''");
    for (const hat of hatsOf(directory.agencies)) await client.query(insertHat, [hat.id, hat.person, hat.agency, hat.roles, hat.from, hat.until]);
    await client.query('commit');
    return directory;
  } finally {
    await client.end(); // an open transaction ends with it, undone
  }
}
