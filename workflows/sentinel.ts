import * as wf from '@temporalio/workflow';
import type { Activities } from './contract.ts';

const { sweep } = wf.proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 3 } });

/** Looks after every clock once: started by a schedule, so that a lost timer, a lost workflow and a stale engine all heal within minutes. */
export async function sentinel(): Promise<number> {
  return sweep();
}
