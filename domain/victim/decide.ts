/** The rules of her file. What is told here is told to staff; nothing is ever sent to her by a rule. */
import { accept, Fault, refuse } from '../decision.ts';
import { own, type Actor, type Facts } from '../facts.ts';
import { dueClock, settled, type ClockCommand, type Decided as AnyDecided, type Settled } from '../ledger.ts';
import { decidePapers, type PaperAct } from '../paper/papers.ts';
import { consentDeciders, remind } from './consent/consent.ts';
import { disclosureDeciders } from './disclosure/disclosures.ts';
import { isDutyClock, victimClocks, type VictimClockName } from './clocks.ts';
import { assertSoundDuties } from './duty/clocks.ts';
import { agencyLeaves, debtorLeaves, dutyDeciders, tickDuty } from './duty/duty.ts';
import type { VictimEvent, VictimFact } from './events.ts';
import { evolveVictim } from './evolve.ts';
import { isNarrowing, type VictimAct, type VictimCommandBody } from './schema.ts';
import { standingDeciders } from './standing/standing.ts';
import type { VictimFile, VictimState } from './state.ts';
import { fileOf, type Asked, type VictimDecision } from './topic.ts';

export type VictimCommand = (VictimCommandBody & { readonly by: Actor }) | ClockCommand;
export type VictimDecided = AnyDecided<VictimState, VictimEvent, VictimClockName>;

/** Whoever keeps the file outside keeps it there whole (consent rule 9). */
const keepsOutside = ({ standing }: VictimFile, agency: string): boolean => Object.values(standing).some((each) => each.agency === agency && each.outside === true);
const papers = (file: VictimFile, act: PaperAct, { by, facts }: Asked): VictimDecision =>
  act.act === 'file-paper' && keepsOutside(file, by.agency) && !facts.without.includes('KEPT_OUTSIDE') ? refuse('KEPT_OUTSIDE') : decidePapers(file, act, { by, now: facts.now });
const deciders = {
  ...standingDeciders, ...consentDeciders, ...dutyDeciders, 'file-paper': papers, assign: papers, 'end-assignment': papers,
  ...disclosureDeciders,
};
type Decider = (file: VictimFile, act: VictimAct, asked: Asked) => VictimDecision;

/** What follows from the file as it stands, whoever brought it there: each topic says its own. */
const following: readonly ((file: VictimFile, facts: Facts) => readonly VictimFact[])[] = [];

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
  if (command.type === 'victim-re-offer') return accept(...debtorLeaves(file, command.duty, command.person));
  if (command.type === 'victim-agency-leaves') return accept(...agencyLeaves(file, command.agency));
  // What narrows took hold when it was said: neither an absence nor a file that has moved on undoes it.
  if (!narrows && command.rev !== undefined && command.rev !== file.rev) return refuse('STALE');
  return (deciders[command.act.act] as Decider)(file, command.act, { by: command.by, facts });
}

function open({ victim, case: of, lead, as, playbook }: Extract<VictimCommandBody, { type: 'open-victim' }>, facts: Facts): VictimDecision {
  const civil = own(facts.agencies, lead);
  if (civil === undefined) return refuse('AGENCY_UNKNOWN');
  return accept({ type: 'VictimOpened', victim, agency: lead, civil, playbook: { ...playbook, hash: facts.playbookHash } }, { type: 'CaseJoined', case: of, as });
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
  if (name === 'consent-reminder') return [remind(file, subject, facts)];
  throw new Fault(`time says nothing for ${String(name)}`);
}

const settledAs = (before: VictimState, decision: VictimDecision, by: string, facts: Facts): Settled<VictimState, VictimEvent> =>
  settled<VictimState, VictimFact>(before, decision, { at: facts.now, by }, { evolve: evolveVictim, assertSound, follows: (state) => follows(state, facts) });

function follows(state: VictimState, facts: Facts): readonly VictimFact[] {
  const file = fileOf(state);
  if (file === undefined) return [];
  // One rule at a time: each number of a duty stands for one place of the file.
  for (const rule of following) {
    const next = rule(file, facts);
    if (next.length > 0) return next;
  }
  return [];
}

/** What must hold after every decision. Stays on in production: better no answer than a duty that nobody hears of. */
function assertSound(state: VictimState): void {
  const file = fileOf(state);
  if (file !== undefined) assertSoundDuties(file);
}
