/** Compacts as the API answers them: what the policy is asked about, and the rows put together. */
import type { z } from 'zod';
import type { Ask } from '../actor.ts';
import type { CompactResource } from '../policies/authorise.ts';
import type { compactShape, compactSummaryShape } from '../shapes-compacts.ts';
import { caseIdOf, type Subject } from './subjects.ts';

interface SubjectRow {
  readonly ledger_id: string;
  readonly keeper: string;
  readonly lead: string;
  readonly agencies: readonly string[];
}

export async function compactSubject(ask: Ask, compactId: string): Promise<Subject<CompactResource> | undefined> {
  const [row] = await ask<SubjectRow>`
    select c.ledger_id, c.keeper, c.agency_id as lead, array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null) as agencies
      from compact_view c where c.id = ${compactId}::uuid`;
  return row && { kind: 'Compact', id: compactId, lead: row.lead, agencies: row.agencies, ledger: row.ledger_id, keeper: row.keeper };
}

export interface SummaryRow {
  readonly id: string;
  readonly codeName: string;
  /** Only where my agency is engaged in that case: who promises need not know which case it is for. */
  readonly caseLedger: string | null;
  readonly lead: string;
  readonly state: string;
  readonly openedAt: Date;
  readonly requestedAt: Date | null;
  readonly activeAt: Date | null;
  readonly endedAt: Date | null;
}

const at = (name: string, value: Date | null): Readonly<Record<string, string>> => (value === null ? {} : { [name]: value.toISOString() });
const said = (members: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

export function compactSummary({ id, codeName, caseLedger, lead, state, openedAt, requestedAt, activeAt, endedAt }: SummaryRow): z.input<typeof compactSummaryShape> {
  return {
    id, codeName, lead, state: state as 'DRAFT', openedAt: openedAt.toISOString(), ...(caseLedger !== null && { caseId: caseIdOf(caseLedger) }),
    ...at('requestedAt', requestedAt), ...at('activeAt', activeAt), ...at('endedAt', endedAt),
  };
}

type WholeRow = SummaryRow & { readonly ledgerId: string; readonly playbookId: string; readonly playbookVersion: number; readonly version: number; readonly startsOn: string; readonly endsOn: string; readonly rev: number };
interface PartyRow {
  readonly agency: string;
  readonly roles: readonly string[];
  readonly status: string;
  readonly leader: string | null;
  readonly lead: string | null;
  readonly deputy: string | null;
}
interface SignatureRow {
  readonly agency: string;
  readonly version: number;
  readonly state: string;
  readonly leader: string | null;
  readonly requestedAt: Date;
  readonly dueAt: Date | null;
  readonly level: string | null;
  readonly signedAt: Date | null;
  readonly signedBy: string | null;
}
interface PromiseRow {
  readonly id: string;
  readonly kind: string;
  readonly agency: string;
  readonly state: string;
  readonly dueAt: Date | null;
  readonly version: number;
}

/** One compact whole, in few statements: every act shows it. */
export async function wholeCompact(ask: Ask, compactId: string): Promise<{ readonly body: z.input<typeof compactShape>; readonly rev: number } | undefined> {
  const [row] = await ask<WholeRow>`
    select ledger_id as "ledgerId", id, code_name as "codeName", case when engaged(case_ledger) then case_ledger end as "caseLedger", agency_id as lead, state, opened_at as "openedAt", requested_at as "requestedAt",
           active_at as "activeAt", ended_at as "endedAt", playbook_id as "playbookId", playbook_version as "playbookVersion", version, starts_on::text as "startsOn", ends_on::text as "endsOn", rev
      from compact_view where id = ${compactId}::uuid`;
  if (row === undefined) return undefined;
  const parties = await ask<PartyRow>`select agency, roles, status, leader, lead, deputy from party_view where ledger_id = ${row.ledgerId} order by place`;
  const signatures = await ask<SignatureRow>`
    select agency, version, state, leader, requested_at as "requestedAt", due_at as "dueAt", level, signed_at as "signedAt", signed_by as "signedBy"
      from signature_view where ledger_id = ${row.ledgerId} order by agency, version`;
  const promises = await ask<PromiseRow>`select id, kind, agency, state, due_at as "dueAt", version from commitment_view where ledger_id = ${row.ledgerId} order by proposed_at, id limit 1000`;
  const signed = new Set(signatures.flatMap(({ agency, signedAt }) => (signedAt === null ? [] : [agency])));
  const namesOf = (status: string): readonly string[] => parties.filter((party) => party.status === status).map(({ agency }) => agency);
  const body = {
    ...compactSummary(row), playbook: { id: row.playbookId, version: row.playbookVersion }, version: row.version, startsOn: row.startsOn, endsOn: row.endsOn, rev: row.rev,
    agencies: parties.map(({ agency, roles, status, leader, lead, deputy }) => ({
      agency, roles, status, ...said({ leader, lead, deputy }), signatures: signatures.filter((each) => each.agency === agency).map(signatureAnswer),
    })),
    missing: namesOf('REQUIRED').filter((agency) => !signed.has(agency)), neverSigned: namesOf('TAKEN_OFF'),
    commitments: promises.map(({ id, kind, agency, state, dueAt, version }) => ({ id, kind, agency, state, version, ...at('due', dueAt) })),
  };
  return { body: body as z.input<typeof compactShape>, rev: row.rev };
}

const signatureAnswer = ({ version, state, leader, requestedAt, dueAt, level, signedAt, signedBy }: SignatureRow) => ({
  version, state, requestedAt: requestedAt.toISOString(), ...said({ leader, level: state === 'ASKED' ? level : null, signedBy }), ...at('due', dueAt), ...at('signedAt', signedAt),
});
