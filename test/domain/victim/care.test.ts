/** What staff owe her, topic by topic, told in short stories. */
import { describe, expect, it } from 'vitest';
import { dutiesOf } from '#domain/victim/duty/duty.ts';
import { isReviewOwed } from '#domain/victim/care/risk.ts';
import { victimActSchema } from '#domain/victim/schema.ts';
import type { DutyKind } from '#domain/terms.ts';
import { advocate, by, caseId, coordinator, createFile, officer, type File } from './world.ts';

const police = by('police', 'INVESTIGATOR');
const owedOf = (file: File, kind: DutyKind) => dutiesOf(file.file(), kind).map(([, { to, subject, climb: { deadline } }]) => [`${to.agency}/${to.role}`, subject, deadline.due]);
const withAdvocate = (startsAt?: string): File => {
  const file = createFile(startsAt);
  file.happen({ type: 'StoodBy', standing: file.newId(), role: 'COMMUNITY_ADVOCATE', agency: 'house' });
  return file;
};
const assess = (file: File, level: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL', trigger: 'INITIAL' | 'TESTIMONY' | 'RELEASE' = 'INITIAL') => file.say(advocate, { act: 'assess-risk', assessment: file.newId(), level, trigger, factors: ['RETALIATION'], measures: ['ESCORT'], next: '2024-12-02' });

describe('the danger to her', () => {
  it('is assessed anew within 72 hours of each event, and one assessment answers them all', () => {
    const file = withAdvocate();
    for (const event of ['ARREST', 'RELEASE', 'RELEASE', 'HEARING', 'TESTIMONY', 'VERDICT', 'SENTENCE', 'INCIDENT'] as const) file.say(coordinator, { act: 'say-event', event });
    expect(owedOf(file, 'REASSESS_RISK')).toEqual(['ARREST', 'RELEASE', 'HEARING', 'TESTIMONY', 'VERDICT', 'SENTENCE', 'INCIDENT'].map((event) => ['house/COMMUNITY_ADVOCATE', event, '2024-03-07T15:00:00.000Z']));
    const duty = dutiesOf(file.file(), 'REASSESS_RISK')[0]?.[0] ?? '';
    expect(file.say(advocate, { act: 'do-duty', duty }).refusal).toEqual({ code: 'DUTY_HAS_AN_ACT', detail: { act: 'assess-risk' } });
    assess(file, 'LOW');
    expect([owedOf(file, 'REASSESS_RISK'), owedOf(file, 'REVIEW_RISK').length, owedOf(file, 'SAFETY_STEP')]).toEqual([[], 1, []]);
  });

  it('opens a safety step within 24 hours when it rises to high or critical, and she is offered a review', () => {
    const file = withAdvocate();
    assess(file, 'MEDIUM');
    expect(isReviewOwed(file.file())).toBe(false);
    assess(file, 'HIGH', 'RELEASE');
    expect(owedOf(file, 'SAFETY_STEP')).toEqual([['house/COMMUNITY_ADVOCATE', 'HIGH', '2024-03-05T15:00:00.000Z']]);
    expect(isReviewOwed(file.file())).toBe(true);
    assess(file, 'HIGH');
    expect([owedOf(file, 'SAFETY_STEP').length, owedOf(file, 'OFFER_REVIEW').length]).toEqual([1, 1]);
    file.say(advocate, { act: 'do-duty', duty: dutiesOf(file.file(), 'OFFER_REVIEW')[0]?.[0] ?? '', outcome: 'OFFERED' });
    expect(isReviewOwed(file.file())).toBe(false);
  });

  it('planned participation waits until she was offered to look at it again; what she asked for herself does not', () => {
    const file = withAdvocate();
    file.say(advocate, { act: 'signal-readiness', signal: 'READY_FOR_INTERVIEW', voice: 'SELF' });
    const ask = (interview: string) => file.say(police, { act: 'request-interview', interview, case: caseId, purpose: 'SAFETY', sessions: 1, interpreterFixed: true, advocateOffered: true, afterCareBooked: true }).refusal?.detail;
    const hold = (interview: string) =>
      file.say(police, { act: 'record-session', interview, day: '2024-03-04', minutes: 20, breaks: 1, present: ['INVESTIGATOR'], stopRequested: false, wellbeing: 'CALM', interviewer: police.person }).refusal?.detail;
    const [planned, hers] = [file.newId(), file.newId()];
    expect(ask(planned)).toBeUndefined();
    file.say(advocate, { act: 'survivor-asks', interview: hers, case: caseId, purpose: 'SAFETY', sessions: 1 });
    assess(file, 'CRITICAL', 'RELEASE');
    const waits = { missing: ['REVIEW_OFFER'] };
    expect([hold(planned), ask(file.newId()), hold(hers)]).toEqual([waits, waits, undefined]);
    file.say(advocate, { act: 'do-duty', duty: dutiesOf(file.file(), 'OFFER_REVIEW')[0]?.[0] ?? '', outcome: 'OFFERED' });
    expect(hold(planned)).toBeUndefined();
  });

  it('shows that it rose after she took part, and only then', () => {
    const rose = (file: File) => [...(file.rows()['risks']?.values() ?? [])].map((row) => (row as { roseAfterParticipation: boolean }).roseAfterParticipation);
    const file = withAdvocate();
    assess(file, 'LOW', 'TESTIMONY');
    assess(file, 'MEDIUM', 'TESTIMONY');
    assess(file, 'HIGH', 'RELEASE');
    assess(file, 'LOW', 'TESTIMONY');
    expect(rose(file)).toEqual([false, true, false, false]);
  });
});

describe('support', () => {
  const open = (file: File): string => {
    const support = file.newId();
    file.say(advocate, { act: 'open-support', support, kind: 'HOUSING', agency: 'house' });
    return support;
  };

  it('is offered every 14 days, by staff, while one is open', () => {
    const file = withAdvocate();
    const support = open(file);
    expect(owedOf(file, 'OFFER_SUPPORT')).toEqual([['house/COMMUNITY_ADVOCATE', undefined, '2024-03-18T14:00:00.000Z']]);
    file.passTo('2024-03-10T15:00:00.000Z');
    file.say(advocate, { act: 'do-duty', duty: dutiesOf(file.file(), 'OFFER_SUPPORT')[0]?.[0] ?? '', outcome: 'OFFERED' });
    expect(owedOf(file, 'OFFER_SUPPORT')).toEqual([['house/COMMUNITY_ADVOCATE', undefined, '2024-03-24T15:00:00.000Z']]);
    file.say(advocate, { act: 'end-support', support, reason: 'SHE_ENDED_IT' });
    expect(owedOf(file, 'OFFER_SUPPORT')).toEqual([]);
  });

  it('is silent until the day she named: no word to anybody, and then the period begins', () => {
    const file = withAdvocate();
    open(file);
    file.say(advocate, { act: 'signal-readiness', signal: 'NOT_TO_BE_ASKED_BEFORE', voice: 'SELF', until: '2024-05-01' });
    const before = file.notices().length;
    file.passTo('2024-05-01T05:00:00.000Z');
    expect(file.notices().length).toBe(before);
    expect(owedOf(file, 'OFFER_SUPPORT')).toEqual([['house/COMMUNITY_ADVOCATE', undefined, '2024-05-15T05:00:00.000Z']]);
    file.passTo('2024-05-15T05:00:00.000Z');
    expect(file.notices().slice(before).map(({ kind, level }) => [kind, level])).toEqual([['reminder', 'L0'], ['level', 'L1'], ['level', 'L1']]);
  });

  it('never climbs beyond level 2', () => {
    const file = withAdvocate();
    open(file);
    file.passTo('2024-08-01T15:00:00.000Z');
    expect(file.events().flatMap((event) => (event.type === 'LevelReached' ? [event.level] : []))).toEqual(['L0', 'L1', 'L2']);
  });

  it('is offered within 72 hours of a session, once at a time, and not before the day she named', () => {
    const file = withAdvocate();
    file.say(coordinator, { act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'lead' });
    file.say(advocate, { act: 'signal-readiness', signal: 'READY_FOR_INTERVIEW', voice: 'SELF' });
    const interview = file.newId();
    file.say(police, { act: 'request-interview', interview, case: caseId, purpose: 'SAFETY', sessions: 3, interpreterFixed: true, advocateOffered: true, afterCareBooked: true });
    const hold = () => file.say(police, { act: 'record-session', interview, day: '2024-03-04', minutes: 20, breaks: 1, present: ['INVESTIGATOR'], stopRequested: false, wellbeing: 'TIRED', interviewer: police.person }).refusal;
    const offered = () => file.say(advocate, { act: 'do-duty', duty: dutiesOf(file.file(), 'OFFER_AFTERCARE')[0]?.[0] ?? '', outcome: 'OFFERED' });
    expect([owedOf(file, 'OFFER_AFTERCARE'), hold(), hold()]).toEqual([[], undefined, undefined]);
    expect(owedOf(file, 'OFFER_AFTERCARE')).toEqual([['house/COMMUNITY_ADVOCATE', undefined, '2024-03-07T15:00:00.000Z']]);
    offered();
    expect([owedOf(file, 'OFFER_AFTERCARE'), hold(), owedOf(file, 'OFFER_AFTERCARE').length]).toEqual([[], undefined, 1]);
    const told = file.notices().length;
    file.say(advocate, { act: 'signal-readiness', signal: 'NOT_TO_BE_ASKED_BEFORE', voice: 'SELF', until: '2024-05-01' });
    file.passTo('2024-05-01T05:00:00.000Z');
    expect([file.notices().length, owedOf(file, 'OFFER_AFTERCARE')]).toEqual([told, [['house/COMMUNITY_ADVOCATE', undefined, '2024-05-04T05:00:00.000Z']]]);
  });

  it.each(['NOT_COOPERATING', 'WITHDREW', 'REFUSED_STATUS', 'PROSECUTION_ENDED', 'NO_SHOW'])('cannot be ended because %s: that is no reason', (reason) => {
    const file = withAdvocate();
    const support = open(file);
    expect([file.say(advocate, { act: 'end-support', support, reason }).refusal?.code, Object.keys(file.file().care.support)]).toEqual(['SUPPORT_STAYS_OPEN', [support]]);
  });
});

describe('nothing is on condition that she takes part', () => {
  const id = createFile().newId();
  const whole = [
    { act: 'file-measure', measure: id, kind: 'CP', filed: '2024-03-01', source: 'LETTER', officer: { agency: 'border', role: 'IMMIGRATION_OFFICER' } },
    { act: 'grant-measure', measure: id, granted: '2024-03-01', source: 'LETTER' },
    { act: 'open-support', support: id, kind: 'HOUSING', agency: 'house' },
    { act: 'say-reach', state: 'IN_CONTACT' },
    { act: 'promise-her', promise: id, text: id, maker: { agency: 'lead', role: 'PROSECUTOR' } },
  ];
  it.each(whole.flatMap((act) => ['conditionalOn', 'requires', 'testimony', 'cooperation', 'ifShe'].map((member) => [act.act, member, act] as const)))('%s takes no %s', (_act, member, act) => {
    expect(victimActSchema.safeParse(act).success).toBe(true);
    expect(victimActSchema.safeParse({ ...act, [member]: 'TESTIMONY' }).success).toBe(false);
  });
});

describe('promises made to her', () => {
  it('climb to the leader of who made them, and only she says what became of them', () => {
    const file = withAdvocate();
    const promise = file.newId();
    file.say(coordinator, { act: 'promise-her', promise, text: file.newId(), maker: { agency: 'police', role: 'INVESTIGATOR', person: 'police.one' }, due: '2024-03-11' });
    expect(owedOf(file, 'KEEP_PROMISE')).toEqual([['police/INVESTIGATOR', promise, '2024-03-11T22:00:00.000Z']]);
    file.passTo('2024-03-26T15:00:00.000Z');
    expect(file.events().flatMap((event) => (event.type === 'LevelReached' && event.level === 'L4' ? event.to : []))).toEqual([{ agency: 'police', role: 'AGENCY_LEADER' }]);
    file.say({ ...by('police', 'INVESTIGATOR'), person: 'police.one' }, { act: 'do-duty', duty: dutiesOf(file.file(), 'KEEP_PROMISE')[0]?.[0] ?? '' });
    expect(Object.keys(file.file().care.promises)).toEqual([promise]);
    file.say(advocate, { act: 'answer-promise', promise, answer: 'BROKEN' });
    expect([file.file().care.promises, file.file().duties]).toEqual([{}, {}]);
  });

  it('on a condition alone have no date, and are looked at every 30 days', () => {
    const file = withAdvocate();
    file.say(coordinator, { act: 'promise-her', promise: file.newId(), text: file.newId(), condition: file.newId(), maker: { agency: 'lead', role: 'PROSECUTOR' } });
    expect([owedOf(file, 'KEEP_PROMISE'), owedOf(file, 'REVIEW_PROMISES')]).toEqual([[], [['house/COMMUNITY_ADVOCATE', undefined, '2024-04-03T14:00:00.000Z']]]);
  });
});

describe('when contact is lost', () => {
  it('exactly what was agreed is done; her silence opens nothing', () => {
    const file = withAdvocate();
    expect(file.say(advocate, { act: 'miss-contact' }).refusal?.code).toBe('NO_PLAN_AGREED');
    const plan = file.newId();
    file.say(advocate, { act: 'agree-lost-contact', plan, text: file.newId() });
    file.say(advocate, { act: 'miss-contact' });
    file.say(advocate, { act: 'miss-contact' });
    expect(owedOf(file, 'AGREED_CONTACT')).toEqual([['house/COMMUNITY_ADVOCATE', plan, '2024-03-05T15:00:00.000Z']]);
    file.say(advocate, { act: 'say-reach', state: 'CHOSE_SILENCE' });
    expect([owedOf(file, 'AGREED_CONTACT'), file.say(advocate, { act: 'miss-contact' }).refusal?.code]).toEqual([[], 'SHE_CHOSE_SILENCE']);
    file.say(advocate, { act: 'say-reach', state: 'CANNOT_BE_REACHED' });
    expect(file.say(advocate, { act: 'miss-contact' }).refusal).toBeUndefined();
  });
});

describe('what she complains of', () => {
  it('is answered within 10 working days by somebody outside the unit, and the danger is assessed anew', () => {
    const file = withAdvocate();
    const incident = file.newId();
    const raise = (unit: string, to?: { agency: string; role: 'AGENCY_SUPERVISOR' }) => file.say(advocate, { act: 'raise-incident', incident, kind: 'PRESSURE', raisedBy: 'HER', unit, ...(to && { to }) });
    expect([raise('lead').refusal?.code, raise('police', { agency: 'police', role: 'AGENCY_SUPERVISOR' }).refusal?.code]).toEqual(['ANSWER_FROM_INSIDE', 'ANSWER_FROM_INSIDE']);
    expect(raise('police').refusal).toBeUndefined();
    expect([owedOf(file, 'ANSWER_INCIDENT'), owedOf(file, 'REASSESS_RISK').length]).toEqual([[['lead/COORDINATOR', incident, '2024-03-18T22:00:00.000Z']], 1]);
    const answer = (who: typeof advocate) => file.say(who, { act: 'answer-incident', incident, outcome: 'UPHELD' }).refusal?.code;
    expect([answer(by('police', 'COORDINATOR')), answer(advocate), answer(coordinator)]).toEqual(['ANSWER_FROM_INSIDE', 'NOT_THE_OWNER', undefined]);
    expect(owedOf(file, 'ANSWER_INCIDENT')).toEqual([]);
  });
});

describe('a status that ends', () => {
  const file = (): readonly [File, string] => {
    const made = createFile('2022-09-20T15:00:00.000Z');
    const measure = made.newId();
    made.say(officer, { act: 'file-measure', measure, kind: 'INTERIM', filed: '2022-09-20', source: 'LETTER', officer: { agency: 'border', role: 'IMMIGRATION_OFFICER', person: officer.person } });
    made.say(officer, { act: 'grant-measure', measure, granted: '2022-09-20', ends: '2022-12-19', source: 'LETTER' });
    return [made, measure];
  };
  const reminded = (made: File) => made.notices().filter(({ kind }) => kind !== 'task').map(({ level, to }) => [level, to.person ?? to.role]);

  it('is watched by its officer, 90, 60 and 30 days before; extended, the new end is watched; replaced, none', () => {
    const [made, measure] = file();
    made.passTo('2022-12-01T15:00:00.000Z');
    expect(reminded(made)).toEqual([['L0', officer.person], ['L1', officer.person], ['L2', officer.person], ['L2', 'AGENCY_SUPERVISOR']]);
    expect(made.say(officer, { act: 'extend-measure', measure, ends: '2022-12-19', source: 'LETTER' }).refusal?.code).toBe('PERIOD_BACKWARDS');
    made.say(officer, { act: 'extend-measure', measure, ends: '2023-01-18', source: 'LETTER' });
    expect(owedOf(made, 'WATCH_STATUS')).toEqual([['border/IMMIGRATION_OFFICER', measure, '2023-01-18T23:00:00.000Z']]);
    made.passTo('2023-01-10T15:00:00.000Z');
    const letter = made.newId();
    made.say(officer, { act: 'file-measure', measure: letter, kind: 'ELIGIBILITY', filed: '2023-01-10', source: 'LETTER', officer: { agency: 'border', role: 'IMMIGRATION_OFFICER' } });
    made.say(officer, { act: 'grant-measure', measure: letter, granted: '2023-01-10', source: 'LETTER', replaces: measure });
    expect([owedOf(made, 'WATCH_STATUS'), Object.keys(made.file().care.measures)]).toEqual([[], [letter]]);
    expect([...(made.rows()['measureSteps']?.values() ?? [])].map((row) => (row as { step: string }).step)).toEqual(['FILED', 'GRANTED', 'EXTENDED', 'FILED', 'GRANTED', 'ENDED']);
  });

  it('is a protected step on every list, whatever it is', () => {
    const [made] = file();
    expect([...(made.rows()['duties']?.values() ?? [])].map((row) => (row as { kind: string }).kind)).toEqual(['PROTECTED']);
  });
});
