/** What every kind of ledger has in common: its clocks and keepers, what is said to whom, the rows its events leave, and decisions that come to rest. */
import { Fault, type Decision, type Refusal } from './decision.ts';
import type { Address, Instant } from './facts.ts';
import type { Skip } from './reach/reach.ts';

export interface Clock<Name extends string = string> {
  /** Names the promise, its version, the level and the instant: the same clock never has two ids, nor two clocks one. */
  readonly id: string;
  readonly keeper: string;
  readonly name: Name;
  readonly subject: string;
  readonly dueAt: Instant;
}

export interface Keeper {
  readonly id: string;
  readonly phase: string;
}

/** The word of time: whatever clock of this keeper is due. */
export interface ClockCommand {
  readonly type: 'clock';
  readonly keeper: string;
}

export interface Notice<Kind extends string = string> {
  readonly kind: Kind;
  /** Level of the ladder, for reminders and levels. */
  readonly level: string | null;
  /** What it is about: a code or an id, never people's words. */
  readonly subject: string;
  readonly to: Address;
  /** About a clock of hours, or about danger or support handed over: mail about it waits for no morning. */
  readonly urgent?: true;
  /** Empty chairs that were passed over to find whom to tell. */
  readonly skipped?: readonly Skip[];
}

/** An event: `at` is when it was recorded, `by` who caused it; time itself is `clock`. */
export type Recorded<Fact> = Fact & { readonly at: Instant; readonly by: string };

/** One event with the states before and after it; `index` is its place in the batch or the ledger. */
export interface Change<State, Event> {
  readonly index: number;
  readonly event: Event;
  readonly before: State;
  readonly after: State;
}

/** A notice and the place of the event that gave it. */
export type PlacedNotice<Kind extends string = string> = Notice<Kind> & { readonly index: number };

/** A decision that has come to rest, and the state it leaves. */
export interface Settled<State, Event> {
  readonly events: readonly Event[];
  readonly state: State;
  readonly refusal?: Refusal;
}

export interface Decided<State, Event, ClockName extends string = string> extends Settled<State, Event> {
  /** The clock that was settled, for a command of time; absent when nothing was due. */
  readonly clock?: Clock<ClockName>;
}

/** The rules of one kind of ledger, as far as a decision needs them to come to rest. */
export interface Rules<State, Fact> {
  readonly evolve: (state: State, event: Recorded<Fact>) => State;
  /** The next facts that follow from a state; empty when it is settled. `decided` are the facts of this decision so far. */
  readonly follows: (state: State, decided: readonly Fact[]) => readonly Fact[];
  /** Throws `Fault` when something does not hold that must hold after every decision. */
  readonly assertSound: (state: State) => void;
}

/** A decision never follows itself further than this: more is a rule that runs in a circle. */
const roundsMax = 50;

/** A decision and everything that follows from it. Errors: `Fault`, a bug in a rule; nothing of it may be kept. */
export function settled<State, Fact extends { readonly type: string }>(before: State, decision: Decision<Fact>, said: { readonly at: Instant; readonly by: string }, rules: Rules<State, Fact>): Settled<State, Recorded<Fact>> {
  const decided: Fact[] = [];
  const events: Recorded<Fact>[] = [];
  let state = before;
  let next = decision.events;
  for (let round = 0; next.length > 0; round += 1) {
    if (round === roundsMax) throw new Fault(`a decision did not come to rest: ${next.map(({ type }) => type).join(', ')}`);
    for (const fact of next) {
      const event = { ...fact, ...said };
      state = rules.evolve(state, event);
      events.push(event);
      decided.push(fact);
    }
    next = rules.follows(state, decided);
  }
  if (events.length > 0) rules.assertSound(state);
  return { events, state, ...(decision.refusal !== undefined && { refusal: decision.refusal }) };
}

/** Earliest first; equal instants in the order of their ids, so that every run agrees. */
export const inOrder = <Name extends string>(clocks: readonly Clock<Name>[]): readonly Clock<Name>[] =>
  [...clocks].sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.id < b.id ? -1 : 1));

/** The clock a keeper must settle first: the earliest that is due. Undefined when its timer rang for a clock that is gone. */
export const dueClock = <Name extends string>(clocks: readonly Clock<Name>[], keeper: string, now: Instant): Clock<Name> | undefined =>
  clocks.find((clock) => clock.keeper === keeper && clock.dueAt <= now);

/** The members of a record that are not what they were. */
export function changed<T>(before: Readonly<Record<string, T>> | undefined, after: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  if (before === after) return [];
  const found: (readonly [string, T])[] = [];
  // No list of all members is made: of thousands one is another.
  for (const key in after) {
    const value = after[key];
    if (value !== undefined && before?.[key] !== value) found.push([key, value]);
  }
  return found;
}
