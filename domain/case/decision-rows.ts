/** What was decided and what became of suspects, as records of the case: each under its own data class, opened one by one. Nothing is edited: each decision is a row of its own. */
import type { RecordRow } from '../matter/record.ts';
import { codeOf, labelOf } from '../playbook/names.ts';
import type { CaseEvent, FactOf } from './events.ts';
import type { CaseState } from './state.ts';

interface Change {
  readonly event: CaseEvent;
  readonly before: CaseState;
  readonly after: CaseState;
}

export function decisionRecords({ event, before, after }: Change): readonly RecordRow[] {
  if (after.phase === 'absent') return [];
  const said = { recorder: after.lead, author: event.by, at: event.at };
  switch (event.type) {
    case 'StepCompleted': {
      const holder = before.phase === 'absent' ? undefined : before.steps[event.step];
      return event.class === undefined || event.option === undefined ? [] : [decision(event, event.class, event.option, { ...said, recorder: holder?.holder ?? after.lead }, holder?.occurrence ?? 1, Object.entries(after.victims ?? {}))];
    }
    case 'OutcomeChanged': {
      const { about, outcome = null, under = null, final = false, addressed = false, class: of = 'D10' } = event;
      const data = { outcome, under, final, addressed };
      return [{ kind: 'outcome', id: about, class: of, subject: about, ...(outcome !== null && { state: outcome }), ...said, data, summary: data }];
    }
    case 'SubjectNamed':
      return named(event, said);
    default:
      return [];
  }
}

type Said = Pick<RecordRow, 'recorder' | 'author' | 'at'>;

/** A decision about a victim lies with what else is hers. */
function decision({ step }: FactOf<'StepCompleted'>, of: RecordRow['class'], option: string, said: Said, occurrence: number, victims: readonly (readonly [string, string])[]): RecordRow {
  const subject = labelOf(step);
  const victim = victims.find(([, label]) => label === subject)?.[0];
  const data = { step, code: codeOf(step), occurrence, option };
  return { kind: 'decision', id: `${step}/${occurrence}`, class: of, ...(subject !== undefined && { subject }), ...(victim !== undefined && { victim }), state: option, ...said, data, summary: data };
}

function named({ kind, as, suspect, alternativeTo, victims = [], same }: FactOf<'SubjectNamed'>, said: Said): readonly RecordRow[] {
  const place = { suspect: suspect ?? null, alternativeTo: alternativeTo ?? null };
  if (kind === 'charge') return [{ kind: 'charge', id: as, class: 'D10', subject: as, ...said, data: { ...place, victims }, summary: place }];
  // That she is suspected too is hers to be kept from others, like all of non-punishment.
  return same === undefined ? [] : [{ kind: 'same-person', id: as, class: 'D9', subject: as, victim: same.victim, ...said, data: { victim: same.as } }];
}
