/** By when a second person confirms that a partner is contained, as this installation says it, read once. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { containmentTermsSchema, type ContainmentTerms } from '#domain/agency/schema.ts';
import { loadConfig } from '#start/config.ts';

let known: ContainmentTerms | undefined;

/** @throws ZodError or an error of the file system: the worker reads it when it starts, so that it fails there and not at a containment. */
export function containmentTerms(): ContainmentTerms {
  known ??= containmentTermsSchema.parse(parse(readFileSync(loadConfig(process.env).containmentFile, 'utf8')));
  return known;
}
