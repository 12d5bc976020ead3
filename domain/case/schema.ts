/** The commands a case takes, without who and when: those are added from the command row. Free text is a vault reference, never text. */
import { z } from 'zod';
import { paperActs } from '../paper/schema.ts';
import { day, personId } from '../schema.ts';
import { commitmentActSchema, pledgedSchema } from '../commitment/schema.ts';
import { clockKey } from '../playbook/clock/schema.ts';
import { upperCode } from '../playbook/condition/schema.ts';
import { durationSchema } from '../time/schema.ts';
import { grantableClasses } from '../victim/consent/schema.ts';
import {
  blockers, dataClasses, closingReasons, conferenceDecisions, declineReasons, earlyPurposes, fileFacts, genderMixes, handOffKinds, inclusionReasons, informationReasons, leavingReasons, linkRelations, matterClasses, minutedDecisions, notApplicableReasons, overrideReasons, readinessSignals, reDateReasons,
  reopenTriggers, riskEvents, roles, specialNeeds, timeBands, tracks,
} from '../terms.ts';

const agency = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
const vaultRef = z.uuid();
/** A step as the case calls it: S1.4, or S1.4:V2 where it stands for somebody. */
const stepKey = z.string().max(40);
const rev = z.int().nonnegative().optional();

const launch = z.strictObject({
  type: z.literal('launch'),
  /** Made by whoever takes the command; it becomes part of the keeper's id. */
  caseId: z.uuid(),
  codeName: z.string().regex(/^[A-Z][A-Z0-9 -]{2,30}$/),
  playbook: z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), version: z.int().positive() }),
  /** Every agency of the team and the roles it fills. The launching agency leads and is listed too. */
  agencies: z.array(z.strictObject({ agency, roles: z.array(z.enum(roles)).min(1).max(24) })).min(1).max(40),
  referral: vaultRef.optional(),
  /** A report that is not a case yet: only the steps the playbook names open (gate G1). */
  information: z.boolean().optional(),
});

/** A code, a local day or an instant: what conditions and dates may rest on, and never people's words. */
const factValue = z.string().regex(/^[A-Z0-9][A-Z0-9_:.-]{0,39}$/);
const done = {
  note: vaultRef.optional(),
  /** How a step that decides is decided. */
  option: upperCode.optional(),
  /** Answers of its form that are facts, by field. */
  answers: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), factValue).optional(),
  /** Answers as they lie in the vault, a part for each data class. */
  forms: z.array(z.strictObject({ form: z.uuid(), class: z.enum(dataClasses), victim: z.uuid().optional(), text: vaultRef, fields: z.array(z.string().max(40)).min(1).max(40) })).max(20).optional(),
};

