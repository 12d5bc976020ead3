import { z } from 'zod';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { eventShape, pageOf } from '../shapes.ts';
import { asDeepAs, eventAnswers, tracksOf } from '../views/events.ts';
import { eventsAlike, eyesOf } from '../views/alike.ts';
import { caseSubject, resourceOf } from '../views/subjects.ts';

const position = z.int32().nonnegative();
export const readTimeline = reading({
  id: 'read-timeline',
  path: '/cases/{caseId}/timeline',
  summary: 'Read what happened in a case',
  description: 'Every fact in the order it was recorded, with codes only; what follows from her word only for those who are told it. `by` is a person, or `clock` for what time did.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  query: z.strictObject(pageQuery),
  answer: pageOf(eventShape),
  action: 'case.timeline',
  parts: ['step.read-signal'],
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (reader, { query }, subject) => {
    const { ledger } = subject;
    const after = positionOf(position, query.cursor);
    const rows = reader.may('step.read-signal', resourceOf(subject))
      ? await reader.tx.event.findMany({ where: { ledgerId: ledger, ...(after !== undefined && { seq: { gt: after } }) }, orderBy: { seq: 'asc' }, take: query.limit + 1 })
      : await eventsAlike(reader, ledger, after ?? 0, query.limit + 1);
    const page = pageFrom(await eventAnswers(reader, rows), query.limit, ({ seq }) => seq, (event) => event);
    const eyes = await eyesOf(reader, resourceOf(subject), await reader.tx.caseView.findUniqueOrThrow({ where: { ledgerId: ledger } }));
    return { body: { items: [...asDeepAs(page.items, eyes, await tracksOf(reader, ledger))], next: page.next } };
  },
});
