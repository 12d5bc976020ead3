/** Cases on the real engine without the API in between: a command is stored and its id sent to its keeper, as the API does. */
import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import pg from 'pg';
import { inject } from 'vitest';
import type { CaseCommandBody } from '#domain/case/schema.ts';
import { changingRunsType, storyOf, submit, taskQueue, workflowTaskTimeout, type Receipt } from '#workflows/contract.ts';
import { publishPlaybooks } from '#start/playbooks.ts';

const minutes = fileURLToPath(new URL('../../commands/campaign/playbooks/', import.meta.url));
const triesMax = 50;

export type History = readonly temporal.api.history.v1.IHistoryEvent[];

const people = {
  coordinator: { agency: 'kept-lead', roles: ['COORDINATOR', 'PROSECUTOR'] }, support: { agency: 'kept-house', roles: ['COMMUNITY_ADVOCATE'] },
  inquiry: { agency: 'kept-police', roles: ['INVESTIGATOR'] }, finance: { agency: 'kept-revenue', roles: ['FINANCIAL_INVESTIGATOR'] },
  unit: { agency: 'kept-unit', roles: ['AGENCY_SUPERVISOR'] },
} as const;
export type Who = keyof typeof people;

type Store = (who: Who, ledger: string, body: unknown, keeper?: string) => Promise<string>;

/** Stores a command, whatever its body, and answers its id. */
const storing = (owner: pg.Pool): Store => async (who, ledger, body, keeper = ledger) => {
  const { agency, roles } = people[who];
  const id = createHash('sha256').update(randomUUID()).digest('hex');
  await owner.query(
    `insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) values ($1, $2, $3, $4, $5, $6, $7, '', clock_timestamp(), $8)`,
    [id, ledger, keeper, (body as { type: string }).type, JSON.stringify(body), `${agency}.${who}`, roles, agency],
  );
  return id;
};

/** Every run of a workflow, the first one first. */
async function runsOf(client: Client, workflowId: string): Promise<readonly History[]> {
  const found: History[] = [];
  for (let runId: string | undefined = (await client.workflow.getHandle(workflowId).describe()).runId; runId !== undefined && runId !== ''; ) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    found.unshift(events ?? []);
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  }
  return found;
}

export async function startKeeping() {
  const owner = new pg.Pool({ connectionString: inject('databaseUrl'), max: 4 });
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const client = new Client({ connection });
  await publishPlaybooks(inject('databaseUrl'), minutes);
  for (const { agency } of Object.values(people)) await owner.query(`insert into agency (id, name, type, zone) values ($1, 'Test', 'PROSECUTION', 'America/Chicago') on conflict do nothing`, [agency]);

  const store = storing(owner);

  /** Sends an id to a keeper, and again while the keeper changes runs. */
  async function send(keeper: string, commandId: string): Promise<Receipt | undefined> {
    for (let tries = 1; ; tries += 1) {
      const startWorkflowOperation = new WithStartWorkflowOperation(storyOf(keeper), { workflowId: keeper, taskQueue, args: [{ keeper }], workflowTaskTimeout, workflowIdConflictPolicy: 'USE_EXISTING' });
      try {
        return await client.workflow.executeUpdateWithStart(submit, { args: [commandId], updateId: commandId, startWorkflowOperation });
      } catch (error) {
        const isForGood = error instanceof WorkflowUpdateFailedError && (error.cause as { type?: string } | undefined)?.type !== changingRunsType;
        if (isForGood || tries === triesMax) throw error;
      }
    }
  }

  async function say(who: Who, ledger: string, body: CaseCommandBody, keeper = ledger): Promise<Receipt | undefined> {
    return send(keeper, await store(who, ledger, body, keeper));
  }

  return {
    owner, client, connection, store, send, say,
    runs: (workflowId: string) => runsOf(client, workflowId),
    async launch(codeName = 'KEPT CASE', playbook = 'minutes'): Promise<string> {
      const caseId = randomUUID();
      const agencies = Object.values(people).filter(({ agency }) => agency !== 'kept-unit').map(({ agency, roles }) => ({ agency, roles: [...roles] }));
      const receipt = await say('coordinator', `case/${caseId}`, { type: 'launch', caseId, codeName, playbook: { id: playbook, version: 1 }, agencies });
      if (receipt === undefined || receipt.refusal !== undefined) throw new Error(`the case was not launched: ${receipt?.refusal ?? 'no receipt'}`);
      return `case/${caseId}`;
    },
    async stop(): Promise<void> {
      await connection.close();
      await owner.end();
    },
  };
}
export type Keeping = Awaited<ReturnType<typeof startKeeping>>;
