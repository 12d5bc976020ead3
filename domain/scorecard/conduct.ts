/**
 * Whether what was done is addressed by a conviction, whatever its label: where C1 and C2 are evidenced. Where one of them is contrary or not evidenced there is a question:
 * whether the label fits the conduct (C2), whether the venture was reached (C1) (domain 5e, how leadership sees it, 6).
 */
import type { Rating } from './schema.ts';

export const conductQuestions = ['LABEL', 'REACH'] as const;
export type ConductQuestion = (typeof conductQuestions)[number];

export interface Conduct {
  readonly addressed: boolean;
  readonly questions: readonly ConductQuestion[];
}

/** @param ratingOf what the last review that was held says of a criterion; undefined where none did */
export function conductOf(ratingOf: (criterion: 'C1' | 'C2') => Rating | undefined): Conduct {
  const [reach, label] = [ratingOf('C1'), ratingOf('C2')];
  const isOpen = (rating: Rating | undefined): boolean => rating === 'CONTRARY' || rating === 'NOT_EVIDENCED';
  return { addressed: reach === 'EVIDENCED' && label === 'EVIDENCED', questions: conductQuestions.filter((question) => isOpen(question === 'LABEL' ? label : reach)) };
}
