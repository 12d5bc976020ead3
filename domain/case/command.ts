/** A command as the decider hears it: somebody's words, or the word that time may say. */
import type { Actor } from '../facts.ts';
import type { ClockCommand } from '../ledger.ts';
import type { CaseCommandBody } from './schema.ts';

export type PersonCommand = CaseCommandBody & { readonly by: Actor };
export type CaseCommand = PersonCommand | ClockCommand;
export type CommandOf<T extends CaseCommandBody['type']> = Extract<PersonCommand, { type: T }>;
