/** The acts on a survivor's file that have a form, in plain words. */
import type { VictimAct } from '#domain/victim/schema.ts';
import type { ActWords } from './words.ts';

export type VictimPageAct = Extract<VictimAct['act'], 'stand-by' | 'file-paper' | 'set-safe-contact' | 'record-status' | 'withdraw-consent'>;

export const victimActWords: Readonly<Record<VictimPageAct, ActWords>> = {
  'stand-by': { label: 'Say who stands by her', hint: 'An agency, in one role; with a person it is that person alone.', done: 'It is recorded who stands by her.' },
  'file-paper': { label: 'File a paper', hint: 'Its words are sealed under its class, and opened at each reading for those who may read it then.', done: 'The paper is filed.' },
  'set-safe-contact': { label: 'Record how she may be reached', hint: 'As agreed with her: how, when, by whom, a code phrase, whether writing is safe. It replaces what held before, and everybody who stands by her is told.', done: 'It is recorded how she may be reached.' },
  'record-status': { label: 'Record her status', hint: 'An entry of its own each time. “Confirmed” and “not confirmed” name who decided. Protection depends on none of it.', done: 'Her status is recorded.' },
  'withdraw-consent': { label: 'Withdraw a consent', hint: 'It holds from this moment. No reason is asked, and nobody is asked to ask for one.', done: 'The consent is withdrawn.' },
};
