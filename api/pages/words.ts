/** Codes in plain words. All that a page says of a code comes from here; another language is another file like this one. */
import { processActWords, processFieldWords } from './disclosure-words.ts';
import { evidenceActWords, evidenceFieldWords } from './evidence-words.ts';
import { ventureActWords, ventureFieldWords } from './venture-words.ts';
import { scorecardActWords, scorecardFieldWords } from './scorecard-words.ts';
import { knownActWords, knownFieldWords } from './known-words.ts';
import { editionActWords, editionFieldWords } from './edition-words.ts';
import { victimActWords, victimFieldWords, victimOptionWords } from './people-words.ts';
import type { HandOffAct, StepAct } from '#domain/case/schema.ts';
import type { CommitmentAct } from '#domain/commitment/schema.ts';
import type { CompactAct } from '#domain/compact/schema.ts';
import type { minutedDecisions, Blocker, CommitmentKind, CompactState, DeclineReason, DutyKind, HandOffKind, InclusionReason, NotApplicableReason, ReadinessSignal, ReleaseReason, ResourceUnit, Role, Track } from '#domain/terms.ts';

export const roleWords: Readonly<Record<Role, string>> = {
  COORDINATOR: 'Coordinator', SPECIALIST_ADVISOR: 'Specialist adviser', COMMUNITY_ADVOCATE: 'Community advocate', SYSTEM_VICTIM_SPECIALIST: 'Victim specialist of the authority',
  VICTIM_COUNSEL: 'Victim’s lawyer', CHILD_GUARDIAN: 'Child’s guardian', INVESTIGATOR: 'Investigator', FORENSIC_INTERVIEWER: 'Forensic interviewer', DIGITAL_EXAMINER: 'Digital examiner',
  FINANCIAL_INVESTIGATOR: 'Financial investigator', FRAUD_ANALYST: 'Fraud analyst', ORGANISED_CRIME_ANALYST: 'Organised crime analyst', IMMIGRATION_OFFICER: 'Immigration officer',
  LABOUR_INSPECTOR: 'Labour inspector', CHILD_EXPLOITATION_INVESTIGATOR: 'Child exploitation investigator', CHILD_PROTECTION_WORKER: 'Child protection worker',
  COMPETENT_AUTHORITY_OFFICER: 'Officer of the competent authority', PROSECUTOR: 'Prosecutor', REDRESS_OFFICER: 'Redress officer', AGENCY_SUPERVISOR: 'Supervisor', AGENCY_LEADER: 'Leader',
  OVERSIGHT_AUDITOR: 'Oversight auditor', SURVIVOR_CONSULTANT: 'Survivor consultant', SYSTEM_ADMIN: 'System administrator',
  FIRST_RESPONDER: 'First responder', PRIVACY_OFFICER: 'Privacy officer', PLAYBOOK_STEWARD: 'Playbook steward',
};

/** "An investigator". */
export const anyWords = (role: Role): string => `${/^[AEIOU]/.test(roleWords[role]) ? 'An' : 'A'} ${roleWords[role].toLowerCase()}`;

export const trackWords: Readonly<Record<Track, string>> = {
  PROTECTION: 'Protection', IDENTIFICATION: 'Identification', TEAM: 'Team', INVESTIGATION: 'Investigation', FINANCIAL: 'Money', IMMIGRATION: 'Immigration status', LABOUR: 'Wages and labour',
  CHILD: 'Child', ORGANISED_CRIME: 'Organised crime', DIGITAL: 'Digital traces', CHARGING: 'Charging', PROCEEDINGS: 'Court proceedings', REDRESS: 'Redress', AFTERCARE: 'Aftercare',
};

