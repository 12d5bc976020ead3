/** The rules of her file. What is told here is told to staff; nothing is ever sent to her by a rule. */
import { accept, Fault, refuse } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { dueClock, settled, type ClockCommand, type Decided as AnyDecided, type Settled } from '../ledger.ts';
import { decidePapers, type PaperAct } from '../paper/papers.ts';
import { careDeciders, careFollows } from './care/care.ts';
import { sayEvent } from './care/risk.ts';
import { consentDeciders, remind } from './consent/consent.ts';
import { contactDeciders } from './contact/contact.ts';
import { disclosureDeciders } from './disclosure/disclosures.ts';
import { isAgeClock, isDutyClock, victimClocks, type VictimClockName } from './clocks.ts';
import { assertSoundDuties } from './duty/clocks.ts';
import { agencyLeaves, debtorLeaves, dutyDeciders, tickDuty } from './duty/duty.ts';
import { erasureDeciders, tickErasure } from './erasure/erasure.ts';
import type { VictimEvent, VictimFact } from './events.ts';
import { evolveVictim } from './evolve.ts';
import { ageDeciders, authorityPassing, isChild, tickAge } from './identity/age.ts';
import { childDeciders, circumstancesPassedOn, joined, owedToAChild } from './identity/child.ts';
import { statusDeciders } from './identity/status.ts';
import { fallenInterviews, interviewDeciders } from './interviews/interviews.ts';
import { isNarrowing, type VictimAct, type VictimCommandBody } from './schema.ts';
import { isFull, isSuspect, nameTaken, standingDeciders, type Suspect } from './standing/standing.ts';
import { absentVictim, type VictimFile, type VictimState } from './state.ts';
import { fileOf, type Asked, type VictimDecision } from './topic.ts';
import { passedOn, voiceDeciders } from './voice/voice.ts';

export type VictimCommand = (VictimCommandBody & { readonly by: Actor }) | ClockCommand;
export type VictimDecided = AnyDecided<VictimState, VictimEvent, VictimClockName>;

/** Whoever keeps the file outside keeps it there whole (consent rule 9). */
const keepsOutside = ({ standing }: VictimFile, agency: string): boolean => Object.values(standing).some((each) => each.agency === agency && each.outside === true);
const papers = (file: VictimFile, act: PaperAct, { by, facts }: Asked): VictimDecision =>
  act.act === 'file-paper' && keepsOutside(file, by.agency) && !facts.without.includes('KEPT_OUTSIDE') ? refuse('KEPT_OUTSIDE') : decidePapers(file, act, { by, facts, met: facts.met, isOfAge: !isChild(file, facts.now) });
const deciders = {
  ...standingDeciders,
  ...consentDeciders,
  ...dutyDeciders,
  ...statusDeciders,
  ...ageDeciders,
  ...childDeciders,
  ...contactDeciders,
  ...careDeciders,
  ...disclosureDeciders,
  ...erasureDeciders,
  ...voiceDeciders,
  ...interviewDeciders,
  'file-paper': papers, assign: papers, 'end-assignment': papers,
};
type Decider = (file: VictimFile, act: VictimAct, asked: Asked) => VictimDecision;

/** What follows from the file as it stands, whoever brought it there: each topic says its own, once: the state it leaves no longer asks for it. */
const following: readonly ((file: VictimFile, facts: Facts, decided: readonly VictimFact[]) => readonly VictimFact[])[] = [
  authorityPassing,
  owedToAChild,
  fallenInterviews,
  passedOn,
  circumstancesPassedOn,
  ...careFollows,
];

/** Decides a command and everything that follows from it. Errors: `Fault`, a bug in a rule; nothing of it may be kept. */
export function decideVictim(state: VictimState, command: VictimCommand, facts: Facts): VictimDecided {
  return command.type === 'clock' ? decideClock(state, command.keeper, facts) : settledAs(state, first(state, command, facts), command.by.person, facts);
}

