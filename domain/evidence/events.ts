/** What may have happened to evidence. Facts, in the past tense. */
import type { Recorded } from '../ledger.ts';
import type { EvidenceAct } from './schema.ts';
import type { Reliance } from './state.ts';

type Of<Name extends EvidenceAct['act']> = Omit<Extract<EvidenceAct, { act: Name }>, 'act'> & { readonly agency: string };

export type EvidenceFact =
  | { readonly type: 'EvidenceOpened'; readonly case: string }
  | ({ readonly type: 'ItemFiled' } & Of<'file-item'>)
  | ({ readonly type: 'PreservationExtended' } & Of<'extend-preservation'>)
  | ({ readonly type: 'ItemSecured' } & Of<'secure-item'>)
  | ({ readonly type: 'ItemHandedOver' } & Of<'hand-item-over'>)
  /** `differs`: what arrived is not what was filed. */
  | ({ readonly type: 'ItemReceived'; readonly from: string; readonly differs?: true } & Of<'receive-item'>)
  | ({ readonly type: 'GapRecorded' } & Of<'record-gap'>)
  | ({ readonly type: 'RouteOpened'; readonly withoutMeans?: true } & Of<'open-route'>)
  /** Her age was decided since, or said anew: means have to be proved of this route, or need not be. */
  | { readonly type: 'MeansRecounted'; readonly agency: string; readonly route: string; readonly withoutMeans: boolean }
  | ({ readonly type: 'RouteClosed' } & Of<'close-route'>)
  | ({ readonly type: 'SourceAdded'; readonly nth: number } & Of<'add-source'>)
  | ({ readonly type: 'SourceStruck' } & Of<'strike-source'>)
  | { readonly type: 'RelianceComputed'; readonly agency: string; readonly about: string; readonly level: Reliance | 'NONE' }
  /** What the case hears. */
  | { readonly type: 'EvidenceTold'; readonly nth: number; readonly reliance?: Reliance; readonly due: string };
export type EvidenceEvent = Recorded<EvidenceFact>;