const reasonWords: Readonly<Record<DeclineReason | Blocker | NotApplicableReason | InclusionReason, string>> = {
  CAPACITY: 'no capacity', JURISDICTION: 'another jurisdiction', NOT_IN_MANDATE: 'not within the mandate', INSUFFICIENT_INFORMATION: 'too little information', CONFLICT_OF_INTEREST: 'conflict of interest',
  SAFETY_CONCERN: 'concern for safety', CONSENT_MISSING: 'consent is missing', DUPLICATE: 'it is there already', OTHER: 'another reason', NO_OWNER: 'nobody has accepted it',
  TURNOVER: 'the person in charge has changed', AWAITING_DECISION: 'a decision is awaited', FOREIGN_REQUEST_OVERDUE: 'a request abroad is overdue', MISSING_RESOURCE: 'something needed is missing',
  JURISDICTION_DISPUTE: 'it is disputed who is competent', INFORMATION_MISSING: 'information is missing', TECHNICAL: 'a technical fault', NOT_IN_THIS_JURISDICTION: 'not in this jurisdiction',
  RIGHT_EXERCISED: 'the right was used', NOBODY_CONCERNED: 'it concerns nobody', DONE_ELSEWHERE: 'it was done elsewhere', RECORDED_WRONGLY: 'they were recorded by mistake', RULED_OTHERWISE: 'the court has ruled otherwise',
};

export const signalWords: Readonly<Record<ReadinessSignal, string>> = {
  NOT_NOW: 'not now', READY_FOR_CONTACT: 'ready for contact', READY_FOR_INTERVIEW: 'ready to give a statement', NOT_TO_BE_ASKED_BEFORE: 'does not wish to be asked before a day',
};

const kindWords: Readonly<Record<HandOffKind, string>> = { ORDINARY: 'Ordinary', SUPPORT: 'Support for the survivor', DANGER: 'Danger: an answer within hours' };

export interface ActWords {
  /** As a choice and as a heading. */
  readonly label: string;
  readonly hint: string;
  /** What cannot be undone. */
  readonly warning?: string;
  /** Said once it is recorded. */
  readonly done: string;
}

const final = 'What is finished is never opened again. If it was wrong, a new step is needed.';

const stepActWords: Readonly<Record<StepAct['act'], ActWords>> = {
  accept: { label: 'Accept it', hint: 'The work is yours from now on.', warning: 'Once accepted it stays with you until another has accepted it.', done: 'You have accepted it.' },
  decline: { label: 'Decline it', hint: 'The coordinator hears that you declined; your reason is on record.', done: 'It is recorded that you declined.' },
  'take-over': { label: 'Take it over from a colleague', hint: 'The date stays. Your colleague is told.', done: 'You have taken it over.' },
  'put-down': { label: 'Put it down', hint: 'It stays with its owner until another has accepted it.', done: 'It is recorded.' },
  complete: { label: 'Say that it is done', hint: 'What comes next opens by itself.', warning: final, done: 'It is recorded as done.' },
  'file-form': { label: 'Answer its form', hint: 'What you answer now holds; earlier answers stay on record.', done: 'Your answers are recorded.' },
  'not-applicable': { label: 'Set it aside', hint: 'It is not needed here. What the law demands takes two people who say the same.', warning: 'What is set aside stays aside.', done: 'It is recorded that it is not needed.' },
  signal: { label: 'Record what the survivor says', hint: 'It may change at any time, and no reason is asked or kept.', done: 'What the survivor says is recorded.' },
  'set-horizon': { label: 'Set the last day', hint: 'The last day on which the right can be used, as counsel has worked it out. An earlier day than before takes two people.', done: 'The last day is recorded.' },
  'schedule-statement': { label: 'Ask to plan a statement', hint: 'Only the survivor’s own readiness opens this. A request that is refused is counted.', done: 'The statement may be planned.' },
  'review-wait': { label: 'Say that you have looked again', hint: 'The wait goes on until the next review.', done: 'The review is recorded.' },
  're-date': { label: 'Move the date', hint: 'The owner and the coordinator are told.', done: 'The new date is recorded.' },
  'ask-date': { label: 'Ask for another date', hint: 'The coordinator grants it or refuses it. Until then the date stays.', done: 'You have asked for another date.' },
  'refuse-date': { label: 'Refuse the date that was asked for', hint: 'The date stays. To grant it, move the date.', done: 'The date stays, and the owner is told.' },
  exclude: { label: 'Leave days out', hint: 'The legal clock stands still from the first day until the day it runs again. The date moves with it.', warning: 'Days that were left out stay on record.', done: 'The days are left out, and the date has moved.' },
  include: { label: 'Count days after all', hint: 'Days that were left out count again: give them as they were recorded. A date of the law that comes nearer takes two people who say the same.', warning: 'That they were left out stays on record.', done: 'It is recorded. Where the date comes nearer, a second person must say the same.' },
  extend: { label: 'Lengthen the clock', hint: 'As the law allows, and no more often.', warning: 'It is not taken back.', done: 'The clock is longer, and the date has moved.' },
  'confirm-date': { label: 'Say that the nearer date is right', hint: 'A date of the law comes nearer only by the word of two people. Yours is the second.', warning: 'From now on the nearer date counts.', done: 'The nearer date counts.' },
  recommit: { label: 'Promise it anew', hint: 'As the leader of your agency: a new date, and what you add so that it is kept.', warning: 'The broken promise stays on record.', done: 'It is promised anew.' },
  reassign: { label: 'Give it to another agency', hint: 'As the leader of your agency. The other agency is asked to accept; yours answers for it until then.', done: 'Another agency is asked.' },
  release: { label: 'Let it go', hint: 'As the leader of your agency: it goes back to the coordinator, or to the agency that handed it over, with your reason.', warning: 'What is let go stays on record as let go.', done: 'It is recorded that your agency lets it go.' },
  'minute-decision': { label: 'Record what the leaders decided', hint: 'The decision of the joint meeting.', done: 'The decision is recorded.' },
  'acknowledge-packet': { label: 'Say that you have read what came with it', hint: 'The work was somebody else’s before.', done: 'It is recorded that you have read it.' },
  'early-contact': { label: 'Record a short early contact', hint: 'For immediate safety, or evidence about to vanish. It is no statement, and it has limits.', done: 'The early contact is recorded. It is no statement.' },
  'override-readiness': { label: 'Say that a life cannot wait', hint: 'Two people say the same. Then the operation may begin before the services are ready.', done: 'It is recorded.' },
  'name-blocker': { label: 'Name what holds it up', hint: 'It is shown where the work is stuck.', done: 'The cause is recorded.' },
};

