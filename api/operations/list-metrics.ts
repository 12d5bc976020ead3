import { z } from 'zod';
import { measures } from '../measures/catalogue.ts';
import { orderQuery, refuseOrder } from '../measures/outcomes.ts';
import { reading } from '../route.ts';
import { measureShape } from '../shapes-measures.ts';
import { deskSubject } from '../views/subjects.ts';

export const listMetrics = reading({
  id: 'list-metrics',
  path: '/metrics',
  summary: 'List the metrics',
  description: 'What is measured of the cases you may see, each with its definition and its denominator. Commitments and flow are measured; outcomes are never ranked.',
  query: z.strictObject(orderQuery),
  answer: z.strictObject({ items: z.array(measureShape).max(100) }),
  action: 'metrics.read',
  refusals: ['OUTCOME_RANKING_REFUSED'],
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (_reader, { query }) => {
    refuseOrder(query);
    return { body: { items: measures.map(({ id, name, definition, denominator, over }) => ({ id, name, definition, denominator, over })) } };
  },
});
