import { z } from 'zod';
import { reading } from '../route.ts';
import { packetShape } from '../shapes.ts';
import { eyesOf } from '../views/alike.ts';
import { finishedStepStates, openHandOffStates, stepAnswer, wholeHandOff } from '../views/answers.ts';
import { withAdded } from '../views/playbooks.ts';
import { caseSubject, resourceOf } from '../views/subjects.ts';

const MOST = 1_000;

export const readPacket = reading({
  id: 'read-packet',
  path: '/cases/{caseId}/packet',
  summary: 'What comes with the work',
  description: 'For whoever takes work over: what my agency holds of the case today, with its dates, promises and hand-offs. Made from the record when it is read. The successor acknowledges it on the step (`acknowledge-packet`).',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: packetShape,
  action: 'case.packet',
  parts: ['step.read-signal'],
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (reader, { params }, subject) => {
    const { tx, ask, deps, actor } = reader;
    const { ledger } = subject;
    const { agency } = actor;
    const shell = await tx.caseView.findUniqueOrThrow({ where: { id: params.caseId } });
    const steps = await tx.stepView.findMany({ where: { ledgerId: ledger, state: { notIn: finishedStepStates }, OR: [{ holder: agency }, { accountable: agency }] }, orderBy: { code: 'asc' }, take: MOST });
    const handOffs = await tx.handOffView.findMany({ where: { ledgerId: ledger, state: { in: openHandOffStates }, OR: [{ sender: agency }, { receiver: agency }] }, orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }], take: MOST });
    const promises = await tx.commitmentView.findMany({ where: { caseLedger: ledger, agency, endedAt: null }, orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }], take: MOST });
    const titleOf = await withAdded(await deps.playbooks.titles(ask, shell.playbookId, shell.playbookVersion), { ask, vault: deps.vault }, steps);
    const sees = await eyesOf(reader, resourceOf(subject), shell);
    return {
      body: {
        caseId: params.caseId, codeName: shell.codeName, agency,
        steps: steps.flatMap((step) => stepAnswer(step, titleOf, sees) ?? []),
        handOffs: handOffs.map((handOff) => wholeHandOff(handOff, titleOf)),
        promises: promises.map(({ id, kind, state, dueAt, step }) => ({ id, kind, state, ...(step !== null && { step }), ...(dueAt && { due: dueAt.toISOString() }) })),
        unacknowledged: steps.flatMap(({ code, packetFrom }) => (packetFrom === null ? [] : [code])),
      },
    };
  },
});
