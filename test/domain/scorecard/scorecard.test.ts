/** What a case was worth is said in words, with what it rests on, by one discipline and looked at by another; what was held stays. */
import { expect, test } from 'vitest';
import type { Actor, Facts } from '#domain/facts.ts';
import { scorecardSchema } from '#domain/playbook/scorecard/schema.ts';
import { scorecardFlaws } from '#domain/playbook/check/scorecard.ts';
import type { Playbook } from '#domain/playbook/schema.ts';
import { decideScorecard } from '#domain/scorecard/decide.ts';
import type { ScorecardAct } from '#domain/scorecard/schema.ts';
import { scorecardRows } from '#domain/scorecard/rows.ts';
import { evolveScorecard } from '#domain/scorecard/evolve.ts';
import { absentScorecard, type ScorecardState } from '#domain/scorecard/state.ts';
import type { Role } from '#domain/terms.ts';

const terms = scorecardSchema.parse({
  criteria: [
    { criterion: 'C1', title: 'Venture', question: 'Disrupted?', authors: ['INVESTIGATOR', 'SPECIALIST_ADVISOR'], seconds: ['SPECIALIST_ADVISOR', 'PROSECUTOR'] },
    { criterion: 'C5', title: 'Safety', question: 'Safer?', authors: ['COMMUNITY_ADVOCATE'], seconds: ['SYSTEM_VICTIM_SPECIALIST'] },
    { criterion: 'C14', title: 'Her own', question: 'Worth it?', authors: ['COMMUNITY_ADVOCATE'] },
  ],
  reviews: [{ review: 'DISPOSITION', title: 'At disposition' }, { review: 'MONTHS_6', title: 'Later', criteria: ['C5'] }],
});
const account = '00000000-0000-4000-8000-000000000001';
const evidence = [{ of: 'RECORD' as const, id: 'venture/2' }];
const as = (person: string, ...roles: readonly Role[]): Actor => ({ person, agency: 'a', roles });
const [coordinator, investigator, specialist, advocate, victimSpecialist] = [as('co', 'COORDINATOR'), as('in', 'INVESTIGATOR'), as('sp', 'SPECIALIST_ADVISOR'), as('ad', 'COMMUNITY_ADVOCATE'), as('vs', 'SYSTEM_VICTIM_SPECIALIST')];

/** A scorecard that people act on; `due` is when the step that asks for a review is due. */
function card(due = '2025-02-16T23:00:00.000Z', without: readonly string[] = []) {
  let state: ScorecardState = absentScorecard;
  const facts = (now: string) => ({
    now, tzdb: '', agencies: {}, holidays: {}, without, playbookHash: '', playbook: { scorecard: terms } as unknown as Playbook,
    case: { id: 'c', phase: 'open', lead: 'a', playbook: { id: 'p', version: 1, hash: '' }, team: { a: { zone: 'UTC', region: '' } }, due: { 'S9.5:P1': due } },
  }) as Facts;
  const say = (by: Actor, act: ScorecardAct, now = '2025-01-01T00:00:00.000Z') => {
    const decided = decideScorecard(state, { type: 'scorecard', act, by }, facts(now));
    expect(decided.events.reduce(evolveScorecard, state)).toEqual(decided.state);
    state = decided.state;
    return decided.refusal?.code ?? decided.events.map(({ type }) => type);
  };
  return { say, events: () => state, last: (by: Actor, act: ScorecardAct, now: string) => decideScorecard(state, { type: 'scorecard', act, by }, facts(now)) };
}
const assess = (criterion: string, rating: Extract<ScorecardAct, { act: 'assess' }>['rating'], rest: Partial<Extract<ScorecardAct, { act: 'assess' }>> = {}): ScorecardAct => ({ act: 'assess', criterion, rating, evidence, account, ...rest });
const second = (criterion: string, concurs = true): ScorecardAct => ({ act: 'second', criterion, concurs });

test('a review is opened by the coordinator, said by those who know, looked at by another discipline, and held', () => {
  const { say } = card();
  expect(say(investigator, { act: 'open-review', review: 'DISPOSITION' })).toBe('NOT_THE_COORDINATOR');
  expect(say(coordinator, { act: 'open-review', review: 'ANY_TIME' })).toBe('REVIEW_UNKNOWN');
  expect(say(coordinator, assess('C1', 'PARTLY'))).toBe('REVIEW_STATE');
  expect(say(coordinator, { act: 'open-review', review: 'DISPOSITION' })).toEqual(['ScorecardOpened', 'ReviewOpened']);
  expect(say(coordinator, { act: 'open-review', review: 'MONTHS_6' })).toBe('REVIEW_STATE');
  expect(say(coordinator, assess('C1', 'PARTLY'))).toBe('AUTHOR_REQUIRED');
  expect(say(investigator, assess('C1', 'PARTLY'))).toEqual(['CriterionAssessed']);
  expect(say(advocate, assess('C5', 'EVIDENCED'))).toEqual(['CriterionAssessed']);
  expect(say(coordinator, { act: 'hold-review' })).toBe('REVIEW_INCOMPLETE');
  expect(say(specialist, second('C1'))).toEqual(['AssessmentSeconded']);
  expect(say(victimSpecialist, second('C5', false))).toEqual(['AssessmentSeconded']);
  expect(say(advocate, assess('C14', 'NOT_SHARED', { evidence: [] }))).toEqual(['CriterionAssessed']);
  // Who looked at it sees it otherwise: it is said anew, and looked at anew.
  expect(say(coordinator, { act: 'hold-review' })).toBe('REVIEW_INCOMPLETE');
  expect(say(advocate, assess('C5', 'PARTLY'))).toEqual(['CriterionAssessed']);
  expect(say(coordinator, { act: 'hold-review' })).toBe('REVIEW_INCOMPLETE');
  expect(say(victimSpecialist, second('C5'))).toEqual(['AssessmentSeconded']);
  expect(say(coordinator, { act: 'hold-review' })).toEqual(['ReviewHeld']);
  expect(say(investigator, assess('C1', 'EVIDENCED'))).toBe('REVIEW_STATE');
});

