/** A legal clock as it is answered. */
import { z } from 'zod';

const code = z.string().max(60);

const exclusion = z.strictObject({ basis: code, title: z.string().max(200), from: z.iso.date(), to: z.iso.date().meta({ description: 'The day on which it runs again' }) });

export const legalClockShape = z
  .strictObject({
    clock: code, title: z.string().max(200), length: code, started: z.string().max(24).optional().meta({ description: 'The local day or the instant it began; left out, with the days used, for who may not read the fact it began with' }),
    versionFrom: z.iso.date().optional().meta({ description: 'Since when the version of the law holds by which it runs; left out of the first' }),
    source: z.string().max(200), review: z.string().max(140).meta({ description: 'Who read the period against its source and when; `unverified: counsel` where nobody has' }),
    usedDays: z.int().optional(), remainingDays: z.int().optional(),
    ownEnd: z.iso.date().optional().meta({ description: 'The last day of this clock itself; left out of one that counts working days' }),
    joint: z.strictObject({ with: z.array(code).max(200), end: z.string().max(24), review: z.string().max(140) }).optional().meta({ description: 'Suspects who are tried together share the latest of their own ends' }),
    exclusions: z.array(exclusion).max(1_000),
    including: exclusion.optional().meta({ description: 'Days left out of which somebody has said that they count after all: by that a date of the law comes nearer, and it waits for the word of a second person' }),
    extensions: z.array(z.strictObject({ extension: code, title: z.string().max(200) })).max(1_000),
  })
  .meta({ id: 'LegalClock' });

export const datesAsked = {
  dateUnknown: z.literal(true).optional().meta({ description: 'Nobody has said yet from when its date counts: `due` is when somebody must' }),
  nearer: z.string().max(24).optional().meta({ description: 'What was said of when it counts from, by which a date of the law would come nearer: it waits for the word of a second person' }),
  clock: legalClockShape.optional(),
};
