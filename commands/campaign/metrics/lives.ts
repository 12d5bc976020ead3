/** Cases for the campaign, and compacts above cases: random lives played by the domain itself, each under names of its own and cut off somewhere in the middle. */
import fc from 'fast-check';
import type { Civil } from '#domain/facts.ts';
import { kindOf } from '../../../activities/ledgers.ts';
import { isOpen } from '#domain/case/state.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { dayIn, person } from '../../../test/domain/case/any-people.ts';
import { anyStory, play, type Story } from '../../../test/domain/case/any-story.ts';
import { stepCommand, type World } from '../../../test/domain/case/world.ts';
import { coordinator, createCompact, leader, opening, signers } from '../../../test/domain/compact/world.ts';
import { charge, mattersOf, withCharging } from './matters.ts';
import { seeded } from '#start/fault-points.ts';

const DAY_MS = 86_400_000;
/** What every life of the generators calls itself. */
const theirCase = '0c0c0c0c-0000-4000-8000-000000000001';
const theirIds = '0a0a0a0a-0000-4000-8000-';
const theirAgency = /"a(\d)((?:-p\d)?)"/g;

interface LifeEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly body: string;
}
/** A ledger with what was recorded in it. */
export interface Told {
  readonly ledger: string;
  readonly events: readonly LifeEvent[];
}
export interface Life extends Told {
  /** The compact of the case, if one was opened by then. */
  readonly compact: Told | undefined;
  /** Matters beside the case, and files of survivors. */
  readonly matters: readonly Told[];
  /** Before every agency and person of this case. */
  readonly mark: string;
  readonly known: Readonly<Record<string, Civil>>;
  readonly from: string;
  readonly until: string;
}

/** The same seed, the same lives. */
export function livesOf(count: number, seed: number): readonly Life[] {
  const chance = seeded(seed);
  return fc.sample(anyStory, { seed, numRuns: count }).map(withCharging).map((story, index) => {
    const world = play(index % 2 === 0 ? withPromises(story, chance) : story);
    charge(world, chance);
    // Every other case comes to where only she, a court or time is waited for.
    const isDone = index % 2 === 1;
    if (isDone) finish(world);
    const batches = world.taken.filter(({ decided }) => decided.events.length > 0);
    const kept = isDone ? batches.length : Math.max(1, Math.ceil((0.3 + 0.65 * chance()) * batches.length));
    const number = index + 1;
    const named = rename(number);
    const events = batches.slice(0, kept).flatMap(({ decided }) => decided.events);
    const last = Date.parse(events.at(-1)?.at ?? '');
    const next = Date.parse(batches[kept]?.decided.events[0]?.at ?? '') || last + DAY_MS;
    // Later than the last word, earlier than the next: nothing happens in between, and whatever is late is late.
    const until = last + Math.floor(chance() * Math.max(1, next - last));
    const of = named(theirCase);
    const ends = new Date(until).toISOString();
    return {
      matters: mattersOf(of, events[0]?.at ?? ends, ends, chance).map(({ ledger, events: each }) => ({ ledger, events: placed(each, (text) => text) })),
      ledger: `case/${of}`, compact: chance() < 0.75 ? compactOf(number, new Date(until).toISOString(), chance, theirCase) : undefined, mark: `c${number}.`, known: Object.fromEntries(Object.entries(story.team.known).map(([id, civil]) => [`c${number}.${id}`, civil])),
      events: placed(events, named),
      from: new Date(until - Math.ceil((10 + 80 * chance()) * DAY_MS)).toISOString(), until: new Date(until).toISOString(),
    };
  });
}

/** Compacts that stand above cases, numbered from `first`: as many as asked for, each a life of its own. The same seed, the same lives. */
export function programmesOf(count: number, first: number, seed: number): readonly Life[] {
  const chance = seeded(seed);
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    // The compact has been opened by then; half of them live to see their first promise fall due.
    const until = Date.parse('2021-03-08T09:00:00Z') + (30 + Math.floor(240 * chance())) * DAY_MS;
    const told = compactOf(number, new Date(until).toISOString(), chance, undefined);
    if (told === undefined) throw new Error('a compact had not been opened by then');
    const known = Object.fromEntries(signers.map((_agency, place) => [`c${number}.a${place}`, { zone: place % 2 === 0 ? 'America/Chicago' : 'Europe/Berlin', region: '' }]));
    return { ...told, matters: [], compact: undefined, mark: `c${number}.`, known, from: new Date(until - Math.ceil((10 + 80 * chance()) * DAY_MS)).toISOString(), until: new Date(until).toISOString() };
  });
}

/** More promises than people make by chance, with time enough to break them. */
function withPromises(story: Story, chance: () => number): Story {
  const nat = (): number => Math.floor(chance() * 1_000);
  const move = (kind: Story['moves'][number]['kind'], how = nat()): Story['moves'][number] => ({ kind, pick: nat(), how });
  const more = () => [move('promise'), move('keep'), move('keep'), move('pass-far', 15 + (nat() % 15)), move('keep'), move('keep')];
  return { ...story, moves: story.moves.flatMap((each, index) => (index % 6 === 0 ? [each, ...more()] : [each])) };
}

