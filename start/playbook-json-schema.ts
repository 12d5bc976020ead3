/** The language of playbooks as JSON Schema, so that editors complete and underline: what the schema of `domain/playbook/schema.ts` takes, generated from it. */
import { z } from 'zod';
import { playbookSchema } from '#domain/playbook/schema.ts';

/** As `npm run docs` writes it to docs/reference/playbook.schema.json. */
export const playbookJsonSchema = (): string => `${JSON.stringify({ title: 'A Throughline playbook', ...z.toJSONSchema(playbookSchema, { io: 'input', reused: 'ref' }) }, null, 2)}\n`;
