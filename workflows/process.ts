import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** What the defence of one case is to be shown, as long as anybody adds to it. People say all of it; the days run in the case. */
export async function process(ref: Ref): Promise<void> {
  const line = await takeUp<'absent' | 'open', never>(ref);
  while (line.in('open')) await line.hear({});
  await line.end();
}
