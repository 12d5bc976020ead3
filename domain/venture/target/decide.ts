/** Who works a target registers it. A match is told to each side as a person to call, and once; nothing here knows what another team has registered. */
import { accept, refuse, type Decision, type Refusal } from '../../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../../facts.ts';
import type { VentureFact } from '../events.ts';
import type { VentureCommandBody } from '../schema.ts';
import { sinceYesterday, toldOf, type Node, type Venture } from '../state.ts';
import type { TargetAct } from './schema.ts';

export type DeconflictionAct = Extract<VentureCommandBody, { type: 'deconfliction' }>['act'];

const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;
/** Ours: more at once is no target any more but a register. */
const most = 100;
const closed: readonly string[] = ['closed-monitoring', 'closed'];

export function decideTarget(state: Venture, act: TargetAct, by: Actor, facts: Facts): Decision<VentureFact> {
  const refusal = firstRefusal(facts, closed.includes(facts.case?.phase ?? 'closed') && say('CASE_PHASE', { phase: facts.case?.phase ?? '' }), ...flaws(state, act, facts));
  if (refusal !== undefined) return { events: [], refusal };
  switch (act.act) {
    case 'take-contact':
      return accept<VentureFact>({ type: 'ContactTaken', agency: by.agency });
    case 'register-target':
      return accept<VentureFact>({ type: 'TargetRegistered', agency: by.agency, target: act.target, node: act.node, kind: act.kind, value: act.value });
    case 'withdraw-target':
      return accept<VentureFact>({ type: 'TargetWithdrawn', target: act.target, reason: 'SAID' });
  }
}

function flaws(state: Venture, act: TargetAct, facts: Facts): readonly (Refusal | false)[] {
  if (act.act === 'take-contact') return [facts.playbook.deconfliction === undefined && say('NO_RULES_OF_DECONFLICTION')];
  if (act.act === 'withdraw-target') return [own(state.targets ?? {}, act.target) === undefined && say('NOT_FOUND')];
  const rules = facts.playbook.deconfliction;
  const node = own(state.nodes, act.node);
  return [
    rules?.kinds.includes(act.kind) !== true && say('NO_RULES_OF_DECONFLICTION'), node === undefined && say('NOT_FOUND'),
    node?.class === 'D13' && say('REPORT_NOT_MATCHED'), node !== undefined && !isOfTheVenture(node, facts) && say('TARGET_UNFIT'),
    state.contact === undefined && say('NO_CONTACT_NAMED'), Object.keys(state.targets ?? {}).length >= most && say('CASE_FULL'),
    sinceYesterday(state, facts.now).length >= (rules?.perDay ?? 0) && say('TARGETS_SPENT', { most: rules?.perDay ?? 0 }),
  ];
}

/** A thing, or a suspect's: nobody else's, and not of a suspect who is one of the victims too. */
function isOfTheVenture({ kind, subject }: Node, facts: Facts): boolean {
  if (kind !== 'PERSON') return true;
  const suspect = own(facts.case?.subjects ?? {}, subject ?? '');
  return suspect !== undefined && suspect.isVictim !== true;
}

/** Who was told of already, or whose target it is no more, is not told again. */
export function hearDeconfliction(state: Venture, act: DeconflictionAct): Decision<VentureFact> {
  const { targets = {} } = state;
  if (act.act === 'case-closed') return accept(...Object.keys(targets).map((target): VentureFact => ({ type: 'TargetWithdrawn', target, reason: 'CASE_CLOSED' })));
  const { target, contact } = act;
  const known = own(targets, target);
  return known === undefined || known.told.includes(toldOf(contact)) ? accept() : accept<VentureFact>({ type: 'TargetMatched', target, contact });
}
