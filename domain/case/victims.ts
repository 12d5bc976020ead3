/** Whom a case is about, as their own files say it. A case may come to be before any victim is known, and goes on when one leaves (rules R5, 5d). */
import { accept } from '../decision.ts';
import { own } from '../facts.ts';
import type { CommandOf } from './command.ts';
import type { CaseDecision } from './context.ts';
import type { OpenCase } from './state.ts';

/** Nothing to do, and nothing to refuse, where the case knows it already: the file has decided. */
export function knowVictim({ victims = {} }: OpenCase, command: CommandOf<'victim-joins' | 'victim-leaves'>): CaseDecision {
  const known = own(victims, command.victim);
  if (command.type === 'victim-leaves') return known === undefined ? accept() : accept({ type: 'VictimLeft', victim: command.victim });
  return known === command.as ? accept() : accept({ type: 'VictimJoined', victim: command.victim, as: command.as });
}
