/** The clocks of an order, and the only word time may say for each. None of them asks anything of those it is owed to. */
import { nextLevel } from '../climb.ts';
import type { Instant } from '../facts.ts';
import { inOrder, type Clock, type Keeper } from '../ledger.ts';
import { ledgerOf, type Liable, type RedressState } from './state.ts';

export const redressWordOf = {
  delinquent: 'instalment.late', default: 'instalment.default', 'notice-due': 'notice.remind', 'whole-sum-due': 'sum.due', 'account-passes': 'account.pass',
} as const;
export type RedressClock = keyof typeof redressWordOf;
export type RedressPhase = 'absent' | 'open';

export function redressClocks(state: RedressState): readonly Clock<RedressClock>[] {
  if (state.phase === 'absent') return [];
  const clock = (name: RedressClock, subject: string, dueAt: Instant, id: string): Clock<RedressClock> => ({ id: `${state.order}/${id}@${dueAt}`, keeper: ledgerOf(state), name, subject, dueAt });
  return inOrder([
    ...Object.entries(state.liable).flatMap(([defendant, liable]) => clocksOfDebtor(defendant, liable, clock)),
    ...Object.entries(state.shares).flatMap(([victim, { guarded }]) => (guarded?.passesAt === undefined ? [] : [clock('account-passes', victim, guarded.passesAt, `account/${victim}`)])),
  ]);
}

type Ring = (name: RedressClock, subject: string, dueAt: Instant, id: string) => Clock<RedressClock>;

function clocksOfDebtor(defendant: string, { standing, watch, turn, lapses, notices, wholeSum }: Liable, clock: Ring): readonly Clock<RedressClock>[] {
  return [
    ...(watch === undefined || standing === 'DEFAULT' ? [] : [standing === 'CURRENT' ? clock('delinquent', defendant, watch.delinquentAt, `${defendant}/${turn}/late/${lapses}`) : clock('default', defendant, watch.defaultAt, `${defendant}/${turn}/default/${lapses}`)]),
    ...Object.entries(notices).flatMap(([notice, climb]) => {
      const next = nextLevel(climb);
      return next === undefined ? [] : [clock('notice-due', `${defendant}.${notice}`, next.at, `${defendant}/${notice}/${climb.version}/${next.level}`)];
    }),
    ...(wholeSum === undefined || wholeSum.isTold ? [] : [clock('whole-sum-due', defendant, wholeSum.at, `${defendant}/whole/${lapses}`)]),
  ];
}

export const redressKeepers = (state: RedressState): readonly Keeper[] => (state.phase === 'absent' ? [] : [{ id: ledgerOf(state), phase: state.phase }]);
