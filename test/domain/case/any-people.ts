/** People of random lives, and what they pick. */
import type { Actor } from '#domain/facts.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import type { Body, World } from './world.ts';

export type Said = readonly [Actor, Body];
export const HOUR_MS = 3_600_000;
export const of = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
export const person = (agency: string, n: number): Actor => ({ person: `${agency}-p${n % 2}`, agency, roles: ['COORDINATOR'] });
export const dayIn = (world: World, days: number): string => laterBy(world.now(), days * 24 * HOUR_MS).slice(0, 10);
