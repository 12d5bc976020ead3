import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CommandOf } from '#domain/case/command.ts';
import { conferenceDecisions, tracks } from '#domain/terms.ts';
import { acting } from '../route.ts';
import { agencyId, caseActed, freeText } from '../shapes.ts';
import { textOf, type Text } from '../vault.ts';
import { caseSubject } from '../views/subjects.ts';
import { promisedBody, promisedOf } from './promise.ts';
import { readCase } from './read-case.ts';
import { personId } from '#domain/schema.ts';

const [deliverable, response, resource] = promisedBody.options;
const owner = { owner: personId.optional() };

export const holdConference = acting({
  id: 'hold-conference',
  path: '/cases/{caseId}/conferences',
  summary: 'Record a case conference',
  description: 'Who was there, what was decided on which tracks, and the minutes: each is a promise with a date, and whoever is named as its owner and was there has promised; an agency that nobody spoke for is asked. A decision moves the tracks it names. All of it is recorded or nothing; `minute` in a refusal says which one it was.',
  status: 201,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: z.strictObject({
    attendance: z.array(z.strictObject({ agency: agencyId, people: z.array(personId).max(20) })).min(1).max(40),
    decisions: z.array(z.strictObject({ decision: z.enum(conferenceDecisions), tracks: z.array(z.enum(tracks)).max(tracks.length), text: freeText })).max(20),
    minutes: z.array(z.discriminatedUnion('kind', [deliverable.extend(owner), response.extend(owner), resource.extend(owner)])).max(30),
  }),
  answer: caseActed,
  actions: ['conference.hold'],
  asks: () => ({ action: 'conference.hold' }),
  sees: 'case.read',
  subject: (ask, actor, { params }) => caseSubject(ask, actor, params.caseId),
  intend: ({ body: { attendance, decisions: said, minutes: promised } }, { ledger, keeper }) => {
    const texts: Text[] = [];
    const sealed = (text: Text): string => {
      texts.push(text);
      return text.id;
    };
    const decisions = said.map(({ text, ...decision }) => ({ ...decision, text: sealed(textOf('decision', text)) }));
    const minutes = promised.map(({ owner: by, ...minute }): CommandOf<'hold-conference'>['minutes'][number] => {
      const { text, ...promise } = promisedOf(minute);
      sealed(text);
      return { commitment: randomUUID(), ...promise, ...(by !== undefined && { owner: by }) };
    });
    return { ledger, keeper, body: { type: 'hold-conference', attendance, decisions, minutes }, texts };
  },
  refusals: ['CASE_PHASE', 'CASE_FULL', 'NOT_THE_COORDINATOR', 'NOT_ON_THE_TEAM', 'NO_COMMITMENTS_HERE', 'DATE_IN_THE_PAST', 'DATE_TOO_FAR', 'PERIOD_BACKWARDS', 'VICTIM_PACED_NO_DATE', 'NOT_VICTIM_PACED', 'STEP_FINISHED', 'NOT_FOUND', 'COMMITMENT_STATE'],
  shows: { operation: readCase, params: ({ params }) => params, location: ({ caseId }) => `/cases/${caseId}/conference` },
});
