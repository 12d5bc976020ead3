/** A command as the decider hears it: somebody's words, or the word that time may say. */
import type { Actor } from '../facts.ts';
import type { ClockCommand } from '../ledger.ts';
import type { CompactCommandBody } from './schema.ts';

export type CompactCommand = (CompactCommandBody & { readonly by: Actor }) | ClockCommand;
export type CompactCommandOf<T extends CompactCommandBody['type']> = Extract<CompactCommandBody, { type: T }> & { readonly by: Actor };
