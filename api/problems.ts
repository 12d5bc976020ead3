/**
 * Every way this API says no (RFC 9457): a fixed catalogue, a page each under /problems. A refusal of the domain without a status here does not compile.
 * A problem never repeats what was sent: it names the place, a code and the way out.
 */
import type { RefusalCode } from '#domain/decision.ts';
import type { DataClass } from '#domain/terms.ts';

interface Entry {
  readonly status: number;
  readonly title: string;
  readonly whatToDo: string;
}

type ApiCode =
  | 'INVALID_REQUEST' | 'MALFORMED_JSON' | 'UNSUPPORTED_MEDIA_TYPE' | 'BODY_TOO_LARGE' | 'METHOD_NOT_ALLOWED' | 'NOT_SIGNED_IN' | 'STEP_UP_REQUIRED' | 'NOT_ALLOWED'
  | 'OUTCOME_RANKING_REFUSED' | 'OUTCOME_CONTEXT_REQUIRED' | 'IMAGE_CONTENT_REFUSED'
  | 'FORM_NOT_OURS' | 'IDEMPOTENCY_KEY_REQUIRED' | 'IDEMPOTENCY_KEY_REUSED' | 'OUTCOME_UNKNOWN' | 'UNAVAILABLE' | 'FAULT';
export type ProblemCode = RefusalCode | ApiCode;

const say = (status: number, title: string, whatToDo: string): Entry => ({ status, title, whatToDo });

