/** The map as records of what is known of suspects and their venture (D10); what comes from a bank's report stays under its own class (D13), with every tie to it. */
import type { Change, PlacedNotice } from '../ledger.ts';
import { own } from '../facts.ts';
import type { RecordRow } from '../matter/record.ts';
import type { VentureEvent } from './events.ts';
import { toldOf, type Target, type Venture, type VentureState } from './state.ts';

type TargetEvent = Extract<VentureEvent, { type: 'ContactTaken' | 'TargetRegistered' | 'TargetWithdrawn' | 'TargetMatched' }>;

export const ventureRows = (changes: readonly Change<VentureState, VentureEvent>[]): readonly RecordRow[] =>
  changes.flatMap(({ event, before, after }) => (after.phase === 'absent' ? [] : [...rowsOf(event, after), ...targetRows(event, before, after)]));

const isOfTargets = (event: VentureEvent): event is TargetEvent => event.type === 'ContactTaken' || event.type === 'TargetRegistered' || event.type === 'TargetWithdrawn' || event.type === 'TargetMatched';

const classOf = ({ nodes }: Venture, ...names: readonly string[]): RecordRow['class'] => (names.some((name) => own(nodes, name)?.class === 'D13') ? 'D13' : 'D10');

function rowsOf(event: VentureEvent, after: Venture): readonly RecordRow[] {
  if (event.type === 'VentureOpened' || event.type === 'ReviewTold' || isOfTargets(event)) return [];
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

/** Who is to be called, what was registered, and of whom its team was told. Nothing of the other team is in any of them but the agency and the person to call. */
function targetRows(event: VentureEvent, before: VentureState, after: Venture): readonly RecordRow[] {
  if (!isOfTargets(event)) return [];
  const { by: author, at } = event;
  if (event.type === 'ContactTaken') return [{ kind: 'venture-contact', id: 'contact', class: 'D10', recorder: event.agency, author, at, data: { agency: event.agency, person: author } }];
  const known: Target | undefined = own(after.targets ?? {}, event.target) ?? (before.phase === 'absent' ? undefined : own(before.targets ?? {}, event.target));
  if (known === undefined) return [];
  const row = { class: 'D10' as const, subject: own(after.nodes, known.node)?.subject, recorder: known.agency, author, at };
  if (event.type === 'TargetMatched') {
    const { target, contact } = event;
    return [{ ...row, kind: 'venture-match', id: `${target}/${toldOf(contact)}`, data: { target, agency: contact.agency, person: contact.person ?? null } }];
  }
  return [{ ...row, kind: 'venture-target', id: event.target, state: event.type === 'TargetRegistered' ? 'ACTIVE' : 'WITHDRAWN', data: { node: known.node, kind: known.kind }, texts: { value: known.value } }];
}

/** Whoever is called by other teams is told at once that there is one to call: two operations may be about to meet. */
export const ventureNotices = (changes: readonly Change<VentureState, VentureEvent>[]): readonly PlacedNotice[] =>
  changes.flatMap(({ index, event, after }) => {
    if (event.type !== 'TargetMatched' || after.phase === 'absent' || after.contact === undefined) return [];
    return [{ index, kind: 'match', level: null, subject: own(after.targets ?? {}, event.target)?.node ?? '', to: { agency: after.contact.agency, ...(after.contact.person !== undefined && { person: after.contact.person }) }, urgent: true as const }];
  });
