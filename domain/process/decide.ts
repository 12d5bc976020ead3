/**
 * The prosecutor keeps the schedule; nobody else writes in it. What may speak for a defendant is never held back by the prosecution's own word: only a court's ruling does that
 * (Brady v. Maryland, 373 U.S. 83; unverified: counsel). The days run in the case, as a step of its playbook that follows the next item due.
 */
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { settled, type ClockCommand, type Decided } from '../ledger.ts';
import { localDateOf } from '../time/civil-time.ts';
import type { ProcessEvent, ProcessFact } from './events.ts';
import { evolveProcess } from './evolve.ts';
import type { ProcessAct, ProcessCommandBody } from './schema.ts';
import type { ProcessState, Schedule } from './state.ts';

export type ProcessCommand = (ProcessCommandBody & { readonly by: Actor }) | ClockCommand;
type ProcessDecision = Decision<ProcessFact>;
type Act<Name extends ProcessAct['act']> = Extract<ProcessAct, { act: Name }>;

export function decideProcess(state: ProcessState, command: ProcessCommand, facts: Facts): Decided<ProcessState, ProcessEvent> {
  if (command.type === 'clock') return { events: [], state };
  return settled(state, first(state, command, facts), { at: facts.now, by: command.by.person }, { evolve: evolveProcess, assertSound: () => undefined, follows: telling });
}

const NOTHING = 'NOTHING';

/** The case hears of the next day by which something is due, whenever that is another. */
function telling(state: ProcessState): readonly ProcessFact[] {
  if (state.phase === 'absent') return [];
  const due = Object.values(state.items).map((item) => item.due).sort()[0] ?? NOTHING;
  return due === state.told || (due === NOTHING && state.told === '') ? [] : [{ type: 'ScheduleTold', nth: state.nth + 1, due }];
}

/** What the case is told, as facts of its playbook. */
export const factsTold = (due: string) => (due === NOTHING ? [{ fact: 'DISCLOSURE_OPEN', value: 'NO' }] : [{ fact: 'DISCLOSURE_DUE', value: due }, { fact: 'DISCLOSURE_OPEN', value: 'YES' }]);

const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;
/** Ours: a schedule with more open items is kept elsewhere and listed here in bundles. */
const MOST_OPEN = 150;

function first(before: ProcessState, { act, by }: ProcessCommandBody & { readonly by: Actor }, facts: Facts): ProcessDecision {
  if (facts.case === undefined) return refuse('NOT_FOUND');
  const opened: readonly ProcessFact[] = before.phase === 'absent' ? [{ type: 'ScheduleOpened', case: facts.case.id }] : [];
  const state: Schedule = before.phase === 'absent' ? { phase: 'open', case: facts.case.id, items: {}, told: '', nth: 0 } : before;
  const refusal = firstRefusal(facts, own(facts.case.team, by.agency) === undefined && say('NOT_ON_THE_TEAM'), !by.roles.includes('PROSECUTOR') && say('NOT_THE_HOLDER'), ...flaws(state, act, facts));
  if (refusal !== undefined) return { events: [], refusal };
  return accept<ProcessFact>(...opened, fact(state, act, by.agency));
}

function flaws(state: Schedule, act: ProcessAct, facts: Facts): readonly (Refusal | false)[] {
  const isUnknown = (labels: readonly string[]): boolean => labels.some((label) => own(facts.case?.subjects ?? {}, label)?.kind !== 'suspect');
  if (act.act === 'list-item') return [isUnknown(act.to) && say('SUBJECT_UNKNOWN'), own(state.items, act.item) !== undefined && say('SUBJECT_KNOWN'), Object.keys(state.items).length >= MOST_OPEN && say('CASE_FULL')];
  if (act.act === 'log-delay') return [act.about !== undefined && isUnknown([act.about]) && say('SUBJECT_UNKNOWN'), act.to < act.from && say('PERIOD_BACKWARDS')];
  const item = own(state.items, act.item);
  if (item === undefined) return [say('NOT_FOUND')];
  if (act.act === 'disclose-item') return [act.to.some((label) => !item.to.includes(label)) && say('SUBJECT_UNKNOWN'), act.on > today(facts) && say('DAY_AHEAD')];
  if (act.act === 'withhold-item')
    return [item.exculpatory === 'UNDECIDED' && say('EXCULPATORY_UNDECIDED'), item.exculpatory === 'YES' && act.ruling === undefined && say('RULING_REQUIRED'), act.ruling !== undefined && act.ruling > today(facts) && say('DAY_AHEAD')];
  return [];
}

/** In the civil time of the agency that leads the case. */
const today = (facts: Facts): string => localDateOf(facts.now, facts.case?.team[facts.case.lead]?.zone ?? 'UTC');

function fact(state: Schedule, act: ProcessAct, agency: string): ProcessFact {
  switch (act.act) {
    case 'list-item':
      return { type: 'ItemListed', agency, ...rest(act) };
    case 'decide-item':
      return { type: 'ItemDecided', agency, ...rest(act) };
    case 'disclose-item': {
      const item = own(state.items, act.item);
      const left = (item?.to ?? []).filter((label) => !act.to.includes(label));
      return { type: 'ItemDisclosed', agency, left, ...(act.on > (item?.due ?? act.on) && { late: true }), ...rest(act) };
    }
    case 'withhold-item':
      return { type: 'ItemWithheld', agency, ...rest(act) };
    case 'log-delay':
      return { type: 'DelayLogged', agency, ...rest(act) };
  }
}

const rest = <Name extends ProcessAct['act']>({ act: _act, ...others }: Act<Name>): Omit<Act<Name>, 'act'> => others;
