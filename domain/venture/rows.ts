/** The map as records of what is known of suspects and their venture (D10); what comes from a bank's report stays under its own class (D13), with every tie to it. */
import type { Change } from '../ledger.ts';
import { own } from '../facts.ts';
import type { RecordRow } from '../matter/record.ts';
import type { VentureEvent } from './events.ts';
import type { Venture, VentureState } from './state.ts';

export const ventureRows = (changes: readonly Change<VentureState, VentureEvent>[]): readonly RecordRow[] =>
  changes.flatMap(({ event, after }) => (after.phase === 'absent' ? [] : rowsOf(event, after)));

const classOf = ({ nodes }: Venture, ...names: readonly string[]): RecordRow['class'] => (names.some((name) => own(nodes, name)?.class === 'D13') ? 'D13' : 'D10');

function rowsOf(event: VentureEvent, after: Venture): readonly RecordRow[] {
  if (event.type === 'VentureOpened' || event.type === 'ReviewTold') return [];
  const { agency: recorder, by: author, at } = event;
  if (event.type === 'NodePut') {
    const { as, record, kind, class: of, subject, from = null, until = null, words } = event;
    return [{ kind: 'venture-node', id: record, class: of, subject, recorder, author, at, data: { node: as, kind, from, until }, summary: { node: as, kind }, texts: { words } }];
  }
  const of = { class: classOf(after, event.node), subject: own(after.nodes, event.node)?.subject, recorder, author, at };
  switch (event.type) {
    case 'RoleSaid': {
      const { node, role, from, until = null } = event;
      return [{ ...of, kind: 'venture-role', id: `${node}/${role}/${from}`, data: { node, role, from, until }, summary: { node, role } }];
    }
    case 'TieSaid': {
      const { node, to, tie, from, until = null } = event;
      return [{ ...of, class: classOf(after, node, to), kind: 'venture-tie', id: `${node}/${tie}/${to}/${from}`, data: { node, to, tie, from, until } }];
    }
    case 'PersonWeighed': {
      const { node, record, keyPlayer, replaceability, reason, reviewBy } = event;
      return [{ ...of, kind: 'venture-weight', id: record, data: { node, keyPlayer, replaceability, reason, reviewBy } }];
    }
    case 'WhereaboutsSaid': {
      const { node, where, on } = event;
      return [{ ...of, kind: 'venture-whereabouts', id: `${node}/${on}`, state: where, data: { node, where, on }, summary: { node, where } }];
    }
  }
}
