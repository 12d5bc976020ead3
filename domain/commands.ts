/** Every command that people may send, whichever kind of ledger takes it. Types are unique over all kinds: the row of a command says no more of its kind. */
import type { CaseCommandBody } from './case/schema.ts';
import type { CompactCommandBody } from './compact/schema.ts';

export type CommandBody = CaseCommandBody | CompactCommandBody;

/** The first words of a ledger: before them its keeper cannot be running. */
export const opening: readonly CommandBody['type'][] = ['launch', 'open-compact'];
