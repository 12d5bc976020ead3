/** Her file without database and engine: somebody speaks, time passes, every clock rings at its instant or not at all. */
import type { Actor, Facts } from '#domain/facts.ts';
import type { Change } from '#domain/ledger.ts';
import type { Chair } from '#domain/reach/chairs.ts';
import { victimClocks } from '#domain/victim/clocks.ts';
import { decideVictim, type VictimDecided } from '#domain/victim/decide.ts';
import type { VictimEvent } from '#domain/victim/events.ts';
import { evolveVictim } from '#domain/victim/evolve.ts';
import { victimRows } from '#domain/victim/rows.ts';
import { victimCommandSchema, type VictimAct } from '#domain/victim/schema.ts';
import { absentVictim, type VictimFile, type VictimState } from '#domain/victim/state.ts';
import { quiet } from './quiet.ts';

export const id = (n: number): string => `0d0d0d0d-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const hers = id(1);
export const agencies = ['lead', 'house', 'office', 'police', 'authority'] as const;
const zone = 'America/Chicago';

const chair = (person: string, agency: string, ...roles: Chair['roles']): Chair => ({ person, agency, roles, hats: [], active: true });
const chairs: readonly Chair[] = [chair('o.guardian', 'office', 'CHILD_GUARDIAN'), chair('o.second', 'office', 'CHILD_GUARDIAN'), chair('h.advocate', 'house', 'COMMUNITY_ADVOCATE')];
export const coordinator: Actor = { person: 'l.coordinator', agency: 'lead', roles: ['COORDINATOR'] };
export const advocate: Actor = { person: 'h.advocate', agency: 'house', roles: ['COMMUNITY_ADVOCATE'] };

export type Act = VictimAct;

/** `without`: guards left out on purpose. */
export function openFile(startsAt: string, without: readonly string[] = []) {
  let now = startsAt;
  let state: VictimState = absentVictim;
  const changes: Change<VictimState, VictimEvent>[] = [];
  const facts = (): Facts => ({
    now, tzdb: 'test', agencies: Object.fromEntries(agencies.map((each) => [each, { zone, region: '' }])), holidays: {}, without, playbook: quiet, playbookHash: 'h',
    chairs: { people: chairs, absences: [], deputies: [], shifts: [] }, joined: { team: ['lead', 'house'], names: [] },
  });
  const take = (command: Parameters<typeof decideVictim>[1], more: Partial<Facts> = {}): VictimDecided => {
    const decided = decideVictim(state, command, { ...facts(), ...more });
    for (const event of decided.events) {
      const after = evolveVictim(state, event);
      changes.push({ index: changes.length + 1, event, before: state, after });
      state = after;
    }
    return decided;
  };
  const open = take({ ...victimCommandSchema.parse({ type: 'open-victim', victim: hers, case: id(2), lead: 'lead', as: 'V1', playbook: { id: 'starter', version: 1 } }), by: coordinator });
  if (open.refusal !== undefined) throw new Error(open.refusal.code);
  return {
    /** By her advocate; who stands by her says the coordinator, for nobody comes in by their own word. */
    say: (act: Act, by: Actor = act.act === 'stand-by' ? coordinator : advocate): VictimDecided => take({ ...victimCommandSchema.parse({ type: 'victim', act }), by }),
    /** Time passes; on the way each clock rings when it is due. */
    passTo(until: string): void {
      for (let clock = victimClocks(state)[0]; clock !== undefined && clock.dueAt <= until; clock = victimClocks(state)[0]) {
        if (clock.dueAt > now) now = clock.dueAt;
        take({ type: 'clock', keeper: clock.keeper });
      }
      now = until;
    },
    now: () => now,
    changes: changes as readonly Change<VictimState, VictimEvent>[],
    file: (): VictimFile => { if (state.phase === 'absent') throw new Error('nothing was recorded'); return state; },
    /** The two approvals of an erasure, with what lies under her keys. */
    approve(erasure: string): void {
      for (const role of ['PRIVACY_OFFICER', 'COORDINATOR'] as const) take({ type: 'victim', act: { act: 'approve-erasure', erasure }, by: { person: `h.${role}`, agency: 'house', roles: [role] } }, { sealed: { keys: 1, texts: [] } });
    },
    clocks: () => victimClocks(state),
    events: (type: VictimEvent['type']): readonly VictimEvent[] => changes.flatMap(({ event }) => (event.type === type ? [event] : [])),
    notices: () => victimRows(changes).notices,
    rows: () => victimRows(changes).tables,
  };
}
export type OpenFile = ReturnType<typeof openFile>;

export const guardianBy = (standing: number, person = 'o.guardian'): Act => ({ act: 'stand-by', standing: id(standing), role: 'CHILD_GUARDIAN', agency: 'office', person });
export const advocateBy = (standing: number): Act => ({ act: 'stand-by', standing: id(standing), role: 'COMMUNITY_ADVOCATE', agency: 'house' });
/** By a guardian, to the police, of the class that says where she is. */
export const guardianGrant = (consent: number, standing: number, until: string): Act => ({
  act: 'grant-consent', consent: id(consent), kind: 'SHARE', agency: 'police', purpose: 'SAFETY', classes: ['D4'], until, by: 'GUARDIAN', standing: id(standing), views: id(900), method: 'WRITTEN', language: 'es',
  interpreter: 'NONE', wording: id(901), explained: { withdrawalTold: true, noConditionTold: true, limitsTold: true },
});
export const proved = (bornOn: string): Act => ({ act: 'record-age', basis: 'KNOWN', bornOn, decidedBy: 'authority' });
