import { z } from 'zod';
import { measures } from '../measures/catalogue.ts';
import { reading } from '../route.ts';
import { measureShape } from '../shapes-measures.ts';
import { deskSubject } from '../views/subjects.ts';

export const listMetrics = reading({
  id: 'list-metrics',
  path: '/metrics',
  summary: 'List the metrics',
  description: 'What is measured of the cases you may see, each with its definition and its denominator. Commitments and flow are measured; outcomes are never ranked.',
  answer: z.strictObject({ items: z.array(measureShape).max(100) }),
  action: 'metrics.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async () => ({ body: { items: measures.map(({ id, name, definition, denominator, over }) => ({ id, name, definition, denominator, over })) } }),
});
