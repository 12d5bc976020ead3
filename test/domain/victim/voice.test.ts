/** Nobody but she opens the way to speak with her; what she says holds until she says otherwise; and what she asks for herself is never refused. */
import { describe, expect, it } from 'vitest';
import type { VictimDecided } from '#domain/victim/decide.ts';
import type { VictimAct } from '#domain/victim/schema.ts';
import { aCase, advocate, anotherCase, arranged, guardian, inFavour, investigator, notNow, openHer, ready, session, who, type Her } from './her.ts';

/** What her cases are told of it is no outcome of its own. */
const outcome = ({ refusal, events }: VictimDecided): unknown => [refusal?.code ?? 'OK', refusal?.detail?.['missing'] ?? events.map(({ type }) => type).filter((type) => !type.endsWith('PassedOn'))];
const coordinator = who('coordinator', 'lead', 'COORDINATOR');

/** Ready, and determined to be in the child's interest for everything. */
function isReady(her: Her): Her {
  her.act(guardian, inFavour(her, 'INVESTIGATION', 'TRIAL'));
  her.act(guardian, ready);
  return her;
}

describe('a request to speak with her', () => {
  it('is denied while she has not said ready, is kept as a fact and is counted (refusal 2)', () => {
    const her = openHer();
    her.act(guardian, inFavour(her, 'INVESTIGATION'));
    const denied = her.act(investigator, arranged(her));
    expect(outcome(denied)).toEqual(['VICTIM_PACED_GATE', ['READINESS']]);
    expect(denied.events).toMatchObject([{ type: 'InterviewDenied', result: 'DENIED_GATE', missing: ['READINESS'], person: 'investigator', agency: 'police' }]);
    her.act(guardian, ready);
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['OK', ['InterviewScheduled']]);
    expect(her.file().interviews).toMatchObject({ denied: 1 });
  });

  it('needs what others can arrange, each by its name', () => {
    const her = isReady(openHer());
    const missing = (more: object): unknown => her.act(investigator, arranged(her, more)).refusal?.detail?.['missing'];
    expect(missing({ interpreterFixed: false })).toEqual(['INTERPRETER']);
    expect(missing({ advocateOffered: false })).toEqual(['ADVOCATE']);
    expect(missing({ afterCareBooked: false })).toEqual(['AFTER_CARE']);
    expect(missing({ purpose: 'REDRESS' })).toEqual(['BEST_INTERESTS']);
    expect(outcome(her.act(investigator, arranged(her, { case: anotherCase })))).toEqual(['NOT_FOUND', []]);
  });

  it('falls the moment she says not now, whoever had planned it, and no reason is kept', () => {
    const her = isReady(openHer());
    const interview = arranged(her);
    her.act(investigator, interview);
    her.act(advocate, { act: 'survivor-asks', interview: her.id(), case: aCase, purpose: 'INVESTIGATION', sessions: 1 });
    expect(outcome(her.act(guardian, notNow))).toEqual(['OK', ['ReadinessGiven', 'InterviewWithdrawn', 'InterviewWithdrawn']]);
    expect(outcome(her.act(investigator, session(interview.interview)))).toEqual(['VICTIM_PACED_GATE', ['PLAN']]);
    expect(JSON.stringify(her.said)).not.toMatch(/reason/i);
  });

  it('counts as held only what was planned through the gate', () => {
    const her = isReady(openHer());
    expect(outcome(her.act(investigator, session(her.id())))).toEqual(['VICTIM_PACED_GATE', ['PLAN']]);
    const plan = arranged(her, { sessions: 2 });
    her.act(investigator, plan);
    her.at('2022-10-07T17:00:00.000Z');
    expect(her.act(investigator, session(plan.interview)).events).toMatchObject([{ type: 'SessionHeld', sameInterviewer: true }, { type: 'SessionPassedOn', case: aCase }, { type: 'DutyOpened', kind: 'OFFER_AFTERCARE' }]);
    expect(her.act(investigator, session(plan.interview, { day: '2022-10-06', interviewer: 'another' })).events).toMatchObject([{ type: 'SessionHeld', sameInterviewer: false }, { type: 'SessionPassedOn', case: aCase }]);
    expect(outcome(her.act(investigator, session(plan.interview)))).toEqual(['VICTIM_PACED_GATE', ['PLAN']]);
  });
});

