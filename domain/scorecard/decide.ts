/**
 * What a case was worth, criterion by criterion (domain 5e). Whoever knows says it, in one word and one sentence, with what it rests on; somebody of another discipline looks at it
 * too; then the review is held and stays as it is. A later review stands beside it. No clock runs here: the playbook's own steps ask for reviews, years ahead.
 */
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, type Actor, type Facts } from '../facts.ts';
import { settled, type ClockCommand, type Decided } from '../ledger.ts';
import type { Playbook } from '../playbook/schema.ts';
import type { ScorecardEvent, ScorecardFact } from './events.ts';
import { evolveScorecard } from './evolve.ts';
import type { ScorecardAct, ScorecardCommandBody } from './schema.ts';
import type { Review, Scorecard, ScorecardState } from './state.ts';

export type ScorecardCommand = (ScorecardCommandBody & { readonly by: Actor }) | ClockCommand;
type ScorecardDecision = Decision<ScorecardFact>;
type Act<Name extends ScorecardAct['act']> = Extract<ScorecardAct, { act: Name }>;
type Terms = NonNullable<Playbook['scorecard']>;
export type Criterion = Terms['criteria'][number];

export function decideScorecard(state: ScorecardState, command: ScorecardCommand, facts: Facts): Decided<ScorecardState, ScorecardEvent> {
  if (command.type === 'clock') return { events: [], state };
  return settled(state, first(state, command, facts), { at: facts.now, by: command.by.person }, { evolve: evolveScorecard, assertSound: () => undefined, follows: () => [] });
}

function first(state: ScorecardState, { act, by }: ScorecardCommandBody & { readonly by: Actor }, facts: Facts): ScorecardDecision {
  const terms = facts.playbook.scorecard;
  if (facts.case === undefined || terms === undefined) return refuse('NOT_FOUND');
  if (own(facts.case.team, by.agency) === undefined) return refuse('NOT_ON_THE_TEAM');
  if (act.act === 'open-review') return openReview(state, act, terms, by, facts);
  const open = state.phase === 'absent' ? undefined : state.open;
  if (open === undefined) return refuse('REVIEW_STATE');
  switch (act.act) {
    case 'assess':
      return assess(open, act, terms, by, facts);
    case 'second':
      return second(open, act, terms, by, facts);
    case 'hold-review':
      return hold(open, terms, by, facts);
  }
}

const say = (code: Refusal['code'], detail?: Refusal['detail']): Refusal => refuse(code, detail).refusal;
const no = (refusal: Refusal): ScorecardDecision => ({ events: [], refusal });
const isCoordinator = ({ roles }: Actor): boolean => roles.includes('COORDINATOR');

function openReview(state: ScorecardState, { review, step }: Act<'open-review'>, terms: Terms, by: Actor, facts: Facts): ScorecardDecision {
  const before: Scorecard | undefined = state.phase === 'absent' ? undefined : state;
  const refusal = firstRefusal(
    facts,
    !isCoordinator(by) && say('NOT_THE_COORDINATOR'),
    before?.open !== undefined && say('REVIEW_STATE', { open: before.open.review }),
    !terms.reviews.some((each) => each.review === review) && say('REVIEW_UNKNOWN', { reviews: terms.reviews.map((each) => each.review) }),
  );
  if (refusal !== undefined) return no(refusal);
  const due = step === undefined ? undefined : own(facts.case?.due ?? {}, step);
  return accept<ScorecardFact>(
    ...(before === undefined ? [{ type: 'ScorecardOpened' as const, case: facts.case?.id ?? '' }] : []),
    { type: 'ReviewOpened', nth: (before?.reviews ?? 0) + 1, review, agency: by.agency, ...(step !== undefined && { step }), ...(due !== undefined && { due }) },
  );
}

/** The criteria that this review asks about. */
export const criteriaOf = ({ criteria, reviews }: Terms, review: string): readonly Criterion[] => {
  const only = reviews.find((each) => each.review === review)?.criteria;
  return criteria.filter(({ criterion }) => only === undefined || only.includes(criterion));
};

/** Her own measure is hers: nobody looks it over, and silence is no shortcoming (C14). */
const isHers = ({ seconds }: Criterion): boolean => seconds === undefined;
const restsOnNothing: readonly string[] = ['TOO_EARLY', 'NOT_APPLICABLE', 'NOT_SHARED', 'NOT_EVIDENCED'];

function assess(open: Review, { criterion, rating, evidence, account, because }: Act<'assess'>, terms: Terms, by: Actor, facts: Facts): ScorecardDecision {
  const found = criteriaOf(terms, open.review).find((each) => each.criterion === criterion);
  if (found === undefined) return refuse('CRITERION_UNKNOWN');
  const role = found.authors.find((each) => by.roles.includes(each));
  const refusal = firstRefusal(
    facts,
    role === undefined && say('AUTHOR_REQUIRED', { roles: found.authors }),
    rating === 'NOT_SHARED' && !isHers(found) && say('RATING_NOT_POSSIBLE'),
    (rating === 'NOT_APPLICABLE') !== (because !== undefined) && say('REASON_REQUIRED'),
  );
  if (role === undefined || refusal !== undefined) return no(refusal ?? say('AUTHOR_REQUIRED'));
  // Without evidence a word is only a word (domain 5e).
  const isBare = evidence.length === 0 && !isHers(found) && !restsOnNothing.includes(rating);
  return accept({ type: 'CriterionAssessed', nth: open.nth, criterion, rating: isBare ? 'NOT_EVIDENCED' : rating, ...(isBare && { said: rating }), ...(because !== undefined && { because }), evidence, account, role, agency: by.agency });
}

function second(open: Review, { criterion, concurs, account }: Act<'second'>, terms: Terms, by: Actor, facts: Facts): ScorecardDecision {
  const found = criteriaOf(terms, open.review).find((each) => each.criterion === criterion);
  const assessment = own(open.assessments, criterion);
  if (found?.seconds === undefined || assessment === undefined) return refuse('CRITERION_UNKNOWN');
  const role = found.seconds.find((each) => by.roles.includes(each) && each !== assessment.role);
  const refusal = firstRefusal(
    facts,
    by.person === assessment.author && say('TWO_PEOPLE_REQUIRED'),
    role === undefined && say('ANOTHER_DISCIPLINE_REQUIRED', { roles: found.seconds.filter((each) => each !== assessment.role) }),
  );
  if (role === undefined || refusal !== undefined) return no(refusal ?? say('ANOTHER_DISCIPLINE_REQUIRED'));
  return accept({ type: 'AssessmentSeconded', nth: open.nth, criterion, concurs, role, agency: by.agency, ...(account !== undefined && { account }) });
}

/** Every criterion has been said, and looked at by somebody else, who sees it so too. */
export const missingIn = ({ assessments, review }: Review, terms: Terms): readonly string[] =>
  criteriaOf(terms, review).filter((each) => { const said = own(assessments, each.criterion); return said === undefined || (!isHers(each) && said.second?.concurs !== true); }).map(({ criterion }) => criterion);

function hold(open: Review, terms: Terms, by: Actor, facts: Facts): ScorecardDecision {
  const missing = missingIn(open, terms);
  const refusal = firstRefusal(facts, !isCoordinator(by) && say('NOT_THE_COORDINATOR'), missing.length > 0 && say('REVIEW_INCOMPLETE', { criteria: missing }));
  if (refusal !== undefined) return no(refusal);
  return accept({ type: 'ReviewHeld', nth: open.nth, review: open.review, agency: by.agency, ...(open.due !== undefined && open.due < facts.now && { late: true }) });
}
