/** What this API answers, in zod. Types, OpenAPI and the checks of the tests all come from here. */
import { z } from 'zod';
import { readinessFields } from '#domain/case/schema.ts';
import {
  blockers, casePhases, handOffKinds, handOffStates, pacingClasses, readinessSignals, roles, stepStates, tracks,
} from '#domain/terms.ts';

const LONGEST_TEXT = 4_000;

/** Nothing recorded here is older, and PostgreSQL knows no year 0. */
const fromYear = '1900';
export const instant = z.iso.datetime({ precision: 3 }).refine((at) => at >= fromYear, `lies before the year ${fromYear}`).meta({ description: 'An instant, UTC, with milliseconds' });
export const agencyId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const personId = z.string().min(1).max(120);
export const stepCode = z.string().regex(/^[A-Za-z0-9.-]{1,24}$/);
export const codeName = z.string().regex(/^[A-Z][A-Z0-9 -]{2,30}$/);
/** Free text. It is sealed before it is stored and never part of a log, an event or a problem. No control characters but line ends and tabs. */
export const freeText = z.string().min(1).max(LONGEST_TEXT).regex(/^[^\p{Cc}\p{Cs}]*(?:[\n\t\r][^\p{Cc}\p{Cs}]*)*$/u);
const code = z.string().max(60);
const seq = z.int().nonnegative();
const track = z.enum(tracks);
const bounded = <T extends z.ZodType>(item: T) => z.array(item).max(1_000);

const stepBase = {
  caseId: z.uuid(),
  step: stepCode,
  title: z.string().max(120),
  track,
  role: z.enum(roles),
  state: z.enum(stepStates),
  holder: agencyId.meta({ description: 'The agency that owns the step or is asked to' }),
  accountable: agencyId.meta({ description: 'The agency that answers for it today' }),
  owner: personId.nullable().meta({ description: 'The person who accepted it' }),
  accepted: z.boolean(),
  since: instant,
  blocker: z.enum(blockers).optional(),
  signal: z.enum(readinessSignals).optional(),
  handOff: z.uuid().optional(),
  recommitments: z.int().optional().meta({ description: 'Times the leader of its agency promised it anew; left out while there is none' }),
  packetFrom: personId.optional().meta({ description: 'Whose work it was; the owner has not yet acknowledged the packet' }),
  occurrence: z.int(),
  version: z.int(),
  rev: z.int(),
};
const dates = { due: instant.optional(), reviewBy: instant.optional(), unlocksAt: instant.optional(), horizonAt: instant.optional(), level: code.optional(), asked: z.strictObject({ due: z.iso.date(), reason: code }).optional().meta({ description: 'The date the owner asks for: the coordinator grants or refuses it' }) };

/** Rule R1: there is no place for a date on a step at the survivor's pace. */
export const stepShape = z
  .discriminatedUnion('pacing', [
    z.strictObject({ ...stepBase, pacing: z.literal('VICTIM_PACED') }),
    z.strictObject({ ...stepBase, ...dates, pacing: z.enum(pacingClasses).exclude(['VICTIM_PACED']) }),
  ])
  .meta({ id: 'Step' });

export const handOffShape = z
  .strictObject({
    id: z.uuid(), caseId: z.uuid(), codeName, step: stepCode, title: z.string().max(120),
    kind: z.enum(handOffKinds), state: z.enum(handOffStates), sender: agencyId, receiver: agencyId,
    proposedBy: personId, acceptedBy: personId.optional(), reason: code.optional(), items: bounded(code),
    bounces: z.int(), determined: z.boolean(), proposedAt: instant, since: instant, due: instant.optional(), level: code.optional(),
    rev: z.int(), version: z.int(),
    note: z.string().optional().meta({ description: 'Opened for engaged agencies only' }),
  })
  .meta({ id: 'HandOff' });

const trackShape = z.strictObject({ track, quietSince: instant, stallsAt: instant.optional(), stalledAt: instant.optional(), movedAt: instant.optional() }).meta({ id: 'Track' });

export const playbookId = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);
const playbookRef = z.strictObject({ id: playbookId, version: z.int() });
export const caseSummaryShape = z
  .strictObject({ id: z.uuid(), codeName, status: code, phase: z.enum(casePhases), lead: agencyId, playbook: playbookRef, openedAt: instant })
  .meta({ id: 'CaseSummary' });

const readinessShape = z
  .strictObject({ id: z.uuid(), step: stepCode, ...readinessFields, sender: agencyId, sentBy: personId, sentAt: instant, acknowledgedBy: personId.optional(), acknowledgedAgency: agencyId.optional(), acknowledgedAt: instant.optional() })
  .meta({ id: 'ReadinessNotice' });

