/** What a decision may look at, read inside its transaction: the time, the pinned playbook, the agencies it names, their holidays. */
import type { Work } from '#domain/agency/events.ts';
import type { Agreed, Circumstances, Civil, Joined, Sealed } from '#domain/facts.ts';
import type { AgencyType } from '#domain/terms.ts';
import type { CaseSeen } from '#domain/matter/case-seen.ts';
import type { Chairs } from '#domain/reach/chairs.ts';
import type pg from 'pg';
import { Fault } from '#domain/decision.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { readOnce } from '#prisma/published.ts';
import { agreedOf } from './agreed.ts';
import { caseSeenBy } from './case-seen.ts';
import { chairsOf, runs } from './chairs.ts';
import { rule } from './fault.ts';
import { holidaysOf } from '#start/holidays.ts';
import type { CommandBody, LedgerKind, LedgerState, Pin } from './ledgers.ts';
import { ledBy, openWorkOf } from './open-work.ts';
import { sealedUnder } from './erase.ts';
import { containmentTerms } from './containment-terms.ts';
import type { Duration } from '#domain/time/duration.ts';
import { lawSince, packsNamed, shelfOf, withLaw, type PackVersion } from './shelf.ts';
import type { Clock } from '#domain/playbook/clock/schema.ts';
import type { ShelfFacts } from '#domain/editions/decide.ts';

/** Holidays are read this many years around now: no period in the playbooks reaches further in working days. */
const years = { back: 1, ahead: 3 } as const;

/** Version of the zone data this process computes civil dates with. */
export const tzdb = process.versions['tz'] ?? 'unknown';

export interface Published {
  readonly playbook: Playbook;
  readonly hash: string;
}

/** What a decision was made on, as it is kept with its command: with the state before it and the pinned playbook it can be decided again. */
export interface KeptFacts {
  readonly now: string;
  readonly tzdb: string;
  readonly agencies: Readonly<Record<string, Civil>>;
  readonly without: readonly string[];
  readonly chairs?: Chairs;
  readonly joined?: Joined;
  readonly isAway?: true;
  readonly work?: readonly Work[];
  readonly leads?: number;
  readonly agreed?: Readonly<Record<string, Agreed>>;
  readonly sealed?: Sealed;
  readonly case?: CaseSeen;
  readonly met?: readonly string[];
  readonly confirmWithin?: Duration;
  readonly superseded?: { readonly class: string; readonly recorder: string } | null;
  readonly shelf?: NonNullable<ShelfFacts['shelf']>;
  /** Clocks of the playbook as its packs say them by now, where that is another word. */
  readonly law?: readonly Clock[];
  /** The playbook that is asked for was superseded or withdrawn. */
  readonly shut?: 'SUPERSEDED' | 'WITHDRAWN';
}
const holidays = new Map<string, readonly string[]>();

const published = readOnce(({ body, hash }): Published => ({ playbook: playbookSchema.parse(JSON.parse(body)), hash }));
const playbookOf = (client: pg.ClientBase, id: string, version: number): Promise<Published | undefined> =>
  published(id, version, async () => (await client.query<{ body: string; hash: string }>('select body, hash from playbook where id = $1 and version = $2', [id, version])).rows[0]);

function holidaysAround(region: string, now: string): readonly string[] {
  const year = Number(now.slice(0, 4));
  const key = `${region} ${year}`;
  const known = holidays.get(key) ?? holidaysOf(region, year - years.back, year + years.ahead);
  holidays.set(key, known);
  return known;
}

/** The answer to a command as it is kept. */
export interface StoredReceipt {
  readonly seq: number;
  readonly refusal?: { readonly code: string };
}

interface Read {
  readonly now: Date;
  readonly receipt: StoredReceipt | null;
  readonly without: readonly string[];
  readonly agencies: readonly { readonly id: string; readonly zone: string; readonly holidays: string; readonly type: AgencyType }[];
  readonly away: boolean;
  readonly contained: readonly string[];
  readonly packs: readonly PackVersion[];
  readonly chairs?: Chairs;
}