/** What a person may do with a step. */
export const stepActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('accept') }),
  z.strictObject({ act: z.literal('decline'), reason: z.enum(declineReasons).optional() }),
  z.strictObject({ act: z.literal('put-down'), reason: z.enum(declineReasons).optional() }),
  z.strictObject({ act: z.literal('complete'), ...done }),
  /** Answers before the step is done, or after: what is filed later of a field is what holds. */
  z.strictObject({ act: z.literal('file-form'), answers: done.answers, forms: done.forms.unwrap().min(1) }),
  z.strictObject({ act: z.literal('not-applicable'), reason: z.enum(notApplicableReasons) }),
  /** `until` belongs to NOT_TO_BE_ASKED_BEFORE: the local day before which nobody offers or asks (rule R10). */
  z.strictObject({ act: z.literal('signal'), signal: z.enum(readinessSignals), until: day.optional() }),
  /** A colleague of the same agency goes on with the work; the date stays. */
  z.strictObject({ act: z.literal('take-over') }),
  /** The last day on which the right can still be used, as counsel has worked it out. */
  z.strictObject({ act: z.literal('set-horizon'), lastDay: day }),
  z.strictObject({
    act: z.literal('schedule-statement'),
    interpreterFixed: z.boolean(), advocateOffered: z.boolean(), afterCareBooked: z.boolean(),
    /** Rule R11: she asked for it herself. Recorded by her own professional, and never refused by the gate. */
    survivorAsked: z.boolean().optional(),
  }),
  z.strictObject({ act: z.literal('review-wait') }),
  /** `due` is a promised local day of the holder: it falls at closing time. */
  z.strictObject({ act: z.literal('re-date'), due: day, reason: z.enum(reDateReasons) }),
  /** Rule R8: a short contact before she is stabilised, within the playbook's limit. It is no statement. */
  z.strictObject({ act: z.literal('early-contact'), minutes: z.int().min(1).max(600), consent: z.boolean(), advocateOffered: z.boolean(), purpose: z.enum(earlyPurposes) }),
  /** Gate G4: two people say that nobody can wait for the services to be ready. */
  z.strictObject({ act: z.literal('override-readiness'), reason: z.enum(overrideReasons) }),
  /** Level 1: the owner asks for another day; the coordinator grants it by `re-date`, or refuses it. */
  z.strictObject({ act: z.literal('ask-date'), due: day, reason: z.enum(reDateReasons) }),
  z.strictObject({ act: z.literal('refuse-date') }),
  /** Level 4: the leader's three answers. A resource is a code and an amount of nothing secret: ANALYST_FULL_TIME. */
  z.strictObject({ act: z.literal('recommit'), due: day, resource: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/) }),
  z.strictObject({ act: z.literal('reassign'), handOff: z.uuid(), to: agency, kind: z.enum(handOffKinds), interimCover: z.boolean().optional() }),
  z.strictObject({ act: z.literal('release'), reason: z.enum(declineReasons) }),
  /** Level 5: what the joint meeting of leaders decided; `due` with NEW_DATE only. */
  z.strictObject({ act: z.literal('minute-decision'), decision: z.enum(minutedDecisions), due: day.optional(), note: vaultRef.optional() }),
  /** The successor has read what came with the work. */
  z.strictObject({ act: z.literal('acknowledge-packet') }),
  /** Days that a legal clock leaves out: `from` is the first of them, on `to` it runs again. */
  z.strictObject({ act: z.literal('exclude'), basis: upperCode, from: day, to: day, note: vaultRef.optional() }),
  /** Days that were left out count after all. A date of the law that comes nearer by it takes the same word of a second person. */
  z.strictObject({ act: z.literal('include'), basis: upperCode, from: day, to: day, reason: z.enum(inclusionReasons) }),
  z.strictObject({ act: z.literal('extend'), extension: upperCode }),
  /** The second word, by which a date of the law moves nearer. */
  z.strictObject({ act: z.literal('confirm-date') }),
  z.strictObject({ act: z.literal('name-blocker'), blocker: z.enum(blockers).exclude(['NO_OWNER']) }),
]);
export type StepAct = z.infer<typeof stepActSchema>;

/** What a person may do with a hand-off. */
export const handOffActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('accept') }),
  z.strictObject({ act: z.literal('decline'), reason: z.enum(declineReasons).optional() }),
  z.strictObject({ act: z.literal('return'), reason: z.enum(declineReasons).optional(), items: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/)).max(20).optional() }),
  z.strictObject({ act: z.literal('re-propose'), to: agency.optional(), note: vaultRef.optional() }),
  z.strictObject({ act: z.literal('withdraw') }),
  z.strictObject({ act: z.literal('determine'), owner: agency }),
  z.strictObject({ act: z.literal('hand-back'), reason: z.enum(declineReasons).optional() }),
  z.strictObject({ act: z.literal('complete'), ...done }),
]);
export type HandOffAct = z.infer<typeof handOffActSchema>;

const step = z.strictObject({ type: z.literal('step'), step: stepKey, expects: rev, act: stepActSchema });
export const aboutSchema = z.array(z.strictObject({ victim: z.uuid().toLowerCase(), classes: z.array(z.enum(grantableClasses)).min(1).max(grantableClasses.length) })).min(1).max(10);
const propose = z.strictObject({
  type: z.literal('propose-hand-off'),
  handOff: z.uuid(),
  step: stepKey,
  to: agency,
  kind: z.enum(handOffKinds),
  /** Who covers meanwhile: a support hand-off may not be declined into a void. */
  interimCover: z.boolean().optional(),
  note: vaultRef.optional(),
  /** Whose data its package holds, by class: each rests on what they agreed to. */
  about: aboutSchema.optional(),
});
/** Said by the file of a victim, never by a person. */
const consentEnded = z.strictObject({ type: z.literal('consent-ended'), victim: z.uuid() });
const handOff = z.strictObject({ type: z.literal('hand-off'), handOff: z.uuid(), expects: rev, act: handOffActSchema });

