/** The schedule as records of work product (D15): what it is to prosecutor and adviser, that it is there to auditors; to the others of the team, only when it is due and whether it is done. */
import type { Change } from '../ledger.ts';
import type { RecordRow } from '../matter/record.ts';
import { own } from '../facts.ts';
import type { ProcessEvent } from './events.ts';
import type { Item, ProcessState } from './state.ts';

interface Said {
  readonly by: string;
  readonly at: string;
  readonly agency: string;
}

const itemRow = (id: string, { kind, exculpatory, due, to, words }: Item, { by, at, agency }: Said, state: string, more: { readonly [name: string]: string | boolean | readonly string[] | null } = {}, texts: Readonly<Record<string, string>> = {}): RecordRow => ({
  kind: 'disclosure-item', id, class: 'D15', state, recorder: agency, author: by, at, data: { kind, exculpatory, due, to, ...more }, summary: { due, state }, texts: { words, ...texts },
});

export function processRows(changes: readonly Change<ProcessState, ProcessEvent>[]): readonly RecordRow[] {
  return changes.flatMap(({ event, before, after }): readonly RecordRow[] => {
    if (after.phase === 'absent' || event.type === 'ScheduleOpened' || event.type === 'ScheduleTold') return [];
    if (event.type === 'DelayLogged') {
      const { delay, cause, from, to, about, words, agency, by: author, at } = event;
      return [{ kind: 'delay', id: delay, class: 'D15', subject: about, recorder: agency, author, at, data: { cause, from, to }, summary: { cause, from, to }, texts: words === undefined ? {} : { words } }];
    }
    const item = own(after.items, event.item) ?? (before.phase === 'absent' ? undefined : own(before.items, event.item));
    if (item === undefined) return [];
    switch (event.type) {
      case 'ItemListed':
        return [itemRow(event.item, item, event, 'OPEN')];
      case 'ItemDecided':
        // Each answer stays: by whom, when.
        return [itemRow(event.item, item, event, 'OPEN', {}, event.words === undefined ? {} : { decided: event.words }), { kind: 'exculpatory-decision', id: `${event.item}/${event.at}`, class: 'D15', recorder: event.agency, author: event.by, at: event.at, data: { item: event.item, exculpatory: event.exculpatory } }];
      case 'ItemDisclosed':
        return [
          itemRow(event.item, { ...item, to: event.left }, event, event.left.length === 0 ? 'DISCLOSED' : 'OPEN', { late: event.late ?? false }),
          { kind: 'disclosure', id: `${event.item}/${event.at}`, class: 'D15', recorder: event.agency, author: event.by, at: event.at, data: { item: event.item, to: event.to, on: event.on, late: event.late ?? false } },
        ];
      case 'ItemWithheld':
        return [itemRow(event.item, item, event, 'WITHHELD', { ground: event.ground, ruling: event.ruling ?? null }, { grounds: event.words })];
    }
  });
}
