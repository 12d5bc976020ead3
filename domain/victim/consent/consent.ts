/** Consent: given for one thing, to one recipient, for a time. Whether it holds is asked at the moment of reading; nothing is copied out when it is given. */
import { firstRefusal, calendarOf, own, without, type Actor, type Address, type Agreed, type Facts, type Instant } from '../../facts.ts';
import { accept, refuse, type Refusal } from '../../decision.ts';
import { changed, type Change, type Clock, type PlacedNotice } from '../../ledger.ts';
import type { PersonalClass, StandingRole } from '../../terms.ts';
import { addDuration, subtractDuration } from '../../time/add.ts';
import { professionalOf } from '../duty/duty.ts';
import { fileOf, type Deciders, type Evolvers, type Tables, type VictimDecision } from '../topic.ts';
import { isChild } from '../identity/age.ts';
import { isWho } from '../standing/standing.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimFile, VictimState } from '../state.ts';
import type { ConsentAct, consentKinds } from './schema.ts';

export interface Consent {
  readonly kind: (typeof consentKinds)[number];
  readonly agency: string;
  readonly person?: string;
  readonly purpose: string;
  readonly classes: readonly PersonalClass[];
  readonly from: Instant;
  /** Absent on a wish to be notified only. */
  readonly until?: Instant;
  readonly by: 'SELF' | 'GUARDIAN' | 'LEGAL_REPRESENTATIVE';
  /** The standing in which somebody decided for her: when that ends under suspicion, so does what they agreed to. */
  readonly standing?: string;
  readonly method: string;
  /** When her own professional hears of its end, or offers a wish to be notified anew. She never does. */
  readonly remindAt?: Instant;
}

export type ConsentFact =
  | ({
      readonly type: 'ConsentGranted'; readonly consent: string; readonly grantor: Consent['by']; readonly oralReason?: string; readonly language: string; readonly interpreter: string;
      readonly wording: string; readonly views?: string;
    } & Omit<Consent, 'by'>)
  | { readonly type: 'ConsentWithdrawn'; readonly consent: string }
  /** `next`: when a wish to be notified is offered again. */
  | { readonly type: 'ConsentReminded'; readonly consent: string; readonly to: Address; readonly next?: Instant };

type Grant = Extract<ConsentAct, { act: 'grant-consent' }>;

/** A file must stay small; what has expired does not count. */
const MOST_CONSENTS = 100;

/** Whose word somebody may bring who does not decide for herself. */
const speaks: Readonly<Record<Exclude<Consent['by'], 'SELF'>, StandingRole>> = { GUARDIAN: 'CHILD_GUARDIAN', LEGAL_REPRESENTATIVE: 'VICTIM_COUNSEL' };

export const consentDeciders: Deciders<ConsentAct> = {
  'grant-consent': (file, act, { by, facts }) => grant(file, act, by, facts),
  'withdraw-consent': (file, { consent }) => (own(file.consents, consent) === undefined ? refuse('NOT_FOUND') : accept({ type: 'ConsentWithdrawn', consent })),
};

/** Whether somebody who decides for her would open something to themselves, on nobody's word but their own, or a guardian on whosever (ours): another records such a consent. */
function isOwnGift({ standing: stood }: VictimFile, { by: grantor, kind, agency, standing = '' }: Grant, by: Actor): boolean {
  if (grantor === 'SELF' || kind !== 'SHARE' || agency !== by.agency) return false;
  return own(stood, standing)?.agency === by.agency || Object.values(stood).some((each) => each.role === 'CHILD_GUARDIAN' && isWho(each, by));
}

