/** When a step comes to be open. */
import { expect, test } from 'vitest';
import type { Playbook } from '#domain/playbook/schema.ts';
import { cast, launching, orchard, starter, type Tale } from './world.ts';

/** The starter with some steps said otherwise. */
function changed(change: (steps: Playbook['steps']) => Playbook['steps']): Tale {
  const tale = orchard('2021-03-08 09:30', launching, { ...starter, playbook: { ...starter.playbook, steps: change(starter.playbook.steps) } });
  tale.launch();
  return tale;
}

test('a step after a repeating one opens once that was done, whenever its other conditions are met', () => {
  const tale = changed((steps) => steps.map((step) => (step.code === 'S3.3' ? { ...step, after: ['S2.2-offer', 'S3.1'] } : step)));
  tale.finish(cast.advocate, 'S2.2-offer'); // it stands open again at once
  tale.finish(cast.coordinator, 'S3.1');
  expect(tale.step('S3.3').state).toBe('READY');
});
