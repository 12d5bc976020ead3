/** Speaking to keepers from the worker's side: wake one, tick one, start one. Always by Update-with-Start, so that a lost workflow comes back. */
import { WithStartWorkflowOperation, WorkflowIdConflictPolicy, type Client } from '@temporalio/client';
import { clockCommand, storyOf, submit, taskQueue, wakeCommand, workflowTaskTimeout } from '#workflows/contract.ts';

/** A keeper that does not answer by then is left for the next time: one that hangs must not hold up the others. */
const patienceMs = 5_000;
const inTime = <T>(client: Client, work: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + patienceMs, work);

/** Says the id of a stored command to its keeper. */
export async function say(client: Client, keeper: string, commandId: string): Promise<void> {
  const startWorkflowOperation = new WithStartWorkflowOperation(storyOf(keeper), {
    workflowId: keeper, taskQueue, args: [{ keeper }], workflowTaskTimeout, workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
  await inTime(client, () => client.workflow.executeUpdateWithStart(submit, { args: [commandId], updateId: commandId, startWorkflowOperation }));
}

/** Asks a keeper to look at the ledger again, because somebody else's word changed what it keeps. */
export const wake = (client: Client, keeper: string, outboxId: string): Promise<void> => say(client, keeper, wakeCommand(outboxId));

/** Says that a clock has run out; a keeper that finds nothing due only looks at the ledger again. */
export const tick = (client: Client, keeper: string, clockId: string): Promise<void> => say(client, keeper, clockCommand(clockId));

/** Makes sure a keeper runs; one that runs already is left alone. */
export async function ensure(client: Client, keeper: string): Promise<void> {
  const options = { workflowId: keeper, taskQueue, args: [{ keeper }] as [{ keeper: string }], workflowTaskTimeout, workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING };
  await inTime(client, () => client.workflow.start(storyOf(keeper), options));
}
