/** What the desk of an agency asks of the path of a command. */
import { deskClocks, deskKeepers, deskWords, sweepOf } from '#domain/agency/clocks.ts';
import { decideDesk, peopleIn } from '#domain/agency/decide.ts';
import { deskErrands } from '#domain/agency/errands.ts';
import type { DeskEvent } from '#domain/agency/events.ts';
import { evolveDesk } from '#domain/agency/evolve.ts';
import { deskRows } from '#domain/agency/rows.ts';
import { deskCommandSchema, type DeskCommandBody } from '#domain/agency/schema.ts';
import { absentDesk, deskVersion, type DeskState } from '#domain/agency/state.ts';
import { fewBytes, type LedgerKind } from './kind.ts';

export const deskLedger: LedgerKind<DeskState, DeskCommandBody, DeskEvent> = {
  absent: absentDesk, version: deskVersion, stateBytesMost: fewBytes, wordOf: deskWords, evolve: evolveDesk, clocksOf: deskClocks, keepersOf: deskKeepers, errandsOf: ({ event }) => deskErrands(event),
  // Its days are those of its own zone; and the directory's word that an agency is gone is held against the directory.
  agenciesNamed: ({ act, agency }) => (act.act === 'explain-time' || (act.act === 'sweep' && act.person === undefined) ? [agency] : []),
  civilsOf: () => [],
  parse: (body) => deskCommandSchema.safeParse(body).data,
  chairsAsked: (state, body) => ({ agencies: [state.phase === 'absent' ? (body?.agency ?? '') : state.agency], people: body === undefined ? [] : peopleIn(body.act) }),
  sweptBy: (state, keeper) => {
    const sweep = state.phase === 'absent' ? undefined : state.sweeps[sweepOf(keeper)];
    return sweep === undefined || state.phase === 'absent' ? undefined : 'person' in sweep ? { person: sweep.person } : 'reason' in sweep ? { agency: state.agency } : { contained: state.agency };
  },
  contains: ({ act }) => act.act === 'contain',
  leaving: ({ agency, act }) => (act.act === 'leave-agency' ? agency : undefined),
  decide: (state, command, facts) => decideDesk(state, command, { chairs: { people: [], absences: [], deputies: [], shifts: [] }, work: [], ...facts }),
  rowsOf: (changes) => {
    const { tables: { absences, deputies, shifts, hats, departures, explanations, containments }, notices } = deskRows(changes);
    return { notices, tables: { absences: absences.values(), deputies: deputies.values(), shifts: shifts.values(), hats: hats.values(), departures: departures.values(), explanations: explanations.values(), containments: containments.values() } };
  },
};
