/** Gate G3 in her file: what must be there before somebody else may plan to speak with her. Nobody but she, or time itself, meets the first part of it. */
import type { Facts } from '../../facts.ts';
import type { InterviewPurpose, ParticipationMode } from '../../terms.ts';
import { isReviewOwed } from '../care/risk.ts';
import { isChild } from '../identity/age.ts';
import { isProtected, isReady, voiceOf } from '../voice/voice.ts';
import type { VictimFile } from '../state.ts';
import type { InterviewAct } from './schema.ts';

type Request = Extract<InterviewAct, { act: 'request-interview' }>;
export interface Wanted {
  readonly case: string;
  readonly purpose: InterviewPurpose;
}

/** She has said that she takes no part in proceedings: nobody prepares her for them. */
const apart: readonly (ParticipationMode | undefined)[] = ['NONE', 'INFORMATION_ONLY'];

/** What only her word, her peace and her interests can meet. Empty: nothing of it is missing. */
export function missingOfHers(file: VictimFile, { case: of, purpose }: Wanted, facts: Pick<Facts, 'now' | 'playbook'>): readonly string[] {
  const { participation } = voiceOf(file);
  return [
    ...(isReady(file, facts) ? [] : ['READINESS']),
    ...(isProtected(file, facts) ? ['PROTECTED_PERIOD'] : []),
    ...(purpose === 'TRIAL' && apart.includes(participation[of]) ? ['PARTICIPATION'] : []),
    ...(isInHerInterest(file, purpose, facts) ? [] : ['BEST_INTERESTS']),
  ];
}

/** Of a child: the last determination on this must not be against it, and where the playbook asks for one there must be one. */
function isInHerInterest(file: VictimFile, purpose: InterviewPurpose, { now, playbook }: Pick<Facts, 'now' | 'playbook'>): boolean {
  if (!isChild(file, now)) return true;
  const determined = voiceOf(file).bestInterests[purpose];
  if (determined === undefined) return playbook.people?.statements?.bestInterests.includes(purpose) !== true;
  return determined.result === 'IN_FAVOUR';
}

/** Rule R9: when the danger to her has risen, what others planned waits until she has been offered to look at it again. It falls by nothing but her word. */
export const missingOfSafety = (file: VictimFile): readonly string[] => (isReviewOwed(file) ? ['REVIEW_OFFER'] : []);

export const missingAtG3 = (file: VictimFile, request: Request, facts: Facts): readonly string[] => [
  ...missingOfHers(file, request, facts),
  ...missingOfSafety(file),
  ...(request.interpreterFixed ? [] : ['INTERPRETER']),
  ...(request.advocateOffered ? [] : ['ADVOCATE']),
  ...(request.afterCareBooked ? [] : ['AFTER_CARE']),
];
