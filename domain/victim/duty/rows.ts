/** Rows of `duty_view`, how far duties climbed, and who is told of a duty. Notices name the duty by its number, never its kind and never her. */
import { levelOf } from '../../climb.ts';
import { escalationsOf, type EscalationRow } from '../../escalations.ts';
import { own, type Instant } from '../../facts.ts';
import { changed, type Change, type PlacedNotice } from '../../ledger.ts';
import { protectedDuties, recurringDuties, type DutyOutcome } from '../../terms.ts';
import { isShort } from '../../time/deadline.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimFile, VictimState } from '../state.ts';
import { fileOf, type Tables } from '../topic.ts';
import type { Duty } from './duty.ts';

type Changes = readonly Change<VictimState, VictimEvent>[];

export function dutyRows(changes: Changes): Tables {
  const duties = new Map<string, object>();
  const escalations = new Map<string, EscalationRow>();
  for (const { event, before, after } of changes) {
    const old = fileOf(before)?.duties;
    const now = fileOf(after)?.duties ?? {};
    for (const id of Object.keys({ ...old, ...now })) for (const row of escalationsOf({ of: 'duty', subject: id, before: old?.[id]?.climb, after: now[id]?.climb }, event.at)) escalations.set(id, { ...row, openedAt: escalations.get(id)?.openedAt ?? row.openedAt });
    for (const [id, duty] of changed(old, now)) duties.set(id, rowOf(id, duty, fileOf(after)));
    if (event.type !== 'DutyDone' && event.type !== 'DutyDropped') continue;
    const duty = old && own(old, event.duty);
    if (duty !== undefined) duties.set(event.duty, { ...rowOf(event.duty, duty, fileOf(after)), ...ended(event.at, event.type === 'DutyDone' ? { outcome: event.outcome, doneBy: event.by } : {}) });
  }
  return { duties, escalations };
}

const ended = (at: Instant, how: { readonly outcome?: DutyOutcome; readonly doneBy?: string }) => ({ endedAt: at, outcome: how.outcome ?? null, doneBy: how.doneBy ?? null });

const rowOf = (id: string, { kind, to, subject, openedAt, rev, climb }: Duty, file: VictimFile | undefined) => ({
  id, kind: Object.hasOwn(protectedDuties, kind) ? 'PROTECTED' : kind, agency: to.agency, role: to.role, person: to.person ?? null, subject: subject ?? null, rev, withLead: to.agency === file?.agency, openedAt,
  startsAt: climb.deadline.start, dueAt: climb.deadline.due, level: levelOf(climb), endedAt: null, outcome: null, doneBy: null,
});

export const dutyNotices = (changes: Changes): readonly PlacedNotice[] => changes.flatMap(({ index, event, after }) => noticesOf(event, fileOf(after)?.duties ?? {}).map((notice) => ({ ...notice, index })));

function noticesOf(event: VictimEvent, duties: Readonly<Record<string, Duty>>): readonly Omit<PlacedNotice, 'index'>[] {
  switch (event.type) {
    case 'DutyOpened': {
      const { kind, duty, to, deadline } = event;
      // What comes again, and what begins later, is told when its ladder reminds.
      const isQuiet = recurringDuties.includes(kind) || deadline.start > event.at || (to.person !== undefined && to.person === event.by);
      return isQuiet ? [] : [{ kind: 'task', level: null, subject: duty, to, ...(isShort(deadline) && { urgent: true }) }];
    }
    case 'DutyReOffered':
      return [{ kind: 'task', level: null, subject: event.duty, to: event.to }];
    case 'LevelReached': {
      const duty = own(duties, event.subject);
      const said = { kind: event.level === 'L0' ? 'reminder' : 'level', level: event.level, subject: event.subject, ...(event.skipped !== undefined && { skipped: event.skipped }), ...(duty !== undefined && isShort(duty.climb.deadline) && { urgent: true as const }) };
      return event.sent ? event.to.map((to) => ({ ...said, to })) : [];
    }
    case 'StillOpen':
      return event.to.map((to) => ({ kind: 'unresolved', level: null, subject: event.subject, to, ...(event.skipped !== undefined && { skipped: event.skipped }) }));
    default:
      return [];
  }
}
