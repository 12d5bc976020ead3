/** What she says and decides: a word of hers is taken as it is, holds until her next one, and is never asked for by a clock. */
import { accept, refuse, type Refusal } from '../../decision.ts';
import { firstRefusal, own, without, type Facts, type Instant } from '../../facts.ts';
import { disclosableBy } from '../../paper/papers.ts';
import { dayFlaws } from '../../days.ts';
import type { InterviewPurpose, ParticipationMode, ReadinessSignal } from '../../terms.ts';
import { localDateOf, startOfLocalDay } from '../../time/civil-time.ts';
import { addDuration } from '../../time/add.ts';
import type { grantors } from '../consent/schema.ts';
import type { VictimFact } from '../events.ts';
import type { VictimFile } from '../state.ts';
import type { Asked, Deciders, Evolvers, VictimDecision } from '../topic.ts';
import { isChild } from '../identity/age.ts';
import type { bestInterestFactors, childsViews, determinationResults, ownWordKinds, protectionBases, supportWishes, VoiceAct } from './schema.ts';

type Grantor = (typeof grantors)[number];

export interface ReadinessGiven {
  readonly signal: ReadinessSignal;
  readonly voice: Grantor;
  readonly at: Instant;
  /** With NOT_TO_BE_ASKED_BEFORE: staff are silent until then. It asks her for nothing. */
  readonly until?: Instant;
}
export interface ProtectedPeriod {
  readonly basis: (typeof protectionBases)[number];
  readonly source: string;
  readonly from: Instant;
  readonly until: Instant;
}
export interface Determination {
  readonly result: (typeof determinationResults)[number];
  readonly at: Instant;
}
type OwnWordKind = (typeof ownWordKinds)[number];

/** What holds of it now. What was said before are rows. */
export interface Voice {
  readonly readiness?: ReadinessGiven;
  /** Those that run. */
  readonly periods: Readonly<Record<string, ProtectedPeriod>>;
  /** By case. */
  readonly participation: Readonly<Record<string, ParticipationMode>>;
  /** By what the interview would be for. */
  readonly bestInterests: Readonly<Partial<Record<InterviewPurpose, Determination>>>;
  /** By paper, with how they stand: those that she withdrew are gone. */
  readonly ownWords: Readonly<Record<string, { readonly kind: OwnWordKind; readonly at: Instant; readonly presentedAt?: Instant }>>;
}
const silent: Voice = { periods: {}, participation: {}, bestInterests: {}, ownWords: {} };
export const voiceOf = ({ voice = silent }: VictimFile): Voice => voice;

export type VoiceFact =
  /** Her last word, and that a session was held, told to a case of hers. `nth` counts what was told: another word is another errand. */
  | { readonly type: 'WordPassedOn'; readonly victim: string; readonly case: string; readonly nth: number; readonly signal: ReadinessSignal; readonly until?: Instant }
  | { readonly type: 'SessionPassedOn'; readonly victim: string; readonly case: string; readonly nth: number }
  | { readonly type: 'ReadinessGiven'; readonly signal: ReadinessSignal; readonly voice: Grantor; readonly until?: Instant }
  | { readonly type: 'ProtectedPeriodOpened'; readonly period: string; readonly from: Instant; readonly until: Instant; readonly basis: (typeof protectionBases)[number]; readonly source: string }
  | { readonly type: 'ProtectedPeriodExtended'; readonly period: string; readonly until: Instant }
  | { readonly type: 'ParticipationDecided'; readonly case: string; readonly mode: ParticipationMode; readonly support: readonly (typeof supportWishes)[number][]; readonly voice: Grantor; readonly from: Instant }
  | { readonly type: 'OwnWordsGiven'; readonly paper: string; readonly kind: OwnWordKind }
  | { readonly type: 'PaperWithdrawn'; readonly paper: string }
  | { readonly type: 'OwnWordsPresented'; readonly paper: string }
  | {
      readonly type: 'BestInterestsDetermined'; readonly determination: string; readonly purposes: readonly InterviewPurpose[]; readonly result: Determination['result'];
      readonly factors: readonly (typeof bestInterestFactors)[number][]; readonly views: (typeof childsViews)[number]; readonly deciders: readonly string[]; readonly day: string;
    };

/** What she says is hardly ever refused: only a slip of the hand is. */
const yearsMax = 100;
/** A file must stay small; what she wrote and no longer wants read makes room. */
const MOST_WORDS = 50;
const MOST_PERIODS = 20;

const no = (refusal: Refusal): VictimDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;
/** The first instant after a local day. */
const endOf = (file: VictimFile, day: string): Instant => startOfLocalDay(day, 1, file.civil.zone);
const isAhead = (file: VictimFile, day: string | undefined, { now }: Facts): boolean => day !== undefined && day > localDateOf(now, file.civil.zone);