function grant(file: VictimFile, act: Grant, by: Actor, facts: Facts): VictimDecision {
  const { act: _act, consent, person, by: grantor, from = facts.now, until, standing, views, oralReason, explained: _explained, ...rest } = act;
  const refusal = firstRefusal(
    facts,
    own(file.consents, consent) !== undefined && refuse('FILE_EXISTS').refusal,
    Object.values(file.consents).filter((each) => !hasExpired(each, facts.now)).length >= MOST_CONSENTS && refuse('FILE_FULL').refusal,
    periodRefused(file, act, from, facts),
    (act.kind === 'SHARE') !== act.classes.length > 0 && refuse('CONSENT_CLASSES').refusal,
    (act.method === 'ORAL_RECORDED') !== (oralReason !== undefined) && refuse('CONSENT_UNEXPLAINED', { missing: ['ORAL_REASON'] }).refusal,
    grantorRefused(file, act, facts),
    isOwnGift(file, act, by) && refuse('TWO_PEOPLE_REQUIRED').refusal,
  );
  if (refusal !== undefined) return { events: [], refusal };
  return accept({
    type: 'ConsentGranted', consent, ...rest, from, grantor, ...(until !== undefined && { until }), ...(person !== undefined && { person }), ...(standing !== undefined && { standing }),
    ...(views !== undefined && { views }), ...(oralReason !== undefined && { oralReason }), ...remindedAt(file, until, facts),
  });
}

/** Silence is never consent, and nothing is renewed by itself (rule 6). What is shorter than the reminder needs none. */
function remindedAt({ civil }: VictimFile, until: Instant | undefined, facts: Facts): { readonly remindAt?: Instant } {
  const terms = facts.playbook.people?.consent;
  if (terms === undefined) return {};
  const calendar = calendarOf(civil, facts);
  const remindAt = until === undefined ? addDuration(facts.now, terms.offerAgain, calendar) : subtractDuration(until, terms.remindBefore, calendar);
  return remindAt > facts.now ? { remindAt } : {};
}

/** It ends on a day, within the longest time of the playbook; a wish to be notified does not (rule 1). */
function periodRefused(file: VictimFile, { kind, until }: Grant, from: Instant, facts: Facts): Refusal | undefined {
  const longest = facts.playbook.people?.consent.longest;
  if ((kind === 'NOTIFIED') !== (until === undefined) || longest === undefined) return refuse('CONSENT_PERIOD', { longest: longest ?? '' }).refusal;
  if (until === undefined) return undefined;
  if (until <= from || until <= facts.now) return refuse('PERIOD_BACKWARDS').refusal;
  return until > addDuration(from, longest, calendarOf(file.civil, facts)) ? refuse('CONSENT_PERIOD', { longest }).refusal : undefined;
}

/** She decides herself; for a child, and for whoever may be one (rule R6), a guardian who stands by her now, with the child's views on record. Some things a child decides alone: the playbook says which. */
function grantorRefused(file: VictimFile, act: Grant, { now, playbook }: Facts): Refusal | undefined {
  if (act.by === 'SELF') {
    const decides = !isChild(file, now) || playbook.people?.consent.alone.includes(act.kind) === true;
    return decides && act.standing === undefined && act.views === undefined ? undefined : refuse('CONSENT_GRANTOR').refusal;
  }
  const speaker = act.standing === undefined ? undefined : own(file.standing, act.standing);
  if (speaker?.role !== speaks[act.by] || (act.by === 'GUARDIAN' && !isChild(file, now))) return refuse('CONSENT_GRANTOR').refusal;
  return act.by === 'GUARDIAN' && act.views === undefined ? refuse('CONSENT_UNEXPLAINED', { missing: ['VIEWS'] }).refusal : undefined;
}

const hasExpired = ({ until }: Pick<Consent, 'until'>, at: Instant): boolean => until !== undefined && until <= at;

/** Whether it holds at an instant. Silence never makes it longer (rule 6). */
export const holds = (consent: Consent, at: Instant): boolean => consent.from <= at && !hasExpired(consent, at);

/** What a guardian granted holds for a child only, at whatever moment the clock of the birthday is heard (rule 3). */
const holdsFor = (file: VictimFile, consent: Consent, at: Instant): boolean => holds(consent, at) && (consent.by !== 'GUARDIAN' || isChild(file, at));

/** What may be shared with an agency, or with one person of it, at an instant. */
export const isShared = (file: VictimFile, to: { readonly agency: string; readonly person?: string }, of: PersonalClass, at: Instant): boolean =>
  Object.values(file.consents).some((consent) => consent.kind === 'SHARE' && consent.agency === to.agency && (consent.person === undefined || consent.person === to.person) && consent.classes.includes(of) && holdsFor(file, consent, at));

