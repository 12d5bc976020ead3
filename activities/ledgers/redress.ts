/** What an order of restitution asks of the path of a command. */
import type { Facts } from '#domain/facts.ts';
import { recordRows } from '#domain/matter/record.ts';
import { redressClocks, redressKeepers, redressWordOf } from '#domain/redress/clocks.ts';
import { decideRedress } from '#domain/redress/decide.ts';
import { redressErrands } from '#domain/redress/errands.ts';
import type { RedressEvent } from '#domain/redress/events.ts';
import { evolveRedress } from '#domain/redress/evolve.ts';
import { redressNotices, redressRecords } from '#domain/redress/rows.ts';
import { redressCommandSchema, type RedressCommandBody } from '#domain/redress/schema.ts';
import { absentRedress, redressVersion, type RedressState } from '#domain/redress/state.ts';
import { fewBytes, type LedgerKind } from './kind.ts';

/** Whose file says whether she is a child: then her money is guarded. */
function victimsAsked(body: RedressCommandBody | undefined): readonly string[] {
  if (body?.type !== 'redress') return [];
  const { act } = body;
  return act.act === 'order' ? act.shares.map(({ victim }) => victim) : act.act === 'fix-share' || act.act === 'guard' ? [act.victim] : [];
}

export const redressLedger: LedgerKind<RedressState, RedressCommandBody, RedressEvent> = {
  absent: absentRedress, version: redressVersion, stateBytesMost: fewBytes, wordOf: redressWordOf, evolve: evolveRedress, errandsOf: redressErrands, clocksOf: redressClocks, keepersOf: redressKeepers,
  seesOfCase: ['victims', 'subjects'],
  agenciesNamed: () => [],
  parse: (body) => redressCommandSchema.safeParse(body).data,
  chairsAsked: (state, body) => (state.phase === 'absent' || body !== undefined ? undefined : { agencies: [...new Set([state.agency, state.lead])].sort(), people: [] }),
  victimsAsked: (_state, body) => victimsAsked(body),
  civilsOf: (state) => (state.phase === 'absent' ? [] : [state.civil]),
  // It runs on the playbook of its case, which is among the facts.
  decide: (state, command, facts) => decideRedress(state, command, facts as Facts),
  rowsOf: (changes) => {
    const of = changes.map(({ after }) => after).find((state) => state.phase === 'open');
    return { notices: redressNotices(changes), tables: of === undefined ? {} : { records: recordRows(redressRecords(changes), of.case) } };
  },
};
