/** A random life of a case: people act in any order, rightly and wrongly; time passes, or fails to for a while. */
import type { Actor } from '#domain/facts.ts';
import type { Chairs } from '#domain/reach/chairs.ts';
import fc from 'fast-check';
import { keepersOf } from '#domain/case/clocks.ts';
import { isOpen, type HandOff, type OpenCase, type Step } from '#domain/case/state.ts';
import type { StepAct } from '#domain/case/schema.ts';
import { declineReasons, notApplicableReasons, readinessSignals } from '#domain/terms.ts';
import { codeOf } from '#domain/playbook/names.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { addedStep, breadthKinds, endOfCase, isBreadth, makeBreadth, onReport, theirFiles } from './any-breadth.ts';
import { commitmentActCommand, conferenceCommand, promiseCommand } from './any-promise.ts';
import { dayIn, HOUR_MS, of, person, type Said } from './any-people.ts';
import { anyPlaybook, anyTeam, holidays } from './any-playbook.ts';
import { aboutDates, withDates } from './any-dates.ts';
import { aboutSubjects, withSubjects } from './any-subjects.ts';
import { createWorld, handOffCommand, launching, stepCommand, uuid, type Body, type World } from './world.ts';

const moveKinds = [
  'accept', 'accept', 'accept', 'complete', 'complete', 'signal', 'signal', 'session', 'session', 'session', 'held', 'held', 'held', 'propose', 'propose', 'propose', 'answer', 'answer', 'answer', 'answer', 'answer', 'sender', 'determine', 'hand-back', 'work-done',
  're-date', 're-date', 'set-aside', 'set-aside', 'review', 'block', 'decline', 'put-down', 'take-over', 'horizon', 'horizon', 'horizon', 'session', 'held', 're-date', 're-date', ...breadthKinds, 'promise', 'promise', 'promise', 'keep', 'keep', 'keep', 'confer', 'wrong', 'pass', 'pass', 'pass', 'pass-far', 'outage', 'stray',
] as const;
type Move = { readonly kind: (typeof moveKinds)[number] | 'subject' | 'date'; readonly pick: number; readonly how: number };
const movesOf = (kinds: readonly Move['kind'][]): fc.Arbitrary<Move> => fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat({ max: 999 }), how: fc.nat({ max: 999 }) });

const storyOf = (playbook: typeof anyPlaybook, moves: fc.Arbitrary<Move>) => fc.record({ playbook, team: anyTeam, isReport: fc.nat({ max: 11 }).map((n) => n === 0), ends: fc.integer({ min: 0, max: 99 }), startsAt: fc.integer({ min: 0, max: 500 }), moves: fc.array(moves, { minLength: 22, maxLength: 36, size: 'max' }) });
export const anyStory = storyOf(anyPlaybook, movesOf(moveKinds));
/** A case whose playbook says more: steps for each of somebody, conditions, facts, decisions. */
export const anyWiderStory = storyOf(anyPlaybook.map(withSubjects), movesOf([...moveKinds, ...Array.from({ length: 30 }, () => 'subject' as const), ...Array.from({ length: 10 }, () => ['accept', 'complete'] as const).flat()]));
/** A case whose dates are counted from what happens and by legal clocks. */
export const anyDatedStory = storyOf(anyPlaybook.map(withDates), movesOf([...moveKinds, ...Array.from({ length: 50 }, () => 'date' as const), 'pass-far', 'pass-far']));
export type Story = ReturnType<typeof anyStory.generate>['value'];


export function play({ playbook, team, isReport, ends, startsAt, moves: asked }: Story, chairs?: Chairs): World {
  const world = createWorld({ playbook, known: team.known, holidays, startsAt: laterBy('2021-03-01T08:17:00.000Z', startsAt * HOUR_MS), ...(chairs !== undefined && { chairs }) });
  world.say(person('a0', 0), { ...launching, playbook: { id: 'any', version: 1 }, agencies: team.agencies, ...(isReport && { information: true }) });
  for (const move of asked) make(world, move);
  if (ends > 40 && ends < 50) endOfCase(world, asked[0]?.how ?? 0);
  if (ends > 50 && ends < 60) theirFiles(world, asked[0]?.how ?? 0);
  world.passTo(laterBy(world.now(), 30 * 24 * HOUR_MS));
  return world;
}

