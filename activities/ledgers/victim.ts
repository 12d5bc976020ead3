/** What the file of a victim asks of the path of a command. */
import type { Facts } from '#domain/facts.ts';
import { victimClocks, victimKeepers, victimWordOf } from '#domain/victim/clocks.ts';
import { decideVictim } from '#domain/victim/decide.ts';
import type { VictimEvent } from '#domain/victim/events.ts';
import { victimErrands } from '#domain/victim/errands.ts';
import { evolveVictim } from '#domain/victim/evolve.ts';
import { victimRows } from '#domain/victim/rows.ts';
import { victimCommandSchema, type VictimAct, type VictimCommandBody } from '#domain/victim/schema.ts';
import { absentVictim, victimVersion, type VictimState } from '#domain/victim/state.ts';
import { assigneeIn, fewBytes, type ChairsAsked, type LedgerKind } from './kind.ts';

function namedIn(act: VictimAct): readonly string[] {
  if (act.act === 'stand-by') return [act.agency];
  return (act.act === 'record-status' || act.act === 'record-age') && act.decidedBy !== undefined ? [act.decidedBy] : [];
}

function seatsIn(body: VictimCommandBody): ChairsAsked | undefined {
  if (body.type !== 'victim') return undefined;
  return body.act.act === 'stand-by' && body.act.person !== undefined ? { agencies: [body.act.agency], people: [body.act.person] } : body.act.act === 'assign' ? assigneeIn(body.act) : undefined;
}

export const victimLedger: LedgerKind<VictimState, VictimCommandBody, VictimEvent> = {
  absent: absentVictim, version: victimVersion, stateBytesMost: fewBytes, wordOf: victimWordOf, evolve: evolveVictim, errandsOf: victimErrands, clocksOf: victimClocks, keepersOf: victimKeepers,
  parse: (body) => victimCommandSchema.safeParse(body).data,
  pinOf: (state, body) => (state.phase !== 'absent' ? state.playbook : body?.type === 'open-victim' ? body.playbook : undefined),
  agenciesNamed: (body) => (body.type === 'open-victim' ? [body.lead, ...(body.age?.decidedBy === undefined ? [] : [body.age.decidedBy])] : body.type === 'victim' ? namedIn(body.act) : []),
  // Time tells whoever is there; acts tell roles. Only who holds a role stands by her in it.
  chairsAsked: (state, body) => (state.phase === 'absent' ? undefined : body === undefined ? { agencies: [...new Set([state.agency, ...Object.values(state.duties).map(({ to }) => to.agency)])].sort(), people: [] } : seatsIn(body)),
  supersedes: (body) => (body.type === 'victim' && body.act.act === 'file-paper' ? body.act.supersedes : undefined),
  assigns: (body) => body.type === 'victim' && body.act.act === 'assign',
  erases: (body) => body.type === 'victim' && body.act.act === 'approve-erasure',
  isErased: ({ type }) => type === 'ErasureDone',
  joins: (body) => (body.type === 'open-victim' ? body.case : body.type === 'victim' && body.act.act === 'join-case' ? body.act.case : undefined),
  civilsOf: (state) => (state.phase === 'absent' ? [] : [state.civil]),
  // Its pin is read above, so the playbook is among the facts.
  decide: (state, command, facts) => decideVictim(state, command, facts as Facts),
  rowsOf: (changes) => {
    const { tables, notices } = victimRows(changes);
    return { notices, tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.values()])) };
  },
};
