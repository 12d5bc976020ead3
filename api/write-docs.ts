/** Writes what is generated from the declarations and committed: docs/openapi.json, a page for each problem, who may see what, and the JSON Schema of playbooks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { playbookJsonSchema } from '#start/playbook-json-schema.ts';
import { openApiOf } from './openapi.ts';
import { operations } from './operations/index.ts';
import { problemCodes, problemFile } from './pages/problem-page.ts';
import { createAuthoriser } from './policies/authorise.ts';
import { whoMaySeeWhat } from './policies/who-may-see-what.ts';
import { slugOf } from './problems.ts';

const docs = new URL('../docs/', import.meta.url);
mkdirSync(new URL('problems/', docs), { recursive: true });
writeFileSync(new URL('openapi.json', docs), `${JSON.stringify(openApiOf(operations), null, 2)}\n`);
for (const code of problemCodes) writeFileSync(new URL(`problems/${slugOf(code)}.md`, docs), problemFile(code, operations));
mkdirSync(new URL('reference/', docs), { recursive: true });
writeFileSync(new URL('reference/playbook.schema.json', docs), playbookJsonSchema());
writeFileSync(new URL('reference/who-may-see-what.md', docs), whoMaySeeWhat(createAuthoriser()));