function make(world: World, { kind, pick, how }: Move): void {
  const state = world.state();
  if (state.phase === 'absent') return;
  if (state.phase === 'information' && how % 3 === 0) return void world.say(...onReport(state, pick));
  if (kind === 'pass') return world.passTo(how % 3 === 0 ? (world.nextClock()?.dueAt ?? world.now()) : laterBy(world.now(), (how % 96) * HOUR_MS));
  if (kind === 'pass-far') return world.passTo(laterBy(world.now(), (how % 30) * 24 * HOUR_MS));
  if (kind === 'outage') return world.sleepTo(laterBy(world.now(), (how % 30) * 24 * HOUR_MS));
  if (kind === 'date') return void world.say(...aboutDates(world, state, pick, how));
  if (kind === 'subject') return void world.say(...aboutSubjects(state, pick, how));
  if (kind === 'stray') return void world.tick(of(keepersOf(state), pick)?.id ?? 'case/none');
  const said = kind === 'wrong' ? anything(state, pick, how) : kind === 'promise' ? promiseCommand(world, pick, how) : kind === 'keep' ? commitmentActCommand(world, state, pick, how) : kind === 'confer' ? conferenceCommand(world, pick, how) : isBreadth(kind) ? makeBreadth(world, state, kind, pick, how) : sensible(world, state, kind, pick, how);
  if (said !== undefined) world.say(...said);
  const again = kind === 'keep' ? afterwards(world, pick, how) : undefined;
  if (again !== undefined) world.say(...again);
}

/** A life is too short to wait by chance: a promise often passes its date and its leader answers at once, or the agency that is asked instead. */
function afterwards(world: World, pick: number, how: number): Said | undefined {
  const state = world.state();
  if (state.phase === 'absent' || how % 3 === 0) return undefined;
  const due = of(Object.values(state.commitments ?? {}), pick)?.climb?.deadline.due;
  if (due !== undefined && how % 3 === 1) world.passTo(laterBy(due, HOUR_MS));
  const then = world.state();
  return then.phase === 'absent' ? undefined : commitmentActCommand(world, then, pick, how * 7 + 3);
}

type Acts = Exclude<Move['kind'], 'promise' | 'keep' | 'confer' | 'pass' | 'pass-far' | 'outage' | 'wrong' | 'stray' | 'subject' | 'date' | (typeof breadthKinds)[number]>;

/** What somebody who knows the case would do, if there is occasion. */
function sensible(world: World, state: OpenCase, kind: Acts, pick: number, how: number): Said | undefined {
  const open = Object.values(state.steps).filter(isOpen);
  const onStep = (steps: readonly Step[], act: (step: Step) => Said | undefined): Said | undefined => {
    const step = of(steps, pick);
    return step === undefined ? undefined : act(step);
  };
  const owned = open.filter(({ owner }) => owner !== undefined);
  const holder = (step: Step): Actor => person(step.holder, how);
  switch (kind) {
    case 'accept':
      return onStep(open.filter(({ owner }) => owner === undefined), (step) => [holder(step), stepCommand(step.code, { act: 'accept' }, step.rev)]);
    case 'decline':
      return onStep(open.filter(({ owner }) => owner === undefined), (step) => [holder(step), stepCommand(step.code, { act: 'decline', reason: of(declineReasons, how) })]);
    case 'put-down':
      // Refused; and what sweeps say.
      return how % 2 === 0 ? onStep(owned, (step) => [holder(step), stepCommand(step.code, { act: 'put-down', reason: 'CAPACITY' })]) : leaves(state, pick, how);
    case 'complete':
      return onStep(owned, (step) => [holder(step), stepCommand(step.code, { act: 'complete', ...optionOf(world, step, how) })]);
    case 'signal':
      return onStep(open.filter(({ code }) => code === 'V1'), (step) => [holder(step), stepCommand(step.code, herWord(world, how))]);
    case 'held':
      return onStep(open.filter(({ planned }) => planned !== undefined), (step) => [holder(step), stepCommand(step.code, { act: step.owner === undefined ? 'accept' : 'complete' })]);
    case 'take-over':
      return onStep(owned, (step) => [holder(step), stepCommand(step.code, { act: 'take-over' })]);
    case 'horizon':
      return onStep(open.filter(({ pacing }) => pacing === 'LEGAL_HORIZON'), (step) => [holder(step), stepCommand(step.code, step.owner === undefined ? { act: 'accept' } : { act: 'set-horizon', lastDay: lastDay(world, step, how) })]);
    case 'session':
      return onStep(open.filter(({ code }) => code === 'V2'), (step) => [holder(step), stepCommand(step.code, { act: 'schedule-statement', interpreterFixed: true, advocateOffered: how % 5 > 0, afterCareBooked: true, survivorAsked: how % 3 === 0 })]);
    case 're-date':
      return onStep(owned, (step) => [person(state.lead, how), stepCommand(step.code, { act: 're-date', due: laterBy(world.now(), ((how % 60) - 3) * 24 * HOUR_MS).slice(0, 10), reason: 'CAPACITY' })]);
    case 'set-aside':
      return onStep(open, (step) => [person(how % 3 === 0 ? state.lead : step.holder, how), stepCommand(step.code, { act: 'not-applicable', reason: of(notApplicableReasons, how % 2) ?? 'OTHER' })]);
    case 'review':
      return onStep(owned.filter(({ pacing }) => pacing === 'EXTERNAL_WAIT'), (step) => [holder(step), stepCommand(step.code, { act: 'review-wait' })]);
    case 'block':
      return onStep(open, (step) => [holder(step), stepCommand(step.code, { act: 'name-blocker', blocker: 'CAPACITY' })]);
    case 'propose':
      return onStep(open, (step) => [person(step.accountable, how), proposal(state, step.code, how)]);
    default:
      return onHandOff(state, kind, pick, how);
  }
}

