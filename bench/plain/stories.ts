/** The plain engine: an update, an activity, one row. What somebody writes who wants that and nothing else. */
import { condition, defineUpdate, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';

export interface Activities {
  insert(row: string): Promise<void>;
}
export const put = defineUpdate<void, [string]>('put');

const options = { startToCloseTimeout: '5s', retry: { initialInterval: '200ms', maximumInterval: '5s' } } as const;
const plain = proxyActivities<Activities>(options);
const local = proxyLocalActivities<Activities>(options);

export async function plainRows(): Promise<void> {
  setHandler(put, (row) => plain.insert(row));
  await condition(() => false);
}

export async function localRows(): Promise<void> {
  setHandler(put, (row) => local.insert(row));
  await condition(() => false);
}
