/** Folding: an event is a fact, taken as it is and never refused. */
import { Fault } from '../decision.ts';
import { own, without } from '../facts.ts';
import type { VentureEvent } from './events.ts';
import { emptyVenture, sinceYesterday, toldOf, type Node, type Venture, type VentureState } from './state.ts';

export function evolveVenture(state: VentureState, event: VentureEvent): VentureState {
  if (event.type === 'VentureOpened') return emptyVenture(event.case);
  if (state.phase === 'absent') throw new Fault(`${event.type} before VentureOpened`);
  switch (event.type) {
    case 'NodePut': {
      const { as, kind, class: of, subject } = event;
      return { ...state, nodes: { ...state.nodes, [as]: { kind, class: of, ...(subject !== undefined && { subject }) } } };
    }
    case 'RoleSaid':
    case 'TieSaid':
      return { ...state, said: state.said + 1 };
    case 'ContactTaken':
      return { ...state, contact: { agency: event.agency, person: event.by } };
    case 'TargetRegistered': {
      const { target, node, kind, agency, value, at } = event;
      return { ...state, targets: { ...state.targets, [target]: { node, kind, agency, value, told: [] } }, registered: [...sinceYesterday(state, at), at] };
    }
    case 'TargetWithdrawn':
      return { ...state, targets: without(state.targets ?? {}, event.target) };
    case 'TargetMatched': {
      const target = own(state.targets ?? {}, event.target);
      return target === undefined ? state : { ...state, targets: { ...state.targets, [event.target]: { ...target, told: [...target.told, toldOf(event.contact)] } } };
    }
    case 'PersonWeighed':
      return withNode(state, event.node, { ...nodeOf(state, event.node), reviewBy: event.reviewBy });
    case 'WhereaboutsSaid': {
      // Whoever has died is not looked at again.
      const { reviewBy: _past, ...node } = nodeOf(state, event.node);
      return event.where === 'DECEASED' ? withNode(state, event.node, node) : state;
    }
    case 'ReviewTold':
      return { ...state, told: event.due, nth: event.nth };
  }
}

function nodeOf(state: Venture, name: string): Node {
  const node = own(state.nodes, name);
  if (node === undefined) throw new Fault('somebody who is not on the map');
  return node;
}
const withNode = (state: Venture, name: string, node: Node): Venture => ({ ...state, nodes: { ...state.nodes, [name]: node } });
