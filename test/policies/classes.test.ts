/**
 * The policies are the matrix, cell by cell: every class, every role, under every circumstance that may open it. Each policy of a class is taken away in turn, and one is added that
 * permits too much: the comparison must see it.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { personalClasses, roles, type PaperClass, type Role } from '#domain/terms.ts';
import { asOwner } from '../api/support.ts';
import { authoriserOf, createAuthoriser, policiesOfFolder, type CompartmentResource } from '../../api/policies/authorise.ts';
import { rowOf } from '../../api/policies/who-may-see-what.ts';
import { askedClasses, circumstances, compartment, differencesOfSupervisors, differencesWhen, differs, levelOf, levels, markedRoles, paperClasses, type AskedClass } from './cells.ts';
import { matrix, type Mark } from './matrix.ts';

const policies = policiesOfFolder();
const authoriser = createAuthoriser();
const ofClass = Object.keys(policies).filter((id) => /^D\d+-/.test(id));
const classOf = (id: string): AskedClass => id.split('-')[0] as AskedClass;

/** Everything that could open it holds at once. */
const open = (of: PaperClass, role: Role, removal = false): CompartmentResource => compartment(of, role, 'assigned', { standing: [role], supervised: [role], granted: true, own: true, removal });

describe('the policies of the data classes', () => {
  it.each(askedClasses.flatMap((of) => circumstances.map((met) => [of, met] as const)))('say of %s, %s, what the matrix says', (of, met) => {
    expect(differencesWhen(authoriser, of, [met])).toEqual([]);
  });
  it.each(askedClasses)('say of %s what supervisors see of it', (of) => {
    expect(differencesOfSupervisors(authoriser, of)).toEqual([]);
  });

  it('are there for every class, each in a file of its own', () => {
    expect([...new Set(ofClass.map(classOf))].toSorted()).toEqual([...askedClasses].toSorted());
  });

  const table = readFileSync(new URL('../../docs/reference/who-may-see-what.md', import.meta.url), 'utf8').split('\n').filter((line) => line.startsWith('| '));
  it.each(roles.map((role, index) => [role, table[index + 2]] as const))('are told by the table in docs as they are: %s', (role, line) => {
    expect(rowOf(authoriser, role)).toBe(line);
  });

  it.each(ofClass)('are the matrix no more without %s', (id) => {
    const { [id]: _gone, ...others } = policies;
    expect(differs(authoriserOf(others), classOf(id))).toBe(true);
  });

  it.each(askedClasses)('are the matrix no more when somebody is let into %s', (of) => {
    const shut = markedRoles.find((role) => matrix[of][role] === '-' && role !== 'SYSTEM_ADMIN' && role !== 'SURVIVOR_CONSULTANT');
    const leak = `permit (principal is Person, action == Action::"compartment.know", resource is Compartment) when { resource.class == "${of}" && principal.roles.contains("${String(shut)}") };`;
    expect(differs(authoriserOf({ ...policies, leak }), of)).toBe(true);
  });

  it('open nothing to accounts and consultants, whatever else they are', () => {
    const reached = paperClasses.flatMap((of) => ['SYSTEM_ADMIN' as const, 'SURVIVOR_CONSULTANT' as const].flatMap((barred) =>
      roles.map((role) => levelOf(authoriser, [role, barred], open(of, role)))));
    expect(new Set(reached)).toEqual(new Set(['-']));
  });

  it('leave no way from a unit that enforces removal to anything of hers, whoever agreed and whoever was assigned', () => {
    const reach = (of: PaperClass): readonly string[] => [...new Set(roles.map((role) => levelOf(authoriser, [role], open(of, role, true))))];
    for (const of of paperClasses) expect([of, reach(of)]).toEqual([of, ['-']]);
    const { 'no-way-from-removal-to-anything-of-hers': _gone, ...others } = policies;
    const without = authoriserOf(others);
    for (const of of ['D7', 'D8', 'D9'] as const) expect(levelOf(without, ['INVESTIGATOR'], compartment(of, 'INVESTIGATOR', 'assigned', { removal: true }))).not.toBe('-');
  });

  it.each(personalClasses)('leave no way to anything of %s either when its people stand in for another agency, or it lies in a case', (of) => {
    const reach = (of_: PaperClass, by: { readonly removal?: true }): ReadonlySet<string> =>
      new Set(roles.map((role) => levels.find((level) => authoriser.allows({ person: 'p', agency: 'a', roles: [role], ...by }, { action: `compartment.${level}`, resource: open(of_, role) })) ?? '-'));
    expect(reach(of, { removal: true })).toEqual(new Set(['-']));
    expect([reach(of, {}).size > 1, reach('D10', { removal: true }).size > 1]).toEqual([true, true]);
  });
});

/** A mark as the wall in the database has it: a summary opens as a class of its own, and a count opens no paper. */
const inDatabase = (of: PaperClass, role: string, mark: Mark): readonly string[] => {
  if (of === 'D7' && role === 'CHILD_GUARDIAN') return [`${of} ${role} OWN`];
  if (of === 'D8' && role === 'CHILD_PROTECTION_WORKER') return [`${of} ${role} MOWN`];
  if (mark === '-' || mark === 'COUNTS') return [];
  return mark === 'S' ? [`${of}${of === 'D15' ? 'r' : 's'} ${role} F`] : [`${of} ${role} ${mark}`];
};

describe('the wall in the database', () => {
  it('has the same marks, typed apart', async () => {
    const rows = await asOwner(async (client) => (await client.query<{ cell: string }>(`select class || ' ' || role || ' ' || mark as cell from need_to_know`)).rows);
    const expected = paperClasses.flatMap((of) => markedRoles.flatMap((role) => inDatabase(of, role, matrix[of][role])));
    expect(rows.map(({ cell }) => cell).toSorted()).toEqual(expected.toSorted());
  });
});
