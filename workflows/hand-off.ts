import type { HandOffClock, HandOffPhase } from '#domain/case/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** One hand-off between two agencies. Until somebody has accepted, the sender stays accountable. */
export async function handOff(ref: Ref): Promise<void> {
  const line = await takeUp<HandOffPhase, HandOffClock>(ref);
  while (line.in('proposed', 'unanswered', 'returned', 'disputed')) {
    // The receiver owes an answer: accept, decline with a reason, or ask for what is missing.
    while (line.in('proposed')) await line.hear({ 'answer-reminder': 'handOff.remind', 'answer-due': 'handOff.timeOut' });
    // Silence climbs the ladder, one level at a time. A late answer still counts.
    while (line.in('unanswered')) await line.hear({ 'next-level': 'ladder.climb' });
    // Returned for information or declined: now the sender owes the next move.
    while (line.in('returned')) await line.hear({ 'items-due': 'ladder.climb' });
    // Refused twice: the coordinator determines who owns the work; the sender covers meanwhile.
    while (line.in('disputed')) await line.hear({ 'determination-due': 'ladder.climb' });
  }
  // Accepted: the receiver owns the work, and may still hand it back with a reason.
  while (line.in('in-progress')) await line.hear({ 'work-reminder': 'step.remind', 'work-due': 'escalation.open' });
  await line.end(); // completed, withdrawn or handed back: the facts are in the case's ledger
}
