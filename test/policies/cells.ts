/** The cells of the matrix as questions to the policy: who holds a role meets something of a class, under each circumstance that may open it. */
import { matterClasses, personalClasses, type DataClass, type PaperClass, type Role } from '#domain/terms.ts';
import type { Authoriser, CompartmentResource } from '../../api/policies/authorise.ts';
import { markedRoles, matrix, supervised, type Mark, type MarkedRole } from './matrix.ts';

export const circumstances = ['elsewhere', 'nothing', 'standing', 'own', 'granted', 'assigned'] as const;
export type Circumstance = (typeof circumstances)[number];
export const levels = ['read', 'read-summary', 'know'] as const;
export type Level = (typeof levels)[number] | '-';
export const paperClasses: readonly PaperClass[] = [...personalClasses, ...matterClasses];
/** And the shell of a case and its steps. */
export const askedClasses = ['D1', 'D2', ...paperClasses] as const satisfies readonly DataClass[];
export type AskedClass = PaperClass | 'D1' | 'D2';
export { markedRoles };

/** `nothing`: their agency works on the case in this role, and that is all; `elsewhere`: not even that. */
export function compartment(of: AskedClass, role: Role, met: Circumstance, changes: Partial<CompartmentResource> = {}): CompartmentResource {
  return {
    kind: 'Compartment', id: 'p', class: of, working: met === 'elsewhere' ? [] : [role], standing: met === 'standing' ? [role] : [], supervised: [],
    own: met === 'own', granted: met === 'granted', assigned: met === 'assigned', removal: false, ...changes,
  };
}

/** The most a policy opens. */
export function levelOf(authoriser: Authoriser, roles: readonly Role[], resource: CompartmentResource): Level {
  return levels.find((level) => authoriser.allows({ person: 'p', agency: 'a', roles }, { action: `compartment.${level}`, resource })) ?? '-';
}

/** Where the text says more than the letter: a guardian's part is that of the own child, and a child-protection worker's that of the child concerned. */
const narrowed: Readonly<Partial<Record<AskedClass, Readonly<Partial<Record<Role, Mark>>>>>> = { D7: { CHILD_GUARDIAN: 'OWN' } };
const markOf = (of: AskedClass, role: MarkedRole): Mark => narrowed[of]?.[role] ?? matrix[of][role];

/** What the typed matrix opens. */
export function expectedLevel(of: AskedClass, role: MarkedRole, met: Circumstance): Level {
  const mark = markOf(of, role);
  if (role === 'CHILD_PROTECTION_WORKER' && mark === 'M') return met === 'standing' ? 'know' : '-';
  // What their own agency holds people see whole, whatever they see of the steps of others.
  if (of === 'D2' && met === 'own' && mark !== '-' && mark !== 'M') return 'read';
  if (mark === 'OS') return met === 'elsewhere' ? '-' : 'read-summary';
  // In a case an assignment counts for those who work on it.
  const opens: Readonly<Partial<Record<Mark, readonly Circumstance[]>>> = { O: ['own'], OWN: ['standing'], C: ['granted'], A: ['assigned'], CA: ['granted', 'assigned'] };
  if (met !== 'elsewhere' && (mark === 'F' || mark === 'S' || mark === 'M')) return { F: 'read', S: 'read-summary', M: 'know' }[mark] as Level;
  return opens[mark]?.includes(met) === true ? 'read' : '-';
}

/** Who supervises a role, and holds no other: assigned, so that an A cell can open. */
const supervisedCompartment = (of: AskedClass, role: Role): CompartmentResource => {
  const isMatter = of === 'D1' || of === 'D2' || (matterClasses as readonly string[]).includes(of);
  return compartment(of, 'AGENCY_SUPERVISOR', 'assigned', { own: true, supervised: [role], working: isMatter ? ['AGENCY_SUPERVISOR', role] : ['AGENCY_SUPERVISOR'] });
};
/** Leading and auditing are no disciplines: nobody has their part by supervising them. */
const disciplines = markedRoles.filter((role) => role !== 'AGENCY_LEADER' && role !== 'OVERSIGHT_AUDITOR');
function expectedOfSupervisor(of: AskedClass, role: MarkedRole): Level {
  const mark = supervised(of, matrix[of][role]);
  if (of === 'D2' && mark !== '-') return 'read';
  return mark === 'M' ? 'know' : mark === 'S' ? 'read-summary' : mark === 'F' || mark === 'A' ? 'read' : '-';
}

/** Whether the policies are not the matrix: asked of supervisors, then one circumstance after the other, those that open most first, until a cell comes out otherwise. */
export const differs = (authoriser: Authoriser, of: AskedClass): boolean =>
  differencesOfSupervisors(authoriser, of).length > 0 || circumstances.toReversed().some((met) => differencesWhen(authoriser, of, [met]).length > 0);

export function differencesWhen(authoriser: Authoriser, of: AskedClass, when: readonly Circumstance[]): readonly string[] {
  const cells = markedRoles.flatMap((role) =>
    when.map((met) => [`${of} ${role} ${met}`, levelOf(authoriser, [role], compartment(of, role, met)), expectedLevel(of, role, met)] as const));
  return told(cells);
}

export function differencesOfSupervisors(authoriser: Authoriser, of: AskedClass): readonly string[] {
  const overseen = disciplines.map((role) => [`${of} supervisor of ${role}`, levelOf(authoriser, ['AGENCY_SUPERVISOR'], supervisedCompartment(of, role)), expectedOfSupervisor(of, role)] as const);
  return told(overseen);
}

const told = (cells: readonly (readonly [string, Level, Level])[]): readonly string[] => cells.filter(([, answers, expected]) => answers !== expected).map(([cell, answers, expected]) => `${cell}: ${answers} for ${expected}`);
