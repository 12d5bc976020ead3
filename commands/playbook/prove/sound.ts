/**
 * Playbooks that are sound by construction, over every part of the language. Each step hangs only on what came before it, and what it needs to be so (which decision, which value)
 * never contradicts what those need: so there is a run in which all of it holds. What a step requires is only what somebody can record at any time.
 */
import fc from 'fast-check';
import type { Condition } from '#domain/playbook/condition/condition.ts';
import type { Per } from '#domain/playbook/names.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { textsOf } from '#domain/playbook/texts.ts';
import { base } from './faults.ts';
type Draw = fc.GeneratorValue;
/** What must be so for something to be: the value of a fact, the option of a decision. */
type Needs = Readonly<Record<string, string>>;
type Words = Readonly<Record<string, unknown>>;

interface Made {
  readonly code: string;
  readonly per: Per;
  readonly needs: Needs;
  readonly options: readonly string[];
  readonly isAwaited: boolean;
  readonly words: Words;
}
interface Fact {
  readonly fact: string;
  readonly of: Per;
  readonly is: 'yes-no' | 'yes-no-unsure' | 'day' | 'instant' | readonly string[];
  readonly source: 'recorded' | 'file' | 'form';
  readonly more?: Words;
  /** Of the form that sets it. */
  readonly needs: Needs;
}
interface Gate {
  readonly gate: string;
  readonly per: Per;
  readonly needs: Needs;
  readonly isFree: boolean;
  readonly when: Condition;
}
interface Draft {
  readonly steps: Made[];
  readonly facts: Fact[];
  readonly gates: Gate[];
  readonly clocks: Words[];
  readonly guarded: Words[];
}
interface Asked {
  readonly condition: Condition;
  readonly needs: Needs;
}

const pick = <T>(draw: Draw, of: readonly T[]): T => draw(fc.constantFrom, ...of);
const chance = (draw: Draw, percent: number): boolean => draw(fc.integer, { min: 1, max: 100 }) <= percent;
const kinds: readonly Per[] = ['case', 'victim', 'suspect', 'charge', 'hand-off'];
const isNear = (asker: Per, per: Per): boolean => per === 'case' || per === asker || (asker === 'charge' && per === 'suspect');
const perOf = (per: Per): Words => (per === 'case' ? {} : { per });
const listed = { 'yes-no': ['YES', 'NO'], 'yes-no-unsure': ['YES', 'NO', 'UNSURE'], day: [], instant: [] };
const valuesOf = ({ is }: Fact): readonly string[] => (typeof is === 'string' ? listed[is] : is);
const isFree = ({ source }: Fact): boolean => source !== 'form';

/** Both, where they do not contradict each other. */
function both(one: Needs, other: Needs): Needs | undefined {
  return Object.entries(other).some(([name, value]) => one[name] !== undefined && one[name] !== value) ? undefined : { ...one, ...other };
}

/** One thing that can be asked, with what it needs; `free`: only what somebody can record at any time. */
function leafOf(draw: Draw, asker: Per, draft: Draft, free: boolean): Asked | undefined {
  const among = (per: Per) => (isNear(asker, per) ? {} : { for: free ? ('any' as const) : pick(draw, ['each', 'any'] as const) });
  const facts = draft.facts.filter((fact) => !free || isFree(fact));
  const steps = free ? [] : draft.steps.filter(({ isAwaited }) => isAwaited);
  const gates = draft.gates.filter((gate) => !free || gate.isFree);
  const asks: readonly (() => Asked)[] = [
    ...steps.map(({ code, per, needs }) => (): Asked => ({ condition: { done: code, ...among(per) }, needs })),
    ...steps.filter(({ options }) => options.length > 0).flatMap((step) => [() => decided(draw, step, among(step.per)), () => decided(draw, step, among(step.per))]),
    ...facts.map((fact) => () => known(draw, fact, among(fact.of))),
    ...gates.map(({ gate, per, needs }) => (): Asked => ({ condition: { gate, ...among(per) }, needs })),
  ];
  return asks.length === 0 ? undefined : pick(draw, asks)();
}

