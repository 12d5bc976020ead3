/** What became of each suspect, by code. An outcome is what the record says, never a rank: a conviction is one whatever its label (domain 5d, 5e). */
import { z } from 'zod';
import { dataClasses } from '../../terms.ts';
import { conditionSchema, stepCode, upperCode } from '../condition/schema.ts';

const outcomeSchema = z.strictObject({
  outcome: upperCode,
  title: z.string().min(1).max(120),
  under: z.enum(['PROSECUTION', 'PROTECTION', 'PREVENTION']).meta({ description: 'Under what it is reported: a decision in best interests is protection, never a failure of prosecution.' }),
  until: upperCode.optional().meta({ description: 'What it stands for until its conditions hold: the outcome it becomes. What is missing is told by that one.' }),
  final: z.literal(true).optional().meta({ description: 'Nothing more is to be decided about this suspect.' }),
  addressed: z.literal(true).optional().meta({ description: 'A conviction, whatever the label of the offence: the conduct was addressed where C1 and C2 are evidenced.' }),
  class: z.enum(dataClasses).meta({ description: 'The data class it is told under.' }),
  when: conditionSchema.meta({ description: 'Asked for the suspect.' }),
});

export const suspectsSchema = z.strictObject({
  nonPunishment: stepCode.optional().meta({ description: 'The step of a victim that is done before the same person is named as a suspect.' }),
  charging: z.strictObject({
    decided: stepCode.meta({ description: 'The step of a suspect in which the route is decided. What has to come before it (`after`) is its readiness; what supersedes it decides anew.' }),
    charges: z.array(upperCode).min(1).max(20).meta({ description: 'Those of its options by which somebody is charged, whatever the label.' }),
  }).optional().meta({ description: 'For the measures of decisions to charge (M14, M16, M26).' }),
  outcomes: z.array(outcomeSchema).min(1).max(40).meta({ description: 'The first whose condition holds.' }),
});
