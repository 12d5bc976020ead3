/** Requests to speak with her, and what was held. What she asks for herself is an act of its own, which no gate refuses (rule R11). */
import { z } from 'zod';
import { earlyPurposes, interviewPurposes, roles } from '../../terms.ts';
import { day, personId } from '../../schema.ts';

const caseId = z.uuid().toLowerCase();
/** Who was in the room, as parts and not as people. */
export const presentAs = [...roles, 'INTERPRETER', 'COMPANION'] as const;
/** How she was when it was over, as whoever stood by her saw it. */
export const wellbeings = ['CALM', 'TIRED', 'DISTRESSED', 'NEEDED_CARE', 'NOT_SAID'] as const;

const wanted = { interview: z.uuid(), case: caseId, purpose: z.enum(interviewPurposes), sessions: z.int().min(1).max(10) };

export const interviewActs = [
  /** Gate G3. `sessions`: how many are planned, this request alone. `further`: the request that met the limit for children and was since justified and agreed to. */
  z.strictObject({ act: z.literal('request-interview'), ...wanted, interpreterFixed: z.boolean(), advocateOffered: z.boolean(), afterCareBooked: z.boolean(), further: z.uuid().optional() }),
  /** SURVIVOR_ASKED: recorded by her own professional. A child who speaks of its own accord asks in the same way. */
  z.strictObject({ act: z.literal('survivor-asks'), ...wanted }),
  z.strictObject({ act: z.literal('withdraw-interview'), interview: z.uuid() }),
  z.strictObject({
    act: z.literal('record-session'), interview: z.uuid(), day, minutes: z.int().min(1).max(600), breaks: z.int().min(0).max(20), present: z.array(z.enum(presentAs)).min(1).max(presentAs.length),
    stopRequested: z.boolean(), wellbeing: z.enum(wellbeings), interviewer: personId,
  }),
  /** Refusal 20: one session more for a child needs the written reasons of the team and the guardian's agreement, each by an act of its own. */
  z.strictObject({ act: z.literal('justify-further-session'), interview: z.uuid(), paper: z.uuid(), text: z.uuid() }),
  z.strictObject({ act: z.literal('agree-to-further-session'), interview: z.uuid() }),
  /** Rule R8: a short contact before she is stabilised. It is no statement and no session. */
  z.strictObject({ act: z.literal('record-early-contact'), case: caseId, minutes: z.int().min(1).max(600), purpose: z.enum(earlyPurposes), consent: z.boolean(), advocateOffered: z.boolean() }),
] as const;
export type InterviewAct = z.infer<(typeof interviewActs)[number]>;
