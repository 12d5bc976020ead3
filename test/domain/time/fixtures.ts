import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Calendar } from '#domain/time/calendar.ts';
import type { Ladder } from '#domain/time/ladder.ts';
import { ladderSchema } from '#domain/time/schema.ts';

/** An agency in Chicago that observes no holidays: the calendar of the ORCHARD story. */
export const chicago: Calendar = { zone: 'America/Chicago', holidays: [], closesAt: '17:00', weekend: [6, 7] };

const text = readFileSync(new URL('ladders.yaml', import.meta.url), 'utf8');
export const ladders: readonly Ladder[] = z.strictObject({ ladders: z.array(ladderSchema) }).parse(parse(text)).ladders;

export function ladderNamed(name: string): Ladder {
  const found = ladders.find((each) => each.name === name);
  if (found === undefined) throw new Error(`No ladder ${name} in ladders.yaml`);
  return found;
}

/** The instant as a clock in Chicago shows it, `2021-07-30 17:00`; seconds only when there are some. */
export function inChicago(at: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: 'America/Chicago' }).replace(/:00$/, '');
}
