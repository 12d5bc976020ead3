/** Folding: an event is a fact, taken as it is and never refused. What is over leaves the state with the next event. */
import { Fault, unreachable } from '../decision.ts';
import { without, type Instant } from '../facts.ts';
import type { Span } from '../reach/chairs.ts';
import { gapsOf } from './rota.ts';
import type { DeskEvent, Leaver } from './events.ts';
import type { Containment, DeskState, OpenDesk } from './state.ts';

export function evolveDesk(state: DeskState, event: DeskEvent): DeskState {
  if (event.type === 'DeskOpened')
    return { phase: 'open', agency: event.agency, absences: {}, deputies: {}, shifts: {}, parts: {}, sweeps: {}, rota: { version: 0, changedAt: event.at }, told: [] };
  if (state.phase === 'absent') throw new Fault(`${event.type} before DeskOpened`);
  const after = evolveOpen(withoutPast(state, event.at), event);
  return after.absences === state.absences && after.shifts === state.shifts ? after : rotaChanged(after, event);
}

/** A gap is counted anew when the rota or an absence changed it; what was said of a gap that is still there stays said. */
function rotaChanged(desk: OpenDesk, { type, at }: DeskEvent): OpenDesk {
  const isChange = type === 'AbsenceRecorded' || type === 'AbsenceEnded' || type === 'DutySet';
  const gaps = gapsOf(Object.values(desk.shifts), Object.values(desk.absences)).map(({ from }) => from);
  return { ...desk, told: desk.told.filter((from) => gaps.includes(from)), ...(isChange && { rota: { version: desk.rota.version + 1, changedAt: at } }) };
}

function evolveOpen(desk: OpenDesk, event: Exclude<DeskEvent, { type: 'DeskOpened' }>): OpenDesk {
  switch (event.type) {
    case 'AbsenceRecorded': {
      const { person, from, until, deputy } = event;
      return { ...desk, absences: { ...desk.absences, [event.id]: { person, from, ...(until !== undefined && { until }), ...(deputy !== undefined && { deputy }) } } };
    }
    case 'AbsenceEnded':
      return { ...desk, absences: without(desk.absences, event.id) };
    case 'DeputyNamed': {
      const { agency, person, deputy, roles, from, until } = event;
      return { ...desk, deputies: { ...desk.deputies, [event.id]: { agency, person, deputy, roles, from, ...(until !== undefined && { until }) } } };
    }
    case 'DeputyEnded':
      return { ...desk, deputies: without(desk.deputies, event.id) };
    case 'DutySet': {
      const kept = Object.entries(desk.shifts).filter(([, { from }]) => from < event.from || from >= event.until);
      return { ...desk, shifts: { ...Object.fromEntries(kept), ...event.shifts } };
    }
    case 'RoleJoined': {
      const { agency, person, roles, from, until } = event;
      return { ...desk, parts: { ...desk.parts, [event.id]: { agency, person, roles, from, ...(until !== undefined && { until }) } } };
    }
    case 'RoleEnded':
      return { ...desk, parts: without(desk.parts, event.id) };
    case 'AgencyLeft':
      return { ...desk, left: true };
    case 'AgencyCameBack': {
      const { left: _left, ...here } = desk;
      // What it is asked from now on is not swept away.
      return { ...here, sweeps: Object.fromEntries(Object.entries(desk.sweeps).filter(([, sweep]) => !('reason' in sweep))) };
    }
    case 'AgencyContained':
    case 'ContainmentConfirmed':
    case 'ReleaseAsked':
    case 'AgencyReleased':
      return evolveContainment(desk, event);
    case 'PersonLeft':
    case 'PersonCameBack':
    case 'TimeExplained':
      return desk;
    case 'DutyUncovered':
      return { ...desk, told: [...desk.told, event.from] };
    default:
      return { ...desk, sweeps: evolveSweeps(desk.sweeps, event) };
  }
}

type ContainmentEvent = Extract<DeskEvent, { type: 'AgencyContained' | 'ContainmentConfirmed' | 'ReleaseAsked' | 'AgencyReleased' }>;

function evolveContainment(desk: OpenDesk, event: ContainmentEvent): OpenDesk {
  switch (event.type) {
    case 'AgencyContained':
      return { ...desk, contained: { since: event.at, reason: event.reason, ...(event.speaker !== undefined && { first: { person: event.by, ...event.speaker } }), ...(event.confirmBy !== undefined && { confirmBy: event.confirmBy }) } };
    case 'ContainmentConfirmed': {
      const { confirmBy: _confirmed, ...contained } = containedIn(desk);
      return { ...desk, contained: { ...contained, confirmedAt: event.at } };
    }
    case 'ReleaseAsked':
      return { ...desk, contained: { ...containedIn(desk), asked: { person: event.by, ...event.speaker } } };
    case 'AgencyReleased': {
      const { contained: _contained, ...free } = desk;
      return free;
    }
    default:
      return unreachable(event);
  }
}

function containedIn({ contained }: OpenDesk): Containment {
  if (contained === undefined) throw new Fault('a containment that is not there was confirmed, or is to end');
  return contained;
}

type SweepEvent = Extract<DeskEvent, { type: 'SweepBegun' | 'WorkReOffered' | 'SweepEnded' }>;

function evolveSweeps(sweeps: OpenDesk['sweeps'], event: SweepEvent): OpenDesk['sweeps'] {
  switch (event.type) {
    case 'SweepBegun':
      return { ...sweeps, [event.sweep]: { ...leaverOf(event), by: event.by, round: 0, nextAt: event.at } };
    case 'WorkReOffered': {
      const sweep = sweeps[event.sweep];
      if (sweep === undefined) throw new Fault('work was offered anew by a sweep that is not there');
      return { ...sweeps, [event.sweep]: { ...sweep, round: event.round + 1, nextAt: event.nextAt } };
    }
    case 'SweepEnded':
      return without(sweeps, event.sweep);
    default:
      return unreachable(event);
  }
}

/** Who leaves, as sweeps and their events say it. */
export const leaverOf = (of: Leaver): Leaver => ('person' in of ? { person: of.person } : 'reason' in of ? { reason: of.reason } : { contained: true });

const isPast = ({ until }: Span, at: Instant): boolean => until !== undefined && until <= at;

/** The same record if nothing of it is over. */
function running<T extends Span>(record: Readonly<Record<string, T>>, at: Instant): Readonly<Record<string, T>> {
  const entries = Object.entries(record);
  const left = entries.filter(([, span]) => !isPast(span, at));
  return left.length === entries.length ? record : Object.fromEntries(left);
}

/** The shift that ends last stays: from there on nobody is on duty, and that is said. */
function withoutPast(desk: OpenDesk, at: Instant): OpenDesk {
  const ahead = running(desk.shifts, at);
  const [last] = Object.entries(desk.shifts).toSorted(([idA, a], [idB, b]) => (a.until < b.until || (a.until === b.until && idA < idB) ? 1 : -1));
  const shifts = ahead === desk.shifts || last === undefined ? ahead : { [last[0]]: last[1], ...ahead };
  return { ...desk, absences: running(desk.absences, at), deputies: running(desk.deputies, at), parts: running(desk.parts, at), shifts };
}
