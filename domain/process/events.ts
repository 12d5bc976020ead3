/** What may have happened in a disclosure schedule. Facts, in the past tense. */
import type { Recorded } from '../ledger.ts';
import type { ProcessAct } from './schema.ts';

type Of<Name extends ProcessAct['act']> = Omit<Extract<ProcessAct, { act: Name }>, 'act'>;

export type ProcessFact =
  | { readonly type: 'ScheduleOpened'; readonly case: string }
  | ({ readonly type: 'ItemListed'; readonly agency: string } & Of<'list-item'>)
  | ({ readonly type: 'ItemDecided'; readonly agency: string } & Of<'decide-item'>)
  /** `left`: those who have yet to be shown it. */
  | ({ readonly type: 'ItemDisclosed'; readonly agency: string; readonly left: readonly string[]; readonly late?: true } & Of<'disclose-item'>)
  | ({ readonly type: 'ItemWithheld'; readonly agency: string } & Of<'withhold-item'>)
  | ({ readonly type: 'DelayLogged'; readonly agency: string } & Of<'log-delay'>)
  /** What the case hears: the day by which something is due, or that nothing is open. */
  | { readonly type: 'ScheduleTold'; readonly nth: number; readonly due: string };
export type ProcessEvent = Recorded<ProcessFact>;