const handOffActWords: Readonly<Record<HandOffAct['act'], ActWords>> = {
  accept: { label: 'Accept it', hint: 'Your agency owns the work from now on.', warning: 'Once accepted the work is yours; it can be handed back with a reason.', done: 'You have accepted the hand-off.' },
  decline: { label: 'Decline it', hint: 'The sender hears of it with your reason. After two refusals the coordinator decides.', warning: 'After declining you see it no longer.', done: 'It is recorded that you declined.' },
  return: { label: 'Ask for what is missing', hint: 'The sender owes the next move.', done: 'It is sent back.' },
  're-propose': { label: 'Offer it again', hint: 'To the same agency or to another.', done: 'It is offered again.' },
  withdraw: { label: 'Withdraw it', hint: 'The work stays with you.', done: 'It is withdrawn.' },
  determine: { label: 'Decide who owns it', hint: 'The agency you name is asked to accept; the sender answers for it until then.', done: 'You have decided who owns it.' },
  'hand-back': { label: 'Hand it back', hint: 'The sender has the work again, with your reason.', warning: 'From then on you see only what your agency is engaged in otherwise.', done: 'It is handed back.' },
  complete: { label: 'Say that it is done', hint: 'The sender hears of it.', warning: final, done: 'It is recorded as done.' },
};

/** What waits as it should has no date that runs, so none is spoken of (R1); which kind of wait it is, these words do not say (R14). */
const waitingActWords: Readonly<Partial<Record<StepAct['act'], ActWords>>> = {
  accept: { label: 'Accept it', hint: 'You look after it. It has no date, and nobody is asked for anything.', warning: 'Once accepted it stays with you until another has accepted it.', done: 'You have accepted it.' },
  decline: { label: 'Decline it', hint: 'The coordinator hears of it with your reason and asks another agency. The survivor is asked for nothing.', done: 'It is recorded that you declined.' },
  'take-over': { label: 'Take it over from a colleague', hint: 'You look after it from now on. Your colleague is told.', done: 'You have taken it over.' },
};