function first(state: VictimState, command: Exclude<VictimCommand, ClockCommand>, facts: Facts): VictimDecision {
  const narrows = isNarrowing(command);
  if (facts.isAway === true && !narrows) return refuse('PERSON_AWAY');
  const file = fileOf(state);
  if (command.type === 'open-victim') return file === undefined ? open(command, facts) : refuse('FILE_EXISTS');
  if (file === undefined) return refuse('NOT_FOUND');
  if (file.phase === 'erased') return command.type === 'victim' ? refuse('FILE_ERASED') : accept();
  if (command.type === 'victim-re-offer') return accept(...debtorLeaves(file, command.duty, command.person));
  if (command.type === 'victim-event') return sayEvent(file, command.event, facts);
  if (command.type === 'victim-agency-leaves') return accept(...agencyLeaves(file, command.agency));
  // What narrows took hold when it was said: neither an absence nor a file that has moved on undoes it.
  if (!narrows && command.rev !== undefined && command.rev !== file.rev) return refuse('STALE');
  // Whoever is suspected of the exploitation is given nothing of hers, in whatever name (consent rule 4).
  // Nor does what they said before it, and nobody has decided yet, count for anything.
  const suspected = firstRefusal(facts, ((!narrows && isSuspect(file, command.by)) || ('agency' in command.act && isSuspect(file, suspectIn(command.act)))) && refuse('UNDER_SUSPICION').refusal);
  if (suspected !== undefined) return { events: [], refusal: suspected };
  return (deciders[command.act.act] as Decider)(file, command.act, { by: command.by, facts });
}

const suspectIn = ({ agency, person }: { readonly agency: string; readonly person?: string | undefined }): Suspect => ({ agency, ...(person !== undefined && { person }) });

function open({ victim, case: of, lead, as, age, circumstances, playbook, by }: Extract<VictimCommandBody, { type: 'open-victim' }> & { readonly by: Actor }, facts: Facts): VictimDecision {
  const civil = own(facts.agencies, lead);
  const refusal = firstRefusal(facts, civil === undefined && refuse('AGENCY_UNKNOWN').refusal, nameTaken(as, facts), isFull(facts));
  if (refusal !== undefined) return { events: [], refusal };
  if (civil === undefined) return refuse('AGENCY_UNKNOWN');
  const opened = { type: 'VictimOpened', victim, agency: lead, civil, playbook: { ...playbook, hash: facts.playbookHash } } as const;
  const file = fileOf(evolveVictim(absentVictim, { ...opened, at: facts.now, by: by.person }));
  const aged = age === undefined || file === undefined ? accept<VictimFact>() : ageDeciders['record-age'](file, { act: 'record-age', ...age }, { by, facts });
  if (aged.refusal !== undefined) return aged;
  const known: readonly VictimFact[] = [opened, ...aged.events, ...(circumstances === undefined ? [] : [{ type: 'CircumstancesSaid' as const, circumstances }])];
  const told = fileOf(known.reduce<VictimState>((state, fact) => evolveVictim(state, { ...fact, at: facts.now, by: by.person }), absentVictim));
  return accept<VictimFact>(...known, ...(told === undefined ? [] : [joined(told, { case: of, as }, facts)]));
}

function decideClock(state: VictimState, keeper: string, facts: Facts): VictimDecided {
  const clock = dueClock(victimClocks(state), keeper, facts.now);
  const file = fileOf(state);
  if (file === undefined || clock === undefined) return { events: [], state };
  const decided = settledAs(state, accept(...tick(file, clock, facts)), 'clock', facts);
  if (victimClocks(decided.state).some(({ id }) => id === clock.id)) throw new Fault(`clock ${clock.name} was left due`);
  return { ...decided, clock };
}

/** What time may say: it reminds staff and climbs. It never asks her for anything, and never discloses. */
function tick(file: VictimFile, { name, subject }: { readonly name: VictimClockName; readonly subject: string }, facts: Facts): readonly VictimFact[] {
  if (isDutyClock(name)) return tickDuty(file, subject, facts);
  if (name === 'erasure-wait') return tickErasure(file, facts);
  if (isAgeClock(name)) return tickAge(file, name, facts);
  if (name === 'consent-reminder') return [remind(file, subject, facts)];
  throw new Fault(`time says nothing for ${String(name)}`);
}

const settledAs = (before: VictimState, decision: VictimDecision, by: string, facts: Facts): Settled<VictimState, VictimEvent> =>
  settled<VictimState, VictimFact>(before, decision, { at: facts.now, by }, { evolve: evolveVictim, assertSound, follows: (state, decided) => follows(state, decided, facts) });

function follows(state: VictimState, decided: readonly VictimFact[], facts: Facts): readonly VictimFact[] {
  const file = fileOf(state);
  if (file === undefined || file.phase === 'erased') return [];
  // One rule at a time: what the next one opens is counted on from there.
  for (const rule of following) {
    const next = rule(file, facts, decided);
    if (next.length > 0) return next;
  }
  return [];
}

/** What must hold after every decision. Stays on in production: better no answer than a duty that nobody hears of. */
function assertSound(state: VictimState): void {
  const file = fileOf(state);
  if (file !== undefined) assertSoundDuties(file);
}
