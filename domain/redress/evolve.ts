/** Folding: an event is a fact, taken as it is and never refused. */
import { higher, newClimb } from '../climb.ts';
import { Fault, unreachable } from '../decision.ts';
import { without } from '../facts.ts';
import type { NewShare, RedressEvent } from './events.ts';
import type { NoticeKind } from './schema.ts';
import { reversibleOf, type Liable, type Payment, type Redress, type RedressState, type Share } from './state.ts';

const nothingPaid = { turn: 0, paid: 0, standing: 'CURRENT', lapses: 0, notices: {} } as const satisfies Liable;

export function evolveRedress(state: RedressState, event: RedressEvent): RedressState {
  if (event.type === 'RedressOpened') {
    const { type: _type, at: _at, by: _by, ...said } = event;
    return { phase: 'open', ...said, stage: 'CLAIM', rev: 1, shares: {}, liable: {}, paid: 0, paymentsEver: 0, recent: [] };
  }
  if (state.phase === 'absent') throw new Fault(`${event.type} before RedressOpened`);
  return { ...changedBy(state, event), rev: state.rev + 1 };
}

type Later = Exclude<RedressEvent, { type: 'RedressOpened' }>;

function changedBy(state: Redress, event: Later): Redress {
  switch (event.type) {
    case 'LossRecorded':
      return state;
    case 'RestitutionRequested':
      return { ...state, stage: 'REQUESTED' };
    case 'ExceptionProposed':
      return { ...state, stage: 'EXCEPTION_PROPOSED', proposedBy: event.person };
    case 'ExceptionApproved':
      return { ...state, stage: 'NOT_REQUESTED' };
    case 'OrderMade':
      return {
        ...state, stage: 'ORDERED', orderedOn: event.on, shares: Object.fromEntries(event.shares.map((share) => [share.victim, newShare(share)])),
        liable: Object.fromEntries(event.liable.map(({ defendant, cap }) => [defendant, { ...nothingPaid, ...(cap !== undefined && { cap }) }])),
      };
    case 'MadeLiable':
      return { ...state, liable: { ...state.liable, [event.defendant]: { ...nothingPaid, ...(event.cap !== undefined && { cap: event.cap }) } } };
    case 'ShareFixed':
      return { ...state, shares: { ...state.shares, [event.share.victim]: newShare(event.share, state.shares[event.share.victim]) } };
    case 'RedressOver':
      return { ...state, stage: 'OVER' };
    case 'RedressReopened':
      return { ...state, stage: 'ORDERED' };
    default:
      return 'defendant' in event || 'of' in event ? ofDefendant(state, event) : ofMoney(state, event);
  }
}

function newShare({ as, cents, guarded }: NewShare, before?: Share): Share {
  return { as, ...(cents !== undefined && { cents }), paid: before?.paid ?? 0, held: before?.held ?? 0, ...(guarded !== undefined && { guarded }) };
}

function ofMoney(state: Redress, event: Extract<Later, { type: 'PaymentReceived' | 'PaymentReversed' | 'PayeeSet' | 'AccountPassed' | 'Withdrawn' }>): Redress {
  switch (event.type) {
    case 'PaymentReceived':
      return { ...paidIn(state, event.payment, 1), paymentsEver: state.paymentsEver + 1, recent: reversibleOf([event.payment, ...state.recent]) };
    case 'PaymentReversed':
      return { ...paidIn(state, event.payment, -1), recent: state.recent.filter(({ id }) => id !== event.payment.id) };
    case 'PayeeSet':
      return withShare(state, event.victim, ({ guarded: _guarded, ...share }) => ({ ...share, ...(event.guarded !== undefined && { guarded: event.guarded }) }));
    case 'AccountPassed':
      return withShare(state, event.victim, ({ guarded: _guarded, ...share }) => ({ ...share, held: 0 }));
    case 'Withdrawn':
      return withShare(state, event.victim, (share) => ({ ...share, held: share.held - event.cents }));
    default:
      return unreachable(event);
  }
}

