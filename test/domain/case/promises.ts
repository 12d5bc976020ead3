/** What must hold of every life of a case, checked over everything that was decided in it. */
import { isDeepStrictEqual } from 'node:util';
import { clocksOf, keepersOf, wordOf, type CaseKeeperClock, type Clock, type ClockName, type EscalationClock, type HandOffClock } from '#domain/case/clocks.ts';
import type { Climb } from '#domain/climb.ts';
import { decide } from '#domain/case/decide.ts';
import type { CaseEvent, FactOf } from '#domain/case/events.ts';
import { evolve } from '#domain/case/evolve.ts';
import { noticesOf } from '#domain/case/notices.ts';
import { rowsOf, type Change, type HandOffRow, type Rows } from '#domain/case/rows.ts';
import { checkHistory, mergedHistory } from './history.ts';
import { isMet } from '#domain/case/statements.ts';
import { absentCase, isOpen, type CaseState, type HandOff, type OpenCase, type Step } from '#domain/case/state.ts';
import { checkCommitments, checkKept } from './kept-promises.ts';
import { sorted } from './sorted.ts';
import type { Taken, World } from './world.ts';

/** The clocks each story names: the compiler holds the lists and the types together. */
const named: Readonly<Record<string, readonly ClockName[]>> = {
  case: ['step-reminder', 'step-due', 'wait-review', 'protected-period-end', 'silence-end', 'legal-horizon', 'quiet-too-long', 'promise-answer', 'promise-reminder', 'promise-due'] satisfies CaseKeeperClock[],
  handOff: ['answer-reminder', 'answer-due', 'next-level', 'items-due', 'determination-due', 'work-reminder', 'work-due'] satisfies HandOffClock[],
  escalation: ['next-level'] satisfies EscalationClock[],
};
/** The clocks each phase of a hand-off hears, as its story is written. */
const heard: Readonly<Record<string, readonly ClockName[]>> = {
  proposed: ['answer-reminder', 'answer-due'], unanswered: ['next-level'], returned: ['items-due'], disputed: ['determination-due'], 'in-progress': ['work-reminder', 'work-due'],
};
/** The clocks each phase of a case hears, as its story is written; a phase that is not here hears all. */
const heardByCase: Readonly<Record<string, readonly ClockName[]>> = {
  information: ['step-reminder', 'step-due', 'quiet-too-long'], 'closed-monitoring': ['step-reminder', 'step-due', 'quiet-too-long', 'silence-end'], closed: [],
};
const stateBytesMax = 65_536;

export function checkPromises(world: World): void {
  const fired = new Set<string>();
  for (const [index, taken] of world.taken.entries()) {
    const clocks = clocksOf(taken.decided.state);
    checkDecision(taken, clocks);
    if (index % 6 === world.taken.length % 6) checkAgain(taken);
    if (taken.decided.clock !== undefined) fired.add(taken.decided.clock.id);
    for (const { id } of clocks) if (fired.has(id)) throw new Error(`clock ${id} has fired and runs again`);
  }
  checkLevels(world.changes);
  checkKept(world.changes);
  for (const [index, change] of world.changes.entries()) checkPace(change, index, world.changes);
  checkHeard(world.taken);
  for (const { event, before, after } of world.changes) if (event.type === 'VictimJoined' || event.type === 'VictimLeft') checkUntouched(before, after);
  checkFolds(world);
}

/** Rule R5: who comes or leaves moves nothing of the case: neither where it stands, nor its work, nor who does it. */
function checkUntouched(before: CaseState, after: CaseState): void {
  const less = (state: CaseState): object => (state.phase === 'absent' ? {} : { phase: state.phase, steps: state.steps, tracks: state.tracks, agencies: state.agencies, closing: state.closing, safeContact: state.safeContact });
  same('a case before and after somebody joined or left', less(before), less(after));
}

function same(what: string, one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) throw new Error(`not the same: ${what}`);
}

/** Costly, so done of every sixth decision, another sixth in each life. */
function checkAgain({ command, facts, decided, before, after }: Taken): void {
  same('the state decided and the fold of its events', decided.state, after);
  same('the events, decided again from the state as JSON gives it back', decide(sorted(before), command, facts).events, decided.events);
  const size = JSON.stringify(decided.state).length;
  if (size > stateBytesMax) throw new Error(`the state has ${size} bytes`);
}