export const caseShape = z
  .strictObject({
    ...caseSummaryShape.shape,
    agencies: bounded(z.strictObject({ agency: agencyId, roles: z.array(z.enum(roles)) })),
    steps: bounded(stepShape),
    tracks: bounded(trackShape),
    handOffs: bounded(handOffShape).meta({ description: 'The open ones' }),
    denied: z.strictObject({ statements: z.int(), contacts: z.int(), operations: z.int(), closings: z.int() }).meta({ description: 'Requests a gate has refused. Each is a fact of the ledger' }),
    triggers: z.array(code).max(20).meta({ description: 'What shall open a closed case again' }),
    readiness: bounded(readinessShape).optional().meta({ description: 'Readiness notices, for those who plan the operation and those who must be ready' }),
    safeContact: z.string().optional().meta({ description: 'How she may be contacted: opened for the coordinator and for those who stand by her' }),
    hasSafeContact: z.boolean(),
    referral: z.string().optional().meta({ description: 'Opened for the coordinator and the advocates' }),
  })
  .meta({ id: 'Case' });
export type CaseAnswer = z.infer<typeof caseShape>;

export const packetShape = z
  .strictObject({
    caseId: z.uuid(), codeName, agency: agencyId, steps: bounded(stepShape), handOffs: bounded(handOffShape),
    promises: bounded(z.strictObject({ id: z.uuid(), kind: code, state: code, step: stepCode.optional(), due: instant.optional() })).meta({ description: 'Commitments of my agency that have not ended' }),
    unacknowledged: bounded(stepCode).meta({ description: 'Steps whose new owner has not yet acknowledged the packet' }),
  })
  .meta({ id: 'Packet' });

export const eventShape = z
  .strictObject({
    seq, at: instant, occurredAt: instant.optional(), type: z.string().max(60), by: personId, agency: agencyId.optional(),
    codes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).meta({ description: 'Subject codes: step, hand-off, level, reason and the like. Never text.' }),
  })
  .meta({ id: 'Event' });

export const clockShape = z
  .strictObject({ caseId: z.uuid(), name: code, subject: code, dueAt: instant, keeper: z.enum(['case', 'handOff', 'escalation']) })
  .meta({ id: 'Clock' });

export const inboxShape = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('step'), need: z.enum(['answer', 'accountable', 'work', 'review']), due: instant.optional(), codeName, step: stepShape }),
    z.strictObject({ kind: z.literal('hand-off'), need: z.enum(['answer', 'awaiting-answer', 'items', 'next-move', 'determination']), due: instant.optional(), handOff: handOffShape }),
    z.strictObject({ kind: z.literal('notice'), caseId: z.uuid(), codeName: codeName.optional(), notice: code, level: code.optional(), subject: code, at: instant }),
    z.strictObject({ kind: z.literal('horizon'), due: instant.optional(), codeName, step: stepShape }),
    z.strictObject({ kind: z.literal('packet'), codeName, step: stepShape }),
    z.strictObject({ kind: z.literal('date-asked'), codeName, step: stepShape }),
    z.strictObject({ kind: z.literal('waiting-properly'), codeName, caseId: z.uuid(), step: stepCode, title: z.string().max(120) }),
  ])
  .meta({ id: 'InboxItem' });

const stalledTrack = z.strictObject({ track, since: instant, ageDays: z.int().nonnegative(), cause: z.enum(blockers) });
export const stalledShape = z
  .strictObject({
    caseId: z.uuid(), codeName, lead: agencyId,
    verdict: z.enum(['STALLED', 'PARTLY_STALLED', 'MOVING', 'WAITING']),
    stalled: z.array(stalledTrack),
    waitingProperly: z.array(track).meta({ description: 'Tracks whose every open step waits as it should. Which step, and for whom, is not said (R14).' }),
  })
  .meta({ id: 'StalledCase' });

const liveKeeper = z.strictObject({
  keeper: z.string(), phase: code, reachable: z.boolean(),
  differences: z.array(z.strictObject({ what: z.enum(['phase', 'clock', 'workflow']), record: z.string().nullable(), engine: z.string().nullable() })),
});
export const liveShape = z.strictObject({ caseId: z.uuid(), reachable: z.boolean(), keepers: bounded(liveKeeper) }).meta({ id: 'Live' });

const placeOnly = z.strictObject({ seq });
const seqMember = { seq: seq.meta({ description: 'Place in the ledger after this act' }) };
/** What an act answers: its place in the ledger and the thing as it stands now; only the place, if the thing is no longer yours to see. */
export const handOffActed = z.union([handOffShape.extend(seqMember).meta({ id: 'HandOffActed' }), placeOnly]);
export const caseActed = z.union([caseShape.extend(seqMember).meta({ id: 'CaseActed' }), placeOnly]);
export const stepActed = z.union([z.discriminatedUnion('pacing', [stepShape.options[0].extend(seqMember), stepShape.options[1].extend(seqMember)]).meta({ id: 'StepActed' }), placeOnly]);

export const pageOf = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item).max(100), next: z.string().nullable() });
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

export const problemShape = z
  .strictObject({
    type: z.string(), title: z.string(), status: z.int(), code: z.string(), detail: z.string(), correlationId: z.string(),
    errors: z.array(z.strictObject({ at: z.string(), problem: z.string() })).optional(),
    detailCodes: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem' });
