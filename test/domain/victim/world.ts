/** A file without database and engine: people act, time passes, every clock rings at its instant. */
import type { Actor, Facts } from '#domain/facts.ts';
import type { Change } from '#domain/ledger.ts';
import { victimClocks } from '#domain/victim/clocks.ts';
import { decideVictim, type VictimCommand, type VictimDecided } from '#domain/victim/decide.ts';
import type { VictimEvent, VictimFact } from '#domain/victim/events.ts';
import { evolveVictim } from '#domain/victim/evolve.ts';
import { victimRows } from '#domain/victim/rows.ts';
import { victimActSchema, type VictimAct } from '#domain/victim/schema.ts';
import { absentVictim, type VictimFile, type VictimState } from '#domain/victim/state.ts';
import { quiet } from './quiet.ts';
import type { Role } from '#domain/terms.ts';

export const victimId = '5a5a5a5a-0000-4000-8000-000000000001';
export const caseId = '5a5a5a5a-0000-4000-8000-000000000002';
export const by = (agency: string, ...roles: readonly Role[]): Actor => ({ person: `${agency}.${(roles[0] ?? 'nobody').toLowerCase()}`, agency, roles });
export const coordinator = by('lead', 'COORDINATOR');
export const advocate = by('house', 'COMMUNITY_ADVOCATE');
export const officer = by('border', 'IMMIGRATION_OFFICER');
const civil = { zone: 'America/Chicago', region: '' };

export function createFile(startsAt = '2024-03-04T15:00:00.000Z') {
  let now = startsAt;
  let state: VictimState = absentVictim;
  let ids = 0;
  const changes: Change<VictimState, VictimEvent>[] = [];
  const factsNow = (without: readonly string[] = []): Facts => ({ now, tzdb: 'test', playbook: quiet, playbookHash: 'h', agencies: { lead: civil }, holidays: {}, without });
  const keep = (event: VictimEvent): void => {
    const after = evolveVictim(state, event);
    changes.push({ index: changes.length + 1, event, before: state, after });
    state = after;
  };
  function take(command: VictimCommand, without: readonly string[] = [], more: Partial<Facts> = {}): VictimDecided {
    const decided = decideVictim(state, command, { ...factsNow(without), ...more });
    decided.events.forEach(keep);
    return decided;
  }
  const file = (): VictimFile => {
    if (state.phase === 'absent') throw new Error('the file is not open');
    return state;
  };
  take({ type: 'open-victim', victim: victimId, case: caseId, lead: 'lead', as: 'V1', playbook: { id: 'starter', version: 1 }, by: coordinator });
  return {
    file, take, factsNow,
    now: () => now,
    events: () => changes.map(({ event }) => event),
    notices: () => victimRows(changes).notices,
    rows: () => victimRows(changes).tables,
    newId: () => `5a5a5a5a-0000-4000-8000-1${String((ids += 1)).padStart(11, '0')}`,
    say: (actor: Actor, act: VictimAct, more: Partial<Facts> = {}): VictimDecided => take({ type: 'victim', act: victimActSchema.parse(act), by: actor }, [], more),
    /** Facts as a topic would have them, without its own act. */
    happen: (...facts: readonly VictimFact[]): void => facts.forEach((fact) => keep({ ...fact, at: now, by: coordinator.person })),
    /** Time passes; on the way each clock rings when it is due, the earliest first. */
    passTo(instant: string): void {
      for (let next = victimClocks(state)[0]; next !== undefined && next.dueAt <= instant; next = victimClocks(state)[0]) {
        now = next.dueAt > now ? next.dueAt : now;
        take({ type: 'clock', keeper: next.keeper });
      }
      now = instant;
    },
  };
}
export type File = ReturnType<typeof createFile>;
