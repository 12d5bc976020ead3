import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** A body of records beside a case, as long as anybody adds to it. People say all of it; its days run in the case. */
export async function matter(ref: Ref): Promise<void> {
  const line = await takeUp<'absent' | 'open', never>(ref);
  while (line.in('open')) await line.hear({});
  await line.end();
}
