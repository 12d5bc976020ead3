/** Gates G1, G2 and G4, and the limits of an early contact (R8): what stops, what is counted, and who may go on all the same. */
import type { Actor } from '#domain/facts.ts';
import { expect, test } from 'vitest';
import type { StepAct } from '#domain/case/schema.ts';
import { begun, cast, launching, orchard, planned, uuid, type Body, type Tale } from './world.ts';

const deputy: Actor = { person: 'usao-deputy', agency: 'usao', roles: ['COORDINATOR'] };
const partner: Actor = { person: 'fbi-partner', agency: 'fbi', roles: ['INVESTIGATOR'] };
const whole = (act: Extract<Body, { type: 'case' }>['act']): Body => ({ type: 'case', act });
const early: Extract<StepAct, { act: 'early-contact' }> = { act: 'early-contact', minutes: 25, consent: true, advocateOffered: true, purpose: 'IMMEDIATE_SAFETY' };
const notice: Body = { type: 'readiness-notice', notice: uuid(50), timeBand: 'WITHIN_A_WEEK', estimatedNumber: 6, genderMix: 'MIXED', languages: ['es', 'mix'], minorsExpected: false, specialNeeds: [] };

const reported = (): Tale => {
  const tale = orchard();
  tale.say(cast.coordinator, { ...launching, information: true });
  return tale;
};
const warned = (): Tale => {
  const tale = planned();
  tale.say(cast.agent, notice);
  tale.act(cast.agent, 'S4.8', { act: 'accept' });
  return tale;
};

test('a report opens the danger check and the question whether it is a case, and nothing else', () => {
  const tale = reported();
  expect([tale.open().phase, Object.keys(tale.open().steps).sort()]).toEqual(['information', ['S0.2', 'S0.5']]);
  expect([tale.due('S0.2'), tale.due('S0.5')]).toEqual(['2021-03-08 10:30', '2021-03-10 17:00']);
  expect(tale.say(cast.coordinator, { type: 'add-step', track: 'TEAM', role: 'COORDINATOR', due: '5wd', title: uuid(7) }).refusal).toEqual({ code: 'CASE_PHASE', detail: { phase: 'information' } });
  // The question is answered by deciding, and by no other door.
  tale.act(cast.coordinator, 'S0.5', { act: 'accept' });
  for (const act of [{ act: 'complete' }, { act: 'not-applicable', reason: 'OTHER' }] as const) expect(tale.act(cast.coordinator, 'S0.5', act).refusal?.code).toBe('CASE_PHASE');
});

test('accepted by the coordinator alone it is a case, with all that opens with a case', () => {
  const tale = reported();
  tale.say(cast.coordinator, whole({ act: 'accept-case' }));
  const direct = orchard();
  direct.launch();
  expect([tale.open().phase, tale.step('S0.5').state]).toEqual(['open', 'DONE']);
  expect(Object.keys(tale.open().steps).filter((code) => code !== 'S0.5').sort()).toEqual(Object.keys(direct.open().steps).sort());
  expect(tale.say(cast.coordinator, whole({ act: 'accept-case' })).refusal?.code).toBe('CASE_PHASE');
});

test('a report may name no more than who looks at it; the team is complete when it is accepted', () => {
  const tale = orchard();
  const [usao, ...others] = launching.agencies;
  tale.say(cast.coordinator, { ...launching, information: true, agencies: [usao ?? { agency: 'usao', roles: ['COORDINATOR'] }] });
  expect(tale.say(cast.coordinator, whole({ act: 'accept-case' })).refusal).toEqual({ code: 'ROLE_UNFILLED', detail: { roles: ['COMMUNITY_ADVOCATE', 'INVESTIGATOR'] } });
  tale.say(cast.coordinator, whole({ act: 'accept-case', agencies: others }));
  expect([tale.step('S1.1').holder, Object.values(tale.open().agencies).map(({ place }) => place)]).toEqual(['haven', [0, 1, 2, 3]]);
});

