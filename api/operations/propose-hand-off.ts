import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { aboutSchema, type CaseCommandBody } from '#domain/case/schema.ts';
import { handOffKinds } from '#domain/terms.ts';
import { acting } from '../route.ts';
import { agencyId, freeText, handOffActed, stepCode } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { stepSubject } from '../views/subjects.ts';
import { readHandOff } from './read-hand-off.ts';

export const proposeHandOff = acting({
  id: 'propose-hand-off',
  path: '/cases/{caseId}/hand-offs',
  summary: 'Propose a hand-off',
  description: 'Offers a step to another agency. The sender stays accountable until the receiver has accepted. With `about` its package holds data of victims: then it rests on what they agreed to share, now and when it is accepted, and stops when that ends.',
  status: 201,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: z.strictObject({ step: stepCode, to: agencyId, kind: z.enum(handOffKinds), interimCover: z.boolean().optional(), note: freeText.optional(), about: aboutSchema.optional() }),
  answer: handOffActed,
  actions: ['hand-off.propose'],
  asks: () => ({ action: 'hand-off.propose' }),
  sees: 'step.read',
  subject: (ask, actor, { params, body }) => stepSubject(ask, actor, params.caseId, body.step),
  intend: ({ body: { note, ...offer } }, { ledger, keeper }) => {
    const text = note === undefined ? undefined : textOf('note', note);
    const body: CaseCommandBody = { type: 'propose-hand-off', handOff: randomUUID(), ...offer, ...(text && { note: text.id }) };
    return { ledger, keeper, body, texts: text === undefined ? [] : [text] };
  },
  refusals: ['NOT_THE_HOLDER', 'STEP_FINISHED', 'AGENCY_UNKNOWN', 'AGENCY_CONTAINED', 'HAND_OFF_OPEN', 'HAND_OFF_TO_SELF', 'INTERIM_COVER_REQUIRED', 'CONSENT_MISSING', 'DISCIPLINE_REQUIRED'],
  shows: {
    operation: readHandOff,
    params: (_given, stored) => ({ handOffId: stored.type === 'propose-hand-off' ? stored.handOff : '' }),
    location: ({ handOffId }) => `/hand-offs/${handOffId}`,
  },
});
