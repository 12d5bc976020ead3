/** What people do in the breadth of a case: answers a ladder asks for, packets, added work. */
import { levelOf } from '#domain/climb.ts';
import { isOpen, type OpenCase, type Step } from '#domain/case/state.ts';
import type { StepAct } from '#domain/case/schema.ts';
import { dayIn, of, person, type Said } from './any-people.ts';
import { stepCommand, uuid, type Body, type World } from './world.ts';

export const breadthKinds = ['ask-date', 'date-answer', 'leader', 'minute', 'packet', 'add-step'] as const;
type Kind = (typeof breadthKinds)[number];
export const isBreadth = (kind: string): kind is Kind => (breadthKinds as readonly string[]).includes(kind);

/** What somebody who knows the case would do, if there is occasion. */
export function makeBreadth(world: World, state: OpenCase, kind: Kind, pick: number, how: number): Said | undefined {
  const open = Object.values(state.steps).filter(isOpen);
  const on = (steps: readonly Step[], by: (step: Step) => string, act: (step: Step) => StepAct): Said | undefined => {
    const step = of(steps, pick);
    return step === undefined ? undefined : [person(by(step), how), stepCommand(step.code, act(step))];
  };
  const holder = ({ holder: agency }: Step): string => agency;
  const lead = (): string => state.lead;
  switch (kind) {
    case 'ask-date':
      return on(open.filter(({ owner }) => owner !== undefined), holder, () => ({ act: 'ask-date', due: dayIn(world, (how % 60) - 3), reason: 'CAPACITY' }));
    case 'date-answer':
      return on(open.filter(({ dateAsked }) => dateAsked !== undefined), lead, (step) => (how % 2 === 0 ? { act: 'refuse-date' } : { act: 're-date', due: step.dateAsked?.due ?? '', reason: 'CAPACITY' }));
    case 'leader':
      return on(climbedTo(open, 'L4'), holder, () => leaderAnswer(world, state, how));
    case 'minute':
      return on(climbedTo(open, 'L5'), lead, () => (how % 2 === 0 ? { act: 'minute-decision', decision: 'KEEP_ON' } : { act: 'minute-decision', decision: 'NEW_DATE', due: dayIn(world, how % 40) }));
    case 'packet': {
      const step = of(open.filter(({ packet, owner }) => packet !== undefined && owner !== undefined), pick);
      return step === undefined ? undefined : [{ ...person(step.holder, how), person: step.owner ?? '' }, stepCommand(step.code, { act: 'acknowledge-packet' })];
    }
    case 'add-step':
      return [person('a0', how), addedStep(how)];
  }
}

const climbedTo = (steps: readonly Step[], level: string): readonly Step[] => steps.filter(({ climb }) => (levelOf(climb) ?? '') >= level);

const leaderAnswer = (world: World, state: OpenCase, how: number): StepAct =>
  of<StepAct>([
    { act: 'recommit', due: dayIn(world, (how % 40) - 1), resource: 'ONE_ANALYST' }, { act: 'release', reason: 'CAPACITY' },
    { act: 'reassign', handOff: uuid(state.counts.handOffs + 1), to: `a${how % 6}`, kind: 'ORDINARY' },
  ], how) ?? { act: 'refuse-date' };

export const addedStep = (how: number): Body => ({ type: 'add-step', track: how % 5 === 0 ? 'CHARGING' : 'TEAM', role: how % 2 === 0 ? 'INVESTIGATOR' : 'PROSECUTOR', due: of(['5wd', '20d', '61d', '4h'] as const, how) ?? '5wd', title: uuid(999) });
