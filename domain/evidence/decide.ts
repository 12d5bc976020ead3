/**
 * Evidence is filed by those who find it, kept by one agency at a time, and handed over only by the one that has it to the one that says it came. What it proves is said element by element, and
 * how far the proof relies on testimony follows from that alone.
 */
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { settled, type ClockCommand, type Decided } from '../ledger.ts';
import { localDateOf } from '../time/civil-time.ts';
import type { EvidenceEvent, EvidenceFact } from './events.ts';
import { evolveEvidence } from './evolve.ts';
import { relianceBySuspect, relianceOfCase } from './reliance.ts';
import type { EvidenceAct, EvidenceCommandBody } from './schema.ts';
import { emptyEvidence, mayBeWithoutMeans, neededIn, type Evidence, type EvidenceState } from './state.ts';

export type EvidenceCommand = (EvidenceCommandBody & { readonly by: Actor }) | ClockCommand;
type Act<Name extends EvidenceAct['act']> = Extract<EvidenceAct, { act: Name }>;

export function decideEvidence(state: EvidenceState, command: EvidenceCommand, facts: Facts): Decided<EvidenceState, EvidenceEvent> {
  if (command.type === 'clock') return { events: [], state };
  return settled(state, first(state, command, facts), { at: facts.now, by: command.by.person }, { evolve: evolveEvidence, assertSound: () => undefined, follows: (now, decided) => following(now, decided, facts) });
}

export const NOTHING = 'NOTHING';

/** How far the proof relies on testimony now, for each suspect of whom that is another than before; and then what the case hears of it and of the next day on which something is lost. */
function following(state: EvidenceState, decided: readonly EvidenceFact[], facts: Facts): readonly EvidenceFact[] {
  if (state.phase === 'absent') return [];
  const recounted = meansRecounted(state, facts);
  if (recounted.length > 0) return recounted;
  const now = relianceBySuspect(state);
  const changed = [...new Set([...Object.keys(now), ...Object.keys(state.reliance)])].sort().filter((about) => own(now, about) !== own(state.reliance, about));
  const agency = decided.flatMap((each) => ('agency' in each ? each.agency : []))[0] ?? '';
  if (changed.length > 0) return changed.map((about) => ({ type: 'RelianceComputed', agency, about, level: own(now, about) ?? 'NONE' }));
  const reliance = relianceOfCase(now);
  const due = Object.values(state.items).flatMap(({ expires }) => expires ?? []).sort()[0] ?? NOTHING;
  if (reliance === state.told.reliance && due === (state.told.due ?? NOTHING)) return [];
  return [{ type: 'EvidenceTold', nth: state.nth + 1, due, ...(reliance !== undefined && { reliance }) }];
}

const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;
/** Ours: more is filed in bundles, and proved by the strongest of it. */
const most = { items: 100, routes: 30, sources: 250, names: 1_500 } as const;

function first(before: EvidenceState, command: EvidenceCommandBody & { readonly by: Actor }, facts: Facts): Decision<EvidenceFact> {
  if (facts.case === undefined) return refuse('NOT_FOUND');
  if (command.type === 'ages-decided') return before.phase === 'absent' ? refuse('NOT_FOUND') : accept(...meansRecounted(before, facts));
  const { act, by } = command;
  const opened: readonly EvidenceFact[] = before.phase === 'absent' ? [{ type: 'EvidenceOpened', case: facts.case.id }] : [];
  const state = before.phase === 'absent' ? emptyEvidence(facts.case.id) : before;
  const refusal = firstRefusal(facts, own(facts.case.team, by.agency) === undefined && say('NOT_ON_THE_TEAM'), ...flaws(state, act, by, facts));
  return refusal === undefined ? accept<EvidenceFact>(...opened, fact(state, act, by.agency, facts)) : { events: [], refusal };
}

const isSuspect = (facts: Facts, label: string): boolean => own(facts.case?.subjects ?? {}, label)?.kind === 'suspect';
const isVictim = (facts: Facts, label: string): boolean => Object.values(facts.case?.victims ?? {}).includes(label);
/** In the civil time of the agency that leads the case. */
const today = (facts: Facts): string => localDateOf(facts.now, facts.case?.team[facts.case.lead]?.zone ?? 'UTC');

function flaws(state: Evidence, act: EvidenceAct, by: Actor, facts: Facts): readonly (Refusal | false)[] {
  switch (act.act) {
    case 'file-item':
      return [
        own(state.items, act.as) !== undefined && say('SUBJECT_KNOWN'), Object.keys(state.items).length >= most.items && say('CASE_FULL'), (act.about ?? []).some((label) => !isSuspect(facts, label)) && say('SUBJECT_UNKNOWN'),
        act.kind === 'CHILD_ABUSE_IMAGES' && act.class !== 'D14' && say('EVIDENCE_CLASS'), act.class === 'D12' && !by.roles.includes('PROSECUTOR') && say('EVIDENCE_CLASS'),
      ];
    case 'open-route':
      return [
        !by.roles.includes('PROSECUTOR') && say('NOT_THE_HOLDER'), own(state.routes, act.as) !== undefined && say('SUBJECT_KNOWN'), (Object.keys(state.routes).length >= most.routes || namesWith(state, act) > most.names) && say('CASE_FULL'),
        (!isSuspect(facts, act.about) || act.victims.some((label) => !isVictim(facts, label))) && say('SUBJECT_UNKNOWN'), act.charge !== undefined && own(facts.case?.subjects ?? {}, act.charge)?.of !== act.about && say('SUBJECT_UNKNOWN'),
      ];
    case 'close-route':
      return [!by.roles.includes('PROSECUTOR') && say('NOT_THE_HOLDER'), own(state.routes, act.route)?.isOpen !== true && say('NOT_FOUND')];
    case 'add-source':
      return sourceFlaws(state, act);
    case 'strike-source':
      return [!Object.values(state.routes).some(({ elements }) => Object.values(elements).some((sources) => sources.some(({ nth }) => nth === act.source))) && say('NOT_FOUND')];
    default:
      return itemFlaws(state, act, by, facts);
  }
}

