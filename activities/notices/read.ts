/** What is known of one event that people must hear of: its notices, whom they were sent to, who sits where, what was opened, what still holds. */
import type pg from 'pg';
import type { Role } from '#domain/terms.ts';
import type { Address } from '#domain/facts.ts';
import { isAway, type Chair, type Chairs } from '#domain/reach/chairs.ts';
import { chairsFor } from '#domain/reach/reach.ts';
import type { Quiet } from '#domain/notice/hours.ts';
import type { Delivery, DeliveryState, Outcome, Part, Reader, Seat, Telling } from '#domain/notice/telling.ts';
import { isStillSo } from '#domain/notice/truth.ts';
import type { MailTerms } from '#domain/notice/schema.ts';
import type { Calendar } from '#domain/time/calendar.ts';
import { holidaysOf } from '#start/holidays.ts';
import { readChairs } from './chairs.ts';

/** Nobody is written to whose agency is contained, or who is suspected of exploiting the person it is about: whoever is next in the chain is told instead. */
const shutQuery = `
select p.id as person from person p
 where p.id = any($1) and (exists (select 1 from containment c where c.ledger_id = 'agency/' || p.agency_id and c.from_at <= $2 and (c.until_at is null or $2 < c.until_at))
   or exists (select 1 from standing_view s where s.suspected and (s.person = p.id or (s.person is null and s.agency = p.agency_id and (s.ledger_id = $3 or s.agency <> $4)))
     and (s.ledger_id = $3 or s.ledger_id in (select i.ledger_id from involvement_view i where i.case_ledger = $3))))`;

/** Which event, and whose. */
export interface Place {
  readonly keeper: string;
  readonly ledger: string;
  readonly seq: number;
  /** The agency whose ledger it is: its coordinator is the last who is asked. */
  readonly agency: string;
  readonly exercise: string | null;
}

export interface Found {
  readonly place: Place;
  readonly now: string;
  readonly telling: Telling;
  readonly addresses: Readonly<Record<string, string>>;
}

/** Locks a keeper; undefined when nothing of that name was ever kept. Whatever changes deliveries does so under this lock. */
export async function lock(client: pg.ClientBase, keeper: string): Promise<Place | undefined> {
  const { rows } = await client.query<{ agency_id: string; exercise_id: string | null }>('select agency_id, exercise_id from keeper where id = $1 for update', [keeper]);
  const [, ledger = '', seq] = /^notice\/(.+)\/(\d+)$/.exec(keeper) ?? [];
  return rows[0] && { keeper, ledger, seq: Number(seq), agency: rows[0].agency_id, exercise: rows[0].exercise_id };
}

interface PartRow {
  readonly part: number;
  readonly kind: string;
  readonly urgent: boolean;
  readonly at: Date;
  readonly to_agency: string;
  readonly to_role: Role | null;
  readonly to_person: string | null;
  readonly rank: number;
  readonly outcome: Outcome | null;
  readonly opened: boolean;
  readonly engaged: boolean;
  readonly asked: boolean;
  readonly of: string | null;
  readonly version: number | null;
  readonly step_state: string | null;
  readonly step_owner: string | null;
  readonly step_opened: Date | null;
  readonly step_version: number | null;
  readonly hand_off_state: string | null;
  readonly hand_off_version: number | null;
  readonly commitment_ended: boolean | null;
  readonly duty_ended: boolean | null;
  readonly commitment_version: number | null;
  readonly now: Date;
}