function checkDecision({ command, facts, decided }: Taken, clocks: readonly Clock[]): void {
  const { state, events } = decided;
  if (decided.clock !== undefined && decided.clock.dueAt > facts.now) throw new Error('a clock rang early');
  if (command.type === 'clock' && clocks.some((clock) => clock.keeper === command.keeper && clock.dueAt <= facts.now && clock.id === decided.clock?.id)) throw new Error('a clock was left due');
  if (state.phase === 'absent') return;
  for (const step of Object.values(state.steps)) checkStep(state, step, clocks);
  for (const handOff of Object.values(state.handOffs)) checkHandOff(state, handOff, clocks);
  checkCommitments(state, clocks);
  checkClocks(state, clocks);
  checkPhase(state, clocks);
  for (const event of events) checkEvent(event, state);
  const nears = events.find((event) => event.type === 'HorizonWarned');
  // Rule R3: what follows from a warning is a decision for the lawyers.
  if (nears !== undefined && !isMet(state.steps['V2']) && state.steps['D1'] === undefined) throw new Error('a horizon nears without her statement and nobody is asked to decide');
  if (command.type === 'clock' && events.some(({ type }) => type.startsWith('Statement') || type.startsWith('Case') || type.startsWith('Closing') || type.startsWith('Readiness') || type === 'HandOffAccepted' || type === 'StepCompleted')) throw new Error('time said more than it may');
}

/** I4: somebody answers for it, and there is a next date or a named wait. I5: nothing victim-paced has a date. */
/** Each that is called so: one of somebody's by its whole name, all that stand for somebody by their code; and nobody who has left. */
const isOutstanding = (state: OpenCase, step: Step): boolean =>
  step.waitsOn.some((name) => {
    const called = Object.entries(state.steps).filter(([key]) => key === name || key.startsWith(`${name}:`)).map(([, each]) => each).filter(({ left }) => left !== true);
    const isAnyoneThere = Object.keys(state.steps).some((key) => key === name || key.startsWith(`${name}:`));
    return !isAnyoneThere || called.some((each) => !isMet(each));
  });

function checkStep(state: OpenCase, step: Step, clocks: readonly Clock[]): void {
  const dates = [step.climb, step.unlocksAt, step.horizonAt, step.warnings, step.dueFor, step.silentUntil, step.suspendedAt].filter((date) => date !== undefined);
  if (step.pacing === 'VICTIM_PACED' && dates.length > 0) throw new Error(`${step.code} is victim-paced and has a date`);
  if (!isOpen(step)) return;
  if (state.agencies[step.accountable] === undefined || state.agencies[step.holder] === undefined) throw new Error(`nobody on the team answers for ${step.code}`);
  if (step.planned !== undefined && state.agencies[step.planned.agency] === undefined) throw new Error(`a statement is planned by an agency that has left`);
  if (step.owner !== undefined && step.accountable !== step.holder) throw new Error(`${step.code} is owned by ${step.holder} and ${step.accountable} answers for it`);
  const openHandOff = step.handOff !== undefined && state.handOffs[step.handOff] !== undefined;
  const waitsForHer = step.pacing === 'VICTIM_PACED' || isOutstanding(state, step);
  if (!waitsForHer && !clocks.some(({ subject }) => subject === step.code || subject === step.handOff)) throw new Error(`${step.code} has neither a clock nor a wait with a name`);
  if (step.planned?.survivorAsked === false && state.steps['V1']?.signal !== 'READY_FOR_INTERVIEW') throw new Error('a plan stands that she has taken back');
  // Rules R2 and R10: suspended exactly as long as something of hers is outstanding, or she wishes not to be asked.
  if ((step.suspendedAt !== undefined) !== (isOutstanding(state, step) || step.silentUntil !== undefined)) throw new Error(`${step.code} is suspended or not, and should not be`);
  const places = Object.values(state.agencies).map(({ place }) => place);
  if (new Set(places).size < places.length) throw new Error('two agencies share a place');
  if (step.handOff !== undefined && !openHandOff) throw new Error(`${step.code} points to a hand-off that is gone`);
}

