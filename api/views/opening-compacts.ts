/** A compact as people send it: what agencies pledge is free text, sealed before it is stored; ids are not theirs to choose. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { pledgedSchema } from '#domain/commitment/schema.ts';
import type { CompactCommandBody } from '#domain/compact/schema.ts';
import { roles } from '#domain/terms.ts';
import type { Intent } from '../command.ts';
import { agencyId, codeName, freeText, playbookId } from '../shapes.ts';
import { textOf, type Text } from '../vault.ts';
import { day, personId } from '#domain/schema.ts';

const [deliverable, response, resource] = pledgedSchema.options;
export const pledgedBody = z.discriminatedUnion('kind', [deliverable.extend({ text: freeText }), response.extend({ text: freeText }), resource.extend({ text: freeText })]);

export const openingBody = z.strictObject({
  codeName,
  playbook: z.strictObject({ id: playbookId, version: z.int().positive().max(1_000_000) }),
  startsOn: day,
  endsOn: day,
  agencies: z
    .array(z.strictObject({ agency: agencyId, roles: z.array(z.enum(roles)).min(1).max(24), leader: personId.optional(), lead: personId.optional(), deputy: personId.optional() }))
    .min(2).max(40)
    .refine((all) => new Set(all.map((each) => each.agency)).size === all.length, 'names an agency twice'),
  pledges: z.array(pledgedBody).max(100).optional(),
});

export function pledgeOf({ text: words, ...pledged }: z.output<typeof pledgedBody>) {
  const text = textOf('commitment', words);
  return { text, pledge: { commitment: randomUUID(), pledged: pledgedSchema.parse({ ...pledged, text: text.id }) } };
}

/** The command that opens it, under a new id. */
export function openingOf({ pledges = [], ...opening }: z.output<typeof openingBody>, caseId: string | undefined): Intent {
  const compactId = randomUUID();
  const sealed = pledges.map(pledgeOf);
  const texts: readonly Text[] = sealed.map(({ text }) => text);
  const body: CompactCommandBody = { type: 'open-compact', compactId, ...(caseId !== undefined && { case: caseId }), ...opening, pledges: sealed.map(({ pledge }) => pledge) };
  return { ledger: `compact/${compactId}`, keeper: `compact/${compactId}`, body, texts };
}

export const openingRefusals = [
  'COMPACT_EXISTS', 'COMPACT_FULL', 'PLAYBOOK_UNKNOWN', 'NO_COMMITMENTS_HERE', 'AGENCY_UNKNOWN', 'NOT_THE_COORDINATOR', 'ROLE_UNFILLED', 'PERIOD_BACKWARDS', 'DATE_IN_THE_PAST', 'DATE_TOO_FAR', 'NOT_ON_THE_TEAM',
] as const;
