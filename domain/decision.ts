/** What a decider answers: facts to append, and, when the answer is no, which no. A refusal may leave facts too (a denied request is counted). */
export interface Decision<Event> {
  readonly events: readonly Event[];
  readonly refusal?: Refusal;
}

/** A state of the world that makes the answer no. `code` is UPPER_SNAKE (domain R8a) and has a page of its own; `detail` holds codes and numbers only. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** How the desk of an agency says no, and any matter to somebody who is away. */
export const deskRefusals = [
  'PERSON_AWAY', 'AGENCY_CONTAINED', 'PERSON_UNKNOWN', 'NOT_THE_SUPERVISOR', 'LEADER_REQUIRED', 'ROLE_FROM_DIRECTORY', 'DEPUTY_TO_SELF', 'ROLE_NOT_HELD', 'LEAVE_TO_SELF', 'SHIFT_OUTSIDE', 'DESK_FULL', 'DAY_AHEAD',
] as const;

/** How a compact says no beside what it has in common with a case. */
export const compactRefusals = ['COMPACT_EXISTS', 'COMPACT_STATE', 'COMPACT_UNSIGNED', 'SIGNATURE_STATE', 'AMENDMENT_TOO_EARLY', 'COMMITMENTS_OPEN', 'COMPACT_FULL'] as const;

/** How a case says no by its playbook: what has to come first, what can be decided and known, and who may hold work. */
export const playbookRefusals = ['REQUIREMENT_UNMET', 'OPTION_MISSING', 'OPTION_UNKNOWN', 'ANSWER_MISSING', 'FIELD_UNKNOWN', 'VALUE_NOT_POSSIBLE', 'FACT_UNKNOWN', 'SUBJECT_KNOWN', 'SUBJECT_UNKNOWN', 'NON_PUNISHMENT_FIRST', 'DAY_BEYOND', 'DISCIPLINE_REQUIRED'] as const;

/** How what she says and decides is guarded. */
export const voiceRefusals = ['INTERVIEW_LIMIT', 'PROTECTED_PERIOD_SHORTENED', 'NOT_A_CHILD', 'WORDS_PRESENTED', 'HER_FILE_SAYS'] as const;

/** How her file says no. */
export const victimRefusals = [
  'FILE_EXISTS', 'FILE_FULL', 'IN_THIS_CASE', 'SUPERSEDES_ANOTHER',
  'DECIDING_BODY_REQUIRED', 'AGE_DECISION_REQUIRED', 'BIRTH_DATE_REQUIRED', 'BIRTH_DATE_AHEAD', 'OF_AGE', 'UNDER_SUSPICION', 'PSEUDONYM_TAKEN', 'SAFE_CONTACT_REQUIRED',
  'CONSENT_PERIOD', 'CONSENT_CLASSES', 'CONSENT_GRANTOR', 'CONSENT_UNEXPLAINED', 'CONSENT_MISSING', 'GLASS_REASONS', 'KEPT_OUTSIDE',
  'DUTY_HAS_AN_ACT', 'ANSWER_FROM_INSIDE', 'SHE_CHOSE_SILENCE', 'NO_PLAN_AGREED',
  'FILE_ERASED', 'LEGAL_HOLD', 'ERASURE_STATE', 'APPROVER_REQUIRED',
] as const;

/** How a version of a playbook says no. */
export const editionRefusals = ['PLAYBOOK_CLOSED', 'EDITION_STATE', 'STEWARD_REQUIRED', 'READER_REQUIRED', 'TWO_AGENCIES_REQUIRED', 'PLAYBOOK_UNSOUND'] as const;

/** How an order of restitution says no. */
export const redressRefusals = ['NO_RULES_OF_REDRESS', 'REDRESS_STATE', 'NOT_LIABLE', 'MORE_THAN_OWED', 'SHARE_BELOW_PAID', 'PAYMENT_SETTLED', 'COURT_APPROVAL_REQUIRED', 'MORE_THAN_HELD'] as const;

/** How the scorecard of a case says no. */
export const scorecardRefusals = ['REVIEW_STATE', 'REVIEW_UNKNOWN', 'REVIEW_INCOMPLETE', 'CRITERION_UNKNOWN', 'RATING_NOT_POSSIBLE', 'AUTHOR_REQUIRED', 'ANOTHER_DISCIPLINE_REQUIRED'] as const;

/** How a disclosure schedule says no. */
export const processRefusals = ['EXCULPATORY_UNDECIDED', 'RULING_REQUIRED'] as const;

