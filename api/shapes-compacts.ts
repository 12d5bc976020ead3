/** What this API answers about compacts, in zod. */
import { z } from 'zod';
import { compactActSchema } from '#domain/compact/schema.ts';
import { commitmentKinds, commitmentStates, compactStates, roles } from '#domain/terms.ts';
import { agencyId, codeName, instant, placeOnly, playbookId, seqMember } from './shapes.ts';
import { personId } from '#domain/schema.ts';

const MOST_AGENCIES = 40;
const MOST_REQUESTS = 100;
const MOST_COMMITMENTS = 1_000;
const code = z.string().max(60);

const signature = z.strictObject({
  version: z.int().positive().meta({ description: 'The first request asks for the signature; a later one asks the next leader to confirm it' }),
  state: z.enum(['ASKED', 'SIGNED', 'RELEASED']), leader: personId.optional(), requestedAt: instant, due: instant.optional(), level: code.optional(),
  signedAt: instant.optional(), signedBy: personId.optional(),
});
const party = z.strictObject({
  agency: agencyId, roles: z.array(z.enum(roles)).max(roles.length), status: z.enum(['REQUIRED', 'TAKEN_OFF', 'LEFT']),
  leader: personId.optional(), lead: personId.optional(), deputy: personId.optional(), signatures: z.array(signature).max(MOST_REQUESTS),
});
const promised = z.strictObject({ id: z.uuid(), kind: z.enum(commitmentKinds), agency: agencyId, state: z.enum(commitmentStates), due: instant.optional(), version: z.int().nonnegative() });

export const compactSummaryShape = z
  .strictObject({
    id: z.uuid(), codeName, caseId: z.uuid().optional().meta({ description: 'The case it belongs to; absent when it stands above cases, or your agency is not engaged in that case' }), lead: agencyId, state: z.enum(compactStates),
    openedAt: instant, requestedAt: instant.optional(), activeAt: instant.optional(), endedAt: instant.optional(),
  })
  .meta({ id: 'CompactSummary' });

export const compactShape = z
  .strictObject({
    ...compactSummaryShape.shape,
    playbook: z.strictObject({ id: playbookId, version: z.int() }),
    version: z.int().positive().meta({ description: 'Of the list of required agencies' }),
    startsOn: z.iso.date(), endsOn: z.iso.date(),
    agencies: z.array(party).max(MOST_AGENCIES),
    missing: z.array(agencyId).max(MOST_AGENCIES).meta({ description: 'Required agencies whose leaders have not signed' }),
    neverSigned: z.array(agencyId).max(MOST_AGENCIES).meta({ description: 'Taken off by a joint decision without having signed' }),
    commitments: z.array(promised).max(MOST_COMMITMENTS),
    rev: z.int(),
  })
  .meta({ id: 'Compact' });

const compactActNames = compactActSchema.options.map(({ shape }) => shape.act.value);
export const compactActsShape = z.strictObject({ acts: z.array(z.enum(compactActNames)).max(compactActNames.length) }).meta({ id: 'CompactActs' });

export const compactActed = z.union([compactShape.extend(seqMember).meta({ id: 'CompactActed' }), placeOnly]);
