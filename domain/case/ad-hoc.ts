/** Work that no playbook foresaw: the coordinator asks an agency for it. It is a promise of an agency, with the terms the playbook gives such promises. */
import { calendarOf, firstRefusal, type Facts } from '../facts.ts';
import { accept, refuse } from '../decision.ts';
import { parseDuration } from '../time/duration.ts';
import { dueOf } from '../time/deadline.ts';
import { isRunning } from './gates.ts';
import { holderOf } from './addresses.ts';
import type { CommandOf } from './command.ts';
import { civilOf, type CaseDecision } from './context.ts';
import type { OpenCase } from './state.ts';

/** Adds a step, due so many days or working days after it was accepted; that it opens, is offered and must be answered follows from its being there. */
export function addStep(state: OpenCase, { track, role, due, title, by }: CommandOf<'add-step'>, facts: Facts): CaseDecision {
  const { adHoc } = facts.playbook;
  if (adHoc === undefined) return refuse('AD_HOC_NOT_ALLOWED');
  const already = Object.keys(state.adHoc ?? {}).length;
  const holder = holderOf(state, role);
  const calendar = calendarOf(civilOf(state, facts, holder ?? state.lead), facts);
  const refusal = firstRefusal(
    facts,
    (by.agency !== state.lead || !by.roles.includes('COORDINATOR')) && refuse('NOT_THE_COORDINATOR').refusal,
    !isRunning(state) && refuse('CASE_PHASE', { phase: state.phase }).refusal,
    !adHoc.tracks.includes(track) && refuse('AD_HOC_NOT_ALLOWED', { tracks: adHoc.tracks }).refusal,
    !adHoc.roles.includes(role) && refuse('AD_HOC_NOT_ALLOWED', { roles: adHoc.roles }).refusal,
    already >= adHoc.most && refuse('AD_HOC_NOT_ALLOWED', { most: adHoc.most }).refusal,
    // Refusal 10: nobody would be there to be asked.
    holder === undefined && refuse('ROLE_UNFILLED', { roles: [role] }).refusal,
    !['d', 'wd'].includes(parseDuration(due).unit) && refuse('AD_HOC_NOT_ALLOWED', { units: ['d', 'wd'] }).refusal,
    dueOf(due, facts.now, calendar) > dueOf(adHoc.dueMax, facts.now, calendar) && refuse('DATE_TOO_FAR', { most: adHoc.dueMax }).refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  return accept({ type: 'StepAdded', step: `X.${already + 1}`, track, role, due, title });
}
