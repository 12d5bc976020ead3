/** The clocks of duties: the file's own keeper reminds, and from the first level on a keeper of the ladder climbs. */
import { isEscalated, nextLevel } from '../../climb.ts';
import { Fault } from '../../decision.ts';
import type { Clock, Keeper } from '../../ledger.ts';
import { offerDuties } from '../../terms.ts';
import type { VictimFile } from '../state.ts';
import type { Duty } from './duty.ts';

export const dutyWordOf = { 'duty-reminder': 'duty.remind', 'duty-due': 'escalation.open', 'next-level': 'ladder.climb' } as const;
export type DutyClock = keyof typeof dutyWordOf;

const escalationOf = ({ victim }: VictimFile, id: string, { climb: { version } }: Duty): string => `escalation/${victim}/${id}/${version}`;

export function dutyClocks(file: VictimFile): readonly Clock<DutyClock>[] {
  return Object.entries(file.duties).flatMap(([id, duty]): readonly Clock<DutyClock>[] => {
    const next = nextLevel(duty.climb);
    if (next === undefined) return [];
    const clock = (name: DutyClock, keeper: string): Clock<DutyClock> => ({ id: `${file.victim}/${id}/${duty.climb.version}/${next.level}@${next.at}`, keeper, name, subject: id, dueAt: next.at });
    if (isEscalated(duty.climb)) return [clock('next-level', escalationOf(file, id, duty))];
    return [clock(next.level === 'L0' ? 'duty-reminder' : 'duty-due', `victim/${file.victim}`)];
  });
}

export const dutyKeepers = (file: VictimFile): readonly Keeper[] =>
  Object.entries(file.duties).flatMap(([id, duty]): readonly Keeper[] => (isEscalated(duty.climb) ? [{ id: escalationOf(file, id, duty), phase: 'climbing' }] : []));

/** What must hold after every decision (I4, R10). Throws `Fault`. */
export function assertSoundDuties(file: VictimFile): void {
  const clocked = new Set(dutyClocks(file).map(({ subject }) => subject));
  for (const [id, { kind, climb: { deadline } }] of Object.entries(file.duties)) {
    if (!clocked.has(id)) throw new Fault(`${id} has no next date`);
    if (offerDuties.includes(kind) && deadline.levels.some(({ level }) => level > 'L2')) throw new Fault(`the offer ${id} climbs beyond level 2`);
  }
}
