/** Launching a case: a team, a playbook, and every step that can open at once. */
import { firstRefusal, own, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import type { CommandOf } from './command.ts';
import { type CaseDecision } from './context.ts';
import type { CaseState, Engagement } from './state.ts';
import { holds, needsAmong, perOf, type Condition, type Standing } from '../playbook/condition/condition.ts';
import type { Subject } from '../playbook/names.ts';
import type { Playbook, PlaybookStep } from '../playbook/schema.ts';
import type { Role } from '../terms.ts';

export function launch(state: CaseState, command: CommandOf<'launch'>, facts: Facts): CaseDecision {
  const { codeName, playbook, agencies, by } = command;
  if (state.phase !== 'absent') return refuse('CASE_EXISTS');
  // The facts were read for another playbook than the one that was asked for: better no case than one under the wrong rules.
  if (facts.playbook.playbook !== playbook.id || facts.playbook.version !== playbook.version) return refuse('PLAYBOOK_UNKNOWN');
  const shut = firstRefusal(facts, facts.shut !== undefined && refuse('PLAYBOOK_CLOSED', { state: facts.shut }).refusal);
  if (shut !== undefined) return { events: [], refusal: shut };
  const unknown = agencies.map(({ agency }) => agency).filter((agency) => own(facts.agencies, agency) === undefined);
  const { information } = facts.playbook;
  const isInformation = command.information === true;
  // A report needs those who look at it; who else the playbook needs is asked when it is accepted as a case.
  const nothing: Standing = { subjects: [], isDone: () => false, decided: () => undefined, fact: () => undefined };
  const needed = isInformation ? facts.playbook.steps.filter(({ code }) => information?.opens.includes(code) === true || information?.decision === code) : openingSteps(facts, nothing);
  const unfilled = unfilledRoles(agencies, needed);
  const leads = agencies.some(({ agency, roles }) => agency === by.agency && roles.includes('COORDINATOR'));
  const no = firstRefusal(
    facts,
    unknown.length > 0 && refuse('AGENCY_UNKNOWN', { count: unknown.length }).refusal,
    isInformation && information === undefined && refuse('CASE_PHASE', { phase: 'absent' }).refusal,
    !leads && refuse('NOT_THE_COORDINATOR').refusal,
    // Refusal 10 of the domain report: no step may come to be open with nobody to answer for it. What opens later for a role that nobody fills the lead's coordinator has, and hands on.
    unfilled.length > 0 && refuse('ROLE_UNFILLED', { roles: unfilled }).refusal,
  );
  if (no !== undefined) return { events: [], refusal: no };
  const engaged = engagementsOf(agencies, facts);
  return accept({
    type: 'CaseLaunched', id: command.caseId, codeName, playbook: { ...playbook, hash: facts.playbookHash }, lead: by.agency, agencies: engaged,
    ...(command.referral !== undefined && { referral: command.referral }), ...(isInformation && { information: true as const }),
  });
}

/** Steps that open only when something asks for them: a horizon's decision, the decision on a report, an operation, the closing review. */
export const calledSteps = ({ playbook: { steps, information, operation, closing } }: Facts): ReadonlySet<string | undefined> =>
  new Set([...steps.flatMap((step) => (step.pacing === 'LEGAL_HORIZON' ? [step.decision] : [])), information?.decision, operation?.step, closing?.review]);

/** Whether what a step comes after is done, and what it opens by holds. What stands for others than the asker is meant each. */
export const opensNow = ({ after, opens }: PlaybookStep, facts: Facts, standing: Standing, subject?: Subject): boolean =>
  (after ?? []).every((done) => holds(manyMeant({ done }, facts, subject), facts.playbook, standing, subject)) && holds(opens, facts.playbook, standing, subject);

function manyMeant(leaf: { readonly done: string }, facts: Facts, subject: Subject | undefined): Condition {
  const per = perOf(leaf, facts.playbook);
  return per !== undefined && needsAmong(subject?.kind ?? 'case', per) ? { ...leaf, for: 'each' } : leaf;
}

/** Steps of the case as a whole that open as it stands. */
export function openingSteps(facts: Facts, standing: Standing): Playbook['steps'] {
  const called = calledSteps(facts);
  return facts.playbook.steps.filter((step) => (step.per ?? 'case') === 'case' && !called.has(step.code) && opensNow(step, facts, standing));
}

type Lines = readonly { readonly agency: string; readonly roles: readonly Role[] }[];

/** Roles of these steps that nobody listed fills. */
export function unfilledRoles(agencies: readonly { readonly roles: readonly Role[] }[], steps: Playbook['steps']): readonly Role[] {
  const filled = new Set(agencies.flatMap(({ roles }) => roles));
  return [...new Set(steps.map(({ role }) => role).filter((role) => !filled.has(role)))];
}

/** The team, in the order it is listed, after those who are on it already. An agency may be listed once for each part it plays: all its lines count. */
export function engagementsOf(lines: Lines, facts: Facts, before: Readonly<Record<string, Engagement>> = {}): Readonly<Record<string, Engagement>> {
  const next = Math.max(-1, ...Object.values(before).map(({ place }) => place)) + 1;
  const joining = [...new Set(lines.map(({ agency }) => agency))].filter((agency) => own(before, agency) === undefined);
  const listed = [...new Set(lines.map(({ agency }) => agency))].map((agency): [string, Engagement] => {
    const civil = own(facts.agencies, agency) ?? { zone: 'UTC', region: '' };
    const known = own(before, agency);
    const roles = [...new Set([...(known?.roles ?? []), ...lines.flatMap((line) => (line.agency === agency ? line.roles : []))])];
    return [agency, known === undefined ? { roles, ...civil, place: next + joining.indexOf(agency) } : { ...known, roles }];
  });
  return { ...before, ...Object.fromEntries(listed) };
}