/** A guardian speaks for a child only. */
const isTooLate = (file: VictimFile, voice: Grantor, { now }: Facts): Refusal | false => voice === 'GUARDIAN' && !isChild(file, now) && say('OF_AGE');

export const voiceDeciders: Deciders<VoiceAct> = {
  'signal-readiness': (file, { signal, voice, until: day }, { facts }) => {
    const until = day === undefined ? undefined : startOfLocalDay(day, 0, file.civil.zone);
    const refusal = firstRefusal(
      facts,
      (signal === 'NOT_TO_BE_ASKED_BEFORE') !== (day !== undefined) && say('UNTIL_REQUIRED'),
      ...(day === undefined ? [] : dayFlaws(day, facts, yearsMax)),
      until !== undefined && until <= facts.now && say('DATE_IN_THE_PAST'),
      isTooLate(file, voice, facts),
    );
    return refusal === undefined ? accept({ type: 'ReadinessGiven', signal, voice, ...(until !== undefined && { until }) }) : no(refusal);
  },
  'open-protected-period': openPeriod,
  'extend-protected-period': (file, { period: id, until: day }, { facts }) => {
    const period = running(file, facts)[id];
    if (period === undefined) return refuse('NOT_FOUND');
    const until = endOf(file, day);
    // Refusal 23: what runs is only ever made longer.
    const refusal = firstRefusal(facts, ...dayFlaws(day, facts, yearsMax), until <= period.until && say('PROTECTED_PERIOD_SHORTENED'));
    return refusal === undefined ? accept({ type: 'ProtectedPeriodExtended', period: id, until }) : no(refusal);
  },
  'decide-participation': (file, { case: of, mode, support, voice, from: day }, { facts }) => {
    if (own(file.cases, of) === undefined) return refuse('NOT_FOUND');
    const refusal = firstRefusal(facts, ...(day === undefined ? [] : dayFlaws(day, facts, yearsMax)), isAhead(file, day, facts) && say('DAY_AHEAD'), isTooLate(file, voice, facts));
    return refusal === undefined ? accept({ type: 'ParticipationDecided', case: of, mode, support, voice, from: day === undefined ? facts.now : startOfLocalDay(day, 0, file.civil.zone) }) : no(refusal);
  },
  'give-own-words': (file, { paper, kind, text, supersedes }, { by }) => {
    const { ownWords } = voiceOf(file);
    const before = supersedes === undefined ? undefined : own(ownWords, supersedes);
    if (supersedes !== undefined && before === undefined) return refuse('NOT_FOUND');
    if (before?.presentedAt !== undefined) return refuse('WORDS_PRESENTED');
    if (Object.keys(ownWords).length >= MOST_WORDS) return refuse('FILE_FULL');
    const filed: VictimFact = { type: 'PaperFiled', paper, class: 'D8', kind, text, agency: by.agency, ...disclosableBy(by), ...(supersedes !== undefined && { supersedes }) };
    const withdrawn: readonly VictimFact[] = supersedes === undefined ? [] : [{ type: 'PaperWithdrawn', paper: supersedes }];
    // What she wrote anew is read instead of what she wrote first.
    return accept(...withdrawn, filed, { type: 'OwnWordsGiven', paper, kind });
  },
  'withdraw-own-words': (file, { paper }, { facts }) => {
    const words = own(voiceOf(file).ownWords, paper);
    if (words === undefined) return refuse('NOT_FOUND');
    const refusal = firstRefusal(facts, words.presentedAt !== undefined && say('WORDS_PRESENTED'));
    return refusal === undefined ? accept({ type: 'PaperWithdrawn', paper }) : no(refusal);
  },
  'present-own-words': (file, { paper }) => (own(voiceOf(file).ownWords, paper) === undefined ? refuse('NOT_FOUND') : accept({ type: 'OwnWordsPresented', paper })),
  'determine-best-interests': (file, { act: _act, ...determined }, { facts }) => {
    const refusal = firstRefusal(facts, !isChild(file, facts.now) && say('NOT_A_CHILD'), ...dayFlaws(determined.day, facts, yearsMax), isAhead(file, determined.day, facts) && say('DAY_AHEAD'));
    return refusal === undefined ? accept({ type: 'BestInterestsDetermined', ...determined }) : no(refusal);
  },
};

/** It begins no later than now, and lasts at least as long as the playbook says. */
function openPeriod(file: VictimFile, { period, from: day, until: last, basis, source }: Extract<VoiceAct, { act: 'open-protected-period' }>, { facts }: Asked): VictimDecision {
  const { atLeast } = facts.playbook.people?.protectedPeriod ?? {};
  const from = day === undefined ? facts.now : startOfLocalDay(day, 0, file.civil.zone);
  const until = endOf(file, last);
  const least = atLeast === undefined ? from : addDuration(from, atLeast, { zone: file.civil.zone, holidays: [], ...facts.playbook.calendar });
  const refusal = firstRefusal(
    facts,
    ...(day === undefined ? [] : dayFlaws(day, facts, yearsMax)), ...dayFlaws(last, facts, yearsMax), isAhead(file, day, facts) && say('DAY_AHEAD'), until <= facts.now && say('DATE_IN_THE_PAST'),
    until < least && say('PROTECTED_PERIOD_SHORTENED', { atLeast: atLeast ?? '' }),
    Object.keys(running(file, facts)).length >= MOST_PERIODS && say('FILE_FULL'),
  );
  return refusal === undefined ? accept({ type: 'ProtectedPeriodOpened', period, from, until, basis, source }) : no(refusal);
}

