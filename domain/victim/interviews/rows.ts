/** Rows of requests to speak with her, of sessions and of early contacts. */
import { own } from '../../facts.ts';
import type { Change } from '../../ledger.ts';
import type { InterviewResult } from '../../terms.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimState } from '../state.ts';
import { fileOf, type Tables } from '../topic.ts';
import { interviewsOf, type Interview } from './interviews.ts';

export function interviewRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const tables = { interviews: new Map<string, object>(), sessions: new Map<string, object>(), earlyContacts: new Map<string, object>() };
  const plan = (id: string, { case: of, ...planned }: Interview, result: InterviewResult) => tables.interviews.set(id, { id, caseLedger: `case/${of}`, ...planned, result, missing: [] });
  for (const { index: seq, event, before, after } of changes) {
    const [old, file] = [fileOf(before), fileOf(after)];
    if (file === undefined) continue;
    switch (event.type) {
      case 'InterviewScheduled':
      case 'SessionHeld': {
        const planned = own(interviewsOf(file).planned, event.interview) ?? (old && own(interviewsOf(old).planned, event.interview));
        // The last session takes the plan out of the state: it is the one before, with that session counted.
        const isOver = own(interviewsOf(file).planned, event.interview) === undefined;
        if (planned !== undefined) plan(event.interview, isOver ? { ...planned, held: planned.held + 1 } : planned, 'SCHEDULED');
        if (event.type === 'SessionHeld') tables.sessions.set(String(seq), sessionRow(seq, event));
        break;
      }
      case 'InterviewWithdrawn': {
        const planned = old && own(interviewsOf(old).planned, event.interview);
        if (planned !== undefined) plan(event.interview, planned, 'WITHDRAWN');
        break;
      }
      case 'InterviewDenied': {
        const { interview: id, case: of, purpose, agency, person, sessions, result, missing, at } = event;
        tables.interviews.set(id, { id, caseLedger: `case/${of}`, purpose, agency, person, survivorAsked: false, sessions, held: 0, result, missing, at });
        break;
      }
      case 'EarlyContactHeld':
        tables.earlyContacts.set(String(seq), { seq, caseLedger: `case/${event.case}`, minutes: event.minutes, purpose: event.purpose, agency: event.agency, person: event.person, missing: [], at: event.at });
        break;
      case 'EarlyContactDenied':
        tables.earlyContacts.set(String(seq), { seq, caseLedger: `case/${event.case}`, minutes: null, purpose: null, agency: event.agency, person: event.person, missing: event.missing, at: event.at });
        break;
      default:
    }
  }
  return tables;
}

function sessionRow(seq: number, event: Extract<VictimEvent, { type: 'SessionHeld' }>): object {
  const { type: _type, by: _by, case: of, ...session } = event;
  return { seq, caseLedger: `case/${of}`, ...session };
}
