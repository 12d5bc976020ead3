import { z } from 'zod';
import { DURATION_FORM, DURATION_PATTERN, isDuration } from './duration.ts';
import type { Ladder, Moment } from './ladder.ts';
import { LEVELS, RECIPIENTS } from './ladder.ts';

/** Alternatives in one `latest` or `earliest`. The field's own ladders need two. */
const MOST_ALTERNATIVES = 4;

const levelSchema = z.enum(LEVELS);

/** A length of time in a playbook: see `Duration`. */
export const durationSchema = z
  .string()
  .regex(DURATION_PATTERN, { abort: true, error: DURATION_FORM })
  .refine(isDuration);

const percentageSchema = z.int().min(1).max(100);

/** When a level is reached: see `Moment`. Each object holds exactly one way to say it. */
export const momentSchema: z.ZodType<Moment> = z.lazy(() =>
  z.union([
    z.literal('due'),
    z.strictObject({ used: percentageSchema }),
    z.strictObject({ before: durationSchema }),
    z.strictObject({ after: durationSchema }),
    z.strictObject({ latest: z.array(momentSchema).min(2).max(MOST_ALTERNATIVES) }),
    z.strictObject({ earliest: z.array(momentSchema).min(2).max(MOST_ALTERNATIVES) }),
    z.strictObject({ since: levelSchema, plus: durationSchema }),
  ]),
);

const levelRuleSchema = z.strictObject({
  level: levelSchema,
  when: momentSchema,
  to: z.array(z.enum(RECIPIENTS)).min(1).refine(isUnique, 'names a recipient twice'),
});

/** A ladder in a playbook: its levels in order, each once; a level counts only `since` one that stands before it. */
export const ladderSchema: z.ZodType<Ladder> = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a short name in kebab-case'),
    levels: z.array(levelRuleSchema).min(1).max(LEVELS.length),
    thenEvery: durationSchema.optional(),
  })
  .superRefine(({ levels }, context) => {
    for (const [index, { level, when }] of levels.entries()) {
      const before = levels.slice(0, index).map((each) => each.level);
      const below = before.at(-1);
      if (below !== undefined && level <= below) {
        context.addIssue({ code: 'custom', path: ['levels', index, 'level'], message: `must come after ${below}` });
      }
      for (const since of countedFrom(when).filter((each) => !before.includes(each))) {
        context.addIssue({ code: 'custom', path: ['levels', index, 'when'], message: `counts from ${since}, which does not stand before it` });
      }
    }
  });

function countedFrom(moment: Moment): readonly (typeof LEVELS)[number][] {
  if (moment === 'due') return [];
  if ('since' in moment) return [moment.since];
  if ('latest' in moment) return moment.latest.flatMap(countedFrom);
  if ('earliest' in moment) return moment.earliest.flatMap(countedFrom);
  return [];
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
