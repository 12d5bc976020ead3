/** What a case asks of the path of a command. */
import { caseErrands } from '#domain/case/victims.ts';
import { clocksOf, keepersOf, wordOf } from '#domain/case/clocks.ts';
import { decide } from '#domain/case/decide.ts';
import type { CaseEvent } from '#domain/case/events.ts';
import { evolve } from '#domain/case/evolve.ts';
import { rowsOf } from '#domain/case/rows.ts';
import { caseCommandSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { recordRows } from '#domain/matter/record.ts';
import { absentCase, domainVersion, type CaseState } from '#domain/case/state.ts';
import { assigneeIn, type LedgerKind } from './kind.ts';

function agenciesNamed(body: CaseCommandBody): readonly string[] {
  if (body.type === 'launch') return body.agencies.map(({ agency }) => agency);
  if (body.type === 'propose-hand-off') return [body.to];
  if (body.type === 'case') return body.act.act === 'accept-case' ? (body.act.agencies ?? []).map(({ agency }) => agency) : [];
  if (body.type === 'step') return body.act.act === 'reassign' ? [body.act.to] : [];
  if (body.type !== 'hand-off') return [];
  if (body.act.act === 'determine') return [body.act.owner];
  return body.act.act === 're-propose' && body.act.to !== undefined ? [body.act.to] : [];
}

/** The agencies of the team and of its open hand-offs. */
function concernedIn(state: CaseState): readonly string[] {
  if (state.phase === 'absent') return [];
  return [...new Set([state.lead, ...Object.keys(state.agencies), ...Object.values(state.handOffs).flatMap(({ sender, receiver }) => [sender, receiver])])].sort();
}

/** Where somebody is told or offered something by who is there now: a level that may be climbed, an offer, work given back. All other acts tell roles only. */
function tells(body: CaseCommandBody | undefined): boolean {
  if (body === undefined || body.type === 'propose-hand-off' || body.type === 're-offer' || body.type === 'agency-leaves') return true;
  if (body.type === 'case') return body.act.act === 'end-engagement';
  if (body.type === 'hand-off') return body.act.act === 're-propose' || body.act.act === 'determine';
  return body.type === 'step' && body.act.act === 're-date';
}

/** Whom a hand-off is about, when it is proposed, to whomever, or accepted; and whoever's consent has ended. */
function victimsAsked(state: CaseState, body: CaseCommandBody | undefined): readonly string[] {
  if (body?.type === 'consent-ended') return [body.victim];
  if (body?.type === 'propose-hand-off') return (body.about ?? []).map(({ victim }) => victim);
  if (body?.type !== 'hand-off' || state.phase === 'absent') return [];
  return (state.handOffs[body.handOff]?.about ?? []).map(({ victim }) => victim);
}


/**
 * What a case holds grows with the people it is about, about 12 KB for each victim of the largest playbook, and never with its age: the 200 that a case takes fit three times.
 */
const bytesOfPeople = 8_388_608;

export const caseLedger: LedgerKind<CaseState, CaseCommandBody, CaseEvent> = {
  absent: absentCase, version: domainVersion, stateBytesMost: bytesOfPeople, wordOf, agenciesNamed, victimsAsked, decide, evolve, errandsOf: ({ event, after }) => caseErrands(event, after), clocksOf, keepersOf,
  parse: (body) => caseCommandSchema.safeParse(body).data,
  supersedes: (body) => (body.type === 'case-papers' && body.act.act === 'file-paper' ? body.act.supersedes : undefined),
  chairsAsked: (state, body) => (body?.type === 'case-papers' ? assigneeIn(body.act) : tells(body) ? { agencies: [...concernedIn(state), ...(body === undefined ? [] : agenciesNamed(body))], people: [] } : undefined),
  pinOf: (state, body) => (state.phase !== 'absent' ? state.playbook : body?.type === 'launch' ? body.playbook : undefined),
  civilsOf: (state) => (state.phase === 'absent' ? [] : [...Object.values(state.agencies), ...Object.values(state.handOffs).map(({ receiverCivil }) => receiverCivil), ...Object.values(state.commitments ?? {}).flatMap(({ civil, offer }) => (offer === undefined ? [civil] : [civil, offer.civil]))]),
  rowsOf: (changes) => {
    const { notices, cases, engagements, steps, handOffs, tracks, readiness, links, stalls, escalations, stepTimes, progress, commitments, terms, deliveries, papers, assignments, forms, subjects, facts, records } = rowsOf(changes);
    const id = changes.map(({ after }) => (after.phase === 'absent' ? undefined : after.id)).find((each) => each !== undefined);
    return {
      notices, tables: {
        cases: cases.values(), engagements: engagements.values(), steps: steps.values(), handOffs: handOffs.values(), tracks: tracks.values(), readiness: readiness.values(), links: links.values(), stalls: stalls.values(), escalations: escalations.values(),
        stepTimes, progress, commitments: commitments.values(), terms: terms.values(), deliveries, papers: papers.values(), assignments: assignments.values(), forms: forms.values(), subjects: subjects.values(), facts: facts.values(), ...(id !== undefined && { records: recordRows(records, id) }),
      },
    };
  },
};
