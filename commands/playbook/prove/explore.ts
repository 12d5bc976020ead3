/**
 * Whether a small playbook is sound, found by going through every state that a case of it can be in. Written from the meaning of the language alone, by somebody who had
 * not read the check, so that the two can be compared.
 */
import type { Condition, Leaf } from '#domain/playbook/condition/condition.ts';
import { anchorsIn, type Anchor, type Start } from '#domain/playbook/clock/schema.ts';
import type { Playbook, PlaybookStep } from '#domain/playbook/schema.ts';
import { askedFor, holds, movesFrom, occasioned, openedUpon, settled, type Next } from './moves.ts';
import { isAnchored, isOpen, isThere, placesOf, type Instance, type Places, type State } from './places.ts';

interface Graph {
  readonly places: Places;
  /** Every state and where it leads. */
  readonly moves: ReadonlyMap<State, readonly Next[]>;
  /** Those that are reached though nothing is ever set aside. */
  readonly unforced: ReadonlySet<State>;
  /** Steps that opened, and those that opened before the day they are counted from was known. */
  readonly opened: ReadonlySet<Instance>;
  readonly undated: ReadonlySet<Instance>;
}

/** Undefined where there are more states than that. */
function graphOf(playbook: Playbook, most: number): Graph | undefined {
  const places = placesOf(playbook);
  const asking = askedFor(playbook);
  const opened = new Set<Instance>();
  const undated = new Set<Instance>();
  // What opens and ends at once is never open, and needs no date.
  const settle = (from: State, asked: readonly Instance[], before: State = from, what: Pick<Next, 'recorded' | 'move' | 'of'> = { move: 'said' }): State => {
    const now = [...asked];
    let state = settled(from, places, asking, (one) => now.push(one));
    const upon = new Set<Instance>();
    for (let [one] = occasioned(state, before, what, places); one !== undefined; [one] = occasioned(state, before, what, places).filter((each) => !upon.has(each))) {
      upon.add(one);
      now.push(one);
      state = settled(openedUpon(state, one), places, asking, (each) => now.push(each));
    }
    for (const one of now) {
      opened.add(one);
      if (isOpen(state, one) && !isDated(one, state, places)) undated.add(one);
    }
    return state;
  };
  const moves = new Map<State, readonly Next[]>();
  const walk = (from: readonly State[], may: (next: Next) => boolean): Set<State> | undefined => {
    const seen = new Set(from);
    for (const state of seen) {
      if (seen.size > most) return undefined;
      const next = moves.get(state) ?? movesFrom(state, places).map((each): Next => ({ ...each, to: settle(each.to, each.move === 'asked' && each.of !== undefined ? [each.of] : [], state, each) }));
      moves.set(state, next);
      for (const each of next) if (may(each)) seen.add(each.to);
    }
    return seen;
  };
  const start = settle(places.start, []);
  const unforced = walk([start], ({ move }) => move !== 'aside');
  const all = unforced && walk([...unforced], () => true);
  return all && { places, moves, unforced, opened, undated };
}

/** Whether that from which the date of a step is counted is known. */
function isDated({ step, of }: Instance, state: State, places: Places): boolean {
  const due = 'due' in step ? step.due : step.pacing === 'LEGAL_HORIZON' ? step.horizon : undefined;
  if (due === undefined || typeof due === 'string' || 'setWithin' in due) return true;
  if ('clock' in due) return isAnchored(places.playbook.clocks?.find(({ clock }) => clock === due.clock)?.starts, of, state, places);
  return isAnchored('at' in due ? due.at : due.of, of, state, places);
}

/** The moves that set nothing aside, from where nothing was; on ways of the staff without those that are hers. */
function ways({ moves, unforced }: Graph, hers: boolean): readonly (readonly [State, Next])[] {
  const all = [...unforced].flatMap((state) => (moves.get(state) ?? []).map((next) => [state, next] as const));
  return all.filter(([, { move }]) => move !== 'aside' && (hers || move !== 'hers'));
}

