/** A legal clock in sentences: by which law it runs and who has read that, what was left out, how many days are left, and a nearer date that waits for a second word. */
import type { z } from 'zod';
import type { legalClockShape } from '../shapes-clocks.ts';
import { listWords } from './words.ts';
import { dayWords } from './when.ts';

const unverified = 'unverified: counsel';

interface Timed {
  readonly clock?: z.output<typeof legalClockShape> | undefined;
  readonly nearer?: string | undefined;
}
interface Line {
  readonly about: string;
  readonly says: string;
}

export function tellClock({ clock, nearer }: Timed): readonly Line[] {
  const waits = nearer === undefined ? [] : [{ about: 'Waits', says: waitWords(nearer) }];
  if (clock === undefined) return waits;
  const { title, source, review, versionFrom, usedDays, remainingDays, exclusions, extensions, ownEnd, joint, including } = clock;
  const version = versionFrom === undefined ? '' : ` It holds for what begins on ${dayWords(versionFrom)} or later.`;
  const days = usedDays === undefined || remainingDays === undefined ? '' : ` ${daysWords(usedDays)} used, ${daysWords(remainingDays)} left.`;
  return [
    { about: 'Legal clock', says: clock.started === undefined ? `${title}.` : `${title}, since ${atWords(clock.started)}.${days}` },
    { about: 'The law', says: `${source}.${version} ${reviewWords(review)}` },
    ...exclusions.map(({ title: basis, from, to }) => ({ about: 'Left out', says: `From ${dayWords(from)} until it runs again on ${dayWords(to)}: ${basis}.` })),
    ...(extensions.length === 0 ? [] : [{ about: 'Lengthened', says: `${listWords(extensions.map((each) => each.title))}.` }]),
    ...(joint === undefined || ownEnd === undefined ? [] : [{ about: 'Tried together', says: `With ${listWords(joint.with)}: they share the latest of their own ends, ${atWords(joint.end)}. Its own end is ${atWords(ownEnd)}. ${reviewWords(joint.review)}` }]),
    ...(including === undefined ? [] : [{ about: 'Waits', says: `It was said that the days from ${dayWords(including.from)} until ${dayWords(including.to)} count after all (${including.title}). By that its date comes nearer, and a second person must say so too.` }]),
    ...waits,
  ];
}

/** Where a list shows the date alone. */
export const unverifiedWords = (step: object): string => ((step as Timed).clock?.review === unverified ? ' (unverified: ask counsel)' : '');

/** `TRIAL:` stands before the day where those who are tried together are others. */
const waitWords = (nearer: string): string =>
  nearer.startsWith('TRIAL:')
    ? `Others are tried together than before. By that its date comes nearer, to ${atWords(nearer.slice('TRIAL:'.length))}, and a second person must say so too.`
    : `It was said that it counts from ${atWords(nearer)}. By that its date comes nearer, and a second person must say so too.`;

const atWords = (of: string): string => dayWords(of.slice(0, 10));
const daysWords = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** False safety is worse than none: a period that nobody has read against its source says so wherever its date stands. */
const reviewWords = (review: string): string => (review === unverified ? 'Unverified: no lawyer has read this period against its source. Ask counsel before you rely on it.' : `Read by ${review}.`);
