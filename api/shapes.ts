/** What this API answers, in zod. Types, OpenAPI and the checks of the tests all come from here. */
import { z } from 'zod';
import { aboutSchema, readinessFields } from '#domain/case/schema.ts';
import { dutyId } from '#domain/victim/duty/schema.ts';
import { RECIPIENTS } from '#domain/time/ladder.ts';
import {
  blockers, casePhases, commitmentKinds, commitmentStates, handOffKinds, handOffStates, linkRelations, pacingClasses, readinessSignals, resourceUnits, roles, termAnswers, stepStates, tracks,
  dutyKinds, dutyOutcomes, dutyRoles,
} from '#domain/terms.ts';
import { datesAsked } from './shapes-clocks.ts';
import { WAITING_PROPERLY } from './views/waiting.ts';

const LONGEST_TEXT = 4_000;

/** Nothing recorded here is older, and PostgreSQL knows no year 0. */
const fromYear = '1900';
export const instant = z.iso.datetime({ precision: 3 }).refine((at) => at >= fromYear, `lies before the year ${fromYear}`).meta({ description: 'An instant, UTC, with milliseconds' });
export const agencyId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
/** What a draft is for, by ids and codes. */
export const draftName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:-]{0,119}$/);
export const personId = z.string().min(1).max(120);
/** A step as its case calls it: by its code in the playbook, with whom it stands for where it stands for somebody (S1.4:V2). */
export const stepCode = z.string().regex(/^[A-Za-z0-9.-]{1,24}(:[A-Z]{1,2}[1-9][0-9]{0,2})?$/);
export const codeName = z.string().regex(/^[A-Z][A-Z0-9 -]{2,30}$/);
/**
 * Free text. It is sealed before it is stored and never part of a log, an event or a problem. No control characters but line ends and tabs; nor those that turn
 * the direction of writing (U+202A-202E, U+2066-2069), which make text read otherwise than it stands. The marks U+200E and U+200F, which people type, stay.
 */
export const freeText = z.string().min(1).max(LONGEST_TEXT).regex(/^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*(?:[\n\t\r][^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*)*$/u);
export const code = z.string().max(60);
const label = z.string().regex(/^[A-Z]{1,2}[1-9][0-9]{0,2}$/);
const seq = z.int().nonnegative();
const track = z.enum(tracks);
export const bounded = <T extends z.ZodType>(item: T) => z.array(item).max(1_000);

const stepBase = {
  caseId: z.uuid(),
  step: stepCode,
  title: z.string().max(120),
  track,
  role: z.enum(roles),
  state: z.enum([...stepStates, WAITING_PROPERLY]).meta({ description: 'WAITING_PROPERLY is all that is told of what waits for her, or may, to who is not told what she said' }),
  holder: agencyId.meta({ description: 'The agency that owns the step or is asked to' }),
  accountable: agencyId.meta({ description: 'The agency that answers for it today' }),
  owner: personId.nullable().meta({ description: 'The person who accepted it' }),
  accepted: z.boolean(),
  since: instant,
  blocker: z.enum(blockers).optional(),
  signal: z.enum(readinessSignals).optional(),
  handOff: z.uuid().optional(),
  recommitments: z.int().optional().meta({ description: 'Times the leader of its agency promised it anew; left out while there is none' }),
  subject: label.optional().meta({ description: 'Whom of the case it stands for, where it stands for each of several' }),
  unfilled: z.literal(true).optional().meta({ description: 'Nobody on the team fills this role: hand it to an agency' }),
  option: code.optional().meta({ description: 'How it was decided last' }),
  packetFrom: personId.optional().meta({ description: 'Whose work it was; the owner has not yet acknowledged the packet' }),
  occurrence: z.int(),
  version: z.int(),
  rev: z.int(),
};
const dates = { ...datesAsked, due: instant.optional(), reviewBy: instant.optional(), unlocksAt: instant.optional(), horizonAt: instant.optional(), level: code.optional(), asked: z.strictObject({ due: z.iso.date(), reason: code }).optional().meta({ description: 'The date the owner asks for: the coordinator grants or refuses it' }) };

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
    proposedBy: personId.optional(), acceptedBy: personId.optional(), reason: code.optional(), items: bounded(code),
    bounces: z.int(), determined: z.boolean(), proposedAt: instant, since: instant, due: instant.optional(), level: code.optional(),
    rev: z.int(), version: z.int(),
    note: z.string().optional().meta({ description: 'Opened for engaged agencies only' }),
    about: aboutSchema.optional().meta({ description: 'Whose data its package holds, by class' }),
  })
  .meta({ id: 'HandOff' });