/** Said by the sweep of somebody who left, or by the file of a victim of whom somebody is suspected, never by a person: what they own is offered to their agency again. */
const reOffer = z.strictObject({
  type: z.literal('re-offer'), person: personId,
  /** One of these, or all they have in the case: the step they own, the promise they own, the hand-off they proposed, the step whose statement they planned. */
  step: stepKey.optional(), commitment: z.uuid().optional(), handOff: z.uuid().optional(), plan: stepKey.optional(),
});
/** Said by the sweep of an agency that leaves everywhere, never by a person. */
const agencyLeaves = z.strictObject({ type: z.literal('agency-leaves'), agency, reason: z.enum(leavingReasons) });
/** Said by the sweep of an agency that is contained, never by a person: what was handed to it goes back. */
const agencyContained = z.strictObject({ type: z.literal('agency-contained'), agency });
/** Where in the case a promise belongs, and which victim-paced steps it waits for. */
const placedSchema = z.strictObject({ track: z.enum(tracks).optional(), step: stepKey.optional(), waitsOn: z.array(stepKey).max(20).optional() });
export type Placed = z.infer<typeof placedSchema>;

const promise = z.strictObject({ type: z.literal('promise'), commitment: z.uuid(), pledged: pledgedSchema, place: placedSchema });
const conference = z.strictObject({
  type: z.literal('hold-conference'),
  attendance: z.array(z.strictObject({ agency, people: z.array(personId).max(20) })).min(1).max(40),
  /** Each names the tracks it is about; its words are in the vault. */
  decisions: z.array(z.strictObject({ decision: z.enum(conferenceDecisions), tracks: z.array(z.enum(tracks)).max(tracks.length), text: vaultRef })).max(20),
  /** Each minute is a promise with a date. `owner`: who takes it on, if present. */
  minutes: z.array(z.strictObject({ commitment: z.uuid(), pledged: pledgedSchema, place: placedSchema, owner: personId.optional() })).max(30),
});
const commitment = z.strictObject({ type: z.literal('commitment'), commitment: z.uuid(), expects: rev, act: commitmentActSchema });

/** Work no playbook foresaw. `due` counts days or working days from acceptance. */
const addStep = z.strictObject({ type: z.literal('add-step'), track: z.enum(tracks), role: z.enum(roles), due: durationSchema, title: vaultRef });

const subjectLabel = z.string().regex(/^[A-Z]{1,2}[1-9]\d{0,2}$/);

/** What a person may do with the case as a whole. */
export const caseActSchema = z.discriminatedUnion('act', [
  /** Gate G2: how she may be contacted. It replaces what was recorded before. */
  z.strictObject({ act: z.literal('record-safe-contact'), rule: vaultRef }),
  /** Gate G1. Agencies that the playbook needs and the report did not name join with it. */
  z.strictObject({ act: z.literal('accept-case'), agencies: z.array(z.strictObject({ agency, roles: z.array(z.enum(roles)).min(1).max(24) })).max(40).optional() }),
  z.strictObject({ act: z.literal('keep-as-information'), reason: z.enum(informationReasons) }),
  /** Rule R9: what happened that may change the danger to those whom the case is about. Each file is told. */
  z.strictObject({ act: z.literal('say-event'), event: z.enum(riskEvents) }),
  z.strictObject({ act: z.literal('acknowledge-readiness'), notice: z.uuid() }),
  z.strictObject({ act: z.literal('ask-closing') }),
  z.strictObject({ act: z.literal('keep-open') }),
  z.strictObject({
    act: z.literal('close'),
    /** MONITORING while support stays open; FINALLY when nothing can follow. */
    how: z.enum(['MONITORING', 'FINALLY']),
    reason: z.enum(closingReasons),
    /** What shall open it again. */
    triggers: z.array(z.enum(reopenTriggers)).min(1).max(reopenTriggers.length),
    victimsTold: z.boolean(), redressHandedOver: z.boolean(),
  }),
  z.strictObject({ act: z.literal('reopen'), trigger: z.enum(reopenTriggers) }),
  /** A suspect or a charge that steps stand for, by the name this case has for it; a charge is `of` its suspect. Victims are named by their files (V1), accepted hand-offs by the case (H1). */
  z.strictObject({ act: z.literal('name-subject'), kind: z.enum(['SUSPECT', 'CHARGE']), as: z.string().regex(/^(?![VH]\d)[A-Z]{1,2}[1-9]\d{0,2}$/), of: subjectLabel.optional(), alternativeTo: subjectLabel.optional(), victims: z.array(subjectLabel).min(1).max(200).optional(), same: subjectLabel.optional() }),
  /** What is known of the case, or `about` one of those steps stand for, and since when. It takes the place of what was known before. */
  z.strictObject({ act: z.literal('record-fact'), fact: upperCode, about: subjectLabel.optional(), value: factValue, occurredAt: z.iso.datetime({ precision: 3 }).optional() }),
  /** Counsel says by which version of the law a clock runs here: the day since when it holds, FIRST for the one without a day. */
  z.strictObject({ act: z.literal('choose-clock-version'), clock: clockKey, from: z.union([day, z.literal('FIRST')]) }),
  /** An agency leaves this case: its work goes back, its promises are let go, and it reads nothing more. */
  z.strictObject({ act: z.literal('end-engagement'), agency, reason: z.enum(leavingReasons) }),
]);
export type CaseAct = z.infer<typeof caseActSchema>;
const whole = z.strictObject({ type: z.literal('case'), act: caseActSchema });

