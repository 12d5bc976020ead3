/** Small playbooks, drawn by lot, sound or not: two to five steps, up to two facts, two decisions and one kind of subject. Every name in them exists. */
import fc from 'fast-check';
import type { Condition } from '#domain/playbook/condition/condition.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { base } from './faults.ts';

type Draw = fc.GeneratorValue;
type Words = Readonly<Record<string, unknown>>;
type Kind = 'case' | 'victim' | 'suspect' | 'charge' | 'hand-off';
type Pacing = 'STATUTORY' | 'GUIDANCE' | 'AGREED' | 'EXTERNAL_WAIT' | 'PROTECTED_PERIOD' | 'LEGAL_HORIZON' | 'signal' | 'statement' | 'choice';
interface SmallStep {
  readonly code: string;
  readonly per: Kind;
  readonly pacing: Pacing;
  readonly decides: boolean;
}
interface SmallFact {
  readonly fact: string;
  readonly of: Kind;
  readonly is: 'yes-no' | 'day' | readonly string[];
  readonly source: 'recorded' | 'file' | 'form';
}
interface World {
  readonly steps: readonly SmallStep[];
  readonly facts: readonly SmallFact[];
  readonly gate?: Kind;
}

const one = <T>(draw: Draw, ...of: readonly T[]): T => draw(fc.constantFrom, ...of);
const chance = (draw: Draw, percent: number): boolean => draw(fc.integer, { min: 1, max: 100 }) <= percent;
const isWork = ({ pacing }: SmallStep): boolean => ['STATUTORY', 'GUIDANCE', 'AGREED', 'EXTERNAL_WAIT'].includes(pacing);
const isHers = ({ pacing }: SmallStep): boolean => ['signal', 'statement', 'choice'].includes(pacing);
/** Whether it can be named without `for`. */
const isNear = (asker: Kind, per: Kind): boolean => per === 'case' || per === asker || (asker === 'charge' && per === 'suspect');
const options = ['GO', 'STOP'];
const lists = { 'yes-no': ['YES', 'NO'], day: [] };
const valuesOf = ({ is }: SmallFact): readonly string[] => (typeof is === 'string' ? lists[is] : is);

function worldOf(draw: Draw): World {
  const kind = one<Kind>(draw, 'case', 'case', 'case', 'victim', 'victim', 'suspect', 'suspect', 'charge', 'hand-off');
  const pers = (): Kind => (chance(draw, 60) ? kind : 'case');
  const count = draw(fc.integer, { min: 2, max: kind === 'case' ? 5 : 3 });
  const drawn = Array.from({ length: count }, (_, index): SmallStep => ({
    code: `S${index + 1}`, per: pers(),
    pacing: one<Pacing>(draw, 'GUIDANCE', 'GUIDANCE', 'GUIDANCE', 'STATUTORY', 'AGREED', 'EXTERNAL_WAIT', 'PROTECTED_PERIOD', 'LEGAL_HORIZON', 'signal', 'statement', 'choice', 'choice'),
    decides: chance(draw, 35),
  }));
  const deciding = drawn.filter((step) => step.decides && (isWork(step) || step.pacing === 'choice')).slice(0, 2);
  const facts = Array.from({ length: draw(fc.integer, { min: 0, max: 2 }) }, (_, index): SmallFact => {
    const of = kind === 'hand-off' ? 'case' : pers();
    const file = of === 'victim' && chance(draw, 30);
    return { fact: `F${index + 1}`, of, is: file ? 'yes-no' : one<SmallFact['is']>(draw, 'yes-no', 'day', ['ONE', 'OTHER']), source: file ? 'file' : one(draw, 'recorded', 'form', 'form') };
  });
  return { steps: drawn.map((step) => ({ ...step, decides: deciding.includes(step) })), facts, ...(chance(draw, 30) && { gate: pers() }) };
}

/** A condition asked by one kind of subject, over what there is. */
function conditionOf(draw: Draw, asker: Kind, world: World, gates: boolean, depth = 2): Condition {
  const shape = depth === 0 ? 'leaf' : one(draw, 'leaf', 'leaf', 'leaf', 'leaf', 'all', 'any', 'not');
  const inner = (): Condition => conditionOf(draw, asker, world, gates, depth - 1);
  if (shape === 'all') return { all: [inner(), inner()] };
  if (shape === 'any') return { any: [inner(), inner()] };
  if (shape === 'not') return { not: inner() };
  const among = (per: Kind) => (isNear(asker, per) ? {} : { for: one(draw, 'each' as const, 'any' as const) });
  const leaves: readonly (() => Condition)[] = [
    ...world.steps.map((step) => (): Condition => ({ done: step.code, ...among(step.per) })),
    ...world.steps.filter(({ decides }) => decides).flatMap((step) => options.map((option) => (): Condition => ({ decided: step.code, as: [option], ...among(step.per) }))),
    ...world.facts.flatMap((fact) => [(): Condition => ({ known: fact.fact, ...among(fact.of) }), ...valuesOf(fact).map((value) => (): Condition => ({ fact: fact.fact, is: [value], ...among(fact.of) }))]),
    ...(gates && world.gate !== undefined ? [(): Condition => ({ gate: 'G', ...among(world.gate ?? 'case') })] : []),
  ];
  return one(draw, ...leaves)();
}

