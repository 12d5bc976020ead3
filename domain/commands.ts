/** Every command that people may send, whichever kind of ledger takes it. Types are unique over all kinds: the row of a command says no more of its kind. */
import type { DeskCommandBody } from './agency/schema.ts';
import type { CaseCommandBody } from './case/schema.ts';
import type { CompactCommandBody } from './compact/schema.ts';
import type { EditionsCommandBody } from './editions/schema.ts';
import type { EvidenceCommandBody } from './evidence/schema.ts';
import type { ProcessCommandBody } from './process/schema.ts';
import type { RedressCommandBody } from './redress/schema.ts';
import type { ScorecardCommandBody } from './scorecard/schema.ts';
import type { VentureCommandBody } from './venture/schema.ts';
import type { VictimCommandBody } from './victim/schema.ts';

export type CommandBody = CaseCommandBody | CompactCommandBody | DeskCommandBody | VictimCommandBody | EditionsCommandBody | RedressCommandBody | ScorecardCommandBody | ProcessCommandBody | EvidenceCommandBody | VentureCommandBody;

/** Words that may be the first of a ledger, before which its keeper cannot be running: a desk opens with whatever is said there first. */
export const opening: readonly CommandBody['type'][] = ['launch', 'open-compact', 'desk', 'open-victim', 'edition', 'open-redress', 'scorecard', 'process', 'evidence', 'venture', 'target'];
