/** The path of a command: one transaction that stores it, then its keeper's word on it. No rule of the domain runs here. */
import { setTimeout as pause } from 'node:timers/promises';
import { isContaining } from '#domain/agency/schema.ts';
import { opening } from '#domain/commands.ts';
import { isNarrowing } from '#domain/victim/schema.ts';
import { faultPoint } from '#start/fault-points.ts';
import { writing, type Actor, type Ask } from './actor.ts';
import type { Identity } from './auth.ts';
import { commandId, findCommand, findReceipt, fingerprintOf, insertCommand, keepDrafted, keepMark, refused, type Intent, type StoredCommand, type StoredReceipt } from './command.ts';
import type { Deps } from './deps.ts';
import { NotYet, RuleFault, askKeeper } from './engine.ts';
import { isOutage } from './outage.ts';
import { Problem } from './problems.ts';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;
/** Clocks of two machines differ a little; further ahead than this is the future. */
const CLOCK_SKEW_MS = 2_000;
/** What only takes access away waits no longer than this for a silent engine. */
const NARROWING_PATIENCE_MS = 1_000;

export interface Said {
  readonly identity: Identity;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly match: string | undefined;
  readonly occurredAt: string | undefined;
}

export interface Recorded {
  readonly command: StoredCommand;
  readonly seq: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Stores what was said and has it decided. `intend` asks the policy and says what to record; it runs only the first time. */
export async function submitCommand(deps: Deps, said: Said, intend: (ask: Ask, actor: Actor) => Promise<Intent>): Promise<Recorded> {
  const deadline = Date.now() + deps.patienceMs;
  const command = await store(deps, said, intend);
  faultPoint('api.after-command-row');
  const headers: Record<string, string> = command.replayed ? { 'Idempotent-Replay': 'true' } : {};
  const receipt = command.receipt ?? (await decided(deps, said.identity, command, deadline));
  faultPoint('api.after-update');
  if (receipt.refusal !== undefined) throw refused(receipt.refusal, headers);
  return { command, seq: receipt.seq, headers };
}

async function store(deps: Deps, said: Said, intend: (ask: Ask, actor: Actor) => Promise<Intent>): Promise<StoredCommand> {
  const { identity, key, method, path, body, match, occurredAt: saidAt } = said;
  const fingerprint = fingerprintOf(key, method, path, { body, ...(match !== undefined && { match }), ...(saidAt !== undefined && { occurredAt: saidAt }) });
  try {
    return await writing(deps.database.pool, identity, async (ask, actor) => {
      const id = commandId(actor.agency, actor.person, key);
      const before = await findCommand(ask, id, fingerprint);
      if (before !== undefined) return before.receipt === null ? await stillAsked(ask, actor, before, fingerprint, intend) : before;
      const occurredAt = occurred(said.occurredAt, actor.now);
      const intent = await intend(ask, actor);
      const command = await insertCommand(ask, actor, { id, fingerprint, occurredAt }, intent);
      if (!command.replayed) await deps.vault.put(ask, intent.ledger, actor, id, intent.texts);
      if (!command.replayed && intent.mark !== undefined) await keepMark(ask, deps.vault, actor, id, intent.ledger, intent.mark);
      if (!command.replayed && intent.drafted !== undefined) await keepDrafted(ask, actor, intent.drafted);
      return command;
    });
  } catch (error) {
    throw isOutage(error) ? outcomeUnknown() : error;
  }
}

/** What nobody has decided yet is asked of the policy again: what let them say it may have been taken from them since. Unless it was decided meanwhile, or only narrows. */
async function stillAsked(ask: Ask, actor: Actor, command: StoredCommand, fingerprint: string, intend: (ask: Ask, actor: Actor) => Promise<Intent>): Promise<StoredCommand> {
  if (onlyTakesAway(command.body)) return command;
  try {
    await intend(ask, actor);
  } catch (error) {
    const decided = await findCommand(ask, command.id, fingerprint);
    if (decided?.receipt === null || decided === undefined) throw error;
    return decided;
  }
  return command;
}

/** Nobody sees more by it: it takes hold in the record, whatever the engine has to do just then. */
const onlyTakesAway = (body: StoredCommand['body']): boolean => isNarrowing(body) || isContaining(body);

/** When it happened, as the caller says; never in the future. */
function occurred(said: string | undefined, now: string): string {
  if (said === undefined || said <= now) return said ?? now;
  if (Date.parse(said) <= Date.parse(now) + CLOCK_SKEW_MS) return now;
  throw new Problem('INVALID_REQUEST', { errors: [{ at: 'header.occurred-at', problem: 'lies in the future' }] });
}

/** Asks the keeper until it answers. In between it looks into the record: an answer may be there although its bringer died. */
async function decided(deps: Deps, identity: Identity, command: StoredCommand, deadline: number): Promise<StoredReceipt> {
  const errand = { keeper: command.keeper, commandId: command.id, first: opening.includes(command.body.type) };
  const narrows = onlyTakesAway(command.body);
  const patience = narrows ? Math.min(deadline, Date.now() + NARROWING_PATIENCE_MS) : deadline;
  for (let wait = FIRST_PAUSE_MS; Date.now() < patience; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      const receipt = await askKeeper(deps.temporal, errand, patience);
      if (receipt !== undefined && receipt.refusal === undefined) return { seq: receipt.seq };
    } catch (error) {
      if (error instanceof RuleFault) throw new Problem('FAULT');
      if (!(error instanceof NotYet)) throw error;
    }
    const stored = await lookUp(deps, identity, command.id);
    if (stored !== null) return stored;
    await pause(Math.max(1, Math.min(wait, patience - Date.now())));
  }
  if (narrows) return narrow(deps, identity, command.id);
  throw outcomeUnknown();
}

/** It takes hold in the record at once, in both walls; the engine writes it into the ledger when it is back. Errors: as for any command when the record is out of reach, too. */
async function narrow(deps: Deps, identity: Identity, id: string): Promise<StoredReceipt> {
  try {
    const seq = await writing(deps.database.pool, identity, async (ask) => (await ask<{ seq: string | null }>`select narrow(${id}) as seq`)[0]?.seq ?? null);
    // Nothing to narrow: it was decided meanwhile.
    const receipt = seq === null ? await lookUp(deps, identity, id) : { seq: Number(seq) };
    if (receipt !== null) return receipt;
  } catch (error) {
    if (!isOutage(error)) throw error;
  }
  throw outcomeUnknown();
}

async function lookUp(deps: Deps, identity: Identity, id: string): Promise<StoredReceipt | null> {
  try {
    return await writing(deps.database.pool, identity, (ask) => findReceipt(ask, id));
  } catch (error) {
    if (isOutage(error)) return null;
    throw error;
  }
}

export const outcomeUnknown = (): Problem => new Problem('OUTCOME_UNKNOWN', { headers: { 'Retry-After': '2' } });
