/** What the policy is asked about, with the routing of commands. Row-level security has the first word: what it hides is absent here. */
import type { FormAsked } from '../forms/asked.ts';
import type { Pack } from '#domain/playbook/clock/schema.ts';
import type { Actor, Ask } from '../actor.ts';
import type { CaseResource, DeskResource, HandOffResource, Resource, StepResource } from '../policies/authorise.ts';

/** Where a command about this goes. */
export interface Route {
  readonly ledger: string;
  readonly keeper: string;
  /** Whose rules hold for what is opened here. */
  readonly playbook?: { readonly id: string; readonly version: number };
  /** The packs that a text written here may name. */
  readonly packs?: readonly Pack[];
  /** The step that is handed over. */
  readonly step?: string;
  /** The form that is answered here. */
  readonly form?: FormAsked;
}
export type Subject<R> = R & Route;

export const ledgerOf = (caseId: string): string => `case/${caseId}`;
export const caseIdOf = (ledger: string): string => ledger.slice(ledger.indexOf('/') + 1);

export const deskSubject = (agency: string): Subject<DeskResource> => ({ kind: 'Desk', id: agency, agency, ledger: '', keeper: '' });

interface CaseRow {
  readonly ledger_id: string;
  readonly lead: string;
  readonly agencies: readonly string[];
  /** The roles the agency that asks fills there; null where it is not on the team. */
  readonly mine: readonly string[] | null;
  readonly suspect: boolean;
}

const ofTheWholeAgency: readonly string[] = ['AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'OVERSIGHT_AUDITOR'];

/** Roles that count in a case; the second wall has the same rule (`roles_in`). */
export function workingIn({ roles }: Pick<Actor, 'roles'>, mine: readonly string[] | null): Pick<CaseResource, 'working' | 'filled'> {
  if (mine === null) return { working: [] };
  const working = roles.filter((role) => mine.includes(role) || ofTheWholeAgency.includes(role));
  return roles.includes('AGENCY_SUPERVISOR') ? { working, filled: mine } : { working };
}

export async function caseSubject(ask: Ask, actor: Actor, caseId: string): Promise<Subject<CaseResource> | undefined> {
  const [row] = await ask<CaseRow>`
    select c.ledger_id, c.agency_id as lead, array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies,
           (select e.roles from engagement e where e.ledger_id = c.ledger_id and e.agency_id = ${actor.agency} and e.until_at is null) as mine, c.ledger_id in (select suspect_cases()) as suspect
      from case_view c where c.id = ${caseId}::uuid`;
  return row && { kind: 'Case', id: caseId, lead: row.lead, agencies: row.agencies, ...(row.suspect && { suspect: true }), ...workingIn(actor, row.mine), ledger: row.ledger_id, keeper: row.ledger_id };
}

type StepRow = CaseRow & Pick<StepResource, 'holder' | 'accountable' | 'role' | 'pacing'> & { readonly keeper: string };

export async function stepSubject(ask: Ask, actor: Actor, caseId: string, step: string): Promise<Subject<StepResource> | undefined> {
  const [row] = await ask<StepRow>`
    select s.ledger_id, c.agency_id as lead, s.holder, s.accountable, s.role, s.pacing, s.keeper,
           array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies,
           (select e.roles from engagement e where e.ledger_id = c.ledger_id and e.agency_id = ${actor.agency} and e.until_at is null) as mine, c.ledger_id in (select suspect_cases()) as suspect
      from case_view c join step_view s on s.ledger_id = c.ledger_id and s.code = ${step} where c.id = ${caseId}::uuid`;
  if (row === undefined) return undefined;
  const { ledger_id: ledger, mine, suspect, ...rest } = row;
  return { kind: 'Step', id: `${caseId}/${step}`, ledger, ...(suspect && { suspect }), ...workingIn(actor, mine), ...rest };
}

type HandOffRow = Pick<HandOffResource, 'sender' | 'receiver' | 'agencies'> & {
  readonly ledger_id: string; readonly keeper: string; readonly step: string; readonly lead: string | null; readonly role: string; readonly suspect: boolean;
};

export async function handOffSubject(ask: Ask, handOffId: string): Promise<Subject<HandOffResource> | undefined> {
  const [row] = await ask<HandOffRow>`
    select h.ledger_id, h.keeper, h.step, h.sender, h.receiver, c.agency_id as lead, a.role, h.ledger_id in (select suspect_cases()) as suspect,
           array(select e.agency_id from engagement e where e.ledger_id = h.ledger_id and e.until_at is null) as agencies
      from hand_off_view h cross join lateral asked_for(h.id) a left join case_view c on c.ledger_id = h.ledger_id where h.id = ${handOffId}::uuid`;
  if (row === undefined) return undefined;
  const { sender, receiver, agencies, role, lead, suspect } = row;
  return { kind: 'HandOff', id: handOffId, sender, receiver, agencies, role, ...(lead !== null && { lead }), ...(suspect && { suspect }), ledger: row.ledger_id, keeper: row.keeper, step: row.step };
}

/** The policy sees what its schema knows, and no routing. */
export function resourceOf<R extends Resource>(subject: Subject<R>): Resource {
  const { ledger: _ledger, keeper: _keeper, playbook: _playbook, packs: _packs, form: _form, step: _step, ...resource } = subject;
  return resource as unknown as Resource;
}
