/** `verify -- ledger`: the chain, its canonical form, the state as its fold, and every answer decided again by today's rules. */
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { entryOf, genesis, hashOf } from '../../activities/append.ts';
import { factsFrom, hasPlaybook, pinnedBy, type Published } from '../../activities/facts.ts';
import { upcast } from '../../activities/fold.ts';
import { decideAs } from '../../activities/record.ts';
import { kindOf, type Command, type LedgerEvent, type LedgerKind, type LedgerState, type Pin } from '../../activities/ledgers.ts';
import type { Decided } from '#domain/ledger.ts';
import { playbookSchema } from '#domain/playbook/schema.ts';
import type { AnsweredCommand, StoredEvent, StoredLedger } from './stored.ts';

/** Everything that is wrong with one ledger, a line each; empty when every promise holds. Texts name ids, numbers and codes only. */
export function auditLedger(ledger: StoredLedger): readonly string[] {
  const broken = [...chainFlaws(ledger), ...headFlaws(ledger)];
  // What does not even hang together cannot be folded: the first break says where to look.
  const more = broken.length > 0 ? [] : attempt(() => [...stateFlaws(ledger), ...decisionFlaws(ledger)]);
  return [...broken, ...more].map((flaw) => `${ledger.id}: ${flaw}`);
}

