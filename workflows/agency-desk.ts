import type { DeskClock, DeskPhase } from '#domain/agency/clocks.ts';
import type { Ref } from './contract.ts';
import { takeUp } from './line.ts';

/** The desk of one agency: who is away, stands in, is on duty. People say all of it; time looks a week ahead for hours that nobody covers, and lifts a containment that nobody else confirmed. */
export async function agencyDesk(ref: Ref): Promise<void> {
  const line = await takeUp<DeskPhase, DeskClock>(ref);
  while (line.in('open')) await line.hear({ 'rota-gap': 'rota.sayGap', 'containment-lapse': 'containment.lapse' });
  await line.end();
}