describe('a protected period', () => {
  const period = (her: Her, until: string) => ({ act: 'open-protected-period', period: her.id(), until, basis: 'RECOVERY_AND_REFLECTION', source: 'INT.REFLECT' }) as const;

  it('locks requests of others, is opened by her own word given in it, and by its end; which asks nobody', () => {
    const her = isReady(openHer());
    her.at('2022-09-15T15:00:00.000Z');
    const opened = period(her, '2022-10-16');
    expect(outcome(her.act(coordinator, opened))).toEqual(['OK', ['ProtectedPeriodOpened']]);
    // What she said before it began is no word given in it.
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['VICTIM_PACED_GATE', ['PROTECTED_PERIOD']]);
    her.at('2022-09-27T15:00:00.000Z');
    her.act(guardian, ready);
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['OK', ['InterviewScheduled']]);
    const other = isReady(openHer());
    other.at('2022-09-15T15:00:00.000Z');
    other.act(coordinator, period(other, '2022-10-16'));
    // Its last day is the 16th, to the end, where her file is kept.
    other.at('2022-10-17T04:59:59.999Z');
    expect(outcome(other.act(investigator, arranged(other)))).toEqual(['VICTIM_PACED_GATE', ['PROTECTED_PERIOD']]);
    other.at('2022-10-17T05:00:00.000Z');
    expect(outcome(other.act(investigator, arranged(other)))).toEqual(['OK', ['InterviewScheduled']]);
  });

  it('takes the ground from under a plan that others made before it began', () => {
    const her = isReady(openHer());
    her.act(investigator, arranged(her));
    her.at('2022-09-20T15:00:00.000Z');
    expect(outcome(her.act(coordinator, period(her, '2022-11-16')))).toEqual(['OK', ['ProtectedPeriodOpened', 'InterviewWithdrawn']]);
  });

  it('is made longer and never shorter (refusal 23)', () => {
    const her = openHer();
    const opened = period(her, '2022-10-16');
    expect(outcome(her.act(coordinator, period(her, '2022-10-01')))).toEqual(['PROTECTED_PERIOD_SHORTENED', []]);
    her.act(coordinator, opened);
    const extend = (until: string) => outcome(her.act(coordinator, { act: 'extend-protected-period', period: opened.period, until }));
    expect(extend('2022-10-15')).toEqual(['PROTECTED_PERIOD_SHORTENED', []]);
    expect(extend('2022-10-16')).toEqual(['PROTECTED_PERIOD_SHORTENED', []]);
    expect(extend('2022-10-30')).toEqual(['OK', ['ProtectedPeriodExtended']]);
    her.at('2022-10-20T15:00:00.000Z');
    her.act(guardian, inFavour(her, 'INVESTIGATION'));
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['VICTIM_PACED_GATE', ['READINESS', 'PROTECTED_PERIOD']]);
  });
});

describe('how she takes part', () => {
  const decides = (mode: 'NONE' | 'IN_PERSON'): VictimAct => ({ act: 'decide-participation', case: aCase, mode, support: [], voice: 'SELF' });

  it('blocks requests for the trial when she takes no part, and her next decision opens them again', () => {
    const her = isReady(openHer());
    her.act(investigator, arranged(her, { purpose: 'TRIAL' }));
    expect(outcome(her.act(advocate, decides('NONE')))).toEqual(['OK', ['ParticipationDecided', 'InterviewWithdrawn']]);
    expect(outcome(her.act(investigator, arranged(her, { purpose: 'TRIAL' })))).toEqual(['VICTIM_PACED_GATE', ['PARTICIPATION']]);
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['OK', ['InterviewScheduled']]);
    her.act(advocate, decides('IN_PERSON'));
    expect(outcome(her.act(investigator, arranged(her, { purpose: 'TRIAL' })))).toEqual(['OK', ['InterviewScheduled']]);
  });
});