const day = z.iso.date();
const amount = z.number().positive();
const unit = z.enum(resourceUnits);
const termShape = z.strictObject({
  version: z.int(), agency: agencyId, due: instant.optional().meta({ description: 'The effective due: the date and the time it waited for the survivor. Absent while it waits' }), lapsedAt: instant.optional(), leaderAskedAt: instant.optional(),
  answer: z.enum(termAnswers).optional(), answeredAt: instant.optional(),
});
/** Rule R2: what waits for her has no date in any answer, and what it waits for is not said. */
export const commitmentShape = z
  .strictObject({
    id: z.uuid(), caseId: z.uuid().optional(), codeName, kind: z.enum(commitmentKinds), state: z.enum(commitmentStates), agency: agencyId, track: track.optional(), step: stepCode.optional(),
    proposedBy: personId, owner: personId.optional().meta({ description: 'The person who accepted it' }), proposedAt: instant, activeAt: instant.optional(), since: instant,
    due: instant.optional(), lapsedAt: instant.optional(), endedAt: instant.optional(), level: code.optional(),
    offeredTo: agencyId.optional().meta({ description: 'The agency that is asked to promise, and owes an answer' }), answerDue: instant.optional(),
    leaderAnswerDue: instant.optional().meta({ description: 'When the leader who was asked at level 4 owes an answer' }),
    askedDue: day.optional().meta({ description: 'The day the owner asks for: the coordinator accepts it or not' }),
    recommitments: z.int().meta({ description: 'New dates after the first (metric M8)' }), added: z.strictObject({ amount, unit }).optional().meta({ description: 'What the leader added when recommitting' }),
    pledge: z.strictObject({ amount, unit, from: day, until: day }).optional(), version: z.int(), rev: z.int(),
    text: z.string().optional().meta({ description: 'Opened when one commitment is read' }),
    terms: bounded(termShape).optional().meta({ description: 'Each dated version, and what became of it' }),
    delivered: bounded(z.strictObject({ from: day, until: day, amount, unit, at: instant })).optional().meta({ description: 'What was given of a pledged resource: a record, never compared between agencies' }),
  })
  .meta({ id: 'Commitment' });

const trackShape = z.strictObject({ track, quietSince: instant, stallsAt: instant.optional(), stalledAt: instant.optional(), movedAt: instant.optional() }).meta({ id: 'Track' });

export const playbookId = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);
const playbookRef = z.strictObject({ id: playbookId, version: z.int() });
export const caseSummaryShape = z
  .strictObject({ id: z.uuid(), codeName, status: code, phase: z.enum(casePhases), lead: agencyId, playbook: playbookRef, openedAt: instant })
  .meta({ id: 'CaseSummary' });

export const linkShape = z
  .strictObject({
    id: z.uuid(), caseId: z.uuid().meta({ description: 'The case from whose side it is seen' }), relation: z.enum(linkRelations), asks: z.boolean().meta({ description: 'This side has asked' }),
    state: z.enum(['ASKED', 'LINKED', 'DECLINED', 'ENDED']), since: instant,
    agency: agencyId.optional().meta({ description: 'Whom to call: who leads the other case, once that is known' }),
    otherCase: z.uuid().optional().meta({ description: 'Only if you may read it' }), codeName: codeName.optional(),
  })
  .meta({ id: 'Link' });

const readinessShape = z
  .strictObject({ id: z.uuid(), step: stepCode, ...readinessFields, sender: agencyId, sentBy: personId, sentAt: instant, acknowledgedBy: personId.optional(), acknowledgedAgency: agencyId.optional(), acknowledgedAt: instant.optional() })
  .meta({ id: 'ReadinessNotice' });

export const factShape = z.strictObject({ fact: code, about: label.optional(), title: z.string().max(200), value: code, since: instant, occurredAt: instant.optional() });

