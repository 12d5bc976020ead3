/** Every way the domain can say no, each reached by somebody who might really try it. */
import type { Actor } from '#domain/facts.ts';
import { expect, test } from 'vitest';
import { clockRefusals, compactRefusals, deconflictionRefusals, deskRefusals, editionRefusals, evidenceRefusals, playbookRefusals, processRefusals, redressRefusals, scorecardRefusals, victimRefusals, voiceRefusals, refusalCodes, type RefusalCode } from '#domain/decision.ts';
import { decide } from '#domain/case/decide.ts';
import { caseCommandSchema } from '#domain/case/schema.ts';
import { begun, cast, commitmentCommand, handOffCommand, launching, orchard, planned, starter, stepCommand, uuid, type Body, type Tale } from './world.ts';

interface No {
  readonly code: RefusalCode;
  readonly when: string;
  readonly given: () => Tale;
  readonly by: Actor;
  readonly asks: Body;
}

const no = (code: RefusalCode, when: string, given: () => Tale, by: Actor, asks: Body): No => ({ code, when, given, by, asks });
const proposal = (more: Partial<Extract<Body, { type: 'propose-hand-off' }>>): Body => ({ type: 'propose-hand-off', handOff: uuid(1), step: 'S1.2', to: 'hsi', kind: 'ORDINARY', ...more });

/** Somebody owns the step. */
const owned = (by: Actor, step: string) => (): Tale => {
  const tale = planned();
  tale.act(by, step, { act: 'accept' });
  return tale;
};
const offered = (): Tale => {
  const tale = planned();
  tale.propose(cast.coordinator, 'S4.3', 'irs-ci');
  return tale;
};
const accepted = (): Tale => {
  const tale = offered();
  tale.answer(cast.taxman, uuid(1), { act: 'accept' });
  return tale;
};
const finishedOnce = (): Tale => {
  const tale = begun();
  tale.finish(cast.coordinator, 'S1.2');
  return tale;
};
const askedAside = (): Tale => {
  const tale = orchard();
  tale.launch();
  tale.act(cast.coordinator, 'S0.2', { act: 'not-applicable', reason: 'DUPLICATE' });
  return tale;
};
const declined = (): Tale => {
  const tale = offered();
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  return tale;
};
const disputed = (): Tale => {
  const tale = declined();
  tale.answer(cast.coordinator, uuid(1), { act: 're-propose' });
  tale.answer(cast.taxman, uuid(1), { act: 'decline', reason: 'CAPACITY' });
  return tale;
};
const promise = (more: object): Extract<Body, { type: 'promise' }> => ({ type: 'promise', commitment: uuid(1), pledged: { kind: 'DELIVERABLE', agency: 'fbi', due: '2021-07-30', text: uuid(9), ...more }, place: {} });
const said = (by: Actor, more: object) => (): Tale => {
  const tale = begun();
  tale.say(by, promise(more));
  return tale;
};
const asked = said(cast.coordinator, {});
const promised = said(cast.agent, {});
const pledged = said(cast.agent, { kind: 'RESOURCE', pledge: { amount: 80, unit: 'HOURS', from: '2021-03-01', until: '2021-07-30' } });
const withoutCompacts = (): Tale => {
  const { compact: _none, ...playbook } = starter.playbook;
  const tale = orchard('2021-03-08 09:30', launching, { ...starter, playbook });
  tale.launch();
  return tale;
};
const lapsedHorizon = (): Tale => {
  const tale = owned(cast.prosecutor, 'LIM.1')();
  tale.at('2021-06-01 09:00');
  return tale;
};
const lapsedPlan = (): Tale => {
  const tale = owned(cast.coordinator, 'S3.4')();
  tale.at('2021-09-01 09:00');
  return tale;
};
const takenOver = (): Tale => {
  const tale = owned(cast.coordinator, 'S3.4')();
  tale.act({ ...cast.coordinator, person: 'usao-deputy' }, 'S3.4', { act: 'take-over' });
  return tale;
};
const contacting = (): Tale => {
  const tale = begun((steps) => steps.map((step) => (step.code === 'S2.2-offer' ? { ...step, contact: true } : step)));
  tale.act(cast.advocate, 'S2.2-offer', { act: 'accept' });
  return tale;
};
const operating = (): Tale => {
  const tale = begun();
  tale.say(cast.agent, { type: 'readiness-notice', notice: uuid(50), timeBand: 'WITHIN_A_DAY', estimatedNumber: 2, genderMix: 'FEMALE', languages: [], minorsExpected: true, specialNeeds: ['MEDICAL'] });
  tale.act(cast.agent, 'S4.8', { act: 'accept' });
  return tale;
};
const reviewing = (): Tale => {
  const tale = begun();
  tale.say(cast.coordinator, { type: 'case', act: { act: 'ask-closing' } });
  return tale;
};
const filled = (): Tale => {
  const tale = planned();
  for (let n = 100; tale.promise(cast.agent, { due: '2021-12-15' }, {}, uuid(n)).refusal === undefined && n < 200;) n += 1;
  return tale;
};
const unlaunched = (): Tale => orchard();
const prepared = { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true } as const;

