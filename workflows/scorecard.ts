import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** What one case was worth, from the first review to the last, years on. People say all of it; the case's own steps ask for the reviews. */
export async function scorecard(ref: Ref): Promise<void> {
  const line = await takeUp<'absent' | 'open', never>(ref);
  while (line.in('open')) await line.hear({});
  await line.end();
}