/** From where each state is come to. */
function backwards(all: ReturnType<typeof ways>): ReadonlyMap<State, readonly State[]> {
  const back = new Map<State, State[]>();
  for (const [from, { to }] of all) {
    const known = back.get(to);
    if (known === undefined) back.set(to, [from]);
    else known.push(from);
  }
  return back;
}

/** The states from which some way leads to where a step that is open is finished: it was done from there, or is open no more. */
function finishing(one: Instance, all: ReturnType<typeof ways>, back: ReadonlyMap<State, readonly State[]>): ReadonlySet<State> {
  const good = new Set(all.filter(([from, { to, of, move }]) => isOpen(from, one) && (!isOpen(to, one) || (of === one && move !== 'asked'))).map(([from]) => from));
  for (const state of good) for (const earlier of back.get(state) ?? []) good.add(earlier);
  return good;
}

const isSignal = (step: PlaybookStep): boolean => step.pacing === 'VICTIM_PACED' && step.form === 'signal';
const endsByItself = ({ pacing }: PlaybookStep): boolean => pacing === 'PROTECTED_PERIOD' || pacing === 'LEGAL_HORIZON';

/** Point 1: everything opens, is done and holds in some run. */
function unreached({ places, moves, opened }: Graph): readonly string[] {
  const did = new Set([...moves.values()].flat().flatMap(({ move, of }) => (of !== undefined && ['work', 'hers', 'passes'].includes(move) ? [of.step.code] : [])));
  const open = new Set([...opened].map(({ step }) => step.code));
  const { steps, gates = [] } = places.playbook;
  const holdsOnce = (when: Condition, per: string | undefined): boolean =>
    [...moves.keys()].some((state) => (per === undefined || per === 'case' ? [undefined] : places.slots.filter((slot) => slot.kind === per && isThere(state, places, slot))).some((of) => holds(when, of, state, places)));
  return [
    ...steps.flatMap((step) => (!open.has(step.code) ? [`${step.code} never opens`] : isSignal(step) || did.has(step.code) ? [] : [`${step.code} is never done`])),
    ...gates.flatMap(({ gate, when, per }) => (holdsOnce(when, per) ? [] : [`${gate} never holds`])),
  ];
}

/** Point 2: whatever is open can be finished, by the staff without a word of hers; and she can give what is hers to give. */
function cornered(graph: Graph): readonly string[] {
  const { places, unforced } = graph;
  const [all, alone] = [ways(graph, true), ways(graph, false)];
  const [back, backAlone] = [backwards(all), backwards(alone)];
  const flaws = places.instances.flatMap((one) => {
    if (endsByItself(one.step) || isSignal(one.step)) return [];
    const good = one.step.pacing === 'VICTIM_PACED' ? finishing(one, all, back) : finishing(one, alone, backAlone);
    return [...unforced].some((state) => isOpen(state, one) && !good.has(state)) ? [`${one.step.code} is a dead end`] : [];
  });
  return [...new Set(flaws)];
}

/** Everything a condition names, and what the gates in it name. */
function leaves(condition: Condition | undefined, gates: Playbook['gates'], within: readonly string[] = []): readonly Leaf[] {
  if (condition === undefined) return [];
  if ('all' in condition) return condition.all.flatMap((each) => leaves(each, gates, within));
  if ('any' in condition) return condition.any.flatMap((each) => leaves(each, gates, within));
  if ('not' in condition) return leaves(condition.not, gates, within);
  if (!('gate' in condition) || within.includes(condition.gate)) return [condition];
  return [condition, ...leaves(gates?.find(({ gate }) => gate === condition.gate)?.when, gates, [...within, condition.gate])];
}

/** From what the dates of a step are counted. */
function anchorsOf(step: PlaybookStep, { clocks }: Playbook): readonly Anchor[] {
  const dates = [
    'due' in step ? step.due : undefined, 'notBefore' in step ? step.notBefore : undefined,
    step.pacing === 'LEGAL_HORIZON' ? step.horizon : undefined, step.pacing === 'PROTECTED_PERIOD' ? step.lasts : undefined,
  ];
  const starts = dates.map((date): Start | undefined => {
    if (date === undefined || typeof date === 'string') return undefined;
    return 'clock' in date ? clocks?.find(({ clock }) => clock === date.clock)?.starts : 'of' in date ? date.of : 'at' in date ? date.at : undefined;
  });
  return starts.flatMap((start) => (start === undefined ? [] : anchorsIn(start)));
}

