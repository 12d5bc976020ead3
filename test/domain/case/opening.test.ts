/** When a step comes to be open. */
import { expect, test } from 'vitest';
import { begun, cast } from './world.ts';

test('a step after a repeating one opens once that was done, whenever its other conditions are met', () => {
  const tale = begun((steps) => steps.map((step) => (step.code === 'S3.3' ? { ...step, after: ['S2.2-offer', 'S3.1'] } : step)));
  tale.finish(cast.advocate, 'S2.2-offer'); // it stands open again at once
  tale.finish(cast.coordinator, 'S3.1');
  expect(tale.step('S3.3').state).toBe('READY');
});
