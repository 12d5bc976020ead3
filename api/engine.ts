/** Sends a command's id to its keeper and waits for the receipt. Only the id travels; asking again with the same id is always safe. */
import {
  ApplicationFailure, Connection, TemporalFailure, WithStartWorkflowOperation, WorkflowNotFoundError, WorkflowUpdateFailedError, type Client,
} from '@temporalio/client';
import { changingRunsType, faultType, storyOf, submit, taskQueue, workflowTaskTimeout, type Receipt } from '#workflows/contract.ts';

/**
 * Connects at the first call: a silent engine is answered request by request, and does not keep reads from being served.
 * The SDK's own retries are left out. We ask again ourselves, with the same id and a look into the record; and a retry of the SDK
 * that wakes after the connection was closed ends the process.
 */
export const connectLazily = (address: string): Connection => Connection.lazy({ address, interceptors: [] });

/** A rule met something it was not written for. The command failed; its line goes on. */
export class RuleFault extends Error {
  override readonly name = 'RuleFault';
}

/** Nothing can be said yet: the engine is silent, or the keeper is changing runs. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

interface Errand {
  readonly keeper: string;
  readonly commandId: string;
  /** The keeper cannot be running yet: this is the command that makes it. */
  readonly first: boolean;
}

/**
 * One attempt, given up at `deadline` (milliseconds since the epoch).
 * @throws RuleFault for a bug in a rule, NotYet for everything worth asking again.
 */
export async function askKeeper(client: Client, errand: Errand, deadline: number): Promise<Receipt | undefined> {
  try {
    return await client.withDeadline(deadline, () => (errand.first ? startAndUpdate(client, errand) : update(client, errand)));
  } catch (error) {
    throw isFault(error) ? new RuleFault('a rule failed') : new NotYet('no receipt yet');
  }
}

async function update(client: Client, errand: Errand): Promise<Receipt | undefined> {
  const { keeper, commandId } = errand;
  try {
    return await client.workflow.getHandle(keeper).executeUpdate(submit, { args: [commandId], updateId: commandId });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return startAndUpdate(client, errand);
    throw error;
  }
}

/** A keeper that is not running, or has ended, is started by the command that needs it. The ledger says where it stands. */
function startAndUpdate(client: Client, { keeper, commandId }: Errand): Promise<Receipt | undefined> {
  const start = new WithStartWorkflowOperation(storyOf(keeper), {
    workflowId: keeper,
    taskQueue,
    args: [{ keeper }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowTaskTimeout,
  });
  return client.workflow.executeUpdateWithStart(submit, { args: [commandId], updateId: commandId, startWorkflowOperation: start });
}

/** The failure of an update names its type somewhere down its causes; a failure with any type but "changing runs" and the engine's own is a bug. */
function isFault(error: unknown): boolean {
  if (!(error instanceof WorkflowUpdateFailedError)) return false;
  let cause: unknown = error.cause;
  while (cause instanceof TemporalFailure) {
    if (cause instanceof ApplicationFailure) return cause.type === faultType || (cause.type !== changingRunsType && cause.nonRetryable === true && cause.type !== endedType);
    cause = cause.cause;
  }
  return false;
}

/** The engine's word for an update whose run ended first: the next run answers it. */
const endedType = 'AcceptedUpdateCompletedWorkflow';
