import type { RedressClock, RedressPhase } from '#domain/redress/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** One order of restitution, for as long as anything is owed or held under it: it outlives its case. Time tells staff what is late; it asks nothing of those it is owed to. */
export async function redress(ref: Ref): Promise<void> {
  const line = await takeUp<RedressPhase, RedressClock>(ref);
  while (line.in('open'))
    await line.hear({
      delinquent: 'instalment.late', // an instalment is unpaid for too long: we owe a notice of it
      default: 'instalment.default', // and for longer still: we owe another
      'notice-due': 'notice.remind', // to who owes the notice, then up the ladder
      'whole-sum-due': 'sum.due', // the time after a notice of default is over
      'account-passes': 'account.pass', // a child is of age: what lies in the protected account is hers
    } satisfies Record<RedressClock, string>);
  await line.end();
}
