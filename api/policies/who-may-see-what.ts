/** Who may see what, as a table for people: made by asking the policies, one question a cell, and compared in the tests with the matrix of the field. */
import { matterClasses, personalClasses, roles, type Role } from '#domain/terms.ts';
import type { Authoriser, CompartmentResource } from './authorise.ts';

/** The classes a table can be asked for: each has a file of policies. */
const classes = ['D1', 'D2', ...personalClasses.slice(0, -2), ...matterClasses, ...personalClasses.slice(-2)];
const levels = { F: 'compartment.read', S: 'compartment.read-summary', M: 'compartment.know' } as const;
type Level = keyof typeof levels;

interface Met {
  readonly standing?: true;
  readonly own?: true;
  readonly granted?: true;
  readonly assigned?: true;
}

function deepest(authoriser: Authoriser, role: Role, of: string, met: Met): Level | undefined {
  const resource: CompartmentResource = {
    kind: 'Compartment', id: '', class: of, working: [role], standing: met.standing === true ? [role] : [], supervised: [],
    own: met.own === true, granted: met.granted === true, assigned: met.assigned === true, removal: false,
  };
  const may = (level: Level): boolean => authoriser.allows({ person: 'p', agency: 'a', roles: [role] }, { action: levels[level], resource });
  // Whoever may read the words may read less: who may not even know of it is asked no more.
  return may('M') ? (may('F') ? 'F' : may('S') ? 'S' : 'M') : undefined;
}

const order = [undefined, 'M', 'S', 'F'];
/** What they have by working on the case, and what else opens more of it. */
function cell(authoriser: Authoriser, role: Role, of: string): string {
  const always = deepest(authoriser, role, of, {});
  const more = ([['own', { standing: true }], ['O', { own: true }], ['C', { granted: true }], ['A', { assigned: true }]] as const).flatMap(([word, met]) => {
    const level = deepest(authoriser, role, of, met);
    return order.indexOf(level) > order.indexOf(always) ? [level === 'F' ? word : `${word}:${String(level)}`] : [];
  });
  return [...(always === undefined ? [] : [always]), ...more].join(' ') || '-';
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
/** What one role sees of each class. */
export const rowOf = (authoriser: Authoriser, role: Role): string => line([role, ...classes.map((of) => cell(authoriser, role, of))]);

/** The page `docs/reference/who-may-see-what.md`. */
export function whoMaySeeWhat(authoriser: Authoriser): string {
  return `# Who may see what

Made from the policies in \`api/policies/classes\` by asking them (\`npm run docs\`); the tests compare it with the need-to-know matrix of the field, cell by cell.

F whole, S a summary, M that there is something: by working on the case in that role for an agency that fills it there. What opens it whole besides: own, to who stands by her in that
role; O, recorded by their own agency; C, under a consent of hers that holds at that instant; A, to who is assigned to it. \`-\` nothing, not even that there is anything.

${line(['', ...classes])}
${line(['---', ...classes.map(() => '---')])}
${roles.map((role) => rowOf(authoriser, role)).join('\n')}

D1 case shell · D2 steps and clocks · D3 identity and contact · D4 location · D5 advocates' notes · D7 risk · D8 statements · D9 immigration · D10 suspects · D11 operations · D12 sealed ·
D13 suspicious activity · D14 facts about images of children · D15 charging · D16 payments · D17 health.

Who supervises has the part of each discipline supervised, but of D3 to D9, D16 and D17 only M. An agency that enforces removal reaches nothing of any victim, whoever agreed. Accounts
and consultants reach nothing of any case, whatever else they are. Leaders see levels and totals of victims only as counts, where five or more stand behind them.
`;
}
