/** A scenario from its text. What is wrong is said with file, line and the way out; nothing is played before all of it is right. */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { PlainError } from '#start/plain-error.ts';
import { routinesOf, rowsOf } from './each.ts';
import { aliasesIn, readLine } from './happening.ts';
import { compareLabels } from './label.ts';
import { instantOf, isMoment } from './moment.ts';
import { awaitingSchema, headSchema, rowSchema, type Awaiting, type Expectation, type Row, type Routine, type Scenario } from './schema.ts';

type Path = readonly PropertyKey[];
interface Flaw {
  readonly path: Path;
  readonly message: string;
}

/** One scenario from its text. `file` is only named in messages. @throws PlainError with a line `file:line: what and the way out` for each flaw. */
export function readScenario(file: string, text: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (flaws: readonly Flaw[]): never => {
    throw new PlainError(`${file} is no scenario yet:`, [...flaws.map(({ path, message }) => `${file}:${lineOf(document, lines, path)}: ${message}`), 'How to write one: docs/how-to/write-a-scenario.md']);
  };
  if (document.errors.length > 0)
    throw new PlainError(`${file} is not YAML:`, document.errors.map(({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: ${message.split('\n')[0] ?? ''}${/reserved character @/.test(message) ? " Put it in quotes: '@alias'." : ''}`));
  const head = headSchema.safeParse(document.toJS());
  if (!head.success) return refuse(head.error.issues.map((issue) => flawOf(issue, [])));
  const flaws: Flaw[] = [];
  const rows: Row[] = [];
  const awaiting: Awaiting[] = [];
  for (const [index, raw] of head.data.rows.entries()) {
    const isAwaiting = typeof raw === 'object' && raw !== null && 'awaits' in raw;
    const read = isAwaiting ? awaitingSchema.safeParse(raw) : rowSchema.safeParse(raw);
    if (!read.success) flaws.push(...read.error.issues.map((issue) => flawOf(issue, ['rows', index])));
    else if ('awaits' in read.data) awaiting.push(read.data);
    else rows.push(...rowsOf(read.data));
  }
  const scenario = { ...head.data, routine: head.data.routine.flatMap(routinesOf), rows, awaiting };
  if (flaws.length > 0) return refuse(flaws);
  const wrong = flawsOf(scenario, { labels: head.data.rows.map((raw) => String((raw as { row: unknown }).row)), routines: head.data.routine.flatMap((routine, index) => routinesOf(routine).map(() => index)) });
  return wrong.length > 0 ? refuse(wrong) : scenario;
}

/** The line of a value, or of the nearest thing around it that is written down. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function flawOf(issue: z.core.$ZodIssue, place: Path): Flaw {
  const path = [...place, ...issue.path];
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return { path: [...path, issue.keys[0] ?? ''], message: `there is no place for ${issue.keys.join(', ')} ${where === '' ? 'here' : `under ${where}`}; remove it or correct the name` };
  return { path, message: `${where === '' ? '' : `${where}: `}${issue.message}` };
}

/** The file as it is written: the labels of its rows, and of each routine of the scenario its place there. */
interface Written {
  readonly labels: readonly string[];
  readonly routines: readonly number[];
}

/** What a schema cannot see: people and aliases nobody knows, days that do not exist, labels out of order. */
function flawsOf(scenario: Scenario, written: Written): readonly Flaw[] {
  const labels = written.labels.flatMap((label, index): Flaw[] => {
    const before = written.labels[index - 1];
    if (before === undefined || compareLabels(before, label) < 0) return [];
    return [{ path: ['rows', index, 'row'], message: `row ${label} stands after row ${before}; write the rows in the order of their labels, each label once` }];
  });
  const people = Object.entries(scenario.people).flatMap(([alias, { agency }]): Flaw[] => [
    ...(agency in scenario.agencies ? [] : [{ path: ['people', alias, 'agency'], message: `there is no agency ${agency}; list it under agencies` }]),
    ...(alias in scenario.agencies ? [{ path: ['people', alias], message: `${alias} is an agency too; give the person another alias` }] : []),
  ]);
  const known = new Set(['name', ...Object.keys(scenario.agencies), ...Object.keys(scenario.people), ...scenario.rows.flatMap(({ save }) => Object.keys(save ?? {}))]);
  const context = { scenario, known };
  return [
    ...labels, ...people,
    ...scenario.rows.flatMap((row) => rowFlaws(context, row, ['rows', written.labels.indexOf(row.row.split('.')[0] ?? '')])),
    ...scenario.routine.flatMap((routine, index) => routineFlaws(context, routine, ['routine', written.routines[index] ?? 0])),
  ];
}

interface Context {
  readonly scenario: Scenario;
  readonly known: ReadonlySet<string>;
}

function rowFlaws(context: Context, row: Row, path: Path): readonly Flaw[] {
  return [
    ...actFlaws(context, row, path),
    ...momentFlaws(context, row.at, [...path, 'at']),
    ...Object.entries(row.headers ?? {}).flatMap(([name, value]) => aliasFlaws(context, value, [...path, 'headers', name])),
    ...Object.keys(row.save ?? {}).filter((name) => name === 'name' || name in context.scenario.agencies || name in context.scenario.people)
      .map((name) => ({ path: [...path, 'save', name], message: `${name} is taken already; save it under another name` })),
    ...(row.since ?? []).flatMap((line, index) => lineFlaws(context, line, true, [...path, 'since', index])),
  ];
}

function routineFlaws(context: Context, routine: Routine, path: Path): readonly Flaw[] {
  return [...actFlaws(context, routine, path), ...momentFlaws(context, routine.from, [...path, 'from']), ...momentFlaws(context, routine.to, [...path, 'to'])];
}

type Act = Pick<Row, 'who' | 'request' | 'body' | 'causes'> & { readonly expect: Expectation };

function actFlaws(context: Context, act: Act, path: Path): readonly Flaw[] {
  return [
    ...(act.who in context.scenario.people ? [] : [{ path: [...path, 'who'], message: `there is nobody called ${act.who}; list the person under people` }]),
    ...aliasFlaws(context, act.request, [...path, 'request']),
    ...valueFlaws(context, act.body ?? {}, [...path, 'body']),
    ...valueFlaws(context, act.expect.answer ?? {}, [...path, 'expect', 'answer']),
    ...Object.keys(act.expect.answer ?? {}).flatMap((place) => aliasFlaws(context, place, [...path, 'expect', 'answer', place])),
    ...(act.causes ?? []).flatMap((line, index) => lineFlaws(context, line, false, [...path, 'causes', index])),
  ];
}

function lineFlaws(context: Context, line: string, mustBeDated: boolean, path: Path): readonly Flaw[] {
  try {
    const { moment } = readLine(line, mustBeDated);
    return [...(moment === undefined ? [] : momentFlaws(context, moment, path)), ...aliasFlaws(context, line, path)];
  } catch (error) {
    if (error instanceof RangeError) return [{ path, message: error.message }];
    throw error;
  }
}

function momentFlaws({ scenario }: Context, moment: string, path: Path): readonly Flaw[] {
  try {
    instantOf(moment, scenario.zone);
    return [];
  } catch {
    return [{ path, message: `there is no ${moment}; write a date and time of day as in 2021-03-08 09:30` }];
  }
}

function aliasFlaws({ known }: Context, text: string, path: Path): readonly Flaw[] {
  return aliasesIn(text).filter((name) => !known.has(name)).map((name) => ({ path, message: `nothing is called @${name}; it must be an agency, a person, or a name under save` }));
}

/** Within bodies and answers a value is an alias as a whole, or it is plain text. */
function valueFlaws(context: Context, value: unknown, path: Path): readonly Flaw[] {
  if (typeof value === 'string') return [...(value.startsWith('@') ? aliasFlaws(context, value, path) : []), ...(isMoment(value) ? momentFlaws(context, value, path) : [])];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => valueFlaws(context, each, [...path, Array.isArray(value) ? Number(key) : key]));
}