function decided(draw: Draw, { code, options, needs }: Made, among: { readonly for?: 'each' | 'any' }): Asked {
  const option = pick(draw, options);
  const others = options.filter((each) => each !== option);
  const not = chance(draw, 25);
  const named = not ? [pick(draw, others)] : [option, ...(chance(draw, 25) ? [pick(draw, others)] : [])];
  const leaf = { decided: code, as: named, ...among };
  return { condition: not ? { not: leaf } : leaf, needs: { ...needs, [`decision ${code}`]: option } };
}

function known(draw: Draw, fact: Fact, among: { readonly for?: 'each' | 'any' }): Asked {
  const values = valuesOf(fact);
  if (values.length === 0 || chance(draw, 15)) return { condition: { known: fact.fact, ...among }, needs: fact.needs };
  const value = pick(draw, values);
  const others = values.filter((each) => each !== value);
  const needs = { ...fact.needs, [`fact ${fact.fact}`]: value };
  const leaf = (is: readonly string[]) => ({ fact: fact.fact, is, ...among });
  return chance(draw, 25) ? { condition: { not: leaf(others) }, needs } : { condition: leaf(chance(draw, 25) ? values : [value]), needs };
}

/** A condition that can hold beside `with`: one thing, all of several, or any of several of which one can hold. */
function conditionOf(draw: Draw, asker: Per, draft: Draft, beside: Needs, free = false): Asked | undefined {
  const first = leafOf(draw, asker, draft, free);
  const needs = first && both(beside, first.needs);
  if (first === undefined || needs === undefined) return undefined;
  const second = leafOf(draw, asker, draft, free);
  const more = second && both(needs, second.needs);
  if (second === undefined || chance(draw, 45)) return { condition: first.condition, needs };
  if (more !== undefined && chance(draw, 60)) return { condition: chance(draw, 20) ? { not: { any: [{ not: first.condition }, { not: second.condition }] } } : { all: [first.condition, second.condition] }, needs: more };
  return free && more === undefined ? { condition: first.condition, needs } : { condition: { any: [first.condition, second.condition] }, needs };
}

function addFact(draw: Draw, draft: Draft): void {
  const of = pick(draw, kinds.filter((kind) => kind !== 'hand-off'));
  const source = of === 'victim' && chance(draw, 30) ? 'file' : 'recorded';
  const is = source === 'file' ? 'yes-no' : pick<Fact['is']>(draw, ['yes-no', 'yes-no-unsure', 'day', 'instant', ['LOW', 'MIDDLE', 'HIGH']]);
  const told = typeof is === 'string' && source === 'recorded' && chance(draw, 20) ? { tells: pick(draw, ['ARREST', 'HEARING', 'VERDICT']) } : {};
  draft.facts.push({ fact: `FACT${draft.facts.length}`, of, is, source, needs: {}, more: { ...told, ...(is === 'day' && chance(draw, 30) && { atMost: '12mo' }) } });
}

/** A fact some of whose values wait for something; nobody asks for it. */
function addGuarded(draw: Draw, draft: Draft): void {
  const of = pick(draw, kinds.filter((kind) => kind !== 'hand-off'));
  const asked = conditionOf(draw, of, draft, {});
  if (asked === undefined) return;
  const fact = `GUARDED${draft.guarded.length}`;
  draft.guarded.push({ fact, title: fact, is: ['OPEN', 'GIVEN', 'REFUSED'], of, recordedBy: ['COORDINATOR'], only: { is: ['GIVEN'], when: asked.condition } });
}

function addGate(draw: Draw, draft: Draft): void {
  const per = pick(draw, kinds);
  const free = chance(draw, 50);
  const asked = conditionOf(draw, per, draft, {}, free);
  if (asked !== undefined) draft.gates.push({ gate: `GATE${draft.gates.length}`, per, needs: asked.needs, isFree: free, when: asked.condition });
}

