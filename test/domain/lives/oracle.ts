/** What was promised, told from the events and from who is there, without asking the rules: signatures, dated promises, and whom each word reached. */
import type { CaseEvent } from '#domain/case/events.ts';
import type { CompactEvent } from '#domain/compact/events.ts';
import { isOpen, type CaseState } from '#domain/case/state.ts';
import type { CompactState } from '#domain/compact/state.ts';
import type { Role } from '#domain/terms.ts';
import type { Realm, Taken } from './realm.ts';
import { watchTerms } from './terms.ts';

type AnyEvent = CaseEvent | CompactEvent;
type Level = Extract<AnyEvent, { type: 'LevelReached' }>;
/** Whoever is told because something is due, offered anew or over. */
const telling = ['LevelReached', 'StillOpen', 'HandOffProposed', 'StepReleased', 'CompactEndAsked'] as const;
type Telling = Extract<AnyEvent, { type: (typeof telling)[number] }>;
const tells = (event: AnyEvent): event is Telling => (telling as readonly string[]).includes(event.type) && 'to' in event && event.to.length > 0;
type Named = Extract<CompactEvent, { type: 'CompactOpened' }>['parties'];

export type Count = (what: string) => void;

const disciplines: readonly Role[] = ['PROSECUTOR', 'INVESTIGATOR'];

/** Throws at the first decision that breaks a promise. */
export function watchLife(realm: Realm, count: Count) {
  const signatures = watchSignatures(count);
  const terms = watchTerms(realm, count);
  const levels = new Set<string>();
  const watch = ({ ledger, decided, changes, command }: Taken): void => {
    const events = changes.map(({ event }) => event as AnyEvent);
    count(decided.refusal === undefined ? 'decisions' : `refused ${decided.refusal.code}`);
    owners(realm, realm.caseState(), count);
    if (ledger.id.startsWith('agency/')) return;
    for (const event of events) {
      if (event.type === 'LevelReached') onceAVersion(ledger.id, event, levels);
      if (tells(event)) reaches(realm, event, count);
      takesOn(realm, event, count);
    }
    if ('act' in command && typeof command.act === 'object' && command.act !== null && 'act' in command.act && command.act.act === 'activate' && events.length > 0) throw new Error('somebody activated a compact by hand');
    terms.hear(ledger.id, events);
    if (ledger.id.startsWith('compact/')) signatures.hear(events, ledger.state as CompactState);
  };
  return { watch, rest: terms.allCounted, checkRows: terms.checkRows };
}

function onceAVersion(ledger: string, { of, subject, version, level, to }: Level, levels: Set<string>): void {
  const key = `${ledger} ${of} ${subject} ${version} ${level}`;
  if (levels.has(key)) throw new Error(`${key} is recorded twice`);
  levels.add(key);
  if (to.length === 0) throw new Error(`${key} is addressed to nobody`);
}

/** It reaches somebody who can act; else it says whom it passed over and names the coordinator of the lead. Nobody who left is named. */
function reaches(realm: Realm, event: Telling, count: Count): void {
  const { presence } = realm;
  const { at, to = [], skipped = [] } = event;
  const says = `${event.type} at ${at}`;
  for (const { agency, person } of to) {
    if (person !== undefined && (presence.isGone(person) || presence.held(person, agency, at).length === 0)) throw new Error(`${says} names ${person}, who has left ${agency}`);
  }
  for (const skip of skipped) if (presence.reads(skip, at)) throw new Error(`${says} passes over ${skip.person ?? skip.role} of ${skip.agency}, who could act`);
  const isRead = to.some((address) => presence.reads(address, at));
  const lead = to.filter(({ agency }) => agency === 'n0');
  if (event.type === 'LevelReached' && !event.sent) return;
  count('words');
  if (skipped.length > 0) count('words that passed over a chair');
  if (!isRead) {
    count('words that wait for whoever comes back');
    if (skipped.length === 0 || lead.length === 0) throw new Error(`${says} reaches nobody, and does not say so to the coordinator`);
    if (presence.anybodyAt('n0', at)) throw new Error(`${says} reaches nobody, and there is somebody at the lead`);
  }
  // An agency that was told and has nobody there: the lead hears as well.
  const deserted = to.some(({ agency }) => agency !== 'n0' && !presence.anybodyAt(agency, at)) || skipped.some(({ agency }) => agency !== 'n0' && !presence.anybodyAt(agency, at));
  if (!deserted) return;
  count('words that fell back to the coordinator');
  if (!lead.some((address) => presence.reads(address, at)) && presence.anybodyAt('n0', at)) throw new Error(`${says}: an agency is deserted and the coordinator of the lead does not hear`);
}

