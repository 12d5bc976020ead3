import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ageFields, circumstances } from '#domain/victim/identity/schema.ts';
import { pseudonym } from '#domain/victim/standing/schema.ts';
import type { CaseResource } from '../policies/authorise.ts';
import type { Actor, Ask } from '../actor.ts';
import { acting, readingOne } from '../route.ts';
import { caseSubject, ledgerOf, resourceOf, type Subject } from '../views/subjects.ts';
import { victimSubjects } from './subjects.ts';
import { readVictim } from './read-victim.ts';
import { victimActed, victimsShape } from './shapes.ts';

const params = z.strictObject({ caseId: z.uuid().toLowerCase() });

/** The case, and the playbook whose rules will hold for her. */
async function caseWithPlaybook(ask: Ask, actor: Actor, caseId: string): Promise<Subject<CaseResource> | undefined> {
  const subject = await caseSubject(ask, actor, caseId);
  const [row] = await ask<{ playbook_id: string; playbook_version: number }>`select playbook_id, playbook_version from case_view where id = ${caseId}::uuid`;
  return subject && row && { ...subject, playbook: { id: row.playbook_id, version: row.playbook_version } };
}

export const openVictim = acting({
  id: 'open-victim',
  path: '/cases/{caseId}/victims',
  summary: 'Open the file of a victim',
  description: 'Under a pseudonym of this case: V1, V2 and so on. Her name, how she may be reached and all else about her are papers of the file, each under its data class. Without a decision on her age child rules hold, and what is owed to a child at once is owed from now on.',
  status: 201,
  params,
  body: z.strictObject({ as: pseudonym, age: z.strictObject(ageFields).optional(), circumstances: circumstances.optional() }),
  answer: victimActed,
  actions: ['victim.open'],
  asks: () => ({ action: 'victim.open' }),
  sees: 'case.read',
  subject: (ask, actor, given) => caseWithPlaybook(ask, actor, given.params.caseId),
  intend: ({ body }, { id, lead, playbook }) => {
    if (playbook === undefined) throw new Error('a case has no playbook');
    const victim = randomUUID();
    return { ledger: `victim/${victim}`, keeper: `victim/${victim}`, body: { type: 'open-victim', victim, case: id, lead, ...body, playbook }, texts: [] };
  },
  refusals: ['FILE_EXISTS', 'PLAYBOOK_UNKNOWN', 'AGENCY_UNKNOWN', 'PSEUDONYM_TAKEN', 'PERSON_AWAY', 'AGE_DECISION_REQUIRED', 'BIRTH_DATE_REQUIRED', 'BIRTH_DATE_AHEAD'],
  shows: { operation: readVictim, params: (_given, stored) => ({ victimId: stored.type === 'open-victim' ? stored.victim : '' }), location: ({ victimId }) => `/victims/${victimId}` },
});

export const listVictims = readingOne({
  id: 'list-victims',
  path: '/cases/{caseId}/victims',
  summary: 'List the victims of a case',
  description: 'By their pseudonyms in this case: those whose file you may read.',
  params,
  answer: victimsShape,
  classes: { victims: 'D3' },
  action: 'victim.list',
  parts: ['victim.read'],
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async ({ ask, may }, { params: { caseId } }) => {
    const rows = await ask<{ id: string; pseudonym: string }>`
      select v.id, i.pseudonym from involvement_view i join victim_view v on v.ledger_id = i.ledger_id
       where i.case_ledger = ${ledgerOf(caseId)} and i.until_at is null order by length(i.pseudonym), i.pseudonym limit 1000`;
    // How many there are, and under which names, is of data class D3, too.
    const hers = await victimSubjects(ask, rows.map(({ id }) => id));
    const seen = new Set(hers.filter((subject) => may('victim.read', resourceOf(subject))).map(({ id }) => id));
    return { body: { victims: rows.filter(({ id }) => seen.has(id)) } };
  },
});
