/** One rehearsal on the real engine: the company looks at what stands, somebody does what is next, and time passes from one happening to the next. */
import type { OpenCase } from '#domain/case/state.ts';
import { isOpen } from '#domain/case/state.ts';
import { codeOf } from '#domain/playbook/names.ts';
import type { Playbook } from '#domain/playbook/schema.ts';
import type { VictimFile } from '#domain/victim/state.ts';
import { stateFrom, type StoredState } from '../../../activities/fold.ts';
import { written, type Happening } from '../../../scenario/happening.ts';
import { momentOf } from '../../../scenario/moment.ts';
import { begin, memberAt, type Begun } from '../../../scenario/play.ts';
import type { Row, Scenario } from '../../../scenario/schema.ts';
import type { Stage } from '../../../scenario/stage.ts';
import { caseWishes, launchOf } from './case-wishes.ts';
import { companyOf } from './company.ts';
import { factWishes } from './fact-wishes.ts';
import { herWishes } from './her-wishes.ts';
import { stepWishes } from './step-wishes.ts';
import type { Turns } from './turns.ts';
import { day, minute, type Script, type Sight, type Wish } from './wish.ts';

export interface Plan {
  readonly playbook: Playbook;
  readonly turns: Turns;
  /** First instant and length, in milliseconds. */
  readonly startsAt: number;
  readonly span: number;
  readonly silent: boolean;
  /** Whether what happens is written down beside each act, so that playing it again can be held against it. */
  readonly watched: boolean;
}

export interface Rehearsal extends Pick<Begun, 'nameOf' | 'saved'> {
  readonly exercise: string;
  /** What was done, as a scenario that can be played again. */
  readonly script: Scenario;
  /** Acts, and instants at which a clock rang. */
  readonly happenings: number;
  readonly wallMs: number;
  readonly spentMs: Readonly<Record<'acts' | 'clocks' | 'looks', number>>;
  /** What was answered with no. */
  readonly refused: readonly string[];
  readonly faults: readonly string[];
  /** Work that was past its date: its name and turn, with the date. */
  readonly late: ReadonlyMap<string, string>;
  /** Steps that stand open at the end. */
  readonly open: readonly string[];
}

const zone = 'UTC';
const triesMax = 6;
const serverFault = 500;
const iso = (instant: number): string => new Date(instant).toISOString();
const wholeMinute = (instant: number): number => Math.ceil(instant / minute) * minute;

/** By the name of a wish: for when it is planned, how often it was done, how often it was answered with no. */
interface Memory {
  readonly planned: Map<string, number>;
  readonly done: Map<string, number>;
  readonly tries: Map<string, number>;
}

export async function rehearse(stage: Stage, plan: Plan): Promise<Rehearsal> {
  const startedAt = performance.now();
  const { agencies, people, ...company } = companyOf(plan.playbook);
  const head: Scenario = { scenario: 'REHEARSAL', zone, holidays: 'none', agencies, people, routine: [], rows: [], awaiting: [] };
  const begun = await begin(stage, head, { startsAt: iso(plan.startsAt), without: [], renamed: false });
  const memory: Memory = { planned: new Map(), done: new Map(), tries: new Map() };
  const aliasOf = (id: string): string | undefined => { const name = begun.nameOf(id); return name.startsWith('@') ? name : undefined; };
  const script: Script = { ...plan, company: { agencies, people, ...company }, aliasOf, done: (key) => memory.done.get(key) ?? 0 };
  const notes = { rows: [] as Row[], refused: [] as string[], faults: [] as string[], late: new Map<string, string>(), spentMs: { acts: 0, clocks: 0, looks: 0 }, since: [] as Happening[] };
  const look = sightOf(stage, begun);
  const spend = async <T>(on: keyof typeof notes.spentMs, work: Promise<T>): Promise<T> => {
    const from = performance.now();
    const made = await work;
    notes.spentMs[on] += performance.now() - from;
    return made;
  };
  const end = plan.startsAt + plan.span;
  let [now, happenings] = [plan.startsAt, 0];
  let next: Next | undefined = { wish: launchOf(script), at: now };
  let sight: Sight | undefined;
  while (notes.faults.length === 0) {
    const until = Math.min(next?.at ?? end, end);
    const rang = await spend('clocks', begun.clock.toNext(iso(until)));
    now = rang === undefined ? until : Date.parse(rang);
    if (rang !== undefined && plan.watched) notes.since.push(...(await begun.watch.look(rang)));
    if (rang === undefined && (next === undefined || now >= end)) break;
    if (rang === undefined && next !== undefined) await spend('acts', act(begun, notes, memory, { ...next, at: now, watched: plan.watched }));
    happenings += 1;
    sight = await spend('looks', look(now));
    if (sight === undefined) { notes.faults.push('the case was not launched'); break; }
    noteSeen(sight, plan.turns, notes.late);
    next = nextOf(script, sight, memory);
  }
  const open = Object.values(sight?.state.steps ?? {}).filter(isOpen).map(({ code }) => code);
  return { ...notes, exercise: begun.cast.exercise, saved: begun.saved, nameOf: begun.nameOf, script: { ...head, rows: notes.rows }, happenings, open, wallMs: performance.now() - startedAt };
}