/** Work and promises are taken on by who is there. */
function takesOn(realm: Realm, event: AnyEvent, count: Count): void {
  const { presence } = realm;
  const owner = 'owner' in event ? event.owner : event.type === 'SignatureGiven' ? event.signer : undefined;
  if (typeof owner !== 'string' || !['StepAccepted', 'StepTakenOver', 'HandOffAccepted', 'CommitmentAccepted', 'CommitmentReassigned', 'SignatureGiven'].includes(event.type)) return;
  count(`taken on: ${event.type}`);
  if (presence.isGone(owner)) throw new Error(`${event.type}: ${owner} has left and takes it on`);
  // Whom the leader names for the work may be on holiday; whoever takes it on in person is not.
  if (owner === event.by && presence.isAway(owner, event.at)) throw new Error(`${event.type}: ${owner} is away and takes it on`);
  if (event.type === 'SignatureGiven' && !presence.acts(owner, event.agency, event.at).includes('AGENCY_LEADER')) throw new Error(`${owner} signs for ${event.agency} and does not lead it`);
}

/** No open step of somebody who left, but while the sweep is under way. */
function owners(realm: Realm, state: CaseState, count: Count): void {
  if (state.phase === 'absent') return;
  for (const step of Object.values(state.steps)) {
    if (!isOpen(step) || step.owner === undefined || !realm.presence.isGone(step.owner)) continue;
    if (!realm.presence.isSwept(step.owner)) throw new Error(`${step.code} is owned by ${step.owner}, who has left, and nobody sweeps`);
    count('owned while the sweep is under way');
  }
}

/** Refusal 9, with names and sets of its own: active the instant all that are required have signed, and never otherwise. */
function watchSignatures(count: Count) {
  let parties: Named = {};
  const required = new Set<string>();
  const signed = new Set<string>();
  const left = new Set<string>();
  const missing = (): readonly string[] => [...required].filter((agency) => !signed.has(agency));
  const lacksNobody = (): boolean => disciplines.every((role) => [...required].some((agency) => parties[agency]?.roles.includes(role)));
  const tell = (event: AnyEvent): void => {
    if (event.type === 'CompactOpened') {
      parties = event.parties;
      for (const agency of Object.keys(parties)) required.add(agency);
    }
    if (event.type === 'SignatureGiven' && event.version === 1) signed.add(event.agency);
    if (event.type === 'CompactAmended') for (const agency of event.takenOff) required.delete(agency);
    if (event.type === 'AgencyLeft') {
      required.delete(event.agency);
      left.add(event.agency);
    }
    if (['CompactAmended', 'AgencyLeft', 'CompactActivated', 'CompactSuspended', 'CompactEnded', 'LeaderNamed'].includes(event.type)) count(event.type);
  };
  return {
    hear(events: readonly AnyEvent[], state: CompactState): void {
      const lacked = missing();
      for (const event of events) {
        tell(event);
        if (event.type === 'CompactActivated' && (missing().length > 0 || lacked.length === 0)) throw new Error(`activated with ${missing().join(', ') || 'nobody'} missing, before ${lacked.join(', ') || 'nobody'}`);
        if (event.type === 'LevelReached' && event.of === 'signature' && signed.has(event.subject) && event.version === 1) throw new Error(`${event.subject} has signed and its signature climbs`);
        if (event.type === 'LevelReached') for (const { agency } of event.to) if (parties[agency] === undefined) throw new Error(`${agency} is told of a compact it is not of`);
      }
      if (state.phase === 'absent' || state.standing === 'ENDED' || state.standing === 'DRAFT') return;
      const isComplete = missing().length === 0 && lacksNobody();
      if ((state.standing === 'ACTIVE') !== isComplete && state.standing !== 'SUSPENDED') throw new Error(`${state.standing}, and ${missing().join(', ') || 'nobody'} has not signed`);
      if (state.standing === 'SUSPENDED' && isComplete && left.size === 0) throw new Error('suspended, and nothing is lacking');
      if (state.standing === 'SUSPENDED' && missing().length > 0) throw new Error('suspended before it was signed');
    },
  };
}
