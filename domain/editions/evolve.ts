/** Folding: an event is a fact, taken as it is and never refused. */
import { Fault, unreachable } from '../decision.ts';
import type { EditionsEvent } from './events.ts';
import type { Edition, EditionsState, Shelf } from './state.ts';

export function evolveEditions(state: EditionsState, event: EditionsEvent): EditionsState {
  if (event.type === 'ShelfOpened') return { phase: 'open', name: event.name, of: event.of, editions: {} };
  if (state.phase === 'absent') throw new Fault(`${event.type} before ShelfOpened`);
  if (event.type === 'EditionDrafted') {
    const { version, hash, author, agency, at } = event;
    const before = state.editions[version];
    return withEdition(state, { version, state: 'DRAFT', hash, author, agency, writers: [...new Set([...(before?.writers ?? []), author])], draftedAt: at, approvals: [], rev: (before?.rev ?? 0) + 1 });
  }
  const edition = state.editions[event.version];
  if (edition === undefined) throw new Fault(`${event.type} of a version that was not drafted`);
  return withEdition(state, { ...changedBy(edition, event), rev: edition.rev + 1 });
}

function changedBy(edition: Edition, event: Exclude<EditionsEvent, { type: 'ShelfOpened' | 'EditionDrafted' }>): Edition {
  switch (event.type) {
    case 'EditionSubmitted':
      return { ...edition, state: 'IN_REVIEW' };
    case 'EditionCommented':
      return edition;
    case 'EditionApproved':
      return { ...edition, approvals: [...edition.approvals, { person: event.person, agency: event.agency }] };
    case 'EditionReturned':
      return { ...edition, state: 'DRAFT', approvals: [] };
    case 'EditionPublished':
      return { ...edition, state: 'PUBLISHED' };
    case 'EditionSuperseded':
      return { ...edition, state: 'SUPERSEDED', endedAt: event.at };
    case 'EditionWithdrawn':
      return { ...edition, state: 'WITHDRAWN', endedAt: event.at };
    default:
      return unreachable(event);
  }
}

const withEdition = (state: Shelf, edition: Edition): Shelf => ({ ...state, editions: { ...state.editions, [edition.version]: edition } });
