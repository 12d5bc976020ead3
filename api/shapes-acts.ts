/** What somebody may do with a step, a hand-off, a promise: names of acts, as they are answered. */
import { z } from 'zod';
import { handOffActSchema, stepActSchema } from '#domain/case/schema.ts';
import { commitmentActSchema } from '#domain/commitment/schema.ts';
import { bounded, code } from './shapes.ts';

const stepActNames = stepActSchema.options.map(({ shape }) => shape.act.value);
const handOffActNames = handOffActSchema.options.map(({ shape }) => shape.act.value);
export const stepActsShape = z
  .strictObject({
    acts: z.array(z.enum(stepActNames)).max(stepActNames.length),
    askedBy: z.array(z.enum(['TEAM', 'SURVIVOR'])).max(2).meta({ description: 'Who, in my words, may have asked for a statement' }),
    handOff: z.boolean().meta({ description: 'Whether I may offer it to another agency' }),
    options: z.array(z.strictObject({ option: code, title: z.string().max(300) })).max(20).meta({ description: 'How it can be decided, where completing it decides' }),
    missing: z.array(code).max(60).meta({ description: 'Steps, facts and gates of the playbook that come before it can be called done' }),
    bases: bounded(z.strictObject({ code, title: z.string().max(200) })).meta({ description: 'On what days of its legal clock may be left out' }),
    lengthenings: bounded(z.strictObject({ code, title: z.string().max(200) })).meta({ description: 'How its legal clock may be lengthened' }),
  })
  .meta({ id: 'StepActs' });
export const handOffActsShape = z.strictObject({ acts: z.array(z.enum(handOffActNames)).max(handOffActNames.length) }).meta({ id: 'HandOffActs' });
const commitmentActNames = commitmentActSchema.options.map(({ shape }) => shape.act.value);
export const commitmentActsShape = z.strictObject({ acts: z.array(z.enum(commitmentActNames)).max(commitmentActNames.length) }).meta({ id: 'CommitmentActs' });