const partsQuery = `
select n.part, n.kind, n.urgent, n.at, n.to_agency, n.to_role, n.to_person, t.rank, t.outcome,
       exists (select 1 from seen s where s.ledger_id = n.ledger_id and s.seq = n.seq and s.part = n.part) as opened,
       n.to_agency = n.agency_id or n.ledger_id like 'agency/%' or exists (select 1 from engagement g where g.ledger_id = case_of(n.ledger_id) and g.agency_id = n.to_agency and g.until_at is null)
         -- About her: whoever is told must still stand by her or work on a case of hers when it is sent, whatever was so when it was said.
         or exists (select 1 from standing_view b where b.ledger_id = n.ledger_id and b.agency = n.to_agency and b.until_at is null)
         or exists (select 1 from involvement_view i join engagement g on g.ledger_id = i.case_ledger and g.agency_id = n.to_agency and g.until_at is null where i.ledger_id = n.ledger_id and i.until_at is null) as engaged,
       exists (select 1 from hand_off_view a where a.ledger_id = n.ledger_id and a.receiver = n.to_agency and a.state in ('PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO')) as asked,
       e.body ->> 'of' as of, (e.body ->> 'version')::int as version,
       f.state as step_state, f.owner as step_owner, f.opened_at as step_opened, f.version as step_version, h.state as hand_off_state, h.version as hand_off_version,
       m.ended_at is not null as commitment_ended, coalesce(d.ended_at, z.ended_at) is not null as duty_ended, m.version as commitment_version,
       coalesce(x.now_at, date_trunc('milliseconds', clock_timestamp())) as now
  from telling t
  join notice n on n.ledger_id = t.ledger_id and n.seq = t.seq and n.part = t.part
  left join exercise x on x.id = n.exercise_id
  left join lateral (select body::jsonb as body from event where ledger_id = n.ledger_id and seq = n.seq) e on true
  left join step_view f on f.ledger_id = n.ledger_id and f.code = n.subject
  left join hand_off_view h on h.ledger_id = n.ledger_id and h.id::text = coalesce(e.body ->> 'handOff', e.body ->> 'subject')
  left join commitment_view m on m.ledger_id = n.ledger_id and m.id::text = n.subject
  left join duty_view d on d.ledger_id = n.ledger_id and d.id = n.subject
  left join erasure_view z on z.ledger_id = n.ledger_id and z.id::text = n.subject
 where t.ledger_id = $1 and t.seq = $2 order by n.part`;

interface DeliveryRow {
  readonly person: string;
  readonly agency_id: string;
  readonly parts: readonly number[];
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly not_before: Date;
  readonly tried_at: Date | null;
  readonly sent_at: Date | null;
  readonly read_by: Date | null;
  readonly mail: string | null;
  readonly opened: readonly number[];
}

const deliveriesQuery = `
select d.person, d.agency_id, d.parts, d.state, d.attempts, d.not_before, d.tried_at, d.sent_at, d.read_by, d.mail,
       array(select s.part from seen s where s.ledger_id = d.ledger_id and s.seq = d.seq and s.person = d.person) as opened
  from delivery d where d.ledger_id = $1 and d.seq = $2 order by d.person`;

interface AgencyRow {
  readonly id: string;
  readonly zone: string;
  readonly holidays: string;
  readonly quiet_from: string | null;
  readonly quiet_until: string | null;
}

export async function read(client: pg.ClientBase, place: Place, terms: MailTerms): Promise<Found> {
  const parts = (await client.query<PartRow>({ name: 'notice parts', text: partsQuery, values: [place.ledger, place.seq] })).rows;
  const deliveries = (await client.query<DeliveryRow>({ name: 'notice deliveries', text: deliveriesQuery, values: [place.ledger, place.seq] })).rows;
  const now = (parts[0]?.now ?? new Date(0)).toISOString();
  const named = [...new Set([place.agency, ...parts.map(({ to_agency }) => to_agency), ...deliveries.map(({ agency_id }) => agency_id)])];
  const chairs = await readChairs(client, named, place.exercise, now);
  const agencies = (await client.query<AgencyRow>('select id, zone, holidays, quiet_from, quiet_until from agency where id = any($1)', [named])).rows;
  const told = deliveries.map(deliveryOf);
  const tellingParts = parts.map((row): Part => partOf(row, chainOf(row, place, chairs, now)));
  const seats = [...told, ...tellingParts.flatMap(({ chain }) => chain.flat())];
  const people = new Map(chairs.people.map((chair) => [chair.person, chair]));
  const calendars = new Map(agencies.map((row) => [row.id, habits(row, now, terms)]));
  const opened = new Map(deliveries.map((row) => [row.person, row.opened]));
  const { rows: shutOut } = await client.query<{ person: string }>({ name: 'shut out', text: shutQuery, values: [seats.map(({ person }) => person), now, place.ledger, place.agency] });
  const shut = new Set(shutOut.map(({ person }) => person));
  const readers = Object.fromEntries(seats.map(({ person, agency }): [string, Reader] => {
    const chair = people.get(person);
    return [person, { reachable: !shut.has(person) && isReachable(chair, chairs, now), opened: opened.get(person) ?? [], ...(calendars.get(agency) ?? habitsOfNobody(terms)) }];
  }));
  const addresses = Object.fromEntries(chairs.people.flatMap(({ person, email }) => (email === undefined ? [] : [[person, email] as const])));
  return { place, now, telling: { parts: tellingParts, deliveries: told, readers }, addresses };
}