/** A form; what it sets becomes a fact of the same subject, known by it alone. */
function formOf(draw: Draw, per: Per, needs: Needs, draft: Draft): Words {
  const plain = [
    { type: 'text', most: 500, help: 'In a few words' }, { type: 'number', least: 0, most: 99 }, { type: 'money', currency: 'EUR' },
    { type: 'choices', choices: [{ choice: 'FIRST', title: 'First' }, { choice: 'SECOND', title: 'Second' }] },
  ];
  const asked = chance(draw, 30) ? conditionOf(draw, per, draft, {}) : undefined;
  const fields: Words[] = [{ field: 'note', title: 'Note', ...pick(draw, plain), ...(chance(draw, 30) && { class: 'D10' }), ...(asked && { requiredWhen: asked.condition }) }];
  if (chance(draw, 40)) fields.push({ field: 'workers', title: 'How many', type: 'number', least: 0, most: 500, once: `WORKERS_${per.toUpperCase().replace('-', '_')}` });
  if (per !== 'hand-off' && chance(draw, 60)) {
    const is = pick<Fact['is']>(draw, ['yes-no', 'yes-no-unsure', 'day', ['LOW', 'MIDDLE', 'HIGH']]);
    const fact = `FACT${draft.facts.length}`;
    draft.facts.push({ fact, of: per, is, source: 'form', needs });
    fields.push({ field: 'said', title: 'Said', sets: fact, ...(chance(draw, 50) && { required: true }), ...(typeof is === 'string' ? { type: is } : { type: 'choice', choices: is.map((choice) => ({ choice, title: choice })) }) });
  }
  return chance(draw, 60) ? { fields } : fields.some((field) => field['sets'] !== undefined) ? { fields } : {};
}

/** When it is due: a length, from a day that is asked for where it is not known, by a clock, or from the end of what stands before it. */
function dateOf(draw: Draw, per: Per, draft: Draft, after: readonly Made[], isLaw: boolean): Words {
  const [kind, ladder] = isLaw ? ['STATUTORY', 'statutory'] : ['GUIDANCE', 'working-days'];
  const days = draft.facts.filter(({ is, of, source }) => source === 'recorded' && (is === 'day' || is === 'instant') && isNear(per, of));
  const unknown = { within: '10wd', ladder };
  const latest = days.filter(({ is }) => is === 'day').map(({ fact }) => fact).slice(0, 3);
  const ways: readonly (() => Words)[] = [
    () => ({ due: '30d' }), () => ({ due: '2mo' }),
    ...days.flatMap(({ fact }) => [
      (): Words => ({ due: { after: '30d', of: { fact }, atLeast: '1d', atMost: '1y', unknown }, ...(chance(draw, 40) && { notBefore: { after: '1d', of: { fact } } }) }),
      (): Words => ({ due: { before: '5d', of: { fact }, unknown } }), (): Words => ({ due: { at: { fact }, unknown } }),
    ]),
    ...after.map(({ code }) => (): Words => ({ due: { after: '30d', of: { done: code } } })),
    () => ({ due: { clock: addClock(draw, draft, kind) } }),
    ...days.map(({ fact }) => (): Words => ({ due: { clock: addClock(draw, draft, kind, { fact }), unknown } })),
    ...(latest.length > 1 ? [(): Words => ({ due: { clock: addClock(draw, draft, kind, { latest }), unknown } })] : []),
    ...(per === 'suspect' ? [(): Words => ({ due: { clock: addClock(draw, draft, kind, undefined, { by: 'TRIED_WITH', unless: 'SEVERED', source: 'Code 2', review: 'unverified: counsel' }) } })] : []),
  ];
  return pick(draw, ways)();
}

