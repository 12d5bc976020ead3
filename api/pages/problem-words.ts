/** A refusal in words for people at a page: what is wrong, what to do, and which field it is about. */
import { z } from 'zod';
import { problems, type Problem, type ProblemCode } from '../problems.ts';
import type { Field } from './fields.ts';
import { listWords, roleWords } from './words.ts';
import { roles } from '#domain/terms.ts';

export interface Complaint {
  readonly text: string;
  /** The field it is about; without it, the whole form. */
  readonly field?: string;
}

/** Where the catalogue speaks to programs. */
const forPeople: Readonly<Partial<Record<ProblemCode, string>>> = {
  INVALID_REQUEST: 'Look at what is marked below.',
  NOT_SIGNED_IN: 'Sign in again, or ask your agency whether your access has ended.',
  FORM_NOT_OURS: 'Nothing was recorded. Read it again, and send it from this page.',
  IDEMPOTENCY_KEY_REUSED: 'This form was sent before with other entries. Look at what was recorded, then decide anew.',
  OUTCOME_UNKNOWN: 'Send the form again as it is. It is recorded once at most.',
  UNAVAILABLE: 'Nothing was recorded. Try again in a moment.',
  FAULT: 'Nothing was recorded. Report it to those who run this service; the case itself goes on.',
  STALE: 'It now stands as shown here. Decide anew.',
  REASON_REQUIRED: 'Choose a reason.',
  TWO_PEOPLE_REQUIRED: 'Another person must say this. Then it holds.',
  UNTIL_REQUIRED: 'A day belongs to “does not wish to be asked before a day”, and to nothing else.',
  ITEMS_REQUIRED: 'Say what you need, one thing on each line.',
  LEVEL_NOT_REACHED: 'Until it has, the owner asks for another date.',
  DATE_BELONGS_TO_NEW_DATE: 'Give a day with “a new date”, and with nothing else.',
  NOT_A_HORIZON: 'A last day is set only on a right that lapses.',
  ROLE_NOT_HELD: 'Name somebody who holds that role at that agency, or leave the person empty.',
  DUTY_HAS_AN_ACT: 'It is done by recording what it asks for, such as how great the danger is.',
  GLASS_REASONS: 'Tick two reasons, and not one twice.',
  ANSWER_FROM_INSIDE: 'Somebody outside the unit it is about answers for it: name an agency and a role.',
  CONSENT_CLASSES: 'Tick what may be read where the agency may read something, and nothing where it may not.',
  CONSENT_GRANTOR: 'She decides herself; for a child a guardian who stands by the child does, with the child’s own views. Whoever is suspected never does.',
  CONSENT_UNEXPLAINED: 'Without it there is no consent.',
  NOTHING_TO_BLOCK: 'This waits as it should. A cause is named only for work of an agency.',
};

/** What stands between a request for a statement and a plan (gate G3). */
const gateWords: Readonly<Record<string, string>> = {
  READINESS: 'The survivor has not said: ready to give a statement. Only the survivor can, and nobody is to ask.',
  PROTECTED_PERIOD: 'A protected period runs.', INTERPRETER: 'The interpreter is not fixed.', ADVOCATE: 'No advocate was offered.', AFTER_CARE: 'Care afterwards is not booked.',
  PLAN: 'No session was planned through this gate.',
  ORAL_REASON: 'Say why it was given aloud.', VIEWS: 'Write down the child’s own views.',
  PARTICIPATION: 'The survivor takes no part in the proceedings.', BEST_INTERESTS: 'It has not been determined to be in the best interests of the child.',
};

const fieldOf: Readonly<Partial<Record<ProblemCode, string>>> = {
  REASON_REQUIRED: 'reason', ITEMS_REQUIRED: 'items', UNTIL_REQUIRED: 'until', DATE_IN_THE_PAST: 'due', DATE_TOO_FAR: 'due', STATUTORY_DATE_FIXED: 'due', DATE_BELONGS_TO_NEW_DATE: 'due', INTERIM_COVER_REQUIRED: 'interimCover',
  CONSENT_PERIOD: 'until', PERIOD_BACKWARDS: 'until', CONSENT_CLASSES: 'classes', CONSENT_GRANTOR: 'by', DECIDING_BODY_REQUIRED: 'decidedBy',
  GLASS_REASONS: 'reasons', ANSWER_FROM_INSIDE: 'to.agency',
  AGENCY_UNKNOWN: 'to', AGENCY_CONTAINED: 'to', HAND_OFF_TO_SELF: 'to', PLAYBOOK_UNKNOWN: 'playbook',
};

