import { z } from 'zod';
import { disclosableBy } from '#domain/paper/papers.ts';
import { readingOne } from '../route.ts';
import { resourceOf } from '../views/subjects.ts';
import { fileActNames } from './acts.ts';
import { victimActsShape } from './shapes.ts';
import { victimSubject } from './subjects.ts';

export const readVictimActs = readingOne({
  id: 'read-victim-acts',
  path: '/victims/{victimId}/acts',
  summary: 'What I may do with the file of a victim',
  description: 'The acts that the policy lets me do now, whether I may read who opened the file and what she said, and whether what I record could reach the defence. The rules have the last word when an act is sent.',
  params: z.strictObject({ victimId: z.uuid().toLowerCase() }),
  answer: victimActsShape,
  action: 'victim.read',
  parts: [...fileActNames.map((act) => `victim.${act}`), 'access.read-hers', 'victim.read-voice'],
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  read: async ({ may, ask, actor, deps }, _given, subject) => {
    const resource = resourceOf(subject);
    const acts = fileActNames.filter((act) => may(`victim.${act}`, resource));
    const [rules] = acts.includes('break-glass') ? await ask<{ id: string; version: number }>`select playbook_id as id, playbook_version as version from victim_view where ledger_id = ${subject.ledger}` : [];
    const glass = rules && (await deps.playbooks.glass(ask, rules.id, rules.version));
    return { body: { acts, log: may('access.read-hers', resource), voice: may('victim.read-voice', resource), disclosable: disclosableBy(actor).disclosable === true, ...(glass !== undefined && { glass }) } };
  },
});
