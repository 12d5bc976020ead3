/** The rules of an order of restitution: it outlives its case, waits for nobody who is owed, and every cent is accounted for. */
import { climb } from '../climb.ts';
import { accept, Fault, refuse } from '../decision.ts';
import { firstRefusal, own, termsFor, type Actor, type Address, type Facts } from '../facts.ts';
import { dueClock, settled, type Clock, type ClockCommand, type Decided, type Settled } from '../ledger.ts';
import { recipientsOf } from '../recipients.ts';
import { localDateOf, startOfLocalDay, type LocalDate } from '../time/civil-time.ts';
import { countDeadline, type Deadline } from '../time/deadline.ts';
import { decideAct, isSuspect, type RedressDecision } from './acts.ts';
import { redressClocks, type RedressClock } from './clocks.ts';
import type { RedressEvent, RedressFact } from './events.ts';
import { evolveRedress } from './evolve.ts';
import { watchOf, type RedressRules } from './lateness.ts';
import { sum } from './money.ts';
import { noticeKinds, type RedressCommandBody } from './schema.ts';
import { hasOpenShares, liabilityLeft, outstandingOf, type Liable, type Redress, type RedressState } from './state.ts';

export type RedressCommand = (RedressCommandBody & { readonly by: Actor }) | ClockCommand;

/** Decides a command and everything that follows from it. Errors: `Fault`, a bug in a rule; nothing of it may be kept. */
export function decideRedress(state: RedressState, command: RedressCommand, facts: Facts): Decided<RedressState, RedressEvent, RedressClock> {
  if (command.type === 'clock') return decideClock(state, command.keeper, facts);
  return settledAs(state, first(state, command, facts), command.by.person, facts);
}

function first(state: RedressState, command: Exclude<RedressCommand, ClockCommand>, facts: Facts): RedressDecision {
  if (facts.case === undefined) return refuse('NOT_FOUND');
  if (facts.isAway === true) return refuse('PERSON_AWAY');
  if (command.type === 'open-redress') return open(state, command, facts);
  if (state.phase === 'absent') return refuse('NOT_FOUND');
  if (command.rev !== undefined && command.rev !== state.rev) return refuse('STALE', { rev: state.rev });
  return decideAct(state, command.act, { by: command.by, facts, rules: rulesOf(facts) });
}

