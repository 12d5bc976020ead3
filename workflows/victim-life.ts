import type { VictimKeeperClock, VictimPhase } from '#domain/victim/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/**
 * The file of one victim, as long as anybody owes her anything: it outlives her cases. Time asks staff, never her; nothing here discloses or shares.
 * From level 1 on what is owed climbs in escalation/<victim>/<duty>/<version>.
 */
export async function victimLife(ref: Ref): Promise<void> {
  const line = await takeUp<VictimPhase, VictimKeeperClock>(ref);
  while (line.in('open'))
    await line.hear({
      'duty-reminder': 'duty.remind', // L0, to who owes it alone
      'duty-due': 'escalation.open', // L1: it is known to others than who owes it
      'majority-ahead': 'age.remind', // her guardian and her advocate, before she comes of age
      birthday: 'age.passAuthority', // what a guardian granted ends, and she decides herself
      'consent-reminder': 'consent.remind', // to her own professional: a consent ends, or a wish to be notified is offered anew
    } satisfies Record<VictimKeeperClock, string>);
  await line.end();
}
