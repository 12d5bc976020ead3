/** A case without database and engine: people act, time passes, every clock rings at its instant. */
import type { Actor, Civil, Facts } from '#domain/facts.ts';
import { readFileSync } from 'node:fs';
import { readPlaybook, type LoadedPlaybook } from '#start/playbooks.ts';
import { clocksOf, type Clock } from '#domain/case/clocks.ts';
import type { CaseCommand } from '#domain/case/command.ts';
import { decide, type Decided } from '#domain/case/decide.ts';
import type { CaseEvent } from '#domain/case/events.ts';
import { evolve } from '#domain/case/evolve.ts';
import { noticesOf } from '#domain/case/notices.ts';
import type { Change } from '#domain/case/rows.ts';
import type { CommitmentAct } from '#domain/commitment/schema.ts';
import type { Commitment } from '#domain/commitment/state.ts';
import { caseCommandSchema, type CaseCommandBody, type HandOffAct, type StepAct } from '#domain/case/schema.ts';
import { absentCase, type CaseState, type HandOff, type OpenCase, type Step } from '#domain/case/state.ts';
import type { Playbook } from '#domain/playbook/schema.ts';
import type { Role } from '#domain/terms.ts';
import { isAway, type Chairs } from '#domain/reach/chairs.ts';
import { CivilTime, isoOf } from '#domain/time/civil-time.ts';
import { inChicago } from '../time/fixtures.ts';

const folder = new URL('../../../playbooks/', import.meta.url);
export const starter: LoadedPlaybook = readPlaybook('starter.yaml', readFileSync(new URL('starter.yaml', folder), 'utf8'));

export type Body = CaseCommandBody;
export type Launch = Extract<Body, { type: 'launch' }>;
type Promised = Extract<Body, { type: 'promise' }>;

/** One command with what came of it, so that it can be decided again. */
export interface Taken {
  readonly command: CaseCommand;
  readonly facts: Facts;
  readonly decided: Decided;
  readonly before: CaseState;
  /** The fold of the events on the state before. */
  readonly after: CaseState;
}

export interface Setting {
  readonly playbook: LoadedPlaybook;
  readonly known: Readonly<Record<string, Civil>>;
  readonly startsAt: string;
  readonly holidays?: Facts['holidays'];
  /** Who sits where, over the whole time; without it nobody is known to be away. */
  readonly chairs?: Chairs;
}

/** An instant from a wall clock in Chicago, `2021-03-08 09:30`. */
export const chicagoTime = (local: string): string => isoOf(CivilTime.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime('America/Chicago'));

/** What is known of who is there, when somebody speaks. */
function seats(chairs: Chairs | undefined, command: CaseCommand, now: string): Pick<Facts, 'chairs' | 'isAway'> {
  if (chairs === undefined) return {};
  return { chairs, ...(command.type !== 'clock' && isAway(chairs, command.by.person, now) && { isAway: true as const }) };
}

export function createWorld({ playbook, known, startsAt, holidays = {}, chairs }: Setting) {
  let now = startsAt;
  let state: CaseState = absentCase;
  const taken: Taken[] = [];
  const changes: Change[] = [];

  const factsNow = (without: readonly string[] = []): Facts => ({ now, tzdb: 'test', playbook: playbook.playbook, playbookHash: playbook.hash, agencies: known, holidays, without });

  function take(command: CaseCommand): Decided {
    const facts: Facts = { ...factsNow(), ...seats(chairs, command, now) };
    const decided = decide(state, command, facts);
    const before = state;
    for (const event of decided.events) {
      const after = evolve(state, event);
      changes.push({ index: changes.length + 1, event, before: state, after });
      state = after;
    }
    taken.push({ command, facts, decided, before, after: state });
    return decided;
  }

  const nextClock = (): Clock | undefined => clocksOf(state)[0];

  /** Time passes to an instant; on the way each clock rings when it is due, the earliest first, as keepers would let it. */
  function passTo(until: string): void {
    for (let clock = nextClock(); clock !== undefined && clock.dueAt <= until; clock = nextClock()) {
      if (clock.dueAt > now) now = clock.dueAt;
      take({ type: 'clock', keeper: clock.keeper });
    }
    if (until > now) now = until;
  }

  return {
    taken, changes, factsNow,
    now: () => now, state: () => state, nextClock, passTo,
    events: (): readonly CaseEvent[] => changes.map(({ event }) => event),
    /** Time passes while nothing rings: an outage. What is due then rings at once. */
    sleepTo(until: string): void {
      if (until > now) now = until;
      passTo(now);
    },
    /** A timer rings for a keeper, rightly or not. */
    tick: (keeper: string): Decided => take({ type: 'clock', keeper }),
    say: (by: Actor, body: Body): Decided => take({ ...caseCommandSchema.parse(body), by }),
    /** What would be decided, without keeping it; `without` leaves guards out. */
    ask: (by: Actor, body: Body, without: readonly string[] = []): Decided => decide(state, { ...caseCommandSchema.parse(body), by }, factsNow(without)),
  };
}
export type World = ReturnType<typeof createWorld>;