function sourceFlaws(state: Evidence, act: Act<'add-source'>): readonly (Refusal | false)[] {
  const route = own(state.routes, act.route);
  return [route === undefined && say('NOT_FOUND'), own(route === undefined ? {} : neededIn(route), act.element) === undefined && say('ELEMENT_UNKNOWN'), act.item !== undefined && own(state.items, act.item) === undefined && say('NOT_FOUND'), state.sources >= most.sources && say('CASE_FULL')];
}

function itemFlaws(state: Evidence, act: Act<'extend-preservation' | 'secure-item' | 'hand-item-over' | 'receive-item' | 'record-gap'>, by: Actor, facts: Facts): readonly (Refusal | false)[] {
  const item = own(state.items, act.item);
  if (item === undefined) return [say('NOT_FOUND')];
  const isKeeper = item.custodian === by.agency && item.sentTo === undefined;
  switch (act.act) {
    case 'extend-preservation':
      return [item.expires === undefined && say('NOT_FOUND'), act.expires < today(facts) && say('DATE_IN_THE_PAST')];
    case 'secure-item':
      return [item.expires === undefined && say('NOT_FOUND')];
    case 'hand-item-over':
      return [!isKeeper && say('CUSTODY_ELSEWHERE'), act.to === by.agency && say('HAND_OFF_TO_SELF'), own(facts.case?.team ?? {}, act.to) === undefined && say('NOT_ON_THE_TEAM')];
    case 'receive-item':
      return [item.sentTo !== by.agency && say('CUSTODY_ELSEWHERE'), item.sha256 !== undefined && act.sha256 === undefined && say('HASH_REQUIRED')];
    case 'record-gap':
      return [act.to < act.from && say('PERIOD_BACKWARDS'), act.to > today(facts) && say('DAY_AHEAD')];
  }
}

function fact(state: Evidence, act: EvidenceAct, agency: string, facts: Facts): EvidenceFact {
  switch (act.act) {
    case 'file-item':
      return { type: 'ItemFiled', agency, ...rest(act) };
    case 'extend-preservation':
      return { type: 'PreservationExtended', agency, ...rest(act) };
    case 'secure-item':
      return { type: 'ItemSecured', agency, ...rest(act) };
    case 'hand-item-over':
      return { type: 'ItemHandedOver', agency, ...rest(act) };
    case 'receive-item': {
      const item = own(state.items, act.item);
      return { type: 'ItemReceived', agency, from: item?.custodian ?? agency, ...(item?.sha256 !== undefined && item.sha256 !== act.sha256 && { differs: true }), ...rest(act) };
    }
    case 'record-gap':
      return { type: 'GapRecorded', agency, ...rest(act) };
    case 'open-route':
      return { type: 'RouteOpened', agency, ...(mayBeWithoutMeans(act) && areChildren(act.victims, facts) && { withoutMeans: true }), ...rest(act) };
    case 'close-route':
      return { type: 'RouteClosed', agency, ...rest(act) };
    case 'add-source':
      return { type: 'SourceAdded', agency, nth: state.sources + 1, ...rest(act) };
    case 'strike-source':
      return { type: 'SourceStruck', agency, ...rest(act) };
  }
}

/** Everybody it is about is a child by her file, or may be one: then means need not be proved. */
const areChildren = (victims: readonly string[], facts: Facts): boolean => victims.length > 0 && victims.every((name) => own(facts.case?.facts ?? {}, `CHILD_RULES:${name}`) === 'YES');

/** Routes of which that is another than when it was last counted. */
function meansRecounted({ routes, groups }: Evidence, facts: Facts): readonly EvidenceFact[] {
  return Object.entries(routes).flatMap(([route, { group, withoutMeans = false }]): readonly EvidenceFact[] => {
    if (group === undefined) return [];
    const now = areChildren((groups[group] ?? '').split(' ').filter((name) => name !== ''), facts);
    return now === withoutMeans ? [] : [{ type: 'MeansRecounted', agency: facts.case?.lead ?? '', route, withoutMeans: now }];
  });
}

/** How many names the state would keep. */
const namesWith = ({ groups }: Evidence, { victims }: Act<'open-route'>): number => [...new Set([...groups, victims.join(' ')])].flatMap((names) => names.split(' ')).length;

const rest = <Name extends EvidenceAct['act']>({ act: _act, ...others }: Act<Name>): Omit<Act<Name>, 'act'> => others;

/** What the case is told, as facts of its playbook. */
export const factsTold = ({ reliance, due }: { readonly reliance?: string; readonly due: string }) => [
  ...(reliance === undefined ? [] : [{ fact: 'RELIANCE', value: reliance }]),
  ...(due === NOTHING ? [{ fact: 'PRESERVATION_OPEN', value: 'NO' }] : [{ fact: 'PRESERVATION_DUE', value: due }, { fact: 'PRESERVATION_OPEN', value: 'YES' }]),
];
