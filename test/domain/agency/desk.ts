/** The desk of one agency without database and engine: somebody speaks, time passes, every clock rings at its instant. */
import { deskClocks } from '#domain/agency/clocks.ts';
import { decideDesk, type DeskDecided } from '#domain/agency/decide.ts';
import type { DeskEvent, Work } from '#domain/agency/events.ts';
import { evolveDesk } from '#domain/agency/evolve.ts';
import { deskRows } from '#domain/agency/rows.ts';
import { deskCommandSchema, type DeskAct } from '#domain/agency/schema.ts';
import { absentDesk, type DeskState, type OpenDesk } from '#domain/agency/state.ts';
import type { Actor } from '#domain/facts.ts';
import type { Change } from '#domain/ledger.ts';
import type { Chair } from '#domain/reach/chairs.ts';

const chair = (person: string, ...roles: Chair['roles']): Chair => ({ person, agency: 'north', roles, hats: [], active: true });
export const people: readonly Chair[] = [
  chair('n.supervisor', 'AGENCY_SUPERVISOR'), chair('n.leader', 'AGENCY_LEADER'), chair('n.one', 'INVESTIGATOR'), chair('n.two', 'INVESTIGATOR'),
  chair('n.advocate', 'COMMUNITY_ADVOCATE'), chair('n.specialist', 'SYSTEM_VICTIM_SPECIALIST'), chair('n.coordinator', 'COORDINATOR', 'AGENCY_SUPERVISOR'), chair('n.auditor', 'OVERSIGHT_AUDITOR'),
  { ...chair('n.gone', 'INVESTIGATOR'), active: false },
  { ...chair('s.guest', 'PROSECUTOR'), agency: 'south' },
];
const by = (person: string): Actor => {
  const found = people.find((each) => each.person === person);
  return { person, agency: found?.agency ?? 'north', roles: found?.roles ?? [] };
};
export const uuid = (n: number): string => `0d0d0d0d-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const day = (n: number, hour = 0): string => new Date(Date.UTC(2026, 2, n, hour)).toISOString();

export function openDesk(startsAt = day(1), more: readonly Chair[] = []) {
  let now = startsAt;
  let state: DeskState = absentDesk;
  let said = 0;
  let work: readonly Work[] = [];
  const changes: Change<DeskState, DeskEvent>[] = [];
  const take = (command: Parameters<typeof decideDesk>[1]): DeskDecided => {
    const decided = decideDesk(state, command, { now, tzdb: 'test', agencies: { north: { zone: 'America/Chicago', region: '' } }, holidays: {}, without: [], confirmWithin: '24h', chairs: { people: [...people, ...more], absences: [], deputies: [], shifts: [] }, work });
    for (const event of decided.events) {
      const after = evolveDesk(state, event);
      changes.push({ index: changes.length + 1, event, before: state, after });
      state = after;
    }
    return decided;
  };
  return {
    say: (person: string, act: DeskAct, roles = by(person).roles): DeskDecided => take({ ...deskCommandSchema.parse({ type: 'desk', agency: 'north', id: uuid((said += 1)), act }), by: { ...by(person), roles } }),
    sayAs: (speaker: Actor, act: DeskAct): DeskDecided => take({ ...deskCommandSchema.parse({ type: 'desk', agency: 'north', id: uuid((said += 1)), act }), by: speaker }),
    /** Time passes; on the way each clock rings when it is due. */
    passTo(until: string): void {
      for (let clock = deskClocks(state)[0]; clock !== undefined && clock.dueAt <= until; clock = deskClocks(state)[0]) {
        if (clock.dueAt > now) now = clock.dueAt;
        take({ type: 'clock', keeper: clock.keeper });
      }
      now = until;
    },
    leaveOpen: (left: readonly Work[]): void => { work = left; },
    clocks: () => deskClocks(state),
    state: (): OpenDesk => { if (state.phase === 'absent') throw new Error('nothing was recorded'); return state; },
    events: (type: DeskEvent['type']): readonly DeskEvent[] => changes.flatMap(({ event }) => (event.type === type ? [event] : [])),
    rows: () => deskRows(changes),
  };
}
