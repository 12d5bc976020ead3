/**
 * The life of a version: a steward drafts it, two people of two agencies read it, a steward publishes it. What is published never changes. One that has been
 * superseded or withdrawn launches no case; cases that run on it go on, for nobody changes the rules under them (refusal 23).
 */
import { accept, refuse, unreachable, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Circumstances } from '../facts.ts';
import { settled, type ClockCommand, type Decided, type Settled } from '../ledger.ts';
import type { Role } from '../terms.ts';
import type { EditionsEvent, EditionsFact } from './events.ts';
import { evolveEditions } from './evolve.ts';
import type { EditionAct, EditionsCommandBody } from './schema.ts';
import type { Edition, EditionsState, Shelf } from './state.ts';

/** What is on the shelf beside the ledger's own: versions that were there from the start, and what the check says of the text in question. */
export interface ShelfFacts extends Circumstances {
  readonly shelf?: {
    /** Versions of this name that are published, whoever published them. */
    readonly versions: readonly number[];
    /** Flaws of the version's text by the check of today; undefined where nobody knows such a text. */
    readonly flaws?: number;
  };
}
export type EditionsCommand = (EditionsCommandBody & { readonly by: Actor }) | ClockCommand;
type EditionsDecision = Decision<EditionsFact>;

/** Agencies that must each have said yes, and none of them by the author (ours). */
const readersNeeded = 2;
/** Who reads for others: whoever works on cases or advises. Leaders and supervisors decide on money and people, not on how a case runs. */
const readers: readonly Role[] = ['COORDINATOR', 'PROSECUTOR', 'INVESTIGATOR', 'SPECIALIST_ADVISOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_PROTECTION_WORKER', 'PLAYBOOK_STEWARD'];

const no = (refusal: Refusal): EditionsDecision => ({ events: [], refusal });
const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;

/** Decides a command and everything that follows from it. No clock runs here. */
export function decideEditions(state: EditionsState, command: EditionsCommand, facts: ShelfFacts): Decided<EditionsState, EditionsEvent> {
  if (command.type === 'clock') return { events: [], state };
  const decision = state.phase === 'absent' ? first(command, facts) : onEdition(state, command, facts);
  return settledAs(state, decision, command.by.person, facts);
}

const settledAs = (before: EditionsState, decision: EditionsDecision, by: string, facts: ShelfFacts): Settled<EditionsState, EditionsEvent> =>
  settled(before, decision, { at: facts.now, by }, { evolve: evolveEditions, assertSound: () => undefined, follows: () => [] });

type Said = EditionsCommandBody & { readonly by: Actor };

function first({ name, version, act, by }: Said, facts: ShelfFacts): EditionsDecision {
  if (act.act !== 'draft') return refuse('NOT_FOUND');
  const refusal = draftRefused(undefined, version, by, facts);
  return refusal === undefined ? accept({ type: 'ShelfOpened', name, of: act.of }, drafted(version, act.hash, by)) : no(refusal);
}

const drafted = (version: number, hash: string, by: Actor): EditionsFact => ({ type: 'EditionDrafted', version, hash, author: by.person, agency: by.agency });
const isSteward = ({ roles }: Actor): boolean => roles.includes('PLAYBOOK_STEWARD');

/** A number is taken once, and a later one is never published before an earlier is. */
function draftRefused(shelf: Shelf | undefined, version: number, by: Actor, facts: ShelfFacts): Refusal | undefined {
  const taken = [...(facts.shelf?.versions ?? []), ...Object.values(shelf?.editions ?? {}).filter(({ state }) => state !== 'DRAFT' && state !== 'IN_REVIEW').map((each) => each.version)];
  const next = Math.max(0, ...taken) + 1;
  return firstRefusal(
    facts,
    !isSteward(by) && say('STEWARD_REQUIRED'),
    version !== next && say('EDITION_STATE', { next }),
  );
}

