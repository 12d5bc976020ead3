/** The field's closed vocabularies (domain report 5a-5c). Codes, not prose: they may travel anywhere. */
export const pacingClasses = ['STATUTORY', 'GUIDANCE', 'AGREED', 'VICTIM_PACED', 'PROTECTED_PERIOD', 'EXTERNAL_WAIT', 'LEGAL_HORIZON'] as const;
export type Pacing = (typeof pacingClasses)[number];

export const roles = [
  'COORDINATOR', 'SPECIALIST_ADVISOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_GUARDIAN',
  'INVESTIGATOR', 'FORENSIC_INTERVIEWER', 'DIGITAL_EXAMINER', 'FINANCIAL_INVESTIGATOR', 'FRAUD_ANALYST', 'ORGANISED_CRIME_ANALYST',
  'IMMIGRATION_OFFICER', 'LABOUR_INSPECTOR', 'CHILD_EXPLOITATION_INVESTIGATOR', 'CHILD_PROTECTION_WORKER', 'COMPETENT_AUTHORITY_OFFICER',
  'PROSECUTOR', 'REDRESS_OFFICER', 'AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'OVERSIGHT_AUDITOR', 'SURVIVOR_CONSULTANT', 'SYSTEM_ADMIN',
  'FIRST_RESPONDER', 'PRIVACY_OFFICER', 'PLAYBOOK_STEWARD',
] as const;
export type Role = (typeof roles)[number];

/** Who stands by a victim: for her, or for a child, in a role of their own. */
export const standingRoles = ['COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER'] as const satisfies readonly Role[];
export type StandingRole = (typeof standingRoles)[number];

/** How she is seen as a victim (domain 5d). Protection starts at the lowest of these and asks for none of the others. */
export const victimStatuses = ['POTENTIAL', 'PRESUMED', 'CONFIRMED', 'NOT_CONFIRMED'] as const;
export type VictimStatus = (typeof victimStatuses)[number];

/** On what a status rests. */
export const statusBases = ['REFERRAL', 'INDICATORS', 'OWN_ACCOUNT', 'PRESUMED_CHILD', 'REASONABLE_GROUNDS', 'CONCLUSIVE_GROUNDS', 'COURT_FINDING', 'REVIEW'] as const;
export type StatusBasis = (typeof statusBases)[number];

/** What is known of her age. */
export const ageBases = ['KNOWN', 'ESTIMATED', 'DISPUTED', 'UNKNOWN'] as const;
export type AgeBasis = (typeof ageBases)[number];

/** Whether somebody interprets when she is spoken with. NONE: a language is shared. */
export const interpreterNeeds = ['NONE', 'NEEDED', 'NEEDED_SIGN_LANGUAGE'] as const;
export type InterpreterNeed = (typeof interpreterNeeds)[number];

/** Data classes (domain 5b). A summary level has a class of its own: D7s the level of a risk, D8m that a statement exists, D15r the released result. */
export const dataClasses = [
  'D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D7s', 'D8', 'D8m', 'D9', 'D10', 'D10s', 'D11', 'D11s', 'D12', 'D13', 'D14', 'D15', 'D15r', 'D16', 'D16s', 'D17', 'D18', 'D19',
] as const;
export type DataClass = (typeof dataClasses)[number];
/** Whose every reading is noted: all but the shell of a case, its steps and aggregates. The log is one of them: who watches is watched. */
export const protectedClasses: readonly DataClass[] = dataClasses.filter((of) => !['D1', 'D2', 'D18'].includes(of));

/** Classes of what is written down as a paper: about a person (her file keeps it), or about a matter (the case keeps it). */
export const personalClasses = ['D3', 'D4', 'D5', 'D7', 'D8', 'D9', 'D16', 'D17'] as const satisfies readonly DataClass[];
export const matterClasses = ['D10', 'D11', 'D12', 'D13', 'D14', 'D15'] as const satisfies readonly DataClass[];
export type PersonalClass = (typeof personalClasses)[number];
export type MatterClass = (typeof matterClasses)[number];
export type PaperClass = PersonalClass | MatterClass;

