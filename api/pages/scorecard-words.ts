/** What is said of the scorecard of a case. */
import type { evidenceKinds, Rating, ScorecardAct } from '#domain/scorecard/schema.ts';
import type { ActWords, FieldWords } from './words.ts';

export const ratingWords: Readonly<Record<Rating, string>> = {
  EVIDENCED: 'Evidenced', PARTLY: 'Partly', NOT_EVIDENCED: 'Not evidenced', CONTRARY: 'The evidence points the other way', TOO_EARLY: 'Too early to say', NOT_APPLICABLE: 'Does not apply here', NOT_SHARED: 'Not shared',
};
/** Outcomes that protect stand first: a decision in best interests is one of them. */
export const underWords = { PROTECTION: 'What protected', PREVENTION: 'What prevented', PROSECUTION: 'What was prosecuted' } as const;
export const conductWords = {
  ADDRESSED: 'Conduct addressed, whatever the label', LABEL: 'In question whether the label fits what was done', REACH: 'In question whether the venture was reached', LABEL_AND_REACH: 'Both in question', NOT_SAID: 'No review says yet',
} as const;
export const questionWords = { LABEL: 'whether the label fits what was done', REACH: 'whether the venture was reached' } as const;
export const standingWords = { CURRENT: 'Pays in time', DELINQUENT: 'Is delinquent', DEFAULT: 'Is in default' } as const;
export const paidWords = { NOTHING: 'Nothing paid of it', PART: 'Paid in part', WHOLE: 'Paid in full' } as const;
export const trendWords = { NEARER: 'nearer than the time before', FURTHER: 'further away than the time before', SAME: 'as the time before' } as const;
export const secondWords = { AWAITED: 'Somebody of another discipline has yet to look at it.', CONCURS: 'sees it so too', DISSENTS: 'sees it otherwise: it is to be said anew' } as const;
export const evidenceWords: Readonly<Record<(typeof evidenceKinds)[number], string>> = {
  RECORD: 'record', STEP: 'step', COMMITMENT: 'commitment', HAND_OFF: 'hand-off', CONFERENCE: 'conference', PROMISE: 'promise', ORDER: 'order', METRIC: 'metric', OUTSIDE: 'outside this system',
};

export const scorecardActWords: Readonly<Record<ScorecardAct['act'], ActWords>> = {
  'open-review': { label: 'Call a review', hint: 'Those whom the playbook names say each criterion. One review is open at a time.', done: 'The review is open.' },
  assess: { label: 'Say a criterion', hint: 'One word, and one plain sentence that says why, with what it rests on. No names and nothing by which anybody could be known.', done: 'It is recorded.' },
  second: { label: 'Look at what somebody said', hint: 'You are of another discipline. Say whether you see it so too.', done: 'It is recorded that you have looked at it.' },
  'hold-review': { label: 'Close the review', hint: 'Every criterion has been said and looked at.', warning: 'What was said stays as it is, for good.', done: 'The review is held.' },
};
export const scorecardFieldWords: Readonly<Record<string, FieldWords>> = {
  'open-review.review': { label: 'Which review' }, 'open-review.step': { label: 'The step that asks for it', hint: 'Such as S9.5:D1. What it was due by is kept beside the review.' },
  'assess.criterion': { label: 'Which criterion' }, 'assess.rating': { label: 'What the evidence says' }, 'assess.because': { label: 'Why it does not apply', hint: 'Only with “does not apply here”.' },
  'assess.account': { label: 'In one sentence' }, 'assess.evidence': { label: 'What it rests on', hint: 'One thing on each line: what it is, then its name, such as “step S5.5” or “outside court file 12”. Without it, it counts as not evidenced.' },
  'second.criterion': { label: 'Which criterion' }, 'second.concurs': { label: 'I see it so too' }, 'second.account': { label: 'What you add', hint: 'In one sentence.' },
};
