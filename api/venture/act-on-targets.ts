import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { normalForm } from '#domain/venture/target/kinds.ts';
import { targetActs, targetActSchema } from '#domain/venture/target/schema.ts';
import { matterOf } from '../matters/records.ts';
import { Problem } from '../problems.ts';
import { acting } from '../route.ts';
import { readTargets } from './read-targets.ts';
import { targetsActed } from './shapes.ts';

const [contact, register, withdraw] = targetActSchema.options;
/** Whoever registers something says that it is not hers: a victim's telephone, account or door is never matched. */
export const targetBody = z.discriminatedUnion('act', [
  contact, register.omit({ target: true, value: true }).extend({ value: z.string().min(5).max(80), notOfAVictim: z.literal(true) }), withdraw,
]);

export const actOnTargets = acting({
  id: 'act-on-targets',
  path: '/cases/{caseId}/targets/acts',
  summary: 'Have a target matched blindly with those of other teams',
  description: 'Things of a venture and of its suspects: an account, a telephone, a vehicle, a site, a channel, a company, each in the form of its kind; never a name, a hash of one, or anything of a victim. What is written is sealed for this team; elsewhere only a keyed mark of it is kept, which nobody reads. If another team has registered the same, each side is told whom to call, and nothing else; the answer to this request says nothing of it, whether or not.',
  status: 200,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: targetBody,
  answer: targetsActed,
  actions: targetActs.map((act) => `venture.${act}`),
  asks: ({ act }) => ({ action: `venture.${act}` }),
  sees: 'venture.read',
  subject: (ask, _actor, { params }) => matterOf(ask, 'venture', params.caseId),
  intend: ({ params: { caseId }, body: said }, { ledger, keeper }) => {
    if (said.act !== 'register-target') return { ledger, keeper, body: { type: 'target', act: said }, texts: [] };
    const { act, node, kind } = said;
    const normal = normalForm(kind, said.value);
    if (normal === undefined) throw new Problem('TARGET_UNFIT');
    const target = randomUUID();
    const text = { id: randomUUID(), field: 'value', text: said.value, class: 'D10' as const, owner: `case/${caseId}`, paper: target };
    return { ledger, keeper, body: { type: 'target', act: { act, node, kind, target, value: text.id } }, texts: [text], mark: { target, of: `case/${caseId}`, normal: `${kind} ${normal}` } };
  },
  refusals: ['NOT_ON_THE_TEAM', 'CASE_PHASE', 'CASE_FULL', 'NO_RULES_OF_DECONFLICTION', 'NO_CONTACT_NAMED', 'TARGET_UNFIT', 'REPORT_NOT_MATCHED', 'TARGETS_SPENT'],
  shows: { operation: readTargets, params: ({ params }) => params },
});