function open(state: RedressState, { order, case: of, currency, defendants, by }: Extract<RedressCommandBody, { type: 'open-redress' }> & { readonly by: Actor }, facts: Facts): RedressDecision {
  const civil = own(facts.case?.team ?? {}, by.agency);
  const refusal = firstRefusal(
    facts, state.phase !== 'absent' && refuse('REDRESS_STATE').refusal, facts.playbook.redress === undefined && refuse('NO_RULES_OF_REDRESS').refusal, civil === undefined && refuse('NOT_ON_THE_TEAM').refusal,
    !defendants.every((defendant) => isSuspect(defendant, facts)) && refuse('SUBJECT_UNKNOWN').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  if (civil === undefined) return refuse('NOT_ON_THE_TEAM');
  return accept({ type: 'RedressOpened', order, case: of, agency: by.agency, lead: facts.case?.lead ?? by.agency, civil: { zone: civil.zone, region: civil.region }, currency, defendants });
}

function rulesOf({ playbook }: Facts): RedressRules {
  if (playbook.redress === undefined) throw new Fault('the playbook knows no orders of restitution');
  return playbook.redress;
}

function decideClock(state: RedressState, keeper: string, facts: Facts): Decided<RedressState, RedressEvent, RedressClock> {
  const clock = dueClock(redressClocks(state), keeper, facts.now);
  if (state.phase === 'absent' || clock === undefined) return { events: [], state };
  const decided = settledAs(state, accept(...tick(state, clock, facts)), 'clock', facts);
  if (redressClocks(decided.state).some(({ id }) => id === clock.id)) throw new Fault(`clock ${clock.name} was left due`);
  return { ...decided, clock };
}

/** What time may say: that somebody is late, that we owe a notice, that the whole sum or a protected account is due. */
function tick(state: Redress, { name, subject }: Clock<RedressClock>, facts: Facts): readonly RedressFact[] {
  if (name === 'account-passes') return [{ type: 'AccountPassed', victim: subject, cents: state.shares[subject]?.held ?? 0 }];
  if (name === 'notice-due') return remind(state, subject, facts);
  const liable = own(state.liable, subject);
  if (liable === undefined) throw new Fault(`a clock runs on ${subject}, who is not liable`);
  if (name === 'whole-sum-due') return [{ type: 'WholeSumDue', defendant: subject, cents: liabilityLeft(state, liable) }];
  const { watch } = liable;
  if (watch === undefined) throw new Fault('a clock runs although nothing is due');
  const late = (since: LocalDate, deadline: Deadline, lapse: number) => ({ defendant: subject, since, lapse, deadline });
  return name === 'delinquent'
    ? [{ type: 'FellDelinquent', ...late(watch.delinquentOn, noticeFrom(watch.delinquentOn, state, facts), liable.lapses + 1) }]
    : [{ type: 'FellIntoDefault', ...late(watch.defaultOn, noticeFrom(watch.defaultOn, state, facts), liable.lapses) }];
}

function noticeFrom(day: LocalDate, { civil }: Redress, facts: Facts): Deadline {
  const { within, ladder } = rulesOf(facts).notice;
  return countDeadline({ rule: within, start: startOfLocalDay(day, 0, civil.zone), ...termsFor(civil, ladder, facts) });
}

export const officerOf = ({ agency }: Pick<Redress, 'agency'>): Address => ({ agency, role: 'REDRESS_OFFICER' });

function remind(state: Redress, subject: string, facts: Facts): readonly RedressFact[] {
  const [defendant = '', kind] = subject.split('.');
  const notice = noticeKinds.find((each) => each === kind);
  const owed = notice === undefined ? undefined : own(state.liable, defendant)?.notices[notice];
  if (owed === undefined) throw new Fault(`no notice ${subject} is owed`);
  const coordinator: Address = { agency: facts.case?.lead ?? state.lead, role: 'COORDINATOR' };
  const team = { coordinator, specialist: [], jointLeadership: [...new Set([coordinator.agency, state.agency])].map((agency) => ({ agency, role: 'AGENCY_LEADER' as const })) };
  const concerned = { owner: [officerOf(state)], agency: state.agency };
  return climb({ about: { of: 'notice', subject }, climb: owed, terms: termsFor(state.civil, rulesOf(facts).notice.ladder, facts), told: (to) => recipientsOf(team, concerned, to), coordinator }, facts);
}

const settledAs = (before: RedressState, decision: RedressDecision, by: string, facts: Facts): Settled<RedressState, RedressEvent> =>
  settled<RedressState, RedressFact>(before, decision, { at: facts.now, by }, { evolve: evolveRedress, assertSound, follows: (state, decided) => follows(state, decided, facts) });

function follows(state: RedressState, decided: readonly RedressFact[], facts: Facts): readonly RedressFact[] {
  if (state.phase === 'absent' || state.orderedOn === undefined) return [];
  const over = endOf(state, decided, facts);
  return over === undefined ? Object.entries(state.liable).flatMap(([defendant, liable]) => watching(state, defendant, liable, facts)) : [over];
}

function endOf(state: Redress, decided: readonly RedressFact[], facts: Facts): RedressFact | undefined {
  const isPaid = !hasOpenShares(state) && outstandingOf(state) === 0;
  if (state.stage === 'ORDERED') return isPaid ? { type: 'RedressOver', reason: 'PAID', on: localDateOf(facts.now, state.civil.zone) } : undefined;
  return !isPaid && decided.some(({ type }) => type === 'PaymentReversed' || type === 'ShareFixed') ? { type: 'RedressReopened' } : undefined;
}

/** What is watched follows from what is owed and paid; whoever has caught up is late no longer. A default ends by the court's word, or when all is paid. */
function watching(state: Redress, defendant: string, liable: Liable, facts: Facts): readonly RedressFact[] {
  const watch = state.stage === 'OVER' ? undefined : watchOf(state, liable, rulesOf(facts), facts);
  if (watch?.due !== liable.watch?.due || watch?.delinquentAt !== liable.watch?.delinquentAt || watch?.defaultAt !== liable.watch?.defaultAt) return [{ type: 'WatchSet', defendant, ...(watch !== undefined && { watch }) }];
  const hasCaughtUp = watch === undefined || (liable.standing === 'DELINQUENT' && watch.delinquentAt > facts.now);
  return liable.standing !== 'CURRENT' && hasCaughtUp ? [{ type: 'LapseCured', defendant }] : [];
}

/** What must hold after every decision. Stays on in production: better no answer than a cent that is lost. */
function assertSound(state: RedressState): void {
  if (state.phase === 'absent') return;
  const shares = Object.values(state.shares);
  if (sum(shares.map(({ paid }) => paid)) !== state.paid) throw new Fault('the shares do not sum to what was paid');
  if (shares.some(({ paid, cents = 0 }) => paid < 0 || paid > cents)) throw new Fault('somebody was paid more than is owed to them');
  if (Object.values(state.liable).some(({ paid, cap }) => paid < 0 || (cap !== undefined && paid > cap))) throw new Fault('somebody paid more than their cap');
}
