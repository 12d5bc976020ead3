/**
 * Who needs to know what: the expected set of the crawl, typed by hand from the matrix of the field (domain 5b) and compared with its text cell by cell
 * (test/policies/matrix.test.ts). Never made from the policies nor from the wall in the database: those are what it judges.
 */
import { roles, type Role } from '#domain/terms.ts';

/**
 * F full · S summary · M metadata only · C under a consent that holds · O the own agency's records · A assigned to that item · OWN who stands by her ·
 * CA a consent, or an assignment with a recorded legal basis · OS own records in full, others' in summary · COUNTS in numbers of five or more, never one of them · - nothing.
 */
export const marks = ['F', 'S', 'M', 'C', 'O', 'A', 'OWN', 'CA', 'OS', 'COUNTS', '-'] as const;
export type Mark = (typeof marks)[number];

/** The columns of the matrix, each with the roles it stands for. */
export const columns = {
  Coord: ['COORDINATOR'], SpecAdv: ['SPECIALIST_ADVISOR'], ComAdv: ['COMMUNITY_ADVOCATE'], SysVS: ['SYSTEM_VICTIM_SPECIALIST'], Counsel: ['VICTIM_COUNSEL'], Guardian: ['CHILD_GUARDIAN'],
  Investig: ['INVESTIGATOR', 'FORENSIC_INTERVIEWER', 'DIGITAL_EXAMINER'], Financ: ['FINANCIAL_INVESTIGATOR', 'FRAUD_ANALYST', 'ORGANISED_CRIME_ANALYST'],
  Immig: ['IMMIGRATION_OFFICER'], Labour: ['LABOUR_INSPECTOR'], CSE: ['CHILD_EXPLOITATION_INVESTIGATOR'], CompAuth: ['COMPETENT_AUTHORITY_OFFICER'],
  Prosec: ['PROSECUTOR'], Redress: ['REDRESS_OFFICER'], Leader: ['AGENCY_LEADER'], Auditor: ['OVERSIGHT_AUDITOR'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
type Column = keyof typeof columns;

/** By row of the matrix, in the order of its columns. D11 of a community advocate says "readiness notice only": that is a thing of its own, and no paper of D11. */
export const rows = {
  //   Coord Spec ComA SysV Coun Guar Inve Fina Immi Labo CSE Comp Pros Redr Lead Audi
  D1: ['F', 'F', 'F', 'F', 'M', 'M', 'F', 'F', 'M', 'F', 'F', 'M', 'F', 'M', 'F', 'M'],
  D2: ['F', 'F', 'S', 'F', 'S', 'S', 'F', 'OS', 'O', 'OS', 'F', 'O', 'F', 'O', 'S', 'M'],
  D3: ['M', 'M', 'OWN', 'CA', 'OWN', 'OWN', 'A', '-', 'A', 'M', 'A', 'A', 'A', 'A', '-', '-'],
  D4: ['-', '-', 'OWN', 'C', 'OWN', 'OWN', 'C', '-', '-', '-', 'C', '-', '-', '-', '-', '-'],
  D5: ['-', '-', 'O', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-'],
  D6: ['F', 'F', 'F', 'F', 'OWN', 'OWN', 'F', 'M', 'M', 'M', 'F', 'M', 'F', '-', 'COUNTS', '-'],
  D7: ['S', 'S', 'F', 'F', 'C', 'F', 'A', '-', '-', '-', 'A', '-', 'S', '-', 'COUNTS', '-'],
  D8: ['M', 'A', '-', 'M', 'C', 'C', 'A', '-', '-', '-', 'A', 'C', 'F', '-', '-', '-'],
  D9: ['M', 'M', 'C', 'M', 'OWN', 'OWN', 'M', '-', 'A', '-', 'M', '-', 'M', '-', '-', 'M'],
  D10: ['F', 'F', 'S', 'S', '-', '-', 'F', 'F', 'S', 'S', 'F', 'S', 'F', 'S', 'S', 'M'],
  D11: ['S', 'S', '-', 'S', '-', '-', 'A', 'A', 'A', 'A', 'A', '-', 'A', '-', '-', 'M'],
  D12: ['-', 'A', '-', '-', '-', '-', 'A', 'A', '-', '-', 'A', '-', 'F', '-', '-', 'M'],
  D13: ['-', '-', '-', '-', '-', '-', 'A', 'F', '-', '-', '-', '-', 'A', '-', '-', 'M'],
  D14: ['M', '-', '-', '-', '-', '-', 'A', '-', '-', '-', 'F', '-', 'A', '-', '-', 'M'],
  D15: ['S', 'F', 'S', 'S', 'S', 'S', 'S', 'S', '-', '-', 'S', '-', 'F', 'S', 'S', 'M'],
  D16: ['S', 'S', 'C', 'S', 'OWN', 'OWN', '-', 'S', '-', 'S', '-', '-', 'F', 'F', 'COUNTS', 'M'],
  D17: ['-', '-', 'C', 'C', 'OWN', 'OWN', 'C', '-', '-', '-', 'C', 'C', 'C', '-', '-', '-'],
  D18: ['F', 'F', 'F', 'F', '-', '-', 'F', 'F', 'F', 'F', 'F', 'F', 'F', 'F', 'F', 'F'],
  D19: ['OWN', '-', 'OWN', 'OWN', 'OWN', 'OWN', '-', '-', '-', '-', '-', '-', 'OWN', '-', '-', 'F'],
} as const satisfies Readonly<Record<string, readonly Mark[]>>;
export type MatrixClass = keyof typeof rows;
export const matrixClasses = Object.keys(rows) as readonly MatrixClass[];

/** Whoever supervises sees as the discipline supervised does, the classes about a person as metadata only: no column of their own. */
export type MarkedRole = Exclude<Role, 'AGENCY_SUPERVISOR'>;

/** Roles without a column, by the text under the matrix; a class that is not named is closed. A child-protection worker: for the child concerned only. */
export const unlisted = {
  CHILD_PROTECTION_WORKER: { D1: 'F', D2: 'F', D3: 'A', D4: 'A', D7: 'A', D8: 'M', D17: 'A' },
  FIRST_RESPONDER: {}, PRIVACY_OFFICER: { D19: 'F' }, PLAYBOOK_STEWARD: { D18: 'F' }, SURVIVOR_CONSULTANT: { D18: 'F' }, SYSTEM_ADMIN: { D19: 'M' },
} as const satisfies Readonly<Partial<Record<Role, Readonly<Partial<Record<MatrixClass, Mark>>>>>>;

/** Classes in which a supervisor sees metadata only, where the discipline supervised sees more. */
const aboutPersons: readonly MatrixClass[] = ['D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D16', 'D17'];
export const supervised = (of: MatrixClass, mark: Mark): Mark => (mark !== '-' && aboutPersons.includes(of) ? 'M' : mark);

const order = Object.entries(columns) as readonly (readonly [Column, readonly Role[]])[];

function markOf(of: MatrixClass, role: MarkedRole): Mark {
  const at = order.findIndex(([, held]) => held.includes(role));
  const apart: Readonly<Partial<Record<MatrixClass, Mark>>> = Object.hasOwn(unlisted, role) ? unlisted[role as keyof typeof unlisted] : {};
  return at >= 0 ? (rows[of][at] ?? '-') : (apart[of] ?? '-');
}

export const markedRoles = roles.filter((role) => role !== 'AGENCY_SUPERVISOR') as readonly MarkedRole[];

/** Every class and every role. */
export const matrix = Object.fromEntries(matrixClasses.map((of) => [of, Object.fromEntries(markedRoles.map((role) => [role, markOf(of, role)]))])) as Readonly<Record<MatrixClass, Readonly<Record<MarkedRole, Mark>>>>;
