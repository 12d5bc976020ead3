/** Commitments as the API answers them, and what the policy is asked about them. A case and a compact keep theirs in ledgers of their own; the rows are alike. */
import type { z } from 'zod';
import type { CommitmentView, ResourceDeliveryView, TermView } from '#prisma/generated/client.ts';
import type { Ask } from '../actor.ts';
import type { CommitmentResource } from '../policies/authorise.ts';
import type { commitmentShape } from '../shapes.ts';
import type { Eyes } from './alike.ts';
import { caseIdOf, type Subject } from './subjects.ts';

type Kept = 'ledgerId' | 'agencyId' | 'dataClass' | 'legalHold' | 'exerciseId';
export type TermShown = Omit<TermView, Kept | 'commitment'>;
export type DeliveryShown = Pick<ResourceDeliveryView, 'at' | 'unit'> & { readonly periodFrom: string; readonly periodUntil: string; readonly amount: number };

/** Days as text and amounts as numbers, as `commitmentRows` reads them. */
export type CommitmentShown = Omit<CommitmentView, Kept | 'pledgedAmount' | 'addedAmount' | 'pledgedFrom' | 'pledgedUntil' | 'askedDue'> & {
  readonly pledgedAmount: number | null; readonly addedAmount: number | null; readonly pledgedFrom: string | null; readonly pledgedUntil: string | null; readonly askedDue: string | null;
};

const members = (of: Readonly<Record<string, string | Date | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(of).flatMap(([name, value]) => (value === null ? [] : [[name, value instanceof Date ? value.toISOString() : value]])));

/** Rule R12: the step and the track it lies on tell what is not theirs to know. What their own agency promises, or is asked to promise, they know. */
const tellsTooMuch = ({ agency, offeredTo, step, track }: Pick<CommitmentShown, 'agency' | 'offeredTo' | 'step' | 'track'>, { actor, depth }: Pick<Eyes, 'actor' | 'depth'>): boolean =>
  ![agency, offeredTo].includes(actor.agency) && depth.isProtected({ code: step ?? '', track: track ?? '' });

/** What of it may be told of where it lies. */
export const placeOf = (row: Pick<CommitmentShown, 'agency' | 'offeredTo' | 'step' | 'track'>, sees: Pick<Eyes, 'actor' | 'depth'> | undefined): Pick<CommitmentShown, 'step' | 'track'> =>
  sees !== undefined && tellsTooMuch(row, sees) ? { step: null, track: null } : { step: row.step, track: row.track };

/** Who asks, as far as a promise is concerned. */
export type PromiseEyes = Pick<Eyes, 'actor' | 'depth' | 'signal'>;

