import { z } from 'zod';
import { agencyWorkShape } from '../desk-shapes.ts';
import { reading } from '../route.ts';
import { agencyId } from '../shapes.ts';
import { listed, MOST, type Piece } from '../views/open-work.ts';
import { deskSubject } from '../views/subjects.ts';

export const readAgencyWork = reading({
  id: 'read-agency-work',
  path: '/agencies/{agency}/open-work',
  summary: 'What would go back if the agency left',
  description: 'The dry run of `leave-agency`: every open step that my agency holds or is asked to take, the hand-offs to it and from it, what it has promised or is asked to promise, and its compacts. `leads` counts what stands in the way. Nothing is recorded.',
  params: z.strictObject({ agency: agencyId }),
  answer: agencyWorkShape,
  action: 'agency.open-work',
  subject: async (_ask, _actor, { agency }) => deskSubject(agency),
  read: async (reader, { params: { agency } }) => {
    const { exercise } = reader.actor;
    const pieces = await reader.ask<Piece>`
      select ledger_id as ledger, code as step, null as commitment, null as hand_off, null as plan, null as leads from step_view
       where holder = ${agency} and exercise_id is not distinct from ${exercise}::uuid and state not in ('DONE', 'NOT_APPLICABLE', 'CANCELLED')
      union all select ledger_id, null, id::text, null, null, null from commitment_view
       where (agency = ${agency} or offered_to = ${agency}) and exercise_id is not distinct from ${exercise}::uuid and ended_at is null
      union all select ledger_id, null, null, id::text, null, null from hand_off_view
       where (sender = ${agency} or receiver = ${agency}) and exercise_id is not distinct from ${exercise}::uuid and state not in ('COMPLETED', 'WITHDRAWN', 'KEPT_BY_SENDER', 'RETURNED_AFTER_ACCEPT')
      union all select p.ledger_id, null, null, null, null, p.agency from party_view p join compact_view c on c.ledger_id = p.ledger_id
       where p.agency = ${agency} and p.status = 'REQUIRED' and p.exercise_id is not distinct from ${exercise}::uuid and c.state <> 'ENDED'
      order by 1, 2, 3, 4 limit ${MOST}::int`;
    const [led] = await reader.ask<{ count: number }>`
      select ((select count(*) from case_view where agency_id = ${agency} and exercise_id is not distinct from ${exercise}::uuid and phase <> 'closed')
            + (select count(*) from compact_view where agency_id = ${agency} and exercise_id is not distinct from ${exercise}::uuid and state <> 'ENDED'))::int as count`;
    return { body: { agency, leads: led?.count ?? 0, ...(await listed(reader, pieces)) } };
  },
});
