/** A file of a playbook or a pack as YAML: what is wrong in it is said with file, line and the way out. */
import { readdir } from 'node:fs/promises';
import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { z } from 'zod';
import { pacingClasses } from '#domain/terms.ts';
import { PlainError } from './plain-error.ts';

/** A file that is no playbook. The message has a line `file:line: what and the way out` for every flaw; `count` is how many. */
export class PlaybookError extends PlainError {
  override readonly name = 'PlaybookError';
  readonly count: number;

  constructor(message: string, count = message.split('\n').length) {
    super(message);
    this.count = count;
  }
}

export const yamlIn = async (dir: string): Promise<readonly string[]> => (await readdir(dir)).filter((file) => file.endsWith('.yaml')).sort();

/** Whoever has so many flaws to mend begins with these. */
export const MOST_FLAWS = 200;

interface Strange {
  readonly at: number;
  readonly what: string;
}

/** What YAML can say and a playbook cannot: one thing twice, and a thing by pointing to another place, with which a short text can grow beyond any memory. */
function strangeIn(document: Document): readonly Strange[] {
  const found: Strange[] = [];
  const say = (node: { readonly range?: readonly number[] | null }, what: string): void => void found.push({ at: node.range?.[0] ?? 0, what });
  visit(document, (_key, node) => {
    if (isAlias(node)) say(node, `*${node.source} points to another place: write it out`);
    if (!isMap(node)) return;
    const keys = new Set<unknown>();
    for (const { key } of node.items) {
      if (!isScalar(key)) continue;
      if (keys.has(key.value)) say(key, `${String(key.value).slice(0, 60)} is said twice: keep one`);
      keys.add(key.value);
    }
  });
  return found;
}

type Path = readonly PropertyKey[];
/** The document, what it says as plain values, and the place `file:line` of what a path leads to. Errors: `PlaybookError`. */
export function openYaml(file: string, text: string): { readonly document: Document; readonly given: unknown; readonly at: (path: Path) => string } {
  const lines = new LineCounter();
  // The parser compares every key with every other: a long map would keep a process busy for a minute.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const flaws = document.errors.length > 0 ? document.errors.map(({ pos, message }) => ({ at: pos[0], what: `is not YAML: ${message.split('\n')[0]}` })) : strangeIn(document);
  if (flaws.length > 0) throw new PlaybookError(flaws.slice(0, MOST_FLAWS).map(({ at, what }) => `${file}:${lines.linePos(at).line}: ${what}`).join('\n'), flaws.length);
  const given: unknown = document.toJS();
  return { document, given, at: (path) => `${file}:${lineOf(document, lines, path)}` };
}

/** The line of a value, or of the nearest thing around it that is written down. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

type Issue = z.core.$ZodIssue;

export const whereOf = (issue: Issue): Path => (issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path);

/** Of something that may be said in several ways, what is wrong with the way that was meant: the one in which most of it could be read. */
function meant(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const ways = issue.errors.flatMap((way) => (way[0] === undefined ? [] : [way[0]])).map((each) => meant({ ...each, path: [...issue.path, ...each.path] }));
  const read = (each: Issue): number => each.path.length * 2 + (each.code === 'invalid_type' || each.code === 'unrecognized_keys' ? 0 : 1);
  return ways.reduce((best, each) => (read(each) > read(best) ? each : best), ways[0] ?? issue);
}

export function inWords(document: Document, given: Issue): string {
  const isMissing = given.code === 'invalid_union' && document.getIn(given.path) === undefined;
  const issue = isMissing ? given : meant(given);
  const [room, index, ...rest] = issue.path;
  const code: unknown = room === 'steps' && typeof index === 'number' ? document.getIn(['steps', index, 'code']) : undefined;
  const where = typeof code === 'string' ? `step ${code}${rest.length === 0 ? '' : `, ${rest.join('.')}`}` : issue.path.join('.') || 'the playbook';
  if (issue.code === 'invalid_type' && document.getIn(issue.path) === undefined) return `${where} is missing: expected ${issue.expected}`;
  if (isMissing) return `${where} is missing`;
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'pacing') return `${where}: expected one of ${pacingClasses.join(', ')}`;
  if (issue.code !== 'unrecognized_keys') return `${where}: ${issue.message}`;
  const isPaced = room === 'steps' && document.getIn(['steps', index, 'pacing']) === 'VICTIM_PACED';
  const why = isPaced ? ': what she decides has no date and no ladder (rule R1)' : '';
  return `${where}: there is no place for ${issue.keys.slice(0, 10).join(', ')}${issue.keys.length > 10 ? ' and others' : ''} here${why}; remove it or correct the name`;
}