export const stepActWordsOf = (act: StepAct['act'], isWaiting: boolean): ActWords => (isWaiting ? waitingActWords[act] : undefined) ?? stepActWords[act];

const commitmentActWords: Readonly<Record<CommitmentAct['act'], ActWords>> = {
  accept: { label: 'Promise it', hint: 'Your agency promises it from now on, and its date runs.', warning: 'A promise that is not kept climbs to the leader of your agency.', done: 'Your agency has promised it.' },
  decline: { label: 'Decline it', hint: 'Whoever asked hears of it with your reason.', done: 'It is recorded that you declined.' },
  deliver: { label: 'Say that it is kept', hint: 'What was promised is delivered.', warning: 'What is kept is never opened again.', done: 'It is recorded as kept.' },
  'deliver-resource': { label: 'Record what was given', hint: 'A part of what was promised, for some of its days. It is a record, and compared with nobody’s.', done: 'What was given is recorded.' },
  'ask-date': { label: 'Ask for another date', hint: 'The coordinator grants it or not. Until then the date stays.', done: 'You have asked for another date.' },
  're-date': { label: 'Move the date', hint: 'The owner is told.', done: 'The new date is recorded.' },
  recommit: { label: 'Promise it anew', hint: 'As the leader of your agency: a new date, and what you add so that it is kept.', warning: 'The broken promise stays on record.', done: 'It is promised anew.' },
  reassign: { label: 'Ask another agency to promise it', hint: 'As the leader of your agency. Yours answers for it until the other has accepted.', done: 'Another agency is asked.' },
  release: { label: 'Let it go', hint: 'It is promised no longer, for the reason you give.', warning: 'What is let go stays on record as let go.', done: 'It is recorded that it is let go.' },
};

/** The acts of a compact that a page offers; the others belong to people who sit at the interface of their own system. */
export const compactPageActs = ['request-signatures', 'sign', 'confirm', 'leave', 'end'] as const satisfies readonly CompactAct['act'][];
export type CompactPageAct = (typeof compactPageActs)[number];
const compactActWords: Readonly<Record<CompactPageAct, ActWords>> = {
  'request-signatures': { label: 'Ask the leaders to sign', hint: 'Each is asked at once, and nobody waits for another.', warning: 'From then on the list of agencies changes by joint decision only.', done: 'The leaders are asked to sign.' },
  sign: { label: 'Sign it', hint: 'As the leader of your agency. What your agency pledges here is promised by this signature, and its dates run.', warning: 'A signature is not taken back. The last one makes the compact binding in that instant.', done: 'You have signed for your agency.' },
  confirm: { label: 'Confirm it', hint: 'Your predecessor signed. You say that it holds.', done: 'You have confirmed the compact.' },
  leave: { label: 'Take your agency out', hint: 'As its leader. Its promises are let go, with your reason.', warning: 'The others are told, and it stays on record.', done: 'It is recorded that your agency leaves.' },
  end: { label: 'End it', hint: 'Every promise in it must be kept or let go before.', warning: 'What is ended is never opened again.', done: 'The compact is ended.' },
};

export const actWords = { step: stepActWords, 'hand-off': handOffActWords, commitment: commitmentActWords, compact: compactActWords, victim: victimActWords, edition: editionActWords, scorecard: scorecardActWords, known: knownActWords, process: processActWords, evidence: evidenceActWords, venture: ventureActWords } as const;

export const commitmentWords: Readonly<Record<CommitmentKind, string>> = { DELIVERABLE: 'something to deliver', RESOURCE: 'people or time', RESPONSE: 'an answer' };
export const unitWords: Readonly<Record<ResourceUnit, string>> = { HOURS: 'hours in all', FTE: 'full-time posts' };
export const compactStateWords: Readonly<Record<CompactState, string>> = {
  DRAFT: 'It is a draft: nobody is asked to sign yet.', OPEN_FOR_SIGNATURE: 'It waits for signatures. Nothing in the case waits for it.', ACTIVE: 'It is in force.',
  SUSPENDED: 'It is suspended: a discipline it needs is brought by no agency any more.', ENDED: 'It has ended.',
};