/** $4: the packs whose versions are asked. */
const read = `
with t as (select coalesce((select now_at from exercise where id = $2), clock_timestamp()) as now)
select t.now,
  (select receipt from command where id = $3) as receipt,
  coalesce((select without from exercise where id = $2), '{}') as without,
  coalesce((select jsonb_agg(a) from (
    select id, zone, holidays, type from agency where id = any($1::text[]) and exercise_id is not distinct from $2::uuid and agency_is_active(id, t.now) order by id for share) a), '[]') as agencies,
  array(select a from unnest($1::text[]) a where exists (select 1 from containment c where c.ledger_id = 'agency/' || a and c.exercise_id is not distinct from $2::uuid and c.from_at <= t.now and (c.until_at is null or t.now < c.until_at)) order by 1) as contained,
  coalesce((select jsonb_agg(l) from (select name, max(version) as version from pack where name = any($4::text[]) and (exercise_id is null or exercise_id = $2::uuid) group by name order by name) l), '[]') as packs,
  exists (select 1 from absence a join command c on c.id = $3 and c.actor = a.person where ${runs('a')}) as away`;

export interface Known {
  readonly now: string;
  /** What is kept with the command, so that it can be decided again. */
  readonly kept: KeptFacts;
  /** Absent when the ledger needs a playbook, and there is none or no such version. */
  readonly facts?: Circumstances;
  /** The command was answered before its ledger was ours: nothing is to be decided. */
  readonly receipt?: StoredReceipt;
}

const facts = { name: 'facts', text: `${read} from t` };
const factsWithChairs = { name: 'facts with chairs', text: `${read},\n  ${chairsOf} as chairs from t` };

const joining = {
  name: 'joined',
  text: `select array(select e.agency_id from engagement e where e.ledger_id = c.ledger_id and e.until_at is null order by 1) as team,
    array(select i.pseudonym from involvement_view i where i.case_ledger = c.ledger_id order by 1) as names
    from case_view c where c.ledger_id = $1 and c.exercise_id is not distinct from $2::uuid`,
};

/** Undefined where there is no such case. Two that take the same name at once: the second meets the index of names, is tried again, and finds it here. */
async function joinedIn(client: pg.ClientBase, caseId: string, exercise: string | null): Promise<Joined | undefined> {
  const { rows } = await client.query<Joined>({ ...joining, values: [`case/${caseId}`, exercise] });
  return rows[0];
}

const meeting = {
  name: 'met',
  text: `select e.agency_id as agency from involvement_view i join engagement e on e.ledger_id = i.case_ledger and e.until_at is null where i.ledger_id = $1 and i.until_at is null
    union select s.agency from standing_view s where s.ledger_id = $1 and s.until_at is null order by 1`,
};

/** Agencies that work on a case of hers, or stand by her. */
async function metIn(client: pg.ClientBase, ledger: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ agency: string }>({ ...meeting, values: [ledger] });
  return rows.map(({ agency }) => agency);
}

/** Null where there is none of that id in this ledger. */
async function paperIn(client: pg.ClientBase, ledger: string, paper: string): Promise<{ class: string; recorder: string } | null> {
  const { rows } = await client.query<{ class: string; recorder: string }>({ name: 'superseded', text: 'select class, recorder from paper_view where ledger_id = $1 and id = $2::uuid', values: [ledger, paper] });
  return rows[0] ?? null;
}

/** Where a command is decided: on which state of which kind of ledger, in which exercise. `commandId` is null for a clock's word: that has no row until it is decided. */
interface Asked {
  readonly ledger: string;
  readonly kind: LedgerKind;
  readonly state: LedgerState;
  readonly body: CommandBody | undefined;
  readonly exercise: string | null;
  readonly commandId: string | null;
  readonly keeper: string;
}

