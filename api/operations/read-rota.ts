import { gapsOf } from '#domain/agency/rota.ts';
import { isAway, runsAt } from '#domain/reach/chairs.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { rotaShape } from '../desk-shapes.ts';
import { readingOne } from '../route.ts';
import { absencesOf } from '../views/desk.ts';
import { deskSubject } from '../views/subjects.ts';

/** An uncovered hour is shown a week ahead (domain 5c). */
const WEEK_MS = 7 * 24 * 3_600_000;

interface Row {
  readonly person: string;
  readonly from_at: Date;
  readonly until_at: Date;
}

export const readRota = readingOne({
  id: 'read-rota',
  path: '/rota',
  summary: 'Who is on duty',
  description: 'The duty rota of my agency from now on, and the hours of the next seven days that nobody covers. Who is away covers nothing.',
  answer: rotaShape,
  action: 'rota.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ ask, actor: { agency, now } }) => {
    // The shift that ended last shows where the rota ends, be that in the past.
    const rows = await ask<Row>`
      select person, from_at, until_at from shift where agency_id = ${agency} and from_at < until_at
         and (until_at > ${now}::timestamptz or until_at = (select max(until_at) from shift where agency_id = ${agency} and from_at < until_at)) order by from_at, person limit 500`;
    const shifts = rows.map(({ person, from_at: from, until_at: until }) => ({ agency, person, from: from.toISOString(), until: until.toISOString() }));
    const absences = await absencesOf(ask, agency, now);
    const chairs = { people: [], absences, deputies: [], shifts };
    const ahead = gapsOf(shifts, absences).filter(({ from, until }) => from < laterBy(now, WEEK_MS) && (until === undefined || until > now));
    return {
      body: {
        agency,
        onDuty: [...new Set(shifts.filter((shift) => runsAt(shift, now) && !isAway(chairs, shift.person, now)).map(({ person }) => person))],
        shifts: shifts.filter(({ until }) => until > now).map(({ person, from, until }) => ({ person, from, until })),
        uncovered: [...ahead],
      },
    };
  },
});
