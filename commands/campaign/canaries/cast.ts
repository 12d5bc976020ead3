/** Who is in the world of the crawl: somebody for every role, in agencies that work together, in one that enforces removal, in one outside and in one elsewhere. */
import type { Role } from '#domain/terms.ts';

export interface Player {
  readonly id: string;
  readonly agency: string;
  readonly roles: readonly Role[];
}

type House = { readonly type: string; readonly people: Readonly<Record<string, readonly Role[]>>; readonly removal?: true };

export const houses = {
  lead: { type: 'PROSECUTION', people: { coordinator: ['COORDINATOR'], prosecutor: ['PROSECUTOR'], specialist: ['SPECIALIST_ADVISOR'], leader: ['AGENCY_LEADER'], supervisor: ['AGENCY_SUPERVISOR'], admin: ['SYSTEM_ADMIN'], both: ['COORDINATOR', 'SYSTEM_ADMIN'] } },
  house: { type: 'VICTIM_SERVICES_NGO', people: { advocate: ['COMMUNITY_ADVOCATE'], system: ['SYSTEM_VICTIM_SPECIALIST'], supervisor: ['AGENCY_SUPERVISOR'], leader: ['AGENCY_LEADER'] } },
  // Works on the same case, and stands by nobody in it.
  haven: { type: 'VICTIM_SERVICES_NGO', people: { advocate: ['COMMUNITY_ADVOCATE'] } },
  law: { type: 'VICTIM_LEGAL_SERVICES', people: { counsel: ['VICTIM_COUNSEL'] } },
  ward: { type: 'CHILD_PROTECTION', people: { guardian: ['CHILD_GUARDIAN'], worker: ['CHILD_PROTECTION_WORKER'] } },
  police: {
    type: 'LAW_ENFORCEMENT_LOCAL',
    people: { investigator: ['INVESTIGATOR'], successor: ['INVESTIGATOR'], interviewer: ['FORENSIC_INTERVIEWER'], examiner: ['DIGITAL_EXAMINER'], exploitation: ['CHILD_EXPLOITATION_INVESTIGATOR'], supervisor: ['AGENCY_SUPERVISOR'], leader: ['AGENCY_LEADER'] },
  },
  revenue: { type: 'TAX_FINANCIAL_CRIME', people: { financial: ['FINANCIAL_INVESTIGATOR'], fraud: ['FRAUD_ANALYST'], organised: ['ORGANISED_CRIME_ANALYST'], redress: ['REDRESS_OFFICER'] } },
  border: { type: 'IMMIGRATION', people: { officer: ['IMMIGRATION_OFFICER'] } },
  removal: { type: 'IMMIGRATION', removal: true, people: { officer: ['IMMIGRATION_OFFICER'], investigator: ['INVESTIGATOR'] } },
  labour: { type: 'LABOUR_INSPECTORATE', people: { inspector: ['LABOUR_INSPECTOR'] } },
  authority: { type: 'COMPETENT_AUTHORITY', people: { officer: ['COMPETENT_AUTHORITY_OFFICER'] } },
  // Works on no case; may be given something to read.
  clinic: { type: 'HEALTH', people: { specialist: ['SYSTEM_VICTIM_SPECIALIST'] } },
  oversight: { type: 'COORDINATION_OFFICE', people: { auditor: ['OVERSIGHT_AUDITOR'], privacy: ['PRIVACY_OFFICER'], survivor: ['SURVIVOR_CONSULTANT'], steward: ['PLAYBOOK_STEWARD'], responder: ['FIRST_RESPONDER'] } },
  elsewhere: {
    type: 'PROSECUTION',
    people: { coordinator: ['COORDINATOR'], advocate: ['COMMUNITY_ADVOCATE'], investigator: ['INVESTIGATOR'], prosecutor: ['PROSECUTOR'], counsel: ['VICTIM_COUNSEL'], guardian: ['CHILD_GUARDIAN'], leader: ['AGENCY_LEADER'], supervisor: ['AGENCY_SUPERVISOR'] },
  },
} as const satisfies Readonly<Record<string, House>>;
export type HouseName = keyof typeof houses;
export const houseNames = Object.keys(houses) as readonly HouseName[];
export const houseOf = (name: HouseName): House => houses[name];

/** What each agency fills in the first case, and what the second one has. */
const steering: readonly Role[] = ['AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'SYSTEM_ADMIN'];
const outside: readonly HouseName[] = ['clinic', 'oversight', 'elsewhere'];
const filled = (name: HouseName): readonly Role[] => [...new Set(Object.values(houseOf(name).people).flat())].filter((role) => !steering.includes(role));
type Team = readonly (readonly [HouseName, readonly Role[]])[];
export const teams: Readonly<Record<'first' | 'second' | 'elsewhere', Team>> = {
  first: houseNames.filter((name) => !outside.includes(name)).map((name) => [name, filled(name)]),
  // The playbook needs some roles filled, whoever holds them there.
  second: [['lead', filled('lead')], ['house', ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST']], ['police', ['INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'LABOUR_INSPECTOR']]],
  elsewhere: [['elsewhere', [...filled('elsewhere'), 'SPECIALIST_ADVISOR', 'SYSTEM_VICTIM_SPECIALIST', 'FINANCIAL_INVESTIGATOR', 'LABOUR_INSPECTOR']]],
};
