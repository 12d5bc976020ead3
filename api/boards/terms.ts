/** What boards rest on beside the cases, as an installation says it (`start/boards.yaml`): periods are data here and nowhere else. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { durationSchema } from '#domain/time/schema.ts';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a local time such as 17:00');

const boardTermsSchema = z.strictObject({
  /** Working days end at this local time of the agency; `weekend` in ISO days, Monday is 1. */
  calendar: z.strictObject({ closesAt: localTime, weekend: z.array(z.int().min(1).max(7)).max(3) }),
  /** How long after a day its agency alone reads of its time on it, unless it has explained it. */
  explainFirst: durationSchema,
});
export type BoardTerms = z.infer<typeof boardTermsSchema>;

/** @throws ZodError or an error of the file system: the API reads it when it starts, so that it fails there and not at a board. */
export const readBoardTerms = (file: string): BoardTerms => boardTermsSchema.parse(parse(readFileSync(file, 'utf8')));
