/** What the measures and boards answer, in zod. */
import { z } from 'zod';
import { measureIds, units } from './measures/measure.ts';
import { codeName, instant } from './shapes.ts';

const MOST = 10_000;
const code = z.string().max(120);
export const audience = z.enum(['internal', 'external']).meta({ description: 'For whom it is read: outside the teams fewer numbers are told' });

export const measureShape = z
  .strictObject({ id: z.enum(measureIds), name: z.string().max(80), definition: z.string().max(1_500), denominator: z.string().max(300), over: z.enum(['INSTANT', 'PERIOD']) })
  .meta({ id: 'Metric' });

const figureShape = z
  .strictObject({
    figure: code,
    of: code.optional().meta({ description: 'Of which stage, track, cause, clock, level or agency; agencies by name' }),
    value: z.number().nullable().meta({ description: 'Null when there is nothing to divide by or to take a middle of, and when it is withheld' }),
    unit: z.enum(units),
    count: z.number().optional(), outOf: z.number().optional(),
    suppressed: z.literal(true).optional().meta({ description: 'Fewer people stand behind it than may be told, or what must stand beside it is not there' }),
    cases: z.array(z.uuid()).max(MOST),
    compacts: z.array(z.uuid()).max(MOST).optional().meta({ description: 'That stand above cases: there is no case behind what they say' }),
  })
  .meta({ id: 'Figure' });

export const measuredShape = z
  .strictObject({
    ...measureShape.shape, from: instant, until: instant,
    figures: z.array(figureShape).max(MOST),
    cases: z.array(z.strictObject({ caseId: z.uuid(), codeName })).max(MOST),
    compacts: z.array(z.strictObject({ compact: z.uuid(), codeName })).max(MOST),
  })
  .meta({ id: 'MeasuredMetric' });