function fieldsOf(draw: Draw, step: SmallStep, world: World): readonly unknown[] {
  const mine = world.facts.filter(({ of, source }) => isNear(step.per, of) && source === 'form').filter(() => chance(draw, 75));
  return mine.map((fact) => ({
    field: fact.fact.toLowerCase(), title: fact.fact, sets: fact.fact,
    ...one<() => object>(draw, () => ({ required: true }), () => ({ required: true }), () => ({}), () => ({ requiredWhen: conditionOf(draw, step.per, world, false) }))(),
    ...(typeof fact.is === 'string' ? { type: fact.is } : { type: 'choice', choices: fact.is.map((choice) => ({ choice, title: choice })) }),
  }));
}

function dueOf(draw: Draw, step: SmallStep, { steps, facts }: World): unknown {
  const anchors = [
    ...facts.filter(({ is, of }) => is === 'day' && isNear(step.per, of)).map(({ fact }) => ({ fact })),
    ...steps.filter(({ code, per, pacing }) => code !== step.code && isNear(step.per, per) && pacing !== 'signal').map(({ code }) => ({ done: code })),
  ];
  const unknown = chance(draw, 50) && { unknown: { within: '5wd', ladder: 'working-days' } };
  if (latestOf({ steps, facts }).length > 0 && facts.every(({ of }) => isNear(step.per, of)) && chance(draw, 50)) return { clock: step.pacing === 'STATUTORY' ? 'XX.LAW' : 'XX.GUIDE', ...unknown };
  if (anchors.length === 0 || !chance(draw, 25)) return '30d';
  return { after: '30d', of: one(draw, ...anchors), ...unknown };
}

/** Two days of which a clock may start on the later one. */
function latestOf({ facts }: World): readonly unknown[] {
  if (facts.length < 2 || facts.some(({ is, of }) => is !== 'day' || of === 'hand-off')) return [];
  const latest = facts.map(({ fact }) => fact);
  return ([['XX.LAW', 'STATUTORY'], ['XX.GUIDE', 'GUIDANCE']] as const).map(([clock, kind]) => ({ clock, title: clock, kind, starts: { latest }, versions: [{ length: '30d', source: 'Code 1', review: 'unverified: counsel' }] }));
}

/** The words of a pacing class, and the class itself: another where this one has not what it needs beside it. */
function pacedOf(draw: Draw, step: SmallStep, world: World): Words {
  const answer = { within: '3wd', ladder: 'working-days' };
  const hers = world.steps.filter((each) => isHers(each) && isNear(step.per, each.per) && each.code !== step.code);
  const signal = hers.find(({ pacing, per }) => pacing === 'signal' && per === step.per);
  const paced = { pacing: 'VICTIM_PACED', role: 'COMMUNITY_ADVOCATE', track: 'PROTECTION' };
  const due = { due: dueOf(draw, step, world), ladder: 'working-days', ...(hers.length > 0 && chance(draw, 15) && { waitsOn: [one(draw, ...hers).code] }) };
  const decision = world.steps.find((each) => each.pacing === 'GUIDANCE' && each.per === step.per);
  switch (step.pacing) {
    case 'signal': return { ...paced, form: 'signal' };
    case 'choice': return { ...paced, form: 'choice' };
    case 'statement': return { ...paced, ...(signal === undefined ? { form: 'choice' } : { form: 'statement', gate: signal.code, ...(chance(draw, 50) && { repeats: true }) }) };
    case 'PROTECTED_PERIOD': return { pacing: 'PROTECTED_PERIOD', track: 'PROTECTION', lasts: '30d', locks: world.steps.filter(({ pacing, per }) => pacing === 'statement' && signal !== undefined && per === step.per).map(({ code }) => code) };
    case 'LEGAL_HORIZON': return decision === undefined || hers.length === 0
      ? { pacing: 'GUIDANCE', ...due }
      : { pacing: 'LEGAL_HORIZON', role: 'PROSECUTOR', horizon: '2y', warnings: ['365d', '180d', '90d', '30d'], testimony: [one(draw, ...hers).code], decision: decision.code };
    case 'EXTERNAL_WAIT': return { pacing: 'EXTERNAL_WAIT', reviewEvery: '60d', ladder: 'working-days', answer };
    case 'AGREED': return { pacing: 'AGREED', ...due, answer };
    case 'STATUTORY': return { pacing: 'STATUTORY', ...due, ladder: 'statutory' };
    case 'GUIDANCE': return { pacing: 'GUIDANCE', role: 'PROSECUTOR', ...due, ...one<object>(draw, {}, {}, {}, {}, { repeats: true }, { support: true }) };
  }
}