describe('a child', () => {
  it('is not asked for a third session without the reasons of the team and the agreement of the guardian (refusal 20)', () => {
    const her = isReady(openHer());
    her.act(investigator, arranged(her, { sessions: 2 }));
    const third = arranged(her);
    const denied = her.act(investigator, third);
    expect(outcome(denied)).toEqual(['INTERVIEW_LIMIT', ['JUSTIFICATION', 'GUARDIAN_AGREEMENT']]);
    expect(denied.refusal?.detail).toMatchObject({ most: 2, instead: 'QUESTIONS_TO_THE_INTERVIEWER' });
    expect(denied.events).toMatchObject([{ type: 'InterviewDenied', result: 'DENIED_LIMIT' }]);
    const again = () => outcome(her.act(investigator, arranged(her, { further: third.interview, interview: her.id() })));
    expect(outcome(her.act(coordinator, { act: 'justify-further-session', interview: third.interview, paper: her.id(), text: her.id() }))).toEqual(['OK', ['PaperFiled', 'FurtherSessionJustified']]);
    // Whoever is denied anew begins anew: so the guardian answers first.
    expect(outcome(her.act(guardian, { act: 'agree-to-further-session', interview: third.interview }))).toEqual(['OK', ['FurtherSessionAgreed']]);
    expect(outcome(her.act(investigator, arranged(her, { further: third.interview, purpose: 'TRIAL' })))).toEqual(['INTERVIEW_LIMIT', ['JUSTIFICATION', 'GUARDIAN_AGREEMENT']]);
    expect(again()).toEqual(['OK', ['InterviewScheduled']]);
    expect(again()).toEqual(['INTERVIEW_LIMIT', ['JUSTIFICATION', 'GUARDIAN_AGREEMENT']]);
  });

  it.each([['reasons', 'GUARDIAN_AGREEMENT'], ['agreement', 'JUSTIFICATION']])('is not asked with the %s alone', (given, missing) => {
    const her = isReady(openHer());
    her.act(investigator, arranged(her, { sessions: 2 }));
    const third = arranged(her);
    her.act(investigator, third);
    her.act(guardian, given === 'reasons' ? { act: 'justify-further-session', interview: third.interview, paper: her.id(), text: her.id() } : { act: 'agree-to-further-session', interview: third.interview });
    expect(outcome(her.act(investigator, arranged(her, { further: third.interview })))).toEqual(['INTERVIEW_LIMIT', [missing]]);
  });

  it('is not asked at all where that was determined to be against its interest', () => {
    const her = isReady(openHer());
    her.act(investigator, arranged(her));
    expect(outcome(her.act(guardian, { ...inFavour(her, 'INVESTIGATION'), result: 'AGAINST' }))).toEqual(['OK', ['BestInterestsDetermined', 'InterviewWithdrawn']]);
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['VICTIM_PACED_GATE', ['BEST_INTERESTS']]);
  });
});

describe('once she is of age', () => {
  it('what a guardian said for her opens nothing any more: the plan falls, and she says it anew herself', () => {
    const her = isReady(openHer());
    her.act(investigator, arranged(her));
    const decided = her.act(advocate, { act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'house' });
    expect(decided.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['AuthorityPassed', 'InterviewWithdrawn']));
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['VICTIM_PACED_GATE', ['READINESS']]);
    expect(outcome(her.act(guardian, ready))).toEqual(['OF_AGE', []]);
    her.act(advocate, { ...ready, voice: 'SELF' });
    // No limit for children, and nobody determines what is good for her.
    expect(outcome(her.act(investigator, arranged(her, { sessions: 5, purpose: 'TRIAL' })))).toEqual(['OK', ['InterviewScheduled']]);
    expect(outcome(her.act(guardian, inFavour(her, 'TRIAL')))).toEqual(['NOT_A_CHILD', []]);
  });
});