/** How evidence and the map of a venture say no. */
export const evidenceRefusals = ['EVIDENCE_CLASS', 'CUSTODY_ELSEWHERE', 'HASH_REQUIRED', 'ELEMENT_UNKNOWN', 'NOT_A_PERSON'] as const;

/** How what is matched between teams says no. */
export const deconflictionRefusals = ['NO_RULES_OF_DECONFLICTION', 'NO_CONTACT_NAMED', 'TARGET_UNFIT', 'REPORT_NOT_MATCHED', 'TARGETS_SPENT'] as const;

/** How what counts from a legal clock says no. */
export const clockRefusals = ['NOT_A_CLOCK', 'BASIS_UNKNOWN', 'EXCLUSION_UNKNOWN', 'EXTENSION_SPENT', 'CLOCK_RUNNING', 'CLOCK_VERSION_UNKNOWN', 'TOO_EARLY'] as const;

/** Every way the domain can say no. The compiler demands a status for each in the API's catalogue. */
export const refusalCodes = [
  'CASE_EXISTS',
  'NOT_FOUND',
  'PLAYBOOK_UNKNOWN',
  ...editionRefusals,
  ...scorecardRefusals,
  ...processRefusals,
  ...evidenceRefusals,
  ...deconflictionRefusals,
  'ROLE_UNFILLED',
  'AGENCY_UNKNOWN',
  'STALE',
  'NOT_THE_HOLDER',
  'NOT_THE_COORDINATOR',
  'STEP_FINISHED',
  'STEP_NOT_ACCEPTED',
  'STEP_ALREADY_ACCEPTED',
  'STEP_SUSPENDED',
  'OWNER_REQUIRED',
  'REASON_REQUIRED',
  'TWO_PEOPLE_REQUIRED',
  'STATUTORY_DATE_FIXED',
  'VICTIM_PACED_NO_DATE',
  'VICTIM_PACED_GATE',
  'DATE_IN_THE_PAST',
  'DATE_TOO_FAR',
  'PROTECTED_PERIOD',
  'NOT_A_SIGNAL_STEP',
  'SIGNAL_STAYS_OPEN',
  'NOT_A_STATEMENT_STEP',
  'NOT_A_WAIT',
  'NOT_A_HORIZON',
  'NOTHING_TO_BLOCK',
  'SUPPORT_STAYS_OPEN',
  'UNTIL_REQUIRED',
  'STEP_IS_YOURS',
  'HAND_OFF_OPEN',
  'HAND_OFF_TO_SELF',
  'HAND_OFF_STATE',
  'INTERIM_COVER_REQUIRED',
  'ITEMS_REQUIRED',
  'CASE_PHASE',
  'LINK_STATE',
  'LINK_TO_SELF',
  'CONTACT_GATE',
  'EARLY_CONTACT_LIMITS',
  'OPERATION_GATE',
  'CLOSING_GATE',
  'NOT_AN_OPERATION',
  'NO_READINESS_NOTICE',
  'NO_DATE_ASKED',
  'LEVEL_NOT_REACHED',
  'NOT_RELEASABLE',
  'DATE_BELONGS_TO_NEW_DATE',
  'NO_PACKET',
  'NOT_THE_OWNER',
  'AD_HOC_NOT_ALLOWED',
  'NO_COMMITMENTS_HERE',
  'NOT_ON_THE_TEAM',
  'NOT_THE_LEADER',
  'COMMITMENT_STATE',
  'NOT_A_RESOURCE',
  'OUTSIDE_THE_PLEDGE',
  'PERIOD_BACKWARDS',
  'NOT_VICTIM_PACED',
  'AGENCY_LEADS',
  'CASE_FULL',
  ...clockRefusals,
  ...playbookRefusals,
  ...compactRefusals,
  ...deskRefusals,
  ...victimRefusals,
  ...voiceRefusals,
  ...redressRefusals,
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export const accept = <Event>(...events: readonly Event[]): Decision<Event> => ({ events });

export const refuse = (code: RefusalCode, detail?: Refusal['detail']): { readonly events: readonly never[]; readonly refusal: Refusal } => ({
  events: [],
  refusal: detail === undefined ? { code } : { code, detail },
});

/** A bug in a rule. It fails the command that met it, loudly, and nothing is appended. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export function unreachable(value: never): never {
  throw new Fault(`not handled: ${JSON.stringify(value)}`);
}
