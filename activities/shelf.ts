/** Playbooks and packs as the database keeps them: what is published, what the check says of a text, and how a version comes to be in force. */
import type pg from 'pg';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { packSchema, type Clock } from '#domain/playbook/clock/schema.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import type { ShelfFacts } from '#domain/editions/decide.ts';
import type { EditionsEvent } from '#domain/editions/events.ts';
import type { EditionsState } from '#domain/editions/state.ts';
import type { Change } from '#domain/ledger.ts';

/** What a decision on a version rests on: its name, and the text that is in question. */
export interface ShelfAsked {
  readonly name: string;
  readonly hash?: string;
}

const flawsKnown = new Map<string, number>();

export async function shelfOf(client: pg.ClientBase, { name, hash }: ShelfAsked): Promise<NonNullable<ShelfFacts['shelf']>> {
  const { rows } = await client.query<{ version: number }>('select version from playbook where id = $1 union select version from pack where name = $1', [name]);
  const flaws = hash === undefined ? undefined : await flawsOf(client, hash);
  return { versions: rows.map(({ version }) => version), ...(flaws !== undefined && { flaws }) };
}

/** The check reads what the hash names, and nothing that somebody says of it. */
async function flawsOf(client: pg.ClientBase, hash: string): Promise<number | undefined> {
  const known = flawsKnown.get(hash);
  if (known !== undefined) return known;
  const { rows } = await client.query<{ of: string; name: string; version: number; body: string | null }>('select "of", name, version, body from playbook_text where hash = $1', [hash]);
  const text = rows[0];
  if (text === undefined) return undefined;
  // A text that could not be read as YAML has no body.
  const flaws = text.body === null ? 1 : text.of === 'playbook' ? flawsInPlaybook(text.body) : await flawsInPack(client, text.name, text.version, text.body);
  if (text.of === 'playbook') flawsKnown.set(hash, flaws);
  return flaws;
}

function flawsInPlaybook(body: string): number {
  const parsed = playbookSchema.safeParse(JSON.parse(body));
  return parsed.success ? checkPlaybook(parsed.data).length : parsed.error.issues.length;
}

/** A law changes by a new version of a clock. Nothing of a clock that somebody counts on goes away, and what held before still says how long it was. */
async function flawsInPack(client: pg.ClientBase, name: string, version: number, body: string): Promise<number> {
  const parsed = packSchema.safeParse(JSON.parse(body));
  if (!parsed.success) return parsed.error.issues.length;
  const { rows } = await client.query<{ body: string }>('select body from pack where name = $1 and version < $2 order by version desc limit 1', [name, version]);
  const before = rows[0] === undefined ? [] : (packSchema.parse(JSON.parse(rows[0].body)).clocks ?? []);
  return before.filter((old) => !keeps(parsed.data.clocks?.find(({ clock }) => clock === old.clock), old)).length;
}

const keeps = (now: Clock | undefined, old: Clock): boolean =>
  now !== undefined && old.versions.every(({ from, length }) => now.versions.some((each) => each.from === from && each.length === length));

const lawful = new Map<string, readonly Clock[]>();

export interface PackVersion {
  readonly name: string;
  readonly version: number;
}

/** The packs from which a playbook took clocks, without the versions it took. */
export const packsNamed = ({ packs = [] }: Pick<Playbook, 'packs'> = {}): readonly string[] => packs.map((pack) => pack.slice(0, pack.indexOf('@')));

/** The clocks of a playbook as the packs it names say them in the versions of today, as far as that is not what it said when it was published. */
export async function lawSince(client: pg.ClientBase, { packs = [], clocks = [] }: Playbook, today: readonly PackVersion[]): Promise<readonly Clock[]> {
  const newer = today.filter(({ name, version }) => packs.some((pack) => pack.startsWith(`${name}@`) && Number(pack.slice(name.length + 1)) < version));
  const said = (await Promise.all(newer.map((each) => clocksOf(client, each)))).flat();
  return said.filter((clock) => clocks.some((old) => old.clock === clock.clock && JSON.stringify(old) !== JSON.stringify(clock)));
}

/** A published pack never changes. */
async function clocksOf(client: pg.ClientBase, { name, version }: PackVersion): Promise<readonly Clock[]> {
  const key = `${name}@${version}`;
  const known = lawful.get(key);
  if (known !== undefined) return known;
  const { rows } = await client.query<{ body: string }>('select body from pack where name = $1 and version = $2', [name, version]);
  const clocks = rows[0] === undefined ? [] : (packSchema.parse(JSON.parse(rows[0].body)).clocks ?? []);
  lawful.set(key, clocks);
  return clocks;
}

export const withLaw = (playbook: Playbook, law: readonly Clock[] = []): Playbook =>
  law.length === 0 ? playbook : { ...playbook, clocks: (playbook.clocks ?? []).map((clock) => bySameName(clock, law.find((each) => each.clock === clock.clock))) };

/** The law says how long, and what is left out or added; from what a clock counts, and who shares it, its playbook has pinned: it may not know the facts of a later one. */
const bySameName = (pinned: Clock, now: Clock | undefined): Clock =>
  now === undefined ? pinned : { ...pinned, versions: now.versions, ...(now.exclusions !== undefined && { exclusions: now.exclusions }), ...(now.extensions !== undefined && { extensions: now.extensions }) };

/** What an event asks of the shelf, in the transaction that records it: a version can be launched from now on, or no more. */
export interface Shelved {
  readonly of: 'playbook' | 'pack';
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  /** From now on no case is launched by it. */
  readonly withdrawn: boolean;
}

/** Where a version of a playbook or pack came to stand, if that decides whether it may be launched. */
export function shelved({ event, after }: Change<EditionsState, EditionsEvent>): Shelved | undefined {
  if (after.phase === 'absent' || !('version' in event)) return undefined;
  const edition = after.editions[event.version];
  // Publishing one closes those before it, from whatever shelf they came.
  if (edition === undefined || (event.type !== 'EditionPublished' && event.type !== 'EditionWithdrawn')) return undefined;
  return { of: after.of, name: after.name, version: event.version, hash: edition.hash, withdrawn: event.type === 'EditionWithdrawn' };
}

export async function shelve(client: pg.ClientBase, { of, name, version, hash, withdrawn }: Shelved, exercise: string | null): Promise<void> {
  if (of === 'pack') {
    if (!withdrawn) await client.query('insert into pack (name, version, hash, body, exercise_id) select name, version, hash, body, $3::uuid from playbook_text where hash = $1 and name = $2', [hash, name, exercise]);
    // A pack that is taken back is the law no more; playbooks that were published with it keep what they took.
    else await client.query('delete from pack where name = $1 and version = $2 and exercise_id is not distinct from $3::uuid', [name, version, exercise]);
    return;
  }
  if (withdrawn) {
    await client.query(`update playbook set shut = 'WITHDRAWN' where id = $1 and version = $2`, [name, version]);
    return;
  }
  await client.query('insert into playbook (id, version, hash, body, exercise_id) select name, version, hash, body, $3::uuid from playbook_text where hash = $1 and name = $2', [hash, name, exercise]);
  await client.query(`update playbook set shut = 'SUPERSEDED' where id = $1 and version < $2 and shut is null`, [name, version]);
}