const isReachable = (chair: Chair | undefined, chairs: Chairs, now: string): boolean => chair !== undefined && chair.active && chair.email !== undefined && !isAway(chairs, chair.person, now);

/** The role or person; then whoever can move the agency's work; last the coordinator of the lead (domain 5c). Nobody stands in it twice. */
function chainOf({ to_agency: agency, to_role: role, to_person: person, urgent }: PartRow, { agency: lead }: Place, chairs: Chairs, now: string): readonly (readonly Seat[])[] {
  const first: Address = { agency, ...(role !== null && { role }), ...(person !== null && { person }) };
  const ranks: readonly Address[] = [first, { agency, role: 'AGENCY_SUPERVISOR' }, { agency, role: 'AGENCY_LEADER' }, { agency: lead, role: 'COORDINATOR' }];
  const before = new Set<string>();
  return ranks.map((address) => {
    const seats = chairsFor(address, chairs, now, urgent).to.flatMap((to): readonly Seat[] => (to.person === undefined || before.has(to.person) ? [] : [{ person: to.person, agency: to.agency }]));
    for (const seat of seats) before.add(seat.person);
    return seats;
  });
}

function partOf(row: PartRow, chain: Part['chain']): Part {
  const { part, kind, urgent, at, rank, outcome, opened } = row;
  return { part, kind, urgent, saidAt: at.toISOString(), rank, opened, chain, holds: holds(row), ...(outcome !== null && { outcome }) };
}

const finished: readonly string[] = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];

function holds({ kind, at, to_person: toPerson, engaged, asked, of, version, ...row }: PartRow): boolean {
  const { step_state: state, step_owner: owner, step_opened: openedAt, step_version: stepVersion, hand_off_state: handOffState, hand_off_version: handOffVersion, commitment_version: commitmentVersion } = row;
  return isStillSo({
    kind, at: at.toISOString(), engaged, asked, ...(toPerson !== null && { toPerson }), ...(of !== null && { of }), ...(version !== null && { version }),
    ...(state !== null && openedAt !== null && { step: { finished: finished.includes(state), openedAt: openedAt.toISOString(), version: stepVersion ?? 0, ...(owner !== null && { owner }) } }),
    ...(commitmentVersion !== null && { commitment: { ended: row.commitment_ended === true, version: commitmentVersion } }),
    ...(row.duty_ended === true && { duty: { ended: true } }),
    ...(handOffState !== null && { handOff: { state: handOffState, version: handOffVersion ?? 0 } }),
  });
}

function deliveryOf(row: DeliveryRow): Delivery {
  const { person, agency_id: agency, parts, state, attempts, not_before: notBefore, tried_at: triedAt, sent_at: sentAt, read_by: readBy, mail } = row;
  return {
    person, agency, parts, state, attempts, notBefore: notBefore.toISOString(),
    ...(triedAt !== null && { triedAt: triedAt.toISOString() }), ...(sentAt !== null && { sentAt: sentAt.toISOString() }), ...(readBy !== null && { readBy: readBy.toISOString() }), ...(mail !== null && { mail }),
  };
}

interface Habits {
  readonly calendar: Calendar;
  readonly quiet?: Quiet;
}

/** Working days are counted over this year and the next: no period of the mail reaches further. */
function habits({ zone, holidays, quiet_from: from, quiet_until: until }: AgencyRow, now: string, { calendar }: MailTerms): Habits {
  const year = Number(now.slice(0, 4));
  return { calendar: { zone, holidays: holidaysOf(holidays, year, year + 1), ...calendar }, ...(from !== null && until !== null && { quiet: { from, until } }) };
}

/** Of an agency that is not in the directory any more. */
const habitsOfNobody = ({ calendar }: MailTerms): Habits => ({ calendar: { zone: 'UTC', holidays: [], ...calendar } });