/** The steps that a step hangs on: those that are named by what opens it, what it requires and what dates it. */
function restsOn(step: PlaybookStep, playbook: Playbook): readonly string[] {
  const named = [step.opens, step.requires].flatMap((each) => leaves(each, playbook.gates)).flatMap((leaf) => ('done' in leaf ? [leaf.done] : 'decided' in leaf ? [leaf.decided] : []));
  const anchors = anchorsOf(step, playbook).flatMap((anchor) => ('done' in anchor ? [anchor.done] : []));
  const waits = 'waitsOn' in step ? (step.waitsOn ?? []) : [];
  const gate = step.pacing === 'VICTIM_PACED' && step.gate !== undefined ? [step.gate] : [];
  return [...(step.after ?? []), ...named, ...waits, ...anchors, ...gate];
}

/** Whether a day hangs on her: the end of what she decides, or what only her own answers say. */
function isHers(anchor: Anchor, { steps, facts }: Playbook): boolean {
  const setters = 'done' in anchor ? steps.filter(({ code }) => code === anchor.done) : steps.filter(({ fields }) => fields?.some((field) => 'sets' in field && field.sets === anchor.fact));
  const recorded = 'fact' in anchor && facts?.some(({ fact, recordedBy, from }) => fact === anchor.fact && (recordedBy !== undefined || from !== undefined));
  return recorded !== true && setters.length > 0 && setters.every(({ pacing }) => pacing === 'VICTIM_PACED');
}

/** Point 3: no date of the law waits on her, and what she decides hangs on no date. */
function pressing(playbook: Playbook): readonly string[] {
  const { steps } = playbook;
  return steps.flatMap((step) => {
    const waits = 'waitsOn' in step && step.waitsOn !== undefined && (step.pacing === 'STATUTORY' || step.support === true) ? [`${step.code} waits on her`] : [];
    if (step.pacing !== 'VICTIM_PACED') return waits;
    const reached = new Set(restsOn(step, playbook));
    for (const code of reached) for (const next of steps.filter((each) => each.code === code)) restsOn(next, playbook).forEach((each) => reached.add(each));
    return steps.filter(({ code, pacing }) => reached.has(code) && (pacing === 'PROTECTED_PERIOD' || pacing === 'LEGAL_HORIZON')).map(({ code }) => `${step.code} hangs on ${code}`);
  });
}

/** Point 4: what opens before the day it is counted from is known says who asks for that day; and nobody asks for a day that hangs on her. */
function undated({ places: { playbook }, undated: without }: Graph): readonly string[] {
  return [...new Set([...without].map(({ step }) => step))].flatMap((step) => {
    const date = 'due' in step ? step.due : step.pacing === 'LEGAL_HORIZON' ? step.horizon : undefined;
    if (typeof date !== 'object' || !('unknown' in date) || date.unknown === undefined) return [`${step.code} opens undated`];
    return anchorsOf(step, playbook).some((anchor) => isHers(anchor, playbook)) ? [`${step.code} asks for a day of hers`] : [];
  });
}

/** A value that waits for something holds nothing else up. */
const guarded = (facts: NonNullable<Playbook['facts']>, asked: readonly Leaf[]): readonly string[] =>
  facts.flatMap(({ fact, only }) => (only !== undefined && asked.some((leaf) => ('known' in leaf && leaf.known === fact) || ('fact' in leaf && leaf.fact === fact && leaf.is.some((value) => only.is.includes(value)))) ? [`${fact} is asked for and waits itself`] : []));