function attempt(work: () => readonly string[]): readonly string[] {
  try {
    return work();
  } catch (error) {
    return [`cannot be folded: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function chainFlaws({ id, events }: StoredLedger): string[] {
  return events.flatMap((event, index) => {
    const before = events[index - 1];
    const inText = JSON.parse(event.body) as Record<string, unknown>;
    const beside = { ledger: id, seq: event.seq, type: event.type, at: event.at, command: event.command };
    const differing = Object.entries(beside).filter(([key, value]) => inText[key] !== value).map(([key]) => key);
    return [
      ...(event.seq === index + 1 ? [] : [`event ${event.seq} stands where ${index + 1} should`]),
      ...(event.prevHash === (before?.hash ?? genesis) ? [] : [`event ${event.seq} does not follow the one before it`]),
      ...(hashOf(event.prevHash, event.body) === event.hash ? [] : [`event ${event.seq} is not the text that was hashed`]),
      ...(canonicalize(inText) === event.body ? [] : [`event ${event.seq} is not canonical JSON`]),
      ...differing.map((key) => `event ${event.seq}: its column "${key}" says something else than its text`),
    ];
  });
}

function headFlaws({ head, events }: StoredLedger): string[] {
  const last = events.at(-1);
  if (head === undefined) return last === undefined ? [] : [`has ${events.length} events and no head`];
  return [
    ...(head.seq === (last?.seq ?? 0) ? [] : [`the head says ${head.seq}, the last event is ${last?.seq ?? 0}`]),
    ...(head.hash === (last?.hash ?? genesis) ? [] : ['the head has another hash than the last event']),
  ];
}

export const foldOf = (kind: LedgerKind, events: readonly StoredEvent[], from: LedgerState = kind.absent): LedgerState => events.reduce((state, { body }) => kind.evolve(state, upcast(body)), from);

function stateFlaws({ id, head, events }: StoredLedger): string[] {
  const kind = kindOf(id);
  // A state of an older shape is folded anew when it is next used: there is nothing to compare.
  if (head === undefined || head.domainVersion !== kind.version) return [];
  return canonicalize(JSON.parse(head.state)) === canonicalize(foldOf(kind, events.slice(0, head.stateSeq ?? head.seq))) ? [] : ['the stored state is not the fold of the events'];
}

/** The events of one command, and the state it was decided on. */
interface Batch {
  readonly command: string;
  readonly from: number;
  readonly before: LedgerState;
  readonly events: readonly StoredEvent[];
}

/** The events in runs of one command each. A command whose events stand in two places was recorded twice, and shows as two runs. */
export function batchesOf({ id, events }: StoredLedger): readonly Batch[] {
  const kind = kindOf(id);
  const batches: Batch[] = [];
  let state = kind.absent;
  for (let at = 0; at < events.length; ) {
    const command = events[at]?.command ?? '';
    const end = events.findIndex((event, index) => index > at && event.command !== command);
    const run = events.slice(at, end === -1 ? events.length : end);
    batches.push({ command, from: at, before: state, events: run });
    state = foldOf(kind, run, state);
    at += run.length;
  }
  return batches;
}

function decisionFlaws(ledger: StoredLedger): string[] {
  const batches = batchesOf(ledger);
  const known = new Map(ledger.commands.map((command) => [command.id, command]));
  const strangers = batches.filter(({ command }) => !known.has(command)).map(({ from }) => `event ${from + 1} belongs to no answered command`);
  const doubled = batches.filter(({ command }, index) => batches.findIndex((other) => other.command === command) < index).map(({ from }) => `event ${from + 1} records a command a second time`);
  const byCommand = new Map(batches.map((batch) => [batch.command, batch]));
  const again = ledger.commands.flatMap((command) => {
    const batch = byCommand.get(command.id) ?? emptyBatch(ledger, batches, command);
    return batch === undefined ? [`command ${command.id} has a receipt for ${command.receipt.seq}, which is not there`] : differences(ledger, command, batch);
  });
  return [...strangers, ...doubled, ...again];
}

/** A command that left no event was decided on the ledger as its receipt says it stood. */
function emptyBatch({ id: ledger, events }: StoredLedger, batches: readonly Batch[], { id, receipt }: AnsweredCommand): Batch | undefined {
  const next = batches.find(({ from }) => from === receipt.seq);
  if (next !== undefined) return { command: id, from: receipt.seq, before: next.before, events: [] };
  const kind = kindOf(ledger);
  const last = batches.at(-1);
  if (receipt.seq !== events.length) return undefined;
  return { command: id, from: receipt.seq, before: last === undefined ? kind.absent : foldOf(kind, last.events, last.before), events: [] };
}

function differences(ledger: StoredLedger, command: AnsweredCommand, { from, before, events }: Batch): string[] {
  const decided = decideAgain(ledger, command, before);
  const occurredAt = command.type === 'clock' ? command.facts.now : command.occurredAt;
  let prevHash = events[0]?.prevHash ?? genesis;
  const bodies = decided.events.map((event, index) => {
    const entry = entryOf(event, { ledger: ledger.id, seq: from + index + 1, prevHash, command: command.id, occurredAt });
    prevHash = entry.hash;
    return entry.body;
  });
  const receipt = { seq: from + decided.events.length, ...(decided.refusal !== undefined && { refusal: decided.refusal }) };
  const zone = command.facts.tzdb === process.versions['tz'] ? '' : ` (decided with zone data ${command.facts.tzdb}, today ${process.versions['tz'] ?? 'unknown'})`;
  const wrong = bodies.length === events.length ? bodies.findIndex((body, index) => body !== events[index]?.body) : Math.min(bodies.length, events.length);
  return [
    ...(wrong === -1 ? [] : [`command ${command.id} decided again gives other events from ${from + wrong + 1} on${zone}`]),
    ...(canonicalize(receipt) === canonicalize(command.receipt) ? [] : [`command ${command.id} decided again gives another answer${zone}`]),
  ];
}

function decideAgain(ledger: StoredLedger, stored: AnsweredCommand, before: LedgerState): Decided<LedgerState, LedgerEvent> {
  const kind = kindOf(ledger.id);
  const command = commandOf(kind, stored);
  if (!hasPlaybook(kind)) return decideAs(kind, before, command, factsFrom(kind, before, undefined, stored.facts));
  const published = publishedFor(ledger, stored, pinnedBy(kind, before, stored.type === 'clock' ? undefined : command, stored.facts));
  return decideAs(kind, before, command, published === undefined ? undefined : factsFrom(kind, before, published, stored.facts));
}

function commandOf(kind: LedgerKind, { type, keeper, body, actor, agency, roles }: AnsweredCommand): Command {
  if (type === 'clock') return { type, keeper };
  const parsed = kind.parse(body);
  if (parsed === undefined) throw new Error('a stored command has no known form');
  return { ...parsed, by: { person: actor, agency, roles } };
}

function publishedFor({ playbooks }: StoredLedger, command: AnsweredCommand, pin: Pin | undefined): Published | undefined {
  // Whether it was published at the time is known from the answer alone: it may have been published since.
  if (command.receipt.refusal?.code === 'PLAYBOOK_UNKNOWN') return undefined;
  const stored = playbooks.find(({ id, version }) => id === pin?.id && version === pin.version);
  if (stored === undefined) return undefined;
  if (pin?.hash !== undefined && pin.hash !== stored.hash) throw new Error('the stored playbook is not the one the ledger was opened with');
  if (createHash('sha256').update(stored.body).digest('hex') !== stored.hash) throw new Error(`the text of playbook ${stored.id} version ${stored.version} was changed`);
  return { playbook: playbookSchema.parse(JSON.parse(stored.body)), hash: stored.hash };
}
