/** Read models of the desk as a fold: spans of time, each ended in its row when the state lets go of it before its time. */
import type { Address, Instant } from '../facts.ts';
import type { Change, Notice, PlacedNotice } from '../ledger.ts';
import type { Span } from '../reach/chairs.ts';
import type { Skip } from '../reach/reach.ts';
import type { LocalDate } from '../time/civil-time.ts';
import type { DeskEvent } from './events.ts';
import type { Containment, DeskState } from './state.ts';

export interface SpanRow {
  readonly person: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
}
export interface ExplanationRow {
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
  /** The ledger of the case it is about, or '' for all that the agency does. */
  readonly about: string;
  readonly words: string;
  readonly at: Instant;
}
export interface ContainmentRow {
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
  readonly reason: string;
  /** When somebody else said so too. */
  readonly confirmedAt: Instant | null;
  /** It ended because nobody did. */
  readonly lapsed: boolean;
}
export interface DeskRows {
  readonly absences: ReadonlyMap<string, SpanRow & { readonly id: string; readonly deputy: string | null }>;
  readonly deputies: ReadonlyMap<string, SpanRow & { readonly id: string; readonly deputy: string; readonly roles: readonly string[] }>;
  readonly shifts: ReadonlyMap<string, SpanRow & { readonly id: string }>;
  readonly hats: ReadonlyMap<string, SpanRow & { readonly id: string; readonly agency: string; readonly roles: readonly string[] }>;
  readonly departures: ReadonlyMap<string, SpanRow>;
  readonly explanations: ReadonlyMap<string, ExplanationRow>;
  readonly containments: ReadonlyMap<string, ContainmentRow>;
}

const span = ({ from, until }: Span): Pick<SpanRow, 'fromAt' | 'untilAt'> => ({ fromAt: from, untilAt: until ?? null });

export function deskRows(changes: readonly Change<DeskState, DeskEvent>[]): { readonly tables: DeskRows; readonly notices: readonly PlacedNotice<DeskNotice>[] } {
  const rows = { absences: new Map(), deputies: new Map(), shifts: new Map(), hats: new Map(), departures: new Map(), explanations: new Map(), containments: new Map() } as { [T in keyof DeskRows]: Map<string, DeskRows[T] extends ReadonlyMap<string, infer R> ? R : never> };
  for (const { before, after, event } of changes) {
    if (after.phase === 'absent') continue;
    const old = before.phase === 'absent' ? undefined : before;
    for (const [id, { person, deputy = null, ...rest }] of spans(event.at, old?.absences, after.absences)) rows.absences.set(id, { id, person, deputy, ...span(rest) });
    for (const [id, { person, deputy, roles, ...rest }] of spans(event.at, old?.deputies, after.deputies)) rows.deputies.set(id, { id, person, deputy, roles, ...span(rest) });
    for (const [id, { person, ...rest }] of spans(event.at, old?.shifts, after.shifts)) rows.shifts.set(id, { id, person, ...span(rest) });
    for (const [id, { person, agency, roles, ...rest }] of spans(event.at, old?.parts, after.parts)) rows.hats.set(id, { id, person, agency, roles, ...span(rest) });
    if (event.type === 'TimeExplained') {
      const { from: firstDay, until: lastDay, case: of, words, at } = event;
      const about = of === undefined ? '' : `case/${of}`;
      rows.explanations.set(`${firstDay} ${lastDay} ${about}`, { firstDay, lastDay, about, words, at });
    }
    if (after.contained !== undefined && after.contained !== old?.contained) rows.containments.set(after.contained.since, containmentRow(after.contained));
    if (event.type === 'AgencyReleased' && old?.contained !== undefined) rows.containments.set(old.contained.since, { ...containmentRow(old.contained), untilAt: event.at, lapsed: event.lapsed === true });
    // A departure is taken back by a span of no length.
    if (event.type === 'PersonLeft') rows.departures.set(event.person, { person: event.person, fromAt: event.at, untilAt: null });
    // The agency itself is in the row of nobody.
    if (event.type === 'AgencyLeft') rows.departures.set('', { person: '', fromAt: event.at, untilAt: null });
    if (event.type === 'AgencyCameBack') rows.departures.set('', { person: '', fromAt: event.at, untilAt: event.at });
    if (event.type === 'PersonCameBack') rows.departures.set(event.person, { person: event.person, fromAt: event.at, untilAt: event.at });
  }
  return { tables: rows, notices: changes.flatMap(({ event, after, index }) => noticesOf(after, event).map((notice) => ({ ...notice, index }))) };
}

const containmentRow = ({ since: fromAt, reason, confirmedAt }: Containment): ContainmentRow => ({ fromAt, untilAt: null, reason, confirmedAt: confirmedAt ?? null, lapsed: false });

export type DeskNotice = 'rota-gap' | 'containment' | 'containment-lapsed' | 'release-asked';

function noticesOf(desk: DeskState, event: DeskEvent): readonly Notice<DeskNotice>[] {
  const agency = desk.phase === 'absent' ? '' : desk.agency;
  const said = (kind: DeskNotice, subject: string, to: readonly Address[] = [], more: { readonly skipped?: readonly Skip[] } = {}): readonly Notice<DeskNotice>[] => to.map((each) => ({ kind, level: null, subject, to: each, ...more }));
  switch (event.type) {
    case 'DutyUncovered':
      return said('rota-gap', event.from, event.to, event.skipped === undefined ? {} : { skipped: event.skipped });
    case 'AgencyContained':
      return said('containment', agency, event.to);
    case 'ReleaseAsked':
      return said('release-asked', agency, event.to);
    case 'AgencyReleased':
      return said('containment-lapsed', agency, event.to);
    default:
      return [];
  }
}

/** What is new, and what was let go of although it ran on: that ended now, or before it began. */
function spans<T extends Span>(at: Instant, old: Readonly<Record<string, T>> = {}, now: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  const added = Object.entries(now).filter(([id, value]) => old[id] !== value);
  const ended = Object.entries(old).filter(([id, { until }]) => now[id] === undefined && (until === undefined || until > at));
  return [...added, ...ended.map(([id, value]): [string, T] => [id, { ...value, until: value.from > at ? value.from : at }])];
}
