/** Who speaks in random lives, and how they pick. */
import { compactCommandSchema, type CompactCommandBody } from '#domain/compact/schema.ts';
import type { Actor } from '#domain/facts.ts';
import type { Role } from '#domain/terms.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { compactId, type Realm } from './realm.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const of = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
export const inDays = (realm: Realm, days: number): string => laterBy(realm.now(), days * DAY_MS).slice(0, 10);

/** Somebody who may act so for the agency today; if there is nobody, whoever has an account there and will be refused. Whose account is closed does not speak. */
export function speaker(realm: Realm, agency: string, role: Role | undefined, n: number): Actor | undefined {
  const { presence, members } = realm;
  const all = members.filter(({ person }) => !presence.isGone(person)).map(({ person }): Actor => ({ person, agency, roles: presence.acts(person, agency, realm.now()) })).filter(({ roles }) => roles.length > 0);
  const able = all.filter(({ roles }) => role === undefined || roles.includes(role));
  // One who is away speaks now and then.
  const there = n % 7 === 0 ? able : able.filter(({ person }) => presence.isThere(person, realm.now()));
  return of(there.length > 0 ? there : all, n);
}

export function say(realm: Realm, by: Actor | undefined, body: CompactCommandBody): void {
  if (by !== undefined) realm.take(`compact/${compactId}`, { ...compactCommandSchema.parse(body), by });
}
/** The coordinator who opens has the account of a working person: a life begins with somebody. */
export const opener: Actor = { person: 'n0-a', agency: 'n0', roles: ['COORDINATOR'] };
