/**
 * Images of abuse are never here (refusal 15): of an image only listed facts are taken, each of a form in which no picture fits, and no paper of any class takes what may be a file
 * written out as text.
 */
import { z } from 'zod';
import { Problem } from '../problems.ts';

/** Hexadecimal, of a fixed length for each way of hashing. */
const hash = z.discriminatedUnion('algorithm', [
  z.strictObject({ algorithm: z.literal('MD5'), value: z.string().regex(/^[0-9a-f]{32}$/) }),
  z.strictObject({ algorithm: z.literal('SHA1'), value: z.string().regex(/^[0-9a-f]{40}$/) }),
  z.strictObject({ algorithm: z.literal('SHA256'), value: z.string().regex(/^[0-9a-f]{64}$/) }),
]);

/** What is known of images. `rating` follows the international baseline; where they were found is a code of ours. */
export const imageFacts = z.strictObject({
  count: z.int().min(1).max(10_000_000),
  hashes: z.array(hash).max(40),
  rating: z.enum(['BASELINE', 'OTHER_ILLEGAL', 'NOT_ILLEGAL', 'UNRATED']),
  found: z.enum(['DEVICE', 'ACCOUNT', 'SITE', 'REPORT', 'OTHER']),
  childrenIdentified: z.int().min(0).max(10_000).optional(),
});

/** A data URI, or so long a word of the letters of base64 that no language has it. */
const written = /data:[\w.+-]+\/[\w.+-]+[;,]|[A-Za-z0-9+/_-]{200,}/i;
/** The same broken into lines, as files are written out in mails: many lines of one length, without a blank. */
const brokenUp = /(?:^[A-Za-z0-9+/_=-]{40,100}\r?\n){4,}/m;

/** @throws Problem IMAGE_CONTENT_REFUSED, before anything of it is stored. */
export function refuseImages(...texts: readonly unknown[]): void {
  if (texts.some((text) => typeof text === 'string' && (written.test(text) || brokenUp.test(text)))) throw new Problem('IMAGE_CONTENT_REFUSED');
}
