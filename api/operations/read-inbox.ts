import { z } from 'zod';
import { pageFrom, pageQuery, positionKey, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { inboxShape, pageOf } from '../shapes.ts';
import { inboxItems } from '../views/inbox-items.ts';
import { deskSubject } from '../views/subjects.ts';

const position = z.tuple([z.int().min(0).max(3), z.number().min(-1e12).max(1e12), positionKey]);
/** Any of my agency may take what is offered to it if they hold the role; these may in any case. */
const stewards = ['AGENCY_SUPERVISOR', 'COORDINATOR'];

export interface Waiting {
  readonly rank: number;
  readonly nearness: number;
  readonly key: string;
  readonly kind: 'step' | 'packet' | 'link' | 'date-asked' | 'horizon' | 'hand-off' | 'commitment' | 'signature' | 'duty' | 'notice' | 'waiting-properly';
  readonly need: string;
  readonly ledger_id: string;
  readonly subject: string;
}

export const readInbox = reading({
  id: 'read-inbox',
  path: '/inbox',
  summary: 'What waits for me',
  description: 'Steps offered to me or owned by me, steps my agency answers for until another accepts, legal horizons, hand-offs that await an answer or my next move, compacts that wait for my signature, commitments that my agency is asked for, that I owe or that I must answer for, duties in the files of victims, packets of work I have taken over, dates my coordinator is asked for, then notices. The nearest date comes first; what waits properly comes last, without a date.',
  query: z.strictObject(pageQuery),
  answer: pageOf(inboxShape),
  action: 'inbox.read',
  parts: ['step.read-signal'],
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const { ask, actor } = reader;
    const after = positionOf(position, query.cursor);
    const [rank, nearness, key] = after ?? [-1, 0, ''];
    const { agency, person, now } = actor;
    const mine = actor.roles.some((role) => stewards.includes(role)) ? null : actor.roles;
    const rows = await ask<Waiting>`
      with step as (
        select s.*, s.pacing in ('VICTIM_PACED', 'PROTECTED_PERIOD') or s.state = 'SUSPENDED'
                    or (s.pacing = 'EXTERNAL_WAIT' and s.accepted and s.review_by > ${now}::timestamptz) as waits
          from step_view s
         where s.state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')
           and (s.holder = ${agency} and (s.owner = ${person} or (not s.accepted and (${mine}::text[] is null or s.role = any(${mine}::text[]))))
             or (s.holder <> ${agency} and not s.accepted and s.accountable = ${agency} and ${actor.roles.includes('COORDINATOR')}::boolean))
      ), hand_off as (
        select h.*, case
            when h.state in ('PROPOSED', 'TIMED_OUT') and h.receiver = ${agency} and (${mine}::text[] is null or a.role = any(${mine}::text[])) then 'answer'
            when h.state in ('PROPOSED', 'TIMED_OUT') and h.sender = ${agency} and (${mine}::text[] is null or h.proposed_by = ${person}) then 'awaiting-answer'
            when h.state = 'RETURNED_FOR_INFO' and h.sender = ${agency} and (${mine}::text[] is null or h.proposed_by = ${person} or a.role = any(${mine}::text[])) then 'items'
            when h.state = 'DECLINED' and h.sender = ${agency} and (${mine}::text[] is null or h.proposed_by = ${person} or a.role = any(${mine}::text[])) then 'next-move'
            when h.state = 'DISPUTED' and h.agency_id = ${agency} and ${actor.roles.includes('COORDINATOR')}::boolean then 'determination'
          end as need
          from hand_off_view h cross join lateral asked_for(h.id) a
         where h.state in ('PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'DECLINED', 'DISPUTED') and ${agency} in (h.receiver, h.sender, h.agency_id)
      ), waiting as (
        select case when coalesce(due_at, review_by) is null then 1 else 0 end as rank, coalesce(extract(epoch from coalesce(due_at, review_by)), 0)::float8 as nearness,
               'step/' || ledger_id || '/' || code as key, 'step' as kind,
               case when holder <> ${agency} then 'accountable' when not accepted then 'answer' when pacing = 'EXTERNAL_WAIT' then 'review' else 'work' end as need, ledger_id, code as subject
          from step where not waits and horizon_at is null
        union all
        select 1, 0, 'packet/' || ledger_id || '/' || code, 'packet', '', ledger_id, code from step_view
         where owner = ${person} and packet_from is not null and state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')
        union all
        select 1, 0, 'link/' || a.id, 'link', a.agency_id || ' ' || a.relation, a.other_ledger, a.id::text from case_link_view a join case_view c on c.ledger_id = a.other_ledger
         where c.agency_id = ${agency} and a.side = 'ASKED' and a.state = 'ASKED' and ${actor.roles.includes('COORDINATOR')}::boolean
           and not exists (select 1 from case_link_view b where b.id = a.id and b.ledger_id = a.other_ledger)
        union all
        select 1, 0, 'date-asked/' || s.ledger_id || '/' || s.code, 'date-asked', '', s.ledger_id, s.code from step_view s
         where s.agency_id = ${agency} and s.asked_due is not null and ${actor.roles.includes('COORDINATOR')}::boolean
        union all
        select 0, extract(epoch from horizon_at)::float8, 'horizon/' || ledger_id || '/' || code, 'horizon', '', ledger_id, code from step where horizon_at is not null
        union all
        select case when due_at is null then 1 else 0 end, coalesce(extract(epoch from due_at), 0)::float8, 'hand-off/' || id, 'hand-off', need, ledger_id, id::text
          from hand_off where need is not null
        union all
        select 0, extract(epoch from w.at)::float8, 'commitment/' || c.id || '/' || w.need, 'commitment', w.need, c.ledger_id, c.id::text
          from commitment_view c cross join lateral (values
              ('answer', c.answer_due_at, c.offered_to = ${agency} and (${mine}::text[] is null or ${actor.roles.includes('AGENCY_LEADER')}::boolean)),
              ('leader-answer', c.leader_answer_due_at, c.agency = ${agency} and c.offered_to is null and ${actor.roles.includes('AGENCY_LEADER')}::boolean),
              -- What somebody promised who has left is the steward's to see to.
              ('work', c.due_at, c.agency = ${agency} and (c.accepted_by = ${person} or (${mine}::text[] is null and not is_active(c.accepted_by, ${now}::timestamptz)))),
              ('date-asked', c.due_at, c.agency_id = ${agency} and c.asked_due is not null and ${actor.roles.includes('COORDINATOR')}::boolean)
            ) as w(need, at, mine)
         where c.ended_at is null and c.state <> 'SUSPENDED' and w.mine and w.at is not null
        union all
        select 0, extract(epoch from due_at)::float8, 'signature/' || ledger_id, 'signature', case version when 1 then 'sign' else 'confirm' end, ledger_id, split_part(ledger_id, '/', 2)
          from signature_view where agency = ${agency} and state = 'ASKED' and due_at is not null and ${actor.roles.includes('AGENCY_LEADER')}::boolean
        union all
        -- What somebody owes who has left is the steward's to see to, until it is offered anew.
        select 0, extract(epoch from d.due_at)::float8, 'duty/' || d.ledger_id || '/' || d.id, 'duty', '', d.ledger_id, d.id from duty_view d
         where d.agency = ${agency} and d.ended_at is null and d.starts_at <= ${now}::timestamptz
           and (d.person = ${person} or (d.person is null and (${mine}::text[] is null or d.role = any(${mine}::text[]))) or (${mine}::text[] is null and not is_active(d.person, ${now}::timestamptz)))
        union all
        select 2, -extract(epoch from at)::float8, 'notice/' || ledger_id || '/' || seq || '/' || part, 'notice', '', ledger_id, seq || '/' || part
          from notice n where ((to_agency = ${agency} and (to_person = ${person} or (to_person is null and (to_role is null or to_role = any(${actor.roles}::text[])))))
             -- Passed on, because nobody before has opened it.
             or exists (select 1 from delivery d where d.ledger_id = n.ledger_id and d.seq = n.seq and n.part = any(d.parts) and d.person = ${person} and d.sent_at is not null))
           -- A reminder of what is finished, this time or the time before, reminds nobody.
           and not exists (select 1 from step_view f where f.ledger_id = n.ledger_id and f.code = n.subject and n.kind in ('task', 'reminder', 'level', 'unresolved')
                             and (f.state in ('DONE', 'NOT_APPLICABLE', 'CANCELLED') or f.opened_at > n.at
                               -- Nor does a level of a ladder that nobody climbs any more.
                               or (n.kind in ('level', 'unresolved') and f.level is null
                                   and not exists (select 1 from hand_off_view o where o.id = f.hand_off and o.level is not null))))
           and not (n.kind in ('task', 'reminder', 'level', 'unresolved') and n.subject like 'duty-%' and duty_is_over(n.ledger_id, n.subject))
           and not (n.kind = 'request' and exists (select 1 from erasure_view z where z.ledger_id = n.ledger_id and z.id::text = n.subject and z.ended_at is not null))
           -- The same of a promise, and of a signature.
           and not exists (select 1 from commitment_view c where c.ledger_id = n.ledger_id and c.id::text = n.subject and n.kind in ('reminder', 'level', 'unresolved')
                             and (c.ended_at is not null or (n.kind <> 'reminder' and c.level is null)))
           and not exists (select 1 from signature_view g where g.ledger_id = n.ledger_id and g.agency = n.subject and n.kind in ('reminder', 'level', 'unresolved') and g.state <> 'ASKED'
                             and not exists (select 1 from signature_view o where o.ledger_id = g.ledger_id and o.agency = g.agency and o.state = 'ASKED'))
        union all
        select 3, 0, 'waiting/' || ledger_id || '/' || code, 'waiting-properly', '', ledger_id, code from step where waits
      )
      select * from waiting where (rank, nearness, key) > (${rank}::int, ${nearness}::float8, ${key}::text) order by rank, nearness, key limit ${query.limit + 1}`;
    const items = await inboxItems(reader, rows.slice(0, query.limit));
    const page = pageFrom(rows, query.limit, (row) => [row.rank, row.nearness, row.key], ({ key: of }) => items.get(of));
    return { body: { items: page.items.filter((item) => item !== undefined), next: page.next } };
  },
});
