/** Duties: tasks of staff in her file, each with somebody who owes it, a date and a ladder. Other topics open them; nothing she decides is ever one. */
import { climb, newClimb, higher, type Climb, type Rung } from '../../climb.ts';
import { accept, Fault, refuse } from '../../decision.ts';
import { own, termsFor, without, type Actor, type Address, type Facts, type Instant } from '../../facts.ts';
import type { Playbook } from '../../playbook/schema.ts';
import { recipientsOf, type Team } from '../../recipients.ts';
import type { DutyKind, DutyOutcome, DutyRole, StandingRole } from '../../terms.ts';
import { setDeadline, type Deadline, type DueRule } from '../../time/deadline.ts';
import type { VictimFile } from '../state.ts';
import type { Deciders, Evolvers } from '../topic.ts';
import type { DutyAct } from './schema.ts';

/** Who owes it: a role of an agency, and where somebody was named, that person first. */
export type Debtor = Address & { readonly role: DutyRole };

export interface Duty {
  readonly kind: DutyKind;
  readonly to: Debtor;
  /** What it is about: the id of a promise, a measure, an incident. */
  readonly subject?: string;
  readonly openedAt: Instant;
  /** Counted up each time it is offered anew. */
  readonly rev: number;
  readonly climb: Climb;
}

export type DutyFact =
  | { readonly type: 'DutyOpened'; readonly duty: string; readonly kind: DutyKind; readonly to: Debtor; readonly subject?: string; readonly deadline: Deadline }
  | { readonly type: 'DutyDone'; readonly duty: string; readonly outcome: DutyOutcome }
  /** What it was about is over: nobody owes it any more. */
  | { readonly type: 'DutyDropped'; readonly duty: string }
  | { readonly type: 'DutyReOffered'; readonly duty: string; readonly to: Debtor }
  | Rung<'duty'>;

/** What a topic asks for. Without `due` the period is that of the playbook; `from`: it begins then, and nobody hears of it before. */
export interface DutyAsked {
  readonly kind: DutyKind;
  readonly to: Debtor;
  readonly subject?: string;
  readonly due?: DueRule;
  readonly from?: Instant;
}

type Open = Extract<DutyFact, { type: 'DutyOpened' }>;

export function rulesOf({ playbook }: Pick<Facts, 'playbook'>): NonNullable<Playbook['people']> {
  if (playbook.people === undefined) throw new Fault('the playbook knows no files of victims');
  return playbook.people;
}

/** Opens duties in one decision: numbered as they come, so that none is opened twice. */
export function openDuties(file: VictimFile, facts: Facts, ...asked: readonly DutyAsked[]): readonly Open[] {
  return asked.map(({ kind, to, subject, due, from }, index) => {
    const { within, ladder } = rulesOf(facts).duties[kind];
    const start = from !== undefined && from > facts.now ? from : facts.now;
    const deadline = setDeadline({ rule: due ?? within, start, ...termsFor(file.civil, ladder, facts) });
    return { type: 'DutyOpened', duty: `duty-${file.dutiesEver + index + 1}`, kind, to, ...(subject !== undefined && { subject }), deadline };
  });
}

/** Done duties of a kind, for an act that does them by itself. */
export const doDuties = (file: VictimFile, kind: DutyKind, outcome: DutyOutcome, subject?: string): readonly DutyFact[] =>
  dutiesOf(file, kind, subject).map(([duty]) => ({ type: 'DutyDone', duty, outcome }));
export const dropDuties = (file: VictimFile, kind: DutyKind, subject?: string): readonly DutyFact[] => dutiesOf(file, kind, subject).map(([duty]) => ({ type: 'DutyDropped', duty }));

/** Open duties of a kind; with a subject, those about it. */
export const dutiesOf = ({ duties }: VictimFile, kind: DutyKind, subject?: string): readonly (readonly [string, Duty])[] =>
  Object.entries(duties).filter(([, duty]) => duty.kind === kind && (subject === undefined || duty.subject === subject));

/** Who owes what her own professionals owe: the first of these roles in which somebody stands by her, or else the coordinator of the case she came with. */
export function professionalOf(file: VictimFile, roles: readonly (StandingRole & DutyRole)[] = ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'CHILD_PROTECTION_WORKER']): Debtor {
  for (const role of roles) {
    const standing = Object.values(file.standing).find((each) => each.role === role);
    if (standing !== undefined) return { agency: standing.agency, role, ...(standing.person !== undefined && { person: standing.person }) };
  }
  return coordinatorOf(file);
}
/** Who assesses the danger: a victim specialist first, with what the advocate adds (S1.4). */
export const assessorOf = (file: VictimFile): Debtor => professionalOf(file, ['SYSTEM_VICTIM_SPECIALIST', 'COMMUNITY_ADVOCATE', 'CHILD_PROTECTION_WORKER']);
export const coordinatorOf = ({ agency }: Pick<VictimFile, 'agency'>): Debtor => ({ agency, role: 'COORDINATOR' });

/** Kinds that an act of their own does, so that they cannot be ticked off. */
export const doneBy: Readonly<Partial<Record<DutyKind, 'assess-risk' | 'answer-incident' | 'review-glass'>>> = {
  REASSESS_RISK: 'assess-risk', REVIEW_RISK: 'assess-risk', ANSWER_INCIDENT: 'answer-incident',
  REVIEW_BREAK_GLASS: 'review-glass',
};

