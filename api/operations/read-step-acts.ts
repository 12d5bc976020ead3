import { z } from 'zod';
import { stepActSchema } from '#domain/case/schema.ts';
import { codeOf } from '#domain/playbook/names.ts';
import { readingOne } from '../route.ts';
import { stepCode } from '../shapes.ts';
import { stepActsShape } from '../shapes-acts.ts';
import { eyesOf, looksAlike } from '../views/alike.ts';
import { basesLeft, clockTold } from '../views/legal-clocks.ts';
import { stepActs } from '../views/possible-acts.ts';
import { unmetOf } from '../views/known.ts';
import { stepRow } from '../views/rows.ts';
import { resourceOf, stepSubject } from '../views/subjects.ts';

export const readStepActs = readingOne({
  id: 'read-step-acts',
  path: '/cases/{caseId}/steps/{step}/acts',
  summary: 'What I may do with a step',
  description: 'The acts that the policy lets me do and that make sense as the step stands now; whether I may offer it to another agency. The rules have the last word when an act is sent.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase(), step: stepCode }),
  answer: stepActsShape,
  action: 'step.read',
  parts: ['step.read-signal', ...stepActSchema.options.map(({ shape }) => `step.${shape.act.value}`), 'hand-off.propose'],
  subject: (ask, actor, { caseId, step }) => stepSubject(ask, actor, caseId, step),
  read: async (asker, { params }, subject) => {
    const { ask, actor, deps } = asker;
    const row = await stepRow(ask, subject.ledger, params.step);
    const playbook = await deps.playbooks.told(ask, row.playbookId, row.playbookVersion);
    const resource = resourceOf(subject);
    const definition = playbook?.steps.find(({ code }) => code === codeOf(params.step));
    const clock = clockTold(row.clock, playbook);
    const left = basesLeft(row.clock, clock);
    const possible = stepActs(row, definition, actor.person, { isOperation: playbook?.operation?.step === params.step, clock, leavesOut: left.length > 0 });
    const plans = (survivorAsked: boolean): boolean => deps.authoriser.allows(actor, { action: 'step.schedule-statement', resource, context: { survivorAsked } });
    const askedBy = possible.includes('schedule-statement') ? [...(plans(false) ? ['TEAM' as const] : []), ...(plans(true) ? ['SURVIVOR' as const] : [])] : [];
    const acts = possible.filter((act) => (act === 'schedule-statement' ? askedBy.length > 0 : deps.authoriser.allows(actor, { action: `step.${act}`, resource })));
    const isOpen = !['DONE', 'NOT_APPLICABLE', 'CANCELLED'].includes(row.state);
    const handOff = isOpen && row.handOff === null && row.accountable === actor.agency && deps.authoriser.allows(actor, { action: 'hand-off.propose', resource });
    const completes = acts.includes('complete');
    const options = completes ? (definition?.decides?.options ?? []).map(({ option, title }) => ({ option, title })) : [];
    const missing = completes ? await unmetOf(ask, row, playbook) : [];
    const bases = acts.includes('exclude') ? (clock?.exclusions ?? []).map(({ basis, title }) => ({ code: basis, title })) : acts.includes('include') ? [...left] : [];
    const lengthenings = acts.includes('extend') ? (clock?.extensions ?? []).map(({ extension, title }) => ({ code: extension, title })) : [];
    const body = { acts: [...acts], askedBy, handOff, options, missing: [...missing], bases, lengthenings };
    return { body, ...(!looksAlike(row, await eyesOf(asker, resource, row)) && { rev: row.rev }) };
  },
});
