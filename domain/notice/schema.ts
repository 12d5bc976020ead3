/** How mail about notices is sent, as an installation says it (`start/notices.yaml`): periods are data here and nowhere else. */
import { z } from 'zod';
import { durationSchema } from '../time/schema.ts';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a local time such as 08:00');

export const mailTermsSchema = z.strictObject({
  /** Working days end at this local time of the agency; `weekend` in ISO days, Monday is 1. */
  calendar: z.strictObject({ closesAt: localTime, weekend: z.array(z.int().min(1).max(7)).max(3) }),
  /** What can wait is held back so long, that what comes together is one letter. */
  gatherFor: durationSchema,
  /** When what asks for nothing (changes, answers) is sent: a local time of the reader's agency. */
  digestAt: localTime,
  /** Who has not opened it by then counts as not told, and the next is told. */
  readWithin: z.strictObject({ urgent: durationSchema, ordinary: durationSchema }),
  /** After a failure that may pass: how long to wait before each further attempt (the last one again and again), and for how long altogether. */
  retry: z.strictObject({ after: z.array(durationSchema).min(1).max(20), for: durationSchema }),
  /** What was said longer ago when the mail comes to take it up is not sent any more: it is in the inbox. */
  staleAfter: durationSchema,
});

export type MailTerms = z.infer<typeof mailTermsSchema>;