test('a review that asks about some criteria asks about no other', () => {
  const { say } = card();
  say(coordinator, { act: 'open-review', review: 'MONTHS_6' });
  expect(say(investigator, assess('C1', 'PARTLY'))).toBe('CRITERION_UNKNOWN');
  say(advocate, assess('C5', 'TOO_EARLY', { evidence: [] }));
  say(victimSpecialist, second('C5'));
  expect(say(coordinator, { act: 'hold-review' })).toEqual(['ReviewHeld']);
});

test('a rating without evidence is kept as NOT_EVIDENCED, and what was meant beside it', () => {
  const { say, last } = card();
  say(coordinator, { act: 'open-review', review: 'DISPOSITION' });
  expect(last(investigator, assess('C1', 'EVIDENCED', { evidence: [] }), '2025-01-01T00:00:00.000Z').events).toMatchObject([{ rating: 'NOT_EVIDENCED', said: 'EVIDENCED' }]);
  expect(last(investigator, assess('C1', 'TOO_EARLY', { evidence: [] }), '2025-01-01T00:00:00.000Z').events).toMatchObject([{ rating: 'TOO_EARLY' }]);
  expect(last(advocate, assess('C14', 'EVIDENCED', { evidence: [] }), '2025-01-01T00:00:00.000Z').events).toMatchObject([{ rating: 'EVIDENCED' }]);
});

test('nobody looks over their own word, nor within one discipline; only her own measure may be left unshared; what does not apply says why', () => {
  const { say } = card();
  const both = as('bo', 'INVESTIGATOR', 'PROSECUTOR');
  say(coordinator, { act: 'open-review', review: 'DISPOSITION' });
  expect(say(advocate, assess('C5', 'NOT_SHARED'))).toBe('RATING_NOT_POSSIBLE');
  expect(say(advocate, assess('C5', 'NOT_APPLICABLE'))).toBe('REASON_REQUIRED');
  expect(say(advocate, assess('C5', 'PARTLY', { because: 'NO_CHARGE' }))).toBe('REASON_REQUIRED');
  say(both, assess('C1', 'PARTLY'));
  expect(say(both, second('C1'))).toBe('TWO_PEOPLE_REQUIRED');
  say(specialist, assess('C1', 'PARTLY'));
  expect(say(as('s2', 'SPECIALIST_ADVISOR'), second('C1'))).toBe('ANOTHER_DISCIPLINE_REQUIRED');
  expect(say(as('pr', 'PROSECUTOR'), second('C1'))).toEqual(['AssessmentSeconded']);
  expect(say(advocate, second('C14'))).toBe('CRITERION_UNKNOWN');
});

test('a review that is held after its day says so, for good', () => {
  const held = (now: string) => {
    const { say, last } = card();
    say(coordinator, { act: 'open-review', review: 'MONTHS_6', step: 'S9.5:P1' });
    say(advocate, assess('C5', 'PARTLY'));
    say(victimSpecialist, second('C5'));
    const decided = last(coordinator, { act: 'hold-review' }, now);
    return decided.events;
  };
  expect(held('2025-03-31T15:00:00.000Z')).toMatchObject([{ type: 'ReviewHeld', late: true }]);
  expect(held('2025-02-16T22:59:59.000Z')).not.toMatchObject([{ late: true }]);
});

test('rows hold codes and references, and no number that could be added up', () => {
  const { say, events, last } = card();
  say(coordinator, { act: 'open-review', review: 'DISPOSITION' });
  const before = events();
  const decided = last(investigator, assess('C1', 'EVIDENCED'), '2025-01-01T00:00:00.000Z');
  const rows = scorecardRows(decided.events.map((event, index) => ({ index, event, before, after: decided.state })));
  expect(rows.map(({ kind, id, state }) => [kind, id, state])).toEqual([['second', '1/C1', 'AWAITED'], ['assessment', '1/C1', 'EVIDENCED']]);
  expect(rows[1]).toMatchObject({ texts: { account }, data: { rating: 'EVIDENCED', evidence: [{ of: 'RECORD', id: 'venture/2' }] } });
});

test('the check wants each criterion once, known to its reviews, and open to a second discipline', () => {
  const flaws = (change: (of: { criteria: unknown[]; reviews: unknown[] }) => void): readonly string[] => {
    const copy = structuredClone(terms) as unknown as { criteria: unknown[]; reviews: unknown[] };
    change(copy);
    return scorecardFlaws({ scorecard: scorecardSchema.parse(copy) } as unknown as Playbook).map(({ message }) => message);
  };
  expect(flaws(() => undefined)).toEqual([]);
  expect(flaws(({ criteria }) => { criteria.push(criteria[0]); })).toEqual([expect.stringContaining('C1 is there already')]);
  expect(flaws(({ reviews }) => { reviews.push({ review: 'LATER', title: 'Later', criteria: ['C9'] }); })).toEqual([expect.stringContaining('asks about C9')]);
  expect(flaws(({ reviews }) => { reviews.push(reviews[0]); })).toEqual([expect.stringContaining('DISPOSITION is there already')]);
  expect(flaws(({ criteria }) => { criteria.push({ criterion: 'C9', title: 'x', question: 'x', authors: ['COORDINATOR'], seconds: ['COORDINATOR'] }); })).toEqual([expect.stringContaining('looked at by nobody else')]);
});