function onEdition(shelf: Shelf, { version, act, by, expects }: Said, facts: ShelfFacts): EditionsDecision {
  const edition = own(shelf.editions, String(version));
  if (edition !== undefined && expects !== undefined && expects !== edition.rev) return refuse('STALE', { rev: edition.rev });
  if (act.act === 'draft') {
    const refusal = draftRefused(shelf, version, by, facts) ?? (act.of === shelf.of ? undefined : say('EDITION_STATE', { of: shelf.of }));
    return refusal === undefined ? accept(drafted(version, act.hash, by)) : no(refusal);
  }
  if (edition === undefined) return refuse('NOT_FOUND');
  const refusal = refused(edition, act, by, facts);
  return refusal === undefined ? accepted(shelf, edition, act, by) : no(refusal);
}

/** In which states an act makes sense. */
const possible: Readonly<Record<Exclude<EditionAct['act'], 'draft'>, readonly Edition['state'][]>> = {
  submit: ['DRAFT'], comment: ['DRAFT', 'IN_REVIEW'], approve: ['IN_REVIEW'], return: ['IN_REVIEW'], publish: ['IN_REVIEW'], withdraw: ['PUBLISHED', 'SUPERSEDED'],
};

const mayRead = (roles: readonly Role[]): boolean => roles.some((role) => readers.includes(role));
/** Whoever may comment, and nobody else, meets drafts at all. */
export const mayComment = (roles: readonly Role[]): boolean => mayRead(roles) || roles.includes('SURVIVOR_CONSULTANT');
const stewardActs: readonly EditionAct['act'][] = ['submit', 'publish', 'withdraw'];

/** What a version in this state offers to who holds these roles. Whether its text is sound and who has read it is decided when it is done. */
export function actsOffered(state: Edition['state'], roles: readonly Role[]): readonly (keyof typeof possible)[] {
  const acts = (Object.keys(possible) as (keyof typeof possible)[]).filter((act) => possible[act].includes(state));
  return acts.filter((act) => (stewardActs.includes(act) ? roles.includes('PLAYBOOK_STEWARD') : act === 'comment' ? mayComment(roles) : mayRead(roles)));
}

function refused(edition: Edition, act: Exclude<EditionAct, { act: 'draft' }>, by: Actor, facts: ShelfFacts): Refusal | undefined {
  const agencies = new Set(edition.approvals.map(({ agency }) => agency));
  return firstRefusal(
    facts,
    stewardActs.includes(act.act) && !isSteward(by) && say('STEWARD_REQUIRED'),
    act.act === 'comment' ? !mayComment(by.roles) && say('READER_REQUIRED') : ['approve', 'return'].includes(act.act) && !mayRead(by.roles) && say('READER_REQUIRED'),
    !possible[act.act].includes(edition.state) && say('EDITION_STATE', { state: edition.state }),
    (act.act === 'submit' || act.act === 'publish') && facts.shelf?.flaws !== 0 && say('PLAYBOOK_UNSOUND', { flaws: facts.shelf?.flaws ?? 0 }),
    // Who wrote of it has read it already, also where a colleague drafted it last; one house has one view, and one person has one, whichever agency they act for.
    act.act === 'approve' && (edition.writers.includes(by.person) || agencies.has(by.agency) || edition.approvals.some(({ person }) => person === by.person)) && say('TWO_AGENCIES_REQUIRED'),
    act.act === 'publish' && agencies.size < readersNeeded && say('TWO_AGENCIES_REQUIRED'),
  );
}

function accepted(shelf: Shelf, { version, hash }: Edition, act: Exclude<EditionAct, { act: 'draft' }>, { person, agency }: Actor): EditionsDecision {
  switch (act.act) {
    case 'submit':
      return accept({ type: 'EditionSubmitted', version, hash });
    case 'comment':
      return accept({ type: 'EditionCommented', version, hash, person, agency, note: act.note });
    case 'approve':
      return accept({ type: 'EditionApproved', version, hash, person, agency });
    case 'return':
      return accept({ type: 'EditionReturned', version, hash, person, agency, note: act.note });
    case 'publish': {
      const before = Object.values(shelf.editions).filter(({ state }) => state === 'PUBLISHED');
      return accept<EditionsFact>({ type: 'EditionPublished', version, hash, name: shelf.name, of: shelf.of }, ...before.map(({ version: old }): EditionsFact => ({ type: 'EditionSuperseded', version: old, successor: version })));
    }
    case 'withdraw':
      return accept({ type: 'EditionWithdrawn', version, reason: act.reason });
    default:
      return unreachable(act);
  }
}

