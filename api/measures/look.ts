/** Reads the picture: only the parts a measure looks at, only of the ledgers it is given. The database shows no row that the reader's agency may not see. */
import type { Ask } from '../actor.ts';
import { holidaysOf } from '#start/holidays.ts';
import type { MeasuredOf } from '../views/playbooks.ts';
import { nothingSeen, type AgencyOf, type AwayOf, type CaseOf, type CommitmentOf, type CompactOf, type DeliveryOf, type EngagementOf, type EscalationOf, type HandOffOf, type OrderOf, type OwedOf, type Picture, type ProgressOf, type PromiseOf, type RatingOf, type RouteOf, type SessionsOf, type SignatureOf, type StallOf, type SuspectOf, type TermOf, type TimeOf } from './picture.ts';

export type Part = Exclude<keyof Picture, 'from' | 'until' | 'cases'>;

export interface Look {
  readonly ask: Ask;
  readonly measuredOf: MeasuredOf;
  /** Of cases, and of compacts above cases: those that the policy has let through, one by one. Null: all that may be counted, for parts without names alone. */
  readonly ledgers: readonly string[] | null;
  readonly from: number;
  readonly until: number;
}

type Rows<T> = Promise<readonly T[]>;

export async function look(asked: Look, parts: readonly Part[]): Promise<Picture> {
  const read: (readonly [Part, unknown])[] = [];
  for (const part of parts) read.push([part, await readers[part](asked)]);
  return { ...nothingSeen, ...(Object.fromEntries(read) as Partial<Picture>), from: asked.from, until: asked.until, cases: await casesOf(asked) };
}

interface CaseRow {
  readonly ledger: string;
  readonly zone: string;
  readonly opened: number;
  readonly status: string;
  readonly playbook: string;
  readonly version: number;
}

async function casesOf({ ask, measuredOf, ledgers }: Look): Promise<readonly CaseOf[]> {
  const rows = await ask<CaseRow>`
    select c.ledger_id as ledger, coalesce(a.zone, 'UTC') as zone, ms(c.opened_at) as opened, c.status, c.playbook_id as playbook, c.playbook_version as version
      from case_view c left join agency a on a.id = c.agency_id where c.ledger_id = any(${ledgers}::text[]) order by c.ledger_id`;
  const cases: CaseOf[] = [];
  for (const { ledger, zone, opened, status, playbook, version } of rows)
    cases.push({ ledger, zone, openedAt: opened, isOpen: status === 'OPEN' || status === 'REOPENED', ...(await measuredOf(ask, playbook, version)) });
  return cases;
}

