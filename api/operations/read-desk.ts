import { z } from 'zod';
import { isAway } from '#domain/reach/chairs.ts';
import { roles } from '#domain/terms.ts';
import { deskShape } from '../desk-shapes.ts';
import { readingOne } from '../route.ts';
import { agencyId } from '../shapes.ts';
import { deskSubject } from '../views/subjects.ts';
import { absencesOf, spanOf, type SpanColumns } from '../views/desk.ts';

interface Person {
  readonly person: string;
  readonly active: boolean;
  readonly roles: readonly string[];
}
interface Standing extends SpanColumns {
  readonly id: string;
  readonly person: string;
  readonly deputy: string;
  readonly roles: readonly string[];
}

const known = (held: readonly string[]) => roles.filter((role) => held.includes(role));

export const readDesk = readingOne({
  id: 'read-agency',
  path: '/agencies/{agency}/desk',
  summary: 'Who is there',
  description: 'The people of my agency with the roles they act in today; who is away, stands in for somebody, or plays a part here, now or later. Why somebody is away is not kept.',
  params: z.strictObject({ agency: agencyId }),
  answer: deskShape,
  action: 'agency.read',
  subject: async (_ask, _actor, { agency }) => deskSubject(agency),
  read: async ({ ask, actor }, { params: { agency } }) => {
    const { now, exercise } = actor;
    const people = await ask<Person>`
      select p.id as person, is_active(p.id, ${now}::timestamptz) as active, roles_at(p.id, ${agency}, ${now}::timestamptz) as roles from person p
       where p.exercise_id is not distinct from ${exercise}::uuid
         and (p.agency_id = ${agency} or exists (select 1 from hat h where h.person = p.id and h.agency = ${agency} and (h.until_at is null or h.until_at > ${now}::timestamptz)))
       order by p.id limit 500`;
    const absences = await absencesOf(ask, agency, now);
    const deputies = await ask<Standing>`select id, person, deputy, roles, from_at, until_at from deputy where agency_id = ${agency} and (until_at is null or until_at > ${now}::timestamptz) order by from_at, id limit 500`;
    const parts = await ask<Standing>`select id, person, roles, from_at, until_at from hat where agency_id = ${agency} and (until_at is null or until_at > ${now}::timestamptz) order by from_at, id limit 500`;
    const chairs = { people: [], absences, deputies: [], shifts: [] };
    return {
      body: {
        agency,
        people: people.map(({ person, active, roles: held }) => ({ person, roles: known(held), active, away: isAway(chairs, person, now) })),
        absences: [...absences],
        deputies: deputies.map(({ id, person, deputy, roles: held, ...span }) => ({ id, person, deputy, roles: known(held), ...spanOf(span) })),
        parts: parts.map(({ id, person, roles: held, ...span }) => ({ id, person, roles: known(held), ...spanOf(span) })),
      },
    };
  },
});
