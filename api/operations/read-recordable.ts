import { z } from 'zod';
import { readingOne } from '../route.ts';
import { bounded, code } from '../shapes.ts';
import { eyesOf } from '../views/alike.ts';
import { subjectsIn } from '../views/known.ts';
import { caseSubject, resourceOf } from '../views/subjects.ts';

const label = z.string().max(5);
const recordable = z.strictObject({
  fact: code, title: z.string().max(200), is: z.enum(['day', 'instant', 'code']),
  values: bounded(code).meta({ description: 'Which codes it can have; empty for a day or an instant' }),
  about: bounded(label).meta({ description: 'Of whom it may be said; empty where it is said of the case' }),
});
export const recordableShape = z.strictObject({
  facts: bounded(recordable),
  names: z.boolean().meta({ description: 'Whether I may name a suspect or a charge' }),
  suspects: bounded(label).meta({ description: 'Whose charges may be named' }),
});
const codesOf = { 'yes-no': ['YES', 'NO'], 'yes-no-unsure': ['YES', 'NO', 'UNSURE'] } as const;

export const readRecordable = readingOne({
  id: 'read-recordable',
  path: '/cases/{caseId}/recordable',
  summary: 'What I may record of a case',
  description: 'The facts that the playbook lets my roles record without a form, of the case or of whom its steps stand for; and whether I may name a suspect or a charge. What is known already stands with the case. The rules have the last word.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: recordableShape,
  action: 'case.read',
  parts: ['case.record-fact', 'case.name-subject'],
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (asker, _given, subject) => {
    const { ask, actor, deps, may } = asker;
    const resource = resourceOf(subject);
    const [pinned] = await ask<{ playbookId: string; playbookVersion: number }>`select playbook_id as "playbookId", playbook_version as "playbookVersion" from case_view where ledger_id = ${subject.ledger}`;
    if (pinned === undefined) return undefined;
    const told = await deps.playbooks.told(ask, pinned.playbookId, pinned.playbookVersion);
    const { depth } = await eyesOf(asker, resource, pinned);
    const named = depth.reads('D2') ? await subjectsIn(ask, subject.ledger) : [];
    const victims = await ask<{ label: string }>`select pseudonym as label from involvement_view where case_ledger = ${subject.ledger} and until_at is null order by length(pseudonym), pseudonym`;
    const labelsOf = (kind: string): string[] => (kind === 'victim' ? victims : named.filter((one) => one.kind === kind)).map((one) => one.label);
    const mine = may('case.record-fact', resource) ? (told?.facts ?? []).filter(({ recordedBy = [] }) => recordedBy.some((role) => actor.roles.includes(role))) : [];
    const facts = mine.flatMap(({ fact, title, of = 'case', is }) => {
      const about = of === 'case' ? [] : labelsOf(of);
      if (of !== 'case' && about.length === 0) return [];
      return [{ fact, title, about, ...(is === 'day' || is === 'instant' ? { is, values: [] } : { is: 'code' as const, values: [...(typeof is === 'string' ? codesOf[is] : is)] }) }];
    });
    return { body: { facts, names: may('case.name-subject', resource), suspects: labelsOf('suspect') } };
  },
});