const table: readonly No[] = [
  no('CASE_EXISTS', 'a case is launched twice', () => begun(), cast.coordinator, launching),
  no('CASE_FULL', 'one more promise than a case can hold', filled, cast.agent, { type: 'promise', commitment: uuid(99), pledged: { kind: 'DELIVERABLE', agency: 'fbi', due: '2021-12-15', text: uuid(7) }, place: {} }),
  no('NOT_FOUND', 'the playbook has no such step', () => begun(), cast.coordinator, stepCommand('S9.9', { act: 'accept' })),
  no('NOT_FOUND', 'the case was never launched', unlaunched, cast.coordinator, stepCommand('S0.2', { act: 'accept' })),
  no('NOT_FOUND', 'a step that is not there is handed over', () => begun(), cast.coordinator, proposal({ step: 'S9.9' })),
  no('PLAYBOOK_UNKNOWN', 'the facts are those of another playbook', unlaunched, cast.coordinator, { ...launching, playbook: { id: 'starter', version: 2 } }),
  no('ROLE_UNFILLED', 'nobody on the team is an advocate', unlaunched, cast.coordinator, { ...launching, agencies: launching.agencies.filter(({ agency }) => agency !== 'haven') }),
  no('AGENCY_UNKNOWN', 'the team lists an agency nobody knows', unlaunched, cast.coordinator, { ...launching, agencies: [...launching.agencies, { agency: 'nowhere', roles: ['INVESTIGATOR'] }] }),
  no('AGENCY_UNKNOWN', 'work is handed to an agency nobody knows', () => begun(), cast.coordinator, proposal({ to: 'nowhere' })),
  no('NOT_FOUND', 'a name that every object has is no step', () => begun(), cast.coordinator, stepCommand('constructor', { act: 'accept' })),
  no('NOT_FOUND', 'nor is __proto__, when it is handed over', () => begun(), cast.coordinator, proposal({ step: '__proto__' })),
  no('AGENCY_UNKNOWN', 'a name that every object has is no agency', () => begun(), cast.coordinator, proposal({ to: 'toString' })),
  no('AGENCY_UNKNOWN', 'nor is it one that is asked next', declined, cast.coordinator, handOffCommand(uuid(1), { act: 're-propose', to: 'constructor' })),
  no('AGENCY_UNKNOWN', 'nor one the work is determined for', disputed, cast.coordinator, handOffCommand(uuid(1), { act: 'determine', owner: 'constructor' })),
  no('AGENCY_UNKNOWN', 'nor one of a team', unlaunched, cast.coordinator, { ...launching, agencies: [...launching.agencies, { agency: 'constructor', roles: ['INVESTIGATOR'] }] }),
  no('NOT_THE_HOLDER', 'nor may it record her word', () => begun(), { ...cast.stranger, agency: 'toString' }, stepCommand('S2.3', { act: 'signal', signal: 'NOT_NOW' })),
  no('STALE', 'the step has changed since it was read', () => begun(), cast.coordinator, stepCommand('S1.2', { act: 'accept' }, 0)),
  no('STALE', 'the hand-off has changed since it was read', offered, cast.taxman, handOffCommand(uuid(1), { act: 'accept' }, 0)),
  no('NOT_THE_HOLDER', 'somebody of another agency accepts', () => begun(), cast.agent, stepCommand('S1.1', { act: 'accept' })),
  no('NOT_THE_HOLDER', 'a stranger asks for a statement', () => begun(), cast.stranger, stepCommand('S5.2', prepared)),
  no('NOT_THE_HOLDER', 'an owner outside the lead moves a date alone', owned(cast.advocate, 'S2.2-offer'), cast.advocate, stepCommand('S2.2-offer', { act: 're-date', due: '2021-05-01', reason: 'CAPACITY' })),
  no('NOT_THE_HOLDER', 'the sender answers for the receiver', offered, cast.coordinator, handOffCommand(uuid(1), { act: 'accept' })),
  no('NOT_THE_COORDINATOR', 'somebody who coordinates nothing launches', unlaunched, cast.agent, launching),
  no('NOT_THE_COORDINATOR', 'the receiver determines who owns the work', offered, cast.taxman, handOffCommand(uuid(1), { act: 'determine', owner: 'usao' })),
  no('STEP_FINISHED', 'a finished step is completed again', finishedOnce, cast.coordinator, stepCommand('S1.2', { act: 'complete' })),
  no('STEP_FINISHED', 'a finished step is handed over', finishedOnce, cast.coordinator, proposal({})),
  no('STEP_NOT_ACCEPTED', 'a step is completed that nobody accepted', () => begun(), cast.coordinator, stepCommand('S1.2', { act: 'complete' })),
  no('STEP_NOT_ACCEPTED', 'a date is moved that nobody promised', () => begun(), cast.coordinator, stepCommand('S1.2', { act: 're-date', due: '2021-05-01', reason: 'CAPACITY' })),
  no('STEP_NOT_ACCEPTED', 'a wait is reviewed by nobody in particular', () => planned(), cast.prosecutor, stepCommand('S4.7', { act: 'review-wait' })),
  no('STEP_IS_YOURS', 'the owner takes the work over', owned(cast.advocate, 'S2.2-offer'), cast.advocate, stepCommand('S2.2-offer', { act: 'take-over' })),
  no('STEP_NOT_ACCEPTED', 'work is taken over from nobody', () => begun(), cast.advocate, stepCommand('S2.2-offer', { act: 'take-over' })),
  no('STEP_NOT_ACCEPTED', 'a horizon is set by nobody in particular', () => begun(), cast.prosecutor, stepCommand('LIM.1', { act: 'set-horizon', lastDay: '2026-03-07' })),
  no('NOT_THE_HOLDER', 'another agency takes the work over', owned(cast.advocate, 'S2.2-offer'), cast.coordinator, stepCommand('S2.2-offer', { act: 'take-over' })),
  no('NOT_THE_HOLDER', 'another agency sets the horizon', owned(cast.prosecutor, 'LIM.1'), cast.agent, stepCommand('LIM.1', { act: 'set-horizon', lastDay: '2026-03-07' })),
  no('STEP_ALREADY_ACCEPTED', 'a step is accepted twice', owned(cast.advocate, 'S2.2-offer'), cast.advocate, stepCommand('S2.2-offer', { act: 'accept' })),
  no('STEP_ALREADY_ACCEPTED', 'an accepted step is declined', owned(cast.advocate, 'S2.2-offer'), cast.advocate, stepCommand('S2.2-offer', { act: 'decline', reason: 'CAPACITY' })),
  no('STEP_SUSPENDED', 'a new date is set while the time does not count', owned(cast.agent, 'S5.1'), cast.coordinator, stepCommand('S5.1', { act: 're-date', due: '2021-05-01', reason: 'CAPACITY' })),
  no('OWNER_REQUIRED', 'an owner lets go of a step', owned(cast.advocate, 'S2.2-offer'), cast.advocate, stepCommand('S2.2-offer', { act: 'put-down', reason: 'CAPACITY' })),
  no('REASON_REQUIRED', 'a step is declined without a reason', () => begun(), cast.advocate, stepCommand('S1.1', { act: 'decline' })),
  no('REASON_REQUIRED', 'a hand-off is declined without a reason', offered, cast.taxman, handOffCommand(uuid(1), { act: 'decline' })),
  no('TWO_PEOPLE_REQUIRED', 'one person sets a statutory duty aside alone', askedAside, cast.coordinator, stepCommand('S0.2', { act: 'not-applicable', reason: 'DUPLICATE' })),
  no('TWO_PEOPLE_REQUIRED', 'a right that lapses is ticked off by one', owned(cast.prosecutor, 'LIM.1'), cast.prosecutor, stepCommand('LIM.1', { act: 'complete' })),
  no('NOT_A_HORIZON', 'a horizon is set on a step of ours', owned(cast.coordinator, 'S3.4'), cast.coordinator, stepCommand('S3.4', { act: 'set-horizon', lastDay: '2026-03-07' })),
  no('DATE_IN_THE_PAST', 'a right lapsed yesterday', owned(cast.prosecutor, 'LIM.1'), cast.prosecutor, stepCommand('LIM.1', { act: 'set-horizon', lastDay: '2021-04-11' })),
  no('DATE_IN_THE_PAST', 'a promise is made for a day before 1900', owned(cast.coordinator, 'S3.4'), cast.coordinator, stepCommand('S3.4', { act: 're-date', due: '0001-01-01', reason: 'CAPACITY' })),
  no('DATE_TOO_FAR', 'a promise is made for the year 9999', owned(cast.coordinator, 'S3.4'), cast.coordinator, stepCommand('S3.4', { act: 're-date', due: '9999-12-31', reason: 'CAPACITY' })),
  no('DATE_TOO_FAR', 'a promise is made for ten years and a day', owned(cast.coordinator, 'S3.4'), cast.coordinator, stepCommand('S3.4', { act: 're-date', due: '2031-04-13', reason: 'CAPACITY' })),
  no('DATE_TOO_FAR', 'a right lapses in the year 9999', owned(cast.prosecutor, 'LIM.1'), cast.prosecutor, stepCommand('LIM.1', { act: 'set-horizon', lastDay: '9999-12-31' })),
  no('DATE_TOO_FAR', 'her word names the year 9999', () => begun(), cast.advocate, stepCommand('S2.3', { act: 'signal', signal: 'NOT_TO_BE_ASKED_BEFORE', until: '9999-12-31' })),
  no('DATE_IN_THE_PAST', 'she wishes not to be asked before today', () => begun(), cast.advocate, stepCommand('S2.3', { act: 'signal', signal: 'NOT_TO_BE_ASKED_BEFORE', until: '2021-03-08' })),
  no('UNTIL_REQUIRED', 'she wishes not to be asked before a day, and which is not said', () => begun(), cast.advocate, stepCommand('S2.3', { act: 'signal', signal: 'NOT_TO_BE_ASKED_BEFORE' })),
  no('UNTIL_REQUIRED', 'another word of hers is given a day', () => begun(), cast.advocate, stepCommand('S2.3', { act: 'signal', signal: 'READY_FOR_INTERVIEW', until: '2021-05-01' })),
  no('SUPPORT_STAYS_OPEN', 'what she decides is set aside', () => begun(), cast.coordinator, stepCommand('S5.2', { act: 'not-applicable', reason: 'NOBODY_CONCERNED' })),
  no('SUPPORT_STAYS_OPEN', 'her signal is set aside', () => begun(), cast.advocate, stepCommand('S2.3', { act: 'not-applicable', reason: 'NOBODY_CONCERNED' })),
  no('SUPPORT_STAYS_OPEN', 'support is set aside', () => begun(), cast.coordinator, stepCommand('S1.1', { act: 'not-applicable', reason: 'DONE_ELSEWHERE' })),
  no('NOTHING_TO_BLOCK', 'a cause of delay is named beside her signal', () => begun(), cast.coordinator, stepCommand('S2.3', { act: 'name-blocker', blocker: 'CAPACITY' })),
  no('NOTHING_TO_BLOCK', 'a cause of delay is named beside a protected period', () => begun(), cast.coordinator, stepCommand('S2.1', { act: 'name-blocker', blocker: 'CAPACITY' })),
  no('NOTHING_TO_BLOCK', 'a cause of delay is named while work waits for her', () => planned(), cast.agent, stepCommand('S5.1', { act: 'name-blocker', blocker: 'CAPACITY' })),
  no('VICTIM_PACED_GATE', 'a session is held that nobody had planned', owned(cast.agent, 'S5.2'), cast.agent, stepCommand('S5.2', { act: 'complete' })),
  no('STATUTORY_DATE_FIXED', 'a statutory date is moved', askedAside, cast.coordinator, stepCommand('S0.2', { act: 're-date', due: '2021-05-01', reason: 'CAPACITY' })),
  no('STATUTORY_DATE_FIXED', 'a legal horizon is moved', () => begun(), cast.coordinator, stepCommand('LIM.1', { act: 're-date', due: '2027-05-01', reason: 'OTHER' })),
  no('VICTIM_PACED_NO_DATE', 'a date is put on her readiness', owned(cast.advocate, 'S2.3'), cast.coordinator, stepCommand('S2.3', { act: 're-date', due: '2021-05-01', reason: 'OTHER' })),
  no('VICTIM_PACED_GATE', 'a statement is planned without her word', () => begun(), cast.agent, stepCommand('S5.2', prepared)),
  no('DATE_IN_THE_PAST', 'a promise is made for yesterday', owned(cast.coordinator, 'S3.4'), cast.coordinator, stepCommand('S3.4', { act: 're-date', due: '2021-04-11', reason: 'CAPACITY' })),
  no('PROTECTED_PERIOD', 'a protected period is declared over', () => begun(), cast.coordinator, stepCommand('S2.1', { act: 'complete' })),
  no('NOT_A_SIGNAL_STEP', 'readiness is recorded in the wrong place', () => begun(), cast.agent, stepCommand('S5.2', { act: 'signal', signal: 'READY_FOR_INTERVIEW' })),
  no('SIGNAL_STAYS_OPEN', 'her signal is declared done', owned(cast.advocate, 'S2.3'), cast.advocate, stepCommand('S2.3', { act: 'complete' })),
  no('NOT_A_STATEMENT_STEP', 'a statement is planned on another step', () => begun(), cast.coordinator, stepCommand('S1.2', prepared)),
  no('NOT_A_WAIT', 'a step of ours is reviewed as a wait', () => begun(), cast.coordinator, stepCommand('S1.2', { act: 'review-wait' })),
  no('HAND_OFF_OPEN', 'a step is handed over twice at once', offered, cast.coordinator, proposal({ step: 'S4.3', handOff: uuid(2) })),
  no('HAND_OFF_OPEN', 'who has accepted passes the work on, instead of handing it back', accepted, cast.taxman, proposal({ step: 'S4.3', handOff: uuid(2) })),
  no('HAND_OFF_OPEN', 'a hand-off takes the id of another', offered, cast.coordinator, proposal({})),
  no('HAND_OFF_TO_SELF', 'work is handed to the agency that has it', () => begun(), cast.coordinator, proposal({ to: 'usao' })),
  no('HAND_OFF_STATE', 'a hand-off is completed before it was accepted', offered, cast.taxman, handOffCommand(uuid(1), { act: 'complete' })),
  no('HAND_OFF_STATE', 'a hand-off that nobody knows is answered', () => begun(), cast.taxman, handOffCommand(uuid(9), { act: 'accept' })),
  no('INTERIM_COVER_REQUIRED', 'support is handed over and nobody covers meanwhile', () => begun(), cast.coordinator, proposal({ kind: 'SUPPORT' })),
  no('NOT_ON_THE_TEAM', 'an agency leaves a case it has no part in', () => begun(), cast.coordinator, { type: 'case', act: { act: 'end-engagement', agency: 'hsi', reason: 'OTHER' } }),
  no('AGENCY_LEADS', 'the leading agency leaves the case', () => begun(), cast.coordinator, { type: 'case', act: { act: 'end-engagement', agency: 'usao', reason: 'OTHER' } }),
  no('NOT_THE_COORDINATOR', 'an agency takes another one off the case', () => begun(), cast.agent, { type: 'case', act: { act: 'end-engagement', agency: 'haven', reason: 'OTHER' } }),
  no('NOT_ON_THE_TEAM', 'a promise is asked of an agency that is not engaged', () => begun(), cast.coordinator, promise({ agency: 'hsi' })),
  no('NOT_VICTIM_PACED', 'a promise waits for work of another agency', () => begun(), cast.coordinator, { ...promise({}), place: { waitsOn: ['S1.2'] } }),
  no('NO_COMMITMENTS_HERE', 'a promise is asked for under a playbook without any', withoutCompacts, cast.coordinator, promise({})),
  no('PERIOD_BACKWARDS', 'a resource is pledged until the day before it begins', () => begun(), cast.coordinator, promise({ kind: 'RESOURCE', pledge: { amount: 1, unit: 'FTE', from: '2021-06-02', until: '2021-06-01' } })),
  no('COMMITMENT_STATE', 'what nobody has promised is delivered', asked, cast.agent, commitmentCommand(uuid(1), { act: 'deliver' })),
  no('NOT_THE_LEADER', 'the owner lets go of a promise', promised, cast.agent, commitmentCommand(uuid(1), { act: 'release', reason: 'CAPACITY' })),
  no('NOT_A_RESOURCE', 'hours are recorded on a deliverable', promised, cast.agent, commitmentCommand(uuid(1), { act: 'deliver-resource', from: '2021-03-10', until: '2021-03-11', amount: 8 })),
  no('OUTSIDE_THE_PLEDGE', 'hours are recorded for a time that was not pledged', pledged, cast.agent, commitmentCommand(uuid(1), { act: 'deliver-resource', from: '2021-03-10', until: '2021-08-01', amount: 8 })),
  no('ITEMS_REQUIRED', 'a hand-off is returned and nothing is asked for', offered, cast.taxman, handOffCommand(uuid(1), { act: 'return', reason: 'INSUFFICIENT_INFORMATION' })),
  no('CASE_PHASE', 'a case is reopened that was never closed', () => begun(), cast.coordinator, { type: 'case', act: { act: 'reopen', trigger: 'NEW_EVIDENCE' } }),
  no('LINK_TO_SELF', 'a case is linked to itself', () => begun(), cast.coordinator, { type: 'link', act: { act: 'ask', link: uuid(70), other: launching.caseId, relation: 'SPLIT' } }),
  no('LINK_STATE', 'a link ends that was never asked for', () => begun(), cast.coordinator, { type: 'link', act: { act: 'end', link: uuid(70) } }),
  no('CONTACT_GATE', 'she is contacted and nobody knows how that is safe', contacting, cast.advocate, stepCommand('S2.2-offer', { act: 'complete' })),
  no('EARLY_CONTACT_LIMITS', 'an early contact goes on for an hour', () => begun(), cast.agent, stepCommand('S5.2', { act: 'early-contact', minutes: 60, consent: true, advocateOffered: true, purpose: 'EVIDENCE_VANISHING' })),
  no('OPERATION_GATE', 'a search begins and no service is ready', operating, cast.agent, stepCommand('S4.8', { act: 'complete' })),
  no('CLOSING_GATE', 'a case closes over open duties', reviewing, cast.coordinator, { type: 'case', act: { act: 'close', how: 'MONITORING', reason: 'TRANSFERRED', triggers: ['NEW_VICTIM'], victimsTold: true, redressHandedOver: true } }),
  no('NOT_AN_OPERATION', 'a life that cannot wait is named on another step', () => begun(), cast.coordinator, stepCommand('S1.2', { act: 'override-readiness', reason: 'IMMEDIATE_DANGER_TO_LIFE' })),
  no('NO_READINESS_NOTICE', 'a notice is acknowledged that was never sent', () => begun(), cast.advocate, { type: 'case', act: { act: 'acknowledge-readiness', notice: uuid(9) } }),
  no('NO_DATE_ASKED', 'a date is refused that nobody asked for', owned(cast.coordinator, 'S3.4'), cast.coordinator, stepCommand('S3.4', { act: 'refuse-date' })),
  no('LEVEL_NOT_REACHED', 'a leader answers before anybody asked', owned(cast.coordinator, 'S3.4'), cast.coordinator, stepCommand('S3.4', { act: 'recommit', due: '2021-06-01', resource: 'ONE_ANALYST' })),
  no('NOT_RELEASABLE', 'a legal horizon is let go', lapsedHorizon, cast.prosecutor, stepCommand('LIM.1', { act: 'release', reason: 'CAPACITY' })),
  no('DATE_BELONGS_TO_NEW_DATE', 'the minutes name a new date and do not say which', lapsedPlan, cast.coordinator, stepCommand('S3.4', { act: 'minute-decision', decision: 'NEW_DATE' })),
  no('NO_PACKET', 'a packet is acknowledged where none waits', owned(cast.coordinator, 'S3.4'), cast.coordinator, stepCommand('S3.4', { act: 'acknowledge-packet' })),
  no('NOT_THE_OWNER', 'who gave the work away acknowledges its packet', takenOver, cast.coordinator, stepCommand('S3.4', { act: 'acknowledge-packet' })),
  no('NOT_THE_HOLDER', 'the owner minutes what leaders decided', owned(cast.agent, 'S5.5'), cast.agent, stepCommand('S5.5', { act: 'minute-decision', decision: 'HELP' })),
  no('AD_HOC_NOT_ALLOWED', 'work is added to a track that is hers', () => begun(), cast.coordinator, { type: 'add-step', track: 'PROTECTION', role: 'COORDINATOR', due: '5wd', title: uuid(7) }),
];

