import type { NoticeClock, NoticePhase } from '#domain/notice/telling.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** One thing that people must hear of: until somebody has opened it, nobody is left to tell, or it is no longer so. */
export async function notice(ref: Ref): Promise<void> {
  const line = await takeUp<NoticePhase, NoticeClock>(ref);
  while (line.in('due', 'sent')) {
    // Written to the next person when the hour allows it, and again for days while their mail puts it off.
    while (line.in('due')) await line.hear({ 'attempt-due': 'notice.send' });
    // It lies in somebody's mail. Not opened in time is not told: the next one is asked.
    while (line.in('sent')) await line.hear({ 'reader-due': 'notice.passOn' });
  }
  await line.end();
}
