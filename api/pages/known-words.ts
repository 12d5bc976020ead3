/** What is said of what is known of a case. */
import type { ActWords, FieldWords } from './words.ts';

export const knownActWords = {
  fact: { label: 'Record what is known', hint: 'It takes the place of what was known before; that stays on record. Dates that count from it move with it.', done: 'It is recorded.' },
  'name-subject': { label: 'Name a suspect or a charge', hint: 'By the name this case has for it, such as P1 or C1. Never a real name.', done: 'It is named, and its steps are open.' },
} satisfies Readonly<Record<string, ActWords>>;

export const knownFieldWords: Readonly<Record<string, FieldWords>> = {
  'name-subject.kind': { label: 'What is named' },
  'name-subject.as': { label: 'Its name in this case', hint: 'One or two capitals and a number: P1 and so on for suspects, C1 and so on for charges. V and H are taken. Never a real name.' },
  'name-subject.of': { label: 'Whose charge it is', empty: 'It is a suspect' },
};