function addClock(draw: Draw, draft: Draft, kind: string, starts?: Words, joint?: Words): string {
  const clock = `XX.CLOCK${draft.clocks.length}`;
  const review = chance(draw, 50) ? 'unverified: counsel' : { by: 'A reader of the law', on: '2025-03-01' };
  draft.clocks.push({
    clock, title: 'A period of the law', kind, ...(starts && { starts }), ...(joint && { joint }),
    versions: [{ length: '30d', source: 'Code 1', review }, ...(chance(draw, 40) ? [{ from: '2025-01-01', length: '45d', source: 'Code 1 as amended', review }] : [])],
    ...(chance(draw, 40) && kind === 'STATUTORY' && { exclusions: [{ basis: 'MOTION', title: 'A motion is pending' }], extensions: [{ extension: 'LEAVE', title: 'By leave', by: '30d', most: 2 }] }),
  });
  return clock;
}

/** What opens a step: nothing, what stands before it, a condition, or both. */
function openingOf(draw: Draw, per: Per, draft: Draft) {
  const near = draft.steps.filter((step) => isNear(per, step.per) && step.isAwaited);
  const after = near.length > 0 && chance(draw, 40) ? [pick(draw, near)] : [];
  const beside = after.reduce<Needs>((needs, step) => ({ ...needs, ...step.needs }), {});
  const asked = chance(draw, 55) ? conditionOf(draw, per, draft, beside) : undefined;
  return { after, needs: asked?.needs ?? beside, words: { ...(after.length > 0 && { after: after.map(({ code }) => code) }), ...(asked && { opens: asked.condition }) } };
}

function addWork(draw: Draw, draft: Draft): void {
  const code = `W${draft.steps.length}`;
  const per = pick(draw, kinds);
  const opening = openingOf(draw, per, draft);
  const pacing = pick(draw, ['GUIDANCE', 'GUIDANCE', 'GUIDANCE', 'STATUTORY', 'AGREED', 'EXTERNAL_WAIT']);
  const support = pacing === 'GUIDANCE' && chance(draw, 15);
  const ladder = pacing === 'STATUTORY' ? 'statutory' : 'working-days';
  const answer = { within: '3wd', ladder: 'working-days' };
  const required = chance(draw, 35) ? conditionOf(draw, per, draft, opening.needs, true) : undefined;
  const ends = !support && chance(draw, 20) ? endOf(draw, per, draft, required?.needs ?? opening.needs) : undefined;
  const needs = ends?.needs ?? required?.needs ?? opening.needs;
  const date = pacing === 'EXTERNAL_WAIT' ? { reviewEvery: '60d' } : dateOf(draw, per, draft, opening.after, pacing === 'STATUTORY');
  const isPlain = pacing !== 'EXTERNAL_WAIT' && !support;
  const options = chance(draw, 35) ? ['GO', 'STOP', 'LATER'].slice(0, pick(draw, [2, 3])) : [];
  const asked = draft.facts.filter(({ source, of }) => source === 'recorded' && isNear(per, of)).map(({ fact }) => fact);
  const again = pacing !== 'GUIDANCE' || support ? {} : pick<Words>(draw, [{}, {}, {}, { repeats: true }, ...(asked.length > 0 ? [{ anew: asked.slice(-2) }] : []), ...(date['due'] === '30d' ? [{ schedule: ['30d', '90d', '1y'] }] : [])]);
  const words = {
    code, title: `Work ${code}`, track: 'INVESTIGATION', role: pick(draw, ['COORDINATOR', 'PROSECUTOR', 'INVESTIGATOR']), source: 'ours', pacing, ...perOf(per), ...opening.words, ...date, ladder,
    ...(required && { requires: required.condition }), ...(ends && { ends: ends.condition }), ...(support && { support: true }), ...again,
    ...(['AGREED', 'EXTERNAL_WAIT'].includes(pacing) && { answer }), ...(isPlain && pacing !== 'STATUTORY' && per === 'victim' && chance(draw, 30) && { waitsOn: ['S2.3'] }),
    ...(chance(draw, 20) && { with: ['SPECIALIST_ADVISOR'] }), ...(chance(draw, 30) && { stage: 'S4' }), ...formOf(draw, per, needs, draft),
  };
  draft.steps.push({ code, per, needs, options, isAwaited: true, words });
}

