/** What may have been said of a venture. Facts, in the past tense. */
import type { Recorded } from '../ledger.ts';
import type { VentureAct } from './schema.ts';
import type { Contact } from './state.ts';
import type { TargetKind } from './target/kinds.ts';

type Of<Name extends VentureAct['act']> = Omit<Extract<VentureAct, { act: Name }>, 'act'> & { readonly agency: string };

export type VentureFact =
  | { readonly type: 'VentureOpened'; readonly case: string }
  | ({ readonly type: 'NodePut' } & Of<'put-on-map'>)
  | ({ readonly type: 'RoleSaid' } & Of<'say-role'>)
  | ({ readonly type: 'TieSaid' } & Of<'say-tie'>)
  | ({ readonly type: 'PersonWeighed' } & Of<'weigh-person'>)
  | ({ readonly type: 'WhereaboutsSaid' } & Of<'say-whereabouts'>)
  | { readonly type: 'ContactTaken'; readonly agency: string }
  | { readonly type: 'TargetRegistered'; readonly agency: string; readonly target: string; readonly node: string; readonly kind: TargetKind; readonly value: string }
  | { readonly type: 'TargetWithdrawn'; readonly target: string; readonly reason: 'SAID' | 'CASE_CLOSED' }
  | { readonly type: 'TargetMatched'; readonly target: string; readonly contact: Contact }
  /** What the case hears: the next day on which somebody is looked at again. */
  | { readonly type: 'ReviewTold'; readonly nth: number; readonly due: string };
export type VentureEvent = Recorded<VentureFact>;
