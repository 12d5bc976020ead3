/** Evidence as records: an item under its own class, its moves beside it, and the matrix as what is known of the suspects (D10), whose summary is the level alone. */
import type { Change } from '../ledger.ts';
import { own } from '../facts.ts';
import type { Json, RecordRow } from '../matter/record.ts';
import type { EvidenceEvent } from './events.ts';
import { relianceOfRoute } from './reliance.ts';
import { neededIn, type Evidence, type EvidenceState } from './state.ts';

type Of<Type extends EvidenceEvent['type']> = Extract<EvidenceEvent, { type: Type }>;

export const evidenceRows = (changes: readonly Change<EvidenceState, EvidenceEvent>[]): readonly RecordRow[] =>
  changes.flatMap(({ event, after }) => (after.phase === 'absent' ? [] : rowsOf(event, after)));

function rowsOf(event: EvidenceEvent, after: Evidence): readonly RecordRow[] {
  switch (event.type) {
    case 'EvidenceOpened':
    case 'EvidenceTold':
      return [];
    case 'ItemFiled': {
      const { as, record, kind, origin, basis, class: of, sha256 = null, about = [], methods = [], coercion = null, keepUntil = null, words } = event;
      return [{ ...said(event, 'evidence-item', record, of), data: { item: as, kind, origin, basis, sha256, about, methods, coercion, keepUntil }, summary: { item: as, kind }, texts: { words } }, standing(event, as, after)];
    }
    case 'GapRecorded': {
      const { item, record, from, to, cause } = event;
      return [{ ...said(event, 'custody-gap', record, classOf(after, item)), data: { item, from, to, cause } }];
    }
    case 'PreservationExtended':
    case 'ItemSecured':
      return [standing(event, event.item, after)];
    case 'ItemHandedOver':
      return [move(event, after, { from: event.agency, to: event.to, sent: event.at }), standing(event, event.item, after)];
    case 'ItemReceived':
      return [{ ...move(event, after, { received: event.at, differs: event.differs ?? false }), kind: 'custody-receipt' }, standing(event, event.item, after)];
    case 'RelianceComputed':
      return [{ ...said(event, 'reliance', `${event.about}/${event.at}`, 'D10'), subject: event.about, state: event.level, data: { level: event.level }, summary: { level: event.level } }];
    default:
      return matrixRows(event, after);
  }
}

interface By {
  readonly by: string;
  readonly at: string;
  readonly agency: string;
}
const said = ({ by, at, agency }: By, kind: string, id: string, of: RecordRow['class']) => ({ kind, id, class: of, recorder: agency, author: by, at });

const classOf = (after: Evidence, item: string): RecordRow['class'] => own(after.items, item)?.class ?? 'D10';

/** Who has it and until when it is kept, by the last word. */
function standing(event: By, label: string, after: Evidence): RecordRow {
  const item = own(after.items, label);
  const data: Json = { item: label, custodian: item?.custodian ?? null, sentTo: item?.sentTo ?? null, expires: item?.expires ?? null };
  return { ...said(event, 'custody', label, classOf(after, label)), state: item?.sentTo === undefined ? 'HELD' : 'ON_ITS_WAY', data };
}

function move(event: Of<'ItemHandedOver' | 'ItemReceived'>, after: Evidence, more: { readonly [name: string]: Json }): RecordRow {
  return { ...said(event, 'custody-transfer', `${event.item}/${own(after.items, event.item)?.moves ?? 0}`, classOf(after, event.item)), data: { item: event.item, ...more } };
}

function matrixRows(event: Of<'RouteOpened' | 'RouteClosed' | 'SourceAdded' | 'SourceStruck' | 'MeansRecounted'>, after: Evidence): readonly RecordRow[] {
  const touched = event.type === 'RouteOpened' ? [event.as] : event.type === 'SourceStruck' ? Object.keys(after.routes) : [event.route];
  const rows = touched.map((name) => routeRow(event, name, after));
  // Whom it is about does not change: only the row keeps it, so that thirty routes of two hundred victims fit.
  return event.type !== 'RouteOpened' ? rows : [...rows, { ...said(event, 'route-victims', event.as, 'D10'), subject: event.about, data: { route: event.as, victims: event.victims } }];
}

function routeRow(event: By, name: string, after: Evidence): RecordRow {
  const route = own(after.routes, name);
  const { about, label, charge = null, isOpen = false, withoutMeans = false } = route ?? {};
  const level = route === undefined ? null : relianceOfRoute(route);
  const matrix = Object.entries(route === undefined ? {} : neededIn(route)).map(([element, sources]) => ({ element, sources: sources.map(({ nth, kind, strength, item = null }) => ({ nth, kind, strength, item })) }));
  return { ...said(event, 'route', name, 'D10'), subject: about, state: isOpen ? 'OPEN' : 'CLOSED', data: { route: name, label: label ?? null, charge, withoutMeans, level, matrix }, summary: { route: name, level } };
}
