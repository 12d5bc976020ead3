/** Read models of an order: the order at a glance, each share (hers), losses (hers), payments with how they were divided, and what was late. */
import type { Change, PlacedNotice } from '../ledger.ts';
import type { Json, RecordRow } from '../matter/record.ts';
import type { RedressEvent } from './events.ts';
import { localDateOf } from '../time/civil-time.ts';
import { officerOf } from './decide.ts';
import { hasOpenShares, liabilityLeft, outstandingOf, totalOf, type Liable, type Payment, type Redress, type RedressState } from './state.ts';

type Changes = readonly Change<RedressState, RedressEvent>[];
interface Said { readonly event: RedressEvent; readonly before: RedressState; readonly state: Redress }

export function redressRecords(changes: Changes): readonly RecordRow[] {
  return changes.flatMap(({ event, before, after }) => {
    if (after.phase === 'absent') return [];
    const said = { event, before, state: after };
    return [orderRow(said), ...shareRows(said), ...paymentRows(said), ...lapseRows(said), ...lossRows(said), ...withdrawalRows(said), ...exceptionRows(said)];
  });
}

const record = ({ event, state }: Said, row: Pick<RecordRow, 'kind' | 'id' | 'data'> & Partial<RecordRow>): RecordRow => ({ class: 'D16', recorder: state.agency, author: event.by, at: event.at, ...row });

function orderRow(said: Said): RecordRow {
  const { state } = said;
  const totals = { currency: state.currency, total: totalOf(state), paid: state.paid, outstanding: outstandingOf(state) };
  const debtors = Object.entries(state.liable).map(([defendant, liable]) => debtorData(defendant, liable, state));
  return record(said, { kind: 'restitution-order', id: state.order, state: state.stage, data: { ...totals, rev: state.rev, on: state.orderedOn ?? null, open: hasOpenShares(state), defendants: state.defendants, liable: debtors }, summary: totals });
}

function debtorData(defendant: string, liable: Liable, state: Redress): Json {
  const { cap, paid, schedule, watch, standing, since, notices, wholeSum } = liable;
  return {
    defendant, cap: cap ?? null, paid, left: liabilityLeft(state, liable), standing, since: since ?? null, schedule: schedule === undefined ? null : { cents: schedule.cents, every: schedule.every, from: schedule.from, paid: schedule.paid },
    next: watch?.due ?? null, delinquentOn: watch?.delinquentOn ?? null, defaultOn: watch?.defaultOn ?? null, wholeSumOn: wholeSum?.on ?? null,
    noticesDue: Object.entries(notices).map(([notice, { deadline }]) => ({ notice, dueAt: deadline.due })),
  };
}

function shareRows(said: Said): readonly RecordRow[] {
  const { before, state } = said;
  const old = before.phase === 'absent' ? {} : before.shares;
  return Object.entries(state.shares).filter(([victim, share]) => old[victim] !== share).map(([victim, { cents, paid, guarded, held }]) => record(said, {
    kind: 'restitution-share', id: `${state.order}.${victim}`, victim, state: guarded === undefined ? 'HER_OWN' : 'PROTECTED_ACCOUNT',
    data: { currency: state.currency, cents: cents ?? null, paid, held, until: guarded?.until ?? null },
  }));
}

/** How it was divided goes by her name in the case: no more than whoever keeps the order must know. */
const splitOf = ({ split }: Payment, { shares }: Redress): Json => Object.fromEntries(Object.entries(split).map(([victim, cents]) => [shares[victim]?.as ?? '', cents]));

function paymentRows(said: Said): readonly RecordRow[] {
  const { event, state } = said;
  if (event.type !== 'PaymentReceived' && event.type !== 'PaymentReversed') return [];
  const { payment } = event;
  return [record(said, {
    kind: 'restitution-payment', id: payment.id, state: event.type === 'PaymentReceived' ? 'RECEIVED' : 'REVERSED', subject: payment.defendant,
    data: { currency: state.currency, source: payment.source, on: payment.on, cents: payment.cents, split: splitOf(payment, state), reason: event.type === 'PaymentReversed' ? event.reason : null },
  })];
}

/** What was late, of what we gave notice, and how it ended: a row each, and none is ever taken away. */
function lapseRows(said: Said): readonly RecordRow[] {
  const { event, state } = said;
  if (!('defendant' in event)) return [];
  const lapse = `${state.order}.${event.defendant}.${state.liable[event.defendant]?.lapses ?? 0}`;
  const row = (kind: string, data: Json, id = lapse): readonly RecordRow[] => [record(said, { kind: `restitution-${kind}`, id, subject: event.defendant, data })];
  switch (event.type) {
    case 'FellDelinquent':
      return row('delinquency', { since: event.since, noticeDue: event.deadline.due });
    case 'FellIntoDefault':
      return row('default', { since: event.since, noticeDue: event.deadline.due });
    case 'NoticeSent':
      return row('notice', { notice: event.notice, on: event.on, wholeSumOn: event.wholeSum?.on ?? null }, `${lapse}.${event.notice}`);
    case 'WholeSumDue':
      return row('whole-sum', { cents: event.cents });
    case 'LapseCured':
      return row('cure', { on: localDateOf(event.at, state.civil.zone) });
    default:
      return [];
  }
}

function lossRows(said: Said): readonly RecordRow[] {
  const { event, state } = said;
  if (event.type !== 'LossRecorded') return [];
  const { loss, victim, head, method, cents, evidence = [], note, agency } = event;
  return [record(said, { kind: 'restitution-loss', id: loss, victim, recorder: agency, data: { currency: state.currency, head, method, cents, evidence }, ...(note !== undefined && { texts: { note } }) })];
}

function withdrawalRows(said: Said): readonly RecordRow[] {
  const { event, state } = said;
  return event.type === 'Withdrawn' ? [record(said, { kind: 'restitution-withdrawal', id: event.withdrawal, victim: event.victim, data: { currency: state.currency, on: event.on, cents: event.cents, courtApproved: true } })] : [];
}

function exceptionRows(said: Said): readonly RecordRow[] {
  const { event, state } = said;
  return event.type === 'ExceptionProposed' ? [record(said, { kind: 'restitution-exception', id: state.order, data: { reason: event.reason }, ...(event.note !== undefined && { texts: { note: event.note } }) })] : [];
}

/** Staff are told what is late, what we owe, and that an account passes; nobody it is owed to is told by a machine. */
export function redressNotices(changes: Changes): readonly PlacedNotice[] {
  return changes.flatMap(({ index, event, after }): readonly PlacedNotice[] => {
    if (after.phase === 'absent') return [];
    switch (event.type) {
      case 'LevelReached':
      case 'StillOpen': {
        const skipped = event.skipped === undefined ? {} : { skipped: event.skipped };
        const isRung = event.type === 'LevelReached';
        if (isRung && !event.sent) return [];
        return event.to.map((to) => ({ index, kind: isRung ? (event.level === 'L0' ? 'reminder' : 'level') : 'unresolved', level: isRung ? event.level : null, subject: event.subject, to, ...skipped }));
      }
      case 'FellDelinquent':
      case 'FellIntoDefault':
      case 'WholeSumDue':
        return [{ index, kind: 'change', level: null, subject: event.defendant, to: officerOf(after) }];
      case 'AccountPassed':
        return [{ index, kind: 'change', level: null, subject: after.shares[event.victim]?.as ?? '', to: officerOf(after) }];
      default:
        return [];
    }
  });
}
