/**
 * The one statement behind `append`. Everything comes in as one JSON document, the state beside it; only the parts that this decision needs are in the
 * statement, for PostgreSQL makes ready even what will run on nothing, and that cost more than the rest. Each set of parts is a prepared statement.
 */
const common = `p.agency, p.exercise`;
const list = (name: string, columns: string): string => `jsonb_to_recordset(p.doc -> '${name}') as r(${columns})`;

const stepColumns = `"code" text, "keeper" text, "track" text, "pacing" text, "role" text, "state" text, "occurrence" int, "version" int, "rev" int, "holder" text,
  "accountable" text, "owner" text, "accepted" boolean, "openedAt" timestamptz, "sinceAt" timestamptz, "dueAt" timestamptz, "reviewBy" timestamptz,
  "unlocksAt" timestamptz, "horizonAt" timestamptz, "level" text, "blocker" text, "handOff" uuid, "signal" text,
  "recommitments" int, "askedDue" text, "askedReason" text, "packetFrom" text, "packetSince" timestamptz, "title" uuid`;
const handOffColumns = `"id" uuid, "codeName" text, "keeper" text, "step" text, "kind" text, "state" text, "rev" int, "version" int, "sender" text, "receiver" text,
  "proposedBy" text, "acceptedBy" text, "reason" text, "items" jsonb, "bounces" int, "determined" boolean, "proposedAt" timestamptz, "sinceAt" timestamptz,
  "dueAt" timestamptz, "level" text, "note" text`;

/** What `append` hands over, as far as the choice of parts looks at it. */
export interface Document {
  readonly isNew: boolean;
  readonly clock?: unknown;
  readonly events: readonly unknown[];
  readonly clocksEnded: readonly unknown[];
  readonly clocksOpened: readonly unknown[];
  readonly keepers: readonly unknown[];
  readonly wakes: readonly unknown[];
  readonly cases: readonly unknown[];
  readonly engagements: readonly unknown[];
  readonly steps: readonly unknown[];
  readonly handOffs: readonly unknown[];
  readonly tracks: readonly unknown[];
  readonly notices: readonly unknown[];
}

