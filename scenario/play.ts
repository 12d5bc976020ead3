/** Plays a scenario: people act at their instants over HTTP, time passes in between. What came of it is a trace; nothing is judged here. */
import type { ISO } from '#domain/time/civil-time.ts';
import { castFor, type Cast, type Casting } from './cast.ts';
import type { Happening } from './happening.ts';
import { instantOf, isMoment, movedBy } from './moment.ts';
import type { Row, Routine, Scenario } from './schema.ts';
import type { Stage } from './stage.ts';
import { exerciseClock } from './virtual-time.ts';
import { watcher } from './watch.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** With `@alias` in the place of this play's ids. */
  readonly body: Json;
}

/** One act as it was played. */
export interface Played {
  /** Label of the row, or the name of the routine. */
  readonly label: string;
  readonly kind: 'row' | 'routine';
  readonly at: ISO;
  /** What time brought since the act before. */
  readonly since: readonly Happening[];
  /** What the act itself set off. */
  readonly causes: readonly Happening[];
  /** Absent when a name it needs was never saved. */
  readonly answer?: Answer;
  readonly unsent?: string;
}

export interface Trace {
  readonly acts: readonly Played[];
  /** What was saved from answers. */
  readonly saved: ReadonlyMap<string, string>;
  /** In which it was played; empty where nothing was. */
  readonly exercise: string;
  readonly wallMs: number;
}

export interface Playing {
  readonly without?: readonly string[];
  readonly renamed?: boolean;
  /** The last row to play; without it, all. */
  readonly lastRow?: Row;
}

interface Act {
  readonly label: string;
  readonly kind: 'row' | 'routine';
  readonly at: ISO;
  readonly key: string;
  readonly row: Pick<Row, 'who' | 'request' | 'body' | 'headers' | 'save'>;
}

/** Rows by time, not by label; those of the same instant in the order of the file. */
export const inTime = (rows: readonly Row[], zone: string): readonly Row[] =>
  [...rows].sort((a, b) => (instantOf(a.at, zone) < instantOf(b.at, zone) ? -1 : instantOf(a.at, zone) > instantOf(b.at, zone) ? 1 : 0));