/** What came in, or goes out again: to each what it gave her, to whoever paid it, and to the schedule it was paid under, if that still runs. */
function paidIn(state: Redress, { cents, split, defendant, source, turn }: Payment, sign: 1 | -1): Redress {
  const shares = Object.fromEntries(Object.entries(state.shares).map(([id, share]) => {
    const part = sign * (split[id] ?? 0);
    return [id, part === 0 ? share : { ...share, paid: share.paid + part, held: share.guarded === undefined ? share.held : Math.max(0, share.held + part) }];
  }));
  const next = { ...state, shares, paid: state.paid + sign * cents };
  if (defendant === undefined) return next;
  return withLiable(next, defendant, (liable) => {
    const { schedule } = liable;
    const counts = schedule !== undefined && source === 'DEFENDANT' && turn === liable.turn;
    return { ...liable, paid: liable.paid + sign * cents, ...(counts && { schedule: { ...schedule, paid: schedule.paid + sign * cents } }) };
  });
}

function ofDefendant(state: Redress, event: Exclude<Extract<Later, { defendant: string } | { of: 'notice' }>, { type: 'MadeLiable' }>): Redress {
  if (event.type === 'LevelReached' || event.type === 'StillOpen') {
    const [defendant, notice] = event.subject.split('.') as [string, NoticeKind];
    return withLiable(state, defendant, (liable) => {
      const climb = liable.notices[notice];
      if (climb === undefined) throw new Fault(`no notice ${event.subject} is owed`);
      return { ...liable, notices: { ...liable.notices, [notice]: higher(climb, event) } };
    });
  }
  return withLiable(state, event.defendant, (liable) => stands(liable, event));
}

function stands(liable: Liable, event: Extract<Later, { type: 'ScheduleSet' | 'WatchSet' | 'FellDelinquent' | 'FellIntoDefault' | 'LapseCured' | 'NoticeSent' | 'WholeSumDue' }>): Liable {
  switch (event.type) {
    case 'ScheduleSet':
      return { ...liable, turn: liable.turn + 1, schedule: { ...event.schedule, paid: 0 } };
    case 'WatchSet': {
      const { watch: _watch, ...rest } = liable;
      return { ...rest, ...(event.watch !== undefined && { watch: event.watch }) };
    }
    case 'FellDelinquent':
      return { ...liable, standing: 'DELINQUENT', since: event.since, lapses: event.lapse, notices: { ...liable.notices, DELINQUENCY: newClimb(event.lapse, event.deadline) } };
    case 'FellIntoDefault':
      return { ...liable, standing: 'DEFAULT', since: event.since, notices: { ...liable.notices, DEFAULT: newClimb(event.lapse, event.deadline) } };
    case 'LapseCured': {
      const { since: _since, wholeSum: _sum, ...rest } = liable;
      return { ...rest, standing: 'CURRENT', notices: {} };
    }
    case 'NoticeSent':
      return { ...liable, notices: without(liable.notices as Readonly<Record<string, NonNullable<Liable['notices'][NoticeKind]>>>, event.notice), ...(event.wholeSum !== undefined && { wholeSum: { ...event.wholeSum, isTold: false } }) };
    case 'WholeSumDue':
      return { ...liable, ...(liable.wholeSum !== undefined && { wholeSum: { ...liable.wholeSum, isTold: true } }) };
    default:
      return unreachable(event);
  }
}

function withShare(state: Redress, victim: string, change: (share: Share) => Share): Redress {
  const share = state.shares[victim];
  if (share === undefined) throw new Fault(`${victim} has no share`);
  return { ...state, shares: { ...state.shares, [victim]: change(share) } };
}

function withLiable(state: Redress, defendant: string, change: (liable: Liable) => Liable): Redress {
  const liable = state.liable[defendant];
  if (liable === undefined) throw new Fault(`${defendant} is not liable`);
  return { ...state, liable: { ...state.liable, [defendant]: change(liable) } };
}
