/** What a playbook file may say. Deadlines, ladders, forms, roles per step are data here and nowhere else. */
import { z } from 'zod';
import { roles, tracks } from '../terms.ts';
import { ladderSchema } from '../time/schema.ts';
import { adHocSchema, answersSchema, compactSchema, deconflictionSchema, informationSchema, redressSchema } from './case/schema.ts';
import { clockSchema, reviewSchema } from './clock/schema.ts';
import { conditionSchema, stepCode, upperCode } from './condition/schema.ts';
import { perKinds } from './names.ts';
import { peopleSchema } from './people/schema.ts';
import { scorecardSchema } from './scorecard/schema.ts';
import { factSchema, stepSchema } from './step/schema.ts';
import { suspectsSchema } from './suspects/schema.ts';

/** ISO 639, with a script or a region where it needs one (zh-Hans). */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);

const gateSchema = z.strictObject({ gate: upperCode, title: z.string().min(1).max(200), per: z.enum(perKinds).optional(), when: conditionSchema });

/** The texts of the playbook in another language: by what they belong to (see `texts.ts`). What no person has read says so wherever it is shown. */
const translationSchema = z.strictObject({
  language,
  review: z.union([z.literal('unreviewed'), reviewSchema.options[1]]),
  texts: z.record(z.string().max(120), z.string().min(1).max(300)),
});

export const playbookSchema = z.strictObject({
  playbook: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  version: z.int().positive(),
  title: z.string().min(1).max(120),
  jurisdiction: z.string().min(1).max(80),
  language: language.optional().meta({ description: 'Of the texts in this file; en where nothing is said.' }),
  translations: z.array(translationSchema).max(30).optional(),
  packs: z.array(z.string().regex(/^[a-z][a-z0-9-]{1,40}@[1-9]\d{0,5}$/, 'expected a name and a version, like field@1')).max(10).optional().meta({ description: 'What it shares with others: name@version, in the folder beside it. What the playbook says itself counts.' }),
  calendar: z.strictObject({ closesAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), weekend: z.array(z.int().min(1).max(7)).max(3) }).meta({ description: 'Working days end at this local time of the owner\'s agency; weekend in ISO days, Monday is 1.' }),
  ladders: z.array(ladderSchema).min(1).max(40),
  clocks: z.array(clockSchema).max(80).optional(),
  stages: z.array(z.strictObject({ stage: z.string().regex(/^[A-Z]{1,3}\d{0,2}$/), title: z.string().min(1).max(120) })).max(30).optional().meta({ description: 'Phases of tracks, in order; not a single pointer of the case.' }),
  facts: z.array(factSchema).max(100).optional(),
  gates: z.array(gateSchema).max(40).optional(),
  handOff: answersSchema,
  compact: compactSchema.optional().meta({ description: 'Without it there are no compacts and no commitments under this playbook.' }),
  reDates: z.int().min(0).max(10).optional().meta({ description: 'New dates granted to one piece of work after which the next request goes straight to level 3; without it there is no such end.' }),
  adHoc: adHocSchema.optional(),
  information: informationSchema.optional(),
  operation: z.strictObject({ step: stepCode, services: z.array(z.enum(roles)).min(1).max(10) }).optional().meta({ description: 'Gate G4: the step that a readiness notice opens, and the roles of the services that must say they are ready.' }),
  closing: z.strictObject({ review: stepCode }).optional().meta({ description: 'The step that opens when the coordinator asks for the closing review.' }),
  people: peopleSchema.optional(),
  deconfliction: deconflictionSchema.optional().meta({ description: 'What is matched blindly with the targets of other teams, things only; without it nothing is.' }),
  redress: redressSchema.optional().meta({ description: 'Without it no orders of restitution are kept under this playbook.' }),
  scorecard: scorecardSchema.optional().meta({ description: 'By what a case is judged, in words (domain 5e), and when. Without it a case has no scorecard.' }),
  suspects: suspectsSchema.optional().meta({ description: 'What became of each suspect, and what comes before a victim is named as one.' }),
  stall: z.partialRecord(z.enum(tracks), z.int().positive()).meta({ description: 'Calendar days without progress after which a track counts as stalled (metric M3).' }),
  steps: z.array(stepSchema).min(1).max(200),
});

export type Playbook = z.infer<typeof playbookSchema>;
export type PlaybookStep = Playbook['steps'][number];
