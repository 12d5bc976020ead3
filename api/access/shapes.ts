/** What the API answers of the access log: who, when, what class, how deep, on what basis. Never what it said. */
import { z } from 'zod';
import { dataClasses, roles } from '#domain/terms.ts';
import { agencyId, instant, personId } from '../shapes.ts';

const code = z.string().max(60);

export const accessShape = z
  .strictObject({
    at: instant, agency: agencyId, roles: z.array(z.enum(roles)).max(40),
    person: personId.optional().meta({ description: 'Left out where staff are not named' }),
    reader: z.int().positive().optional().meta({ description: 'In place of the name: the same number for the same person throughout this file' }),
    operation: code, action: code.optional().meta({ description: 'What the policy said no to' }),
    ledger: z.string().max(100).meta({ description: 'Of which file or case: `victim/<id>`, `case/<id>`. Empty where an address named none' }),
    class: z.enum(dataClasses), paper: z.uuid().optional(), outcome: z.enum(['READ', 'DENIED']),
    depth: z.enum(['FULL', 'SUMMARY', 'METADATA']).optional().meta({ description: 'The words, their summary, or that there is something' }),
    basis: code.optional(), basisId: z.uuid().optional().meta({ description: 'The consent or the assignment it rested on' }),
  })
  .meta({ id: 'Access' });
export type AccessAnswer = z.output<typeof accessShape>;
