/** The rules of her file. What is told here is told to staff; nothing is ever sent to her by a rule. */
import { accept, refuse } from '../decision.ts';
import { own, type Actor, type Facts } from '../facts.ts';
import { settled, type ClockCommand, type Decided as AnyDecided } from '../ledger.ts';
import { decidePapers, type PaperAct } from '../paper/papers.ts';
import { consentDeciders } from './consent/consent.ts';
import type { VictimClockName } from './clocks.ts';
import type { VictimEvent, VictimFact } from './events.ts';
import { evolveVictim } from './evolve.ts';
import { fallenInterviews, interviewDeciders } from './interviews/interviews.ts';
import type { VictimAct, VictimCommandBody } from './schema.ts';
import { standingDeciders } from './standing/standing.ts';
import type { VictimFile, VictimState } from './state.ts';
import { fileOf, type Asked, type VictimDecision } from './topic.ts';
import { voiceDeciders } from './voice/voice.ts';

export type VictimCommand = (VictimCommandBody & { readonly by: Actor }) | ClockCommand;
export type VictimDecided = AnyDecided<VictimState, VictimEvent, VictimClockName>;

const papers = (file: VictimFile, act: PaperAct, { by, facts }: Asked): VictimDecision => decidePapers(file, act, { by, now: facts.now });
const deciders = {
  ...standingDeciders, ...consentDeciders, 'file-paper': papers, assign: papers, 'end-assignment': papers,
  ...voiceDeciders,
  ...interviewDeciders,
};
type Decider = (file: VictimFile, act: VictimAct, asked: Asked) => VictimDecision;

/** Decides a command and everything that follows from it. Errors: `Fault`, a bug in a rule; nothing of it may be kept. */
export function decideVictim(state: VictimState, command: VictimCommand, facts: Facts): VictimDecided {
  if (command.type === 'clock') return { events: [], state };
  return settled<VictimState, VictimFact>(state, first(state, command, facts), { at: facts.now, by: command.by.person }, { evolve: evolveVictim, follows: (after, decided) => follows(after, decided, facts), assertSound: () => undefined });
}

/** What follows from what was just decided, topic by topic. */
function follows(state: VictimState, decided: readonly VictimFact[], facts: Facts): readonly VictimFact[] {
  const file = fileOf(state);
  return file === undefined ? [] : [
    ...fallenInterviews(file, decided, facts),
  ];
}

function first(state: VictimState, command: Exclude<VictimCommand, ClockCommand>, facts: Facts): VictimDecision {
  if (facts.isAway) return refuse('PERSON_AWAY');
  const file = fileOf(state);
  if (command.type === 'open-victim') return file === undefined ? open(command, facts) : refuse('FILE_EXISTS');
  if (file === undefined) return refuse('NOT_FOUND');
  if (command.rev !== undefined && command.rev !== file.rev) return refuse('STALE');
  return (deciders[command.act.act] as Decider)(file, command.act, { by: command.by, facts });
}

function open({ victim, case: of, lead, as, playbook }: Extract<VictimCommandBody, { type: 'open-victim' }>, facts: Facts): VictimDecision {
  const civil = own(facts.agencies, lead);
  if (civil === undefined) return refuse('AGENCY_UNKNOWN');
  return accept({ type: 'VictimOpened', victim, agency: lead, civil, playbook: { ...playbook, hash: facts.playbookHash } }, { type: 'CaseJoined', case: of, as });
}