const home: Civil = { zone: 'America/Chicago', region: '' };
const person = (agency: string, name: string, ...roles: Role[]): Actor => ({ person: `${agency}-${name}`, agency, roles });

/** The people of the ORCHARD story that these rows need. */
export const cast = {
  coordinator: person('usao', 'coordinator', 'COORDINATOR'),
  prosecutor: person('usao', 'prosecutor', 'PROSECUTOR'),
  agent: person('fbi', 'agent', 'INVESTIGATOR'),
  leader: person('fbi', 'leader', 'AGENCY_LEADER'),
  havenLeader: person('haven', 'leader', 'AGENCY_LEADER'),
  chief: person('fbi', 'chief', 'AGENCY_SUPERVISOR'),
  advocate: person('haven', 'advocate', 'COMMUNITY_ADVOCATE'),
  taxman: person('irs-ci', 'agent', 'FINANCIAL_INVESTIGATOR'),
  moneyAgent: person('hsi', 'agent', 'FINANCIAL_INVESTIGATOR'),
  stranger: person('elsewhere', 'agent', 'INVESTIGATOR'),
} as const;

const leaders: readonly Role[] = ['AGENCY_SUPERVISOR', 'AGENCY_LEADER'];
const team = [
  { agency: 'usao', roles: ['COORDINATOR', 'PROSECUTOR', 'FINANCIAL_INVESTIGATOR', ...leaders] },
  { agency: 'fbi', roles: ['INVESTIGATOR', ...leaders] },
  { agency: 'haven', roles: ['COMMUNITY_ADVOCATE', ...leaders] },
  { agency: 'htpu', roles: ['SPECIALIST_ADVISOR'] },
] satisfies Launch['agencies'];

export const launching: Launch = { type: 'launch', caseId: '0c0c0c0c-0000-4000-8000-000000000001', codeName: 'ORCHARD', playbook: { id: 'starter', version: 1 }, agencies: team };

