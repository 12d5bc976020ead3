import { z } from 'zod';
import { reading } from '../route.ts';
import { bounded, code, instant } from '../shapes.ts';
import { legalClockShape } from '../shapes-clocks.ts';
import { eyesOf } from '../views/alike.ts';
import { stepAnswer } from '../views/answers.ts';
import { knownOf, subjectsIn } from '../views/known.ts';
import { caseSubject, resourceOf } from '../views/subjects.ts';

const label = z.string().max(5);
const said = z.strictObject({ fact: code, title: z.string().max(200), value: z.string().max(40), about: label, occurredAt: instant.optional() });
export const proceedingsShape = z.strictObject({
  suspects: bounded(z.strictObject({
    suspect: label,
    charges: bounded(label),
    known: bounded(said).meta({ description: 'Custody, filing, hearings, the trial they are set for, verdict and sentence, of the suspect and of each charge, as far as its data class is yours to read' }),
    clocks: bounded(z.strictObject({ step: z.string().max(40), title: z.string().max(200), state: code, due: instant.optional(), clock: legalClockShape })).meta({ description: 'Each legal clock with its own end, the one that is shared, the days used, and what was left out on which basis' }),
  })),
});

/** As many steps as a case of a hundred suspects may have. */
const MOST = 5_000;

export const readProceedings = reading({
  id: 'read-proceedings',
  path: '/cases/{caseId}/proceedings',
  summary: 'Where the proceedings stand against each suspect',
  description: 'For each suspect what is known of them and of their charges, and their legal clocks: the day each ends by itself and, where several are tried together, the day they share; the days used, and each exclusion with its basis. A date of a period that no lawyer has read against its source says so.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: proceedingsShape,
  action: 'case.read',
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (reader, { params }, subject) => {
    const { tx, ask, deps } = reader;
    const shell = await tx.caseView.findUniqueOrThrow({ where: { id: params.caseId } });
    const sees = await eyesOf(reader, resourceOf(subject), shell);
    if (!sees.depth.reads('D2')) return { body: { suspects: [] } };
    const told = await deps.playbooks.told(ask, shell.playbookId, shell.playbookVersion);
    const titleOf = await deps.playbooks.titles(ask, shell.playbookId, shell.playbookVersion);
    const named = await subjectsIn(ask, subject.ledger);
    const facts = await knownOf(reader, subject.ledger, told, sees.depth);
    const rows = await tx.stepView.findMany({ where: { ledgerId: subject.ledger, subject: { in: named.map((one) => one.label) } }, orderBy: { code: 'asc' }, take: MOST });
    const steps = rows.flatMap((row) => { const step = stepAnswer(row, titleOf, sees); return step === undefined ? [] : [{ of: row.subject, step }]; });
    const suspects = named.filter(({ kind }) => kind === 'suspect').map((one) => {
      const charges = named.filter(({ suspect }) => suspect === one.label).map((charge) => charge.label);
      const mine = [one.label, ...charges];
      const known = facts.flatMap(({ fact, title, value, about, occurredAt }) => (about === undefined || !mine.includes(about) ? [] : [{ fact, title, value, about, ...(occurredAt !== undefined && { occurredAt }) }]));
      const clocks = steps.flatMap(({ of, step }) => (of === null || !mine.includes(of) || !('clock' in step) || step.clock === undefined ? [] : [{ step: step.step, title: step.title ?? step.step, state: step.state ?? '', clock: step.clock, ...('due' in step && step.due !== undefined && { due: step.due }) }]));
      return { suspect: one.label, charges, known, clocks };
    });
    return { body: { suspects } };
  },
});
