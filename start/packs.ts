/** What playbooks share: packs from a folder, and a playbook with what it takes from them. What a playbook says itself counts. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packSchema, type Pack } from '#domain/playbook/clock/schema.ts';
import { inWords, openYaml, PlaybookError, whereOf, yamlIn } from './yaml.ts';

/** All packs of a folder; a folder that is not there holds none. Errors: `PlaybookError`. */
export async function loadPacks(dir: string): Promise<readonly Pack[]> {
  const packs: Pack[] = [];
  for (const file of existsSync(dir) ? await yamlIn(dir) : []) {
    const next = readPack(`packs/${file}`, await readFile(join(dir, file), 'utf8'));
    if (packs.some((pack) => nameOf(pack) === nameOf(next))) throw new PlaybookError(`packs/${file}: ${next.pack} version ${next.version} is there already: give this one a new version`);
    packs.push(next);
  }
  return packs;
}

/** One pack from its text. Errors: `PlaybookError`. */
export function readPack(file: string, text: string): Pack {
  const { document, given, at } = openYaml(file, text);
  const parsed = packSchema.safeParse(given);
  if (!parsed.success) throw new PlaybookError(parsed.error.issues.map((issue) => `${at(whereOf(issue))}: ${inWords(document, issue)}`).join('\n'));
  return parsed.data;
}

export const nameOf = ({ pack, version }: Pack): string => `${pack}@${version}`;
export const packsOf = (given: unknown): readonly string[] => (typeof given === 'object' && given !== null && 'packs' in given && Array.isArray(given.packs) ? given.packs.map(String) : []);

type Path = readonly PropertyKey[];
interface Taken {
  readonly whole: unknown;
  /** From a path in the whole to where the playbook itself says it; what comes from a pack is pointed to where the pack is named. */
  readonly ownPath: (path: Path) => Path;
}

/** Lists of which the playbook's own entries stand in for a pack's of the same name. */
const lists = { ladders: 'name', clocks: 'clock' } as const;

/** A playbook with the parts of its packs that it has no word of its own for. */
export function takePacks(given: unknown, packs: readonly Pack[]): Taken {
  const named = packsOf(given).flatMap((name) => packs.filter((pack) => nameOf(pack) === name));
  if (typeof given !== 'object' || given === null || named.length === 0) return { whole: given, ownPath: (path) => path };
  const taken = {
    ladders: notOwn(given, 'ladders', named.flatMap(({ ladders = [] }) => ladders)),
    clocks: notOwn(given, 'clocks', named.flatMap(({ clocks = [] }) => clocks)),
  };
  const shared = Object.assign({}, ...named.map(({ pack: _pack, version: _version, title: _title, ...rest }) => rest));
  const clocks = [...taken.clocks, ...listIn(given, 'clocks')];
  return {
    whole: { ...shared, ...given, ladders: [...taken.ladders, ...listIn(given, 'ladders')], ...(clocks.length > 0 && { clocks }) },
    ownPath: ([room = '', index, ...rest]) => {
      if (!Object.hasOwn(given, room) && Object.hasOwn(shared, room)) return ['packs'];
      const before = room === 'ladders' || room === 'clocks' ? taken[room].length : 0;
      if (typeof index !== 'number' || before === 0) return [room, ...(index === undefined ? [] : [index]), ...rest];
      return index < before ? ['packs'] : [room, index - before, ...rest];
    },
  };
}

const listIn = (given: object, room: string): readonly unknown[] => { const list: unknown = Reflect.get(given, room); return Array.isArray(list) ? list : []; };

/** Entries of packs for which the playbook has none of the same name. */
function notOwn<Entry extends object>(given: object, room: keyof typeof lists, entries: readonly Entry[]): readonly Entry[] {
  const nameIn = (entry: unknown): unknown => (typeof entry === 'object' && entry !== null ? Reflect.get(entry, lists[room]) : undefined);
  const own = listIn(given, room).map(nameIn);
  return entries.filter((entry) => !own.includes(nameIn(entry)));
}
