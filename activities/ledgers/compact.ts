/** What a compact asks of the path of a command. */
import { clocksOf as clocksOfCompact, compactWordOf, keepersOf as keepersOfCompact } from '#domain/compact/clocks.ts';
import { decide as decideCompact } from '#domain/compact/decide.ts';
import type { CompactEvent } from '#domain/compact/events.ts';
import { evolve as evolveCompact } from '#domain/compact/evolve.ts';
import { rowsOf as rowsOfCompact } from '#domain/compact/rows.ts';
import { compactCommandSchema, type CompactCommandBody } from '#domain/compact/schema.ts';
import { absentCompact, compactVersion, type CompactState } from '#domain/compact/state.ts';
import { fewBytes, type LedgerKind } from './kind.ts';

const isSignature = (body: CompactCommandBody): boolean => body.type === 'compact' && body.act.act === 'sign';

export const compactLedger: LedgerKind<CompactState, CompactCommandBody, CompactEvent> = {
  absent: absentCompact, version: compactVersion, stateBytesMost: fewBytes, wordOf: compactWordOf, decide: decideCompact, evolve: evolveCompact, clocksOf: clocksOfCompact, keepersOf: keepersOfCompact,
  parse: (body) => compactCommandSchema.safeParse(body).data,
  pinOf: (state, body) => (state.phase !== 'absent' ? state.playbook : body?.type === 'open-compact' ? body.playbook : undefined),
  // Time tells whoever is there, and so does work that is given back; a signature promises for those who still work there.
  chairsAsked: (state, body) => (state.phase === 'absent' || (body !== undefined && body.type !== 'compact-re-offer' && !isSignature(body)) ? undefined : { agencies: [...new Set([state.lead, ...Object.keys(state.parties)])].sort(), people: [] }),
  agenciesNamed: (body) => (body.type === 'open-compact' ? body.agencies.map(({ agency }) => agency) : []),
  civilsOf: (state) => (state.phase === 'absent' ? [] : Object.values(state.parties)),
  rowsOf: (changes) => {
    const { notices, compacts, parties, signatures, engagements, escalations, commitments, terms, deliveries } = rowsOfCompact(changes);
    return {
      notices, tables: {
        compacts: compacts.values(), parties: parties.values(), signatures: signatures.values(), engagements: engagements.values(), escalations: escalations.values(),
        commitments: commitments.values(), terms: terms.values(), deliveries,
      },
    };
  },
};