const running = (file: VictimFile, { now }: Pick<Facts, 'now'>): Readonly<Record<string, ProtectedPeriod>> => Object.fromEntries(Object.entries(voiceOf(file).periods).filter(([, { until }]) => until > now));

/** She has said so herself, or whoever could speak for her then and still could now: of age, she decides anew. */
export function isReady(file: VictimFile, { now }: Pick<Facts, 'now'>): boolean {
  const { readiness } = voiceOf(file);
  return readiness?.signal === 'READY_FOR_INTERVIEW' && (readiness.voice !== 'GUARDIAN' || isChild(file, now));
}

/** What a guardian said for her opens nothing once a guardian is suspected: who spoke is not kept apart, and somebody else says it anew (consent rule 4). Silence they asked for stays. */
export function guardiansReadyFalls(file: VictimFile): VictimFile {
  const { readiness, ...voice } = voiceOf(file);
  return readiness?.voice === 'GUARDIAN' && readiness.signal === 'READY_FOR_INTERVIEW' ? { ...file, voice } : file;
}

/** Nobody may press within a protected period, unless she signalled in it that she is ready. Its end is no event: it unlocks by being over, and asks nobody. */
export function isProtected(file: VictimFile, { now }: Pick<Facts, 'now'>): boolean {
  const given = isReady(file, { now }) ? voiceOf(file).readiness?.at : undefined;
  return Object.values(running(file, { now })).some(({ from }) => given === undefined || given < from);
}

const said = (file: VictimFile, voice: Partial<Voice>): VictimFile => ({ ...file, voice: { ...voiceOf(file), ...voice } });

/** Each case of hers hears her last word when she says it, and when she comes into it; and of a session, the case it was for. */
export function passedOn(file: VictimFile, _facts: Facts, decided: readonly VictimFact[]): readonly VictimFact[] {
  if (decided.some(({ type }) => type === 'WordPassedOn' || type === 'SessionPassedOn')) return [];
  const { readiness } = voiceOf(file);
  const cases = decided.some(({ type }) => type === 'ReadinessGiven') ? Object.keys(file.cases).sort() : decided.flatMap((fact) => (fact.type === 'CaseJoined' ? [fact.case] : []));
  const base = { victim: file.victim, nth: file.rev };
  const words = readiness === undefined ? [] : cases.map((of): VictimFact => ({ type: 'WordPassedOn', ...base, case: of, signal: readiness.signal, ...(readiness.until !== undefined && { until: readiness.until }) }));
  return [...words, ...decided.flatMap((fact): VictimFact[] => (fact.type === 'SessionHeld' ? [{ type: 'SessionPassedOn', ...base, case: fact.case }] : []))];
}

export const voiceEvolvers: Evolvers<VoiceFact> = {
  WordPassedOn: (file) => file,
  SessionPassedOn: (file) => file,
  ReadinessGiven: (file, { signal, voice, until, at }) => said(file, { readiness: { signal, voice, at, ...(until !== undefined && { until }) } }),
  ProtectedPeriodOpened: (file, { period, from, until, basis, source, at }) => said(file, { periods: { ...running(file, { now: at }), [period]: { from, until, basis, source } } }),
  ProtectedPeriodExtended: (file, { period, until }) => {
    const { periods } = voiceOf(file);
    const before = own(periods, period);
    return before === undefined ? file : said(file, { periods: { ...periods, [period]: { ...before, until } } });
  },
  ParticipationDecided: (file, { case: of, mode }) => said(file, { participation: { ...voiceOf(file).participation, [of]: mode } }),
  OwnWordsGiven: (file, { paper, kind, at }) => said(file, { ownWords: { ...voiceOf(file).ownWords, [paper]: { kind, at } } }),
  PaperWithdrawn: (file, { paper }) => said(file, { ownWords: without(voiceOf(file).ownWords, paper) }),
  OwnWordsPresented: (file, { paper, at }) => {
    const { ownWords } = voiceOf(file);
    const words = own(ownWords, paper);
    return words === undefined ? file : said(file, { ownWords: { ...ownWords, [paper]: { ...words, presentedAt: at } } });
  },
  BestInterestsDetermined: (file, { purposes, result, at }) => said(file, { bestInterests: { ...voiceOf(file).bestInterests, ...Object.fromEntries(purposes.map((purpose) => [purpose, { result, at }])) } }),
};
