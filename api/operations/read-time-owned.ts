import { z } from 'zod';
import { seenCases } from '../boards/seen.ts';
import { timeOwned } from '../boards/time-owned.ts';
import { look } from '../measures/look.ts';
import { orderQuery, refuseOrder } from '../measures/outcomes.ts';
import { periodOf } from '../measures/period.ts';
import { reading } from '../route.ts';
import { instant } from '../shapes.ts';
import { timeOwnedShape } from '../shapes-boards.ts';
import { caseIdOf, deskSubject } from '../views/subjects.ts';

export const readTimeOwned = reading({
  id: 'read-time-owned',
  path: '/boards/time-owned',
  summary: 'Whose the time was',
  description: 'Hours of open steps in the period, agency by agency in alphabetical order: owned, and offered to it without an answer yet. What waits for the survivor, is protected or waits for somebody outside is left out. There is no other order, and none can be asked for.',
  query: z.strictObject({ from: instant.optional(), until: instant.optional(), ...orderQuery }),
  answer: timeOwnedShape,
  action: 'boards.read',
  refusals: ['OUTCOME_RANKING_REFUSED'],
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    refuseOrder(query);
    const period = periodOf(query, reader.actor.now);
    const seen = await seenCases(reader);
    const picture = await look({ ask: reader.ask, offersOf: reader.deps.playbooks.offers, ledgers: [...seen.keys()], ...period }, ['times']);
    const items = timeOwned(picture).map(({ cases, ...owned }) => ({ ...owned, cases: cases.map(caseIdOf) }));
    return { body: { from: new Date(period.from).toISOString(), until: new Date(period.until).toISOString(), items } };
  },
});