/** What staff owe in the file of a survivor. */
export const dutyWords: Readonly<Record<DutyKind | 'PROTECTED', string>> = {
  REASSESS_RISK: 'Assess the danger anew', REVIEW_RISK: 'Look at the danger again', SAFETY_STEP: 'Make her safe: the danger has risen', OFFER_REVIEW: 'Offer her to look again at what is planned', OFFER_SUPPORT: 'Offer support',
  OFFER_AFTERCARE: 'Offer care after the statement', KEEP_PROMISE: 'Keep what was promised to her', REVIEW_PROMISES: 'Look at what was promised to her', AGREED_CONTACT: 'Do what she agreed to for when she cannot be reached',
  ANSWER_INCIDENT: 'Answer what was raised', WATCH_STATUS: 'A status ends: renew it in time', INTERIM_GUARDIAN: 'Find a guardian for the meantime', COMING_OF_AGE: 'She has come of age: ask with her what goes on', KEEP_CONTACT: 'Be in touch as agreed with her', REVIEW_BREAK_GLASS: 'Review why the glass was broken',
  REPORT_CHILD: 'Report to child protection', REFER_CHILD: 'Refer the child', REPORT_MISSING: 'Report the missing child',
  RENEW_CONSENT: 'A consent to share ends', PROTECTED: 'A protected step',
};

/** What was just recorded, by the code the session keeps for one page. */
export function saidWords(code: string): string | undefined {
  const [thing = '', act = ''] = code.split('.');
  if (code === 'case.launch') return 'The case is launched. Those who are asked first have been told.';
  if (code === 'victim.open') return 'The file is open. Say next who stands by her.';
  if (code === 'hand-off.propose') return 'It is offered. You answer for it until it is accepted.';
  const words: Readonly<Record<string, ActWords>> | undefined = Object.hasOwn(actWords, thing) ? actWords[thing as keyof typeof actWords] : undefined;
  return words !== undefined && Object.hasOwn(words, act) ? words[act]?.done : undefined;
}

/** A code nobody has written words for reads like its own words. */
export const plainly = (code: string): string => code.toLowerCase().replaceAll('_', ' ');
const decisionWords: Readonly<Record<(typeof minutedDecisions)[number], string>> = { NEW_DATE: 'a new date', REASSIGN: 'another agency', SET_ASIDE: 'set aside', HELP: 'help for the agency', KEEP_ON: 'go on as before' };
const releaseWords: Readonly<Record<ReleaseReason, string>> = { CAPACITY: 'no capacity', NOT_IN_MANDATE: 'not within the mandate', NO_LONGER_NEEDED: 'it is needed no longer', DONE_ELSEWHERE: 'it was done elsewhere', LAW_CHANGED: 'the law has changed', OTHER: 'another reason' };
const known: Readonly<Record<string, string>> = { ...reasonWords, ...signalWords, ...kindWords, ...decisionWords, ...releaseWords, ...unitWords };
export const codeWords = (code: string): string => (Object.hasOwn(known, code) ? known[code] : undefined) ?? plainly(code);
export const sentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
export const listWords = (words: readonly string[]): string => (words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);

