/** Folding what happened to a case as a whole: its gates, whether it is a case, its closing. */
import { unreachable } from '../decision.ts';
import { keyOf } from '../playbook/names.ts';
import { whatOf } from './closing.ts';
import type { CaseEvent } from './events.ts';
import { known, withDate, without } from './folding.ts';
import { heardAnew, wordHeard } from './hers.ts';
import { hasEnded, type HandOff, type OpenCase, type Readiness, type Step } from './state.ts';

const wholeEvents = [
  'StepAdded', 'SafeContactRecorded', 'GateDenied', 'EarlyContactHeld', 'ReadinessNoticeSent', 'ReadinessAcknowledged', 'ReadinessOverrideAsked', 'ReadinessOverridden',
  'CaseAccepted', 'InformationKeptAsked', 'InformationKept', 'ClosingAsked', 'CaseKeptOpen', 'ClosingAgreed', 'CaseClosed', 'CaseReopened',
  'LinkAsked', 'LinkAnswered', 'LinkEnded', 'AgencyLeft', 'VictimJoined', 'VictimLeft', 'EventSaid', 'HerWordHeard', 'HerSessionHeard', 'SubjectNamed', 'FactRecorded', 'OutcomeChanged', 'FormFiled',
] as const;
export type WholeEvent = Extract<CaseEvent, { type: (typeof wholeEvents)[number] }>;
export const isWholeEvent = (event: CaseEvent): event is WholeEvent => (wholeEvents as readonly string[]).includes(event.type);

/** A state that no longer holds one of its optional members. */
function less(state: OpenCase, member: 'closing' | 'readiness' | 'triggers'): OpenCase {
  const { [member]: _gone, ...rest } = state;
  return rest;
}

function withStep(state: OpenCase, code: string, change: (step: Step) => Step): OpenCase {
  const step = known(state.steps[code]);
  return { ...state, steps: { ...state.steps, [code]: change({ ...step, rev: step.rev + 1 }) } };
}

export function evolveWhole(state: OpenCase, event: WholeEvent): OpenCase {
  switch (event.type) {
    case 'StepAdded': {
      const { step: code, track, role, due, title } = event;
      return { ...state, adHoc: { ...state.adHoc, [code]: { code, track, role, due, title } } };
    }
    case 'SafeContactRecorded':
      return { ...state, safeContact: event.rule };
    case 'GateDenied': {
      const { denied = {} } = state.counts;
      return { ...state, counts: { ...state.counts, denied: { ...denied, [event.gate]: (denied[event.gate] ?? 0) + 1 } } };
    }
    case 'EarlyContactHeld':
      return withStep(state, event.step, (step) => step);
    case 'ReadinessNoticeSent':
      return { ...state, readiness: readinessOf(event) };
    case 'ReadinessAcknowledged':
      return { ...state, readiness: { ...known(state.readiness), acknowledgedBy: event.person, acknowledgedAgency: event.agency, acknowledgedAt: event.at } };
    case 'ReadinessOverrideAsked':
    case 'InformationKeptAsked':
      return withStep(state, event.step, (step) => ({ ...step, asked: { person: event.person, what: event.reason } }));
    case 'ReadinessOverridden':
      return withStep(state, event.step, (step) => ({ ...without(step, 'asked'), override: event.reason }));
    case 'InformationKept':
      return withStep(state, event.step, (step) => without(withDate(step, event.deadline, 'work'), 'asked', 'blocker'));
    case 'LinkAsked':
    case 'LinkAnswered': {
      const { link: id, other, relation, at } = event;
      const said = event.type === 'LinkAsked' ? 'ASKED' : event.accepted ? 'ACCEPTED' : 'DECLINED';
      return { ...state, links: { ...state.links, [id]: { id, side: event.type === 'LinkAsked' ? 'ASKED' : 'ANSWERED', other, relation, state: said, at } } };
    }
    case 'EventSaid':
      return state;
    case 'AgencyLeft':
      return agencyLeft(state, event.agency);
    case 'LinkEnded':
      return { ...state, links: { ...state.links, [event.link]: { ...known(state.links?.[event.link]), state: 'ENDED', at: event.at } } };
    default:
      return evolveKnown(state, event);
  }
}

type KnownEvent = Extract<WholeEvent, { type: 'FormFiled' | 'FactRecorded' | 'OutcomeChanged' | 'SubjectNamed' | 'VictimJoined' | 'VictimLeft' | 'HerWordHeard' | 'HerSessionHeard' }> | PhaseEvent;

