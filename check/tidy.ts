/** The house rules that no tool of others knows: rooms and who may import whom, sizes, names, leftovers. Each finding says file, line and way out. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What a room may import: rooms by name, packages by exact name or a trailing `*`. Tests, benchmarks and commands may import everything. */
const rooms: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>> = {
  domain: { rooms: ['domain'], packages: ['zod'] },
  workflows: { rooms: ['workflows'], packages: ['@temporalio/workflow'] },
  activities: { rooms: ['activities', 'domain', 'workflows/contract.ts', 'prisma', 'start'], packages: ['*'] },
  api: { rooms: ['api', 'domain', 'workflows/contract.ts', 'prisma', 'start'], packages: ['*'] },
  prisma: { rooms: ['prisma', 'start'], packages: ['*'] },
  start: { rooms: ['start', 'prisma', 'domain'], packages: ['*'] },
};
const linesMax = 300;
const functionLinesMax = 50;
const forbiddenRooms = /(^|\/)(utils|helpers|misc|common)\//;
const leftovers = /\b(TODO|FIXME|XXX|HACK)\b/;
const weakTest = /\b(it|test|describe)\.(skip|todo|only|fails|retry)\b|\bvi\.(mock|stubGlobal)\(|\b(testTimeout|hookTimeout|retry)\s*:/;
/** A test that waits for time to pass proves the machine, not the product. */
const sleeps = /setTimeout\(\s*(r|resolve|done)\s*,|\bsetTimeout\b.*node:timers\/promises|\bsleep\(/;
const silenced = /:\s*any(\[\])?\s*[,;)=>|&}\]]|\bas any\b|<any>|@ts-ignore|@ts-expect-error|@ts-nocheck/;

const roomOf = (path: string): string => path.split('/')[0] ?? '';
const isTest = (path: string): boolean => path.startsWith('test/');

export function findings(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => [...imports(file), ...sizes(file), ...names(file), ...lines(file)]);
}

function imports({ path, text }: SourceFile): string[] {
  const rule = rooms[roomOf(path)];
  if (rule === undefined) return [];
  return [...text.matchAll(/^\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)].flatMap(([, , type, from = '']) => {
    const target = targetOf(path, from);
    const isType = type !== undefined;
    if (target === undefined) {
      const allowed = rule.packages.some((name) => name === '*' || name === from);
      const isPure = roomOf(path) === 'domain' && from === 'zod' && !path.endsWith('schema.ts');
      return (allowed && !isPure) || isType ? [] : [`${path}: ${roomOf(path)}/ may not import ${from}`];
    }
    // Stories and the contract know other rooms by type only.
    if (roomOf(path) === 'workflows' && isType && (target.startsWith('domain/') || target.startsWith('activities/'))) return [];
    const allowed = rule.rooms.some((room) => target === room || target.startsWith(`${room}/`));
    return allowed ? [] : [`${path}: ${roomOf(path)}/ may not import ${target}`];
  });
}

function targetOf(path: string, from: string): string | undefined {
  if (from.startsWith('#')) return from.slice(1);
  return from.startsWith('.') ? normalize(join(dirname(path), from)) : undefined;
}

function sizes({ path, text }: SourceFile): string[] {
  const count = text.split('\n').length;
  const long = count > linesMax + 1 ? [`${path}: ${count} lines; a file has one reason to change and at most ${linesMax} lines`] : [];
  return [...long, ...longFunctions(path, text)];
}

/** Top-level functions and methods, by indentation: the code is formatted, so a body ends where its indentation comes back. */
function longFunctions(path: string, text: string): string[] {
  const all = text.split('\n');
  return all.flatMap((line, start) => {
    const opens = /^(\s*)(?:export )?(?:async )?(?:function\b|(?:static )?(?:async )?#?[a-zA-Z]+\([^)]*\)[^;={]*\{$|const \w+ = (?:async )?\([^)]*\).*=> \{$)/.exec(line);
    if (opens === null || !line.trimEnd().endsWith('{') || /^\s*(if|for|while|switch|return|describe|it|test|beforeAll|afterAll)\b/.test(line)) return [];
    const end = all.findIndex((each, index) => index > start && each.startsWith(`${opens[1]}}`));
    return end - start + 1 > functionLinesMax ? [`${path}:${start + 1}: a function of ${end - start + 1} lines; at most ${functionLinesMax}`] : [];
  });
}

function names({ path }: SourceFile): string[] {
  const file = path.split('/').at(-1) ?? '';
  const kebab = /^[a-z0-9-]+(\.(test|property|config|d))*\.(ts|mjs|js)$/.test(file) ? [] : [`${path}: file names are kebab-case`];
  return forbiddenRooms.test(path) ? [...kebab, `${path}: a room needs a noun; put a function where its noun lives`] : kebab;
}

function lines({ path, text }: SourceFile): string[] {
  if (path === 'check/tidy.ts' || path.startsWith('test/tidy/')) return [];
  const rules: readonly (readonly [RegExp, boolean, string])[] = [
    [leftovers, true, 'finish it or open an issue'],
    [weakTest, isTest(path), 'no weakened, mocked or stretched tests'],
    [sleeps, isTest(path), 'wait for the thing itself, not for time'],
    [silenced, true, 'say the type'],
    [/^export default\b/, !path.endsWith('.config.ts'), 'named exports only'],
    [/(^|[^\w./])\/(work|tmp|root|home)\/\w/, true, 'no path of one machine'],
    [/\b(ORCHARD|LANTERN)\b/, !isTest(path), 'scenario names belong under test/ and playbooks/'],
  ];
  return text.split('\n').flatMap((line, index) => rules.filter(([pattern, applies]) => applies && pattern.test(line)).map(([, , wayOut]) => `${path}:${index + 1}: ${wayOut}: ${line.trim().slice(0, 80)}`));
}

/** Links between documents must lead somewhere. */
export function deadLinks(documents: readonly SourceFile[], exists: (path: string) => boolean): readonly string[] {
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:|#|\/)([^)#\s]+)(#[^)]*)?\)/g)].flatMap(([, to = '']) => {
      const target = normalize(join(dirname(path), to));
      return exists(target) ? [] : [`${path}: the link to ${to} leads nowhere`];
    }),
  );
}

export const read = (root: string, path: string): SourceFile => ({ path, text: readFileSync(join(root, path), 'utf8') });
