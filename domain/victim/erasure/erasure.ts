/**
 * Erasing her file: asked for on a basis, waited for, approved by two different people, never under a legal hold. Then her keys are destroyed, so that her name and
 * all words about her open nowhere; the ledger keeps that there was a file, and verifies. Time only unlocks; people approve.
 */
import { accept, Fault, refuse, type Refusal } from '../../decision.ts';
import { calendarOf, firstRefusal, own, without, type Actor, type Address, type Facts, type Instant } from '../../facts.ts';
import type { Role } from '../../terms.ts';
import { addDuration } from '../../time/add.ts';
import { isDuration } from '../../time/duration.ts';
import type { VictimFact } from '../events.ts';
import type { VictimFile } from '../state.ts';
import type { Deciders, Evolvers, VictimDecision } from '../topic.ts';
import type { erasureBases, ErasureAct, holdBases } from './schema.ts';

export interface Hold {
  readonly basis: (typeof holdBases)[number];
  readonly agency: string;
  readonly from: Instant;
}
export interface Approval {
  readonly person: string;
  readonly role: Role;
}
export interface Erasure {
  readonly id: string;
  readonly basis: (typeof erasureBases)[number];
  readonly by: string;
  readonly at: Instant;
  readonly unlocksAt: Instant;
  readonly isUnlocked: boolean;
  readonly approvals: readonly Approval[];
}
/** What of her file concerns erasure; absent is none. */
export interface Erasable {
  readonly holds?: Readonly<Record<string, Hold>>;
  readonly erasure?: Erasure;
}

export type ErasureFact =
  | { readonly type: 'HoldPlaced'; readonly hold: string; readonly basis: Hold['basis']; readonly agency: string }
  | { readonly type: 'HoldLifted'; readonly hold: string }
  | { readonly type: 'ErasureRequested'; readonly erasure: string; readonly basis: Erasure['basis']; readonly unlocksAt: Instant }
  /** `to`: who may approve it, and hears that it is time. */
  | { readonly type: 'ErasureUnlocked'; readonly erasure: string; readonly to?: readonly Address[] }
  | { readonly type: 'ErasureCancelled'; readonly erasure: string }
  | { readonly type: 'ErasureApproved'; readonly erasure: string; readonly role: Role }
  /** `unreadable`: the vault's references that open nowhere from now on. */
  | { readonly type: 'ErasureDone'; readonly erasure: string; readonly keys: number; readonly unreadable: readonly string[] };

const MOST_HOLDS = 50;
const holdsOf = (file: VictimFile): Readonly<Record<string, Hold>> => file.holds ?? {};
const isHeld = (file: VictimFile): Refusal | false => Object.keys(holdsOf(file)).length > 0 && refuse('LEGAL_HOLD', { bases: [...new Set(Object.values(holdsOf(file)).map(({ basis }) => basis))].sort() }).refusal;

function termsOf({ playbook: { people } }: Facts): NonNullable<Facts['playbook']['people']>['erasure'] {
  if (people === undefined) throw new Fault('a file was opened under a playbook without people');
  return people.erasure;
}

export const erasureDeciders: Deciders<ErasureAct> = {
  'place-hold': (file, { hold, basis }, { by }) => (Object.keys(holdsOf(file)).length >= MOST_HOLDS ? refuse('FILE_FULL') : accept({ type: 'HoldPlaced', hold, basis, agency: by.agency })),
  'lift-hold': (file, { hold }, { by }) => {
    const placed = own(holdsOf(file), hold);
    if (placed === undefined) return refuse('NOT_FOUND');
    return placed.agency === by.agency ? accept({ type: 'HoldLifted', hold }) : refuse('NOT_THE_HOLDER');
  },
  'request-erasure': (file, { erasure, basis }, { facts }) => {
    const no = firstRefusal(facts, file.erasure !== undefined && refuse('ERASURE_STATE', { state: 'REQUESTED' }).refusal, isHeld(file));
    if (no !== undefined) return { events: [], refusal: no };
    const { wait } = termsOf(facts);
    if (!isDuration(wait)) throw new Fault('the waiting time of an erasure is no duration');
    return accept({ type: 'ErasureRequested', erasure, basis, unlocksAt: addDuration(facts.now, wait, calendarOf(file.civil, facts)) });
  },
  'cancel-erasure': (file, { erasure }) => (file.erasure?.id === erasure ? accept({ type: 'ErasureCancelled', erasure }) : refuse('NOT_FOUND')),
  'approve-erasure': (file, { erasure }, { by, facts }) => (file.erasure?.id === erasure ? approve(file, file.erasure, by, facts) : refuse('NOT_FOUND')),
};

/** One of each role that the playbook names, and never the same person twice. */
function approve(file: VictimFile, { id: erasure, isUnlocked, unlocksAt, approvals }: Erasure, by: Actor, facts: Facts): VictimDecision {
  const missing = termsOf(facts).approvers.filter((role) => !approvals.some((given) => given.role === role));
  const role = missing.find((each) => by.roles.includes(each));
  const no = firstRefusal(facts,
    isHeld(file),
    !isUnlocked && refuse('ERASURE_STATE', { state: 'WAITING', unlocksAt }).refusal,
    approvals.some(({ person }) => person === by.person) && refuse('TWO_PEOPLE_REQUIRED').refusal,
    role === undefined && refuse('APPROVER_REQUIRED', { roles: missing }).refusal);
  if (no !== undefined || role === undefined) return { events: [], ...(no !== undefined && { refusal: no }) };
  const approved: VictimFact = { type: 'ErasureApproved', erasure, role };
  if (missing.length > 1) return accept(approved);
  if (facts.sealed === undefined) throw new Fault('what an erasure makes unreadable was not read');
  // What staff still owed in this file is owed no more: nothing is left to owe it by.
  const dropped = Object.keys(file.duties).map((duty): VictimFact => ({ type: 'DutyDropped', duty }));
  return accept<VictimFact>(approved, ...dropped, { type: 'ErasureDone', erasure, keys: facts.sealed.keys, unreadable: facts.sealed.texts });
}

/** The only word of time: the waiting time is over. It approves nothing. */
export const tickErasure = (file: VictimFile, facts: Facts): readonly VictimFact[] =>
  file.erasure === undefined ? [] : [{ type: 'ErasureUnlocked', erasure: file.erasure.id, to: termsOf(facts).approvers.map((role) => ({ agency: file.agency, role })) }];

const cleared = ({ erasure: _gone, ...file }: VictimFile): VictimFile => file;

export const erasureEvolvers: Evolvers<ErasureFact> = {
  HoldPlaced: (file, { hold, basis, agency, at }) => ({ ...file, holds: { ...holdsOf(file), [hold]: { basis, agency, from: at } } }),
  HoldLifted: (file, { hold }) => ({ ...file, holds: without(holdsOf(file), hold) }),
  ErasureRequested: (file, { erasure: id, basis, unlocksAt, at, by }) => ({ ...file, erasure: { id, basis, by, at, unlocksAt, isUnlocked: false, approvals: [] } }),
  ErasureUnlocked: (file) => (file.erasure === undefined ? file : { ...file, erasure: { ...file.erasure, isUnlocked: true } }),
  ErasureCancelled: cleared,
  ErasureApproved: (file, { role, by }) => (file.erasure === undefined ? file : { ...file, erasure: { ...file.erasure, approvals: [...file.erasure.approvals, { person: by, role }] } }),
  // Nobody rests on her word any more, nor is assigned to what opens nowhere: her cases halt what does.
  ErasureDone: (file) => ({ ...cleared(file), phase: 'erased', consents: {}, assignments: {} }),
};
