/** The care for a survivor in plain words: the acts that have a form, their fields and choices, and what is told of them. */
import type { incidentKinds, incidentOutcomes, promiseAnswers, reachStates, riskFactors, riskMeasures, riskTriggers, supportEnds, supportKinds } from '#domain/terms.ts';
import type { glassFindings, noticesToHer } from '#domain/victim/disclosure/schema.ts';
import type { ActWords, FieldWords } from './words.ts';

type Words<Codes extends readonly string[]> = Readonly<Record<Codes[number], string>>;

export const careActWords = {
  'assess-risk': { label: 'Say how great the danger is', hint: 'What you see now, with what is done about it. A higher level tells those who keep her safe, and offers her to look again at what is planned. It asks nothing of her.', done: 'It is recorded how great the danger is.' },
  'say-event': { label: 'Say what happened that may change the danger', hint: 'The danger is looked at again within days. Nothing is asked of her.', done: 'It is recorded. The danger is looked at again.' },
  'open-support': { label: 'Open support that she takes up', hint: 'What she said yes to, and who gives it. No help depends on what she does for a case.', done: 'The support is open.' },
  'end-support': { label: 'Say that support ends', hint: 'Only because she ended it, needs it no longer, gets it from another, or it was entered twice. That she does not take part in a case is no reason.', done: 'It is recorded that the support ends.' },
  'promise-her': { label: 'Record what was promised to her', hint: 'Whoever promised it owes it. Whether it was kept, she alone says.', done: 'What was promised to her is recorded, and whoever promised it is told.' },
  'answer-promise': { label: 'Record what she says of a promise', hint: 'Her word, through you. She may also let it go.', done: 'What she says of it is recorded.' },
  'raise-incident': { label: 'Raise an incident or a complaint', hint: 'Hers or your own: pressure, a breach, disrespect. Somebody outside the unit it is about answers. Nothing that she is given depends on it.', done: 'It is raised. Somebody outside the unit answers for it.' },
  'answer-incident': { label: 'Answer what was raised', hint: 'As somebody outside the unit it is about. Tell her, by the rule for reaching her, what came of it.', done: 'Your answer is recorded.' },
  'signal-readiness': { label: 'Record what she says', hint: 'In her own time. It may change at any time, no reason is asked, and there is no place for one.', done: 'What she says is recorded. It holds until her next word.' },
  'break-glass': { label: 'Open it because a life is in danger', hint: 'When nobody who may open it can be reached in time. Two reasons, and only what you need.', done: 'It is open for you. Those who look after it have been told.' },
  'review-glass': { label: 'Review why it was opened', hint: 'Look at what was read, and why. Whoever opened it does not review it.', done: 'The review is recorded.' },
} as const satisfies Readonly<Record<string, ActWords>>;

export const triggerWords: Words<typeof riskTriggers> = { INITIAL: 'The first look', REVIEW: 'A look again', ARREST: 'After an arrest', RELEASE: 'After a release', HEARING: 'After a hearing', TESTIMONY: 'After she testified', VERDICT: 'After a verdict', SENTENCE: 'After a sentence', INCIDENT: 'After an incident' };
export const factorWords: Words<typeof riskFactors> = {
  RETALIATION: 'revenge', RE_TRAFFICKING: 'being trafficked again', FAMILY_ABROAD: 'her family abroad', FAMILY_HERE: 'her family here', ONLINE_EXPOSURE: 'what is seen of her online', SELF_HARM: 'that she may harm herself',
  SUSPECTS_AT_LIBERTY: 'suspects at liberty', KNOWN_ADDRESS: 'an address that they know', DEBT: 'debt', INSECURE_STATUS: 'an insecure immigration status', INSECURE_HOUSING: 'insecure housing', OTHER: 'something else',
};
export const measureWords: Words<typeof riskMeasures> = {
  SAFE_HOUSING: 'safe housing', SAFE_PHONE: 'a safe phone', ESCORT: 'an escort', NO_CONTACT_ORDER: 'an order to keep away', ADDRESS_WITHHELD: 'her address is withheld', FAMILY_PROTECTION: 'protection of her family', POLICE_CONTACT: 'a contact at the police',
  ONLINE_SAFETY: 'safety online', CRISIS_SUPPORT: 'support in a crisis', COURT_MEASURES: 'measures at court', RELOCATION: 'moving elsewhere', OTHER: 'something else',
};
export const supportKindWords: Words<typeof supportKinds> = {
  HOUSING: 'Housing', HEALTH: 'Health', COUNSELLING: 'Counselling', LEGAL_ADVICE: 'Legal advice', INCOME: 'Income', DOCUMENTS: 'Documents', CHILDREN: 'Her children', EDUCATION_OR_WORK: 'Education or work', INTERPRETING: 'Interpreting', RETURN: 'Going home', OTHER: 'Something else',
};
export const supportEndWords: Words<typeof supportEnds> = { SHE_ENDED_IT: 'She ended it', NEED_MET: 'She needs it no longer', ANOTHER_PROVIDER: 'She gets it from another', ENTERED_TWICE: 'It was entered twice' };
export const promiseAnswerWords: Words<typeof promiseAnswers> = { KEPT: 'It was kept', BROKEN: 'It was broken', RELEASED: 'She lets it go' };
export const incidentWords: Words<typeof incidentKinds> = { PRESSURE: 'Pressure on her', BREACH: 'Something was told or broken that should not be', RETALIATION: 'Revenge, or a threat of it', DISRESPECT: 'Disrespect', OTHER: 'Something else' };
export const outcomeWords: Words<typeof incidentOutcomes> = { UPHELD: 'It was so', PARTLY_UPHELD: 'It was partly so', NOT_UPHELD: 'It was found not to be so', SETTLED_WITH_HER: 'It was settled with her' };
export const reachWords: Words<typeof reachStates> = { IN_CONTACT: 'She is in contact.', CHOSE_SILENCE: 'She chose silence. It is hers, and nobody looks for her.', CANNOT_BE_REACHED: 'She cannot be reached. Only what she agreed to is done.' };
export const toldHerWords: Words<typeof noticesToHer> = { GIVEN: 'She was told', UNSAFE: 'She was not told: it would not have been safe', PROHIBITED: 'She was not told: the law forbids it' };
export const findingWords: Words<typeof glassFindings> = { JUSTIFIED: 'Reviewed: it was right', PARTLY_JUSTIFIED: 'Reviewed: it was right in part', NOT_JUSTIFIED: 'Reviewed: it was not right' };

