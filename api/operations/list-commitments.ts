import { z } from 'zod';
import { pageFrom, pageQuery, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { commitmentShape, pageOf } from '../shapes.ts';
import { commitmentAnswer, commitmentRows } from '../views/commitments.ts';
import { eyesIn } from '../views/readable.ts';
import { caseSubject } from '../views/subjects.ts';

const position = z.uuid();

export const listCommitments = reading({
  id: 'list-commitments',
  path: '/cases/{caseId}/commitments',
  summary: 'List what agencies promised for a case',
  description: 'Every commitment of the case, the oldest first, ended ones too; `open=true` leaves those out.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  query: z.strictObject({ ...pageQuery, open: z.enum(['true', 'false']).optional() }),
  answer: pageOf(commitmentShape),
  action: 'case.commitments',
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (reader, { query }, { ledger }) => {
    const { ask } = reader;
    const sees = (await eyesIn(reader, [ledger])).get(ledger);
    const rows = await commitmentRows(ask, { caseLedger: ledger }, { openOnly: query.open === 'true', after: positionOf(position, query.cursor), limit: query.limit + 1 });
    const page = pageFrom(rows, query.limit, ({ id }) => id, (row) => commitmentAnswer(row, sees));
    return { body: { items: [...page.items], next: page.next } };
  },
});