test('kept as information it takes a reason and a second person, and is looked at again', () => {
  const tale = reported();
  const keep = whole({ act: 'keep-as-information', reason: 'NO_INDICATORS' });
  expect(tale.types(tale.say(cast.coordinator, keep))).toEqual(['InformationKeptAsked']);
  expect(tale.say(cast.coordinator, keep).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
  expect(tale.types(tale.say(deputy, whole({ act: 'keep-as-information', reason: 'DUPLICATE' })))).toEqual(['InformationKeptAsked']); // another reason begins anew
  expect(tale.types(tale.say(cast.coordinator, whole({ act: 'keep-as-information', reason: 'DUPLICATE' })))).toEqual(['InformationKept']);
  expect([tale.open().phase, tale.step('S0.5').state, tale.due('S0.5')]).toEqual(['information', 'READY', '2021-06-06 09:30']);
  tale.at('2021-07-06 09:00');
  expect(tale.levels('S0.5').at(-1)?.slice(0, 2)).toBe('L5'); // nothing is forgotten
  tale.say(cast.coordinator, whole({ act: 'accept-case' }));
  expect(tale.open().phase).toBe('open');
});

test('an early contact is recorded as what it is: no session, no statement', () => {
  const tale = begun();
  tale.say(cast.advocate, whole({ act: 'record-safe-contact', rule: uuid(60) }));
  const held = tale.act(cast.agent, 'S5.2', early);
  expect(held.events).toEqual([expect.objectContaining({ type: 'EarlyContactHeld', kind: 'EARLY_LIMITED_CONTACT', minutes: 25, purpose: 'IMMEDIATE_SAFETY' })]);
  expect([tale.step('S5.2').occurrence, tale.step('S5.2').state, tale.step('S5.2').planned]).toEqual([1, 'READY', undefined]);
  expect(tale.open().tracks.INVESTIGATION?.movedAt).toBeUndefined();
});

test.each([
  ['nobody knows how to contact her safely', {}, ['SAFE_CONTACT'], false],
  ['she has not agreed', { consent: false }, ['CONSENT'], true],
  ['no advocate was offered', { advocateOffered: false }, ['ADVOCATE'], true],
  ['it is longer than 30 minutes', { minutes: 31 }, ['TIME'], true],
  ['nothing is as it should be', { minutes: 90, consent: false, advocateOffered: false }, ['SAFE_CONTACT', 'CONSENT', 'ADVOCATE', 'TIME'], false],
] as const)('an early contact is refused and counted when %s', (_when, change, missing, isSafe) => {
  const tale = begun();
  if (isSafe) tale.say(cast.advocate, whole({ act: 'record-safe-contact', rule: uuid(60) }));
  const no = tale.act(cast.agent, 'S5.2', { ...early, ...change });
  expect(no.refusal).toEqual({ code: 'EARLY_CONTACT_LIMITS', detail: { missing } });
  expect([tale.types(no), tale.open().counts.denied]).toEqual([['GateDenied'], { R8: 1 }]);
});

test('work that contacts her waits until it is known how that is safe', () => {
  const tale = begun((steps) => steps.map((step) => (step.code === 'S2.2-offer' ? { ...step, contact: true } : step)));
  tale.act(cast.advocate, 'S2.2-offer', { act: 'accept' });
  const no = tale.act(cast.advocate, 'S2.2-offer', { act: 'complete' });
  expect([no.refusal?.code, tale.open().counts.denied]).toEqual(['CONTACT_GATE', { G2: 1 }]);
  tale.say(cast.advocate, whole({ act: 'record-safe-contact', rule: uuid(60) }));
  expect(tale.act(cast.advocate, 'S2.2-offer', { act: 'complete' }).refusal).toBeUndefined();
});

test('a readiness notice opens the operation and tells the services; nobody goes in before they have answered', () => {
  const tale = warned();
  expect(tale.told()).toEqual(expect.arrayContaining(['readiness S4.8 haven COMMUNITY_ADVOCATE', 'task S4.8 fbi INVESTIGATOR']));
  const no = tale.act(cast.agent, 'S4.8', { act: 'complete' });
  expect([no.refusal, tale.open().counts.denied]).toEqual([{ code: 'OPERATION_GATE', detail: { missing: ['ACKNOWLEDGEMENT'] } }, { G4: 1 }]);
  // Neither who sent it nor anybody else who goes in answers for the services.
  for (const by of [cast.agent, partner]) expect(tale.say(by, whole({ act: 'acknowledge-readiness', notice: uuid(50) })).refusal?.code).toBe('NOT_THE_HOLDER');
  expect(tale.say(cast.advocate, whole({ act: 'acknowledge-readiness', notice: uuid(51) })).refusal?.code).toBe('NO_READINESS_NOTICE');
  tale.say(cast.advocate, whole({ act: 'acknowledge-readiness', notice: uuid(50) }));
  expect(tale.act(cast.agent, 'S4.8', { act: 'complete' }).refusal).toBeUndefined();
  expect([tale.step('S4.8').state, tale.open().readiness]).toEqual(['DONE', undefined]);
});

test('a later notice needs an answer of its own', () => {
  const tale = warned();
  tale.say(cast.advocate, whole({ act: 'acknowledge-readiness', notice: uuid(50) }));
  tale.say(cast.agent, { ...notice, notice: uuid(52), minorsExpected: true });
  expect(tale.act(cast.agent, 'S4.8', { act: 'complete' }).refusal?.code).toBe('OPERATION_GATE');
});

test('a life that cannot wait takes two people who say the same, for this operation only', () => {
  const tale = warned();
  const cannotWait = { act: 'override-readiness', reason: 'IMMEDIATE_DANGER_TO_LIFE' } as const;
  tale.act(cast.agent, 'S4.8', cannotWait);
  expect(tale.act(cast.agent, 'S4.8', cannotWait).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
  expect(tale.act(cast.agent, 'S4.8', { act: 'complete' }).refusal?.code).toBe('OPERATION_GATE');
  tale.act(partner, 'S4.8', cannotWait);
  expect(tale.act(cast.agent, 'S4.8', { act: 'complete' }).refusal).toBeUndefined();
  tale.say(cast.agent, { ...notice, notice: uuid(53) });
  expect([tale.step('S4.8').occurrence, tale.act(cast.agent, 'S4.8', { act: 'complete' }).refusal?.code]).toEqual([2, 'OPERATION_GATE']);
});
