/** Reading a request: every part against its schema, nothing unknown let through, nothing it said repeated in the answer. */
import type { Request } from 'express';
import type { z } from 'zod';
import { Problem, type Complaint } from './problems.ts';

const LARGEST_BODY = 64 * 1024;
const DEEPEST_BODY = 16;
const MOST_COMPLAINTS = 20;

/** What a handler may look at, before its parts are checked. */
export interface Incoming {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly header: (name: string) => string | undefined;
  /** `largest`: bytes, where an operation takes more than others. */
  readonly readBody: (largest?: number) => Promise<unknown>;
}

export function incomingOf(req: Request): Incoming {
  return { method: req.method, path: req.path, params: { ...req.params }, query: queryOf(req.originalUrl), header: (name) => req.get(name), readBody: (largest) => readJson(req, largest) };
}

/** A parameter given twice has no one meaning: refused rather than guessed. */
export function queryOf(url: string): Record<string, string> {
  const at = url.indexOf('?');
  const pairs = [...new URLSearchParams(at < 0 ? '' : url.slice(at + 1))];
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid([{ at: `query.${printable(twice)}`, problem: 'is given twice' }]);
  return Object.fromEntries(pairs);
}

/** One part of a request by its schema. @throws Problem INVALID_REQUEST with a complaint for each place. */
export function part<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.slice(0, MOST_COMPLAINTS).flatMap((issue) => complaintsOf(issue, where)));
}

const invalid = (errors: readonly Complaint[]): Problem => new Problem('INVALID_REQUEST', { errors });

function complaintsOf(issue: z.core.$ZodIssue, where: string): Complaint[] {
  const at = [where, ...issue.path.map((step) => printable(String(step)))].join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MOST_COMPLAINTS).map((key) => ({ at: `${at}.${printable(key)}`, problem: 'is unknown here' }));
    case 'invalid_type':
      return [{ at, problem: `must be: ${issue.expected}` }];
    case 'invalid_value':
      return [{ at, problem: `must be one of: ${issue.values.map(String).join(', ')}` }];
    case 'too_big':
      return [{ at, problem: `must be at most ${String(issue.maximum)}` }];
    case 'too_small':
      return [{ at, problem: `must be at least ${String(issue.minimum)}` }];
    case 'invalid_format':
      return [{ at, problem: `must have the form: ${issue.format === 'regex' ? String(issue.pattern) : issue.format}` }];
    default:
      return [{ at, problem: 'is not accepted here' }];
  }
}

/** Names of members are said back, since without them nobody finds the mistake; but only if they look like names. */
const printable = (name: string): string => (/^[\w.-]{1,64}$/.test(name) ? name : '(unprintable)');

async function readJson(req: Request, largest?: number): Promise<unknown> {
  const type = /^application\/json(?:\s*;\s*charset="?([\w-]+)"?)?\s*$/i.exec(req.get('content-type') ?? '');
  const isPlain = (req.get('content-encoding') ?? 'identity') === 'identity';
  if (type === null || !isPlain || (type[1] ?? 'utf-8').toLowerCase() !== 'utf-8') throw new Problem('UNSUPPORTED_MEDIA_TYPE');
  return parseJson(await readBytes(req, largest));
}

/** Fields of a form as a browser sends them. One that is given several times is joined by line ends: a list of boxes that were ticked. */
export async function readForm(req: Request, largest?: number): Promise<Readonly<Record<string, string>>> {
  if (!/^application\/x-www-form-urlencoded(?:\s*;\s*charset=utf-8)?\s*$/i.test(req.get('content-type') ?? '')) throw new Problem('UNSUPPORTED_MEDIA_TYPE');
  const pairs = [...new URLSearchParams((await readBytes(req, largest)).toString('utf8'))];
  return Object.fromEntries([...Map.groupBy(pairs, ([name]) => name)].map(([name, same]) => [name, same.map(([, value]) => value).join('\n')]));
}

async function readBytes(req: Request, largest = LARGEST_BODY): Promise<Buffer> {
  if (Number(req.get('content-length') ?? 0) > largest) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The rest of the body is not read: the connection ends with this answer. */
const tooLarge = (): Problem => new Problem('BODY_TOO_LARGE', { headers: { Connection: 'close' } });

/** JSON with one reading only: valid UTF-8, no member twice, no prototype, no towers of brackets. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as unknown;
    if (hasOneReading(text)) return value;
  } catch {
    throw new Problem('MALFORMED_JSON');
  }
  throw new Problem('MALFORMED_JSON');
}

/** Walks text that JSON.parse has accepted, and looks for what it accepts too much of. */
function hasOneReading(text: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  for (const [token, name] of text.matchAll(/"((?:[^"\\]|\\.)*)"(?:\s*:)?|[{}[\]]/gs)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (name !== undefined && token.endsWith(':')) {
      const key = JSON.parse(`"${name}"`) as string;
      const seen = open.at(-1);
      if (key === '__proto__' || seen?.has(key) === true) return false;
      seen?.add(key);
    }
    if (open.length > DEEPEST_BODY) return false;
  }
  return true;
}
