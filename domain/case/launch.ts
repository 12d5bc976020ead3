/** Launching a case: a team, a playbook, and every step that can open at once. */
import { firstRefusal, own, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import type { CommandOf } from './command.ts';
import { type CaseDecision } from './context.ts';
import type { CaseState, Engagement } from './state.ts';

export function launch(state: CaseState, command: CommandOf<'launch'>, facts: Facts): CaseDecision {
  const { codeName, playbook, agencies, by } = command;
  if (state.phase !== 'absent') return refuse('CASE_EXISTS');
  // The facts were read for another playbook than the one that was asked for: better no case than one under the wrong rules.
  if (facts.playbook.playbook !== playbook.id || facts.playbook.version !== playbook.version) return refuse('PLAYBOOK_UNKNOWN');
  const unknown = agencies.map(({ agency }) => agency).filter((agency) => own(facts.agencies, agency) === undefined);
  const filled = new Set(agencies.flatMap(({ roles }) => roles));
  const unfilled = [...new Set(facts.playbook.steps.map(({ role }) => role).filter((role) => !filled.has(role)))];
  const leads = agencies.some(({ agency, roles }) => agency === by.agency && roles.includes('COORDINATOR'));
  const no = firstRefusal(
    facts,
    unknown.length > 0 && refuse('AGENCY_UNKNOWN', { count: unknown.length }).refusal,
    !leads && refuse('NOT_THE_COORDINATOR').refusal,
    // Refusal 10 of the domain report: no step may come to be open with nobody to answer for it.
    unfilled.length > 0 && refuse('ROLE_UNFILLED', { roles: unfilled }).refusal,
  );
  if (no !== undefined) return { events: [], refusal: no };
  const engaged = Object.fromEntries(
    [...new Set(agencies.map(({ agency }) => agency))].map((agency, place): [string, Engagement] => {
      const civil = own(facts.agencies, agency) ?? { zone: 'UTC', region: '' };
      // An agency may be listed once for each part it plays: all its lines count.
      const roles = [...new Set(agencies.flatMap((line) => (line.agency === agency ? line.roles : [])))];
      return [agency, { roles, zone: civil.zone, region: civil.region, place }];
    }),
  );
  return accept({
    type: 'CaseLaunched', id: command.caseId, codeName, playbook: { ...playbook, hash: facts.playbookHash }, lead: by.agency, agencies: engaged,
    ...(command.referral !== undefined && { referral: command.referral }),
  });
}
