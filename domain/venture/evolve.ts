/** Folding: an event is a fact, taken as it is and never refused. */
import { Fault } from '../decision.ts';
import type { VentureEvent } from './events.ts';
import { emptyVenture, type VentureState } from './state.ts';

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
    case 'PersonWeighed':
    case 'WhereaboutsSaid':
      return state;
  }
}