/** What other ledgers may rest on. */
export const agreedIn = (file: VictimFile, at: Instant): Agreed => ({
  cases: Object.keys(file.cases).sort(), child: isChild(file, at),
  shares: Object.values(file.consents).filter((consent) => consent.kind === 'SHARE' && holdsFor(file, consent, at)).map(({ agency, person, classes }) => ({ agency, classes, ...(person !== undefined && { person }) })),
});

/** Consents without those given in a standing: what somebody under suspicion agreed to holds no more (rule 4). */
const withoutThose = (consents: VictimFile['consents'], gone: (consent: Consent) => boolean): VictimFile['consents'] =>
  Object.fromEntries(Object.entries(consents).filter(([, consent]) => !gone(consent)));

export const consentEvolvers: Evolvers<ConsentFact> = {
  ConsentGranted: (file, { consent, kind, agency, person, purpose, classes, from, until, grantor, standing, method, remindAt, at }) => ({
    ...file,
    consents: {
      ...withoutThose(file.consents, (each) => hasExpired(each, at)),
      [consent]: { kind, agency, purpose, classes, from, by: grantor, method, ...(until !== undefined && { until }), ...(person !== undefined && { person }), ...(standing !== undefined && { standing }), ...(remindAt !== undefined && { remindAt }) },
    },
  }),
  ConsentReminded: (file, { consent: id, next }) => {
    const consent = own(file.consents, id);
    if (consent === undefined) return file;
    const { remindAt: _rung, ...rest } = consent;
    return { ...file, consents: { ...file.consents, [id]: { ...rest, ...(next !== undefined && { remindAt: next }) } } };
  },
  ConsentWithdrawn: (file, { consent }) => ({ ...file, consents: without(file.consents, consent) }),
};

export const consentWordOf = { 'consent-reminder': 'consent.remind' } as const;
export type ConsentClock = keyof typeof consentWordOf;

export const consentClocks = ({ victim, consents }: VictimFile): readonly Clock<ConsentClock>[] =>
  Object.entries(consents).flatMap(([id, { remindAt }]) => (remindAt === undefined ? [] : [{ id: `${victim}/${id}@${remindAt}`, keeper: `victim/${victim}`, name: 'consent-reminder' as const, subject: id, dueAt: remindAt }]));

/** Time reminds her own professional, once; a wish to be notified is offered again each year. */
export function remind(file: VictimFile, id: string, facts: Facts): ConsentFact {
  const again = own(file.consents, id)?.until === undefined ? facts.playbook.people?.consent.offerAgain : undefined;
  return { type: 'ConsentReminded', consent: id, to: professionalOf(file), ...(again !== undefined && { next: addDuration(facts.now, again, calendarOf(file.civil, facts)) }) };
}

export const consentNotices = (changes: readonly Change<VictimState, VictimEvent>[]): readonly PlacedNotice[] =>
  changes.flatMap(({ index, event }) => (event.type === 'ConsentReminded' ? [{ index, kind: 'reminder', level: null, subject: event.consent, to: event.to }] : []));

/** Rows of `consent_view`. Whatever takes a consent out of the file before its day has ended it at that instant. */
export function consentRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const consents = new Map<string, object>();
  const row = (id: string, { kind, agency, person, purpose, classes, from: fromAt, until, by: grantor, standing, method }: Consent, withdrawnAt: Instant | null) =>
    consents.set(id, { id, kind, agency, person: person ?? null, purpose, classes, fromAt, untilAt: until ?? null, grantor, standing: standing ?? null, method, withdrawnAt });
  for (const { event, before, after } of changes) {
    const old = fileOf(before)?.consents ?? {};
    const now = fileOf(after)?.consents ?? {};
    for (const [id, consent] of changed(old, now)) row(id, consent, null);
    for (const [id, consent] of Object.entries(old)) if (own(now, id) === undefined && !hasExpired(consent, event.at)) row(id, consent, event.at);
  }
  return { consents };
}