export interface FieldWords {
  readonly label: string;
  readonly hint?: string;
  /** What it means to leave it empty. */
  readonly empty?: string;
}
const fieldWordsOf: Readonly<Record<string, FieldWords>> = {
  reason: { label: 'Reason' }, signal: { label: 'What the survivor says' },
  until: { label: 'The day before which nobody offers or asks', hint: 'Only with “does not wish to be asked before a day”.' },
  lastDay: { label: 'Last day', hint: 'The last day on which the right can still be used.' },
  due: { label: 'New date', hint: 'It is due at closing time of that day.' },
  blocker: { label: 'What holds it up' }, decision: { label: 'What was decided' }, resource: { label: 'What you add', hint: 'In a few words, such as “analyst full time”. No names.' }, to: { label: 'To which agency' }, owner: { label: 'Which agency owns it' }, kind: { label: 'How urgent it is' },
  minutes: { label: 'How many minutes' }, consent: { label: 'The survivor consented' }, purpose: { label: 'What it was for' },
  items: { label: 'What is missing', hint: 'One thing on each line, in a few words such as “account ids”. No names.' },
  basis: { label: 'On what basis' }, extension: { label: 'How it is lengthened' },
  note: { label: 'Note', hint: 'It is sealed, and opened only for those who have accepted.' },
  interpreterFixed: { label: 'The interpreter is fixed' }, advocateOffered: { label: 'An advocate was offered' }, afterCareBooked: { label: 'Care afterwards is booked' },
  survivorAsked: { label: 'The survivor asked for it herself' }, interimCover: { label: 'Somebody covers until it is accepted' },
};
/** Where one name means another thing in another act. */
const fieldWordsIn: Readonly<Record<string, FieldWords>> = {
  ...victimFieldWords,
  ...editionFieldWords,
  ...scorecardFieldWords,
  ...knownFieldWords,
  ...processFieldWords,
  ...evidenceFieldWords,
  ...ventureFieldWords,
  'exclude.from': { label: 'The first day that does not count' }, 'exclude.to': { label: 'The day on which it runs again', hint: 'That day counts.' }, 'exclude.note': { label: 'Note', hint: 'It is sealed. No names.' },
  'include.from': { label: 'The first day that was left out' }, 'include.to': { label: 'The day on which it ran again' },
  'deliver-resource.from': { label: 'From which day' }, 'deliver-resource.until': { label: 'Until which day', hint: 'That day included.' }, 'deliver-resource.amount': { label: 'How much' },
  'recommit.resource.amount': { label: 'How much you add' }, 'recommit.resource.unit': { label: 'Of what' }, 'deliver.note': { label: 'Note', hint: 'It is sealed. No names.' },
};
export const fieldWords = (name: string, act = ''): FieldWords => fieldWordsIn[`${act}.${name}`] ?? fieldWordsOf[name] ?? { label: sentence(name.replace(/([A-Z])/g, ' $1').toLowerCase()) };

/** A choice of a field. */
export const optionWords = (value: string, name: string, act = ''): string => victimOptionWords[`${act}.${name}`]?.[value] ?? (name.split('.').at(-1) === 'role' ? roleWords[value as Role] : undefined) ?? sentence(codeWords(value));

export const personWords = (id: string, roles: readonly Role[]): string => `${id} (${listWords(roles.map((role) => roleWords[role].toLowerCase()))})`;

/** Of a compact and its signatures. */
export const compactNoticeWords: Readonly<Record<string, string>> = { offer: 'A signature is asked for', answer: 'An agency has signed', change: 'It has changed: look how it stands', reminder: 'Your signature is asked for', unresolved: 'It is over or still unsigned: decide how to go on' };
/** Of an agency that is contained. */
export const partnerNoticeWords: Readonly<Record<string, string>> = {
  containment: 'It was contained: somebody else says so too, or it is lifted', 'containment-lapsed': 'It is contained no more: nobody else said so in time', 'release-asked': 'Somebody would let it in again: it takes a second person',
};
export const noticeWords: Readonly<Record<string, string>> = {
  task: 'New work', reminder: 'Reminder', level: 'Nobody has moved', offer: 'A hand-off is offered', answer: 'An answer to a hand-off', determination: 'You decide who owns it', stalled: 'Nothing moves',
  horizon: 'A right lapses', unresolved: 'Still open after the last level', change: 'Something has changed', request: 'Your word is asked for', readiness: 'Be ready', closing: 'The case was closed or opened again',
  match: 'Another team works on a target of yours: call them',
};
/** In the file of a survivor: what it is about, and what it asks. */
export const herNoticeWords: Readonly<Record<string, string>> = { request: 'The erasure of a file', disclosure: 'Opened without consent', change: 'How things stand' };
export const herNeedWords: Readonly<Record<string, string>> = { request: 'Its waiting time is over: approve it, or say why not', disclosure: 'Something was opened without her consent: look at who opened it, and why' };
