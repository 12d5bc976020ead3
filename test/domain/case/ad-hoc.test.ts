/** Work the coordinator adds: a promise like any other, within what the playbook allows. */
import { expect, test } from 'vitest';
import { begun, cast, uuid, type Body } from './world.ts';

const wanted = (more: Partial<Extract<Body, { type: 'add-step' }>> = {}): Body => ({ type: 'add-step', track: 'INVESTIGATION', role: 'INVESTIGATOR', due: '10wd', title: uuid(7), ...more });

test('an added step is offered, promised by accepting, and done; no word of it enters an event', () => {
  const tale = begun();
  expect(tale.types(tale.say(cast.coordinator, wanted()))).toEqual(['StepAdded', 'StepOpened', 'TrackQuiet']);
  expect(tale.step('X.1')).toMatchObject({ pacing: 'AGREED', holder: 'fbi', accountable: 'usao', state: 'READY', dueFor: 'answer' });
  expect([tale.due('X.1'), tale.told().at(-1)]).toEqual(['2021-03-11 17:00', 'task X.1 fbi INVESTIGATOR']);
  tale.act(cast.agent, 'X.1', { act: 'accept' });
  expect(tale.due('X.1')).toBe('2021-03-22 17:00');
  tale.act(cast.agent, 'X.1', { act: 'complete' });
  expect([tale.step('X.1').state, tale.open().tracks.INVESTIGATION?.movedAt]).toEqual(['DONE', tale.now()]);
  expect(tale.say(cast.coordinator, wanted()).events[0]).toMatchObject({ type: 'StepAdded', step: 'X.2' });
});

test('an added step climbs its ladder', () => {
  const tale = begun();
  tale.say(cast.coordinator, wanted());
  tale.at('2021-03-19 09:00');
  expect(tale.levels('X.1')).toEqual(['L0 2021-03-10 21:12:30', 'L1 2021-03-11 17:00', 'L2 2021-03-15 17:00', 'L3 2021-03-18 17:00']);
});

test.each([
  ['by anybody but the coordinator', cast.agent, {}, 'NOT_THE_COORDINATOR'],
  ['on a track the playbook leaves out', cast.coordinator, { track: 'PROTECTION' }, 'AD_HOC_NOT_ALLOWED'],
  ['for a role the playbook leaves out', cast.coordinator, { role: 'COMMUNITY_ADVOCATE' }, 'AD_HOC_NOT_ALLOWED'],
  ['for a role nobody fills', cast.coordinator, { role: 'LABOUR_INSPECTOR' }, 'ROLE_UNFILLED'],
  ['longer than the playbook allows', cast.coordinator, { due: '61wd' }, 'DATE_TOO_FAR'],
  ['in hours', cast.coordinator, { due: '12h' }, 'AD_HOC_NOT_ALLOWED'],
] as const)('is not added %s', (_how, by, more, code) => {
  expect(begun().say(by, wanted(more)).refusal?.code).toBe(code);
});

test('no more are added than the playbook allows', () => {
  const tale = begun();
  for (let n = 0; n < 30; n += 1) expect(tale.say(cast.coordinator, wanted()).refusal).toBeUndefined();
  expect(tale.say(cast.coordinator, wanted()).refusal?.detail).toEqual({ most: 30 });
});