/** Reads the facts of one decision, in a statement of its own after the lock: what was committed while we waited is seen. */
export async function readFacts(client: pg.ClientBase, { ledger, kind, state, body, exercise, commandId, keeper }: Asked): Promise<Known> {
  const named = body === undefined ? [] : kind.agenciesNamed(body);
  const asked = kind.chairsAsked?.(state, body);
  const ofCase = kind.seesOfCase === undefined ? undefined : await caseSeenBy(client, ledger, exercise, kind.seesOfCase);
  const pin = pinnedBy(kind, state, body, { case: ofCase });
  const pinned = pin === undefined ? undefined : await playbookOf(client, pin.id, pin.version);
  const values = [named, exercise, commandId, packsNamed(pinned?.playbook)];
  const { rows } = await client.query<Read>(asked === undefined ? { ...facts, values } : { ...factsWithChairs, values: [...values, asked.agencies, asked.people] });
  const row = rows[0];
  if (row === undefined) throw new Fault('the database did not say what time it is');
  const now = row.now.toISOString();
  const agencies = Object.fromEntries(row.agencies.map(({ id, zone, holidays: region, type }): [string, Civil] => [id, { zone, region, type }]));
  const swept = kind.sweptBy?.(state, keeper);
  const work = swept && (await openWorkOf(client, swept, exercise));
  const leaving = body && kind.leaving?.(body);
  const leads = leaving === undefined ? undefined : await ledBy(client, leaving, exercise);
  const victims = kind.victimsAsked?.(state, body) ?? [];
  const agreed = victims.length === 0 ? undefined : await agreedOf(client, victims, exercise, now);
  const joins = body && kind.joins?.(body);
  const joined = joins === undefined ? undefined : await joinedIn(client, joins, exercise);
  const sealed = body !== undefined && kind.erases?.(body) === true ? await sealedUnder(client, ledger) : undefined;
  const met = body !== undefined && kind.assigns?.(body) === true ? await metIn(client, ledger) : undefined;
  const old = body && kind.supersedes?.(body);
  const superseded = old === undefined ? undefined : await paperIn(client, ledger, old);
  const shelf = body === undefined || kind.shelfAsked === undefined ? undefined : await shelfOf(client, kind.shelfAsked(state, body));
  const kept: KeptFacts = {
    now, tzdb, ...(ofCase !== undefined && { case: ofCase }), agencies, without: row.without, ...(row.contained.length > 0 && { contained: row.contained }), ...(row.chairs !== undefined && { chairs: row.chairs }), ...(joined !== undefined && { joined }), ...(row.away && { isAway: true as const }), ...(work !== undefined && { work }), ...(leads !== undefined && { leads }), ...(sealed !== undefined && { sealed }),
    ...(agreed !== undefined && { agreed }), ...(met !== undefined && { met }), ...(body !== undefined && kind.contains?.(body) === true && { confirmWithin: containmentTerms().confirmWithin }), ...(superseded !== undefined && { superseded }), ...(shelf !== undefined && { shelf }),
  };
  if (row.receipt !== null) return { now, kept, receipt: row.receipt };
  if (!hasPlaybook(kind)) return { now, kept, facts: rule(() => factsFrom(kind, state, undefined, kept)) };
  if (pinned === undefined) return { now, kept };
  if (pin?.hash !== undefined && pinned.hash !== pin.hash) throw new Fault('the playbook of this ledger is not the one it was opened with');
  const law = await lawSince(client, pinned.playbook, row.packs);
  const shut = state.phase === 'absent' && pin !== undefined && kind.seesOfCase === undefined ? await shutOf(client, pin.id, pin.version) : undefined;
  const all: KeptFacts = { ...kept, ...(law.length > 0 && { law }), ...(shut !== undefined && { shut }) };
  return { now, kept: all, facts: rule(() => factsFrom(kind, state, pinned, all)) };
}

export const hasPlaybook = (kind: LedgerKind): boolean => kind.pinOf !== undefined || kind.seesOfCase !== undefined;

/** A matter runs on the playbook of its case. */
export const pinnedBy = (kind: LedgerKind, state: LedgerState, body: CommandBody | undefined, kept: { readonly case?: KeptFacts['case'] | undefined }): Pin | undefined => (kind.seesOfCase === undefined ? kind.pinOf?.(state, body) : kept.case?.playbook);

/** Whether a version can still be launched is asked each time. */
async function shutOf(client: pg.ClientBase, id: string, version: number): Promise<KeptFacts['shut']> {
  const { rows } = await client.query<{ shut: NonNullable<KeptFacts['shut']> | null }>('select shut from playbook where id = $1 and version = $2', [id, version]);
  return rows[0]?.shut ?? undefined;
}

/** The facts of one decision from what is kept of them: the same when it is decided and whenever it is decided again. */
export function factsFrom(kind: LedgerKind, state: LedgerState, published: Published | undefined, { agencies, law, ...kept }: KeptFacts): Circumstances {
  const regions = new Set([...Object.values(agencies), ...kind.civilsOf(state), ...Object.values(kept.case?.team ?? {})].map(({ region }) => region).filter((region) => region !== ''));
  const holidays = Object.fromEntries([...regions].map((region) => [region, holidaysAround(region, kept.now)]));
  return { ...kept, agencies, holidays, ...(published !== undefined && { playbook: withLaw(published.playbook, law), playbookHash: published.hash }) };
}
