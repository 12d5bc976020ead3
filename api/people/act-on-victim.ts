import { z } from 'zod';
import { refuseImages } from '../matters/images.ts';
import { acting } from '../route.ts';
import { actOf, fileActs, sentActSchema } from './acts.ts';
import { readVictim } from './read-victim.ts';
import { victimActed } from './shapes.ts';
import { victimSubject } from './subjects.ts';

export const actOnVictim = acting({
  id: 'act-on-victim',
  path: '/victims/{victimId}/acts',
  summary: 'Act on the file of a victim',
  description: 'Say who stands by her, record and withdraw consent, file papers of every data class, assign people to them.',
  status: 200,
  params: z.strictObject({ victimId: z.uuid().toLowerCase() }),
  body: sentActSchema,
  answer: victimActed,
  conditional: true,
  actions: fileActs.map(({ shape }) => `victim.${shape.act.value}`),
  asks: ({ act }) => ({ action: `victim.${act}` }),
  sees: 'victim.read',
  subject: (ask, _actor, { params }) => victimSubject(ask, params.victimId),
  intend: ({ body, expects }, { ledger, keeper }) => {
    refuseImages(...Object.values(body));
    const { act, texts } = actOf(body);
    return { ledger, keeper, body: { type: 'victim', act, ...(expects !== undefined && { rev: expects }) }, texts };
  },
  refusals: [
    'NOT_THE_COORDINATOR',
    'DECIDING_BODY_REQUIRED', 'AGE_DECISION_REQUIRED', 'BIRTH_DATE_REQUIRED', 'BIRTH_DATE_AHEAD', 'OF_AGE', 'UNDER_SUSPICION', 'PSEUDONYM_TAKEN', 'SAFE_CONTACT_REQUIRED', 'AGENCY_UNKNOWN', 'ROLE_NOT_HELD', 'PLAYBOOK_UNKNOWN',
    'IMAGE_CONTENT_REFUSED', 'FILE_ERASED', 'NOT_ON_THE_TEAM', 'PERSON_UNKNOWN', 'SUPERSEDES_ANOTHER', 'STALE', 'FILE_FULL', 'IN_THIS_CASE', 'PERIOD_BACKWARDS', 'DATE_IN_THE_PAST', 'PERSON_AWAY',
    'NOT_THE_OWNER', 'DUTY_HAS_AN_ACT', 'ANSWER_FROM_INSIDE', 'SHE_CHOSE_SILENCE', 'NO_PLAN_AGREED', 'SUPPORT_STAYS_OPEN',
    'CONSENT_PERIOD', 'CONSENT_CLASSES', 'CONSENT_GRANTOR', 'CONSENT_UNEXPLAINED', 'GLASS_REASONS', 'KEPT_OUTSIDE', 'TWO_PEOPLE_REQUIRED',
    'UNTIL_REQUIRED', 'DATE_TOO_FAR', 'DAY_AHEAD', 'PROTECTED_PERIOD_SHORTENED', 'NOT_A_CHILD', 'WORDS_PRESENTED', 'VICTIM_PACED_GATE', 'INTERVIEW_LIMIT', 'EARLY_CONTACT_LIMITS',
  ],
  shows: { operation: readVictim, params: ({ params }) => params },
});
