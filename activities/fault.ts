/** Telling a bug in a rule from a part that does not answer: the first fails its command at once, the second is tried again. */
import pg from 'pg';
import { Fault } from '#domain/decision.ts';

/** Runs a rule. Whatever it throws is a bug in it: a retry would meet it for ever and hold the line. */
export function rule<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Fault ? error : new Fault('a rule threw', { cause: error });
  }
}

/** A row that should be new is there already. */
export const isTwin = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '23505';

/** Errors no retry can cure: a rule that breaks a constraint is a bug in the rule. */
export function isBug(error: unknown): boolean {
  if (error instanceof Fault) return true;
  return error instanceof pg.DatabaseError && /^(22|23|42)/.test(error.code ?? '');
}
