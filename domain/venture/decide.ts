/** Who investigates draws the map. What somebody is worth to a venture has a reason and a day on which it is looked at again: the next of these days runs in the case, as a step of its playbook for who owns the map. */
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { settled, type ClockCommand, type Decided } from '../ledger.ts';
import { localDateOf } from '../time/civil-time.ts';
import type { VentureEvent, VentureFact } from './events.ts';
import { evolveVenture } from './evolve.ts';
import type { VentureAct, VentureCommandBody } from './schema.ts';
import { emptyVenture, type Venture, type VentureState } from './state.ts';
import { decideTarget, hearDeconfliction } from './target/decide.ts';

export type VentureCommand = (VentureCommandBody & { readonly by: Actor }) | ClockCommand;

export function decideVenture(state: VentureState, command: VentureCommand, facts: Facts): Decided<VentureState, VentureEvent> {
  if (command.type === 'clock') return { events: [], state };
  return settled(state, first(state, command, facts), { at: facts.now, by: command.by.person }, { evolve: evolveVenture, assertSound: () => undefined, follows: telling });
}

const NOTHING = 'NOTHING';

/** The case hears of the next day on which somebody is looked at again, whenever that is another. */
function telling(state: VentureState): readonly VentureFact[] {
  if (state.phase === 'absent') return [];
  const due = Object.values(state.nodes).flatMap(({ reviewBy }) => reviewBy ?? []).sort()[0] ?? NOTHING;
  return due === (state.told ?? NOTHING) ? [] : [{ type: 'ReviewTold', nth: state.nth + 1, due }];
}

/** What the case is told, as facts of its playbook. */
export const factsTold = (due: string) => (due === NOTHING ? [{ fact: 'PLAYER_REVIEW_OPEN', value: 'NO' }] : [{ fact: 'PLAYER_REVIEW_DUE', value: due }, { fact: 'PLAYER_REVIEW_OPEN', value: 'YES' }]);

const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;
/** Ours: a larger map is drawn elsewhere. */
const most = { nodes: 300, said: 2_000 } as const;

function first(before: VentureState, command: VentureCommandBody & { readonly by: Actor }, facts: Facts): Decision<VentureFact> {
  if (command.type === 'deconfliction') return before.phase === 'absent' ? accept() : hearDeconfliction(before, command.act);
  if (facts.case === undefined) return refuse('NOT_FOUND');
  const { by } = command;
  const opened: readonly VentureFact[] = before.phase === 'absent' ? [{ type: 'VentureOpened', case: facts.case.id }] : [];
  const state = before.phase === 'absent' ? emptyVenture(facts.case.id) : before;
  const refusal = firstRefusal(facts, own(facts.case.team, by.agency) === undefined && say('NOT_ON_THE_TEAM'), ...(command.type === 'venture' ? flaws(state, command.act, facts) : []));
  if (refusal !== undefined) return { events: [], refusal };
  const decided = command.type === 'target' ? decideTarget(state, command.act, by, facts) : accept(fact(command.act, by.agency));
  return decided.refusal === undefined ? accept<VentureFact>(...opened, ...decided.events) : decided;
}

function flaws(state: Venture, act: VentureAct, facts: Facts): readonly (Refusal | false)[] {
  const today = localDateOf(facts.now, facts.case?.team[facts.case.lead]?.zone ?? 'UTC');
  const backwards = 'from' in act && act.from !== undefined && act.until !== undefined && act.until < act.from && say('PERIOD_BACKWARDS');
  if (act.act === 'put-on-map')
    return [
      own(state.nodes, act.as) !== undefined && say('SUBJECT_KNOWN'), Object.keys(state.nodes).length >= most.nodes && say('CASE_FULL'), backwards, act.subject !== undefined && act.kind !== 'PERSON' && say('NOT_A_PERSON'),
      act.subject !== undefined && own(facts.case?.subjects ?? {}, act.subject)?.kind !== 'suspect' && say('SUBJECT_UNKNOWN'),
    ];
  const node = own(state.nodes, act.node);
  const isUnknown = node === undefined || (act.act === 'say-tie' && (own(state.nodes, act.to) === undefined || act.to === act.node));
  const isThing = act.act !== 'say-tie' && node?.kind !== 'PERSON';
  return [
    isUnknown && say('NOT_FOUND'), isThing && say('NOT_A_PERSON'), backwards, (act.act === 'say-role' || act.act === 'say-tie') && state.said >= most.said && say('CASE_FULL'),
    act.act === 'say-whereabouts' && act.on > today && say('DAY_AHEAD'), act.act === 'weigh-person' && act.reviewBy < today && say('DATE_IN_THE_PAST'),
  ];
}

function fact(act: VentureAct, agency: string): VentureFact {
  switch (act.act) {
    case 'put-on-map':
      return { type: 'NodePut', agency, ...rest(act) };
    case 'say-role':
      return { type: 'RoleSaid', agency, ...rest(act) };
    case 'say-tie':
      return { type: 'TieSaid', agency, ...rest(act) };
    case 'weigh-person':
      return { type: 'PersonWeighed', agency, ...rest(act) };
    case 'say-whereabouts':
      return { type: 'WhereaboutsSaid', agency, ...rest(act) };
  }
}

const rest = <Name extends VentureAct['act']>({ act: _act, ...others }: Extract<VentureAct, { act: Name }>): Omit<Extract<VentureAct, { act: Name }>, 'act'> => others;