/** `link` is made by whoever takes the command that asks; `other` is the other case. */
const linkAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('ask'), link: z.uuid(), other: z.uuid(), relation: z.enum(linkRelations) }),
  z.strictObject({ act: z.literal('accept'), link: z.uuid(), other: z.uuid(), relation: z.enum(linkRelations) }),
  z.strictObject({ act: z.literal('decline'), link: z.uuid(), other: z.uuid(), relation: z.enum(linkRelations) }),
  z.strictObject({ act: z.literal('end'), link: z.uuid() }),
]);
const link = z.strictObject({ type: z.literal('link'), act: linkAct });

/** Rule 14 of the consent engine: what services need to be ready, and nothing else. Hour and place are no fields of it (refusal 22). */
export const readinessFields = {
  timeBand: z.enum(timeBands),
  estimatedNumber: z.int().min(1).max(500),
  genderMix: z.enum(genderMixes),
  /** Codes of ISO 639. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(10),
  minorsExpected: z.boolean(),
  specialNeeds: z.array(z.enum(specialNeeds)).max(specialNeeds.length),
};
const readiness = z.strictObject({ type: z.literal('readiness-notice'), notice: z.uuid(), ...readinessFields });

/** What is written down about a matter: suspects, operations, sealed matters, money, images, charging (D10 to D15). */
export const matterActSchema = z.discriminatedUnion('act', paperActs(matterClasses));
const papers = z.strictObject({ type: z.literal('case-papers'), act: matterActSchema });

/** Said by her file, never by a person: she is in this case now, under this name; or no more. */
const victimJoins = z.strictObject({ type: z.literal('victim-joins'), victim: z.uuid(), as: z.string().max(5), said: z.partialRecord(z.enum(fileFacts), z.enum(['YES', 'NO'])).optional() });
const victimLeaves = z.strictObject({ type: z.literal('victim-leaves'), victim: z.uuid() });

/** Said by her file, never by a person: her last word on being ready, and that a session was held with her. */
const herWord = z.strictObject({ type: z.literal('her-word'), victim: z.uuid(), signal: z.enum(readinessSignals), until: z.iso.datetime({ precision: 3 }).optional() });
/** Said by her file, never by a person: what a fact of a playbook may take from it. */
const herCircumstance = z.strictObject({ type: z.literal('her-circumstance'), victim: z.uuid(), said: z.enum(fileFacts), value: z.enum(['YES', 'NO']) });
/** Said by a matter of this case, never by a person: what is known by it, and what happened that may change the danger (rule R9). */
const matterSays = z.strictObject({
  type: z.literal('matter-says'),
  facts: z.array(z.strictObject({ fact: upperCode, about: subjectLabel.optional(), value: factValue })).max(100),
  event: z.enum(riskEvents).optional(),
});
const herSession = z.strictObject({ type: z.literal('her-session'), victim: z.uuid() });

export const caseCommandSchema = z.discriminatedUnion('type', [victimJoins, victimLeaves, herWord, herSession, herCircumstance, matterSays, launch, step, propose, handOff, addStep, whole, readiness, link, promise, commitment, reOffer, agencyLeaves, conference, papers,
  consentEnded, agencyContained,
]);
export type CaseCommandBody = z.infer<typeof caseCommandSchema>;
