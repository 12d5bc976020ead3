/** The case conference in one act (S3.4): minutes become promises, a decision moves what it names, and nothing of it stands by half. */
import { expect, test } from 'vitest';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { inChicago } from '../time/fixtures.ts';
import { cast, planned, starter, uuid, type Body, type Tale } from './world.ts';

type Held = Extract<Body, { type: 'hold-conference' }>;
const attendance: Held['attendance'] = [{ agency: 'usao', people: ['usao-coordinator'] }, { agency: 'fbi', people: ['fbi-agent'] }];
const newPlan: Held['decisions'] = [{ decision: 'NEW_PLAN', tracks: ['INVESTIGATION'], text: uuid(90) }];
const minute = (n: number, agency: string, more: object = {}): Held['minutes'][number] => ({
  commitment: uuid(n), pledged: { kind: 'DELIVERABLE', agency, due: '2021-11-30', text: uuid(91) }, place: { track: 'INVESTIGATION' }, ...more,
});

/** All that was open on the investigation is out of the way but one promise; nothing moves for a month. */
function stalled(): Tale {
  const tale = planned();
  for (const [who, code] of [[cast.agent, 'S5.5'], [cast.prosecutor, 'S4.7']] as const) tale.act(who, code, { act: 'not-applicable', reason: 'OTHER' });
  tale.at('2021-09-15 10:00');
  tale.promise(cast.agent, { due: '2021-12-15' }, { track: 'INVESTIGATION' }, uuid(50));
  tale.at('2021-10-20 10:00');
  return tale;
}

test('a decision on a stalled track moves it, minutes are promises of those in the room, and this time of the step is done', () => {
  const tale = stalled();
  expect(tale.open().tracks.INVESTIGATION?.stalledAt).toBe('2021-10-16T05:00:00.000Z');
  const { occurrence } = tale.step('S3.4');
  const held = tale.confer({ attendance, decisions: newPlan, minutes: [minute(1, 'fbi', { owner: 'fbi-agent' }), minute(2, 'haven'), minute(3, 'fbi', { owner: 'fbi-absent' })] });
  expect(held.refusal).toBeUndefined();
  expect(tale.commitment(uuid(1))).toMatchObject({ state: 'ACTIVE', owner: 'fbi-agent', version: 1 });
  for (const id of [uuid(2), uuid(3)]) expect(tale.commitment(id)).toMatchObject({ state: 'PROPOSED', version: 0 }); // nobody of theirs was there to take it on
  expect(tale.step('S3.4')).toMatchObject({ occurrence: occurrence + 1, state: 'IN_PROGRESS', owner: 'usao-coordinator' });
  expect(tale.open().tracks.INVESTIGATION).toMatchObject({ movedAt: '2021-10-20T15:00:00.000Z' });
  expect(tale.open().tracks.INVESTIGATION?.stalledAt).toBeUndefined();
  expect(inChicago(tale.open().tracks.INVESTIGATION?.stallsAt ?? '')).toBe('2021-11-20 00:00');
  expect(tale.open().tracks.TEAM?.movedAt).toBe('2021-10-20T15:00:00.000Z');
});

test('a conference that decides nothing moves no track but its own step', () => {
  const tale = stalled();
  tale.confer({ attendance });
  expect(tale.open().tracks.INVESTIGATION?.stalledAt).toBe('2021-10-16T05:00:00.000Z');
});

test('all or nothing: one minute that cannot be promised, and none of it is recorded', () => {
  const tale = stalled();
  const before = tale.state();
  const refused = (more: Partial<Held>) => tale.confer({ attendance, decisions: newPlan, ...more }).refusal;
  expect(refused({ minutes: [minute(1, 'fbi'), minute(2, 'elsewhere')] })).toEqual({ code: 'NOT_ON_THE_TEAM', detail: { minute: 2 } });
  expect(refused({ minutes: [minute(1, 'fbi', { place: { step: 'S5.2' } })] })).toEqual({ code: 'VICTIM_PACED_NO_DATE', detail: { minute: 1 } });
  expect(refused({ minutes: [minute(50, 'fbi')] })).toEqual({ code: 'COMMITMENT_STATE', detail: { state: 'OPEN', minute: 1 } });
  expect(refused({ attendance: [{ agency: 'elsewhere', people: [] }] })).toEqual({ code: 'NOT_ON_THE_TEAM' });
  expect(tale.confer({ attendance }, cast.agent).refusal).toEqual({ code: 'NOT_THE_COORDINATOR' });
  expect(tale.state()).toBe(before);
});

test('a playbook has one conference, and it comes again', () => {
  const conference = { ...starter.playbook, steps: starter.playbook.steps.map((step) => (step.code === 'S3.3' ? { ...step, conference: true as const } : step)) };
  expect(checkPlaybook(conference).map(({ step, message }) => `${step}: ${message.slice(0, 40)}`)).toEqual(['S3.3: is a conference that never comes again: ', 'S3.4: is a second conference: keep one, for on']);
});