/** Work that comes with each event: nobody waits for it, and it says nothing that others ask for. */
function addUpon(draw: Draw, draft: Draft): void {
  const code = `E${draft.steps.length}`;
  const per = pick(draw, kinds);
  const opening = openingOf(draw, per, draft);
  const on = draft.facts.filter(({ fact, source }) => source === 'recorded' && opening.needs[`fact ${fact}`] !== 'NO').map(({ fact }) => fact).slice(-3);
  if (on.length === 0) return;
  const words = { code, title: `Told ${code}`, track: 'PROCEEDINGS', role: 'SYSTEM_VICTIM_SPECIALIST', source: 'ours', pacing: 'GUIDANCE', ...perOf(per), ...opening.words, due: '2wd', ladder: 'working-days', on };
  draft.steps.push({ code, per, needs: opening.needs, options: [], isAwaited: false, words });
}

/** What became of suspects, by conditions that differ. */
function suspectsOf(draw: Draw, draft: Draft): Words {
  const whens = new Map(Array.from({ length: 4 }, () => conditionOf(draw, 'suspect', draft, {})).flatMap((asked) => (asked === undefined ? [] : [[JSON.stringify(asked.condition), asked.condition]])));
  const outcomes = [...whens.values()].map((when, index, all) => ({ outcome: `OUTCOME${index}`, title: 'An outcome', under: pick(draw, ['PROSECUTION', 'PROTECTION', 'PREVENTION']), class: 'D10', ...(index > 0 && all.length > 1 ? { until: 'OUTCOME0' } : { final: true }), when }));
  return outcomes.length === 0 ? {} : { suspects: { nonPunishment: 'S2.2-offer', outcomes } };
}

/** What ends a step before it is done: a value that nobody needs for doing it. */
function endOf(draw: Draw, per: Per, { facts }: Draft, needs: Needs): Asked | undefined {
  const recorded = facts.filter((fact) => isFree(fact) && isNear(per, fact.of) && valuesOf(fact).length > 0);
  if (recorded.length === 0) return undefined;
  const { fact, ...rest } = pick(draw, recorded);
  const values = valuesOf({ fact, ...rest });
  const value = values.find((each) => needs[`fact ${fact}`] !== each) ?? '';
  const other = needs[`fact ${fact}`] ?? values.find((each) => each !== value) ?? '';
  return { condition: { fact, is: [value] }, needs: { ...needs, [`fact ${fact}`]: other } };
}

/** A right that lapses, and the decision it asks for. */
function addHorizon(draw: Draw, draft: Draft): void {
  const code = `H${draft.steps.length}`;
  const per = pick(draw, ['victim', 'suspect', 'charge'] as const);
  const opening = openingOf(draw, per, draft);
  const horizon = pick<unknown>(draw, ['3y', { setWithin: '10wd', ladder: 'working-days' }, { clock: addClock(draw, draft, 'LEGAL_HORIZON') }]);
  const decision = `D${draft.steps.length}`;
  const shared = { track: 'CHARGING', role: 'PROSECUTOR', source: 'ours', ...perOf(per) };
  const made = { per, options: [], isAwaited: true };
  draft.steps.push({ ...made, code, needs: opening.needs, words: { ...shared, code, title: `Right ${code}`, pacing: 'LEGAL_HORIZON', horizon, warnings: ['365d', '180d', '90d', '30d'], testimony: ['S5.2'], decision, ...opening.words } });
  draft.steps.push({ ...made, code: decision, needs: opening.needs, words: { ...shared, code: decision, title: `Decision ${decision}`, pacing: 'GUIDANCE', due: '10wd', ladder: 'working-days' } });
}