/** Whom the case is about, what they said, and what is known. */
function evolveKnown(state: OpenCase, event: KnownEvent): OpenCase {
  switch (event.type) {
    case 'FormFiled': {
      const next = event.once === undefined ? state : { ...state, asked: { ...state.asked, ...Object.fromEntries(event.once.map((name) => [name, true as const])) } };
      return withStep(next, event.step, (step) => ({ ...step, filed: [...new Set([...(step.filed ?? []), ...event.fields])] }));
    }
    case 'VictimJoined':
      return { ...state, victims: { ...state.victims, [event.victim]: event.as } };
    case 'SubjectNamed':
      return { ...state, subjects: { ...state.subjects, [event.as]: { kind: event.kind, ...(event.suspect !== undefined && { of: event.suspect }), ...(event.alternativeTo !== undefined && { alternativeTo: event.alternativeTo }), ...(event.same !== undefined && { isVictim: true as const }) } } };
    case 'FactRecorded':
      return { ...state, facts: { ...state.facts, [keyOf(event.fact, event.about === undefined ? undefined : { label: event.about })]: event.value } };
    case 'OutcomeChanged': {
      const { [event.about]: _before, ...others } = state.outcomes ?? {};
      return { ...state, outcomes: { ...others, ...(event.outcome !== undefined && { [event.about]: event.outcome }) } };
    }
    case 'VictimLeft':
      return victimLeft(state, event.victim);
    case 'HerWordHeard':
      return wordHeard(state, event.victim, { signal: event.signal, ...(event.until !== undefined && { until: event.until }) });
    case 'HerSessionHeard':
      return event.all ? heardAnew(state) : wordHeard(state, event.victim, { heard: true });
    default:
      return evolvePhase(state, event);
  }
}

type PhaseEvent = Extract<WholeEvent, { type: 'CaseAccepted' | 'ClosingAsked' | 'CaseKeptOpen' | 'ClosingAgreed' | 'CaseClosed' | 'CaseReopened' }>;

function evolvePhase(state: OpenCase, event: PhaseEvent): OpenCase {
  switch (event.type) {
    case 'CaseAccepted':
      return { ...state, phase: 'open', agencies: event.agencies };
    case 'ClosingAsked':
      return { ...state, phase: 'closing-review' };
    case 'CaseKeptOpen':
      return { ...less(state, 'closing'), phase: state.reopened === true ? 'reopened' : 'open' };
    case 'ClosingAgreed':
      return { ...state, closing: { person: event.person, voice: event.voice, what: whatOf(event) } };
    case 'CaseClosed':
      return { ...less(state, 'closing'), phase: event.phase, triggers: event.triggers };
    case 'CaseReopened':
      return { ...less(less(state, 'triggers'), 'closing'), phase: 'reopened', reopened: true };
    default:
      return unreachable(event);
  }
}

/** What it had given away goes on with the lead as its sender; what it was asked for is not asked of it again; and it hears of nothing more. */
function agencyLeft(state: OpenCase, agency: string): OpenCase {
  const { [agency]: _gone, ...agencies } = state.agencies;
  const handOffs = Object.entries(state.handOffs).map(([id, handOff]): [string, HandOff] => {
    if (hasEnded(handOff)) return [id, handOff];
    const sent = handOff.sender === agency ? { sender: state.lead, senderLeft: true as const, rev: handOff.rev + 1 } : {};
    return [id, { ...handOff, ...sent, ...(handOff.receiver === agency && { receiverLeft: true as const }) }];
  });
  const given = Object.entries(state.given ?? {}).filter(([, { to }]) => to.every((address) => address.agency !== agency));
  return { ...state, agencies, handOffs: Object.fromEntries(handOffs), ...(state.given !== undefined && { given: Object.fromEntries(given) }) };
}

function readinessOf(event: Extract<WholeEvent, { type: 'ReadinessNoticeSent' }>): Readiness {
  const { notice: id, step, sender, sentBy, timeBand, estimatedNumber, genderMix, languages, minorsExpected, specialNeeds, at } = event;
  return { id, step, sender, sentBy, sentAt: at, timeBand, estimatedNumber, genderMix, languages, minorsExpected, specialNeeds };
}

/** An operation that is over leaves its notice in the ledger and not in the state. */
export const withoutReadiness = (state: OpenCase, step: string): OpenCase => (state.readiness?.step === step ? less(state, 'readiness') : state);

function victimLeft(state: OpenCase, victim: string): OpenCase {
  const left = <T>(record: Readonly<Record<string, T>> = {}): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(record).filter(([id]) => id !== victim));
  return { ...state, victims: left(state.victims), ...(state.words !== undefined && { words: left(state.words) }) };
}
