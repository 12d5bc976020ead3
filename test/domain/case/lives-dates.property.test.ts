/** Random lives of cases whose dates are counted from what happens and by legal clocks, against a reckoning of their own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDateOf } from '#domain/time/civil-time.ts';
import type { Change } from '#domain/case/rows.ts';
import { isOpen, type Step } from '#domain/case/state.ts';
import { isOfDates } from './any-dates.ts';
import { anyDatedStory, play } from './any-story.ts';
import { checkPromises } from './promises.ts';
import type { World } from './world.ts';

const slices = 40;
const seen = { runs: 0, counted: 0, nearer: 0, confirmed: 0, excluded: 0, included: 0, inclusionAsked: 0, moved: 0, lengthened: 0, chosen: 0, inThePast: 0, unknown: 0, turns: 0, tooEarly: 0, protectedKept: 0, suspended: 0 };

test.each(Array.from({ length: slices }, (_, slice) => 9_000 + slice))('seed %i', (seed) => {
  fc.assert(
    fc.property(anyDatedStory, (story) => {
      const world = play(story);
      checkPromises(world);
      for (const change of world.changes) checkChange(change);
      checkTurns(world);
      count(world);
    }),
    { numRuns: 6, seed, endOnFailure: true },
  );
});

const dayMs = 86_400_000;
const dayAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

function checkChange({ event, before, after }: Change): void {
  if (before.phase === 'absent' || after.phase === 'absent' || !('step' in event) || event.step === undefined || !isOfDates(event.step)) return;
  const [was, is] = [before.steps[event.step], after.steps[event.step]];
  if (is === undefined) return;
  if (was !== undefined && isOpen(was) && isOpen(is)) {
    checkNearer(was, is, event);
    if (is.pacing === 'PROTECTED_PERIOD' && (is.unlocksAt ?? '') < (was.unlocksAt ?? '')) throw new Error('a protected period was shortened');
    // Refusal 23: the same beginning, the same law.
    const [old, now] = [was.counted?.clock, is.counted?.clock];
    if (old !== undefined && now !== undefined && old.start === now.start && (old.length !== now.length || old.from !== now.from)) throw new Error('a running clock has another law');
  }
  if ('counted' in event) checkTrial(is, before.agencies[is.holder]?.zone ?? 'UTC');
}

/** Domain R8a: the law's date moves nearer by the word of another person than the one who said so first. */
function checkNearer(was: Step, is: Step, event: Change['event']): void {
  const dates = is.pacing === 'LEGAL_HORIZON' ? [was.horizonAt, is.horizonAt] : is.pacing === 'STATUTORY' && was.dueFor === 'work' ? [was.climb?.deadline.ruleDue, is.climb?.deadline.ruleDue] : [];
  if (dates[0] === undefined || dates[1] === undefined || dates[1] >= dates[0] || event.type === 'HorizonSet') return;
  const first = event.type === 'DateCounted' ? was.nearer?.person : event.type === 'DaysIncluded' ? was.inclusion?.person : undefined;
  if (first === undefined || !('person' in event) || event.person === undefined || event.person === first) throw new Error(`${is.code} moved nearer by ${event.type} of one person`);
}

/** The trial clock, day by day: the day before which so many days were counted that are under no exclusion. */
function checkTrial({ code, counted, climb, dueFor }: Step, zone: string): void {
  const clock = counted?.clock;
  if (clock?.clock !== 'XX.TRIAL' || climb === undefined || dueFor !== 'work') return;
  const length = Number.parseInt(clock.length, 10) + 10 * clock.extended.length;
  let [day, left] = [clock.start, length];
  for (; left > 0; day = dayAfter(day, 1)) left -= Number(!clock.excluded.some(({ from, to }) => day >= from && day < to));
  const due = localDateOf(climb.deadline.ruleDue, climb.deadline.zone);
  if (due !== day && zone === climb.deadline.zone) throw new Error(`${code} is due on ${due}, and ${length} days from ${clock.start} without ${JSON.stringify(clock.excluded)} end on ${day}`);
}

/** Three times and no more. */
function checkTurns(world: World): void {
  const opened = world.changes.filter(({ event, before }) => event.type === 'StepCompleted' && event.step === 'Z5' && before.phase !== 'absent');
  if (opened.length > 3) throw new Error(`a schedule of three came ${opened.length} times`);
  if (opened.length === 3) {
    const state = world.state();
    if (state.phase !== 'absent' && isOpen(state.steps['Z5'])) throw new Error('a schedule goes on after its last time');
  }
}

function count(world: World): void {
  const events = world.events();
  const some = (wanted: (event: (typeof events)[number]) => boolean): number => Number(events.some(wanted));
  seen.runs += 1;
  seen.counted += some((event) => event.type === 'DateCounted' && event.deadline !== undefined);
  seen.nearer += some(({ type }) => type === 'NearerDateAsked');
  seen.confirmed += some((event) => event.type === 'DateCounted' && event.person !== undefined);
  seen.excluded += some(({ type }) => type === 'DaysExcluded');
  seen.included += some(({ type }) => type === 'DaysIncluded');
  seen.inclusionAsked += some(({ type }) => type === 'InclusionAsked');
  seen.moved += some((event) => event.type === 'DaysExcluded' && event.deadline !== undefined);
  seen.lengthened += some(({ type }) => type === 'ClockExtended');
  seen.chosen += some(({ type }) => type === 'ClockVersionChosen');
  seen.inThePast += some((event) => event.type === 'DateCounted' && event.deadline !== undefined && event.deadline.due < event.at);
  seen.unknown += some((event) => event.type === 'LevelReached' && event.subject.startsWith('Z'));
  seen.turns += Number(world.changes.some(({ event }) => event.type === 'StepOpened' && (event.turn?.place ?? 0) > 0));
  seen.tooEarly += Number(world.taken.some(({ decided }) => decided.refusal?.code === 'TOO_EARLY'));
  seen.protectedKept += some((event) => event.type === 'DateCounted' && event.unlocksAt !== undefined);
  seen.suspended += some((event) => event.type === 'StepResumed' && event.step === 'Z3');
}

test('the lives were not too tame', () => {
  console.log(JSON.stringify(seen));
  for (const [what, times] of Object.entries(seen)) expect([what, times >= slices / 8]).toEqual([what, true]);
});
