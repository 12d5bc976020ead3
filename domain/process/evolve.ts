/** Folding: an event is a fact, taken as it is and never refused. */
import { Fault } from '../decision.ts';
import { own, without } from '../facts.ts';
import type { ProcessEvent } from './events.ts';
import type { Item, ProcessState, Schedule } from './state.ts';

export function evolveProcess(state: ProcessState, event: ProcessEvent): ProcessState {
  if (event.type === 'ScheduleOpened') return { phase: 'open', case: event.case, items: {}, told: '', nth: 0 };
  if (state.phase === 'absent') throw new Fault(`${event.type} before ScheduleOpened`);
  switch (event.type) {
    case 'ItemListed': {
      const { item, kind, exculpatory, due, to, words, agency } = event;
      return withItem(state, item, { kind, exculpatory, due, to, words, agency });
    }
    case 'ItemDecided':
      return withItem(state, event.item, { ...itemOf(state, event.item), exculpatory: event.exculpatory });
    case 'ItemDisclosed':
      return event.left.length === 0 ? { ...state, items: without(state.items, event.item) } : withItem(state, event.item, { ...itemOf(state, event.item), to: event.left });
    case 'ItemWithheld':
      return { ...state, items: without(state.items, event.item) };
    case 'DelayLogged':
      return state;
    case 'ScheduleTold':
      return { ...state, told: event.due, nth: event.nth };
  }
}

function itemOf(state: Schedule, id: string): Item {
  const item = own(state.items, id);
  if (item === undefined) throw new Fault('an item that is not open');
  return item;
}

const withItem = (state: Schedule, id: string, item: Item): Schedule => ({ ...state, items: { ...state.items, [id]: item } });
