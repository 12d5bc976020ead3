/** What people may do with a case as a whole. */
import { firstRefusal, own, type Facts } from '../facts.ts';
import { accept, refuse, unreachable } from '../decision.ts';
import { endEngagement } from './agency-leaves.ts';
import { acceptCase, keepAsInformation } from './accepting.ts';
import { askClosing, close, keepOpen, reopen } from './closing.ts';
import type { CommandOf } from './command.ts';
import type { CaseDecision } from './context.ts';
import { acknowledgeReadiness } from './gates.ts';
import { recordFact } from './known-facts.ts';
import { nameSubject } from './subjects.ts';
import { chooseVersion } from './clock-acts.ts';
import { sayEvent } from './victims.ts';
import type { OpenCase } from './state.ts';

export function actOnCase(state: OpenCase, { act: wanted, by }: CommandOf<'case'>, facts: Facts): CaseDecision {
  switch (wanted.act) {
    case 'record-safe-contact': {
      const refusal = firstRefusal(facts, own(state.agencies, by.agency) === undefined && refuse('NOT_THE_HOLDER').refusal);
      return refusal === undefined ? accept({ type: 'SafeContactRecorded', rule: wanted.rule, person: by.person }) : { events: [], refusal };
    }
    case 'say-event':
      return sayEvent(state, wanted.event);
    case 'name-subject':
      return nameSubject(state, wanted, by, facts);
    case 'record-fact':
      return recordFact(state, wanted, by, facts);
    case 'choose-clock-version':
      return chooseVersion(state, wanted, by, facts);
    case 'accept-case':
      return acceptCase(state, wanted, by, facts);
    case 'keep-as-information':
      return keepAsInformation(state, wanted, by, facts);
    case 'acknowledge-readiness':
      return acknowledgeReadiness(state, wanted.notice, by, facts);
    case 'ask-closing':
      return askClosing(state, by, facts);
    case 'keep-open':
      return keepOpen(state, by, facts);
    case 'close':
      return close(state, wanted, by, facts);
    case 'reopen':
      return reopen(state, wanted, by, facts);
    case 'end-engagement':
      return endEngagement(state, wanted, by, facts);
    default:
      return unreachable(wanted);
  }
}
