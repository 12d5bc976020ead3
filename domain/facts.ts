/** What a decision may look at besides its ledger's state: read inside the same transaction, and stored with the command so that it can be decided again. */
import { Fault, type Refusal } from './decision.ts';
import type { CaseSeen } from './matter/case-seen.ts';
import type { Playbook } from './playbook/schema.ts';
import type { Chairs } from './reach/chairs.ts';
import type { AgencyType, PersonalClass, Role } from './terms.ts';
import type { Calendar } from './time/calendar.ts';
import { setDeadline, type Deadline, type DueRule, type Terms } from './time/deadline.ts';

/** An instant: ISO 8601, UTC, milliseconds, ending in Z. */
export type Instant = string;

/** To whom a notice goes: a role of an agency, or one person of it. Resolved to people when it is sent, not here. */
export interface Address {
  readonly agency: string;
  readonly role?: Role;
  readonly person?: string;
}

/** An agency as the rules see it: its zone (IANA) and the region whose public holidays it keeps, '' for none. */
export interface Civil {
  readonly zone: string;
  readonly region: string;
  /** What kind of agency it is, where that was known: some steps only some kinds may hold. */
  readonly type?: AgencyType;
}

/** How many keys there are, and the references of the texts they open. */
export interface Sealed {
  readonly keys: number;
  readonly texts: readonly string[];
}

export interface Joined {
  readonly team: readonly string[];
  readonly names: readonly string[];
}

/** What every decision may look at, whatever its ledger rests on. */
export interface Circumstances {
  readonly now: Instant;
  /** Version of the zone data in use. */
  readonly tzdb: string;
  /** Agencies a command names that may not be on the team yet. */
  readonly agencies: Readonly<Record<string, Civil>>;
  /** Those of them that are contained now: nothing more is handed to them. */
  readonly contained?: readonly string[];
  /** Public holidays by region, as local days in order. */
  readonly holidays: Readonly<Record<string, readonly string[]>>;
  /** Guards left out on purpose, in exercises only, to show that a scenario needs them. */
  readonly without: readonly string[];
  /** Who can be reached in the agencies concerned, now: read only where somebody is told or offered something. Without it addresses stay as they are. */
  readonly chairs?: Chairs;
  /** What lies sealed under the ledger's keys: read only where they may be destroyed, and held still until it is decided. */
  readonly sealed?: Sealed;
  /** The case that a file is to be opened in or to join: the agencies on its team, and the names that victims have there. */
  readonly joined?: Joined;
  /** The version that is asked for launches no case any more. */
  readonly shut?: 'SUPERSEDED' | 'WITHDRAWN';
  /** The person who speaks is recorded as absent. */
  readonly isAway?: true;
  /** Agencies with a part in a case of hers, or that stand by her: read where somebody is assigned to something of hers. */
  readonly met?: readonly string[];
  /** The paper that another is to supersede; null where the ledger has none of that id. */
  readonly superseded?: { readonly class: string; readonly recorder: string } | null;
  /** Of a matter: its case as it stands at this instant. Absent where there is no such case. */
  readonly case?: CaseSeen;
  /** By victim: read where a decision rests on what somebody agreed to. */
  readonly agreed?: Readonly<Record<string, Agreed>>;
}

/** What holds for one victim at the instant of a decision, read from her own file under a lock: in which cases she is, and what may be shared with whom. */
export interface Agreed {
  readonly cases: readonly string[];
  readonly child: boolean;
  readonly shares: readonly { readonly agency: string; readonly person?: string; readonly classes: readonly PersonalClass[] }[];
}

/** With the playbook that the ledger pins. */
export interface Facts extends Circumstances {
  readonly playbook: Playbook;
  readonly playbookHash: string;
}

export interface Actor {
  readonly person: string;
  readonly agency: string;
  readonly roles: readonly Role[];
}

/** The first refusal that holds. A guard left out on purpose never holds. */
export function firstRefusal(facts: Pick<Circumstances, 'without'>, ...checks: readonly (Refusal | false | undefined)[]): Refusal | undefined {
  return checks.find((check): check is Refusal => check !== false && check !== undefined && !facts.without.includes(check.code));
}

export function calendarOf({ zone, region }: Civil, facts: Facts): Calendar {
  const holidays = region === '' ? [] : facts.holidays[region];
  if (holidays === undefined) throw new Fault(`no holidays were read for region ${region}`);
  return { zone, holidays, ...facts.playbook.calendar };
}

/** A member of a record that is really its own: `constructor` is nobody's agency, step or hand-off. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);

/** A record without one of its members. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}

export function termsFor(civil: Civil, ladderName: string, facts: Facts): Terms {
  const ladder = facts.playbook.ladders.find(({ name }) => name === ladderName);
  if (ladder === undefined) throw new Fault(`the playbook has no ladder ${ladderName}`);
  return { calendar: calendarOf(civil, facts), ladder, tzdb: facts.tzdb };
}

/** A new deadline counted from now, in the civil time of one agency. */
export function deadlineFrom(facts: Facts, civil: Civil, { rule, ladder }: { readonly rule: DueRule; readonly ladder: string }): Deadline {
  return setDeadline({ rule, start: facts.now, ...termsFor(civil, ladder, facts) });
}
