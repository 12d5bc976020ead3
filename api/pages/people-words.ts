/** The acts on a survivor's file that have a form, in plain words. */
import type { z } from 'zod';
import type { VictimAct } from '#domain/victim/schema.ts';
import type { DataClass } from '#domain/terms.ts';
import type { participationModes } from '#domain/terms.ts';
import type { PaperBanner, victimShape } from '../people/shapes.ts';
import { careActWords, careFieldWords, careOptionWords } from './care-words.ts';
import type { ActWords, FieldWords } from './words.ts';

export const victimPageActs = [
  'grant-consent', 'withdraw-consent', 'set-safe-contact', 'file-paper', 'record-age', 'record-status', 'stand-by', 'do-duty',
  'assess-risk', 'say-event', 'open-support', 'end-support', 'promise-her', 'answer-promise', 'raise-incident', 'answer-incident', 'signal-readiness', 'break-glass', 'review-glass',
] as const satisfies readonly VictimAct['act'][];
export type VictimPageAct = (typeof victimPageActs)[number];
type Consent = NonNullable<z.output<typeof victimShape>['consents']>[number];

export const victimActWords: Readonly<Record<VictimPageAct, ActWords>> = {
  'grant-consent': { label: 'Record what she agrees to', hint: 'In her own time: for one thing, with one agency, for some days. Silence is never consent, and no help depends on it.', done: 'It is recorded what she agrees to. She may take it back at any time.' },
  'withdraw-consent': { label: 'Withdraw a consent', hint: 'It holds from this moment. No reason is asked, and nobody is asked to ask for one.', done: 'The consent is withdrawn.' },
  'set-safe-contact': { label: 'Record how she may be reached', hint: 'As agreed with her: how, when, by whom, a code phrase, whether writing is safe. It replaces what held before, and everybody who stands by her is told.', done: 'It is recorded how she may be reached.' },
  'file-paper': { label: 'File a paper', hint: 'Its words are sealed, and opened at each reading for those who may read it then.', done: 'The paper is filed.' },
  'record-age': { label: 'Record how old she is', hint: 'As somebody competent decided it. Until then she is treated as a child; what is unknown or disputed leaves it so.', done: 'It is recorded how old she is.' },
  'record-status': { label: 'Record her status', hint: 'An entry of its own each time. “Confirmed” and “not confirmed” name who decided. Protection depends on none of it.', done: 'Her status is recorded.' },
  'stand-by': { label: 'Say who stands by her', hint: 'An agency, in one role; with a person it is that person alone.', done: 'It is recorded who stands by her.' },
  'do-duty': { label: 'Say what came of it', hint: 'What you owed her, and not what she did. An offer that was made is done, whatever she said to it.', done: 'It is recorded.' },
  ...careActWords,
};

export const classWords: Readonly<Record<DataClass, string>> = {
  D1: 'the outline of a case', D2: 'steps of a case', D3: 'who she is and how she is reached', D4: 'where she is', D5: 'notes of her advocate', D6: 'what she signals and decides',
  D7: 'her risk', D7s: 'the level of her risk', D8: 'what she stated', D8m: 'that she made a statement', D9: 'her immigration status', D10: 'suspects', D10s: 'suspects',
  D11: 'plans of an operation', D11s: 'readiness for an operation', D12: 'sealed matters', D13: 'reports of suspicious money', D14: 'marks of images', D15: 'reasons of a charge', D15r: 'the outcome of a charge',
  D16: 'payments to her', D16s: 'totals of payments', D17: 'her health', D18: 'figures', D19: 'this log',
};
const capital = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
const classOptions = Object.fromEntries(Object.entries(classWords).map(([of, words]) => [of, capital(words)]));

/** What an agency may do by a consent of this kind: "Harbour House may contact her". */
export const consentKindWords: Readonly<Record<Exclude<Consent['kind'], 'SHARE'>, string>> = {
  SERVICES: 'may give her services', REFERRAL: 'may refer her to others', INTERVIEW: 'may interview her, once she says that she is ready', RECORDING: 'may record what she says', CONTACT: 'may get in touch with her', NOTIFIED: 'tells her what happens in the case',
};
export const purposeWords: Readonly<Record<Consent['purpose'], string>> = {
  SUPPORT: 'her support', SAFETY: 'her safety', INVESTIGATION: 'the investigation', PROSECUTION: 'the prosecution', IMMIGRATION_RELIEF: 'her immigration status', LEGAL_ADVICE: 'legal advice', HEALTH_CARE: 'health care',
  REDRESS: 'wages and compensation', NOTICES: 'news of the case',
};
/** What stands above words that the law can reach, or that it protects. `YOURS`: of what the reader writes. */
export const bannerWords: Readonly<Record<PaperBanner | 'YOURS', string>> = {
  YOURS: 'What you write here is not confidential: it may be disclosed to the defence. Do not promise her that it stays secret.',
  MAY_BE_DISCLOSED: 'Some of what stands here is not confidential and is marked so: it may be disclosed to the defence.',
  STATEMENT: 'What she stated stands here. The prosecution may have to give it to the defence.',
  PRIVILEGED: 'Notes of your own advocates stand here. The law protects them as long as nobody outside your agency sees them: do not show, print or pass on this page.',
  WORK_PRODUCT: 'Reasons of a charge stand here. They are the prosecution’s own work, and are not disclosed without its decision.',
  SEALED: 'Sealed matters stand here. Each reading is listed; they may be told to nobody who is not listed.',
  NOT_TO_BE_REVEALED: 'It may be revealed to nobody that such a report exists.',
};
const units: Readonly<Record<string, readonly [string, string]>> = { m: ['minute', 'minutes'], h: ['hour', 'hours'], d: ['day', 'days'], wd: ['working day', 'working days'], mo: ['month', 'months'], y: ['year', 'years'] };
/** "4h" is "4 hours". */
export function durationWords(duration: string): string {
  const [, amount = '', unit = ''] = /^(\d+)([a-z]+)$/.exec(duration) ?? [];
  return `${amount} ${units[unit]?.[amount === '1' ? 0 : 1] ?? unit}`;
}
export const participationWords: Readonly<Record<(typeof participationModes)[number], string>> = {
  IN_PERSON: 'She takes part in person', BY_MEASURE: 'She takes part by a measure that protects her', EARLIER_STATEMENT: 'What she said before stands for her', INFORMATION_ONLY: 'She wants to be told, and no more', NONE: 'She takes no part',
};
export const grantorWords: Readonly<Record<Consent['grantor'], string>> = { SELF: 'herself', GUARDIAN: 'her guardian', LEGAL_REPRESENTATIVE: 'her lawyer' };