export const caseShape = z
  .strictObject({
    ...caseSummaryShape.shape,
    agencies: bounded(z.strictObject({ agency: agencyId, roles: z.array(z.enum(roles)) })),
    steps: bounded(stepShape).meta({ description: 'As far as you may know of them' }),
    protectedSteps: bounded(z.strictObject({ title: z.string().max(20), due: instant.optional(), reviewBy: instant.optional() })).meta({ description: 'Rule R12: open steps whose very name tells what is not yours to know' }),
    tracks: bounded(trackShape),
    subjects: bounded(z.strictObject({ label, kind: z.enum(['suspect', 'charge', 'hand-off']), suspect: label.optional() })).meta({ description: 'Whom steps stand for besides the victims' }),
    facts: bounded(factShape).meta({ description: 'What is known, as far as its data class is yours to read' }),
    handOffs: bounded(handOffShape).meta({ description: 'The open ones' }),
    denied: z.strictObject({ statements: z.int(), contacts: z.int(), operations: z.int(), closings: z.int() }).optional().meta({ description: 'Requests a gate has refused. Each is a fact of the ledger' }),
    links: bounded(linkShape).meta({ description: 'Other cases this one belongs to, as far as they may be told of' }),
    triggers: z.array(code).max(20).meta({ description: 'What shall open a closed case again' }),
    readiness: bounded(readinessShape).optional().meta({ description: 'Readiness notices, for those who plan the operation and those who must be ready' }),
    safeContact: z.string().optional().meta({ description: 'How she may be contacted: opened for the coordinator and for those who stand by her' }),
    hasSafeContact: z.boolean().optional(),
    commitments: bounded(commitmentShape).meta({ description: 'The open ones' }),
    referral: z.string().optional().meta({ description: 'Opened for the coordinator and the advocates' }),
  })
  .meta({ id: 'Case' });
export type CaseAnswer = z.infer<typeof caseShape>;

export const draftShape = z.strictObject({ name: draftName, savedAt: instant, expiresAt: instant.meta({ description: 'When it is gone, unless it is saved again' }) }).meta({ id: 'Draft' });

export const draftOpenedShape = draftShape.extend({ content: z.string() }).meta({ id: 'DraftOpened' });

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
  .strictObject({
    caseId: z.uuid(), name: code, subject: code, dueAt: instant, keeper: z.enum(['case', 'handOff', 'escalation']),
    level: code.optional().meta({ description: 'The level of its ladder that it reaches; `again` after the last' }),
    hears: z.array(z.enum(RECIPIENTS)).max(RECIPIENTS.length).optional().meta({ description: 'Whom that level tells' }),
  })
  .meta({ id: 'Clock' });

/** An empty chair that was passed over, and why. */
export const skipShape = z.strictObject({ agency: agencyId, role: z.enum(roles).optional(), person: personId.optional(), why: z.enum(['NOBODY', 'ABSENT', 'DISABLED']) });
const noticeShape = z.strictObject({ kind: z.literal('notice'), caseId: z.uuid().optional(), compactId: z.uuid().optional(), victimId: z.uuid().optional(), codeName: codeName.optional(), notice: code, level: code.optional(), subject: code, title: z.string().max(120).optional(), at: instant, skipped: z.array(skipShape).max(100).optional() });
/** What one letter was about. */
export const openedShape = z.strictObject({ items: bounded(noticeShape) }).meta({ id: 'Opened' });

export const dutyShape = z
  .strictObject({
    duty: dutyId, kind: z.enum([...dutyKinds, 'PROTECTED']).meta({ description: 'PROTECTED: what it is belongs to a class that is not open to you' }),
    agency: agencyId, role: z.enum(dutyRoles), person: personId.optional(), subject: z.string().max(40).optional(), since: instant, due: instant, level: z.string().max(2).optional(),
    ended: z.strictObject({ at: instant, outcome: z.enum(dutyOutcomes).optional().meta({ description: 'Without one nobody owed it any more' }), by: personId.optional() }).optional(),
  })
  .meta({ id: 'Duty' });

export const inboxShape = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('step'), need: z.enum(['answer', 'accountable', 'work', 'review']), due: instant.optional(), codeName, step: stepShape }),
    z.strictObject({ kind: z.literal('hand-off'), need: z.enum(['answer', 'awaiting-answer', 'items', 'next-move', 'determination']), due: instant.optional(), handOff: handOffShape }),
    z.strictObject({ kind: z.literal('commitment'), need: z.enum(['answer', 'work', 'leader-answer', 'date-asked']), due: instant.optional(), commitment: commitmentShape }),
    z.strictObject({ kind: z.literal('signature'), need: z.enum(['sign', 'confirm']), due: instant.optional(), codeName, compactId: z.uuid() }),
    z.strictObject({ kind: z.literal('duty'), due: instant, victimId: z.uuid(), pseudonym: z.string().max(5).optional(), codeName: codeName.optional(), duty: dutyShape }),
    noticeShape,
    z.strictObject({ kind: z.literal('horizon'), due: instant.optional(), codeName, step: stepShape }),
    z.strictObject({ kind: z.literal('packet'), codeName, step: stepShape }),
    z.strictObject({ kind: z.literal('link'), codeName, caseId: z.uuid(), link: z.uuid(), agency: agencyId.meta({ description: 'Who asks' }), relation: z.enum(linkRelations) }),
    z.strictObject({ kind: z.literal('date-asked'), codeName, step: stepShape }),
    z.strictObject({ kind: z.literal('waiting-properly'), codeName, caseId: z.uuid(), step: stepCode, title: z.string().max(120) }),
  ])
  .meta({ id: 'InboxItem' });

