/** Names and types on the wire between the API, the stories and the activities. Changing one is changing history: add, never rename. */
import { defineQuery, defineUpdate } from '@temporalio/workflow';

export const taskQueue = 'throughline';
/** A workflow task that a killed worker took is given to another after this long. Whoever starts a keeper says so. */
export const workflowTaskTimeout = '2s';

/** The clock a keeper waits for next: `waitMs` is counted from the moment the ledger was asked. Workflows never see an instant. */
export interface ArmedClock {
  readonly id: string;
  readonly name: string;
  readonly waitMs: number;
}

/**
 * Where a keeper stands, as the ledger says: its phase, and the one clock that runs out next.
 * `clock: 'armed'` means: the timer already set rings early enough, leave it alone.
 */
export interface Standing {
  readonly phase: string;
  readonly clock?: ArmedClock | 'armed';
}

/** What a run is started with. Everything else is in the ledger. */
export interface Ref {
  readonly keeper: string;
}

/** The stored answer to a command: the ledger's sequence after it, and the code of the refusal if it was refused. */
export interface Receipt {
  readonly seq: number;
  readonly refusal?: string;
}

export interface RecordRequest {
  readonly keeper: string;
  readonly commandId: string;
  /** The clock the keeper's timer is set for. */
  readonly armed?: string;
  /** For a clock's command: the clocks the story lets run in this phase, and the only word each may say. */
  readonly timeMaySay?: Readonly<Record<string, string>>;
}

export interface Recorded {
  readonly receipt?: Receipt;
  readonly at: Standing;
}

export interface Activities {
  /** Reads where a keeper stands. Errors: only of infrastructure, retried. */
  stand(keeper: string, armed?: string): Promise<Standing>;
  /** Decides one command and appends what follows in one transaction. Errors: `Fault` (a bug in a rule, not retried), infrastructure (retried). */
  record(request: RecordRequest): Promise<Recorded>;
  /** Ticks every clock overdue by more than a minute; answers how many it healed. */
  sweep(): Promise<number>;
}

/** An update, not a signal: an undecodable signal blocks a workflow for good, an undecodable update is refused at once. */
export const submit = defineUpdate<Receipt | undefined, [string]>('submit');
export const standing = defineQuery<Standing>('standing');
/** The clock the keeper's timer is set for, with the wait it was set to. */
export const clocks = defineQuery<ArmedClock | undefined>('clocks');

/** Error type of a bug in a rule: fails the command that met it and never the line. */
export const faultType = 'Fault';
/** Error type of a run that is about to be continued: ask again with the same id. */
export const changingRunsType = 'ChangingRuns';

/** Prefix of the command id a keeper submits when its timer rings. */
export const clockCommand = (clockId: string): string => `clock/${clockId}`;
/** Prefix of the command id that only asks a keeper to look at the ledger again. */
export const wakeCommand = (outboxId: string): string => `wake/${outboxId}`;

/** What a keeper may be told: the id of a command, a clock or a wake-up. Everything else is refused before it leaves a trace. */
export const sayable = /^[\x21-\x7e]{1,440}$/;
/** Error type of a word that is none of these. */
export const garbageType = 'Garbage';

/** Keepers' ids are workflow ids; the part before the first slash names the story. */
export const stories = {
  case: 'caseLife', handOff: 'handOff', escalation: 'escalation', compact: 'compact', agency: 'agencyDesk', notice: 'notice', leaverSweep: 'leaverSweep', victim: 'victimLife', erasure: 'erasure', playbook: 'playbookLife', redress: 'redress', scorecard: 'matter', process: 'matter', evidence: 'matter', venture: 'matter',
} as const;
export type KeeperKind = keyof typeof stories;

export function kindOfKeeper(keeper: string): KeeperKind {
  const kind = keeper.slice(0, keeper.indexOf('/'));
  if (!Object.hasOwn(stories, kind)) throw new Error(`no story keeps ${kind}`);
  return kind as KeeperKind;
}

export const storyOf = (keeper: string): (typeof stories)[KeeperKind] => stories[kindOfKeeper(keeper)];
