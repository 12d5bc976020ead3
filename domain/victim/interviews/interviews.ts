/** Requests to speak with her: planned, denied, withdrawn; the sessions that were held; and what a child is spared. Every no is a fact that is counted. */
import { accept, refuse, type Refusal, type RefusalCode } from '../../decision.ts';
import { firstRefusal, own, without, type Facts, type Instant } from '../../facts.ts';
import { disclosableBy } from '../../paper/papers.ts';
import { dayFlaws } from '../../days.ts';
import type { InterviewPurpose, InterviewResult } from '../../terms.ts';
import { localDateOf } from '../../time/civil-time.ts';
import type { VictimFact } from '../events.ts';
import type { VictimFile } from '../state.ts';
import type { Asked, Deciders, Evolvers, VictimDecision } from '../topic.ts';
import { isChild } from '../identity/age.ts';
import { missingAtG3, missingOfHers, missingOfSafety } from './gate.ts';
import type { InterviewAct, presentAs, wellbeings } from './schema.ts';

/** Planned: it may be held. */
export interface Interview {
  readonly case: string;
  readonly purpose: InterviewPurpose;
  readonly agency: string;
  readonly person: string;
  readonly survivorAsked: boolean;
  /** How many sessions were planned, and how many of them were held. */
  readonly sessions: number;
  readonly held: number;
  readonly at: Instant;
}
/** A request that met the limit for children: it may be justified and agreed to, and then asked once more. */
export interface Limited {
  readonly case: string;
  readonly purpose: InterviewPurpose;
  readonly agency: string;
  readonly sessions: number;
  readonly justifiedBy?: string;
  readonly agreedBy?: string;
}
export interface Interviews {
  readonly planned: Readonly<Record<string, Interview>>;
  readonly limited: Readonly<Record<string, Limited>>;
  readonly held: number;
  readonly earlyContacts: number;
  readonly denied: number;
  /** Who led the session before. */
  readonly interviewer?: string;
}
const nothing: Interviews = { planned: {}, limited: {}, held: 0, earlyContacts: 0, denied: 0 };
export const interviewsOf = ({ interviews = nothing }: VictimFile): Interviews => interviews;

export type InterviewFact =
  | ({ readonly type: 'InterviewScheduled'; readonly interview: string; readonly further?: string } & Omit<Interview, 'held' | 'at'>)
  | { readonly type: 'InterviewDenied'; readonly interview: string; readonly result: Extract<InterviewResult, `DENIED_${string}`>; readonly missing: readonly string[]; readonly case: string; readonly purpose: InterviewPurpose; readonly agency: string; readonly person: string; readonly sessions: number }
  | { readonly type: 'InterviewWithdrawn'; readonly interview: string }
  | {
      readonly type: 'SessionHeld'; readonly interview: string; readonly case: string; readonly day: string; readonly minutes: number; readonly breaks: number; readonly present: readonly (typeof presentAs)[number][];
      readonly stopRequested: boolean; readonly wellbeing: (typeof wellbeings)[number]; readonly interviewer: string; readonly sameInterviewer: boolean;
    }
  | { readonly type: 'SessionDenied'; readonly interview: string; readonly missing: readonly string[] }
  | { readonly type: 'FurtherSessionJustified'; readonly interview: string; readonly paper: string; readonly person: string }
  | { readonly type: 'FurtherSessionAgreed'; readonly interview: string; readonly person: string }
  | { readonly type: 'EarlyContactHeld'; readonly case: string; readonly kind: 'EARLY_LIMITED_CONTACT'; readonly minutes: number; readonly purpose: string; readonly agency: string; readonly person: string }
  | { readonly type: 'EarlyContactDenied'; readonly case: string; readonly missing: readonly string[]; readonly agency: string; readonly person: string };

/** A file must stay small; what is planned is held or withdrawn before more is. */
const MOST_PLANNED = 30;

export const interviewDeciders: Deciders<InterviewAct> = {
  'request-interview': request,
  'survivor-asks': (file, { interview, case: of, purpose, sessions }, { by }) => {
    if (own(file.cases, of) === undefined) return refuse('NOT_FOUND');
    return accept({ type: 'InterviewScheduled', interview, case: of, purpose, sessions, agency: by.agency, person: by.person, survivorAsked: true });
  },
  'withdraw-interview': (file, { interview }) => (own(interviewsOf(file).planned, interview) === undefined ? refuse('NOT_FOUND') : accept({ type: 'InterviewWithdrawn', interview })),
  'record-session': recordSession,
  'justify-further-session': (file, { interview, paper, text }, { by }) => {
    if (own(interviewsOf(file).limited, interview) === undefined) return refuse('NOT_FOUND');
    return accept({ type: 'PaperFiled', paper, class: 'D8', kind: 'FURTHER_SESSION', text, agency: by.agency, ...disclosableBy(by) }, { type: 'FurtherSessionJustified', interview, paper, person: by.person });
  },
  'agree-to-further-session': (file, { interview }, { by }) =>
    own(interviewsOf(file).limited, interview) === undefined ? refuse('NOT_FOUND') : accept({ type: 'FurtherSessionAgreed', interview, person: by.person }),
  'record-early-contact': earlyContact,
};

