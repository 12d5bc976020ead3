/** What she says and decides. No act here has a member for a reason, and none has a date by which she must answer. */
import { z } from 'zod';
import { interviewPurposes, participationModes, readinessSignals } from '../../terms.ts';
import { day, personId } from '../../schema.ts';
import { grantors } from '../consent/schema.ts';

/** Who spoke: she herself, or whoever may speak for her. */
const voice = z.enum(grantors);
const caseId = z.uuid().toLowerCase();

/** On what a protected period rests. */
export const protectionBases = ['RECOVERY_AND_REFLECTION', 'FIRST_STAGE_DECISION', 'HEALTH', 'COURT_ORDER', 'HER_WISH'] as const;
/** What makes taking part bearable, as she wants it. */
export const supportWishes = ['COMPANION', 'INTERPRETER', 'SCREEN', 'VIDEO_LINK', 'CLOSED_COURT', 'SEPARATE_ENTRANCE', 'TRAVEL', 'CHILDCARE', 'BREAKS'] as const;
/** Her own words: a statement on what was done to her, a note for whoever she wants to read it, what justice would be for her. */
export const ownWordKinds = ['IMPACT_STATEMENT', 'OWN_WORDS', 'JUSTICE_GOAL'] as const;
/** What a best-interests determination weighs (after the general comment No. 14 of the Committee on the Rights of the Child; list ours). */
export const bestInterestFactors = ['VIEWS_OF_THE_CHILD', 'SAFETY', 'FAMILY_AND_CARE', 'HEALTH', 'DEVELOPMENT', 'IDENTITY', 'VULNERABILITY', 'RISK_OF_HARM_BY_ASKING', 'EVIDENCE_ELSEWHERE'] as const;
export const childsViews = ['HEARD', 'CHOSE_NOT_TO_SAY', 'NOT_YET_ABLE'] as const;
export const determinationResults = ['IN_FAVOUR', 'AGAINST'] as const;

export const voiceActs = [
  /** `until` belongs to NOT_TO_BE_ASKED_BEFORE: the local day before which nobody offers or asks (rule R10). */
  z.strictObject({ act: z.literal('signal-readiness'), signal: z.enum(readinessSignals), voice, until: day.optional() }),
  /** `until`: its last day. `source`: the law or guidance it rests on, as a code of the playbook. */
  z.strictObject({ act: z.literal('open-protected-period'), period: z.uuid(), from: day.optional(), until: day, basis: z.enum(protectionBases), source: z.string().regex(/^[A-Z][A-Z0-9_.-]{1,39}$/) }),
  z.strictObject({ act: z.literal('extend-protected-period'), period: z.uuid(), until: day }),
  /** `from`: since when, if not now. The next decision takes its place; both stay visible. */
  z.strictObject({ act: z.literal('decide-participation'), case: caseId, mode: z.enum(participationModes), support: z.array(z.enum(supportWishes)).max(supportWishes.length), voice, from: day.optional() }),
  z.strictObject({ act: z.literal('give-own-words'), paper: z.uuid(), kind: z.enum(ownWordKinds), text: z.uuid(), supersedes: z.uuid().optional() }),
  /** Nobody reads them any more but those who stand by her; until they were presented at a hearing she may do so at any time. */
  z.strictObject({ act: z.literal('withdraw-own-words'), paper: z.uuid() }),
  z.strictObject({ act: z.literal('present-own-words'), paper: z.uuid() }),
  /** Of a child, by people who decide together; `day` is the day they did. */
  z.strictObject({
    act: z.literal('determine-best-interests'), determination: z.uuid(), purposes: z.array(z.enum(interviewPurposes)).min(1).max(interviewPurposes.length), result: z.enum(determinationResults),
    factors: z.array(z.enum(bestInterestFactors)).min(1).max(bestInterestFactors.length), views: z.enum(childsViews), deciders: z.array(personId).min(1).max(8), day,
  }),
] as const;
export type VoiceAct = z.infer<(typeof voiceActs)[number]>;
