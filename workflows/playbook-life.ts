import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** One playbook or pack through its versions: drafted, read, published, superseded, withdrawn. People say all of it; time says nothing here. */
export async function playbookLife(ref: Ref): Promise<void> {
  const line = await takeUp<'absent' | 'open', never>(ref);
  while (line.in('open')) await line.hear({});
  await line.end();
}