type Act<A extends InterviewAct['act']> = Extract<InterviewAct, { act: A }>;

function request(file: VictimFile, wanted: Act<'request-interview'>, { by, facts }: Asked): VictimDecision {
  const { interview, case: of, purpose, sessions, further } = wanted;
  if (own(file.cases, of) === undefined) return refuse('NOT_FOUND');
  if (Object.keys(interviewsOf(file).planned).length >= MOST_PLANNED) return refuse('FILE_FULL');
  const asked = { interview, case: of, purpose, agency: by.agency, person: by.person, sessions };
  const missing = missingAtG3(file, wanted, facts);
  const gate = firstRefusal(facts, missing.length > 0 && refuse('VICTIM_PACED_GATE', { missing }).refusal);
  if (gate !== undefined) return { events: [{ type: 'InterviewDenied', result: 'DENIED_GATE', missing, ...asked }], refusal: gate };
  const over = overTheLimit(file, wanted, facts);
  const limit = firstRefusal(facts, over !== undefined && refuse('INTERVIEW_LIMIT', { ...over, instead: 'QUESTIONS_TO_THE_INTERVIEWER' }).refusal);
  if (over !== undefined && limit !== undefined) return { events: [{ type: 'InterviewDenied', result: 'DENIED_LIMIT', missing: over.missing, ...asked }], refusal: limit };
  return accept({ type: 'InterviewScheduled', ...asked, survivorAsked: false, ...(further !== undefined && { further }) });
}

/** Refusal 20. What a child has told, or is planned to be asked, counts together over all who ask; what is missing for one more. */
function overTheLimit(file: VictimFile, { sessions, further, case: of, purpose }: Act<'request-interview'>, { now, playbook }: Facts): { readonly most: number; readonly missing: readonly string[] } | undefined {
  const most = playbook.people?.statements?.childMost;
  if (most === undefined || !isChild(file, now)) return undefined;
  const { planned, limited, held } = interviewsOf(file);
  const ahead = Object.values(planned).reduce((sum, each) => sum + each.sessions - each.held, 0);
  if (held + ahead + sessions <= most) return undefined;
  const before = further === undefined ? undefined : own(limited, further);
  const isTheSame = before?.case === of && before.purpose === purpose && sessions <= before.sessions;
  const missing = [...(isTheSame && before.justifiedBy !== undefined ? [] : ['JUSTIFICATION']), ...(isTheSame && before.agreedBy !== undefined ? [] : ['GUARDIAN_AGREEMENT'])];
  return missing.length === 0 ? undefined : { most, missing };
}

/** A session counts as held only if it was planned: nobody gets round the gate by recording afterwards. */
function recordSession(file: VictimFile, { act: _act, ...session }: Act<'record-session'>, { facts }: Asked): VictimDecision {
  const { planned, interviewer } = interviewsOf(file);
  const plan = own(planned, session.interview);
  if (plan === undefined) return { events: [{ type: 'SessionDenied', interview: session.interview, missing: ['PLAN'] }], refusal: say('VICTIM_PACED_GATE', { missing: ['PLAN'] }) };
  const waits = plan.survivorAsked ? [] : missingOfSafety(file);
  const gate = firstRefusal(facts, waits.length > 0 && say('VICTIM_PACED_GATE', { missing: waits }));
  if (gate !== undefined) return { events: [{ type: 'SessionDenied', interview: session.interview, missing: waits }], refusal: gate };
  const flaw = firstRefusal(facts, ...dayFlaws(session.day, facts, 1), session.day > localDateOf(facts.now, file.civil.zone) && say('DAY_AHEAD'));
  if (flaw !== undefined) return { events: [], refusal: flaw };
  return accept({ type: 'SessionHeld', ...session, case: plan.case, sameInterviewer: interviewer === undefined || interviewer === session.interviewer });
}

