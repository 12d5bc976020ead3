/** The victims of a case, by their names in it, and a form that opens the file of another. */
import type { z } from 'zod';
import type { Role } from '#domain/terms.ts';
import { readCase } from '../operations/read-case.ts';
import { listVictims, openVictim } from '../people/open-victim.ts';
import { victimsShape } from '../people/shapes.ts';
import { caseShape } from '../shapes.ts';
import { bodyOf, fieldsOf } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';

const fields = fieldsOf(openVictim.body as z.ZodObject, ['age', 'circumstances']).map((field) => ({ ...field, label: 'Her name in this case', hint: 'V1, V2 and so on: the next that was never given. Never a real name. Nobody decided her age yet: she is treated as a child.' }));

/** Who opens a file; for everybody else the form would only lead to a refusal. */
const openers: readonly Role[] = ['COORDINATOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST'];

export const victimsPage: Page = {
  path: paths.victims(':caseId'),
  template: 'victims',
  async show(visit) {
    const { caseId = '' } = visit.params;
    const [{ body: whole }, { body: list }] = await Promise.all([visit.read(readCase, caseShape, { caseId }), visit.read(listVictims, victimsShape, { caseId })]);
    return {
      title: 'Survivors of this case', codeName: whole.codeName, caseHref: paths.case(caseId), here: paths.victims(caseId), fields, opens: visit.me.roles.some((role) => openers.includes(role)),
      victims: list.victims.map(({ id, pseudonym }) => ({ pseudonym, href: paths.victim(id) })),
    };
  },
  async wish(visit, entries) {
    const { caseId = '' } = visit.params;
    return { operation: openVictim, params: { caseId }, body: bodyOf(fields, entries), said: 'victim.open', next: ({ headers }) => `/desk${headers['Location'] ?? paths.victims(caseId)}` };
  },
};
