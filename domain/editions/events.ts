/** What may have happened to a version. Facts, in the past tense. */
import type { Recorded } from '../ledger.ts';
import type { withdrawalReasons } from './schema.ts';
import type { Shelf } from './state.ts';

export type EditionsFact =
  | { readonly type: 'ShelfOpened'; readonly name: string; readonly of: Shelf['of'] }
  /** For the first time, or anew: what was said of the text before no longer counts. */
  | { readonly type: 'EditionDrafted'; readonly version: number; readonly hash: string; readonly author: string; readonly agency: string }
  | { readonly type: 'EditionSubmitted'; readonly version: number; readonly hash: string }
  | { readonly type: 'EditionCommented'; readonly version: number; readonly hash: string; readonly person: string; readonly agency: string; readonly note: string }
  | { readonly type: 'EditionApproved'; readonly version: number; readonly hash: string; readonly person: string; readonly agency: string }
  | { readonly type: 'EditionReturned'; readonly version: number; readonly hash: string; readonly person: string; readonly agency: string; readonly note: string }
  | { readonly type: 'EditionPublished'; readonly version: number; readonly hash: string; readonly name: string; readonly of: Shelf['of'] }
  | { readonly type: 'EditionSuperseded'; readonly version: number; readonly successor: number }
  | { readonly type: 'EditionWithdrawn'; readonly version: number; readonly reason: (typeof withdrawalReasons)[number] };
export type EditionsEvent = Recorded<EditionsFact>;