/** One of its options, if it decides; or none, and once in a while one that it has not. */
function optionOf(world: World, { code }: Step, how: number): { readonly option: string } | undefined {
  const options = world.factsNow().playbook.steps.find((step) => step.code === codeOf(code))?.decides?.options ?? [];
  const option = how % 13 === 0 && options.length > 0 ? 'NO_SUCH_OPTION' : of(options, how)?.option;
  return option === undefined || how % 11 === 0 ? undefined : { option };
}

/** The sweep of a person who has left, sometimes of somebody who has nothing here; or of a whole agency; or the coordinator takes one agency off this case. */
function leaves(state: OpenCase, pick: number, how: number): Said | undefined {
  const agency = `a${pick % 6}`;
  if (how % 9 === 3) return [person(agency, how), { type: 'agency-leaves', agency, reason: 'CAPACITY' }];
  if (how % 9 === 5) return [person(how % 4 === 1 ? state.lead : agency, how), { type: 'case', act: { act: 'end-engagement', agency, reason: 'OTHER' } }];
  const work: readonly Extract<Body, { type: 're-offer' }>[] = [
    ...Object.values(state.steps).filter(isOpen).flatMap(({ code: step, owner, planned }) => [...(owner === undefined ? [] : [{ type: 're-offer' as const, step, person: owner }]), ...(planned === undefined ? [] : [{ type: 're-offer' as const, plan: step, person: planned.person }])]),
    ...Object.values(state.commitments ?? {}).flatMap(({ id, owner }) => (owner === undefined ? [] : [{ type: 're-offer' as const, commitment: id, person: owner }])),
    ...Object.values(state.handOffs).map(({ id, proposedBy }) => ({ type: 're-offer' as const, handOff: id, person: proposedBy })),
  ];
  const found = of(work, pick);
  return found && [person(agency, how), how % 9 === 0 ? { ...found, person: 'nobody' } : found];
}

/** She says what she wishes; in the starter's words, and sometimes with a day that is missing, needless or past. */
function herWord(world: World, how: number): StepAct {
  const signal = of(readinessSignals, how) ?? 'NOT_NOW';
  const hasDay = (signal === 'NOT_TO_BE_ASKED_BEFORE') !== (how % 11 === 0);
  return { act: 'signal', signal, ...(hasDay && { until: dayIn(world, (how % 45) - 2) }) };
}

/** Counsel says a day; of two who must agree the second mostly says the same. */
const lastDay = (world: World, step: Step, how: number): string => (how % 3 > 0 && step.asked !== undefined && step.asked.what.includes('-') ? step.asked.what : dayIn(world, ((how * 7) % 400) - 3));

const proposal = (state: OpenCase, step: string, how: number): Extract<Body, { type: 'propose-hand-off' }> => ({
  type: 'propose-hand-off', handOff: uuid(state.counts.handOffs + 1), step, to: `a${how % 6}`, kind: of(['ORDINARY', 'ORDINARY', 'SUPPORT', 'DANGER'] as const, how) ?? 'ORDINARY', interimCover: how % 7 > 0,
});