export const problems = {
  INVALID_REQUEST: say(400, 'The request is not what this operation takes', 'Look at `errors`: each names a place and what is accepted there.'),
  MALFORMED_JSON: say(400, 'The body is not JSON', 'Send one JSON object in UTF-8, without a key twice and at most 16 levels deep.'),
  UNSUPPORTED_MEDIA_TYPE: say(415, 'The body is of another kind', 'Send `Content-Type: application/json`, in UTF-8 and not compressed.'),
  BODY_TOO_LARGE: say(413, 'The body is too large', 'Send at most 64 KB.'),
  METHOD_NOT_ALLOWED: say(405, 'This address does not take that method', 'Use one of the methods in the header `Allow`.'),
  NOT_SIGNED_IN: say(401, 'You are not signed in', 'Send `Authorization: Bearer` with a valid access token of an active person.'),
  STEP_UP_REQUIRED: say(401, 'Sign in once more for this', 'This act takes somebody who has just signed in. Get a token whose `auth_time` is not older than `max_age` in `WWW-Authenticate` says, and send the same request with the same Idempotency-Key.'),
  NOT_ALLOWED: say(403, 'Your role does not allow this', 'Ask somebody of your agency who holds the role of the step, your supervisor or the coordinator.'),
  FORM_NOT_OURS: say(403, 'This form did not come from a page of yours', 'Open the page again, and send the form from there.'),
  NOT_FOUND: say(404, 'There is nothing here for you', 'Check the address. What is absent and what is not yours look the same.'),
  IDEMPOTENCY_KEY_REQUIRED: say(400, 'The header Idempotency-Key is missing', 'Send a key of your own making, new for each act and the same for each retry of it.'),
  IDEMPOTENCY_KEY_REUSED: say(422, 'This Idempotency-Key was used for another request', 'Use a new key for a new act; the same key only for the very same request.'),
  OUTCOME_RANKING_REFUSED: say(422, 'Outcomes are not ranked', 'Leave out the order: nothing here sorts or groups by agency, prosecutor, district or person. Numbers of cases cannot be compared; open the cases behind a figure instead.'),
  OUTCOME_CONTEXT_REQUIRED: say(422, 'This count means nothing alone', 'A count of prosecutions or convictions is shown only beside the mix of routes, disruption, safety and redress, the decisions in the best interests of victims, and the caveat that numbers cannot be compared.'),
  IMAGE_CONTENT_REFUSED: say(422, 'Images are not taken here', 'Say of images how many there are, their hashes and their rating, in `images` and with class D14; nothing else goes with it. No paper takes a file written out as text. Nothing of this was stored.'),
  OUTCOME_UNKNOWN: say(503, 'We cannot say yet whether it was recorded', 'Send the same request with the same Idempotency-Key again: it is recorded once at most.'),
  UNAVAILABLE: say(503, 'A part of the service does not answer', 'Try again after the time in `Retry-After`.'),
  FAULT: say(500, 'A rule met something it was not written for', 'Nothing was recorded. Report the correlation id; the case itself goes on.'),

  CASE_EXISTS: say(409, 'This case has been launched', 'Read the case; launch another one under a new key.'),
  PLAYBOOK_CLOSED: say(409, 'This playbook version launches no more cases', 'It was superseded or withdrawn: launch by the newest published version. Cases that run on it go on.'),
  EDITION_STATE: say(409, 'The version is not in a state for this', 'Read the version: what was published is never changed, and a change is drafted as the next version.'),
  EXCULPATORY_UNDECIDED: say(409, 'Nobody has decided whether it speaks for a defendant', 'Decide that first: only then can anything be held back.'),
  RULING_REQUIRED: say(409, 'Only a court holds back what speaks for a defendant', 'Disclose it, or give the day of the ruling that allows it to be held back.'),
  EVIDENCE_CLASS: say(422, 'This lies under another data class', 'Facts about images of abuse are D14; what is sealed for a grand jury is D12 and filed by a prosecutor.'),
  CUSTODY_ELSEWHERE: say(409, 'Another agency has it', 'Read who has the item: that one hands it over, and the one to whom it is on its way says that it came.'),
  HASH_REQUIRED: say(422, 'The hash of what arrived is needed', 'Take the SHA-256 of what you received and send it: it is compared with that of what was filed.'),
  ELEMENT_UNKNOWN: say(422, 'This way of charging has no such element', 'Read the matrix: it lists what has to be proved. Means need not be proved of a child.'),
  NOT_A_PERSON: say(422, 'Only people have this', 'Name a person on the map.'),
  NO_RULES_OF_DECONFLICTION: say(409, 'The playbook matches no targets of this kind', 'Read the playbook of the case: `deconfliction` lists the kinds that are matched with those of other teams.'),
  NO_CONTACT_NAMED: say(409, 'Nobody is there to be called', 'Say first that you are the one whom other teams may call (`take-contact`): a match tells them nothing else.'),
  TARGET_UNFIT: say(422, 'This is not matched', 'Only things of the venture and of its suspects are, each in the form that its kind has. Never a name nor a hash, and nothing of anybody who is or may be a victim.'),
  REPORT_NOT_MATCHED: say(422, 'What comes from the report of a bank is not matched', 'Its being there is told to nobody outside (31 USC 5318(g)(2)). Register what is known from elsewhere, under a place on the map of its own.'),
  TARGETS_SPENT: say(409, 'No more can be registered today', 'See `most`: so many in 24 hours, those that were withdrawn among them. Register what is really worked on.'),
  REVIEW_STATE: say(409, 'No review is open, or one is', 'Read the scorecard: the coordinator opens a review, and holds it before the next.'),
  REVIEW_UNKNOWN: say(422, 'The playbook knows no such review', 'Name one of the reviews that the scorecard lists.'),
  REVIEW_INCOMPLETE: say(409, 'Criteria are still to be said or looked at', 'Have each said by those whom the playbook names, and looked at by somebody of another discipline who sees it so too. TOO_EARLY is an answer.'),
  CRITERION_UNKNOWN: say(422, 'This review does not ask about that criterion, or nobody has said it yet', 'Name a criterion of the open review; it is said first and looked at then.'),
  RATING_NOT_POSSIBLE: say(422, 'Only her own measure may be left unshared', 'Say TOO_EARLY, or NOT_APPLICABLE with the reason.'),
  AUTHOR_REQUIRED: say(403, 'The playbook names others for this criterion', 'Ask somebody who holds one of the roles it names to say it.'),
  ANOTHER_DISCIPLINE_REQUIRED: say(403, 'Somebody of another discipline looks at it', 'Ask somebody who holds one of the roles that the playbook names for it, and not the one in which it was said.'),
  STEWARD_REQUIRED: say(403, 'Only a playbook steward does this', 'Ask a playbook steward of your agency.'),
  READER_REQUIRED: say(403, 'Only those who work on cases say this', 'Ask a coordinator, a prosecutor, an advocate or another reader; survivor consultants comment.'),
  TWO_AGENCIES_REQUIRED: say(409, 'Two people of two agencies must have read it', 'Ask somebody of another agency, who did not write it, to read and approve the version.'),
  PLAYBOOK_UNSOUND: say(422, 'The playbook is not sound', 'Read the version: `flaws` says what is wrong, by line. Mend it and draft it again.'),
  PLAYBOOK_UNKNOWN: say(422, 'There is no such playbook version', 'Name a published playbook and version.'),
  ROLE_UNFILLED: say(422, 'A role of the playbook has no agency', 'Give every role the playbook needs to an agency of the team.'),
  AGENCY_CONTAINED: say(409, 'That agency takes no work now', 'It is contained: nobody of it reads anything until it is let in again. Ask another agency.'),
  AGENCY_UNKNOWN: say(422, 'There is no such agency', 'Name an agency of the directory that is on the team.'),
  STALE: say(412, 'It has changed since you read it', 'Read it again and decide anew; send its new `ETag` as `If-Match`.'),
  NOT_THE_HOLDER: say(403, 'Another agency holds this', 'Ask the holder, or propose a hand-off.'),
  NOT_THE_COORDINATOR: say(403, 'Only the coordinator of the lead agency may do this', 'Ask the coordinator.'),
  STEP_FINISHED: say(409, 'The step is finished', 'Nothing is left to do here; history is never rewritten.'),
  STEP_NOT_ACCEPTED: say(409, 'Nobody has accepted the step yet', 'Accept it first.'),
  STEP_ALREADY_ACCEPTED: say(409, 'The step has an owner', 'A colleague of the same agency takes over; another agency is asked by a hand-off.'),
  STEP_SUSPENDED: say(409, 'Waiting, victim-paced', 'The date goes on by itself when the wait is over. Nothing hurries it.'),
  OWNER_REQUIRED: say(422, 'The owner stays until another has accepted', 'Propose a hand-off, or have a colleague take over.'),
  REASON_REQUIRED: say(422, 'A reason is missing', 'Give one of the reason codes.'),
  TWO_PEOPLE_REQUIRED: say(409, 'A second person must agree', 'Set aside or moved earlier, this takes two people who say the same; and nobody opens anything of hers to themselves, nor judges what they did. Have another person send the act; a right that was used is set aside with RIGHT_EXERCISED.'),
  STATUTORY_DATE_FIXED: say(409, 'The law fixes this date', 'It cannot be moved later; use the remedy the law gives.'),
  VICTIM_PACED_NO_DATE: say(409, 'A step at the survivor\'s pace has no date', 'Do not set one. The staff duty to offer support is a step of its own.'),
  VICTIM_PACED_GATE: say(409, 'The conditions for a statement are not met', 'See `missing`. What can be arranged is ours to arrange; nobody asks the survivor for a signal.'),
  DATE_IN_THE_PAST: say(422, 'The date lies in the past', 'Give a day that is still ahead.'),
  DATE_TOO_FAR: say(422, 'The date lies too far ahead', 'Give a day within ten years, or within a hundred for a legal horizon.'),
  PROTECTED_PERIOD: say(409, 'A protected period runs', 'It ends by its date. Its end opens no request to anybody.'),
  NOT_A_SIGNAL_STEP: say(409, 'This step takes no readiness signal', 'Record the signal on the step that asks for it.'),
  SIGNAL_STAYS_OPEN: say(409, 'A readiness signal is never finished', 'Record what the survivor signals, as often as it changes; the step stays open.'),
  NOT_A_STATEMENT_STEP: say(409, 'No statement is given in this step', 'Use the statement step.'),
  UNTIL_REQUIRED: say(422, 'The day is missing, or does not belong here', 'With NOT_TO_BE_ASKED_BEFORE send `until`, the day before which nobody offers or asks; with any other signal leave it out.'),
  SUPPORT_STAYS_OPEN: say(409, 'Support is never set aside', 'It stays offered, whatever is decided elsewhere. Nothing is owed in return.'),
  NOTHING_TO_BLOCK: say(409, 'No cause of delay is named here', 'This waits as it should. Name causes only for work of an agency.'),
  NOT_A_HORIZON: say(409, 'The step has no legal horizon', 'Set the last day only on a legal horizon.'),
  STEP_IS_YOURS: say(409, 'You own this step', 'Nothing is to be taken over.'),
  NOT_A_WAIT: say(409, 'The step waits for nobody outside', 'Only an external wait is reviewed.'),
  HAND_OFF_OPEN: say(409, 'A hand-off of this step is open', 'Finish or withdraw that one first.'),
  HAND_OFF_TO_SELF: say(422, 'Sender and receiver are the same', 'Name another agency.'),
  HAND_OFF_STATE: say(409, 'The hand-off does not stand where this act is possible', 'Read it again and see who moves next.'),
  INTERIM_COVER_REQUIRED: say(422, 'Somebody must cover meanwhile', 'Confirm interim cover: support is never handed into a void.'),
  ITEMS_REQUIRED: say(422, 'What is missing must be named', 'List the items you need, as codes.'),
  LINK_STATE: say(409, 'The link does not stand where this act is possible', 'Read it again. A link that was declined or has ended is asked for anew.'),
  LINK_TO_SELF: say(422, 'A case is not linked to itself', 'Name another case.'),
  CASE_PHASE: say(409, 'The case does not stand where this act is possible', 'Read the case: `phase` says where it stands.'),
  CONTACT_GATE: say(409, 'Nobody knows yet how to contact her safely', 'Have her advocate record the safe-contact rule first (gate G2).'),
  EARLY_CONTACT_LIMITS: say(409, 'An early contact has limits', 'See `missing`. It needs her consent, an advocate offered, the safe-contact rule and no more minutes than the playbook allows (rule R8).'),
  OPERATION_GATE: say(409, 'The services have not said that they are ready', 'Send a readiness notice and wait for its acknowledgement; if a life is in danger now, two people record that (gate G4).'),
  CLOSING_GATE: say(409, 'The case may not close yet', 'See `missing` and `steps`: every duty is done or set aside by rule, the survivors are told, redress is handed over (gate G10).'),
  NOT_AN_OPERATION: say(409, 'No operation is planned in this step', 'Use the operation step of the playbook.'),
  NO_READINESS_NOTICE: say(409, 'No such readiness notice waits', 'Read the case: a later notice may have taken its place.'),
  NO_DATE_ASKED: say(409, 'No other date was asked for', 'Nothing waits for your answer here.'),
  LEVEL_NOT_REACHED: say(409, 'The escalation has not come to this level', 'This answer belongs to the level in `level`. Until then the owner asks for another date.'),
  NOT_RELEASABLE: say(409, 'This work is not let go', 'Only guidance and what was agreed is released. Pass it on by a hand-off, or promise it anew where that is possible.'),
  DATE_BELONGS_TO_NEW_DATE: say(422, 'The date is missing, or does not belong here', 'Send `due` with the decision NEW_DATE, and with no other.'),
  NO_PACKET: say(409, 'No packet waits here', 'The work did not change hands, or you have acknowledged its packet.'),
  NOT_THE_OWNER: say(403, 'Only the owner may say this', 'Accept the work or take it over first.'),
  AD_HOC_NOT_ALLOWED: say(422, 'This case takes no such step', 'The playbook says for which tracks and roles, and how many, steps may be added.'),
  REQUIREMENT_UNMET: say(409, 'Something has to come first', 'See `missing`: steps, facts and gates of the playbook that this step waits for before it can be called done.'),
  OPTION_MISSING: say(422, 'This step is done by deciding', 'Send `option`, one of `options`.'),
  OPTION_UNKNOWN: say(422, 'That is no option of this step', 'Send one of `options`; a step that decides nothing takes none.'),
  FIELD_UNKNOWN: say(422, 'The form has no such field', 'Read the form of the step (GET …/form): each field stands there with its class.'),
  ANSWER_MISSING: say(422, 'The form is not answered', 'See `fields`: each needs an answer before the step can be called done.'),
  VALUE_NOT_POSSIBLE: say(422, 'The playbook knows no such answer', 'A fact is a day, an instant, yes or no, or one of the values that the playbook lists. See `fields`, where a form was answered.'),
  FACT_UNKNOWN: say(422, 'The playbook knows no such fact', 'Read the case: `facts` names those that may be recorded.'),
  SUBJECT_KNOWN: say(409, 'That name is taken in this case', 'Take the next one: a name is never given twice in a case.'),
  SUBJECT_UNKNOWN: say(422, 'Nobody in this case has that name', 'Name somebody of the kind the fact is about, or leave the name out where it is about the whole case. A charge names its suspect in `of`.'),
  NON_PUNISHMENT_FIRST: say(409, 'First it is asked whether she was compelled to it', 'See `step`: the check that nobody is punished for what they were compelled to do is done before a victim is named as a suspect. Complete it, then name the suspect.'),
  DAY_BEYOND: say(422, 'The day lies too far ahead', 'See `latest`: the playbook bounds how far ahead this day may lie, and it must come before a right lapses. Name an earlier day.'),
  DISCIPLINE_REQUIRED: say(422, 'Another kind of agency does this', 'See `disciplines`: only such agencies may hold this step. Hand it to one.'),
  NOT_A_CLOCK: say(409, 'No legal clock runs here', 'Days are left out and time is added only where a legal clock of the playbook runs. Where one is to run, say first from when.'),
  EXCLUSION_UNKNOWN: say(422, 'The clock leaves no such days out', 'Give the basis and both days as they were recorded: the step shows them.'),
  BASIS_UNKNOWN: say(422, 'The clock knows no such basis', 'See `bases`: what the playbook lists for this clock.'),
  EXTENSION_SPENT: say(409, 'The clock was lengthened as often as it may be', 'See `most`. A court that orders more does so on another basis.'),
  CLOCK_RUNNING: say(409, 'The clock runs already', 'By which version of the law a case goes is said before such a clock begins in it.'),
  CLOCK_VERSION_UNKNOWN: say(422, 'The clock has no such version', 'See `versions`: the days since when each holds; FIRST is the one without a day.'),
  TOO_EARLY: say(409, 'It is too early to call this done', 'See `until`: it cannot be called done before. Where `until` is missing, it is not yet known from when that counts.'),
  CASE_FULL: say(409, 'The case holds as much open work as it can', 'Have promises kept, or let go by their leader, before more is added. What is open goes on, and what the survivor says is always recorded.'),
  NO_COMMITMENTS_HERE: say(409, 'The playbook knows no commitments', 'Name a playbook that says by which ladder commitments are kept.'),
  AGENCY_LEADS: say(409, 'That agency leads, and who leads cannot leave', 'See `count`: cases and compacts it leads. Close them first (TRANSFERRED, once another agency has launched its own) and end the compacts.'),
  NOT_ON_THE_TEAM: say(422, 'That agency is not on the team', 'Name an agency that is engaged. Another one comes in by a hand-off or a compact.'),
  NOT_THE_LEADER: say(403, 'Only the leader of the agency that promised may answer so', 'Ask the leader: recommit, reassign or release.'),
  COMMITMENT_STATE: say(409, 'The commitment does not stand where this act is possible', 'Read it again and see who moves next.'),
  NOT_A_RESOURCE: say(409, 'No resource was pledged here', 'Deliver it whole, or record hours and people on the commitment that pledged them.'),
  OUTSIDE_THE_PLEDGE: say(422, 'The period lies outside the pledge', 'Give days within `from` and `until` of the pledge.'),
  PERIOD_BACKWARDS: say(422, 'The period ends before it begins', 'Give `until` on or after `from`.'),
  COMPACT_EXISTS: say(409, 'This compact has been opened', 'Read the compact; open another one under a new key.'),
  COMPACT_STATE: say(409, 'The compact does not stand where this act is possible', 'Read it again; `state` says where it stands.'),
  COMPACT_UNSIGNED: say(409, 'Not every required leader has signed', 'See `missing`. The last signature makes it active; nobody else can.'),
  SIGNATURE_STATE: say(409, 'No such signature is asked of this agency', 'Read the compact: who was asked signs once, and the next leader confirms.'),
  AMENDMENT_TOO_EARLY: say(409, 'The ladder of a signature has not come to its end', 'Wait until joint leadership has been told: only then can it decide who is taken off.'),
  COMPACT_FULL: say(409, 'The compact holds as much as it can', 'Have promises kept, or let go by their leader, before others are added. Many pledges of one agency are better one pledge, or a compact of their own.'),
  COMMITMENTS_OPEN: say(409, 'Promises still run', 'Have each kept, or let go by its leader with a reason.'),
  NOT_VICTIM_PACED: say(422, 'A commitment waits only for what is at the survivor\'s pace', 'Name victim-paced steps in `waitsOn`; work that follows other work is promised when that is done.'),
  PERSON_AWAY: say(409, 'You are recorded as absent', 'Work is accepted by who is there. End your absence first, or leave it to your deputy.'),
  PERSON_UNKNOWN: say(422, 'There is no such person here', 'Name somebody of that agency whose account is open.'),
  NOT_THE_SUPERVISOR: say(403, 'Only a supervisor or leader of the agency may record this', 'Ask them. Your own absence you record yourself.'),
  LEADER_REQUIRED: say(403, 'This is the leader\'s alone', 'Ask the leader of the agency; where there is none, whoever keeps the directory.'),
  ROLE_FROM_DIRECTORY: say(403, 'The directory alone gives this role', 'See `roles`. Have whoever keeps the directory enter it. Let a deputy who speaks for a survivor be somebody who does so already, and ask a colleague to give you a part: nobody gives themselves one.'),
  DEPUTY_TO_SELF: say(422, 'Nobody stands in for themselves', 'Name another person.'),
  ROLE_NOT_HELD: say(422, 'The person does not hold that role', 'See `roles`. Somebody stands in only for what the other holds.'),
  LEAVE_TO_SELF: say(409, 'Somebody else records that you leave', 'Ask your supervisor or leader.'),
  DAY_AHEAD: say(422, 'The days lie ahead', 'Explain time that has been: `until` is today or earlier, where your agency is.'),
  SHIFT_OUTSIDE: say(422, 'A shift lies outside the stretch of the rota', 'Give `from` and `until` so that all shifts lie between them.'),
  FILE_EXISTS: say(409, 'There is such a file already', 'Read it, or send the request once more with a new key.'),
  INTERVIEW_LIMIT: say(409, 'No more sessions are planned with this child', 'Give your questions to the interviewer who has spoken with the child. One session more needs what `missing` names: the written reasons of the team, and the agreement of the guardian.'),
  PROTECTED_PERIOD_SHORTENED: say(409, 'A protected period is not made shorter', 'It may be extended. A new one lasts at least as long as the playbook says (`atLeast`).'),
  NO_RULES_OF_REDRESS: say(409, 'The playbook of this case keeps no orders of restitution', 'Keep it outside, or launch cases by a playbook with a section `redress`.'),
  REDRESS_STATE: say(409, 'The order does not stand where this act is possible', 'Read the order: `state` says where it stands.'),
  NOT_LIABLE: say(422, 'Whoever this names is not liable under the order', 'Name a defendant of the order, and always one for a payment by a defendant; the court may make others liable.'),
  MORE_THAN_OWED: say(422, 'This is more than is owed', 'See `most`: record that much, and give the rest back or record it on another order. Nothing of it was recorded.'),
  SHARE_BELOW_PAID: say(422, 'The share is less than what was paid on it', 'See `paid`: what somebody was paid is not taken back by fixing a share.'),
  PAYMENT_SETTLED: say(409, 'This payment cannot be reversed here', 'There is no such payment, it was reversed, or it was received too long ago.'),
  COURT_APPROVAL_REQUIRED: say(409, 'The court must approve this', 'The money of a child lies in a protected account until she is of age. Ask the court, and record the withdrawal with its approval.'),
  MORE_THAN_HELD: say(422, 'There is not so much in the protected account', 'See `held`.'),
  NOT_A_CHILD: say(409, 'This is determined for children', 'She decides for herself: record what she decides.'),
  WORDS_PRESENTED: say(409, 'These words were presented already', 'What was read at a hearing is part of it. She may add to it in new words.'),
  HER_FILE_SAYS: say(409, 'What she says is in her file', 'The victims of this case have files of their own: record it there, and this case hears of it.'),
  FILE_FULL: say(409, 'The file holds as much as it can', 'End what is no longer needed before more is added.'),
  DUTY_HAS_AN_ACT: say(409, 'Another act does this', 'Do what is owed by the act that `act` names: it records what came of it.'),
  ANSWER_FROM_INSIDE: say(409, 'Somebody outside answers this', 'Name somebody of another agency than the one it is about to answer it.'),
  SHE_CHOSE_SILENCE: say(409, 'She chose silence', 'Silence is hers: nobody is asked to look for her. Say that she is in contact again, or that she cannot be reached, once it is so.'),
  NO_PLAN_AGREED: say(409, 'Nothing was agreed for this', 'Only what she has agreed to is done when she cannot be reached: record the plan with `agree-lost-contact`.'),
  SUPERSEDES_ANOTHER: say(422, 'There is no such paper to supersede', 'A paper takes the place of one that your own agency wrote in the same file and class. Leave `supersedes` out, and the words stand beside the others.'),
  IN_THIS_CASE: say(409, 'She is in this case already', 'Read her file: it names her cases.'),
  DECIDING_BODY_REQUIRED: say(422, 'A decision names who decided', 'Name the body that confirmed, or did not confirm, her status. Safety and support wait for neither.'),
  AGE_DECISION_REQUIRED: say(422, 'Her age takes a decision', 'A date of birth, or that she is of age, names the body that decided it; what is unknown or disputed names neither. Until then she is treated as a child. What she says herself is a paper.'),
  BIRTH_DATE_REQUIRED: say(422, 'A known age has a date', 'Give the date of birth that was proved, or record the age as estimated.'),
  BIRTH_DATE_AHEAD: say(422, 'The date of birth lies ahead', 'Give a day that has been.'),
  OF_AGE: say(409, 'She is of age', 'Nobody acts for her as for a child any more: she decides herself.'),
  UNDER_SUSPICION: say(409, 'Somebody under suspicion does not stand by her', 'Name somebody else. Neither consent nor access comes from a person suspected of the exploitation.'),
  PSEUDONYM_TAKEN: say(409, 'Another person has that name in this case', 'Take the next one: a name is never given twice in a case.'),
  SAFE_CONTACT_REQUIRED: say(409, 'No safe way to reach her is on record', 'Record with her how she may be reached; name the rule that holds now. Nothing reaches her in any other way.'),
  CONSENT_PERIOD: say(422, 'A consent ends on a day, a wish to be notified does not', 'See `longest`. Send `until` within it; with NOTIFIED leave it out. What shall hold longer is given anew.'),
  CONSENT_CLASSES: say(422, 'Data classes are missing, or do not belong here', 'With SHARE name what may be read; no other consent opens anything to read.'),
  CONSENT_GRANTOR: say(422, 'That person cannot give this consent', 'It is given by the person it is about; for a child by a guardian who stands by the child now. Whoever is suspected of the exploitation can never give it.'),
  CONSENT_UNEXPLAINED: say(422, 'What belongs to a consent is missing', 'See `missing`: the reason why it was said and not written, or the views of the child.'),
  FILE_ERASED: say(409, 'The file was erased', 'Nothing more is written in it. Read its erasure for what became unreadable; open a new file for what happens now.'),
  LEGAL_HOLD: say(409, 'A legal hold lies on the file', 'See `bases`. Whoever placed it must lift it first.'),
  ERASURE_STATE: say(409, 'The erasure does not stand there', 'See `state`. One erasure at a time; it is approved when its waiting time is over (`unlocksAt`).'),
  APPROVER_REQUIRED: say(403, 'Another role must approve', 'See `roles`: one person of each, and nobody twice.'),
  CONSENT_MISSING: say(409, 'No consent holds for this hand-off', 'See `victims` and `classes`. Nothing is passed on before that; whether to agree is for the person it is about, and nobody presses.'),
  GLASS_REASONS: say(422, 'One reason is not enough', 'Breaking the glass takes two different reasons. It is noted, told to the privacy officer and to the advocate at once, and reviewed.'),
  KEPT_OUTSIDE: say(409, 'Your agency keeps its file outside', 'Nothing of a client is held here for you but the pseudonym and the readiness signal. Change that on the standing first.'),
  DESK_FULL: say(422, 'Too much is recorded ahead at once', 'See `most` records, or `bytes` in all. Plan some weeks ahead, and end what is no longer needed.'),
} satisfies Record<RefusalCode | ApiCode, Entry>;

