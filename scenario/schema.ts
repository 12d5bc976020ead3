/** What a scenario file may say. How to write one: docs/how-to/write-a-scenario.md */
import { z } from 'zod';
import { agencyTypes, roles } from '#domain/terms.ts';
import { labelPattern } from './label.ts';
import { isMoment } from './moment.ts';

const zones = new Set(Intl.supportedValuesOf('timeZone')).add('UTC');
const zone = z.string().refine((name) => zones.has(name), 'an IANA time zone such as America/Chicago is needed');
const holidays = z.string().regex(/^(none|[A-Z]{2}(-[A-Z0-9]{1,3}){0,2})$/, 'write none, or a country or region such as US or US-IL');
const alias = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'an alias is a lower-case word: letters, digits and dashes');
const moment = z.string().refine(isMoment, 'a date and time of day is needed, such as 2021-03-08 09:30');
const label = z.union([z.string(), z.int()]).transform(String).pipe(z.string().regex(labelPattern, 'a label is a number, with letters if need be: 10, 10a'));
const request = z.string().regex(/^(GET|POST) \/\S*$/, 'a request is a method and a path, such as POST /cases/@case/steps/S1.1/acts');
const happenings = z.array(z.string()).max(200);

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** What the answer must say at a place of it. */
const wanted = z.union([scalar, z.array(scalar)]);
export type Wanted = z.infer<typeof wanted>;

const expectation = z.strictObject({
  status: z.int().min(200).max(599),
  /** Code of the problem, for an answer that is no. */
  problem: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'a problem has a code such as VICTIM_PACED_GATE').optional(),
  /** Members of the answer by their path. */
  answer: z.record(z.string().min(1), wanted).optional(),
});
export type Expectation = z.infer<typeof expectation>;

/** Told once, done for each of these at the same instant: `#` stands for one of them wherever it is written. */
const each = z.array(z.union([z.string(), z.int()]).transform(String).pipe(z.string().regex(/^[A-Za-z0-9._:-]{1,40}$/, 'each is a list of short words or numbers, such as [1, 2, 3]'))).min(1).max(60).optional();

const act = {
  each,
  who: alias,
  request,
  body: z.record(z.string(), z.unknown()).optional(),
};

/** One instant, one person, one request, its answer, and all that happened since the row before. */
export const rowSchema = z.strictObject({
  row: label,
  tells: z.string().max(400).optional(),
  at: moment,
  ...act,
  headers: z.record(z.string(), z.string()).optional(),
  expect: expectation,
  save: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}#?$/, 'an alias is a lower-case word: letters, digits and dashes; # stands for one of each'), z.string().min(1)).optional(),
  since: happenings.optional(),
  causes: happenings.optional(),
});
export type Row = z.infer<typeof rowSchema>;

/** A row whose subject is not built yet: it is not played and counts for nothing but itself. */
export const awaitingSchema = z.strictObject({ row: label, tells: z.string().max(400).optional(), at: moment.optional(), awaits: z.string().min(1).max(80) });
export type Awaiting = z.infer<typeof awaitingSchema>;

/** What somebody does again and again and the story does not tell. */
const routineSchema = z.strictObject({
  routine: z.string().min(1).max(60),
  why: z.string().max(400).optional(),
  from: moment,
  to: moment,
  every: z.string().regex(/^[1-9]\d{0,3}d$/, 'a cadence is a number of days, such as 14d').transform((text) => Number.parseInt(text, 10)),
  ...act,
  expect: expectation.default({ status: 200 }),
  causes: happenings.optional(),
});
export type Routine = z.infer<typeof routineSchema>;

/** Everything but the rows, which have two forms. */
export const headSchema = z.strictObject({
  scenario: z.string().regex(/^[A-Z][A-Z0-9 -]{2,30}$/, 'the name is in capitals, as a code name: FIRST HOUR'),
  zone,
  holidays: holidays.default('none'),
  agencies: z.record(alias, z.strictObject({ name: z.string().min(1).max(200), type: z.enum(agencyTypes), zone: zone.optional(), holidays: holidays.optional() })),
  people: z.record(alias, z.strictObject({ agency: alias, roles: z.array(z.enum(roles)).min(1) })),
  routine: z.array(routineSchema).default([]),
  rows: z.array(z.unknown()).min(1),
});

export type Scenario = Omit<z.infer<typeof headSchema>, 'rows'> & {
  /** In the order of the table. */
  readonly rows: readonly Row[];
  readonly awaiting: readonly Awaiting[];
};