const detailSchema = z.object({ fields: z.array(z.string()).optional(), missing: z.array(z.string()).optional(), roles: z.array(z.enum(roles)).optional(), longest: z.string().regex(/^\d+d$/).optional() });

export function whatToDo({ code, particulars }: Problem): string {
  const { missing, roles: unfilled, longest } = detailSchema.safeParse(particulars.detailCodes ?? {}).data ?? {};
  if (code === 'VICTIM_PACED_GATE' && missing !== undefined) return 'Your request is counted and goes to nobody.';
  if (code === 'ROLE_UNFILLED' && unfilled !== undefined) return `Give each of these roles to an agency: ${listWords(unfilled.map((role) => roleWords[role].toLowerCase()))}.`;
  if (code === 'CONSENT_PERIOD') return `Give its last day${longest === undefined ? '' : `, at most ${longest.slice(0, -1)} days ahead`}; where the agency tells her what happens in the case, give none.`;
  return forPeople[code] ?? problems[code].whatToDo.replaceAll('`', '');
}

/** The complaints of a refusal, the marked fields first. `fields` are those the form has. */
export function complaintsOf(problem: Problem, fields: readonly Field[]): readonly Complaint[] {
  const known = fields.map(({ name }) => name);
  const { title } = problems[problem.code];
  const marked = (problem.particulars.errors ?? []).flatMap(({ at, problem: what }): Complaint[] => {
    const field = fields.find(({ name }) => at === `body.${name}` || at.startsWith(`body.${name}.`) || name.startsWith(`${at.slice('body.'.length)}.`));
    return field === undefined ? [] : [{ text: field.name.startsWith('answers.') ? `${field.label}: ${what}` : fieldComplaint(field), field: field.name }];
  });
  const place = ({ field = '' }: Complaint): number => known.indexOf(field);
  if (marked.length > 0) return [...new Map(marked.map((each) => [each.field, each])).values()].toSorted((one, other) => place(one) - place(other));
  const { missing = [] } = detailSchema.safeParse(problem.particulars.detailCodes ?? {}).data ?? {};
  const unanswered = (detailSchema.safeParse(problem.particulars.detailCodes ?? {}).data?.fields ?? []).flatMap((name) => fields.filter((field) => field.name === `answers.${name}`));
  if (unanswered.length > 0) return unanswered.map((field) => ({ text: fieldComplaint(field), field: field.name }));
  const reasons = missing.map((what): Complaint => ({ text: gateWords[what] ?? what }));
  const about = fieldOf[problem.code];
  const field = about === 'due' ? known.find((name) => ['due', 'lastDay', 'until', 'to'].includes(name)) : known.find((name) => name === about);
  return [{ text: `${title}. ${whatToDo(problem)}`, ...(field !== undefined && { field }) }, ...reasons];
}

const fieldComplaints: Readonly<Record<string, string>> = {
  wholeText: 'Begin it with its name and its version: playbook: a-name (or pack: a-name), and on a line of its own version: 1',
  codeName: 'Give a code name of 3 to 31 signs: capital letters, digits, spaces and dashes, beginning with a letter', due: 'Give a day that exists', lastDay: 'Give a day that exists', until: 'Give a day that exists',
  from: 'Give a day that exists', as: 'Give a name such as V1, with a V and a number: never a real name', language: 'Name a language such as Spanish, or its code', reasons: 'Tick two reasons', next: 'Give a day that exists', items: 'Name each thing in a few words, one on each line', note: 'Write at most 4,000 signs', referral: 'Write at most 4,000 signs', agencies: 'Give each role to an agency',
};
const fieldComplaint = ({ name, kind, label }: Field): string => fieldComplaints[name] ?? `${label}: ${kind === 'tick' ? 'this must be so, and ticked' : 'choose or write an answer'}`;
