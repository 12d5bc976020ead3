/** What is said of evidence, of what has to be proved, and of how far the proof relies on testimony. */
import type { evidenceActs, gapCauses, proofOfCoercion, relianceLevels, sourceKinds, strengths } from '#domain/evidence/schema.ts';
import type { ActWords, FieldWords } from './words.ts';

export const levelWords: Readonly<Record<(typeof relianceLevels)[number] | 'NONE', string>> = { LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High', TOTAL: 'Total', NONE: 'Nothing is to be proved any more' };
export const levelMeans: Readonly<Record<(typeof relianceLevels)[number], string>> = {
  LOW: 'nobody’s testimony is needed', MEDIUM: 'somebody’s testimony is needed, and not a survivor’s', HIGH: 'a part rests on a survivor’s testimony alone', TOTAL: 'all of it rests on a survivor’s testimony',
};
export const sourceWords: Readonly<Record<(typeof sourceKinds)[number], string>> = {
  DOCUMENT: 'Document', DIGITAL: 'Digital traces', FINANCIAL: 'Money', PHYSICAL: 'Object', WITNESS: 'Witness', EXPERT: 'Expert', SUSPECT_STATEMENT: 'Statement of a suspect', VICTIM_STATEMENT: 'Statement of a survivor',
};
export const strengthWords: Readonly<Record<(typeof strengths)[number], string>> = { WEAK: 'weak: it carries nothing alone', SUPPORTING: 'supporting', STRONG: 'strong' };
export const coercionWords: Readonly<Record<(typeof proofOfCoercion)[number], string>> = { DIRECT: 'directly', INDIRECT: 'indirectly', EXPERT: 'by an expert' };
export const gapWords: Readonly<Record<(typeof gapCauses)[number], string>> = {
  NOT_RECORDED: 'nobody wrote it down', SEAL_BROKEN: 'a seal was broken', LEFT_UNATTENDED: 'it was left unattended', LOST_FOR_A_TIME: 'it was lost for a time', BEFORE_IT_CAME: 'it was before it came here',
};

export const evidenceActWords: Readonly<Record<(typeof evidenceActs)[number], ActWords>> = {
  'file-item': { label: 'Add an item', hint: 'By codes, and by the hash of what lies with its custodian. What it contains stays there.', done: 'The item is filed. Your agency has it.' },
  'extend-preservation': { label: 'Say that it is kept for longer', hint: 'Whoever keeps it for you keeps it until a later day.', done: 'The later day is recorded.' },
  'secure-item': { label: 'Say that it is in hand', hint: 'It is here now: nothing of it is lost by a date any more.', done: 'It is in hand.' },
  'hand-item-over': { label: 'Hand an item over', hint: 'It stays with you on record until the other agency says that it came.', done: 'It is on its way. The other agency says when it came.' },
  'receive-item': { label: 'Say that an item came', hint: 'With the hash of what came, where one was filed.', done: 'It is with your agency.' },
  'record-gap': { label: 'Record days on which nobody can say who had it', hint: 'A gap that is said can be explained. One that is found later cannot.', warning: 'It stays on record.', done: 'The gap is recorded.' },
  'open-route': { label: 'Say what has to be proved', hint: 'For one way of charging one suspect, element by element.', done: 'It is recorded. Say next what proves it.' },
  'close-route': { label: 'Say that it can be charged no more', hint: 'This way of charging ends; what was filed stays.', warning: 'It is not opened again.', done: 'This way of charging is closed.' },
  'add-source': { label: 'Say what proves an element', hint: 'An item, or a kind of source without one. How far the proof relies on testimony follows.', done: 'It is recorded, and how far the proof relies on testimony is worked out anew.' },
  'strike-source': { label: 'Say that something proves it no more', hint: 'With the reason. It stays on record.', done: 'It counts no more.' },
};
export const evidenceFieldWords: Readonly<Record<string, FieldWords>> = {
  'file-item.as': { label: 'Its name in this case', hint: 'The next that was never given.' }, 'file-item.kind': { label: 'What it is' }, 'file-item.origin': { label: 'Where it is from' }, 'file-item.basis': { label: 'On what lawful basis' },
  'file-item.class': { label: 'What it belongs to', hint: 'It opens to those who may read that.' }, 'file-item.sha256': { label: 'Its hash', hint: 'SHA-256: 64 digits and letters from a to f. May be left empty.' }, 'file-item.about': { label: 'Of which suspects', hint: 'May be left empty.' },
  'file-item.methods': { label: 'How somebody was held, as far as it shows that', hint: 'May be left empty.' }, 'file-item.coercion': { label: 'How it shows it', hint: 'May be left empty.' }, 'file-item.keepUntil': { label: 'Until which day it must be kept', hint: 'May be left empty.' },
  'file-item.expires': { label: 'The day after which it is lost', hint: 'Of what somebody else keeps only until a day, such as records of a provider. May be left empty.' }, 'file-item.words': { label: 'In words', hint: 'It is sealed. Never what it contains, and never an image.' },
  'extend-preservation.item': { label: 'Which item' }, 'extend-preservation.expires': { label: 'The day after which it is lost now' },
  'secure-item.item': { label: 'Which item' }, 'secure-item.sha256': { label: 'Its hash', hint: 'SHA-256. May be left empty.' },
  'hand-item-over.item': { label: 'Which item' }, 'hand-item-over.to': { label: 'To which agency' },
  'receive-item.item': { label: 'Which item' }, 'receive-item.sha256': { label: 'The hash of what came', hint: 'SHA-256. Needed where one was filed. If it is another, it is recorded all the same, and shown.' },
  'record-gap.item': { label: 'Which item' }, 'record-gap.from': { label: 'From which day' }, 'record-gap.to': { label: 'Until which day' }, 'record-gap.cause': { label: 'How it came about' },
  'open-route.as': { label: 'Its name in this case', hint: 'The next that was never given.' }, 'open-route.about': { label: 'Which suspect' }, 'open-route.label': { label: 'What it would be charged as' }, 'open-route.charge': { label: 'Which charge', hint: 'May be left empty.' },
  'open-route.victims': { label: 'Which survivors it is about', hint: 'One on each line, by their names in this case, such as V1. May be left empty.' }, 'open-route.elements': { label: 'What has to be proved', hint: 'One element on each line, such as act, means, purpose. Of a child means need not be proved.' },
  'close-route.route': { label: 'Which way of charging' },
  'add-source.element': { label: 'Which element' }, 'add-source.source': { label: 'What proves it' }, 'add-source.strength': { label: 'How strong it is' }, 'add-source.item': { label: 'Which item', hint: 'May be left empty.' },
  'strike-source.source': { label: 'What counts no more' }, 'strike-source.why': { label: 'Why' },
};
export const evidenceOptionWords: Readonly<Record<string, string>> = { ...sourceWords, ...strengthWords, TRAFFICKING: 'Trafficking', ALTERNATIVE: 'Another offence, as a full route of its own', DIRECT: 'Directly', INDIRECT: 'Indirectly' };