/** What a gate stops is set aside. */
function completeOrSetAside(world: World, holder: string, code: string): void {
  if (world.say(person(holder, 0), stepCommand(code, { act: 'complete' })).refusal !== undefined) world.say(person(holder, 0), stepCommand(code, { act: 'not-applicable', reason: 'OTHER' }));
}

/** Whoever holds a step does it, as far as it is theirs to do. */
function finish(world: World): void {
  for (let round = 0; round < 4; round += 1) {
    const state = world.state();
    if (state.phase === 'absent') return;
    const ours = Object.values(state.steps).filter((step) => isOpen(step) && step.pacing !== 'VICTIM_PACED' && step.pacing !== 'PROTECTED_PERIOD' && !(step.repeats === true && step.occurrence > 1));
    for (const { code, holder, owner, pacing } of ours) {
      if (owner === undefined) world.say(person(holder, 0), stepCommand(code, { act: 'accept' }));
      if (pacing === 'LEGAL_HORIZON') world.say(person(holder, 0), stepCommand(code, { act: 'set-horizon', lastDay: dayIn(world, 900) }));
      else if (pacing !== 'EXTERNAL_WAIT') completeOrSetAside(world, holder, code);
      else if (owner !== undefined) world.say(person(holder, 0), stepCommand(code, { act: 'review-wait' }));
    }
    world.passTo(laterBy(world.now(), 3_600_000));
  }
}

const placed = (events: readonly { readonly type: string; readonly at: string }[], named: (text: string) => string): readonly LifeEvent[] =>
  events.map((event, index) => ({ seq: index + 1, type: event.type, at: event.at, body: named(JSON.stringify(event)) }));

/** Six leaders are asked; most sign sooner or later, some are succeeded, some leave; a part of what was pledged is given. Told as far as it had come by then. */
function compactOf(number: number, until: string, chance: () => number, of: string | undefined): Told | undefined {
  const day = (days: number): string => new Date(Date.parse('2021-03-08T09:00:00Z') + days * DAY_MS).toISOString().slice(0, 16).replace('T', ' ');
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)];
  let days = Math.floor(chance() * 25);
  const tale = createCompact({ startsAt: day(days) });
  const { case: _theirs, ...above } = opening;
  tale.begin({ ...above, ...(of !== undefined && { case: of }) });
  tale.act(coordinator, { act: 'request-signatures' });
  const all = chance() < 0.5;
  for (const agency of signers.toSorted(() => chance() - 0.5)) {
    days += Math.floor(chance() * (all ? 4 : 12));
    tale.at(day(days));
    if (all || chance() < 0.7) tale.sign(agency);
  }
  for (let turn = 0; turn < 4; turn += 1) {
    days += Math.floor(chance() * 20);
    tale.at(day(days));
    const agency = pick(signers) ?? 'usao';
    const next = { ...leader(agency), person: `${agency}-next` };
    const what = chance();
    if (what < 0.5) tale.promise(leader('irs-ci'), opening.pledges[0]?.commitment ?? '', { act: 'deliver-resource', from: day(days - 5).slice(0, 10), until: day(days).slice(0, 10), amount: 0.5 });
    else if (what < 0.7) tale.act(coordinator, { act: 'name-leader', agency, leader: next.person });
    else if (what < 0.85) tale.act(next, { act: 'confirm' });
    else if (what < 0.92) tale.act(leader(agency), { act: 'leave', reason: 'CAPACITY' });
  }
  tale.at(day(days + 30));
  const named = (text: string): string => rename(number)(text).replaceAll(/"(usao|fbi|hsi|dol-whd|dol-oig|irs-ci)((?:-[a-z-]+)?)"/g, (_all, agency: (typeof signers)[number], who: string) => `"c${number}.a${signers.indexOf(agency)}${who}"`);
  const events = placed(tale.changes.map(({ event }) => event).filter(({ at }) => at <= until), named);
  return events.length === 0 ? undefined : { ledger: `compact/${rename(number)(opening.compactId)}`, events };
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

function rename(number: number): (text: string) => string {
  const [caseId, ids] = [`0c0c0c0c-0000-4000-8000-${hex(number, 12)}`, `0a${hex(number, 6)}-0000-4000-8000-`];
  return (text) => text.replaceAll(theirCase, caseId).replaceAll(theirIds, ids).replaceAll(theirAgency, `"c${number}.a$1$2"`);
}

/** The rows of the read models that a ledger leaves, by table. */
export function rowsOf({ ledger, events }: Told) {
  const kind = kindOf(ledger);
  let before = kind.absent;
  return kind.rowsOf(events.map(({ seq, body }) => {
    const event = JSON.parse(body) as { readonly type: string; readonly at: string };
    const change = { index: seq, event, before, after: kind.evolve(before, event) };
    before = change.after;
    return change;
  })).tables;
}
