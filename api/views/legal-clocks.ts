/** A legal clock that runs on a step, as people are told of it: its version of the law, who has read that, and how many of its days are used. */
import { z } from 'zod';
import { daysOfClock, endOfClock, type RunningClock } from '#domain/playbook/clock/clock.ts';
import { durationSchema } from '#domain/time/schema.ts';
import type { Calendar } from '#domain/time/calendar.ts';
import { localDateOf } from '#domain/time/civil-time.ts';
import { dueOf } from '#domain/time/deadline.ts';
import { parseDuration } from '#domain/time/duration.ts';
import type { legalClockShape } from '../shapes-clocks.ts';
import type { ClockTold, Told } from './playbooks.ts';

/** As the read model keeps it. */
const kept = z.object({
  clock: z.string(), from: z.string().optional(), length: durationSchema, start: z.string(), zone: z.string(), back: z.literal(true).optional(),
  excluded: z.array(z.object({ basis: z.string(), from: z.string(), to: z.string() })), extended: z.array(z.object({ extension: z.string(), by: durationSchema })),
  joint: z.object({ with: z.array(z.string()), end: z.string() }).optional(),
  including: z.object({ basis: z.string(), from: z.string(), to: z.string() }).optional(),
});

/** The bases on which its days are left out now. */
export function basesLeft(row: unknown, told: ClockTold | undefined): readonly { readonly code: string; readonly title: string }[] {
  const running = kept.safeParse(row);
  const codes = new Set(running.success ? running.data.excluded.map(({ basis }) => basis) : []);
  return [...codes].map((code) => ({ code, title: told?.exclusions?.find(({ basis }) => basis === code)?.title ?? code }));
}

export function clockTold(row: unknown, told: Pick<Told, 'clocks'> | undefined): ClockTold | undefined {
  const running = kept.safeParse(row);
  return running.success ? told?.clocks?.find(({ clock }) => clock === running.data.clock) : undefined;
}

/** Undefined where none runs. A clock that the playbook does not know any more is told by what runs, unverified. */
export function legalClock(row: unknown, told: Pick<Told, 'clocks'>, now: string): z.input<typeof legalClockShape> | undefined {
  const parsed = kept.safeParse(row);
  if (!parsed.success) return undefined;
  const { zone, from, back, joint, including, ...rest } = parsed.data;
  const running = { ...rest, ...(back === true && { back }) };
  const definition = clockTold(row, told);
  const version = definition?.versions.find((each) => each.from === from);
  const review = version?.review ?? 'unverified: counsel';
  // Working days need the holidays of whoever holds it: of a clock that counts them only the date is told.
  const calendar = { zone, holidays: [], closesAt: '17:00', weekend: [] };
  const titled = <T extends { readonly basis: string }>(each: T) => ({ ...each, title: definition?.exclusions?.find(({ basis }) => basis === each.basis)?.title ?? each.basis });
  const days = parseDuration(running.length).unit === 'wd' ? undefined : daysOfClock(running, localDateOf(now, zone), calendar);
  return {
    clock: running.clock, title: definition?.title ?? running.clock, length: running.length, started: running.start, source: version?.source ?? '', review: reviewed(review),
    ...(from !== undefined && { versionFrom: from }), ...(days !== undefined && { usedDays: days.used, remainingDays: days.left, ownEnd: ownEnd(running, calendar, now) }),
    ...(joint !== undefined && { joint: { ...joint, with: [...joint.with], review: reviewed(definition?.joint?.review) } }),
    exclusions: running.excluded.map(titled), ...(including !== undefined && { including: titled(including) }),
    extensions: running.extended.map(({ extension }) => ({ extension, title: definition?.extensions?.find((each) => each.extension === extension)?.title ?? extension })),
  };
}

type Review = NonNullable<ClockTold['versions'][number]['review']>;
const reviewed = (review: Review = 'unverified: counsel'): string => (typeof review === 'string' ? review : `${review.by}, ${review.on}`);

/** The last day of the clock itself, whoever else is tried. */
function ownEnd(clock: RunningClock, calendar: Calendar, now: string): string {
  const { rule, start } = endOfClock(clock, calendar, now);
  return typeof rule !== 'string' && 'on' in rule ? rule.on : localDateOf(dueOf(rule, start, calendar), calendar.zone);
}

/** Without what would tell from when it counts: the day, and the days that can be counted back to it. */
export function withoutBeginning({ started: _started, usedDays: _used, remainingDays: _left, versionFrom: _from, ownEnd: _end, ...rest }: z.input<typeof legalClockShape>): z.input<typeof legalClockShape> {
  return rest;
}
