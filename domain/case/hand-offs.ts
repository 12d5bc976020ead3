/**
 * The hand-off protocol (domain report 5c): until somebody has accepted, the sender stays accountable; every no has a reason and leads
 * somewhere; after the second negative answer the coordinator determines the owner.
 */
import { isShort } from '../climb.ts';
import { deadlineFrom, firstRefusal, own, termsFor, type Actor, type Address, type Facts } from '../facts.ts';
import { accept, refuse, unreachable, type Refusal } from '../decision.ts';
import { tell, type Told } from '../reach/reach.ts';
import type { DeclineReason } from '../terms.ts';
import { coordinatorOf } from './addresses.ts';
import type { CommandOf } from './command.ts';
import type { Deadline, Terms } from '../time/deadline.ts';
import { civilOf, disciplineFlaw, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import { consentRefused } from './consented.ts';
import { askedAgain, promisedBy } from './opening.ts';
import type { HandOffAct } from './schema.ts';
import { isOpen, type HandOff, type OpenCase, type Step } from './state.ts';
import { complete } from './completing.ts';

const no = (refusal: Refusal): CaseDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

type Answer = 'answer' | 'items' | 'determination';

function answerRule(facts: Facts, what: Answer, kind: HandOff['kind']) {
  const { within, ladder } = facts.playbook.handOff[what][kind];
  return { rule: within, ladder };
}

const deadlineFor = (state: OpenCase, facts: Facts, agency: string, what: Answer, kind: HandOff['kind']): Deadline =>
  deadlineFrom(facts, civilOf(state, facts, agency), answerRule(facts, what, kind));

/** Nobody of it could read what it is asked, nor should. */
const isContained = ({ contained = [] }: Facts, agency: string): Refusal | false => contained.includes(agency) && say('AGENCY_CONTAINED');

/** Rule R1: about what is victim-paced nobody is chased, neither the agency that is asked nor the one that asks. */
const unlessPaced = (step: Step, deadline: () => Deadline): { readonly deadline?: Deadline } => (step.pacing === 'VICTIM_PACED' ? {} : { deadline: deadline() });

/** Under which ladder and calendar a hand-off's answer runs now. */
export function termsOfHandOff(state: OpenCase, handOff: HandOff, facts: Facts): Terms {
  const [what, civil] =
    handOff.state === 'DISPUTED'
      ? (['determination', civilOf(state, facts, state.lead)] as const)
      : handOff.state === 'RETURNED_FOR_INFO' || handOff.state === 'DECLINED'
        ? (['items', civilOf(state, facts, handOff.sender)] as const)
        : (['answer', handOff.receiverCivil] as const);
  return termsFor(civil, answerRule(facts, what, handOff.kind).ladder, facts);
}

/** Who is asked, where that is not simply the role: it is empty, or the clock is short and somebody is on duty. */
function offered(state: OpenCase, step: Step, receiver: string, deadline: Deadline | undefined, facts: Facts): Partial<Told> {
  const asked: Address = { agency: receiver, role: step.role };
  const told = tell([asked], coordinatorOf(state), deadline !== undefined && isShort(deadline), facts);
  return told.skipped === undefined && told.to.length === 1 && told.to[0]?.person === undefined ? {} : told;
}

export function propose(state: OpenCase, command: CommandOf<'propose-hand-off'>, facts: Facts): CaseDecision {
  const { to, kind, by } = command;
  const step = own(state.steps, command.step);
  if (step === undefined) return no(say('NOT_FOUND'));
  if (own(state.handOffs, command.handOff) !== undefined) return no(say('HAND_OFF_OPEN'));
  if (own(state.agencies, to) === undefined && own(facts.agencies, to) === undefined) return no(say('AGENCY_UNKNOWN'));
  const refusal = firstRefusal(
    facts,
    !isOpen(step) && say('STEP_FINISHED'),
    // Who was asked and has not accepted may decline; only who answers for the step can pass it on and stay accountable meanwhile.
    by.agency !== step.accountable && say('NOT_THE_HOLDER'),
    // One at a time: who has accepted and wants to pass the work on hands it back, and the sender asks the next.
    step.handOff !== undefined && say('HAND_OFF_OPEN'),
    (to === step.holder || to === step.accountable) && say('HAND_OFF_TO_SELF'),
    // Support may not be declined into a void: somebody covers while the answer is open.
    kind === 'SUPPORT' && command.interimCover !== true && say('INTERIM_COVER_REQUIRED'),
    isContained(facts, to),
    disciplineFlaw(state, facts, step.code, to),
    consentRefused(state, command, { agency: to }, facts),
  );
  if (refusal !== undefined) return no(refusal);
  const answer = unlessPaced(step, () => deadlineFor(state, facts, to, 'answer', kind));
  return accept({
    type: 'HandOffProposed', handOff: command.handOff, step: step.code, kind, sender: step.accountable, receiver: to, receiverCivil: civilOf(state, facts, to),
    ...answer, ...offered(state, step, to, answer.deadline, facts),
    ...(command.interimCover === true && { interimCover: true as const }), ...(command.note !== undefined && { note: command.note }),
    ...(command.about !== undefined && { about: command.about }),
  });
}

export function actOnHandOff(state: OpenCase, command: CommandOf<'hand-off'>, facts: Facts): CaseDecision {
  const handOff = own(state.handOffs, command.handOff);
  if (handOff === undefined) return no(say('HAND_OFF_STATE', { state: 'ENDED' }));
  const step = own(state.steps, handOff.step);
  if (step === undefined) return no(say('NOT_FOUND'));
  const { act: name } = command.act;
  const refusal = firstRefusal(
    facts,
    command.expects !== undefined && command.expects !== handOff.rev && say('STALE', { rev: handOff.rev }),
    !mayTouch(state, handOff, command.act, command.by) && say(name === 'determine' ? 'NOT_THE_COORDINATOR' : 'NOT_THE_HOLDER'),
    !possible[name].includes(handOff.state) && say('HAND_OFF_STATE', { state: handOff.state }),
  );
  return refusal === undefined ? act(state, step, handOff, command.act, command.by, facts) : no(refusal);
}

/** In which states an act makes sense. A late answer still counts: TIMED_OUT takes every answer that PROPOSED takes. */
export const possible: Readonly<Record<HandOffAct['act'], readonly HandOff['state'][]>> = {
  accept: ['PROPOSED', 'TIMED_OUT'],
  decline: ['PROPOSED', 'TIMED_OUT'],
  return: ['PROPOSED', 'TIMED_OUT'],
  're-propose': ['RETURNED_FOR_INFO', 'DECLINED'],
  withdraw: ['PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'DECLINED'],
  determine: ['DISPUTED'],
  'hand-back': ['IN_PROGRESS'],
  complete: ['IN_PROGRESS'],
};

function mayTouch(state: OpenCase, handOff: HandOff, { act: name }: HandOffAct, by: Actor): boolean {
  if (name === 'determine') return by.agency === state.lead && by.roles.includes('COORDINATOR');
  if (name === 're-propose' || name === 'withdraw') return by.agency === handOff.sender;
  return by.agency === handOff.receiver;
}

function act(state: OpenCase, step: Step, handOff: HandOff, wanted: HandOffAct, by: Actor, facts: Facts): CaseDecision {
  switch (wanted.act) {
    case 'accept':
      return acceptHandOff(state, step, handOff, by, facts);
    case 'decline':
      return negative(state, step, handOff, facts, { reason: wanted.reason });
    case 'return':
      return negative(state, step, handOff, facts, { reason: wanted.reason, items: wanted.items ?? [] });
    case 're-propose':
      return rePropose(state, step, handOff, wanted, facts);
    case 'withdraw':
      return accept({ type: 'HandOffWithdrawn', handOff: handOff.id, ...askedAgain(state, step, step.holder, facts) });
    case 'determine':
      return determine(state, step, handOff, wanted.owner, facts);
    case 'hand-back': {
      const refusal = firstRefusal(facts, wanted.reason === undefined && say('REASON_REQUIRED'));
      return refusal === undefined ? accept({ type: 'HandedBack', handOff: handOff.id, reason: wanted.reason ?? 'OTHER' }) : no(refusal);
    }
    case 'complete':
      // The end of the hand-off follows from the end of its step.
      return complete(state, step, wanted, by, facts);
    default:
      return unreachable(wanted);
  }
}

/** Accepting is promising: a step that carried no promise yet gets its date now, in the new owner's civil time. */
function acceptHandOff(state: OpenCase, step: Step, handOff: HandOff, by: Actor, facts: Facts): CaseDecision {
  const refusal = firstRefusal(facts, facts.isAway === true && say('PERSON_AWAY'), consentRefused(state, handOff, { agency: handOff.receiver, person: by.person }, facts));
  if (refusal !== undefined) return no(refusal);
  return accept({ type: 'HandOffAccepted', handOff: handOff.id, owner: by.person, ...promisedBy(state, step, facts, handOff.receiverCivil) });
}

function negative(state: OpenCase, step: Step, handOff: HandOff, facts: Facts, said: { readonly reason: DeclineReason | undefined; readonly items?: readonly string[] }): CaseDecision {
  const refusal = firstRefusal(
    facts,
    // Refusal 11: no decline and no return without a reason code.
    said.reason === undefined && say('REASON_REQUIRED'),
    said.items !== undefined && said.items.length === 0 && say('ITEMS_REQUIRED'),
  );
  if (refusal !== undefined) return no(refusal);
  const owed = unlessPaced(step, () => deadlineFor(state, facts, handOff.sender, 'items', handOff.kind));
  const reason = said.reason ?? 'OTHER';
  const answer: CaseFact =
    said.items === undefined ? { type: 'HandOffDeclined', handOff: handOff.id, reason, ...owed } : { type: 'HandOffReturned', handOff: handOff.id, reason, items: said.items, ...owed };
  // Counted on the step: withdrawing and proposing anew does not start the count again.
  if ((step.negatives ?? 0) + 1 < facts.playbook.handOff.negativeAnswers) return accept(answer);
  return accept<CaseFact>(answer, { type: 'DeterminationOpened', handOff: handOff.id, ...unlessPaced(step, () => deadlineFor(state, facts, state.lead, 'determination', handOff.kind)) });
}

/** The answer of an agency that leaves: a no like any other, with where it leads. */
export const declined = (state: OpenCase, step: Step, handOff: HandOff, reason: DeclineReason, facts: Facts): readonly CaseFact[] => negative(state, step, handOff, facts, { reason }).events;

function rePropose(state: OpenCase, step: Step, handOff: HandOff, wanted: Extract<HandOffAct, { act: 're-propose' }>, facts: Facts): CaseDecision {
  const receiver = wanted.to ?? handOff.receiver;
  const known = knowing(handOff, facts);
  if (own(state.agencies, receiver) === undefined && own(known.agencies, receiver) === undefined) return no(say('AGENCY_UNKNOWN'));
  const refusal = firstRefusal(facts, receiver === handOff.sender && say('HAND_OFF_TO_SELF'), isContained(facts, receiver), disciplineFlaw(state, known, step.code, receiver), consentRefused(state, handOff, { agency: receiver }, facts));
  if (refusal !== undefined) return no(refusal);
  const answer = unlessPaced(step, () => deadlineFor(state, known, receiver, 'answer', handOff.kind));
  return accept({
    type: 'HandOffReProposed', handOff: handOff.id, receiver, receiverCivil: civilOf(state, known, receiver), ...answer, ...offered(state, step, receiver, answer.deadline, facts),
    ...(wanted.note !== undefined && { note: wanted.note }),
  });
}

function determine(state: OpenCase, step: Step, handOff: HandOff, owner: string, facts: Facts): CaseDecision {
  if (owner === handOff.sender) return accept({ type: 'OwnershipDetermined', handOff: handOff.id, owner, ...askedAgain(state, step, owner, facts) });
  const known = knowing(handOff, facts);
  if (own(state.agencies, owner) === undefined && own(known.agencies, owner) === undefined) return no(say('AGENCY_UNKNOWN'));
  const refusal = firstRefusal(facts, isContained(facts, owner), disciplineFlaw(state, known, step.code, owner), consentRefused(state, handOff, { agency: owner }, facts));
  if (refusal !== undefined) return no(refusal);
  const answer = unlessPaced(step, () => deadlineFor(state, known, owner, 'answer', handOff.kind));
  return accept({ type: 'OwnershipDetermined', handOff: handOff.id, owner, receiverCivil: civilOf(state, known, owner), ...answer, ...offered(state, step, owner, answer.deadline, facts) });
}

/** Who was asked is known without being named again, unless that agency has left: then only the directory can say that it is there. */
const knowing = ({ receiver, receiverCivil, receiverLeft }: HandOff, facts: Facts): Facts =>
  receiverLeft === true ? facts : { ...facts, agencies: { [receiver]: receiverCivil, ...facts.agencies } };
