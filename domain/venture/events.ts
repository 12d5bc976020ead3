/** What may have been said of a venture. Facts, in the past tense. */
import type { Recorded } from '../ledger.ts';
import type { VentureAct } from './schema.ts';

type Of<Name extends VentureAct['act']> = Omit<Extract<VentureAct, { act: Name }>, 'act'> & { readonly agency: string };

export type VentureFact =
  | { readonly type: 'VentureOpened'; readonly case: string }
  | ({ readonly type: 'NodePut' } & Of<'put-on-map'>)
  | ({ readonly type: 'RoleSaid' } & Of<'say-role'>)
  | ({ readonly type: 'TieSaid' } & Of<'say-tie'>)
  | ({ readonly type: 'PersonWeighed' } & Of<'weigh-person'>)
  | ({ readonly type: 'WhereaboutsSaid' } & Of<'say-whereabouts'>)
  /** What the case hears: the next day on which somebody is looked at again. */
  | { readonly type: 'ReviewTold'; readonly nth: number; readonly due: string };
export type VentureEvent = Recorded<VentureFact>;
