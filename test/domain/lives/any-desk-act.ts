/** What happens to people: absences with and without a deputy, deputies, duty, parts at other agencies, departures and returns. */
import { deskCommandSchema, type DeskAct } from '#domain/agency/schema.ts';
import type { Actor } from '#domain/facts.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { agencies } from './any-realm.ts';
import { DAY_MS, HOUR_MS, of } from './speaking.ts';
import type { Realm } from './realm.ts';

const kinds = ['away', 'away', 'all-away', 'all-away', 'back', 'deputy', 'deputy', 'duty', 'part', 'part', 'end-part', 'leave', 'leave', 'close', 'come-back'] as const;

function tell(realm: Realm, agency: string, by: Actor, act: DeskAct): void {
  realm.take(`agency/${agency}`, { ...deskCommandSchema.parse({ type: 'desk', agency, id: realm.newId(), act }), by });
}

export function actAtDesk(realm: Realm, pick: number, how: number): void {
  const kind = of(kinds, how) ?? 'away';
  const agency = of(agencies, pick) ?? 'n0';
  const { members, presence } = realm;
  const people = members.filter((each) => each.agency === agency);
  const person = of(people, pick >> 2)?.person ?? `${agency}-a`;
  const other = of(people.filter((each) => each.person !== person), how)?.person ?? person;
  const roles = presence.held(person, agency, realm.now());
  // Whoever keeps this desk today: its leader and its supervisor are one person here, so that a desk is kept even where both chairs are empty.
  const keeper: Actor = { person: `${agency}-desk`, agency, roles: ['AGENCY_LEADER', 'AGENCY_SUPERVISOR'] };
  const say = (act: DeskAct): void => tell(realm, agency, keeper, act);
  const from = laterBy(realm.now(), (how % 3) * 5 * DAY_MS);
  const span = { ...(how % 3 > 0 && { from }), until: laterBy(from, (1 + (how % 30)) * DAY_MS) };
  switch (kind) {
    case 'away':
      return say({ act: 'record-absence', person, ...span, ...(how % 4 > 1 && { deputy: other }) });
    case 'all-away':
      for (const each of people) say({ act: 'record-absence', person: each.person, until: span.until });
      return undefined;
    case 'deputy':
      return say({ act: 'name-deputy', person, deputy: other, roles: [...roles].slice(0, 2).filter((role) => role !== 'SYSTEM_ADMIN' && role !== 'OVERSIGHT_AUDITOR' && role !== 'PRIVACY_OFFICER' && role !== 'PLAYBOOK_STEWARD'), ...span });
    case 'duty':
      return say({ act: 'set-duty', from: realm.now(), until: span.until, shifts: [{ person: other, from, until: span.until }, { person, from: realm.now(), until: laterBy(realm.now(), 20 * HOUR_MS) }].filter((shift) => shift.until > shift.from && shift.until <= span.until) });
    case 'part':
      return say({ act: 'join-role', person: of(members, how)?.person ?? person, roles: how % 3 === 1 ? ['AGENCY_SUPERVISOR'] : ['INVESTIGATOR', 'PROSECUTOR'], ...span });
    case 'leave':
      return say({ act: 'leave', person });
    case 'come-back':
      for (const each of members) if (presence.isGone(each.person)) tell(realm, each.agency, { ...keeper, agency: each.agency }, { act: 'come-back', person: each.person });
      return undefined;
    case 'close':
      // The directory knows first and the desk hears of it: as its actor, without a role.
      if (!presence.isGone(person)) realm.close(person);
      return tell(realm, agency, { person: 'directory', agency, roles: [] }, { act: 'sweep', person });
    default:
      return ended(realm, agency, kind, keeper);
  }
}

/** Somebody with open work leaves. */
export function leaves(realm: Realm, person: string): void {
  const agency = person.slice(0, 2);
  tell(realm, agency, { person: `${agency}-desk`, agency, roles: ['AGENCY_LEADER', 'AGENCY_SUPERVISOR'] }, { act: 'leave', person });
}

/** Something that runs is ended before its time. */
function ended(realm: Realm, agency: string, kind: 'back' | 'end-part', by: Actor): void {
  const desk = realm.desk(agency);
  if (desk.phase === 'absent') return;
  const [id] = Object.keys(kind === 'back' ? desk.absences : desk.parts);
  if (id !== undefined) tell(realm, agency, by, kind === 'back' ? { act: 'end-absence', absence: id } : { act: 'end-role', hat: id });
}
