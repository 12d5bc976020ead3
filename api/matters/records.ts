/** Reading the records of a case's matters: each is decided by its data class at this instant, noted in the access log in the same transaction, and only then opened. */
import type { DataClass } from '#domain/terms.ts';
import type { Json } from '#domain/matter/record.ts';
import type { Ask } from '../actor.ts';
import { compartmentOf, victimSubjects, type FoundPaper } from '../people/subjects.ts';
import type { MatterResource, Met } from '../policies/authorise.ts';
import type { Asker } from '../route.ts';
import type { Subject } from '../views/subjects.ts';
import { matterSubject, metIn } from './subjects.ts';

/** More are refused by the rules of their ledgers. */
const MOST = 5_000;

/** A record as far as it opens: with `data` and `texts`, with `summary` alone, or only that it is there. */
export interface SeenRecord {
  readonly kind: string;
  readonly id: string;
  readonly class: DataClass;
  readonly subject?: string;
  readonly victim?: string;
  readonly recorder: string;
  readonly at: string;
  readonly state?: string;
  readonly author?: string;
  readonly data?: Json;
  readonly summary?: Json;
  readonly texts?: Readonly<Record<string, string>>;
}

interface Row extends FoundPaper {
  readonly subject: string | null;
  readonly victim: string | null;
  readonly state: string | null;
  readonly data: Json;
  readonly told: Json | null;
  readonly texts: Readonly<Record<string, string>>;
}

const rowsIn = ({ ask }: Asker, ledger: string, kinds: readonly string[]) => ask<Row>`
  select r.kind, r.id, r.class, r.subject, r.victim, r.state, r.recorder, r.author, r.at, r.data, r.summary as told, r.texts, '' as text, null as summary, null as supersedes, false as disclosable, false as withdrawn,
         is_granted(o.owner, r.class) as granted, is_assigned(o.owner, r.class, uuid_of(r.id)) as assigned, r.recorder = current_setting('app.agency', true) as own,
         grant_of(o.owner, r.class) as grant, a.id as assignment, d.id as disclosure, d.glass
    from record_view r cross join lateral (select coalesce('victim/' || r.victim, r.case_ledger) as owner) o
    left join lateral assignment_of(o.owner, r.class, uuid_of(r.id)) a on true left join lateral disclosure_of(o.owner, r.class, r.recorder) d on true
   where r.ledger_id = ${ledger} and r.kind = any(${kinds}) order by r.at, r.kind, r.id limit ${MOST}`;

/** The records of one matter, of these kinds, oldest first, as far as who asks may know of them. @param about the case they belong to, as `matterSubject` found it. */
export async function recordsOf(asker: Asker, ledger: string, about: MatterResource, kinds: readonly string[]): Promise<readonly SeenRecord[]> {
  const rows = await rowsIn(asker, ledger, kinds);
  const victims = [...new Set(rows.flatMap(({ victim }) => (victim === null ? [] : [victim])))];
  const met = new Map<string, Met>(victims.length === 0 ? [] : (await victimSubjects(asker.ask, victims)).map((subject) => [subject.id, subject]));
  const seen = rows.flatMap((row) => {
    const as = row.victim === null ? metIn(about) : met.get(row.victim);
    return (as && opened(asker, about, row, as)) ?? [];
  });
  // All words at once, and those alone that were decided to open.
  const words = await asker.deps.vault.openAll(asker.ask, seen.flatMap(({ texts = {} }) => Object.values(texts)));
  return seen.map(({ texts, ...record }) => ({ ...record, ...(texts !== undefined && { texts: wordsOf(texts, words) }) }));
}

/** With references in the place of words. */
function opened(asker: Asker, { id }: MatterResource, row: Row, met: Met): SeenRecord | undefined {
  const of = row.class as DataClass;
  const place = { ledger: row.victim === null ? `case/${id}` : `victim/${row.victim}`, class: of, ...(isUuid(row.id) && { paper: row.id }) };
  const isOpen = of === 'D1' || of === 'D2';
  const resource = compartmentOf(row, met);
  const opens = isOpen || asker.may('compartment.read', resource);
  const tells = opens || asker.may('compartment.read-summary', resource);
  if (!tells && !asker.may('compartment.know', resource)) {
    asker.denied(place);
    return undefined;
  }
  if (!isOpen) asker.opened({ ...place, depth: opens ? 'FULL' : tells ? 'SUMMARY' : 'METADATA' });
  const { kind, recorder, author, at, subject, victim, state, data, told } = row;
  return {
    kind, id: row.id, class: of, recorder, at: at.toISOString(), ...(subject !== null && { subject }), ...(victim !== null && { victim }),
    ...(tells && state !== null && { state }), ...(tells && told !== null && { summary: told }), ...(opens && { author, data, texts: row.texts }),
  };
}

const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

/** What is gone, or lies out of sight, is left out. */
const wordsOf = (texts: Readonly<Record<string, string>>, words: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).flatMap(([field, id]) => { const text = words.get(id); return text === undefined ? [] : [[field, text]]; }));

/** Where the commands of a matter go: `evidence/<case>`, or `redress/<case>/<order>`. Absent where the case is. */
export async function matterOf(ask: Ask, name: string, caseId: string, id?: string): Promise<Subject<MatterResource> | undefined> {
  const found = await matterSubject(ask, caseId);
  const ledger = [name, caseId, ...(id === undefined ? [] : [id])].join('/');
  return found && { ...found, ledger, keeper: ledger };
}
