import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { roles, type Role } from '#domain/terms.ts';
import { operations } from '../../api/operations/index.ts';
import { authoriserOf, createAuthoriser, policiesOfFolder, type Authoriser, type Person, type Question } from '../../api/policies/authorise.ts';

type Request = Question & { readonly why: string; readonly person: Person };
const requests = (folder: 'ALLOW' | 'DENY'): [string, Request][] => {
  const dir = new URL(`./${folder}/`, import.meta.url);
  return readdirSync(dir).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, dir), 'utf8')) as Request]);
};
const allowed = requests('ALLOW');
const denied = requests('DENY');

const policies = policiesOfFolder();
let authoriser: Authoriser;
beforeAll(() => {
  authoriser = createAuthoriser();
});
const asks = ({ person, action, resource, context }: Request, by = authoriser) => by.allows(person, { action, resource, ...(context && { context }) });

/** Roles in a matter are some of those held: who holds none has none there. */
const withoutRoles = (resource: Request['resource']): Request['resource'] => ('standing' in resource ? { ...resource, working: [], standing: [], supervised: [] } : 'working' in resource ? { ...resource, working: [] } : resource);

describe('the policy', () => {
  it.each(allowed)('allows %s', (_name, request) => expect(asks(request)).toBe(true));
  it.each(denied)('denies %s', (_name, request) => expect(asks(request)).toBe(false));

  // Those of the data classes are held against the matrix, cell by cell (classes.test.ts).
  it.each(Object.keys(policies).filter((id) => !/^D\d+-/.test(id)))('has a request that goes the other way without %s', (id) => {
    const { [id]: _one, ...others } = policies;
    const without = authoriserOf(others);
    expect(allowed.some(([, request]) => !asks(request, without)) || denied.some(([, request]) => asks(request, without))).toBe(true);
  });

  it('denies when any attribute it may look at is missing', () => {
    for (const [name, { person, action, resource, context }] of allowed) {
      for (const attribute of Object.keys(resource).filter((key) => key !== 'kind' && key !== 'id' && key !== 'lead')) {
        const { [attribute as 'agency']: _gone, ...less } = resource as Extract<typeof resource, { agency: string }>;
        expect([name, attribute, asks({ why: '', person, action, resource: less as typeof resource, ...(context && { context }) })]).toEqual([name, attribute, false]);
      }
      expect([name, 'no roles', asks({ why: '', person: { ...person, roles: [] }, action, resource: withoutRoles(resource), ...(context && { context }) })]).toEqual([name, 'no roles', /reads|own-inbox/.test(name)]);
    }
  });

  it('denies when a policy that forbids could not be evaluated, whatever else permits', () => {
    const resource = { kind: 'Case', id: 'c', lead: 'lead', agencies: ['lead'], working: [] } as const;
    const person = { person: 'p', agency: 'lead', roles: [] };
    const withForbid = (condition: string) =>
      createAuthoriser({ open: 'permit (principal, action, resource);', shut: `forbid (principal, action, resource) when { ${condition} };` }).allows(person, { action: 'case.read', resource });
    // The sum is too large for Cedar: an error while deciding, which alone would leave the forbidding policy out.
    expect([withForbid('1 + 1 > 3'), withForbid('9223372036854775807 + 1 > 3')]).toEqual([true, false]);
  });

  it('denies everything when nothing permits', () => {
    const empty = createAuthoriser({});
    for (const [, request] of allowed) expect(asks(request, empty)).toBe(false);
  });

  it('does not start with a policy that does not fit the schema', () => {
    expect(() => createAuthoriser({ wrong: 'permit (principal is Person, action == Action::"case.read", resource is Case) when { resource.ownr == principal.agency };' })).toThrow(/wrong/);
    expect(() => createAuthoriser({ wrong: 'permit (principal, action, resource' })).toThrow();
  });

  it('decides the acts on a step as a plain reference does, for any person and any step', () => {
    const agency = fc.constantFrom('lead', 'house', 'police', 'tax');
    const held = fc.uniqueArray(fc.oneof(fc.constantFrom<Role>(...roles), fc.constantFrom<Role>('AGENCY_SUPERVISOR', 'COORDINATOR')), { maxLength: 4 });
    const work = fc.constantFrom('accept', 'decline', 'take-over', 'put-down', 'complete', 'review-wait', 'set-horizon');
    const paces = fc.constantFrom('AGREED', 'LEGAL_HORIZON', 'VICTIM_PACED');
    const share = { permitted: 0, paced: 0 };
    fc.assert(
      fc.property(fc.tuple(agency, held), fc.tuple(agency, fc.constantFrom<Role>(...roles), paces), work, ([mine, has], [holder, role, pacing], act) => {
        const steward = has.some((each) => each === 'AGENCY_SUPERVISOR' || each === 'COORDINATOR') && act !== 'set-horizon' && (pacing !== 'VICTIM_PACED' || ['accept', 'decline', 'take-over'].includes(act));
        const expected = mine === holder && (has.includes(role) || steward) && !has.includes('SYSTEM_ADMIN') && !has.includes('SURVIVOR_CONSULTANT');
        share.permitted += expected ? 1 : 0;
        share.paced += expected && pacing === 'VICTIM_PACED' ? 1 : 0;
        const resource = { kind: 'Step', id: 's', lead: 'lead', agencies: ['lead', 'house', 'police'], working: has, holder, accountable: 'lead', role, pacing } as const;
        expect(authoriser.allows({ person: 'p', agency: mine, roles: has }, { action: `step.${act}`, resource })).toBe(expected);
      }),
      { numRuns: 300 },
    );
    expect(share.permitted).toBeGreaterThan(20);
    expect(share.paced).toBeGreaterThan(2);
  });

  it('is asked by every operation, and each of its acts belongs to one', () => {
    const asked = new Set(operations.flatMap(({ actions }) => actions));
    for (const action of asked) expect([action, authoriser.actions.has(action)]).toEqual([action, true]);
    const groups = ['desk.read', 'agency.absence', 'agency.lead', 'commitment.answer', 'commitment.keep', 'commitment.lead', 'compact.keep', 'compact.lead', 'step.work', 'step.lead', 'hand-off.answer', 'hand-off.send', 'edition.keep', 'edition.review'];
    expect([...authoriser.actions].filter((action) => !asked.has(action) && !groups.includes(action))).toEqual([]);
  });
});
