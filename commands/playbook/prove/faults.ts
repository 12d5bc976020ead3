/** Faulty playbooks, each a patch on a sound one (`test/playbooks/faulty/README.md`), and what becomes of them where playbooks are read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { readPack } from '#start/packs.ts';
import { PlaybookError, readPlaybook } from '#start/playbooks.ts';

const folder = fileURLToPath(new URL('../../../test/playbooks/faulty/', import.meta.url));

const patch = z.record(z.string(), z.unknown());
const faultSchema = z.strictObject({ fault: z.string(), patch: patch.default({}), twice: z.record(z.string(), z.array(patch)).default({}), packs: z.array(patch).default([]), says: z.array(z.string()).min(1) });
const fileSchema = z.strictObject({ rule: z.string(), faults: z.array(faultSchema).min(1) });
export type FaultyPlaybook = z.infer<typeof faultSchema> & { readonly rule: string; readonly file: string };

/** A whole playbook as plain data, before it is read. */
type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the faults are patched into; nobody changes it. */
export const base: Plain = patch.parse(parse(readFileSync(join(folder, 'base.yaml'), 'utf8')));

export function faultyPlaybooks(): readonly FaultyPlaybook[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'base.yaml').sort();
  return files.flatMap((file) => {
    const { rule, faults } = fileSchema.parse(parse(readFileSync(join(folder, file), 'utf8')));
    return faults.map((fault) => ({ ...fault, rule, file }));
  });
}

/** By what a thing in a list is called. `decision` and `duty` are not names: more than one may say the same. */
const nameKeys = ['code', 'fact', 'gate', 'clock', 'name', 'stage', 'field', 'option', 'choice', 'outcome', 'language'];
const nameOf = (thing: unknown): string | undefined => {
  const key = isPlain(thing) ? nameKeys.find((each) => typeof thing[each] === 'string') : undefined;
  return key === undefined || !isPlain(thing) ? undefined : String(thing[key]);
};

/** Conditions and dates are said anew, not mended. */
const whole = ['opens', 'ends', 'requires', 'requiredWhen', 'when', 'due', 'notBefore', 'horizon', 'lasts', 'starts'];

export function patched(old: unknown, change: unknown): unknown {
  if (Array.isArray(change) && change.length > 0 && change.every((each) => nameOf(each) !== undefined)) return mergedList(Array.isArray(old) ? old : [], change);
  if (!isPlain(change) || !isPlain(old)) return change;
  const merged = Object.entries(change).map(([key, value]): [string, unknown] => [key, whole.includes(key) ? value : patched(old[key], value)]);
  return Object.fromEntries([...Object.entries(old), ...merged].filter(([key, value]) => value !== undefined && change[key] !== null));
}

function mergedList(old: readonly unknown[], change: readonly unknown[]): readonly unknown[] {
  const changeOf = (name: string | undefined): unknown => change.find((each) => nameOf(each) === name);
  const kept = old.map((each) => (changeOf(nameOf(each)) === undefined ? each : patched(each, changeOf(nameOf(each)))));
  const added = change.filter((each) => !old.some((other) => nameOf(other) === nameOf(each)));
  return [...kept, ...added.map(furnished)].filter((each) => !(isPlain(each) && each['gone'] === true));
}

/** A new step says what matters about it; the rest is that of any work of the coordinator. */
function furnished(thing: unknown): unknown {
  if (!isPlain(thing) || typeof thing['code'] !== 'string') return thing;
  const work = 'pacing' in thing ? {} : { pacing: 'GUIDANCE', due: '5wd', ladder: 'working-days' };
  return { title: `Step ${thing['code']}`, track: 'TEAM', role: 'COORDINATOR', source: 'ours', ...work, ...thing };
}

export function textOf({ patch: change, twice }: Pick<FaultyPlaybook, 'patch' | 'twice'>): string {
  const whole = patched(base, change);
  const doubled = Object.entries(twice).map(([room, more]) => [room, [...(isPlain(whole) && Array.isArray(whole[room]) ? whole[room] : []), ...more]]);
  return stringify({ ...(isPlain(whole) && whole), ...Object.fromEntries(doubled) }, { aliasDuplicateObjects: false });
}

/** Undefined where it is refused for the right reason; else what was said instead. */
export function escaped(faulty: FaultyPlaybook): string | undefined {
  try {
    const packs = faulty.packs.map((pack) => readPack('pack.yaml', stringify(pack)));
    readPlaybook('faulty.yaml', textOf(faulty), packs);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof PlaybookError)) throw error;
    const lines = error.message.split('\n');
    return lines.some((line) => faulty.says.every((word) => new RegExp(word, 'i').test(line))) ? undefined : `refused without ${faulty.says.join(' and ')}: ${error.message}`;
  }
}
