/** Promises made to her (domain 5d). Whoever made one owes it; whether it was kept, broken or is let go, only she says. */
import { refuse } from '../../decision.ts';
import { own, without, type Facts } from '../../facts.ts';
import type { PromiseAnswer } from '../../terms.ts';
import type { LocalDate } from '../../time/civil-time.ts';
import { dropDuties, dutiesOf, openDuties, professionalOf, type Debtor, type DutyFact } from '../duty/duty.ts';
import type { VictimFile } from '../state.ts';
import { acceptAll, type Deciders, type Evolvers } from '../topic.ts';
import { ahead, paperOf } from './papers.ts';
import type { CareActOf } from './schema.ts';
import { withCare } from './state.ts';

export type PromiseFact =
  | { readonly type: 'PromisedToHer'; readonly promise: string; readonly maker: Debtor; readonly due?: LocalDate; readonly condition?: string }
  | { readonly type: 'PromiseAnswered'; readonly promise: string; readonly answer: PromiseAnswer };

export const promiseDeciders: Deciders<CareActOf<'promise-her' | 'answer-promise'>> = {
  'promise-her': (file, { promise, text, maker: { person, ...role }, due, condition }, { by, facts }) => {
    if (due !== undefined && !ahead(due, file, facts)) return refuse('DATE_IN_THE_PAST');
    const maker: Debtor = { ...role, ...(person !== undefined && { person }) };
    // On a condition alone no date runs: her professional looks at it with the others.
    const owed = due === undefined && condition !== undefined ? [] : openDuties(file, facts, { kind: 'KEEP_PROMISE', to: maker, subject: promise, ...(due !== undefined && { due: { on: due } }) });
    return acceptAll({ type: 'PromisedToHer', promise, maker, ...(due !== undefined && { due }), ...(condition !== undefined && { condition }) }, ...paperOf(by, { paper: promise, class: 'D3', kind: 'PROMISE', text }), ...owed);
  },
  'answer-promise': (file, { promise, answer }) => (own(file.care.promises, promise) === undefined ? refuse('NOT_FOUND') : acceptAll({ type: 'PromiseAnswered', promise, answer }, ...dropDuties(file, 'KEEP_PROMISE', promise))),
};

export const promiseEvolvers: Evolvers<PromiseFact> = {
  PromisedToHer: (file, { promise, maker, due, condition, at }) => withCare(file, { promises: { ...file.care.promises, [promise]: { maker, madeAt: at, ...(due !== undefined && { due }), ...(condition !== undefined && { condition }) } } }),
  PromiseAnswered: (file, { promise }) => withCare(file, { promises: without(file.care.promises, promise) }),
};

/** Her professional goes through what was promised to her as long as anything is. */
export function promiseFollows(file: VictimFile, facts: Facts): readonly DutyFact[] {
  const areOpen = Object.keys(file.care.promises).length > 0;
  const isOwed = dutiesOf(file, 'REVIEW_PROMISES').length > 0;
  if (areOpen && !isOwed) return openDuties(file, facts, { kind: 'REVIEW_PROMISES', to: professionalOf(file) });
  return !areOpen && isOwed ? dropDuties(file, 'REVIEW_PROMISES') : [];
}
