/** Whether somebody may see a canary: by the typed matrix and by what is so in the world, and by nothing of the product. */
import type { Role } from '#domain/terms.ts';
import type { Player } from './cast.ts';
import { matrix, supervised, type Mark, type MarkedRole, type MatrixClass } from './matrix.ts';
import type { CaseName, Truth, VictimName } from './truth.ts';

/** Something planted once, found again wherever it shows. */
export interface Canary {
  readonly token: string;
  readonly what: string;
  readonly class: MatrixClass;
  /** Of a paper: which, and how deep in it. */
  readonly paper?: Paper;
  /** undefined: the field leaves it open, and either is right. */
  readonly may: (player: Player, truth: Truth) => boolean | undefined;
  /** Whether their agency has any part in what it lies in: what the wall in the database lets through at the most. */
  readonly near: (player: Player, truth: Truth) => boolean;
}
/** What a paper says in full, in short, and that there is one. */
export type Depth = 'words' | 'summary' | 'existence';
export interface Paper {
  readonly class: MatrixClass;
  readonly depth: Depth;
  readonly recorder: string;
  readonly about: { readonly victim: VictimName } | { readonly case: CaseName };
}

/** No case content, whatever else they are (domain 5b, roles). */
const shutOut: readonly Role[] = ['SYSTEM_ADMIN', 'SURVIVOR_CONSULTANT'];
/** These work for one person: "own client", "own child", "the child concerned only". */
const forOne: readonly Role[] = ['VICTIM_COUNSEL', 'CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER'];

interface Met {
  readonly working: readonly Role[];
  readonly standing: readonly Role[];
  readonly own: boolean;
  readonly granted: boolean;
  readonly assigned: boolean;
}

export const casesAbout = (truth: Truth, about: Paper['about']): readonly CaseName[] => ('case' in about ? [about.case] : truth.involved[about.victim]);
export const ledgerOf = (truth: Truth, about: Paper['about']): string => ('case' in about ? `case/${truth.cases[about.case]}` : `victim/${truth.victims[about.victim]}`);
export const isEngaged = (truth: Truth, player: Player, of: CaseName): boolean => truth.engaged[of].has(player.agency);
/** Who leads or audits does so for the whole agency, whatever it fills in a case. */
const wholeAgency: readonly Role[] = ['AGENCY_LEADER', 'OVERSIGHT_AUDITOR'];
/** Roles somebody holds and their agency fills in a case. */
export const workingIn = (truth: Truth, player: Player, of: CaseName): readonly Role[] =>
  player.roles.filter((role) => truth.engaged[of].get(player.agency)?.includes(role) === true || (isEngaged(truth, player, of) && wholeAgency.includes(role)));

/** Roles that there are for a child only have no part in the file of somebody of age. */
const forAChild: readonly Role[] = ['CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER'];
const isTheirs = ({ ofAge }: Truth, about: Paper['about'], role: Role): boolean => !forAChild.includes(role) || !('victim' in about) || !ofAge.includes(about.victim);

function meet(truth: Truth, player: Player, { about, class: of, recorder }: Paper): Met {
  const isHers = (victim: VictimName): boolean => 'victim' in about && about.victim === victim;
  return {
    working: casesAbout(truth, about).flatMap((each) => workingIn(truth, player, each)).filter((role) => isTheirs(truth, about, role)),
    standing: truth.standing.filter(({ victim, agency, role }) => isHers(victim) && agency === player.agency && player.roles.includes(role)).map(({ role }) => role),
    own: recorder === player.agency,
    granted: truth.given.some(({ victim, agency, person, classes, until }) => isHers(victim) && agency === player.agency && (person === undefined || person === player.id) && classes.includes(of) && truth.now < until),
    assigned: truth.assigned.some(({ ledger, person, class: given }) => ledger === ledgerOf(truth, about) && person === player.id && given === of),
  };
}

