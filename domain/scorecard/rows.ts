/** The reviews of a case and what was said in them, as records. */
import type { Change } from '../ledger.ts';
import type { RecordRow } from '../matter/record.ts';
import type { ScorecardEvent } from './events.ts';
import type { Review, ScorecardState } from './state.ts';

interface Said {
  readonly by: string;
  readonly at: string;
}

const reviewRow = ({ nth, review, step, due, openedAt }: Review, agency: string, { by, at }: Said, held?: { readonly late: boolean }): RecordRow => ({
  kind: 'review', id: String(nth), class: 'D1', state: held === undefined ? 'OPEN' : 'HELD', recorder: agency, author: by, at,
  data: { nth, review, step: step ?? null, due: due ?? null, openedAt, heldAt: held === undefined ? null : at, late: held?.late ?? false },
});

/** Rows of a run of changes. @param changes of one ledger, in order */
export function scorecardRows(changes: readonly Change<ScorecardState, ScorecardEvent>[]): readonly RecordRow[] {
  return changes.flatMap(({ event, before, after }): readonly RecordRow[] => {
    if (after.phase === 'absent') return [];
    switch (event.type) {
      case 'ReviewOpened':
        return after.open === undefined ? [] : [reviewRow(after.open, event.agency, event)];
      case 'ReviewHeld':
        return before.phase === 'absent' || before.open === undefined ? [] : [reviewRow(before.open, event.agency, event, { late: event.late === true })];
      case 'CriterionAssessed': {
        const { nth, criterion, rating, said, because, evidence, account, role, agency, by: author, at } = event;
        // Who looked at what was said before has not looked at this.
        const awaited: RecordRow = { kind: 'second', id: `${nth}/${criterion}`, class: 'D1', state: 'AWAITED', recorder: agency, author, at, data: { nth, criterion, role: null } };
        return [awaited, {
          kind: 'assessment', id: `${nth}/${criterion}`, class: 'D1', state: rating, recorder: agency, author, at, texts: { account },
          data: { nth, criterion, rating, said: said ?? null, because: because ?? null, evidence: evidence.map(({ of, id }) => ({ of, id })), role },
        }];
      }
      case 'AssessmentSeconded': {
        const { nth, criterion, concurs, role, agency, account, by: author, at } = event;
        return [{ kind: 'second', id: `${nth}/${criterion}`, class: 'D1', state: concurs ? 'CONCURS' : 'DISSENTS', recorder: agency, author, at, ...(account !== undefined && { texts: { account } }), data: { nth, criterion, role } }];
      }
      default:
        return [];
    }
  });
}