/** Whoever holds the role may do it for a colleague, and so may the supervisor. */
export const owes = ({ to }: Duty, { person, agency, roles }: Actor): boolean => agency === to.agency && (person === to.person || roles.includes(to.role) || roles.includes('AGENCY_SUPERVISOR'));

export const dutyDeciders: Deciders<DutyAct> = {
  'do-duty': (file, { duty: id, outcome = 'DONE' }, { by }) => {
    const duty = own(file.duties, id);
    if (duty === undefined) return refuse('NOT_FOUND');
    if (!owes(duty, by)) return refuse('NOT_THE_OWNER');
    const act = doneBy[duty.kind];
    return act === undefined ? accept({ type: 'DutyDone', duty: id, outcome }) : refuse('DUTY_HAS_AN_ACT', { act });
  },
};

export const dutyEvolvers: Evolvers<DutyFact> = {
  DutyOpened: (file, { duty, kind, to, subject, deadline, at }) => {
    if (own(file.duties, duty) !== undefined) throw new Fault(`${duty} is open already`);
    return { ...file, dutiesEver: file.dutiesEver + 1, duties: { ...file.duties, [duty]: { kind, to, openedAt: at, rev: 1, climb: newClimb(1, deadline), ...(subject !== undefined && { subject }) } } };
  },
  DutyDone: (file, { duty }) => ({ ...file, duties: without(file.duties, duty) }),
  DutyDropped: (file, { duty }) => ({ ...file, duties: without(file.duties, duty) }),
  DutyReOffered: (file, { duty: id, to }) => changedIn(file, id, (duty) => ({ ...duty, to, rev: duty.rev + 1 })),
  LevelReached: (file, rung) => changedIn(file, rung.subject, (duty) => ({ ...duty, climb: higher(duty.climb, rung) })),
  StillOpen: (file, rung) => changedIn(file, rung.subject, (duty) => ({ ...duty, climb: higher(duty.climb, rung) })),
};

function changedIn(file: VictimFile, id: string, change: (duty: Duty) => Duty): VictimFile {
  const duty = own(file.duties, id);
  if (duty === undefined) throw new Fault(`${id} is not open`);
  return { ...file, duties: { ...file.duties, [id]: change(duty) } };
}

/** Every level whose time has come. */
export function tickDuty(file: VictimFile, id: string, facts: Facts): readonly DutyFact[] {
  const duty = own(file.duties, id);
  if (duty === undefined) throw new Fault(`a clock runs on ${id}, which is not open`);
  const concerned = { owner: [duty.to], agency: duty.to.agency };
  const terms = termsFor(file.civil, rulesOf(facts).duties[duty.kind].ladder, facts);
  return climb({ about: { of: 'duty', subject: id }, climb: duty.climb, terms, told: (to) => recipientsOf(teamOf(file, duty), concerned, to), coordinator: coordinatorOf(file) }, facts);
}

/** Those around her file: the coordinator of the case she came with, and at the top the leaders of that agency and of the one that owes it. */
const teamOf = (file: VictimFile, { to }: Duty): Team => ({
  coordinator: coordinatorOf(file), specialist: [], jointLeadership: [...new Set([file.agency, to.agency])].map((agency) => ({ agency, role: 'AGENCY_LEADER' as const })),
});

/** Said by the sweep of somebody who left: what they owed, their agency owes. Nothing to do, and nothing to refuse, if somebody else has it meanwhile. */
export function debtorLeaves(file: VictimFile, id: string, person: string): readonly DutyFact[] {
  const duty = own(file.duties, id);
  if (duty === undefined || duty.to.person !== person) return [];
  const { agency, role } = duty.to;
  return [{ type: 'DutyReOffered', duty: id, to: { agency, role } }];
}

const assessed: readonly DutyKind[] = ['REASSESS_RISK', 'REVIEW_RISK'];

/** Somebody stands by her no more: what they owed as such is offered to who does now, or else to the coordinator. `file`: as it is from then on. */
export function dutiesPass(file: VictimFile, areTheirs: (to: Debtor) => boolean): readonly DutyFact[] {
  return Object.entries(file.duties).flatMap(([id, { kind, to: from, subject }]): readonly DutyFact[] => {
    if (!areTheirs(from)) return [];
    // An incident is never answered from inside the unit it is about.
    const unit = kind === 'ANSWER_INCIDENT' ? own(file.care.incidents, subject ?? '')?.unit : undefined;
    const to = [assessed.includes(kind) ? assessorOf(file) : professionalOf(file), coordinatorOf(file)].find(({ agency }) => agency !== unit);
    return to === undefined || (to.agency === from.agency && to.role === from.role && to.person === from.person) ? [] : [{ type: 'DutyReOffered', duty: id, to }];
  });
}

/** Said by the sweep of an agency that leaves: what it owed falls to the coordinator, who finds somebody. */
export const agencyLeaves = (file: VictimFile, agency: string): readonly DutyFact[] =>
  Object.entries(file.duties).filter(([, { to }]) => to.agency === agency && agency !== file.agency).map(([duty]) => ({ type: 'DutyReOffered', duty, to: coordinatorOf(file) }));
