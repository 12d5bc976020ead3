/** What people say of an order, act by act. */
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { localDateOf, startOfLocalDay, type LocalDate } from '../time/civil-time.ts';
import type { NewShare, RedressFact } from './events.ts';
import type { RedressRules } from './lateness.ts';
import { wholeSumAfter } from './lateness.ts';
import { divide } from './money.ts';
import type { RedressAct } from './schema.ts';
import { liabilityLeft, outstandingOf, owedIn, type Redress, type RedressStage, type Share } from './state.ts';

export interface Asked {
  readonly by: Actor;
  readonly facts: Facts;
  readonly rules: RedressRules;
}
export type RedressDecision = Decision<RedressFact>;
type Act<Name extends RedressAct['act']> = Extract<RedressAct, { act: Name }>;
type Deciders = { readonly [Name in RedressAct['act']]: (state: Redress, act: Act<Name>, asked: Asked) => RedressDecision };

const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;
const unless = (refusal: Refusal | undefined, ...facts: readonly RedressFact[]): RedressDecision => (refusal === undefined ? accept(...facts) : { events: [], refusal });

/** Losses are recorded as long as more may still be found (18 U.S.C. 3664(d)(5)); all else has its time. */
const possible: Readonly<Partial<Record<RedressAct['act'], readonly RedressStage[]>>> = {
  request: ['CLAIM', 'NOT_REQUESTED', 'EXCEPTION_PROPOSED'], 'propose-exception': ['CLAIM', 'EXCEPTION_PROPOSED'], 'approve-exception': ['EXCEPTION_PROPOSED'], order: ['CLAIM', 'REQUESTED', 'EXCEPTION_PROPOSED', 'NOT_REQUESTED'],
  'make-liable': ['ORDERED'], 'fix-share': ['ORDERED', 'OVER'], 'set-schedule': ['ORDERED'], 'receive-payment': ['ORDERED'], 'reverse-payment': ['ORDERED', 'OVER'], 'send-notice': ['ORDERED'],
  guard: ['ORDERED', 'OVER'], withdraw: ['ORDERED', 'OVER'], end: ['ORDERED'],
};
/** What the court and money do has its day, and it is not ahead. */
const ahead = (act: RedressAct, { civil }: Redress, { now }: Facts): Refusal | false => 'on' in act && act.on > localDateOf(now, civil.zone) && say('DAY_AHEAD');

export function decideAct(state: Redress, act: RedressAct, asked: Asked): RedressDecision {
  const refusal = firstRefusal(asked.facts, !(possible[act.act]?.includes(state.stage) ?? true) && say('REDRESS_STATE', { stage: state.stage }), ahead(act, state, asked.facts));
  return refusal === undefined ? (deciders[act.act] as (state: Redress, act: RedressAct, asked: Asked) => RedressDecision)(state, act, asked) : { events: [], refusal };
}

const nameOf = (victim: string, { case: of }: Facts): string | undefined => own(of?.victims ?? {}, victim);
export const isSuspect = (label: string, { case: of }: Facts): boolean => own(of?.subjects ?? {}, label)?.kind === 'suspect';

/** A child's money is guarded until she comes of age, whoever else would like to have it. */
function guardOf(victim: string, until: LocalDate | undefined, { civil }: Redress, { agreed }: Facts): Share['guarded'] | Refusal {
  const isChild = own(agreed ?? {}, victim)?.child === true;
  if (!isChild) return until === undefined ? undefined : say('NOT_A_CHILD');
  return until === undefined ? {} : { until, passesAt: startOfLocalDay(until, 0, civil.zone) };
}
const isRefusal = (found: Share['guarded'] | Refusal): found is Refusal => found !== undefined && 'code' in found;

function shareOf({ victim, cents, guardedUntil }: Act<'order'>['shares'][number], state: Redress, facts: Facts): NewShare | Refusal {
  const as = nameOf(victim, facts);
  if (as === undefined) return say('SUBJECT_UNKNOWN');
  const guarded = guardOf(victim, guardedUntil, state, facts);
  return isRefusal(guarded) ? guarded : { victim, as, ...(cents !== undefined && { cents }), ...(guarded !== undefined && { guarded }) };
}