/** The class of a paper's summary, for those whose part of the matrix ends there; classes without one have no summary. */
export const summaryClass = { D7: 'D7s', D10: 'D10s', D11: 'D11s', D15: 'D15r', D16: 'D16s' } as const satisfies Readonly<Partial<Record<PaperClass, DataClass>>>;

/** What these record may have to be disclosed to the defence: nobody promises that it stays confidential (domain 5b, consent rule 13). */
export const disclosableRoles: readonly Role[] = ['SYSTEM_VICTIM_SPECIALIST', 'INVESTIGATOR'];

/** On what somebody is assigned to a class or a paper (the A cells of the matrix). */
export const assignmentBases = ['CASE_WORK', 'STATEMENT_TEAM', 'LEGAL_DUTY', 'COURT_ORDER', 'EXCULPATORY_MATERIAL', 'IMMINENT_DANGER', 'PAYEE', 'BREAK_GLASS'] as const;
export type AssignmentBasis = (typeof assignmentBases)[number];

/** Roles that there are for a child only: none of them lasts when she is of age. */
export const childRoles: readonly Role[] = ['CHILD_GUARDIAN', 'CHILD_PROTECTION_WORKER'];

const detectives = ['INVESTIGATOR', 'FORENSIC_INTERVIEWER', 'DIGITAL_EXAMINER'] as const satisfies readonly Role[];
const financiers = ['FINANCIAL_INVESTIGATOR', 'FRAUD_ANALYST', 'ORGANISED_CRIME_ANALYST'] as const satisfies readonly Role[];
/** Roles to which an assignment opens a class: the A cells of the need-to-know matrix (domain 5b). Where a class is not named, an assignment opens nothing and is not made. */
export const assignableRoles: Readonly<Partial<Record<PaperClass, readonly Role[]>>> = {
  D3: ['SYSTEM_VICTIM_SPECIALIST', ...detectives, 'IMMIGRATION_OFFICER', 'CHILD_EXPLOITATION_INVESTIGATOR', 'COMPETENT_AUTHORITY_OFFICER', 'PROSECUTOR', 'REDRESS_OFFICER', 'CHILD_PROTECTION_WORKER'],
  D4: ['CHILD_PROTECTION_WORKER'],
  D7: [...detectives, 'CHILD_EXPLOITATION_INVESTIGATOR', 'CHILD_PROTECTION_WORKER'],
  D8: ['SPECIALIST_ADVISOR', ...detectives, 'CHILD_EXPLOITATION_INVESTIGATOR'],
  D9: ['IMMIGRATION_OFFICER'],
  D11: [...detectives, ...financiers, 'IMMIGRATION_OFFICER', 'LABOUR_INSPECTOR', 'CHILD_EXPLOITATION_INVESTIGATOR', 'PROSECUTOR'],
  D12: ['SPECIALIST_ADVISOR', ...detectives, ...financiers, 'CHILD_EXPLOITATION_INVESTIGATOR'],
  D13: [...detectives, 'PROSECUTOR'],
  D14: [...detectives, 'PROSECUTOR'],
  D17: ['CHILD_PROTECTION_WORKER'],
};

export const agencyTypes = [
  'PROSECUTION', 'LAW_ENFORCEMENT_FEDERAL_NATIONAL', 'LAW_ENFORCEMENT_LOCAL', 'VICTIM_SERVICES_NGO', 'VICTIM_LEGAL_SERVICES', 'CHILD_PROTECTION', 'HEALTH',
  'IMMIGRATION', 'LABOUR_INSPECTORATE', 'LABOUR_OIG', 'TAX_FINANCIAL_CRIME', 'CUSTOMS_BORDER', 'COMPETENT_AUTHORITY', 'COURT_PROBATION', 'CORRECTIONS',
  'LICENSING_REGULATOR', 'SPECIALIST_UNIT', 'COORDINATION_OFFICE',
] as const;
export type AgencyType = (typeof agencyTypes)[number];

export const stepStates = ['READY', 'IN_PROGRESS', 'SUSPENDED', 'WAITING_EXTERNAL', 'DONE', 'NOT_APPLICABLE', 'CANCELLED'] as const;
export type StepState = (typeof stepStates)[number];