const say = (code: RefusalCode, detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

/** Rule R8, with the number of such contacts that the playbook allows. */
function earlyContact(file: VictimFile, { case: of, minutes, purpose, consent, advocateOffered }: Act<'record-early-contact'>, { by, facts }: Asked): VictimDecision {
  if (own(file.cases, of) === undefined) return refuse('NOT_FOUND');
  const { minutesMax = 0, most = 0 } = facts.playbook.people?.statements?.earlyContact ?? {};
  const missing = [
    ...(consent ? [] : ['CONSENT']), ...(advocateOffered ? [] : ['ADVOCATE']), ...(minutes <= minutesMax ? [] : ['TIME']), ...(interviewsOf(file).earlyContacts < most ? [] : ['NUMBER']),
  ];
  const who = { agency: by.agency, person: by.person };
  const refusal = firstRefusal(facts, missing.length > 0 && say('EARLY_CONTACT_LIMITS', { missing }));
  if (refusal !== undefined) return { events: [{ type: 'EarlyContactDenied', case: of, missing, ...who }], refusal };
  return accept({ type: 'EarlyContactHeld', case: of, kind: 'EARLY_LIMITED_CONTACT', minutes, purpose, ...who });
}

/** What she says may take the ground from under a plan, and so may it that who spoke for her must not; what nobody says does not. */
const words: readonly VictimFact['type'][] = ['ReadinessGiven', 'ProtectedPeriodOpened', 'ParticipationDecided', 'BestInterestsDetermined', 'AuthorityPassed', 'StandingSuspected'];

/** Her word is revisable: a plan of others falls when the gate would not open any more; one she asked for herself when she now says no. No reason is asked or kept. */
export function fallenInterviews(file: VictimFile, facts: Facts, decided: readonly VictimFact[]): readonly VictimFact[] {
  if (!decided.some(({ type }) => words.includes(type))) return [];
  const { planned } = interviewsOf(file);
  return Object.keys(planned).sort().flatMap((interview): VictimFact[] => {
    const plan = planned[interview];
    if (plan === undefined) return [];
    const falls = plan.survivorAsked ? decided.some((fact) => saysNoTo(fact, plan)) : missingOfHers(file, plan, facts).length > 0;
    return falls ? [{ type: 'InterviewWithdrawn', interview }] : [];
  });
}

/** What she said before she asked is no word against it: only what she says now. */
function saysNoTo(fact: VictimFact, plan: Interview): boolean {
  if (fact.type === 'ReadinessGiven') return fact.signal === 'NOT_NOW' || fact.signal === 'NOT_TO_BE_ASKED_BEFORE';
  return fact.type === 'ParticipationDecided' && fact.case === plan.case && plan.purpose === 'TRIAL' && fact.mode === 'NONE';
}

const noted = (file: VictimFile, interviews: Partial<Interviews>): VictimFile => ({ ...file, interviews: { ...interviewsOf(file), ...interviews } });

export const interviewEvolvers: Evolvers<InterviewFact> = {
  InterviewScheduled: (file, { interview, case: of, purpose, agency, person, survivorAsked, sessions, further, at }) => {
    const { planned, limited } = interviewsOf(file);
    return noted(file, { planned: { ...planned, [interview]: { case: of, purpose, agency, person, survivorAsked, sessions, held: 0, at } }, ...(further !== undefined && { limited: without(limited, further) }) });
  },
  InterviewDenied: (file, { interview, result, case: of, purpose, agency, sessions }) => {
    const { denied, limited } = interviewsOf(file);
    if (result !== 'DENIED_LIMIT') return noted(file, { denied: denied + 1 });
    // One for each agency and purpose: who asks anew begins anew.
    const others = Object.entries(limited).filter(([, each]) => each.case !== of || each.purpose !== purpose || each.agency !== agency);
    return noted(file, { denied: denied + 1, limited: { ...Object.fromEntries(others), [interview]: { case: of, purpose, agency, sessions } } });
  },
  InterviewWithdrawn: (file, { interview }) => noted(file, { planned: without(interviewsOf(file).planned, interview) }),
  SessionHeld: (file, { interview, interviewer }) => {
    const { planned, held } = interviewsOf(file);
    const plan = own(planned, interview);
    if (plan === undefined) return file;
    const isLast = plan.held + 1 >= plan.sessions;
    return noted(file, { held: held + 1, interviewer, planned: isLast ? without(planned, interview) : { ...planned, [interview]: { ...plan, held: plan.held + 1 } } });
  },
  SessionDenied: (file) => noted(file, { denied: interviewsOf(file).denied + 1 }),
  FurtherSessionJustified: (file, { interview, person }) => further(file, interview, { justifiedBy: person }),
  FurtherSessionAgreed: (file, { interview, person }) => further(file, interview, { agreedBy: person }),
  EarlyContactHeld: (file) => noted(file, { earlyContacts: interviewsOf(file).earlyContacts + 1 }),
  EarlyContactDenied: (file) => noted(file, { denied: interviewsOf(file).denied + 1 }),
};

function further(file: VictimFile, interview: string, said: Partial<Limited>): VictimFile {
  const { limited } = interviewsOf(file);
  const before = own(limited, interview);
  return before === undefined ? file : noted(file, { limited: { ...limited, [interview]: { ...before, ...said } } });
}