const deciders: Deciders = {
  'record-loss': (_state, { act: _act, ...loss }, { by, facts }) => {
    const as = nameOf(loss.victim, facts);
    return as === undefined ? refuse('SUBJECT_UNKNOWN') : accept({ type: 'LossRecorded', as, agency: by.agency, ...loss });
  },
  request: () => accept({ type: 'RestitutionRequested' }),
  'propose-exception': (_state, { reason, note }, { by, facts }) =>
    unless(firstRefusal(facts, reason === 'OTHER' && note === undefined && say('REASON_REQUIRED')), { type: 'ExceptionProposed', reason, person: by.person, ...(note !== undefined && { note }) }),
  'approve-exception': (state, _act, { by, facts }) => unless(firstRefusal(facts, state.proposedBy === by.person && say('TWO_PEOPLE_REQUIRED')), { type: 'ExceptionApproved', person: by.person }),
  order: (state, { on, shares: said, liable }, { facts }) => {
    const shares = said.map((share) => shareOf(share, state, facts));
    const flaw = shares.find((share): share is Refusal => 'code' in share);
    const refusal = flaw ?? firstRefusal(facts, liable.some(({ defendant }) => !isSuspect(defendant, facts)) && say('SUBJECT_UNKNOWN'), isTwice(said.map(({ victim }) => victim), liable.map(({ defendant }) => defendant)) && say('SUBJECT_KNOWN'));
    return unless(refusal, { type: 'OrderMade', on, shares: shares.filter((share): share is NewShare => !('code' in share)), liable: liable.map(({ defendant, cap }) => ({ defendant, ...(cap !== undefined && { cap }) })) });
  },
  'make-liable': (state, { on, defendant, cap }, { facts }) =>
    unless(firstRefusal(facts, !isSuspect(defendant, facts) && say('SUBJECT_UNKNOWN'), own(state.liable, defendant) !== undefined && say('SUBJECT_KNOWN')), { type: 'MadeLiable', on, defendant, ...(cap !== undefined && { cap }) }),
  'fix-share': (state, { on, act: _act, ...said }, { facts }) => {
    const share = shareOf(said, state, facts);
    if ('code' in share) return { events: [], refusal: share };
    const paid = own(state.shares, said.victim)?.paid ?? 0;
    return unless(firstRefusal(facts, said.cents < paid && say('SHARE_BELOW_PAID', { paid })), { type: 'ShareFixed', on, share });
  },
  'set-schedule': (state, { on, defendant, cents, every, from }) => {
    const liable = own(state.liable, defendant);
    if (liable === undefined) return refuse('NOT_LIABLE');
    return accept<RedressFact>({ type: 'ScheduleSet', on, defendant, schedule: { cents, every, from } }, ...(liable.standing === 'CURRENT' ? [] : [{ type: 'LapseCured', defendant } as const]));
  },
  'receive-payment': receive,
  'reverse-payment': (state, { payment: id, reason }) => {
    const payment = state.recent.find((each) => each.id === id);
    return payment === undefined ? refuse('PAYMENT_SETTLED') : accept({ type: 'PaymentReversed', payment, reason });
  },
  'send-notice': (state, { defendant, notice, on }, { facts, rules }) => {
    if (own(state.liable, defendant)?.notices[notice] === undefined) return refuse('NOT_FOUND');
    return accept({ type: 'NoticeSent', defendant, notice, on, ...(notice === 'DEFAULT' && { wholeSum: wholeSumAfter(on, state, rules, facts) }) });
  },
  guard: (state, { victim, until }, { facts }) => {
    const share = own(state.shares, victim);
    if (share === undefined) return refuse('NOT_FOUND');
    const guarded = guardOf(victim, until, state, facts);
    if (isRefusal(guarded)) return { events: [], refusal: guarded };
    if (guarded === undefined && share.guarded !== undefined) return accept({ type: 'AccountPassed', victim, cents: share.held });
    return accept({ type: 'PayeeSet', victim, ...(guarded !== undefined && { guarded }) });
  },
  withdraw: (state, { withdrawal, victim, on, cents, courtApproved }, { facts }) => {
    const share = own(state.shares, victim);
    if (share?.guarded === undefined) return refuse('NOT_FOUND');
    return unless(firstRefusal(facts, !courtApproved && say('COURT_APPROVAL_REQUIRED'), cents > share.held && say('MORE_THAN_HELD', { held: share.held })), { type: 'Withdrawn', withdrawal, victim, on, cents });
  },
  end: (_state, { reason, on }) => accept({ type: 'RedressOver', reason, on }),
};

const isTwice = (...lists: readonly (readonly string[])[]): boolean => lists.some((list) => new Set(list).size < list.length);

/** More than is owed is not taken: who keeps the money is not ours to decide, and what is recorded is divided to the cent. */
function receive(state: Redress, { payment: id, source, defendant, on, cents }: Act<'receive-payment'>, { facts }: Asked): RedressDecision {
  const liable = defendant === undefined ? undefined : own(state.liable, defendant);
  if (defendant === undefined ? source === 'DEFENDANT' : liable === undefined) return refuse('NOT_LIABLE');
  const most = liable === undefined ? outstandingOf(state) : liabilityLeft(state, liable);
  const refusal = firstRefusal(facts, cents > most && say('MORE_THAN_OWED', { most }));
  if (refusal !== undefined) return { events: [], refusal };
  const split = divide(cents, owedIn(state));
  return accept({ type: 'PaymentReceived', payment: { id, source, on, cents, split, ...(defendant !== undefined && { defendant, turn: liable?.turn ?? 0 }) } });
}
