/** Acts on papers: what is written down under a data class, in her file or in a case. The words themselves lie in the vault; the ledger holds references. */
import { z } from 'zod';
import { assignmentBases } from '../terms.ts';
import { personId } from '../schema.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const instant = z.iso.datetime({ precision: 3 });

/** `classes`: those of the ledger that keeps the papers. */
export const paperActs = <C extends readonly [string, ...string[]]>(classes: C) =>
  [
    /** `kind` says what it is, in a code of the field; `summary` is for those whose part of the matrix ends there. Both are vault references, made with the command. */
    z.strictObject({ act: z.literal('file-paper'), paper: z.uuid(), class: z.enum(classes), kind: z.string().regex(/^[A-Z][A-Z_]{1,39}$/), text: z.uuid(), summary: z.uuid().optional(), supersedes: z.uuid().optional() }),
    /** A cells of the matrix: somebody is assigned to a class, or to one paper, on a recorded basis. */
    z.strictObject({ act: z.literal('assign'), assignment: z.uuid(), person: personId, agency, class: z.enum(classes), paper: z.uuid().optional(), basis: z.enum(assignmentBases).exclude(['BREAK_GLASS']), until: instant.optional() }),
    z.strictObject({ act: z.literal('end-assignment'), assignment: z.uuid() }),
  ] as const;
