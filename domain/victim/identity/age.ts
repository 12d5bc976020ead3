/**
 * How old she is, and by whose word. Age unknown, disputed or not recorded means child rules, until the competent body has decided (rule R6, refusal 6). On the
 * day she comes of age authority passes to her: what a guardian granted ends (consent rule 3), and so does standing by her in a child's name.
 */
import { accept, Fault, refuse, type Refusal } from '../../decision.ts';
import { calendarOf, firstRefusal, own, type Address, type Facts, type Instant } from '../../facts.ts';
import type { Change, Clock, PlacedNotice } from '../../ledger.ts';
import { childRoles, type AgeBasis } from '../../terms.ts';
import { subtractDuration } from '../../time/add.ts';
import { CivilTime, startOfLocalDay, type LocalDate } from '../../time/civil-time.ts';
import type { VictimEvent, VictimFact } from '../events.ts';
import { dropDuties, dutiesPass, openDuties, professionalOf } from '../duty/duty.ts';
import { addressesOf } from '../standing/addresses.ts';
import { keeperOf, type VictimFile, type VictimState } from '../state.ts';
import type { Deciders, Evolvers, Tables } from '../topic.ts';
import type { IdentityAct } from './schema.ts';

export const ageWordOf = { 'majority-ahead': 'age.remind', birthday: 'age.passAuthority' } as const;
export type AgeClock = keyof typeof ageWordOf;

export interface Age {
  readonly basis: AgeBasis;
  /** Counts every word on her age: a corrected date is another birthday. */
  readonly version: number;
  /** The local day on which she comes of age, and its first instant where the file is kept. */
  readonly ofAgeOn?: LocalDate;
  readonly ofAgeAt?: Instant;
  /** Decided without a date. */
  readonly adult?: boolean;
  readonly decidedBy?: string;
  /** Reminders of staff that are still ahead. */
  readonly reminders: readonly Instant[];
  readonly reminded?: true;
  /** Authority is hers: said once. */
  readonly passed?: true;
}

export interface AgeRecorded {
  readonly type: 'AgeRecorded';
  readonly basis: AgeBasis;
  readonly ofAgeOn?: LocalDate;
  readonly ofAgeAt?: Instant;
  readonly adult?: boolean;
  readonly decidedBy?: string;
  readonly reminders: readonly Instant[];
}
export type AgeFact =
  | AgeRecorded
  /** `isFirst`: what has to be prepared with her is asked for; later ones remind. */
  | { readonly type: 'MajorityReminded'; readonly reminder: Instant; readonly isFirst: boolean; readonly to: readonly Address[] }
  /** `consents` and `standing`: what ended with it. */
  | { readonly type: 'AuthorityPassed'; readonly consents: readonly string[]; readonly standing: readonly string[]; readonly to: readonly Address[] };

/** Rule R6: everything but a decision that she is of age means that she is a child. */
export const isChild = ({ age }: Pick<VictimFile, 'age'>, now: Instant): boolean => (age?.ofAgeAt === undefined ? age?.adult !== true : now < age.ofAgeAt);

/** What staff hear of the day: a code that says nothing of whose it is. */
const SUBJECT = 'COMING_OF_AGE';

type AgeAct = Extract<IdentityAct, { act: 'record-age' }>;
export const ageDeciders: Deciders<AgeAct> = {
  'record-age': (file, act, { facts }) => {
    const refusal = firstRefusal(facts, ...ageRefusals(act, facts));
    if (refusal !== undefined) return { events: [], refusal };
    const { basis, bornOn, adult, decidedBy } = act;
    return accept({ type: 'AgeRecorded', basis, ...(bornOn === undefined ? { reminders: [] } : majorityOf(file, bornOn, facts)), ...(adult !== undefined && { adult }), ...(decidedBy !== undefined && { decidedBy }) });
  },
};

function ageRefusals({ basis, bornOn, adult, decidedBy }: AgeAct, facts: Facts): readonly (Refusal | false)[] {
  const isDoubted = basis === 'UNKNOWN' || basis === 'DISPUTED';
  const decides = bornOn !== undefined || adult !== undefined;
  return [
    // A doubt names no date, and what ends the doubt is somebody's decision.
    ((isDoubted && decides) || (decides && decidedBy === undefined)) && refuse('AGE_DECISION_REQUIRED').refusal,
    basis === 'KNOWN' && bornOn === undefined && refuse('BIRTH_DATE_REQUIRED').refusal,
    bornOn !== undefined && bornOn > facts.now.slice(0, 10) && refuse('BIRTH_DATE_AHEAD').refusal,
    bornOn !== undefined && adult !== undefined && refuse('AGE_DECISION_REQUIRED').refusal,
    bornOn !== undefined && facts.playbook.people === undefined && refuse('PLAYBOOK_UNKNOWN').refusal,
    decidedBy !== undefined && own(facts.agencies, decidedBy) === undefined && refuse('AGENCY_UNKNOWN').refusal,
  ];
}

/** The day and its reminders. Born on 29 February she comes of age on 1 March: the later day protects longer (unverified: counsel). */
function majorityOf({ civil }: VictimFile, bornOn: LocalDate, facts: Facts): { readonly ofAgeOn: LocalDate; readonly ofAgeAt: Instant; readonly reminders: readonly Instant[] } {
  const { age, remind } = majorityIn(facts);
  const born = CivilTime.PlainDate.from(bornOn);
  const same = born.add({ years: age });
  const ofAgeOn = (same.day === born.day ? same : same.add({ days: 1 })).toString();
  const ofAgeAt = startOfLocalDay(ofAgeOn, 0, civil.zone);
  const calendar = calendarOf(civil, facts);
  const all = remind.map((before) => subtractDuration(ofAgeAt, before, calendar)).sort();
  const ahead = all.filter((at) => at > facts.now);
  // Learned late: who stands by her hears at once.
  const isLate = ahead.length < all.length && facts.now < ofAgeAt;
  return { ofAgeOn, ofAgeAt, reminders: isLate ? [facts.now, ...ahead] : ahead };
}

