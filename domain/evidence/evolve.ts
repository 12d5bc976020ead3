/** Folding: an event is a fact, taken as it is and never refused. */
import { Fault } from '../decision.ts';
import { own, without } from '../facts.ts';
import type { EvidenceEvent } from './events.ts';
import { emptyEvidence, mayBeWithoutMeans, type Evidence, type EvidenceState, type Item, type Route } from './state.ts';

type Of<Type extends EvidenceEvent['type']> = Extract<EvidenceEvent, { type: Type }>;

export function evolveEvidence(state: EvidenceState, event: EvidenceEvent): EvidenceState {
  if (event.type === 'EvidenceOpened') return emptyEvidence(event.case);
  if (state.phase === 'absent') throw new Fault(`${event.type} before EvidenceOpened`);
  switch (event.type) {
    case 'ItemFiled':
      return filed(state, event);
    case 'PreservationExtended':
      return withItem(state, event.item, { ...itemOf(state, event.item), expires: event.expires });
    case 'ItemSecured': {
      const { expires: _past, ...item } = itemOf(state, event.item);
      return withItem(state, event.item, { ...item, ...(event.sha256 !== undefined && { sha256: event.sha256 }) });
    }
    case 'ItemHandedOver': {
      const item = itemOf(state, event.item);
      return withItem(state, event.item, { ...item, sentTo: event.to, moves: item.moves + 1 });
    }
    case 'ItemReceived': {
      const { sentTo: _arrived, ...item } = itemOf(state, event.item);
      return withItem(state, event.item, { ...item, custodian: event.agency });
    }
    case 'GapRecorded':
      return state;
    case 'RelianceComputed':
      return { ...state, reliance: event.level === 'NONE' ? without(state.reliance, event.about) : { ...state.reliance, [event.about]: event.level } };
    case 'EvidenceTold':
      return { ...state, nth: event.nth, told: { due: event.due, ...(event.reliance !== undefined && { reliance: event.reliance }) } };
    default:
      return onRoutes(state, event);
  }
}

function filed(state: Evidence, { as, class: of, agency, sha256, expires }: Of<'ItemFiled'>): Evidence {
  return withItem(state, as, { class: of, custodian: agency, moves: 0, ...(sha256 !== undefined && { sha256 }), ...(expires !== undefined && { expires }) });
}

function onRoutes(state: Evidence, event: Of<'RouteOpened' | 'RouteClosed' | 'SourceAdded' | 'SourceStruck' | 'MeansRecounted'>): Evidence {
  switch (event.type) {
    case 'RouteOpened':
      return opened(state, event);
    case 'MeansRecounted': {
      const { withoutMeans: _before, ...route } = routeOf(state, event.route);
      return withRoute(state, event.route, { ...route, ...(event.withoutMeans && { withoutMeans: true as const }) });
    }
    case 'RouteClosed':
      return withRoute(state, event.route, { ...routeOf(state, event.route), isOpen: false });
    case 'SourceAdded': {
      const { nth, source: kind, strength, item, route: name, element } = event;
      const route = routeOf(state, name);
      const source = { nth, kind, strength, ...(item !== undefined && { item }) };
      return { ...withRoute(state, name, { ...route, elements: { ...route.elements, [element]: [...(own(route.elements, element) ?? []), source] } }), sources: nth };
    }
    case 'SourceStruck':
      return { ...state, routes: mapped(state.routes, (route) => ({ ...route, elements: mapped(route.elements, (sources) => sources.filter(({ nth }) => nth !== event.source)) })) };
  }
}

function opened(state: Evidence, { as, about, label, charge, elements, withoutMeans, victims }: Of<'RouteOpened'>): Evidence {
  const route = { about, label, isOpen: true, ...(charge !== undefined && { charge }), ...(withoutMeans === true && { withoutMeans }), elements: Object.fromEntries(elements.map((element) => [element, []])) };
  if (!mayBeWithoutMeans({ label, elements })) return withRoute(state, as, route);
  const names = victims.join(' ');
  const groups = state.groups.includes(names) ? state.groups : [...state.groups, names];
  return withRoute({ ...state, groups }, as, { ...route, group: groups.indexOf(names) });
}

const mapped = <T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

function itemOf(state: Evidence, label: string): Item {
  const item = own(state.items, label);
  if (item === undefined) throw new Fault('an item that was not filed');
  return item;
}
function routeOf(state: Evidence, label: string): Route {
  const route = own(state.routes, label);
  if (route === undefined) throw new Fault('a route that was not opened');
  return route;
}
const withItem = (state: Evidence, label: string, item: Item): Evidence => ({ ...state, items: { ...state.items, [label]: item } });
const withRoute = (state: Evidence, label: string, route: Route): Evidence => ({ ...state, routes: { ...state.routes, [label]: route } });