interface Next {
  readonly wish: Wish;
  readonly at: number;
}

/** The earliest of all that anybody means to do. */
function nextOf(script: Script, sight: Sight, { planned, tries }: Memory): Next | undefined {
  const wishes = [...caseWishes(script, sight), ...factWishes(script, sight), ...stepWishes(script, sight), ...herWishes(script, sight)];
  let next: Next | undefined;
  for (const wish of wishes) {
    if (wish.who === undefined || wish.who === '' || (tries.get(wish.key) ?? 0) >= triesMax) continue;
    const [least, most] = wish.share;
    const share = least + (most - least) * script.turns.lot(wish.key);
    const at = Math.max(planned.get(wish.key) ?? wholeMinute(Math.max(sight.now + minute, wish.from + share * (wish.until - wish.from))), wholeMinute(sight.now));
    planned.set(wish.key, at);
    if (next === undefined || at < next.at) next = { wish, at };
  }
  return next;
}

interface Notes {
  readonly rows: Row[];
  readonly refused: string[];
  readonly faults: string[];
  since: Happening[];
}

/** What is answered with no is asked again later, a few times: something may have to come first. */
async function act(begun: Begun, notes: Notes, { planned, done, tries }: Memory, { wish, at, watched }: Next & { readonly watched: boolean }): Promise<void> {
  const { key, who = '', request, save } = wish;
  const label = String(notes.rows.length + 1);
  const body = wish.body(at);
  const { answer, unsent } = await begun.send({ key: label, row: { who, request, ...(body && { body }), ...(save && { save }) } });
  await begun.clock.settle();
  const causes = watched ? await begun.watch.look(iso(at)) : [];
  const moment = momentOf(iso(at), zone);
  const status = answer?.status ?? serverFault;
  notes.rows.push({
    row: label, at: moment, who, request, ...(body && { body }), expect: { status }, ...(save && { save }),
    ...(watched && { since: notes.since.map((each) => written(each, zone)), causes: causes.map(({ text }) => text) }),
  });
  notes.since = [];
  planned.delete(key);
  if (status >= serverFault) notes.faults.push(`${moment} ${who} ${request} ${JSON.stringify(body)}: ${unsent ?? JSON.stringify(answer?.body)}`);
  else if (status >= 400 && answer !== undefined) {
    const times = (tries.get(key) ?? 0) + 1;
    tries.set(key, times);
    planned.set(key, wholeMinute(at + 5 * day * 2 ** (times - 1)));
    const said = ['code', 'missing', 'fields', 'errors'].flatMap((member) => { const value = memberAt(answer, member); return value === undefined ? [] : [JSON.stringify(value)]; });
    notes.refused.push(`${moment} ${who} ${request} ${JSON.stringify(body?.['act'] ?? '')}: ${said.join(' ')}`);
  } else done.set(key, (done.get(key) ?? 0) + 1);
}

function noteSeen({ state, now }: Sight, turns: Turns, late: Map<string, string>): void {
  for (const step of Object.values(state.steps)) {
    turns.opened.add(codeOf(step.code));
    const due = step.climb?.deadline.due;
    if (isOpen(step) && step.suspendedAt === undefined && due !== undefined && Date.parse(due) < now) late.set(`${step.code}${step.occurrence > 1 ? ` (${step.occurrence})` : ''}`, due);
  }
}

/** What has changed since the last look is read anew. */
function sightOf({ pool }: Stage, { cast }: Begun): (now: number) => Promise<Sight | undefined> {
  const known = new Map<string, { readonly seq: number; readonly state: unknown }>();
  return async (now) => {
    const before = Object.fromEntries([...known].map(([id, { seq }]) => [id, seq]));
    const { rows } = await pool.query<StoredState & { readonly id: string; readonly seq: number }>({
      name: 'rehearsal sight',
      text: `select id, seq, state, domain_version, state_seq from ledger where exercise_id = $1 and (id like 'case/%' or id like 'victim/%') and seq > coalesce(($2::jsonb->>id)::int, -1)`,
      values: [cast.exercise, JSON.stringify(before)],
    });
    for (const { id, seq, ...stored } of rows) known.set(id, { seq, state: await stateFrom(pool, id, stored) });
    const state = [...known].find(([id]) => id.startsWith('case/'))?.[1].state as OpenCase | undefined;
    if (state === undefined) return undefined;
    const files = Object.entries(state.victims ?? {}).map(([victim, as]): [string, VictimFile | undefined] => [as, known.get(`victim/${victim}`)?.state as VictimFile | undefined]);
    return { state, now, files: new Map(files.filter((each): each is [string, VictimFile] => each[1] !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1))) };
  };
}
