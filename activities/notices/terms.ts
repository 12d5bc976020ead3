/** How this installation sends mail, read once, when the first notice asks. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { mailTermsSchema, type MailTerms } from '#domain/notice/schema.ts';
import { loadConfig } from '#start/config.ts';

let known: MailTerms | undefined;

/** @throws ZodError or an error of the file system: the worker reads it when it starts, so that it fails there and not at a notice. */
export function mailTerms(): MailTerms {
  known ??= mailTermsSchema.parse(parse(readFileSync(loadConfig(process.env).noticesFile, 'utf8')));
  return known;
}