/** Options that something follows from, as `STEP OPTION`; what a form asks when is none. */
function followedIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'decided' in value && 'as' in value && Array.isArray(value.as) ? value.as.map((option) => `${String(value.decided)} ${String(option)}`) : [];
  return [...own, ...Object.entries(value).flatMap(([key, each]) => (key === 'requiredWhen' ? [] : followedIn(each)))];
}

/** A day may lie before a right lapses. */
const beforeOf = ({ steps }: Draft, of: Per): Words => { const [horizon] = steps.filter(({ per, words }) => words['pacing'] === 'LEGAL_HORIZON' && isNear(of, per)); return horizon === undefined ? {} : { before: horizon.code }; };

/** By which suspects are tried together, or not. */
const trial = ([['TRIED_WITH', ['TRIAL_A', 'TRIAL_B']], ['SEVERED', 'yes-no']] as const).map(([fact, is]): Fact => ({ fact, of: 'suspect', is, source: 'recorded', needs: {} }));

export function soundOf(draw: Draw): Playbook {
  const { steps: all, facts: _facts, gates: _gates, clocks: _clocks, ...rest } = base;
  const core = ['S0.2', 'S0.5', 'S3.1', 'S3.4', 'S4.8', 'S10.1', 'S2.1', 'S2.2-offer', 'S2.3', 'S5.2', 'S5.6', 'S9.2'];
  const kept = (Array.isArray(all) ? all : []).filter((step: Words) => core.includes(String(step['code']))).map(({ fields: _fields, ...step }: Words): Made => ({
    code: String(step['code']), per: step['per'] === 'victim' ? 'victim' : 'case', needs: {}, options: step['code'] === 'S5.6' ? ['TAKES_PART', 'DOES_NOT'] : [], isAwaited: step['code'] !== 'S2.3', words: step,
  }));
  const draft: Draft = { steps: kept, facts: [...trial], gates: [], guarded: [], clocks: [{ clock: 'XX.RECOVER', title: 'Recovery', kind: 'PROTECTED_PERIOD', versions: [{ length: '30d', source: 'Article 13', review: 'unverified: counsel' }] }] };
  const adds = [addFact, addFact, addWork, addWork, addWork, addWork, addUpon, addGate, addHorizon, addGuarded];
  addFact(draw, draft);
  for (let count = draw(fc.integer, { min: 4, max: 24 }); count > 0; count -= 1) pick(draw, adds)(draw, draft);
  const followed = new Set(followedIn([draft.steps.map(({ words }) => words), draft.gates]));
  const steps = draft.steps.map(({ code, options, words }) => ({
    ...words, ...(options.length > 0 && { decides: { options: options.map((option) => ({ option, title: option, ...(!followed.has(`${code} ${option}`) && { ends: 'Nothing follows' }) })) } }),
  }));
  const playbook = playbookSchema.parse({
    ...rest, playbook: 'sound', clocks: draft.clocks, steps,
    ...(chance(draw, 50) ? suspectsOf(draw, draft) : { suspects: undefined }),
    facts: [...draft.facts.map(({ fact, of, is, source, more }) => ({ fact, title: fact, is, ...more, ...(typeof more?.['atMost'] === 'string' && beforeOf(draft, of)), ...(of !== 'case' && { of }), ...(source === 'file' ? { from: 'CHILD_RULES' } : source === 'recorded' && { recordedBy: ['COORDINATOR'] }) })), ...draft.guarded],
    gates: draft.gates.map(({ gate, per, when }) => ({ gate, title: gate, ...perOf(per), when })),
  });
  return chance(draw, 30) ? { ...playbook, translations: [{ language: 'fr', review: 'unreviewed', texts: Object.fromEntries([...textsOf(playbook)].map(([name, text]) => [name, `${text} (fr)`])) }] } : playbook;
}

export const soundPlaybook: fc.Arbitrary<Playbook> = fc.gen().map(soundOf);