const tried = z.strictObject({ person: personId, state: code.meta({ description: 'DUE or SENDING: it is still tried. BOUNCED, GIVEN_UP: the mail could not bring it. UNREACHABLE: away, gone or without an address. UNREAD: not opened in time.' }), attempts: z.int().nonnegative() });
export const undeliveredShape = z
  .strictObject({
    caseId: z.uuid(), codeName: codeName.optional(), notice: code, level: code.optional(), subject: code, at: instant,
    agency: agencyId, role: z.enum(roles).optional(), person: personId.optional(),
    state: z.enum(['UNTOLD', 'TRYING']).meta({ description: 'UNTOLD: everybody in turn was tried. TRYING: the mail has reached nobody yet.' }), tried: bounded(tried),
  })
  .meta({ id: 'Undelivered' });

const stalledTrack = z.strictObject({ track, since: instant, ageDays: z.int().nonnegative(), cause: z.enum(blockers) });
export const stalledShape = z
  .strictObject({
    caseId: z.uuid(), codeName, lead: agencyId,
    verdict: z.enum(['STALLED', 'PARTLY_STALLED', 'MOVING', 'WAITING']),
    stalled: z.array(stalledTrack),
    waitingProperly: z.array(track).meta({ description: 'Tracks whose every open step waits as it should. Which step, and for whom, is not said (R14).' }),
  })
  .meta({ id: 'StalledCase' });

export const agendaShape = z
  .strictObject({
    caseId: z.uuid(), codeName, since: instant.meta({ description: 'The last conference; or, before the first, when the case was opened' }),
    changed: bounded(eventShape).meta({ description: 'What people did since then, the latest last; what time did stands under the other heads' }),
    blockers: bounded(z.strictObject({ step: stepCode, title: z.string().max(120), track, holder: agencyId, blocker: z.enum(blockers) })),
    decisionsDue: z.strictObject({
      ownership: bounded(z.strictObject({ handOff: z.uuid(), step: stepCode, due: instant.optional() })).meta({ description: 'Hand-offs refused twice: the coordinator determines who owns the work' }),
      dates: bounded(z.strictObject({ commitment: z.uuid().optional(), step: stepCode.optional(), agency: agencyId, asked: day })).meta({ description: 'New dates that owners ask for' }),
      leaders: bounded(z.strictObject({ commitment: z.uuid(), agency: agencyId, due: instant })).meta({ description: 'Answers that leaders owe for lapsed promises' }),
    }),
    lapsed: bounded(commitmentShape),
    stalled: z.array(stalledTrack),
    waitingProperly: z.array(track).meta({ description: 'Tracks whose every open step waits as it should. Which step, and for whom, is not said (R14).' }),
  })
  .meta({ id: 'Agenda' });
export type Agenda = z.input<typeof agendaShape>;

const liveKeeper = z.strictObject({
  keeper: z.string(), phase: code, reachable: z.boolean(),
  differences: z.array(z.strictObject({ what: z.enum(['phase', 'clock', 'workflow']), record: z.string().nullable(), engine: z.string().nullable() })),
});
export const liveShape = z.strictObject({ caseId: z.uuid(), reachable: z.boolean(), keepers: bounded(liveKeeper) }).meta({ id: 'Live' });

export const meShape = z
  .strictObject({ person: personId, agency: agencyId, agencyName: z.string().max(200), zone: z.string().max(60), roles: z.array(z.enum(roles)).max(roles.length), launches: z.boolean(), now: instant })
  .meta({ id: 'Me' });
export const agencyShape = z.strictObject({ id: agencyId, name: z.string().max(200) }).meta({ id: 'Agency' });
export const playbookShape = z
  .strictObject({ ...playbookRef.shape, title: z.string().max(120), jurisdiction: z.string().max(80), roles: z.array(z.enum(roles)).max(roles.length) })
  .meta({ id: 'Playbook' });
export const placeOnly = z.strictObject({ seq });
export const seqMember = { seq: seq.meta({ description: 'Place in the ledger after this act' }) };
export const linkActed = z.union([linkShape.extend({ seq: seq.meta({ description: 'Place in the ledger after this act' }) }).meta({ id: 'LinkActed' }), z.strictObject({ seq })]);
/** What an act answers: its place in the ledger and the thing as it stands now; only the place, if the thing is no longer yours to see. */
export const handOffActed = z.union([handOffShape.extend(seqMember).meta({ id: 'HandOffActed' }), placeOnly]);
export const commitmentActed = z.union([commitmentShape.extend(seqMember).meta({ id: 'CommitmentActed' }), placeOnly]);
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
