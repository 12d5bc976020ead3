/** Folding the answers a ladder asked for, and the packets that go with a change of hands. */
import { unreachable } from '../decision.ts';
import { released, withPacket } from './evolve-step.ts';
import type { CaseEvent } from './events.ts';
import { withDate, without } from './folding.ts';
import type { Step } from './state.ts';

const answerEvents = ['DateAsked', 'DateRefused', 'LeaderAnswered', 'DecisionMinuted', 'PacketAcknowledged'] as const;
export type AnswerEvent = Extract<CaseEvent, { type: (typeof answerEvents)[number] }>;
export const isAnswerEvent = (event: CaseEvent): event is AnswerEvent => (answerEvents as readonly string[]).includes(event.type);

/** `next` is the step with its revision counted up. */
export function evolveAnswer(step: Step, next: Step, event: AnswerEvent): Step {
  switch (event.type) {
    case 'DateAsked':
      return { ...next, dateAsked: { due: event.due, reason: event.reason, person: event.person } };
    case 'DateRefused':
      return without(next, 'dateAsked');
    case 'DecisionMinuted':
      return event.deadline === undefined ? next : without(withDate(next, event.deadline, 'work'), 'blocker', 'dateAsked');
    case 'PacketAcknowledged':
      return without(next, 'packet');
    case 'LeaderAnswered':
      if (event.answer === 'RECOMMIT') return without(withDate({ ...next, recommitments: (step.recommitments ?? 0) + 1 }, event.deadline, 'work'), 'blocker', 'dateAsked');
      if (event.backTo === undefined) return next;
      return withPacket(without(withDate(released(next, event.backTo, event.at), event.deadline, step.pacing === 'AGREED' ? 'answer' : 'work'), 'blocker', 'dateAsked'), step, event.at);
    default:
      return unreachable(event);
  }
}
