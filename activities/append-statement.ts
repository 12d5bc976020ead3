/**
 * The one statement behind `append`. Everything comes in as one JSON document, the state beside it; only the parts that this decision needs are in the
 * statement, for PostgreSQL makes ready even what will run on nothing, and that cost more than the rest. Each set of parts is a prepared statement.
 */
import { tableNames, writing, type TableName } from './tables.ts';

const common = `p.agency, p.exercise`;
const list = (name: string, columns: string): string => `jsonb_to_recordset(p.doc -> '${name}') as r(${columns})`;

/** What `append` hands over, as far as the choice of parts looks at it. */
export interface Document {
  readonly isNew: boolean;
  /** Whether the state is written with it. */
  readonly isWhole: boolean;
  readonly clock?: unknown;
  readonly events: readonly unknown[];
  readonly clocksEnded: readonly unknown[];
  readonly clocksOpened: readonly unknown[];
  readonly keepers: readonly unknown[];
  readonly wakes: readonly unknown[];
  readonly errands: readonly unknown[];
  readonly rows: Readonly<Partial<Record<TableName, readonly unknown[]>>>;
}

/** Whether anybody else must hear of it. */
const isHeard = ({ wakes, errands }: Document): boolean => wakes.length > 0 || errands.length > 0;

type Part = readonly [(document: Document) => boolean, string];
const parts: readonly Part[] = [
  [({ isNew }) => isNew, `made as (
  insert into ledger (id, kind, seq, hash, state, domain_version, agency_id, exercise_id)
  select p.ledger, split_part(p.ledger, '/', 1), (doc ->> 'seq')::int, doc ->> 'hash', p.state, (doc ->> 'domainVersion')::int, ${common} from p)`],
  [({ events, isNew, isWhole }) => !isNew && isWhole && events.length > 0, `moved as (
  update ledger l set seq = (doc ->> 'seq')::int, hash = doc ->> 'hash', state = p.state, state_seq = null, domain_version = (doc ->> 'domainVersion')::int
  from p where l.id = p.ledger)`],
  [({ events, isNew, isWhole }) => !isNew && !isWhole && events.length > 0, `moved as (
  update ledger l set seq = (doc ->> 'seq')::int, hash = doc ->> 'hash', state_seq = coalesce(l.state_seq, l.seq) from p where l.id = p.ledger)`],
  [({ events }) => events.length > 0, `happened as (
  insert into event (ledger_id, seq, type, at, body, prev_hash, hash, command_id, agency_id, exercise_id)
  select p.ledger, r."seq", r."type", r."at", r."body", r."prevHash", r."hash", doc ->> 'command', ${common}
  from p, ${list('events', '"seq" int, "type" text, "at" timestamptz, "body" text, "prevHash" text, "hash" text')})`],
  [({ clock }) => clock === undefined, `answered as (
  update command c set receipt = doc -> 'receipt', facts = doc -> 'facts', decided_at = p.now from p where c.id = doc ->> 'command' and c.receipt is null)`],
  [({ clock }) => clock !== undefined, `ticked as (
  insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, decided_at, facts, receipt, agency_id, exercise_id)
  select doc ->> 'command', p.ledger, doc -> 'clock' ->> 'keeper', 'clock', doc -> 'clock', 'clock', '{}', '', p.now, p.now, doc -> 'facts', doc -> 'receipt', ${common} from p)`],
  [({ clocksEnded }) => clocksEnded.length > 0, `clocks_ended as (
  update clock c set state = r."state" from p, ${list('clocksEnded', '"id" text, "state" text')} where c.id = r."id")`],
  [({ clocksOpened }) => clocksOpened.length > 0, `clocks_opened as (
  insert into clock (id, ledger_id, keeper, name, subject, due_at, agency_id, exercise_id)
  select r."id", p.ledger, r."keeper", r."name", r."subject", r."dueAt", ${common}
  from p, ${list('clocksOpened', '"id" text, "keeper" text, "name" text, "subject" text, "dueAt" timestamptz')}
  -- A clock that has fired never runs again: the same id coming back is a bug in a rule, and the null fails the whole decision.
  on conflict (id) do update set keeper = excluded.keeper, name = excluded.name, state = case when clock.state = 'fired' then null else 'open' end)`],
  [({ keepers }) => keepers.length > 0, `kept as (
  insert into keeper (id, ledger_id, phase, open, agency_id, exercise_id)
  select r."id", p.ledger, r."phase", r."open", ${common} from p, ${list('keepers', '"id" text, "phase" text, "open" boolean')}
  on conflict (id) do update set phase = excluded.phase, open = excluded.open)`],
  [({ wakes }) => wakes.length > 0, `woken as (
  insert into outbox (ledger_id, keeper, agency_id, exercise_id) select p.ledger, r.value, ${common} from p, jsonb_array_elements_text(doc -> 'wakes') as r(value))`],
  [({ errands }) => errands.length > 0, `asked as (
  insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, exercise_id)
  select r."id", r."ledger", r."keeper", r."body" ->> 'type', r."body", r."actor", '{}', '', p.now, ${common}
  from p, ${list('errands', '"id" text, "ledger" text, "keeper" text, "body" jsonb, "actor" text')}
  on conflict (id) do nothing)`],
  [({ errands }) => errands.length > 0, `sent as (
  insert into outbox (ledger_id, keeper, word, agency_id, exercise_id)
  select r."ledger", r."keeper", r."id", ${common} from p, ${list('errands', '"id" text, "ledger" text, "keeper" text')})`],
  [isHeard, `rang as (select pg_notify('outbox', '') from p)`],
  ...tableNames.map((name): Part => [({ rows }) => (rows[name] ?? []).length > 0, writing(name)]),
];

const start = `
with d as (select $1::jsonb as doc),
p as (select doc, $2::text as state, doc ->> 'ledger' as ledger, doc ->> 'agency' as agency, (doc ->> 'exercise')::uuid as exercise, (doc ->> 'now')::timestamptz as now from d)`;

/** The statement of this decision and its name: a digit for each part, written short (PostgreSQL knows 63 characters of a name), so that the same parts are the same prepared statement. */
export function appendStatement(document: Document): { readonly name: string; readonly text: string } {
  const isNeeded = parts.map(([needs]) => needs(document));
  const chosen = parts.filter((_, index) => isNeeded[index]).map(([, text]) => text);
  // A part that only selects runs only if it is asked for.
  const end = isHeard(document) ? 'select count(*) from rang' : 'select 1';
  return { name: `append ${BigInt(`0b${isNeeded.map(Number).join('')}`).toString(36)}`, text: `${[start, ...chosen].join(',\n')}\n${end}` };
}