export const declineReasons = [
  'CAPACITY', 'JURISDICTION', 'NOT_IN_MANDATE', 'INSUFFICIENT_INFORMATION', 'CONFLICT_OF_INTEREST', 'SAFETY_CONCERN', 'CONSENT_MISSING', 'DUPLICATE', 'OTHER',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

export const notApplicableReasons = ['NOT_IN_THIS_JURISDICTION', 'RIGHT_EXERCISED', 'NOBODY_CONCERNED', 'DONE_ELSEWHERE', 'DUPLICATE', 'OTHER'] as const;
export type NotApplicableReason = (typeof notApplicableReasons)[number];

export const reDateReasons = ['CAPACITY', 'TURNOVER', 'AWAITING_DECISION', 'INFORMATION_MISSING', 'MISSING_RESOURCE', 'TECHNICAL', 'OTHER'] as const;
export type ReDateReason = (typeof reDateReasons)[number];

/** Why days that a legal clock left out count after all. */
export const inclusionReasons = ['RECORDED_WRONGLY', 'RULED_OTHERWISE', 'OTHER'] as const;
export type InclusionReason = (typeof inclusionReasons)[number];

/** Where a case stands. `information` is not a case yet; `closing-review` asks whether it may close; a case that was closed is reopened, its history intact. */
export const casePhases = ['information', 'open', 'reopened', 'closing-review', 'closed-monitoring', 'closed'] as const;
export type CasePhase = (typeof casePhases)[number];

/** Gates of the field (domain 5c) whose denied requests are recorded; G3 records its own. R8 is the limit of an early contact. */
export const gates = ['G2', 'G4', 'R8', 'G10'] as const;
export type Gate = (typeof gates)[number];

/** Why a report is kept as information. There is no code for a survivor who does not take part. */
export const informationReasons = ['NO_INDICATORS', 'OTHER_JURISDICTION', 'DUPLICATE', 'NOT_IN_MANDATE'] as const;

/** Why a case closes. That a survivor withdrew or that time passed is no reason (refusal 3), so there is no code for either. */
export const closingReasons = ['ALL_SUSPECTS_DISPOSED', 'NO_SUSPECT_IDENTIFIED', 'PROTECTION_OUTCOME', 'TRANSFERRED', 'DUPLICATE'] as const;

/** What opens a closed case again (S10.2). */
export const reopenTriggers = ['NEW_VICTIM', 'NEW_EVIDENCE', 'REVIEW_GRANTED', 'SUSPECT_LOCATED', 'BREACH', 'LIMITATION_CHANGE'] as const;

/** Why two cases belong together. */
export const linkRelations = ['SAME_VENTURE', 'SAME_SUSPECT', 'SPLIT', 'MERGED'] as const;
export type LinkRelation = (typeof linkRelations)[number];

/** Rule R8: what an early limited contact may be for. */
export const earlyPurposes = ['IMMEDIATE_SAFETY', 'EVIDENCE_VANISHING'] as const;

/** When a readiness notice may be gone without: somebody's life is in danger now. */
export const overrideReasons = ['IMMEDIATE_DANGER_TO_LIFE', 'CHILD_IN_IMMEDIATE_DANGER'] as const;

/** What services are told before an operation: roughly when, and for whom to be ready. Never the hour and never the place (refusal 22). */
export const timeBands = ['WITHIN_A_DAY', 'WITHIN_THREE_DAYS', 'WITHIN_A_WEEK', 'WITHIN_A_MONTH'] as const;
export const genderMixes = ['FEMALE', 'MALE', 'MIXED', 'UNKNOWN'] as const;
export const specialNeeds = ['MEDICAL', 'MOBILITY', 'PREGNANCY', 'INFANTS', 'SIGN_LANGUAGE', 'ADDICTION_CARE', 'FAMILIES'] as const;

/** What the joint meeting of leaders may decide on work that reached it. */
export const minutedDecisions = ['NEW_DATE', 'REASSIGN', 'SET_ASIDE', 'HELP', 'KEEP_ON'] as const;

/** What a case conference may decide on the tracks it names. Ours. */
export const conferenceDecisions = ['NEW_PLAN', 'HELP', 'SPLIT', 'HAND_OFF', 'PRIORITY', 'GO_ON', 'OTHER'] as const;
export type ConferenceDecision = (typeof conferenceDecisions)[number];

/** Causes of a stall (metric M5). NO_OWNER is computed, the others are recorded. */
export const blockers = [
  'NO_OWNER', 'CAPACITY', 'TURNOVER', 'AWAITING_DECISION', 'FOREIGN_REQUEST_OVERDUE', 'MISSING_RESOURCE', 'JURISDICTION_DISPUTE', 'INFORMATION_MISSING', 'TECHNICAL', 'OTHER',
] as const;
export type Blocker = (typeof blockers)[number];

export const readinessSignals = ['NOT_NOW', 'READY_FOR_CONTACT', 'READY_FOR_INTERVIEW', 'NOT_TO_BE_ASKED_BEFORE'] as const;
export type ReadinessSignal = (typeof readinessSignals)[number];

export const handOffKinds = ['ORDINARY', 'SUPPORT', 'DANGER'] as const;
export type HandOffKind = (typeof handOffKinds)[number];

export const handOffStates = [
  'PROPOSED', 'TIMED_OUT', 'RETURNED_FOR_INFO', 'DECLINED', 'DISPUTED', 'IN_PROGRESS', 'COMPLETED', 'WITHDRAWN', 'KEPT_BY_SENDER', 'RETURNED_AFTER_ACCEPT',
] as const;
export type HandOffState = (typeof handOffStates)[number];

export const tracks = [
  'PROTECTION', 'IDENTIFICATION', 'TEAM', 'INVESTIGATION', 'FINANCIAL', 'IMMIGRATION', 'LABOUR', 'CHILD', 'ORGANISED_CRIME', 'DIGITAL', 'CHARGING', 'PROCEEDINGS', 'REDRESS', 'AFTERCARE',
] as const;
export type Track = (typeof tracks)[number];

/** What an agency promises: something to deliver, people or time, or an answer. */
export const commitmentKinds = ['DELIVERABLE', 'RESOURCE', 'RESPONSE'] as const;
export type CommitmentKind = (typeof commitmentKinds)[number];

/** How a commitment stands. RECOMMITTED and REASSIGNED are answers: the promise goes on, under a new date or another agency. */
export const commitmentStates = ['PROPOSED', 'DECLINED', 'ACTIVE', 'SUSPENDED', 'LAPSED', 'MET', 'MET_LATE', 'RELEASED'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** What became of one dated promise. */
export const termAnswers = ['MET', 'MET_LATE', 'RECOMMITTED', 'RE_DATED', 'REASSIGNED', 'RELEASED'] as const;
export type TermAnswer = (typeof termAnswers)[number];

export const releaseReasons = ['CAPACITY', 'NOT_IN_MANDATE', 'NO_LONGER_NEEDED', 'DONE_ELSEWHERE', 'LAW_CHANGED', 'OTHER'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

/** Why an agency leaves. Each is also a reason to decline work and to let a promise go. */
export const leavingReasons = ['CAPACITY', 'NOT_IN_MANDATE', 'OTHER'] as const satisfies readonly (ReleaseReason & DeclineReason)[];
export type LeavingReason = (typeof leavingReasons)[number];

/** Why a partner is contained: what it reads and holds may be in the wrong hands. Ours. */
export const containmentReasons = ['ACCOUNT_TAKEN_OVER', 'DEVICE_LOST', 'DATA_LEAKED', 'STAFF_COERCED', 'STAFF_BRIBED', 'OTHER'] as const;
export type ContainmentReason = (typeof containmentReasons)[number];

export const compactStates = ['DRAFT', 'OPEN_FOR_SIGNATURE', 'ACTIVE', 'SUSPENDED', 'ENDED'] as const;
export type CompactState = (typeof compactStates)[number];

export const resourceUnits = ['HOURS', 'FTE'] as const;
export type ResourceUnit = (typeof resourceUnits)[number];

/** How she takes part in the proceedings of a case (S5.6): her decision, always revisable. */
export const participationModes = ['IN_PERSON', 'BY_MEASURE', 'EARLIER_STATEMENT', 'INFORMATION_ONLY', 'NONE'] as const;
export type ParticipationMode = (typeof participationModes)[number];

/** What somebody wants to speak with her for. */
export const interviewPurposes = ['INVESTIGATION', 'SAFETY', 'IDENTIFICATION', 'TRIAL', 'REDRESS'] as const;
export type InterviewPurpose = (typeof interviewPurposes)[number];

/** What became of a request to speak with her. A request that was denied is kept and counted. */
export const interviewResults = ['SCHEDULED', 'DENIED_GATE', 'DENIED_LIMIT', 'WITHDRAWN'] as const;
export type InterviewResult = (typeof interviewResults)[number];

/** What staff owe in the file of a victim. Each has its period and its ladder in the playbook; none is ever owed by her, and none asks her for anything she has not agreed to. */
export const dutyKinds = [
  'REASSESS_RISK', 'REVIEW_RISK', 'SAFETY_STEP', 'OFFER_REVIEW', 'OFFER_SUPPORT', 'OFFER_AFTERCARE', 'KEEP_PROMISE', 'REVIEW_PROMISES', 'AGREED_CONTACT', 'ANSWER_INCIDENT', 'WATCH_STATUS',
  'INTERIM_GUARDIAN', 'REVIEW_BREAK_GLASS', 'RENEW_CONSENT',
  'COMING_OF_AGE', 'KEEP_CONTACT',
  'REPORT_CHILD', 'REFER_CHILD', 'REPORT_MISSING',
] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** What is said of somebody who is a child or may be one, for what it calls for at once (S0.3). */
export const childCircumstances = ['FOREIGN_NATIONAL', 'MISSING_FROM_CARE'] as const;
export type ChildCircumstance = (typeof childCircumstances)[number];
/** What the file of a victim says of itself to her cases, where their playbook has a fact for it. */
export const fileFacts = ['CHILD_RULES', 'NOTIFIED', ...childCircumstances] as const;
export type FileFact = (typeof fileFacts)[number];

/** Duties whose very kind belongs to a protected class: whoever has not that class sees a protected duty and its clock (rule R12). */
export const protectedDuties = { WATCH_STATUS: 'D9' } as const satisfies Readonly<Partial<Record<DutyKind, DataClass>>>;

/** Duties that come again and again: they begin without a word, and their ladder reminds. */
export const recurringDuties: readonly DutyKind[] = ['OFFER_SUPPORT', 'REVIEW_PROMISES', 'REVIEW_RISK', 'WATCH_STATUS', 'KEEP_CONTACT'];

/** Duties to offer: whether she takes it up is hers (rule R10). Their ladders end at level 2, so that nobody is tempted to pass the pressure on. */
export const offerDuties: readonly DutyKind[] = ['OFFER_REVIEW', 'OFFER_SUPPORT', 'OFFER_AFTERCARE'];

/** Roles that may owe something: those who work on cases, and who watches over privacy. Nobody who is herself concerned. */
export const dutyRoles = [
  'COORDINATOR', 'SPECIALIST_ADVISOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_GUARDIAN', 'INVESTIGATOR', 'FORENSIC_INTERVIEWER', 'DIGITAL_EXAMINER',
  'FINANCIAL_INVESTIGATOR', 'FRAUD_ANALYST', 'ORGANISED_CRIME_ANALYST', 'IMMIGRATION_OFFICER', 'LABOUR_INSPECTOR', 'CHILD_EXPLOITATION_INVESTIGATOR', 'CHILD_PROTECTION_WORKER', 'COMPETENT_AUTHORITY_OFFICER',
  'PROSECUTOR', 'REDRESS_OFFICER', 'AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'FIRST_RESPONDER', 'PRIVACY_OFFICER',
] as const satisfies readonly Role[];
export type DutyRole = (typeof dutyRoles)[number];

/** What became of a duty. An offer that was made is done, whatever she said to it. */
export const dutyOutcomes = ['DONE', 'OFFERED', 'NOT_REACHED', 'NOT_NEEDED'] as const;
export type DutyOutcome = (typeof dutyOutcomes)[number];

/** Danger to her, from low to critical (class D7s). */
export const riskLevels = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type RiskLevel = (typeof riskLevels)[number];
/** After each of these the danger is assessed anew (rule R9). */
export const riskEvents = ['ARREST', 'RELEASE', 'HEARING', 'TESTIMONY', 'VERDICT', 'SENTENCE', 'INCIDENT'] as const;
export type RiskEvent = (typeof riskEvents)[number];
export const riskTriggers = ['INITIAL', 'REVIEW', ...riskEvents] as const;
export type RiskTrigger = (typeof riskTriggers)[number];
/** Events in which she takes part: danger that rose after them is shown (domain 5d). */
export const participationEvents: readonly RiskTrigger[] = ['HEARING', 'TESTIMONY'];
export const riskFactors = [
  'RETALIATION', 'RE_TRAFFICKING', 'FAMILY_ABROAD', 'FAMILY_HERE', 'ONLINE_EXPOSURE', 'SELF_HARM', 'SUSPECTS_AT_LIBERTY', 'KNOWN_ADDRESS', 'DEBT', 'INSECURE_STATUS', 'INSECURE_HOUSING', 'OTHER',
] as const;
export const riskMeasures = ['SAFE_HOUSING', 'SAFE_PHONE', 'ESCORT', 'NO_CONTACT_ORDER', 'ADDRESS_WITHHELD', 'FAMILY_PROTECTION', 'POLICE_CONTACT', 'ONLINE_SAFETY', 'CRISIS_SUPPORT', 'COURT_MEASURES', 'RELOCATION', 'OTHER'] as const;

export const supportKinds = ['HOUSING', 'HEALTH', 'COUNSELLING', 'LEGAL_ADVICE', 'INCOME', 'DOCUMENTS', 'CHILDREN', 'EDUCATION_OR_WORK', 'INTERPRETING', 'RETURN', 'OTHER'] as const;
export type SupportKind = (typeof supportKinds)[number];
/** Kinds of support whose very existence is health data (rule R12). */
export const healthSupport: readonly SupportKind[] = ['HEALTH', 'COUNSELLING'];
/** Why a support step ends. That she does not cooperate, withdrew, was refused a status, or that a prosecution is over is no reason (rule R4, refusal 4), so there is no code for any of them. */
export const supportEnds = ['SHE_ENDED_IT', 'NEED_MET', 'ANOTHER_PROVIDER', 'ENTERED_TWICE'] as const;

/** What became of a promise made to her. Only she says which. */
export const promiseAnswers = ['KEPT', 'BROKEN', 'RELEASED'] as const;
export type PromiseAnswer = (typeof promiseAnswers)[number];

/** She may choose silence, and that is hers; that nobody can reach her is another thing (domain 5d). */
export const reachStates = ['IN_CONTACT', 'CHOSE_SILENCE', 'CANNOT_BE_REACHED'] as const;
export type ReachState = (typeof reachStates)[number];

export const incidentKinds = ['PRESSURE', 'BREACH', 'RETALIATION', 'DISRESPECT', 'OTHER'] as const;
export type IncidentKind = (typeof incidentKinds)[number];
export const incidentOutcomes = ['UPHELD', 'PARTLY_UPHELD', 'NOT_UPHELD', 'SETTLED_WITH_HER'] as const;
export type IncidentOutcome = (typeof incidentOutcomes)[number];

/** Status measures: CP continued presence, T and U visas, RG and CG reasonable and conclusive grounds, residence, eligibility for benefits, interim assistance. */
export const measureKinds = ['CP', 'T', 'U', 'RG', 'CG', 'RESIDENCE', 'ELIGIBILITY', 'INTERIM'] as const;
export type MeasureKind = (typeof measureKinds)[number];
/** On what a step of a status measure is recorded. */
export const measureSources = ['LETTER', 'DECISION', 'COURT_ORDER', 'RECEIPT', 'REGISTER', 'STATUTE'] as const;
export const measureEnds = ['EXPIRED', 'REFUSED', 'WITHDRAWN_BY_HER', 'REPLACED', 'REVOKED'] as const;

/** Offences she committed under compulsion: how they hang together with what was done to her, what is asked of the prosecution, and what came of it. */
export const nexuses = ['COMPELLED', 'DIRECT_CONSEQUENCE', 'CONNECTED', 'UNCLEAR'] as const;
export const nonPunishmentAsked = ['NOT_PROSECUTE', 'STAY', 'DISMISS', 'VACATE', 'SEAL_RECORD', 'RELEASE'] as const;
export const nonPunishmentResults = ['GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'PENDING'] as const;