function majorityIn({ playbook }: Facts) {
  if (playbook.people === undefined) throw new Fault('the playbook says nothing of people');
  return playbook.people.majority;
}

export const ageEvolvers: Evolvers<AgeFact> = {
  AgeRecorded: (file, { type: _type, by: _by, at: _at, ...age }) => ({ ...file, age: { ...age, version: (file.age?.version ?? 0) + 1 } }),
  MajorityReminded: (file, { reminder }) => ({ ...file, age: { ...ageOf(file), reminded: true, reminders: ageOf(file).reminders.filter((at) => at !== reminder) } }),
  AuthorityPassed: (file, { consents, standing }) => ({
    ...file, age: { ...ageOf(file), reminders: [], passed: true },
    // A wish to be notified goes on as her own (consent rule 1).
    consents: Object.fromEntries(Object.entries(file.consents).filter(([id]) => !consents.includes(id)).map(([id, consent]) => [id, consent.by === 'GUARDIAN' ? { ...consent, by: 'SELF' as const } : consent])),
    standing: Object.fromEntries(Object.entries(file.standing).filter(([id]) => !standing.includes(id))),
  }),
};

function ageOf({ age }: VictimFile): Age {
  if (age === undefined) throw new Fault('an age before it was recorded');
  return age;
}

/** Ids of clocks name no date: they travel to the engine, and her birthday does not. */
export function ageClocks(file: VictimFile): readonly Clock<AgeClock>[] {
  const { age } = file;
  if (age?.ofAgeAt === undefined || age.passed) return [];
  const of = `${keeperOf(file.victim)}/age/${age.version}`;
  const clock = (id: string, name: AgeClock, dueAt: Instant) => ({ id: `${of}/${id}`, keeper: keeperOf(file.victim), name, subject: SUBJECT, dueAt });
  return [clock('birthday', 'birthday', age.ofAgeAt), ...age.reminders.map((at, index) => clock(`reminder/${age.reminders.length - index}`, 'majority-ahead', at))];
}

/** What time says of her age: a reminder, to her guardian and her advocate and never to her; or that the day has come. */
export function tickAge(file: VictimFile, name: AgeClock, facts: Facts): readonly VictimFact[] {
  const [reminder] = ageOf(file).reminders;
  if (name === 'birthday' || reminder === undefined) return authorityPassing(file, facts);
  return [{ type: 'MajorityReminded', reminder, isFirst: ageOf(file).reminded !== true, to: addressesOf(file, ['CHILD_GUARDIAN', 'COMMUNITY_ADVOCATE']) }];
}

/** Whatever brought it about, the day or a decision: what was granted and done in a child's name ends, and it is said once. */
export function authorityPassing(file: VictimFile, facts: Facts): readonly VictimFact[] {
  if (file.age === undefined || file.age.passed === true || isChild(file, facts.now)) return [];
  const ids = <T>(record: Readonly<Record<string, T>>, ends: (each: T) => boolean): string[] => Object.entries(record).filter(([, each]) => ends(each)).map(([id]) => id);
  const consents = ids(file.consents, ({ by, kind }) => by === 'GUARDIAN' && kind !== 'NOTIFIED');
  const standing = ids(file.standing, ({ role }) => childRoles.includes(role));
  const passed: VictimFact = { type: 'AuthorityPassed', consents, standing, to: addressesOf(file, ['CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER', 'COMMUNITY_ADVOCATE', 'VICTIM_COUNSEL']) };
  // Where nobody acted for her nothing is to be handed over.
  const isHandedOver = consents.length > 0 || standing.length > 0;
  const remaining = { ...file, standing: Object.fromEntries(Object.entries(file.standing).filter(([id]) => !standing.includes(id))) };
  const owed = dutiesPass(remaining, ({ role }) => (childRoles as readonly string[]).includes(role));
  return [passed, ...owed, ...dropDuties(file, 'INTERIM_GUARDIAN'), ...(isHandedOver ? openDuties(file, facts, { kind: 'COMING_OF_AGE', to: professionalOf(file, ['COMMUNITY_ADVOCATE', 'VICTIM_COUNSEL', 'SYSTEM_VICTIM_SPECIALIST']) }) : [])];
}

export function ageNotices(changes: readonly Change<VictimState, VictimEvent>[]): readonly PlacedNotice[] {
  return changes.flatMap(({ index, event }) => {
    if (event.type !== 'MajorityReminded' && event.type !== 'AuthorityPassed') return [];
    const kind = event.type === 'AuthorityPassed' ? 'change' : event.isFirst ? 'task' : 'reminder';
    return event.to.map((to) => ({ index, kind, level: null, subject: SUBJECT, to }));
  });
}

/** Rows of `age_view`: every word on her age there ever was. */
export function ageRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const ages = new Map<string, object>();
  for (const { index, event } of changes)
    if (event.type === 'AgeRecorded')
      ages.set(String(index), { seq: index, basis: event.basis, ofAgeOn: event.ofAgeOn ?? null, ofAgeAt: event.ofAgeAt ?? null, adult: event.adult ?? null, decidedBy: event.decidedBy ?? null, at: event.at, byPerson: event.by });
  return { ages };
}