export const uuid = (n: number): string => `0a0a0a0a-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const stepCommand = (step: string, act: StepAct, expects?: number): Body => ({ type: 'step', step, act, ...(expects !== undefined && { expects }) });
export const commitmentCommand = (commitment: string, act: CommitmentAct, expects?: number): Body => ({ type: 'commitment', commitment, act, ...(expects !== undefined && { expects }) });
export const handOffCommand = (handOff: string, act: HandOffAct, expects?: number): Body => ({ type: 'hand-off', handOff, act, ...(expects !== undefined && { expects }) });

/** What stands in the case; a thing that is not there fails the test. */
const thingsOf = (open: () => OpenCase) => ({
  commitment: (id = uuid(1)): Commitment => {
    const commitment = open().commitments?.[id];
    if (commitment === undefined) throw new Error('the commitment is not there');
    return commitment;
  },
  step: (code: string): Step => {
    const step = open().steps[code];
    if (step === undefined) throw new Error(`step ${code} is not there`);
    return step;
  },
  handOff: (id = uuid(1)): HandOff => {
    const handOff = open().handOffs[id];
    if (handOff === undefined) throw new Error('the hand-off is not there');
    return handOff;
  },
});

/** ORCHARD, told in Chicago time. */
export function orchard(startsAt = '2021-03-08 09:30', launched: Launch = launching, playbook: LoadedPlaybook = starter) {
  const known: Record<string, Civil> = Object.fromEntries(['usao', 'fbi', 'haven', 'htpu', 'irs-ci', 'hsi', 'afresh'].map((agency) => [agency, home]));
  known['abroad'] = { zone: 'Europe/Berlin', region: '' };
  const world = createWorld({ playbook, known, startsAt: chicagoTime(startsAt) });
  const open = (): OpenCase => {
    const state = world.state();
    if (state.phase === 'absent') throw new Error('the case was not launched');
    return state;
  };
  const tale = {
    ...world, open, ...thingsOf(open),
    launch: (): Decided => world.say(cast.coordinator, launched),
    at: (local: string): void => world.passTo(chicagoTime(local)),
    outageUntil: (local: string): void => world.sleepTo(chicagoTime(local)),
    act: (by: Actor, step: string, act: StepAct): Decided => world.say(by, stepCommand(step, act)),
    answer: (by: Actor, handOff: string, act: HandOffAct): Decided => world.say(by, handOffCommand(handOff, act)),
    propose: (by: Actor, step: string, to: string, more: Partial<Extract<Body, { type: 'propose-hand-off' }>> = {}): Decided =>
      world.say(by, { type: 'propose-hand-off', handOff: uuid(1), step, to, kind: 'ORDINARY', ...more }),
    promise: (by: Actor, pledged: Partial<Promised['pledged']> = {}, place: Promised['place'] = {}, commitment = uuid(1)): Decided =>
      world.say(by, { type: 'promise', commitment, pledged: { kind: 'DELIVERABLE', agency: 'fbi', due: '2021-07-30', text: uuid(999), ...pledged } as Promised['pledged'], place }),
    keep: (by: Actor, act: CommitmentAct, commitment = uuid(1)): Decided => world.say(by, commitmentCommand(commitment, act)),
    confer: (more: Partial<Extract<Body, { type: 'hold-conference' }>> = {}, by: Actor = cast.coordinator): Decided =>
      world.say(by, { type: 'hold-conference', attendance: [{ agency: 'usao', people: ['usao-coordinator'] }], decisions: [], minutes: [], ...more }),
    /** Accepts and completes: work that the story does not tell. */
    finish: (by: Actor, ...steps: readonly string[]): void => {
      for (const step of steps) {
        if (tale.step(step).owner === undefined) world.say(by, stepCommand(step, { act: 'accept' }));
        world.say(by, stepCommand(step, { act: 'complete' }));
      }
    },
    due: (code: string): string | undefined => dueIn(tale.step(code)),
    answerDue: (id = uuid(1)): string | undefined => dueIn(tale.handOff(id)),
    /** The levels a step or hand-off has climbed, with the time they were recorded; (n) was not sent. */
    levels: (subject: string): readonly string[] =>
      world.events().flatMap((event) => (event.type === 'LevelReached' && event.subject === subject ? [`${event.level} ${inChicago(event.at)}${event.sent ? '' : ' (not sent)'}`] : [])),
    /** Who was told what about a step or track: `task S1.1 haven COMMUNITY_ADVOCATE`. */
    told: (): string[] => world.changes.flatMap(({ event, after }) => noticesOf(event, after).map(({ kind, level, subject, to }) => [kind, level, subject, to.agency, to.role ?? to.person].filter((part) => part !== null).join(' '))),
    nextClocks: (subject: string): readonly Clock[] => clocksOf(world.state()).filter((clock) => clock.subject === subject),
    types: (decided: Decided): readonly string[] => decided.events.map(({ type }) => type),
  };
  return tale;
}
export type Tale = ReturnType<typeof orchard>;

export const dueIn = (thing: Step | HandOff): string | undefined => (thing.climb === undefined ? undefined : inChicago(thing.climb.deadline.due));

/** The starter's steps, some of them said otherwise. */
type OtherSteps = (steps: Playbook['steps']) => Playbook['steps'];

/** A case that has begun as the story tells it: launched on the morning of the first day, the danger checked. */
export function begun(change?: OtherSteps): Tale {
  const tale = orchard('2021-03-08 09:30', launching, change === undefined ? starter : { ...starter, playbook: { ...starter.playbook, steps: change(starter.playbook.steps) } });
  tale.launch();
  tale.at('2021-03-08 09:50');
  tale.finish(cast.coordinator, 'S0.2');
  return tale;
}

/** The joint plan stands and the investigation has its plan: the financial track is on offer. */
export function planned(change?: OtherSteps): Tale {
  const tale = begun(change);
  tale.at('2021-03-10 09:00');
  tale.finish(cast.coordinator, 'S1.2', 'S3.1');
  tale.finish(cast.advocate, 'S1.1');
  tale.at('2021-04-01 15:00');
  tale.finish(cast.coordinator, 'S3.3');
  tale.at('2021-04-12 09:30');
  tale.finish(cast.agent, 'S4.1');
  return tale;
}