const readers: { readonly [P in Part]: (asked: Look) => Promise<Picture[P]> } = {
  times: ({ ask, ledgers }): Rows<TimeOf> => ask<TimeOf>`
    select t.ledger_id as ledger, t.step, t.occurrence, s.track, s.pacing, t.class, t.holder, t.accountable, t.owner, ms(t.due_at) as "dueAt", t.rests, ms(t.at) as at,
           ms(lead(t.at) over (partition by t.ledger_id, t.step order by t.seq)) as until
      from step_time t join step_view s on s.ledger_id = t.ledger_id and s.code = t.step where t.ledger_id = any(${ledgers}::text[]) order by t.ledger_id, t.seq`,
  // What became true a moment ago is true before its clock has ticked.
  stalls: ({ ask, ledgers }): Rows<StallOf> => ask<StallOf>`
    select ledger_id as ledger, track, ms(since_at) as "sinceAt", ms(ended_at) as "endedAt", coalesce(cause, 'OTHER') as cause from stall_view where ledger_id = any(${ledgers}::text[])
    union all select ledger_id, track, ms(stalls_at), null, 'OTHER' from track_view where ledger_id = any(${ledgers}::text[]) and stalls_at is not null
    order by 1, 2, 3`,
  progress: ({ ask, ledgers }) => ask<ProgressOf>`select ledger_id as ledger, ms(at) as at from progress where ledger_id = any(${ledgers}::text[])`,
  handOffs: ({ ask, ledgers }): Rows<HandOffOf> => ask<HandOffOf>`
    select ledger_id as ledger, id, bounces, ms(proposed_at) as "proposedAt", ms(accepted_at) as "acceptedAt" from hand_off_view where ledger_id = any(${ledgers}::text[])`,
  escalations: ({ ask, ledgers }): Rows<EscalationOf> => ask<EscalationOf>`
    select coalesce(c.case_ledger, k.case_ledger, e.ledger_id) as ledger, e.of, e.level, ms(e.opened_at) as "openedAt", ms(e.resolved_at) as "resolvedAt",
           coalesce(s.state = 'SUSPENDED' or c.state = 'SUSPENDED', false) as waits
      from escalation_view e
      left join step_view s on e.of = 'step' and s.ledger_id = e.ledger_id and s.code = e.subject
      left join commitment_view c on e.of = 'commitment' and c.id::text = e.subject
      left join compact_view k on k.ledger_id = e.ledger_id
     where coalesce(c.case_ledger, k.case_ledger, e.ledger_id) = any(${ledgers}::text[])`,
  owed: ({ ask, ledgers }): Rows<OwedOf> => ask<OwedOf>`
    select ledger, survivor::float8, level, ms(opened_at) as "openedAt", ms(resolved_at) as "resolvedAt" from owed_to_survivors(${ledgers}::text[])`,
  // A promise belongs to its case, whichever ledger keeps it; what stands above cases belongs to its compact.
  commitments: async ({ ask, ledgers }): Rows<CommitmentOf> => {
    const rows = await ask<CommitmentOf & { readonly amount: number | null; readonly unit: string; readonly first: string; readonly last: string }>`
      select coalesce(case_ledger, ledger_id) as ledger, id, agency, kind, state, version, ms(ended_at) as "endedAt", pledged_amount::float8 as amount, pledged_unit as unit, pledged_from::text as first, pledged_until::text as last
        from commitment_view where case_ledger = any(${ledgers}::text[]) or ledger_id = any(${ledgers}::text[])`;
    return rows.map(({ amount, unit, first, last, ...row }) => ({ ...row, pledge: amount === null ? null : { amount, unit, from: first, until: last } }));
  },
  terms: ({ ask, ledgers }): Rows<TermOf> => ask<TermOf>`
    select coalesce(c.case_ledger, c.ledger_id) as ledger, t.commitment, t.version, t.agency, ms(t.due_at) as "dueAt", t.suspended, ms(t.leader_asked_at) as "leaderAskedAt", t.answer, ms(t.answered_at) as "answeredAt"
      from term_view t join commitment_view c on c.id = t.commitment where c.case_ledger = any(${ledgers}::text[]) or c.ledger_id = any(${ledgers}::text[])`,
  deliveries: ({ ask, ledgers }): Rows<DeliveryOf> => ask<DeliveryOf>`
    select coalesce(c.case_ledger, c.ledger_id) as ledger, d.commitment, d.agency, d.period_from::text as from, d.period_until::text as until, d.amount::float8 as amount, d.unit
      from resource_delivery_view d join commitment_view c on c.id = d.commitment where c.case_ledger = any(${ledgers}::text[]) or c.ledger_id = any(${ledgers}::text[])`,
  compacts: ({ ask, ledgers }): Rows<CompactOf> => ask<CompactOf>`
    select coalesce(case_ledger, ledger_id) as ledger, id, agency_id as lead, ms(requested_at) as "requestedAt", ms(active_at) as "activeAt", ms(ended_at) as "endedAt"
      from compact_view where case_ledger = any(${ledgers}::text[]) or ledger_id = any(${ledgers}::text[])`,
  // A later version asks the next leader to confirm: an agency that has signed once has signed.
  signatures: ({ ask, ledgers }): Rows<SignatureOf> => ask<SignatureOf>`
    select coalesce(k.case_ledger, k.ledger_id) as ledger, k.id as compact, s.agency, ms(min(s.requested_at)) as "requestedAt", ms(min(s.signed_at) filter (where s.state = 'SIGNED')) as "signedAt"
      from signature_view s join compact_view k on k.ledger_id = s.ledger_id where (k.case_ledger = any(${ledgers}::text[]) or k.ledger_id = any(${ledgers}::text[])) and s.state <> 'RELEASED' group by k.case_ledger, k.ledger_id, k.id, s.agency`,
  engagements: ({ ask, ledgers }) => ask<EngagementOf>`select ledger_id as ledger, agency_id as agency, ms(from_at) as "fromAt", ms(until_at) as "untilAt" from engagement where ledger_id = any(${ledgers}::text[])`,
  // Who is away is told to their own agency only.
  away: ({ ask }) => ask<AwayOf>`
    select person, ms(from_at) as "fromAt", ms(until_at) as "untilAt" from absence union all select person, ms(from_at), null from departure`,
  closed: async ({ ask, ledgers, until }) => {
    const rows = await ask<{ readonly owner: string }>`
      select owner from (select distinct owner from step_view where ledger_id = any(${ledgers}::text[]) and owner is not null) o where not is_active(owner, ${new Date(until).toISOString()}::timestamptz)`;
    return rows.map(({ owner }) => owner);
  },
  agencies: async ({ ask, from, until }) => {
    const years = [new Date(from).getUTCFullYear() - 1, new Date(until).getUTCFullYear() + 1] as const;
    const rows = await ask<{ readonly id: string; readonly zone: string; readonly region: string }>`select id, zone, holidays as region from agency`;
    return new Map(rows.map(({ id, zone, region }): [string, AgencyOf] => [id, { zone, holidays: holidaysOf(region, years[0], years[1]) }]));
  },
  suspects: ({ ask, ledgers }): Rows<SuspectOf> => ask<SuspectOf>`select ledger, suspect::float8, outcome, under, convicted, redress from suspects_counted(${ledgers}::text[])`,
  routes: ({ ask, ledgers }): Rows<RouteOf> => ask<RouteOf>`select ledger, suspect::float8, route, charges, ms(at) as at, reliance from routes_counted(${ledgers}::text[]) order by at`,
  ratings: ({ ask, ledgers }): Rows<RatingOf> => ask<RatingOf>`select ledger, criterion, rating from ratings_counted(${ledgers}::text[])`,
  orders: ({ ask, ledgers }): Rows<OrderOf> => ask<OrderOf>`
    select ledger, stage, currency, ordered_on::text as "orderedOn", total, paid, outstanding, first_paid_on::text as "firstPaidOn", standings, shares from orders_counted(${ledgers}::text[])`,
  sessions: ({ ask, ledgers }): Rows<SessionsOf> => ask<SessionsOf>`select ledger, survivor::float8, child, held, denied from sessions_counted(${ledgers}::text[])`,
  promises: ({ ask, ledgers }): Rows<PromiseOf> => ask<PromiseOf>`select ledger, survivor::float8, ms(made_at) as "madeAt", due, answer, ms(answered_at) as "answeredAt" from promises_counted(${ledgers}::text[])`,
};