/** What comes with each event: what it comes upon can be recorded anew, nobody waits for it, and nothing is said by it alone. */
function uponEvents(playbook: Playbook, ended: ReadonlySet<string>): readonly string[] {
  const { steps, facts = [] } = playbook;
  const canBeRecorded = (name: string | undefined): boolean => facts.some(({ fact, recordedBy }) => fact === name && recordedBy !== undefined);
  const dated = new Set(steps.flatMap((step) => anchorsOf(step, playbook).flatMap((anchor) => ('done' in anchor ? [anchor.done] : []))));
  const asking = askedFor(playbook);
  return steps.flatMap((step) => {
    if (!('on' in step) || step.on === undefined) return [];
    const sets = (step.fields ?? []).flatMap((field) => ('sets' in field && field.sets !== undefined ? [field.sets] : []));
    return [
      ...step.on.filter((name) => !canBeRecorded(name)).map((name) => `${step.code} is on ${name}, which nobody records anew`),
      ...(ended.has(step.code) || dated.has(step.code) ? [`${step.code} comes with each event and is waited for`] : []),
      ...sets.filter((name) => !canBeRecorded(name)).map((name) => `${step.code} alone says ${name}`),
      ...(step.pacing === 'STATUTORY' || step.repeats === true || asking.has(step.code) ? [`${step.code} opens by an event and otherwise`] : []),
    ];
  });
}

/** Point 5, as far as names alone can tell. */
function adrift({ steps, gates = [], facts = [], ...playbook }: Playbook): readonly string[] {
  const conditions = [...steps.flatMap(({ opens, ends, requires }) => [opens, ends, requires]), ...gates.map(({ when }) => when)];
  const asked = conditions.flatMap((each) => leaves(each, []));
  const beside = [...steps.flatMap(({ fields = [] }) => fields.map(({ requiredWhen }) => requiredWhen)), ...facts.map(({ only }) => only?.when), ...(playbook.suspects?.outcomes ?? []).map(({ when }) => when)];
  const ended = new Set([...[...asked, ...beside.flatMap((each) => leaves(each, []))].flatMap((leaf) => ('done' in leaf ? [leaf.done] : 'decided' in leaf ? [leaf.decided] : [])), ...steps.flatMap((step) => [...(step.after ?? []), ...('anew' in step ? (step.anew ?? []) : []).flatMap((each) => (typeof each === 'string' ? [] : [each.done]))])]);
  const set = new Set(steps.flatMap(({ fields = [] }) => fields.flatMap((field) => ('sets' in field ? [field.sets] : []))));
  const followed = new Set(asked.flatMap((leaf) => ('decided' in leaf ? leaf.as.map((option) => `${leaf.decided} ${option}`) : [])));
  const asking = askedFor({ steps, gates, ...playbook });
  const unsaid = facts.flatMap(({ fact, recordedBy, from }) => (recordedBy === undefined && from === undefined && !set.has(fact) ? [`nobody can say ${fact}`] : []));
  return [...unsaid, ...guarded(facts, asked), ...uponEvents({ ...playbook, steps, facts }, ended), ...steps.flatMap(({ code, decides, ...step }) => [
    ...(step.pacing === 'VICTIM_PACED' && step.form === 'signal' && ended.has(code) ? [`${code} is asked whether it is done`] : []),
    ...(decides?.options ?? []).flatMap(({ option, ends }) => (ends !== undefined || followed.has(`${code} ${option}`) ? [] : [`${code} ${option} leads nowhere`])),
    ...(asking.has(code) && (step.after !== undefined || step.opens !== undefined) ? [`${code} is asked for and opens by itself`] : []),
    ...(step.ends !== undefined && (step.support === true || step.pacing === 'VICTIM_PACED' || step.pacing === 'PROTECTED_PERIOD') ? [`${code} ends`] : []),
  ])];
}

/** What is wrong with a small playbook; undefined where it has more states than `most`. */
export function explore(playbook: Playbook, most: number): readonly string[] | undefined {
  const graph = graphOf(playbook, most);
  if (graph === undefined) return undefined;
  return [...unreached(graph), ...cornered(graph), ...pressing(playbook), ...undated(graph), ...adrift(playbook)];
}
