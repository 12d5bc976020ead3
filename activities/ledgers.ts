/**
 * The kinds of ledger: what the path of a command asks of each. The part of a ledger's id before the first slash says which kind it is.
 * A new kind is a room of its own in the domain, a file beside this one in `ledgers/` and one entry here; recording, folding, verifying and rebuilding follow.
 */
import { Fault } from '#domain/decision.ts';
import { caseLedger } from './ledgers/case.ts';
import { compactLedger } from './ledgers/compact.ts';
import { deskLedger } from './ledgers/desk.ts';
import { editionsLedger } from './ledgers/editions.ts';
import { evidenceLedger } from './ledgers/evidence.ts';
import type { LedgerKind } from './ledgers/kind.ts';
import { processLedger } from './ledgers/process.ts';
import { redressLedger } from './ledgers/redress.ts';
import { scorecardLedger } from './ledgers/scorecard.ts';
import { ventureLedger } from './ledgers/venture.ts';
import { victimLedger } from './ledgers/victim.ts';

export type { ChairsAsked, Command, CommandBody, LedgerEvent, LedgerKind, LedgerState, Pin, Rows } from './ledgers/kind.ts';

const kinds: Readonly<Record<string, LedgerKind>> = { case: caseLedger, compact: compactLedger, agency: deskLedger, victim: victimLedger, playbook: editionsLedger,
  process: processLedger,
  evidence: evidenceLedger,
  venture: ventureLedger,
  redress: redressLedger,
  scorecard: scorecardLedger,
};

/** Errors: `Fault` for an id of no known kind. */
export function kindOf(ledger: string): LedgerKind {
  const name = ledger.slice(0, ledger.indexOf('/'));
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) throw new Fault(`there is no ledger of kind ${name}`);
  return kind;
}