/** On what something is opened without her consent: by law, or in an emergency. */
export const disclosureWords: Readonly<Record<string, string>> = {
  CHILD_PROTECTION_DUTY: 'a duty to protect a child', COURT_ORDER: 'an order of a court', EXCULPATORY_MATERIAL: 'material that the defence must have', IMMINENT_DANGER: 'imminent danger', STATUTE: 'a statute',
  DANGER_TO_LIFE: 'danger to life', DANGER_TO_A_CHILD: 'danger to a child', ABDUCTION: 'an abduction', MISSING: 'that she is missing', MEDICAL_EMERGENCY: 'a medical emergency', LOCATED_BY_SUSPECT: 'that a suspect found her', NOBODY_REACHABLE: 'that nobody could be reached',
};
const capital = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
const capitals = (all: Readonly<Record<string, string>>): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(all).map(([code, words]) => [code, capital(words)]));
const voices = { SELF: 'She herself', GUARDIAN: 'Her guardian, for a child', LEGAL_REPRESENTATIVE: 'Her lawyer' };

export const careOptionWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'assess-risk.trigger': triggerWords, 'assess-risk.factors': capitals(factorWords), 'assess-risk.measures': capitals(measureWords), 'open-support.kind': supportKindWords,
  'say-event.event': { ARREST: 'An arrest', RELEASE: 'A release', HEARING: 'A hearing', TESTIMONY: 'She testified', VERDICT: 'A verdict', SENTENCE: 'A sentence', INCIDENT: 'An incident' },
  'end-support.reason': supportEndWords, 'answer-promise.answer': promiseAnswerWords, 'raise-incident.kind': incidentWords, 'answer-incident.outcome': outcomeWords,
  'raise-incident.raisedBy': { HER: 'She, through whomever she chose', STAFF: 'Staff' },
  'signal-readiness.voice': voices, 'break-glass.reasons': capitals(disclosureWords),
  'review-glass.finding': { JUSTIFIED: 'It was right', PARTLY_JUSTIFIED: 'It was right in part', NOT_JUSTIFIED: 'It was not right' },
};

export const careFieldWords: Readonly<Record<string, FieldWords>> = {
  'assess-risk.level': { label: 'How great the danger is' }, 'assess-risk.trigger': { label: 'What you look at it for' }, 'assess-risk.factors': { label: 'What it lies in', hint: 'Tick what holds.' }, 'assess-risk.measures': { label: 'What is done about it', hint: 'Tick what is in place or begun.' },
  'assess-risk.next': { label: 'Look at it again by', hint: 'You are reminded. She is not.' }, 'assess-risk.text': { label: 'In words', hint: 'They are sealed, and open to those who keep her safe. May be left empty.' },
  'say-event.event': { label: 'What happened' },
  'open-support.kind': { label: 'What for' }, 'open-support.agency': { label: 'Who gives it' },
  'end-support.reason': { label: 'Why it ends' },
  'promise-her.text': { label: 'What was promised', hint: 'In the words she heard. They are sealed.' }, 'promise-her.due': { label: 'By which day', hint: 'Empty: on a condition, or within the usual time.' }, 'promise-her.condition': { label: 'On which condition', hint: 'They are sealed. May be left empty.' },
  'promise-her.maker.agency': { label: 'Which agency promised it' }, 'promise-her.maker.role': { label: 'In which role' }, 'promise-her.maker.person': { label: 'Who promised it', hint: 'Their sign-in name. Empty: whoever holds the role there.' },
  'answer-promise.answer': { label: 'What she says' },
  'raise-incident.kind': { label: 'What it is' }, 'raise-incident.raisedBy': { label: 'Who raises it' }, 'raise-incident.unit': { label: 'Which agency it is about' },
  'raise-incident.to.agency': { label: 'Which agency answers', hint: 'Another than the one it is about.', empty: 'That of the coordinator' }, 'raise-incident.to.role': { label: 'In which role', empty: 'The coordinator' },
  'raise-incident.to.person': { label: 'One person there only', hint: 'Their sign-in name. Empty: whoever holds the role.' },
  'raise-incident.text': { label: 'What happened', hint: 'It is sealed. May be left empty: she need not say more than she wants.' },
  'answer-incident.outcome': { label: 'What came of it' },
  'signal-readiness.signal': { label: 'What she says' }, 'signal-readiness.voice': { label: 'Who said it' },
  'break-glass.classes': { label: 'What you need to read', hint: 'Only that. Notes of her advocate are never opened.' }, 'break-glass.reasons': { label: 'Two reasons' },
  'review-glass.finding': { label: 'What you find' },
};