function onHandOff(state: OpenCase, kind: 'answer' | 'sender' | 'determine' | 'hand-back' | 'work-done', pick: number, how: number): Said | undefined {
  const states = { answer: ['PROPOSED', 'TIMED_OUT'], sender: ['RETURNED_FOR_INFO', 'DECLINED', 'PROPOSED'], determine: ['DISPUTED'], 'hand-back': ['IN_PROGRESS'], 'work-done': ['IN_PROGRESS'] }[kind];
  const handOff: HandOff | undefined = of(Object.values(state.handOffs).filter((each) => states.includes(each.state)), pick);
  if (handOff === undefined) return undefined;
  const reason = of(declineReasons, how) ?? 'OTHER';
  const receiver = person(handOff.receiver, how);
  switch (kind) {
    case 'answer':
      if (how % 3 === 0) return [receiver, handOffCommand(handOff.id, { act: 'accept' }, handOff.rev)];
      return [receiver, handOffCommand(handOff.id, how % 3 === 1 ? { act: 'decline', reason } : { act: 'return', reason, items: ['ACCOUNT_IDS'] })];
    case 'sender':
      if (how % 4 === 0 || handOff.state === 'PROPOSED') return [person(handOff.sender, how), handOffCommand(handOff.id, { act: 'withdraw' })];
      return [person(handOff.sender, how), handOffCommand(handOff.id, how % 2 === 0 ? { act: 're-propose' } : { act: 're-propose', to: `a${how % 6}` })];
    case 'determine':
      return [person(state.lead, how), handOffCommand(handOff.id, { act: 'determine', owner: how % 3 === 0 ? handOff.sender : `a${how % 6}` })];
    case 'hand-back':
      return [receiver, handOffCommand(handOff.id, { act: 'hand-back', reason })];
    case 'work-done':
      return [receiver, handOffCommand(handOff.id, { act: 'complete' })];
  }
}

/** Anybody, anything: mostly refused, never a fault. */
function anything(state: OpenCase, pick: number, how: number): Said {
  const by = person(`a${pick % 6}`, how);
  const step = of([...Object.keys(state.steps), 'Z9'], pick) ?? 'Z9';
  const handOff = uuid(1 + (pick % Math.max(1, state.counts.handOffs + 1)));
  const all: readonly Body[] = [
    stepCommand(step, { act: 'accept' }), stepCommand(step, { act: 'complete' }), stepCommand(step, { act: 'decline' }), stepCommand(step, { act: 'signal', signal: 'READY_FOR_INTERVIEW' }),
    stepCommand(step, { act: 're-date', due: '2021-12-31', reason: 'OTHER' }), stepCommand(step, { act: 're-date', due: '9999-12-31', reason: 'OTHER' }), stepCommand(step, { act: 'review-wait' }),
    stepCommand(step, { act: 'accept' }, how), proposal(state, step, how), { ...launching, playbook: { id: 'any', version: 1 } },
    handOffCommand(handOff, { act: 'accept' }), handOffCommand(handOff, { act: 'complete' }), handOffCommand(handOff, { act: 'return' }), handOffCommand(handOff, { act: 'hand-back' }),
    handOffCommand(handOff, { act: 're-propose', to: `a${how % 7}` }), handOffCommand(handOff, { act: 'determine', owner: `a${how % 7}` }), handOffCommand(handOff, { act: 'withdraw' }, how),
    stepCommand(step, { act: 'take-over' }), stepCommand(step, { act: 'set-horizon', lastDay: how % 2 === 0 ? '2031-06-30' : '9999-12-31' }), stepCommand(step, { act: 'set-horizon', lastDay: '0001-01-01' }),
    stepCommand(step, { act: 'signal', signal: 'NOT_TO_BE_ASKED_BEFORE', until: '2021-08-01' }), stepCommand(step, { act: 'name-blocker', blocker: 'CAPACITY' }), stepCommand('constructor', { act: 'accept' }),
    { ...launching, playbook: { id: 'any', version: 1 }, agencies: [{ agency: 'constructor', roles: ['COORDINATOR'] }] }, { ...proposal(state, step, how), to: 'toString' },
    stepCommand(step, { act: 'ask-date', due: '2021-12-31', reason: 'OTHER' }), stepCommand(step, { act: 'recommit', due: '2021-12-31', resource: 'MONEY' }), stepCommand(step, { act: 'release', reason: 'OTHER' }), stepCommand(step, { act: 'refuse-date' }),
    stepCommand(step, { act: 'minute-decision', decision: 'HELP' }), stepCommand(step, { act: 'acknowledge-packet' }), stepCommand(step, { act: 'reassign', handOff, to: `a${how % 7}`, kind: 'SUPPORT' }), addedStep(how),
    stepCommand(step, { act: 'schedule-statement', interpreterFixed: false, advocateOffered: false, afterCareBooked: false }),
  ];
  return [by, of(all, how) ?? stepCommand(step, { act: 'accept' })];
}
