/** Decisions of the policy are remembered by the whole question: whatever a policy looks at must be asked again when it changes. */
import { describe, expect, it } from 'vitest';
import { createAuthoriser, type Person, type Question } from '../../api/policies/authorise.ts';

const person: Person = { person: 'a.one', agency: 'a', roles: ['COORDINATOR'] };
const step = { kind: 'Step', id: 'x/S1', lead: 'a', agencies: ['a', 'b'], working: ['INVESTIGATOR'], holder: 'a', accountable: 'a', role: 'INVESTIGATOR', pacing: 'GUIDANCE' } as const;
const complete: Question = { action: 'step.complete', resource: step };
const statement: Question = { action: 'step.schedule-statement', resource: { ...step, working: ['COMMUNITY_ADVOCATE'] }, context: { survivorAsked: false } };
const advocate: Person = { ...person, roles: ['COMMUNITY_ADVOCATE'] };

describe('a remembered decision', () => {
  it.each<[string, Person, Question, Person, Question]>([
    ['a role is taken away', person, complete, { ...person, roles: [] }, complete],
    ['the person is of another agency', person, complete, { ...person, agency: 'b' }, complete],
    ['the step is held by another agency', person, complete, person, { ...complete, resource: { ...step, holder: 'b' } }],
    ['another act is asked for', person, complete, person, { ...complete, action: 'step.signal' }],
    ['she asked for it herself', advocate, { ...statement, context: { survivorAsked: true } }, advocate, statement],
  ])('is not used when %s', (_what, before, first, after, second) => {
    const authoriser = createAuthoriser();
    expect([authoriser.allows(before, first), authoriser.allows(after, second), authoriser.allows(before, first)]).toEqual([true, false, true]);
    expect(createAuthoriser().allows(after, second)).toBe(false);
  });
});