function stepOf(draw: Draw, step: SmallStep, world: World, asking: ReadonlySet<string>): unknown {
  const { code, per } = step;
  // Mostly over what stands before it: what hangs on each other in circles is seldom anything else.
  const earlier = { ...world, steps: world.steps.filter((each) => each.code < code) };
  const condition = (percent: number) => (chance(draw, percent) ? conditionOf(draw, per, earlier.steps.length > 0 && chance(draw, 75) ? earlier : world, true) : undefined);
  const before = world.steps.filter((each) => each.code < code && isNear(per, each.per) && each.pacing !== 'signal');
  const opening = asking.has(code) ? {} : { ...(before.length > 0 && chance(draw, 40) && { after: [one(draw, ...before).code] }), opens: condition(35) };
  // What is asked for is a decision of ours: it waits for nobody and does not come again by itself.
  const whole = pacedOf(draw, step, world);
  const { waitsOn: _waitsOn, repeats: _repeats, support: _support, ...plain } = whole;
  const paced: Words = asking.has(code) ? plain : whole;
  const fields = isWork(step) || step.pacing === 'choice' ? fieldsOf(draw, step, world) : [];
  return {
    code, title: `Step ${code}`, track: 'TEAM', role: 'COORDINATOR', source: 'ours', ...(per !== 'case' && { per }), ...opening, ...paced,
    ...onOf(draw, step, world, paced, !asking.has(code)),
    ...(isWork(step) && { requires: condition(35), ...(paced['support'] !== true && { ends: condition(15) }) }),
    ...(fields.length > 0 && { fields }),
    ...(step.decides && { decides: { options: options.map((option) => ({ option, title: option, ...(chance(draw, 93) && { ends: 'Nothing follows' }) })) } }),
  };
}

/** Work that opens upon what is recorded, or anew with something once it is over; mostly what somebody can record anew. */
function onOf(draw: Draw, step: SmallStep, { steps, facts }: World, paced: Words, mayAnew: boolean): object {
  const upon = facts.filter(({ source }) => source === 'recorded' || (source === 'form' && chance(draw, 5))).map(({ fact }) => fact);
  const occasions = [
    ...facts.filter(({ source, of }) => source === 'recorded' && isNear(step.per, of)).map(({ fact }) => fact),
    ...steps.filter((each) => each.code !== step.code && isNear(step.per, each.per) && (isWork(each) || each.pacing === 'choice')).map(({ code }) => ({ done: code })),
  ];
  const mayCome = ['GUIDANCE', 'AGREED'].includes(step.pacing) && 'due' in paced;
  return mayCome && upon.length > 0 && chance(draw, 20) ? { on: upon, repeats: undefined } : mayCome && mayAnew && occasions.length > 0 && chance(draw, 30) ? { anew: [one(draw, ...occasions)], repeats: undefined } : {};
}

export function smallOf(draw: Draw): Playbook {
  const world = worldOf(draw);
  const review = chance(draw, 15) ? world.steps.find(({ pacing, per }) => pacing === 'GUIDANCE' && per === 'case') : undefined;
  const decisions = world.steps.filter(({ pacing }) => pacing === 'LEGAL_HORIZON').flatMap(({ per }) => world.steps.filter((each) => each.pacing === 'GUIDANCE' && each.per === per).slice(0, 1));
  const asking = new Set([...(review ? [review] : []), ...(world.steps.some(isHers) ? decisions : [])].map(({ code }) => code));
  const { ladders, calendar, handOff, stall } = base;
  return playbookSchema.parse({
    playbook: 'small', version: 1, title: 'Small', jurisdiction: 'Nowhere', calendar, ladders, handOff, stall,
    facts: world.facts.map(({ fact, of, is, source }) => ({ fact, title: fact, is, ...(of !== 'case' && { of }), ...(source === 'file' ? { from: 'CHILD_RULES' } : source === 'recorded' && { recordedBy: ['COORDINATOR'], ...(typeof is !== 'string' && chance(draw, 30) && { only: { is: ['OTHER'], when: conditionOf(draw, of, { ...world, facts: [] }, false) } }) }) })),
    clocks: latestOf(world),
    gates: world.gate === undefined ? [] : [{ gate: 'G', title: 'G', ...(world.gate !== 'case' && { per: world.gate }), when: conditionOf(draw, world.gate, world, false) }],
    ...(review && { closing: { review: review.code } }),
    steps: world.steps.map((step) => stepOf(draw, step, world, asking)),
  });
}

export const smallPlaybook: fc.Arbitrary<Playbook> = fc.gen().map(smallOf);