const parts: readonly (readonly [(document: Document) => boolean, string])[] = [
  [({ isNew }) => isNew, `made as (
  insert into ledger (id, kind, seq, hash, state, domain_version, agency_id, exercise_id)
  select p.ledger, split_part(p.ledger, '/', 1), (doc ->> 'seq')::int, doc ->> 'hash', p.state, (doc ->> 'domainVersion')::int, ${common} from p)`],
  [({ events, isNew }) => !isNew && events.length > 0, `moved as (
  update ledger l set seq = (doc ->> 'seq')::int, hash = doc ->> 'hash', state = p.state, domain_version = (doc ->> 'domainVersion')::int
  from p where l.id = p.ledger)`],
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
  [({ wakes }) => wakes.length > 0, `rang as (select pg_notify('outbox', '') from p)`],
  [({ cases }) => cases.length > 0, `cases as (
  insert into case_view (ledger_id, id, code_name, status, playbook_id, playbook_version, opened_at, agency_id, exercise_id)
  select p.ledger, r."id", r."codeName", r."status", r."playbookId", r."playbookVersion", r."openedAt", ${common}
  from p, ${list('cases', '"id" uuid, "codeName" text, "status" text, "playbookId" text, "playbookVersion" int, "openedAt" timestamptz')}
  on conflict (ledger_id) do update set status = excluded.status)`],
  [({ engagements }) => engagements.length > 0, `engaged as (
  insert into engagement (ledger_id, agency_id, roles, from_at, until_at, exercise_id)
  select p.ledger, r."agency", array(select jsonb_array_elements_text(r."roles")), r."fromAt", r."untilAt", p.exercise from p, ${list('engagements', '"agency" text, "roles" jsonb, "fromAt" timestamptz, "untilAt" timestamptz')}
  on conflict (ledger_id, agency_id) do update set roles = excluded.roles, until_at = excluded.until_at)`],
  [({ steps }) => steps.length > 0, `steps as (
  insert into step_view (ledger_id, code, keeper, track, pacing, role, state, occurrence, version, rev, holder, accountable, owner, accepted, opened_at, since_at, due_at, review_by,
    unlocks_at, horizon_at, level, blocker, hand_off, signal, recommitments, asked_due, asked_reason, packet_from, packet_since, title, agency_id, exercise_id)
  select p.ledger, r."code", r."keeper", r."track", r."pacing", r."role", r."state", r."occurrence", r."version", r."rev", r."holder", r."accountable", r."owner", r."accepted",
    r."openedAt", r."sinceAt", r."dueAt", r."reviewBy", r."unlocksAt", r."horizonAt", r."level", r."blocker", r."handOff", r."signal",
    r."recommitments", r."askedDue", r."askedReason", r."packetFrom", r."packetSince", r."title", ${common}
  from p, ${list('steps', stepColumns)}
  on conflict (ledger_id, code) do update set keeper = excluded.keeper, state = excluded.state, occurrence = excluded.occurrence, version = excluded.version, rev = excluded.rev,
    holder = excluded.holder, accountable = excluded.accountable, owner = excluded.owner, accepted = excluded.accepted, opened_at = excluded.opened_at, since_at = excluded.since_at,
    due_at = excluded.due_at, review_by = excluded.review_by, unlocks_at = excluded.unlocks_at, horizon_at = excluded.horizon_at, level = excluded.level, blocker = excluded.blocker,
    hand_off = excluded.hand_off, signal = excluded.signal, recommitments = excluded.recommitments, asked_due = excluded.asked_due, asked_reason = excluded.asked_reason,
    packet_from = excluded.packet_from, packet_since = excluded.packet_since)`],
  [({ handOffs }) => handOffs.length > 0, `hand_offs as (
  insert into hand_off_view (ledger_id, id, code_name, keeper, step, kind, state, rev, version, sender, receiver, proposed_by, accepted_by, reason, items, bounces, determined, proposed_at,
    since_at, due_at, level, note, agency_id, exercise_id)
  select p.ledger, r."id", r."codeName", r."keeper", r."step", r."kind", r."state", r."rev", r."version", r."sender", r."receiver", r."proposedBy", r."acceptedBy", r."reason",
    array(select jsonb_array_elements_text(r."items")), r."bounces", r."determined", r."proposedAt", r."sinceAt", r."dueAt", r."level", r."note", ${common}
  from p, ${list('handOffs', handOffColumns)}
  on conflict (id) do update set state = excluded.state, rev = excluded.rev, version = excluded.version, receiver = excluded.receiver, accepted_by = excluded.accepted_by, reason = excluded.reason,
    items = excluded.items, bounces = excluded.bounces, determined = excluded.determined, since_at = excluded.since_at, due_at = excluded.due_at, level = excluded.level, note = excluded.note)`],
  [({ tracks }) => tracks.length > 0, `tracks as (
  insert into track_view (ledger_id, track, quiet_since, stalls_at, stalled_at, moved_at, agency_id, exercise_id)
  select p.ledger, r."track", r."quietSince", r."stallsAt", r."stalledAt", r."movedAt", ${common}
  from p, ${list('tracks', '"track" text, "quietSince" timestamptz, "stallsAt" timestamptz, "stalledAt" timestamptz, "movedAt" timestamptz')}
  on conflict (ledger_id, track) do update set quiet_since = excluded.quiet_since, stalls_at = excluded.stalls_at, stalled_at = excluded.stalled_at, moved_at = excluded.moved_at)`],
  [({ notices }) => notices.length > 0, `told as (
  insert into notice (ledger_id, seq, part, kind, level, subject, to_agency, to_role, to_person, at, agency_id, exercise_id)
  select p.ledger, r."seq", r."part", r."kind", r."level", r."subject", r."toAgency", r."toRole", r."toPerson", p.now, ${common}
  from p, ${list('notices', '"seq" int, "part" int, "kind" text, "level" text, "subject" text, "toAgency" text, "toRole" text, "toPerson" text')})`],
];

const start = `
with d as (select $1::jsonb as doc),
p as (select doc, $2::text as state, doc ->> 'ledger' as ledger, doc ->> 'agency' as agency, (doc ->> 'exercise')::uuid as exercise, (doc ->> 'now')::timestamptz as now from d)`;

/** The statement of this decision and its name: a digit for each part, so that the same parts are the same prepared statement. */
export function appendStatement(document: Document): { readonly name: string; readonly text: string } {
  const isNeeded = parts.map(([needs]) => needs(document));
  const chosen = parts.filter((_, index) => isNeeded[index]).map(([, text]) => text);
  // A part that only selects runs only if it is asked for.
  const end = document.wakes.length > 0 ? 'select count(*) from rang' : 'select 1';
  return { name: `append ${isNeeded.map(Number).join('')}`, text: `${[start, ...chosen].join(',\n')}\n${end}` };
}
