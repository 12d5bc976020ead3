/** What a command costs the engine for ever: events in the history of its keeper. */
import type { Client } from '@temporalio/client';
import { actOnStep, launchCase, type Caller } from './full-side.ts';
import type { Side } from './side.ts';

const dayMs = 86_400_000;

async function lengthOf(client: Client, keeper: string): Promise<number> {
  return (await client.workflow.getHandle(keeper).describe()).historyLength;
}

async function perCommand(client: Client, keeper: string, commands: number, act: (turn: number) => Promise<void>): Promise<number> {
  const before = await lengthOf(client, keeper);
  for (let turn = 0; turn < commands; turn += 1) await act(turn);
  return ((await lengthOf(client, keeper)) - before) / commands;
}

/** One after the other on a keeper of its own. */
export async function eventsPerCommand(client: Client, side: Side, commands: number): Promise<number> {
  const keeper = await side.launch();
  return perCommand(client, keeper, commands, () => side.act(keeper));
}

/** Each command moves the only date a week nearer, so that each sets the timer anew: the dearest a command can be. */
export async function eventsPerReArmingCommand(client: Client, caller: Caller, commands: number): Promise<number> {
  const keeper = await launchCase(caller, 'bench-one-date');
  await actOnStep(caller, keeper, 'S3.1', { act: 'accept' });
  return perCommand(client, keeper, commands, (turn) => {
    const due = new Date(Date.now() + (350 - 7 * turn) * dayMs).toISOString().slice(0, 10);
    return actOnStep(caller, keeper, 'S3.1', { act: 're-date', due, reason: 'CAPACITY' });
  });
}