/** I5 reaches as far as the hand-off of a victim-paced step; on any other one somebody owes the next word, by a date. */
function checkHandOff(state: OpenCase, handOff: HandOff, clocks: readonly Clock[]): void {
  const isPaced = state.steps[handOff.step]?.pacing === 'VICTIM_PACED';
  const isOwed = ['PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'DECLINED', 'DISPUTED'].includes(handOff.state);
  if (clocks.some(({ subject }) => subject === handOff.id) !== (isOwed && !isPaced)) throw new Error(`a hand-off that is ${handOff.state}${isPaced ? ', of a victim-paced step,' : ''} has a clock or none, and should not`);
  if (isPaced && handOff.climb !== undefined) throw new Error('a hand-off of a victim-paced step has a date');
  if (handOff.receiverLeft === true && ['PROPOSED', 'TIMED_OUT', 'IN_PROGRESS'].includes(handOff.state)) throw new Error('an agency that has left is asked');
  if (state.agencies[handOff.sender] === undefined) throw new Error('the sender of a hand-off has left');
}

/** A question that is asked stands open until somebody has decided; what is closed holds nothing but what is hers and what supports her. */
function checkPhase(state: OpenCase, clocks: readonly Clock[]): void {
  if (state.phase === 'information' && !isOpen(state.steps['I1'])) throw new Error('a report is no case yet and nobody is asked to decide');
  if (state.phase === 'closing-review' && !isOpen(state.steps['CR'])) throw new Error('a closing review without a review');
  if (!state.phase.startsWith('closed')) return;
  const left = Object.values(state.steps).filter((step) => isOpen(step) && step.pacing !== 'VICTIM_PACED').map(({ code }) => code);
  if (left.some((code) => code !== 'O1' && !/^X\d$/.test(code))) throw new Error(`${left.join()} are open in a closed case`);
  if (state.phase === 'closed' && (left.length > 0 || clocks.length > 0)) throw new Error('something runs in a case that is closed for good');
}

function checkClocks(state: OpenCase, clocks: readonly Clock[]): void {
  const keepers = new Map(keepersOf(state).map(({ id, phase }) => [id, phase]));
  if (new Set(clocks.map(({ id }) => id)).size !== clocks.length) throw new Error('two clocks have one id');
  for (const clock of clocks) checkClock(state, clock, keepers.get(clock.keeper));
}

function checkClock(state: OpenCase, clock: Clock, phase: string | undefined): void {
  const kind = clock.keeper.slice(0, clock.keeper.indexOf('/'));
  if (state.steps[clock.subject]?.pacing === 'VICTIM_PACED') throw new Error(`a clock runs on victim-paced ${clock.subject}`);
  if (wordOf[clock.name] === undefined || named[kind]?.includes(clock.name) !== true) throw new Error(`${kind} does not name ${clock.name}`);
  if (phase === undefined) throw new Error(`nobody keeps ${clock.name} of ${clock.subject}`);
  if (kind === 'handOff' && heard[phase]?.includes(clock.name) !== true) throw new Error(`a hand-off that is ${phase} does not hear ${clock.name}`);
  if (kind === 'case' && heardByCase[phase]?.includes(clock.name) === false) throw new Error(`a case that is ${phase} does not hear ${clock.name}`);
  if (phase === 'paused') throw new Error(`a paused escalation has a clock`);
}

function checkEvent(event: CaseEvent, state: OpenCase): void {
  if (event.type === 'AgencyLeft' && state.agencies[event.agency] !== undefined) throw new Error('an agency has left and still reads the case');
  if (event.type === 'LevelReached' && event.at < event.dueAt) throw new Error('a level came early');
  if (event.type === 'LevelReached' && event.of === 'step' && state.steps[event.subject]?.pacing === 'VICTIM_PACED') throw new Error('a level on a victim-paced step');
  for (const { subject } of noticesOf(event, state)) if (state.steps[subject]?.pacing === 'VICTIM_PACED') throw new Error(`a notice names victim-paced ${subject}`);
}

/** Suspended time does not count, and nobody plans her statement but on her word. */
function checkPace({ event, before }: Change, index: number, changes: readonly Change[]): void {
  if (before.phase === 'absent') return;
  if (event.type === 'StatementScheduled' && !event.survivorAsked && before.steps['V1']?.signal !== 'READY_FOR_INTERVIEW') throw new Error('a statement was planned without her word');
  const plan = before.steps['V2']?.planned;
  const isMet = event.type === 'StepCompleted' && event.step === 'V2';
  const inHerFile = isMet && changes[index - 1]?.event.type === 'HerSessionHeard';
  // A session that her file holds was planned there: `checkHeard` says when it counts.
  const isHeld = isMet && !inHerFile;
  if (isHeld && plan === undefined) throw new Error('a session was held that nobody had planned');
  if (isHeld && plan?.survivorAsked === false && before.steps['V1']?.signal !== 'READY_FOR_INTERVIEW') throw new Error('a session was held that she had taken back');
  if ((event.type === 'LevelReached' || event.type === 'StillOpen') && event.subject === 'O1' && isSilent(changes, index)) throw new Error('support is chased up while she wishes not to be asked');
  if (event.type === 'CaseClosed' && (before.closing === undefined || before.closing.person === event.by)) throw new Error('one person closed a case');
  if (event.type === 'CaseClosed' && isOpen(before.steps['O1']) !== isOpen(stepAfter(changes, index, 'O1'))) throw new Error('support ended with the case');
  if (event.type === 'EarlyContactHeld' && before.safeContact === undefined) throw new Error('she was contacted and nobody knew how that is safe');
  if (event.type !== 'StepResumed' || event.deadline === undefined) return;
  const step = before.steps[event.step];
  const from = [step?.suspendedAt ?? '', event.deadline.start].sort().at(-1) ?? '';
  const waited = Math.max(0, Date.parse(event.at) - Date.parse(from));
  if (event.deadline.suspendedMs - (step?.climb?.deadline.suspendedMs ?? 0) !== waited) throw new Error(`${event.step} waited ${waited} ms and they count`);
}

/** What waits for a statement goes on when each victim of the case was heard since it last did, and never before; told from who came, who left and who was heard. */
function checkHeard(taken: readonly Taken[]): void {
  const [here, heard] = [new Set<string>(), new Set<string>()];
  for (const { before, decided: { events } } of taken) {
    for (const [index, event] of events.entries()) {
      if (event.type === 'VictimJoined') here.add(event.victim);
      if (event.type === 'VictimLeft') for (const each of [here, heard]) each.delete(event.victim);
      if (event.type !== 'HerSessionHeard' || before.phase === 'absent') continue;
      heard.add(event.victim);
      const isAll = here.size > 0 && [...here].every((victim) => heard.has(victim));
      const next = events[index + 1];
      const goesOn = next?.type === 'StepCompleted' && next.step === 'V2';
      if (event.all !== isAll || goesOn !== (isAll && isOpen(before.steps['V2']))) throw new Error(`${heard.size} of ${here.size} were heard, and the case ${goesOn ? 'goes on' : 'waits'}`);
      if (isAll) heard.clear();
    }
  }
}

const stepAfter = (changes: readonly Change[], index: number, code: string): Step | undefined => {
  const after = changes[index]?.after;
  return after === undefined || after.phase === 'absent' ? undefined : after.steps[code];
};

/** Rule R10, told from her words alone: the last thing she said was a day, and it has not come. */
function isSilent(changes: readonly Change[], index: number): boolean {
  const said = changes.slice(0, index).findLast(({ event }) => event.type === 'ReadinessSignalled')?.event;
  return said?.type === 'ReadinessSignalled' && said.until !== undefined && said.until > (changes[index]?.event.at ?? '');
}

/** Each level of each promise once, in the order of its ladder, none left out; of those that come at once only the highest is sent. */
function checkLevels(changes: readonly Change[]): void {
  const climbed = new Map<string, number>();
  const versions = new Map<string, number>();
  for (const [index, { event, before }] of changes.entries()) {
    if (event.type !== 'LevelReached' || before.phase === 'absent') continue;
    const key = `${event.of} ${event.subject} ${event.version}`;
    const climb = climbOf(before, event);
    const place = climbed.get(key) ?? 0;
    if (climb?.version !== event.version || climb.deadline.levels[place]?.level !== event.level) throw new Error(`${event.level} of ${key} is doubled or out of order`);
    climbed.set(key, place + 1);
    if ((versions.get(`${event.of} ${event.subject}`) ?? 0) > event.version) throw new Error(`${key}: an old promise climbs`);
    versions.set(`${event.of} ${event.subject}`, event.version);
    const [one, two] = [changes[index + 1]?.event, changes[index + 2]?.event];
    const next = one?.type === 'HandOffTimedOut' ? two : one;
    const goesOn = next?.type === 'LevelReached' && next.subject === event.subject && next.version === event.version && next.at === event.at && isSameDecision(event, next);
    if (event.sent && goesOn && next.dueAt === event.dueAt) continue;
    if (event.sent === (goesOn && next.dueAt <= event.at)) throw new Error(`${event.level} of ${key}: only the highest level is sent`);
  }
}

function climbOf({ steps, handOffs, commitments }: OpenCase, { of, subject }: FactOf<'LevelReached'>): Climb | undefined {
  if (of === 'commitment-offer') return commitments?.[subject]?.offer?.climb;
  return { step: steps[subject], 'hand-off': handOffs[subject], commitment: commitments?.[subject] }[of]?.climb;
}

const isSameDecision = (one: FactOf<'LevelReached'>, next: FactOf<'LevelReached'>): boolean => one.of === next.of;

function checkFolds({ taken, changes, state }: World): void {
  const folded = changes.map(({ event }) => sorted(event)).reduce(evolve, absentCase);
  same('the state and the fold of its events', folded, state());
  same('the clocks', clocksOf(folded), clocksOf(state()));
  const scratch = rowsOf(changes);
  let at = 0;
  const batches = taken.map(({ decided }) => rowsOf(changes.slice(at, (at += decided.events.length))));
  same('the rows, event by event and all at once', merged(batches), scratch);
  checkHistory(changes, scratch);
  for (const row of scratch.steps.values()) {
    if (row.pacing === 'VICTIM_PACED' && [row.dueAt, row.reviewBy, row.unlocksAt, row.horizonAt, row.level].some((date) => date !== null)) throw new Error(`the row of victim-paced ${row.code} has a date`);
  }
}

/** The last word on a key wins, as in the database; when an agency joined is said once. */
function merged(batches: readonly Rows[]): Rows {
  const all = (table: 'cases' | 'engagements' | 'steps' | 'handOffs' | 'tracks' | 'readiness' | 'links' | 'commitments' | 'terms' | 'papers' | 'assignments' | 'forms' | 'subjects' | 'facts'): Map<string, unknown> => new Map(batches.flatMap((rows) => [...rows[table]] as [string, unknown][]));
  const joined = new Map(batches.toReversed().flatMap(({ engagements }) => [...engagements].map(([agency, { fromAt }]) => [agency, fromAt] as const)));
  const engagements = new Map(batches.flatMap((rows) => [...rows.engagements]).map(([agency, row]) => [agency, { ...row, fromAt: joined.get(agency) ?? row.fromAt }]));
  return {
    cases: all('cases'), steps: all('steps'), handOffs: accepted(batches), tracks: all('tracks'), readiness: all('readiness'), links: all('links'), commitments: all('commitments'), terms: all('terms'), papers: all('papers'), assignments: all('assignments'), forms: all('forms'), subjects: all('subjects'), facts: all('facts'), engagements,
    deliveries: batches.flatMap(({ deliveries }) => deliveries), records: batches.flatMap(({ records }) => records), notices: batches.flatMap(({ notices }) => notices), ...mergedHistory(batches),
  } as Rows;
}

/** When a hand-off was accepted stays said. */
function accepted(batches: readonly Rows[]): Rows['handOffs'] {
  const all = new Map<string, HandOffRow>();
  for (const [id, row] of batches.flatMap(({ handOffs }) => [...handOffs])) all.set(id, { ...row, acceptedAt: row.acceptedAt ?? all.get(id)?.acceptedAt ?? null });
  return all;
}
