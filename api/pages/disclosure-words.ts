/** What is said of a disclosure schedule. */
import type { delayCauses, itemKinds, ProcessAct, withholdingGrounds } from '#domain/process/schema.ts';
import type { ActWords, FieldWords } from './words.ts';

export const itemKindWords: Readonly<Record<(typeof itemKinds)[number], string>> = {
  STATEMENT: 'Statement', REPORT: 'Report', DOCUMENT: 'Document', DEVICE: 'Device', FINANCIAL_RECORD: 'Financial record', EXPERT_OPINION: 'Expert opinion', AGREEMENT_WITH_WITNESS: 'Agreement with a witness', POLICE_NOTES: 'Notes of officers', OTHER: 'Something else',
};
export const exculpatoryWords = { YES: 'It may speak for a defendant.', NO: 'It speaks for no defendant.', UNDECIDED: 'Nobody has decided yet whether it speaks for a defendant.' } as const;
export const groundWords: Readonly<Record<(typeof withholdingGrounds)[number], string>> = { PRIVILEGE: 'privilege', PUBLIC_INTEREST: 'the public interest', VICTIM_PRIVACY: 'the privacy of a victim', SAFETY: 'somebody’s safety', NOT_RELEVANT: 'it is not relevant' };
export const delayWords: Readonly<Record<(typeof delayCauses)[number], string>> = {
  DEFENCE: 'the defence', PROSECUTION: 'the prosecution', COURT: 'the court', INTERPRETER: 'an interpreter', EXPERT: 'an expert', FOREIGN_REQUEST: 'a request to another state', EVIDENCE_VOLUME: 'how much evidence there is', SAFETY_OF_A_WITNESS: 'the safety of a witness', OTHER: 'something else',
};

export const processActWords: Readonly<Record<ProcessAct['act'], ActWords>> = {
  'list-item': { label: 'List something the defence is to be shown', hint: 'With the day by which each defendant is to be shown it.', done: 'It is listed.' },
  'decide-item': { label: 'Decide whether it speaks for a defendant', hint: 'Nothing can be held back before. Every answer stays on record.', done: 'It is decided.' },
  'disclose-item': { label: 'Say that it was shown', hint: 'To whom, and on which day.', done: 'It is recorded that it was shown.' },
  'withhold-item': { label: 'Hold it back', hint: 'On a ground the law knows. What may speak for a defendant is held back only when a court has allowed it.', warning: 'What is held back stays on record with its ground.', done: 'It is recorded that it is held back.' },
  'log-delay': { label: 'Record why time was lost', hint: 'Whose time it was, and from when until when.', done: 'The delay is recorded.' },
};
export const processFieldWords: Readonly<Record<string, FieldWords>> = {
  'list-item.kind': { label: 'What it is' }, 'list-item.exculpatory': { label: 'Whether it may speak for a defendant' }, 'list-item.due': { label: 'By which day it is to be shown' }, 'list-item.to': { label: 'To which defendants', hint: 'One on each line, by the names this case has for them, such as D1.' }, 'list-item.words': { label: 'In words', hint: 'It is sealed, and opened for prosecutor and adviser only.' },
  'decide-item.item': { label: 'Which item' }, 'decide-item.exculpatory': { label: 'Whether it may speak for a defendant' }, 'decide-item.words': { label: 'Why', hint: 'It is sealed.' },
  'disclose-item.item': { label: 'Which item' }, 'disclose-item.to': { label: 'To which defendants', hint: 'One on each line, such as D1.' }, 'disclose-item.on': { label: 'On which day' },
  'withhold-item.item': { label: 'Which item' }, 'withhold-item.ground': { label: 'On which ground' }, 'withhold-item.ruling': { label: 'The day of the ruling', hint: 'Needed for what may speak for a defendant.' }, 'withhold-item.words': { label: 'Why', hint: 'It is sealed.' },
  'log-delay.cause': { label: 'Whose time it was' }, 'log-delay.from': { label: 'From which day' }, 'log-delay.to': { label: 'Until which day' }, 'log-delay.about': { label: 'Which defendant it is about', hint: 'Such as D1; left empty, all of them.' }, 'log-delay.words': { label: 'In words', hint: 'It is sealed.' },
};
export const processOptionWords: Readonly<Record<string, string>> = { ...itemKindWords, ...groundWords, YES: 'It may', NO: 'It does not', UNDECIDED: 'Not decided yet' };