const opensWords = (mark: Mark, role: Role, { working, standing, own, granted, assigned }: Met, isHers: boolean): boolean => {
  if (mark === 'F') return isHers && forOne.includes(role) ? standing.includes(role) : working.includes(role);
  if (mark === 'OWN') return standing.includes(role);
  if (mark === 'O') return own;
  if (mark === 'CA') return granted || assigned;
  return (mark === 'C' && granted) || (mark === 'A' && assigned && (role !== 'CHILD_PROTECTION_WORKER' || working.includes(role) || standing.includes(role)));
};

/** What somebody in one role may see of a paper. */
function depthFor(role: MarkedRole, { of, mark }: { readonly of: MatrixClass; readonly mark: Mark }, met: Met, isHers: boolean): Depth | undefined {
  if (opensWords(mark, role, met, isHers)) return 'words';
  // The notes of an agency are its own, that there are any too.
  if (of === 'D5' && !met.own) return undefined;
  const isThere = (isHers && forOne.includes(role) ? met.standing : met.working).includes(role);
  if (mark === 'S' && isThere) return 'summary';
  return mark === 'M' && isThere ? 'existence' : undefined;
}

/** A supervisor has the column of what the agency does in the case, and of those who stand by her; of persons as metadata only. */
function supervisorsDepth(truth: Truth, player: Player, paper: Paper, met: Met): Depth | undefined {
  const { about, class: of } = paper;
  const filled = casesAbout(truth, about).flatMap((each) => truth.engaged[each].get(player.agency) ?? []);
  const standing = 'victim' in about ? truth.standing.filter(({ victim, agency }) => victim === about.victim && agency === player.agency).map(({ role }) => role) : [];
  const working = [...filled, ...standing].filter((role) => isTheirs(truth, about, role)) as readonly MarkedRole[];
  return deepest(working.map((role) => depthFor(role, { of, mark: supervised(of, matrix[of][role]) }, { ...met, working, standing }, 'victim' in about)));
}

const depths: readonly Depth[] = ['existence', 'summary', 'words'];
const deepest = (found: readonly (Depth | undefined)[]): Depth | undefined => depths.findLast((depth) => found.includes(depth));

/** A unit that enforces removal gets no victim data on any path (domain 5b, roles; consent rule 12). */
const isRemoval = (truth: Truth, player: Player): boolean => truth.agencyOf('removal') === player.agency;

export function maySeePaper(truth: Truth, player: Player, paper: Paper): boolean {
  if (player.roles.some((role) => shutOut.includes(role)) || ('victim' in paper.about && isRemoval(truth, player))) return false;
  const met = meet(truth, player, paper);
  const found = player.roles.map((role) =>
    role === 'AGENCY_SUPERVISOR' ? supervisorsDepth(truth, player, paper, met) : depthFor(role, { of: paper.class, mark: matrix[paper.class][role] }, met, 'victim' in paper.about));
  const depth = deepest(found);
  return depth !== undefined && depths.indexOf(depth) >= depths.indexOf(paper.depth);
}

/** Whether a paper may reach somebody's agency at all: it works with her or on the matter, stands by her, was given or assigned something, or wrote it. */
export function isNearPaper(truth: Truth, player: Player, paper: Paper): boolean {
  if ('victim' in paper.about && isRemoval(truth, player)) return false;
  if (paper.class === 'D5' || paper.recorder === player.agency) return paper.recorder === player.agency;
  const isHers = (victim: VictimName): boolean => 'victim' in paper.about && paper.about.victim === victim;
  return casesAbout(truth, paper.about).some((each) => isEngaged(truth, player, each)) || truth.standing.some(({ victim, agency }) => isHers(victim) && agency === player.agency)
    || truth.given.some(({ victim, agency, until }) => isHers(victim) && agency === player.agency && truth.now < until) || truth.assigned.some(({ ledger, person }) => ledger === ledgerOf(truth, paper.about) && person === player.id);
}

/** Roles of somebody for whom a class lies in a C cell. */
export const underConsent = (player: Player, of: MatrixClass): readonly Role[] => player.roles.filter((role) => role !== 'AGENCY_SUPERVISOR' && ['C', 'CA'].includes(matrix[of][role]));