const running: readonly string[] = ['ACTIVE', 'SUSPENDED', 'LAPSED'];
const answerFor: readonly string[] = ['AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'COORDINATOR'];

/** Rule R14: how a promise that waits for her stands tells what she said. Whoever owes it or answers for it sees it as it is; to others who may not know her word it waits, whatever she says. */
export function looksAsWaiting({ waitsOnHer, state, agency, offeredTo, acceptedBy }: Pick<CommitmentShown, 'waitsOnHer' | 'state' | 'agency' | 'offeredTo' | 'acceptedBy'>, { signal, actor }: Pick<PromiseEyes, 'signal' | 'actor'>): boolean {
  const isTheirs = acceptedBy === actor.person || ([agency, offeredTo].includes(actor.agency) && actor.roles.some((role) => answerFor.includes(role)));
  return waitsOnHer && running.includes(state) && !signal && !isTheirs;
}

/** The same, and nothing of it that moves with her word. */
export function asSeen<Row extends CommitmentShown>(row: Row, sees: Pick<PromiseEyes, 'signal' | 'actor'> | undefined): Row {
  if (sees === undefined || !looksAsWaiting(row, sees)) return row;
  return { ...row, state: 'SUSPENDED', sinceAt: row.activeAt ?? row.proposedAt, dueAt: null, lapsedAt: null, level: null, leaderAnswerDueAt: null, askedDue: null, rev: row.version };
}

/** @param sees of who asks; without it they owe it or answer for it, and are told the whole. */
export function commitmentAnswer(found: CommitmentShown, sees?: PromiseEyes): z.input<typeof commitmentShape> {
  const row = asSeen(found, sees);
  const { step, track } = placeOf(row, sees);
  const { pledgedAmount: amount, pledgedUnit: unit, pledgedFrom: from, pledgedUntil: until } = row;
  const answer = {
    id: row.id, codeName: row.codeName, kind: row.kind, state: row.state, agency: row.agency, proposedBy: row.proposedBy, proposedAt: row.proposedAt.toISOString(), since: row.sinceAt.toISOString(),
    recommitments: row.recommitments, version: row.version, rev: row.rev,
    ...members({
      caseId: row.caseLedger === null ? null : caseIdOf(row.caseLedger), track, step, owner: row.acceptedBy, activeAt: row.activeAt, due: row.dueAt, lapsedAt: row.lapsedAt, endedAt: row.endedAt,
      level: row.level, offeredTo: row.offeredTo, answerDue: row.answerDueAt, leaderAnswerDue: row.leaderAnswerDueAt, askedDue: row.askedDue,
    }),
    ...(amount !== null && { pledge: { amount, unit, from, until } }), ...(row.addedAmount !== null && { added: { amount: row.addedAmount, unit: row.addedUnit } }),
  };
  return answer as z.input<typeof commitmentShape>;
}

/** @param isAlike of a promise whose standing tells her word: of the date that runs nothing is said. */
export const termAnswer = ({ version, agency, dueAt, suspended, lapsedAt, leaderAskedAt, answer, answeredAt }: TermShown, isAlike: boolean) => ({
  version, agency, ...(isAlike && answer === null ? {} : members({ due: suspended ? null : dueAt, lapsedAt, leaderAskedAt, answer, answeredAt })),
});

export const deliveryAnswer = ({ periodFrom, periodUntil, amount, unit, at }: DeliveryShown) => ({ from: periodFrom, until: periodUntil, amount, unit, at: at.toISOString() });

/** Which commitments: of one case (whichever ledger keeps them), or one. */
export type Which = { readonly id: string } | { readonly caseLedger: string };

/** Oldest first. `after`: the last one of the page before. */
export async function commitmentRows(ask: Ask, which: Which, page: { readonly openOnly: boolean; readonly after?: string | undefined; readonly limit: number }): Promise<readonly CommitmentShown[]> {
  const [id, ledger] = 'id' in which ? [which.id, null] : [null, which.caseLedger];
  return ask<CommitmentShown>`
    select id, code_name as "codeName", keeper, case when engaged(case_ledger) then case_ledger end as "caseLedger", track, step, kind, agency, state, version, rev, text, proposed_by as "proposedBy", accepted_by as "acceptedBy",
           proposed_at as "proposedAt", active_at as "activeAt", since_at as "sinceAt", due_at as "dueAt", lapsed_at as "lapsedAt", ended_at as "endedAt", level, recommitments,
           pledged_amount::float8 as "pledgedAmount", pledged_unit as "pledgedUnit", pledged_from::text as "pledgedFrom", pledged_until::text as "pledgedUntil", offered_to as "offeredTo",
           answer_due_at as "answerDueAt", leader_answer_due_at as "leaderAnswerDueAt", asked_due::text as "askedDue", added_amount::float8 as "addedAmount", added_unit as "addedUnit", waits_on_her as "waitsOnHer"
      from commitment_view c
     where (${id}::uuid is null or id = ${id}::uuid) and (${ledger}::text is null or case_ledger = ${ledger}::text) and (ended_at is null or not ${page.openOnly}::boolean)
       and (${page.after ?? null}::uuid is null or (proposed_at, id) > (select p.proposed_at, p.id from commitment_view p where p.id = ${page.after ?? null}::uuid))
     order by proposed_at, id limit ${page.limit}`;
}

interface Row {
  readonly ledger_id: string;
  readonly keeper: string;
  readonly lead: string;
  readonly agency: string;
  readonly offered_to: string | null;
  readonly agencies: readonly string[];
}

export async function commitmentSubject(ask: Ask, commitmentId: string): Promise<Subject<CommitmentResource> | undefined> {
  const [row] = await ask<Row>`
    select m.ledger_id, m.keeper, m.agency_id as lead, m.agency, m.offered_to,
           array(select e.agency_id from engagement e where e.ledger_id = m.ledger_id and e.until_at is null) as agencies
      from commitment_view m where m.id = ${commitmentId}::uuid`;
  if (row === undefined) return undefined;
  const { ledger_id: ledger, keeper, lead, agency, agencies } = row;
  return { kind: 'Commitment', id: commitmentId, lead, agency, agencies, asked: row.offered_to ?? agency, ledger, keeper };
}
