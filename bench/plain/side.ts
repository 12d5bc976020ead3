/** The plain engine's caller: start with an update, update, and nothing between it and the engine. */
import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { Side } from '../side.ts';

export function plainSide(client: Client, name: 'plain' | 'local'): Side {
  const story = name === 'plain' ? 'plainRows' : 'localRows';
  return {
    name,
    launch: async () => {
      const workflowId = `bench-${name}/${randomUUID()}`;
      const startWorkflowOperation = new WithStartWorkflowOperation(story, { workflowId, taskQueue: 'bench-plain', workflowTaskTimeout: '2s', workflowIdConflictPolicy: 'USE_EXISTING' });
      await client.workflow.executeUpdateWithStart('put', { args: [randomUUID()], startWorkflowOperation });
      return workflowId;
    },
    act: async (keeper) => {
      await client.workflow.getHandle(keeper).executeUpdate('put', { args: [randomUUID()] });
    },
  };
}