function actsOf({ rows, routine, zone }: Scenario, lastRow: Row | undefined): readonly Act[] {
  const told = inTime(rows, zone).map((row): Act => ({ label: row.row, kind: 'row', at: instantOf(row.at, zone), key: row.row, row }));
  const end = lastRow === undefined ? (told.at(-1)?.at ?? '') : instantOf(lastRow.at, zone);
  const place = told.findLastIndex(({ label, at }) => (lastRow === undefined ? at <= end : label === lastRow.row));
  const routines = routine.flatMap((each) => occurrences(each, zone));
  // A routine comes before a told row of the same instant: sorting keeps this order.
  return [...routines.filter(({ at }) => at <= end), ...told.slice(0, place + 1)].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function occurrences(routine: Routine, zone: string): readonly Act[] {
  const acts: Act[] = [];
  const to = instantOf(routine.to, zone);
  for (let moment = routine.from, at = instantOf(moment, zone); at <= to; moment = movedBy(moment, routine.every), at = instantOf(moment, zone))
    acts.push({ label: routine.routine, kind: 'routine', at, key: `${routine.routine.replaceAll(/[^\w-]/g, '-')}-${moment.slice(0, 10)}`, row: routine });
  return acts;
}

/** An exercise in which a play has begun. */
export interface Begun {
  readonly cast: Cast;
  readonly clock: ReturnType<typeof exerciseClock>;
  /** What was saved from answers. */
  readonly saved: ReadonlyMap<string, string>;
  readonly watch: ReturnType<typeof watcher>;
  /** What an id is called: `@alias`, if it belongs to the cast or was saved; else the id itself. */
  readonly nameOf: (id: string) => string;
  /** One person sends one request, now. */
  readonly send: (act: { readonly key: string; readonly row: Sent }) => Promise<Pick<Played, 'answer' | 'unsent'>>;
}
type Sent = Pick<Row, 'who' | 'request' | 'body' | 'headers' | 'save'>;

export async function begin(stage: Stage, scenario: Scenario, casting: Casting): Promise<Begun> {
  const cast = await castFor(stage, scenario, casting);
  const saved = new Map<string, string>();
  const savedAs = (id: string): string | undefined => [...saved].find(([, value]) => value === id)?.[0];
  const nameOf = (id: string): string => cast.aliasOf(id) ?? (savedAs(id) === undefined ? id : `@${savedAs(id)}`);
  return {
    cast, saved, nameOf,
    clock: exerciseClock(stage, cast.exercise),
    watch: watcher(stage, nameOf, cast.exercise, casting.startsAt),
    send: ({ key, row }) => send(stage, cast, { key, row, zone: scenario.zone }, saved),
  };
}

export async function play(stage: Stage, scenario: Scenario, { without = [], renamed = false, lastRow }: Playing = {}): Promise<Trace> {
  const startedAt = performance.now();
  const acts = actsOf(scenario, lastRow);
  const { cast, clock, saved, watch, send: sendNow } = await begin(stage, scenario, { startsAt: acts[0]?.at ?? '', without, renamed });
  const played: Played[] = [];
  for (const act of acts) {
    const since: Happening[] = [];
    await clock.passTo(act.at, async (at) => void since.push(...(await watch.look(at))));
    const sent = await sendNow(act);
    await clock.settle();
    played.push({ label: act.label, kind: act.kind, at: act.at, since, causes: await watch.look(act.at), ...sent });
  }
  return { acts: played, saved, exercise: cast.exercise, wallMs: performance.now() - startedAt };
}

async function send(stage: Stage, cast: Cast, { row, key, zone }: { readonly row: Sent; readonly key: string; readonly zone: string }, saved: Map<string, string>): Promise<Pick<Played, 'answer' | 'unsent'>> {
  const missing = new Set<string>();
  const meaning = (alias: string): string => {
    const value = cast.idOf(alias) ?? saved.get(alias);
    if (value === undefined) missing.add(alias);
    return value ?? '';
  };
  const inText = (text: string): string => text.replaceAll(/@([a-z][a-z0-9-]*)/g, (_whole, alias: string) => meaning(alias));
  const [method = 'GET', path = '/'] = inText(row.request).split(' ');
  const inBody = (text: string): string => (isMoment(text) ? instantOf(text, zone) : /^@[a-z][a-z0-9-]*$/.test(text) ? meaning(text.slice(1)) : text);
  const body = row.body === undefined ? undefined : JSON.stringify(mapStrings(row.body as Json, inBody));
  const headers = Object.fromEntries(Object.entries(row.headers ?? {}).map(([name, value]) => [name.toLowerCase(), inText(value)]));
  if (missing.size > 0) return { unsent: `not sent: ${[...missing].map((alias) => `@${alias}`).join(', ')} was never saved` };
  const response = await fetch(stage.url + path, {
    method,
    headers: { authorization: `Bearer ${await cast.token(row.who)}`, ...(method === 'POST' && { 'content-type': 'application/json', 'idempotency-key': `${key}-${cast.mark}` }), ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const answer: Answer = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: mapStrings(parsed(text), (value) => cast.aliasOf(value) ?? value),
  };
  for (const [name, place] of Object.entries(row.save ?? {})) {
    const value = memberAt(answer, place);
    if (typeof value === 'string') saved.set(name, value);
  }
  return { answer };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text; // no JSON: the status will say so
  }
}

function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each: Json) => mapStrings(each, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapStrings(each, change)]));
}

/**
 * A member of an answer: `state`, `items.0`, `steps[step=S0.2].due`, or a header as `header.etag`.
 * `[key=value]` picks the member of a list that says so. Undefined when there is none.
 */
export function memberAt(answer: Answer, place: string): Json | undefined {
  if (place.startsWith('header.')) return answer.headers[place.slice('header.'.length).toLowerCase()];
  let value: Json | undefined = answer.body;
  for (const [, name, key, wanted] of place.matchAll(/(?:^|\.)([\w-]+)|\[([\w-]+)=([^\]]*)\]/g)) {
    if (value === null || typeof value !== 'object') return undefined;
    const members: Readonly<Record<string, Json>> = value as Readonly<Record<string, Json>>;
    if (name !== undefined) value = members[name];
    else value = Object.values(members).find((each) => each !== null && typeof each === 'object' && (each as Readonly<Record<string, Json>>)[key ?? ''] === wanted);
  }
  return value;
}