/** The choices of these fields: act and member, then the code. */
export const victimOptionWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'file-paper.class': classOptions,
  'grant-consent.classes': classOptions,
  'grant-consent.kind': { SHARE: 'It may read what is ticked below', ...Object.fromEntries(Object.entries(consentKindWords).map(([kind, words]) => [kind, `It ${words}`])) },
  'grant-consent.purpose': Object.fromEntries(Object.entries(purposeWords).map(([purpose, words]) => [purpose, capital(words)])),
  'grant-consent.by': { SELF: 'She herself' },
  'grant-consent.method': { WRITTEN: 'In writing', ORAL_RECORDED: 'Aloud, and what was said is recorded' },
  'grant-consent.oralReason': { LITERACY: 'She reads or writes little', DISABILITY: 'A disability', REMOTE: 'They were not in one room', URGENT: 'It was urgent', UNSAFE_TO_WRITE: 'Paper would not be safe', WISH: 'She wished it so' },
  'grant-consent.interpreter': { NONE: 'Nobody: none was needed', IN_PERSON: 'An interpreter in the room', REMOTE: 'An interpreter by telephone or video' },
  'record-age.basis': { KNOWN: 'It is known', ESTIMATED: 'It was assessed', DISPUTED: 'It is disputed', UNKNOWN: 'Nobody knows' },
  ...careOptionWords,
  'break-glass.classes': classOptions,
  'do-duty.outcome': { DONE: 'It is done', OFFERED: 'It was offered to her', NOT_REACHED: 'She could not be reached', NOT_NEEDED: 'It is not needed' },
};

export const victimFieldWords: Readonly<Record<string, FieldWords>> = {
  'grant-consent.agency': { label: 'Which agency she agrees to', hint: 'One. For another, record another consent.' },
  'grant-consent.person': { label: 'One person there only', hint: 'Their sign-in name. Empty: whoever works on it there.' },
  'grant-consent.kind': { label: 'What she agrees to' },
  'grant-consent.classes': { label: 'What it may read', hint: 'Only if she agrees that it reads something. Notes of her advocate are never shared.' },
  'grant-consent.purpose': { label: 'What for' },
  'grant-consent.from': { label: 'From which day', hint: 'Empty: from now on.' },
  'grant-consent.until': { label: 'Until the end of which day', hint: 'Every consent has an end, and is given anew if she wants it to go on. Empty only where it tells her what happens in the case.' },
  'grant-consent.by': { label: 'Who decided', hint: 'A guardian decides for a child only, with the child’s own views.' },
  'grant-consent.views': { label: 'The child’s own views', hint: 'Where a guardian decides. They are sealed.' },
  'grant-consent.method': { label: 'How it was given' },
  'grant-consent.oralReason': { label: 'Why aloud', empty: 'It was given in writing' },
  'grant-consent.language': { label: 'Language it was explained in', hint: 'Such as Spanish, or its code of two or three letters.' },
  'grant-consent.interpreter': { label: 'Who interpreted' },
  'grant-consent.wording': { label: 'The exact words she was shown or read', hint: 'They are sealed.' },
  'grant-consent.explained.withdrawalTold': { label: 'She was told that she may take it back at any time' },
  'grant-consent.explained.noConditionTold': { label: 'She was told that no help depends on it' },
  'grant-consent.explained.limitsTold': { label: 'She was told what nobody can promise: that the law may demand to disclose it' },
  'file-paper.class': { label: 'What it tells of', hint: 'It decides who may read it.' },
  'file-paper.kind': { label: 'What it is', hint: 'In a word or two, such as “legal name”. No names.' },
  'file-paper.text': { label: 'Its words', hint: 'They are sealed.' },
  'set-safe-contact.text': { label: 'How she may be reached', hint: 'Its words are sealed.' },
  'stand-by.person': { label: 'Person', hint: 'Their sign-in name. Empty: whoever holds the role there.' },
  'record-age.basis': { label: 'How sure it is' },
  'record-age.bornOn': { label: 'Born on', hint: 'Only where it is known or assessed. The date itself is not kept, the day on which she comes of age is.' },
  'record-age.adult': { label: 'It was decided that she is of age, without a date of birth' },
  'record-age.decidedBy': { label: 'Which body decided', empty: 'No body: nothing was decided' },
  'record-status.decidedBy': { label: 'Which body decided', hint: 'Only for confirmed and not confirmed.', empty: 'No body: nothing was decided' },
  ...careFieldWords,
  'do-duty.outcome': { label: 'What came of it' },
};
