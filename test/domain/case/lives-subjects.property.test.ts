/** Random lives of cases whose playbook has steps for each of somebody, conditions, facts and decisions. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelOf } from '#domain/playbook/names.ts';
import { isOpen } from '#domain/case/state.ts';
import { anyWiderStory, play } from './any-story.ts';
import { checkPromises } from './promises.ts';
import type { World } from './world.ts';

const slices = 40;
const seen = { runs: 0, named: 0, known: 0, ruledOut: 0, left: 0, decided: 0, unmet: 0, unfilled: 0, ofCharges: 0, ofHandOffs: 0, own: 0, largestState: 0 };

test.each(Array.from({ length: slices }, (_, slice) => 7_000 + slice))('seed %i', (seed) => {
  fc.assert(
    fc.property(anyWiderStory, (story) => {
      const world = play(story);
      checkPromises(world);
      checkSubjects(world);
      count(world);
    }),
    { numRuns: 6, seed, endOnFailure: true },
  );
});

/** Of whom is not there, or has left, nothing stands open but support; and whoever is there has what opens at once. */
function checkSubjects(world: World): void {
  const state = world.state();
  if (state.phase === 'absent') return;
  const there = new Set([...Object.values(state.victims ?? {}), ...Object.keys(state.subjects ?? {})]);
  for (const step of Object.values(state.steps)) {
    const label = labelOf(step.code);
    if (label !== undefined && !there.has(label) && isOpen(step) && !step.code.startsWith('K4')) throw new Error(`${step.code} is open and ${label} is not there`);
    if (step.pacing === 'VICTIM_PACED' && step.waitsOn.length > 0) throw new Error(`${step.code} waits`);
  }
  if (state.phase !== 'open') return;
  for (const label of Object.values(state.victims ?? {})) for (const code of ['K1', 'K2', 'K4']) if (state.steps[`${code}:${label}`] === undefined) throw new Error(`${label} is there and ${code} is not`);
}

function count(world: World): void {
  const events = world.events();
  const state = world.state();
  const some = (wanted: (event: (typeof events)[number]) => boolean): number => Number(events.some(wanted));
  seen.runs += 1;
  seen.named += some(({ type }) => type === 'SubjectNamed');
  seen.known += some(({ type }) => type === 'FactRecorded');
  seen.ruledOut += some((event) => event.type === 'StepEndedByRule' && event.why === 'ENDS');
  seen.left += some((event) => event.type === 'StepEndedByRule' && event.why === 'LEFT');
  seen.decided += some((event) => event.type === 'StepCompleted' && event.option !== undefined);
  seen.unfilled += some((event) => event.type === 'StepOpened' && event.unfilled === true);
  seen.ofCharges += some((event) => event.type === 'StepOpened' && event.step.includes(':C'));
  seen.ofHandOffs += some((event) => event.type === 'StepOpened' && event.step.startsWith('T1:H'));
  seen.own += some((event) => event.type === 'StepCompleted' && event.step.startsWith('K6:'));
  seen.unmet += Number(world.taken.some(({ decided }) => decided.refusal?.code === 'REQUIREMENT_UNMET'));
  seen.largestState = Math.max(seen.largestState, JSON.stringify(state).length);
}

test('the lives were not too tame', () => {
  console.log(JSON.stringify(seen));
  for (const times of Object.values(seen)) expect(times).toBeGreaterThanOrEqual(slices / 8);
});
