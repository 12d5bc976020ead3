/** Folding: an event is a fact, taken as it is and never refused. */
import { Fault } from '../decision.ts';
import type { ScorecardEvent } from './events.ts';
import type { Assessment, Review, Scorecard, ScorecardState } from './state.ts';

export function evolveScorecard(state: ScorecardState, event: ScorecardEvent): ScorecardState {
  if (event.type === 'ScorecardOpened') return { phase: 'open', case: event.case, reviews: 0 };
  if (state.phase === 'absent') throw new Fault(`${event.type} before ScorecardOpened`);
  switch (event.type) {
    case 'ReviewOpened': {
      const { nth, review, step, due, at } = event;
      return { ...state, reviews: nth, open: { nth, review, openedAt: at, ...(step !== undefined && { step }), ...(due !== undefined && { due }), assessments: {} } };
    }
    case 'CriterionAssessed': {
      const { criterion, rating, role, agency, by: author } = event;
      return withAssessment(state, criterion, { rating, role, author, agency });
    }
    case 'AssessmentSeconded': {
      const { criterion, role, by: person, concurs } = event;
      const assessment = inReview(state).assessments[criterion];
      if (assessment === undefined) throw new Fault('seconded before it was assessed');
      return withAssessment(state, criterion, { ...assessment, second: { role, person, concurs } });
    }
    case 'ReviewHeld': {
      const { open: _held, ...rest } = state;
      return rest;
    }
  }
}

function inReview({ open }: Scorecard): Review {
  if (open === undefined) throw new Fault('nothing is assessed outside a review');
  return open;
}

function withAssessment(state: Scorecard, criterion: string, assessment: Assessment): Scorecard {
  const open = inReview(state);
  return { ...state, open: { ...open, assessments: { ...open.assessments, [criterion]: assessment } } };
}
