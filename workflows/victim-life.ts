import type { VictimClockName, VictimPhase } from '#domain/victim/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** The file of one victim, as long as anybody owes her anything: it outlives her cases. Time asks staff, never her; nothing here discloses or shares. */
export async function victimLife(ref: Ref): Promise<void> {
  const line = await takeUp<VictimPhase, VictimClockName>(ref);
  while (line.in('open'))
    await line.hear({
      'majority-ahead': 'age.remind', // her guardian and her advocate, before she comes of age
      birthday: 'age.passAuthority', // what a guardian granted ends, and she decides herself
    });
  await line.end();
}
