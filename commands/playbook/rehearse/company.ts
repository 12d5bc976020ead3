/** Who plays: one agency for each role that the playbook needs, with one person in it and one who leads it. Their names are made from the roles. Nobody is real. */
import type { Playbook, PlaybookStep } from '#domain/playbook/schema.ts';
import { agencyTypes, roles, standingRoles, type AgencyType, type Role, type StandingRole } from '#domain/terms.ts';
import type { Scenario } from '../../../scenario/schema.ts';

export interface Company {
  readonly agencies: Scenario['agencies'];
  readonly people: Scenario['people'];
  /** As a launch lists them; who leads comes first. */
  readonly team: readonly { readonly agency: string; readonly roles: readonly Role[] }[];
  readonly needed: readonly Role[];
  /** Roles in which somebody stands by a victim. */
  readonly standing: readonly StandingRole[];
  /** The person with a role at an agency, both by alias; undefined where nobody has it there. */
  at(agency: string, role: Role): string | undefined;
  /** Whoever is asked first for a role. */
  personOf(role: Role): string | undefined;
}

/** Not on the team: takes over what is handed to it, whatever that is. */
export const relief = 'relief-office';
const ofNoKind: AgencyType = 'COORDINATION_OFFICE';
/** What an agency has besides people who do the work. */
const ofEvery: readonly Role[] = ['AGENCY_SUPERVISOR', 'AGENCY_LEADER'];

/** Who leads an agency. */
export const headOf = (agency: string): string => `head-${agency.replace(/-office$/, '')}`;

const aliasOf = (role: Role): string => role.toLowerCase().replaceAll('_', '-');
const wordsOf = (role: Role): string => role.toLowerCase().replaceAll('_', ' ');

export function companyOf(playbook: Playbook): Company {
  const needed = rolesOf(playbook);
  const offices = needed.flatMap((role) => typesOf(playbook.steps, role).map((type, index) => ({ role, type, alias: `${aliasOf(role)}${index === 0 ? '' : `-${index + 1}`}` })));
  const agencies: Scenario['agencies'] = {
    ...Object.fromEntries(offices.map(({ role, type, alias }) => [`${alias}-office`, { name: `Office of the ${wordsOf(role)} (fictional)`, type }])),
    [relief]: { name: 'Relief office (fictional)', type: ofNoKind },
  };
  const people: Scenario['people'] = {
    ...Object.fromEntries(offices.map(({ role, alias }) => [alias, { agency: `${alias}-office`, roles: [role] }])),
    ...Object.fromEntries(Object.keys(agencies).map((agency) => [headOf(agency), { agency, roles: [...ofEvery] }])),
    'relief-worker': { agency: relief, roles: needed.filter((role) => !ofEvery.includes(role)) },
  };
  const at = (agency: string, role: Role): string | undefined => Object.entries(people).find(([, each]) => each.agency === agency && each.roles.includes(role))?.[0];
  return {
    agencies, people, needed, at,
    team: offices.map(({ role, alias }) => ({ agency: `${alias}-office`, roles: [role] })),
    standing: standingRoles.filter((role) => needed.includes(role)),
    personOf: (role) => Object.entries(people).find(([, each]) => each.roles.includes(role))?.[0],
  };
}

/** Whoever owes work, has a part in it, or records what is known; the coordinator first, who leads. */
function rolesOf({ steps, facts = [], operation }: Playbook): readonly Role[] {
  const named = new Set<Role>(['COORDINATOR', ...steps.flatMap(({ role, with: others = [] }) => [role, ...others]), ...facts.flatMap(({ recordedBy = [] }) => recordedBy), ...(operation?.services ?? [])]);
  return [...named].filter((role) => !ofEvery.includes(role)).sort((a, b) => Number(b === 'COORDINATOR') - Number(a === 'COORDINATOR') || roles.indexOf(a) - roles.indexOf(b));
}

/** The fewest kinds of agency, as far as one after another finds them, that between them may hold every step of a role. */
function typesOf(steps: readonly PlaybookStep[], role: Role): readonly AgencyType[] {
  const types: AgencyType[] = [];
  let open = steps.filter((step) => step.role === role).flatMap(({ discipline }) => (discipline === undefined ? [] : [discipline]));
  while (open.length > 0) {
    const [most] = agencyTypes.toSorted((a, b) => open.filter((kinds) => kinds.includes(b)).length - open.filter((kinds) => kinds.includes(a)).length);
    if (most === undefined) break;
    types.push(most);
    open = open.filter((kinds) => !kinds.includes(most));
  }
  return types.length === 0 ? [ofNoKind] : types;
}