/** The last part of the address of a problem's page: `VICTIM_PACED_GATE` is `victim-paced-gate`. */
export const slugOf = (code: ProblemCode): string => code.toLowerCase().replaceAll('_', '-');

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code);

/** One place of a request that was refused. Values are never repeated. */
export interface Complaint {
  readonly at: string;
  readonly problem: string;
}

/** What the policy said no to: for the access log, never for the caller. */
export interface Denied {
  readonly action?: string;
  readonly resource?: string;
  readonly ledger?: string;
  readonly class?: DataClass;
}

interface Particulars {
  readonly errors?: readonly Complaint[];
  /** Codes and numbers the domain gave with its refusal. */
  readonly detailCodes?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly denied?: Denied;
}

/** Thrown anywhere below the pipeline, printed in one place. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly particulars: Particulars;

  constructor(code: ProblemCode, particulars: Particulars = {}) {
    super(code);
    this.code = code;
    this.particulars = particulars;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** The document of RFC 9457, without anything that was sent. */
export function problemDocument({ code, particulars }: Problem, correlationId: string): Record<string, unknown> {
  const { status, title, whatToDo } = problems[code];
  return {
    type: `/problems/${slugOf(code)}`,
    title,
    status,
    code,
    detail: whatToDo,
    correlationId,
    ...(particulars.errors && { errors: particulars.errors }),
    ...(particulars.detailCodes && { detailCodes: particulars.detailCodes }),
  };
}