describe('once a guardian is suspected (consent rule 4)', () => {
  const elsewhere = who('advocate', 'refuge', 'COMMUNITY_ADVOCATE');
  const suspected = (her: Her, role: 'CHILD_GUARDIAN' | 'VICTIM_COUNSEL'): VictimDecided => {
    const standing = her.id();
    expect(outcome(her.act(coordinator, { act: 'stand-by', standing, role, agency: 'house' }))).toEqual(['OK', ['StoodBy']]);
    return her.act(coordinator, { act: 'suspect-standing', standing });
  };

  it('what a guardian said for the child opens nothing any more: the plan falls, and it is said anew', () => {
    const her = isReady(openHer());
    her.act(investigator, arranged(her));
    expect(outcome(suspected(her, 'CHILD_GUARDIAN'))).toEqual(['OK', expect.arrayContaining(['StandingSuspected', 'InterviewWithdrawn'])]);
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['VICTIM_PACED_GATE', ['READINESS']]);
    her.act(elsewhere, { ...ready, voice: 'SELF' });
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['OK', ['InterviewScheduled']]);
  });

  it.each([['she said herself', 'CHILD_GUARDIAN', 'SELF'], ['a guardian said, when somebody else is suspected', 'VICTIM_COUNSEL', 'GUARDIAN']] as const)('what %s stands', (_what, role, voice) => {
    const her = openHer();
    her.act(guardian, inFavour(her, 'INVESTIGATION'));
    her.act(elsewhere, { ...ready, voice });
    suspected(her, role);
    expect(outcome(her.act(investigator, arranged(her)))).toEqual(['OK', ['InterviewScheduled']]);
  });

  it('silence that a guardian asked for stays', () => {
    const her = openHer();
    her.act(guardian, { ...notNow, signal: 'NOT_TO_BE_ASKED_BEFORE', until: '2022-10-14' });
    suspected(her, 'CHILD_GUARDIAN');
    expect(her.file().voice?.readiness?.signal).toBe('NOT_TO_BE_ASKED_BEFORE');
  });
});

describe('an early limited contact (rule R8)', () => {
  const contact = { act: 'record-early-contact', case: aCase, minutes: 25, purpose: 'IMMEDIATE_SAFETY', consent: true, advocateOffered: true } as const;

  it('is short, agreed to, with an advocate offered, and not often; it is no session', () => {
    const her = openHer();
    expect(outcome(her.act(investigator, { ...contact, minutes: 31, consent: false, advocateOffered: false }))).toEqual(['EARLY_CONTACT_LIMITS', ['CONSENT', 'ADVOCATE', 'TIME']]);
    expect(outcome(her.act(investigator, contact))).toEqual(['OK', ['EarlyContactHeld']]);
    expect(outcome(her.act(investigator, { ...contact, minutes: 30 }))).toEqual(['OK', ['EarlyContactHeld']]);
    expect(outcome(her.act(investigator, contact))).toEqual(['EARLY_CONTACT_LIMITS', ['NUMBER']]);
    expect(her.file().interviews).toMatchObject({ held: 0, earlyContacts: 2, denied: 2 });
  });
});

describe('her own words', () => {
  it('are hers to change and to take back, until they were presented', () => {
    const her = openHer();
    const words = { act: 'give-own-words', paper: her.id(), kind: 'IMPACT_STATEMENT', text: her.id() } as const;
    her.act(advocate, words);
    const anew = { ...words, paper: her.id(), text: her.id(), supersedes: words.paper };
    expect(outcome(her.act(advocate, anew))).toEqual(['OK', ['PaperWithdrawn', 'PaperFiled', 'OwnWordsGiven']]);
    expect(outcome(her.act(advocate, { act: 'withdraw-own-words', paper: words.paper }))).toEqual(['NOT_FOUND', []]);
    her.act(advocate, { act: 'present-own-words', paper: anew.paper });
    expect(outcome(her.act(advocate, { act: 'withdraw-own-words', paper: anew.paper }))).toEqual(['WORDS_PRESENTED', []]);
  });
});