const guarded: readonly RefusalCode[] = ['CONTACT_GATE', 'EARLY_CONTACT_LIMITS', 'OPERATION_GATE', 'CLOSING_GATE'];

test.each(table)('$code: $when', ({ code, given, by, asks }) => {
  const tale = given();
  const before = tale.state();
  const answer = tale.say(by, asks);
  expect(answer.refusal?.code).toBe(code);
  // A denied request is a fact that is counted; every other no leaves nothing.
  expect(answer.events.map(({ type }) => type)).toEqual(code === 'VICTIM_PACED_GATE' ? ['StatementRequestDenied'] : guarded.includes(code) ? ['GateDenied'] : []);
  if (code !== 'VICTIM_PACED_GATE' && !guarded.includes(code)) expect(tale.state()).toBe(before);
});

test('every code of the catalogue is in the table, but those that only other ledgers say, and those of playbooks that say more (by-playbook.test.ts, dates.test.ts, legal-clocks.test.ts)', () => {
  const others: readonly string[] = [...clockRefusals, ...compactRefusals, ...deconflictionRefusals, ...deskRefusals, ...editionRefusals, ...evidenceRefusals, ...playbookRefusals, ...processRefusals, ...redressRefusals, ...scorecardRefusals, ...victimRefusals, ...voiceRefusals];
  expect([...new Set(table.map(({ code }) => code))].sort()).toEqual(refusalCodes.filter((code) => !others.includes(code)).sort());
});

test.each([
  ['is offered', () => begun(), proposal({})],
  ['is offered to the next', declined, handOffCommand(uuid(1), { act: 're-propose', to: 'hsi' })],
  ['is determined', disputed, handOffCommand(uuid(1), { act: 'determine', owner: 'hsi' })],
] as const)('no work %s where the agency is contained', (_how, given, asks) => {
  const tale = given();
  const said = (contained: readonly string[]) => decide(tale.state(), { ...caseCommandSchema.parse(asks), by: cast.coordinator }, { ...tale.factsNow(), contained }).refusal?.code;
  expect([said(['hsi']), said(['irs-ci'])]).toEqual(['AGENCY_CONTAINED', undefined]);
});
