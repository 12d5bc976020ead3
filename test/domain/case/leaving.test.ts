/** An agency that has left a case is asked for nothing later, whatever it had before. */
import { expect, test } from 'vitest';
import { definitionOf } from '#domain/case/context.ts';
import { openStep } from '#domain/case/opening.ts';
import { begun, cast } from './world.ts';

test('what it had once done is offered to others when it opens again', () => {
  const tale = begun();
  tale.finish(cast.advocate, 'S1.1');
  expect(tale.step('S1.1')).toMatchObject({ state: 'DONE', holder: 'haven', owner: 'haven-advocate' });
  tale.say(cast.coordinator, { type: 'case', act: { act: 'end-engagement', agency: 'haven', reason: 'CAPACITY' } });
  expect(Object.keys(tale.open().agencies)).not.toContain('haven');
  const again = openStep(tale.open(), { key: 'S1.1', definition: definitionOf(tale.open(), tale.factsNow(), 'S1.1') }, tale.factsNow());
  expect([again.holder, again.accountable, again.owner]).toEqual(['usao', 'usao', undefined]);
});
