/** The four doors to the access log: of her file, of a case, of all, and of what one did oneself. */
import { z } from 'zod';
import { dataClasses } from '#domain/terms.ts';
import { reading } from '../route.ts';
import { agencyId, pageOf, personId } from '../shapes.ts';
import { victimSubject } from '../people/subjects.ts';
import { caseSubject, deskSubject, ledgerOf, resourceOf } from '../views/subjects.ts';
import { accessShape } from './shapes.ts';
import { readersOf, trail, trailQuery } from './trail.ts';

const id = z.uuid().toLowerCase();

export const readAccessLog = reading({
  id: 'read-access-log',
  path: '/victims/{victimId}/access-log',
  summary: 'Read who opened the file of a victim',
  description: 'For who stands by her: which agency and role read or was refused what, when, and on what basis. Readers are numbers, for a printed log may be found; her counsel reads their names. Reading it is noted too.',
  params: z.strictObject({ victimId: id }),
  query: z.strictObject(trailQuery),
  answer: pageOf(accessShape),
  classes: { items: 'D19' },
  action: 'access.read-hers',
  parts: ['access.name-readers'],
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  read: async ({ ask, may }, { query }, subject) => {
    const readers = may('access.name-readers', resourceOf(subject)) ? undefined : await readersOf(ask, subject.ledger);
    return { body: await trail(ask, { ...query, ledger: subject.ledger }, readers) };
  },
});

export const reviewAccesses = reading({
  id: 'review-accesses',
  path: '/cases/{caseId}/access-log',
  summary: 'Review who read in a case',
  description: 'For the coordinator who leads: every reading of what is protected in the case and in the files of those in it, by agencies of the case, and every refusal.',
  params: z.strictObject({ caseId: id }),
  query: z.strictObject(trailQuery),
  answer: pageOf(accessShape),
  classes: { items: 'D19' },
  action: 'access.review',
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async ({ ask }, { params: { caseId }, query }) => ({ body: await trail(ask, { ...query, caseLedger: ledgerOf(caseId) }) }),
});

export const auditAccesses = reading({
  id: 'audit-accesses',
  path: '/audit/accesses',
  summary: 'Audit who saw what',
  description: 'For auditors and privacy officers: the whole trail without any content. Who saw this paper, this class, this person, between two instants, and on what basis. Inside an exercise, that of the exercise.',
  query: z.strictObject({
    ...trailQuery, person: personId.optional(), agency: agencyId.optional(), victim: id.optional(), case: id.optional(), class: z.enum(dataClasses).optional(), paper: id.optional(),
    basis: id.optional().meta({ description: 'A consent or an assignment, by its id' }), outcome: z.enum(['READ', 'DENIED']).optional(),
  }),
  answer: pageOf(accessShape),
  classes: { items: 'D19' },
  action: 'access.audit',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ ask, opened }, { query: { victim, case: caseId, basis, ...query } }) => {
    const ledger = victim === undefined ? caseId && ledgerOf(caseId) : `victim/${victim}`;
    if (ledger !== undefined) opened({ ledger, class: 'D19' });
    return { body: await trail(ask, { ...query, ledger, basisId: basis }) };
  },
});

export const readOwnAccesses = reading({
  id: 'read-own-accesses',
  path: '/me/accesses',
  summary: 'Read what I opened',
  description: 'What the log holds of me: what I read of protected classes, and what I was refused.',
  query: z.strictObject(trailQuery),
  answer: pageOf(accessShape),
  action: 'access.read-own',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async ({ ask, actor }, { query }) => ({ body: await trail(ask, { ...query, person: actor.person }) }),
});
