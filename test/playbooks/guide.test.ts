/** The guide to writing playbooks cannot go stale: its pieces stand in the playbooks that are used, and the country it adapts `international` to is built from its text alone, is sound, and runs. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadPacks } from '#start/packs.ts';
import { readPlaybook } from '#start/playbooks.ts';
import { textsOf } from '#domain/playbook/texts.ts';
import { inChicago } from '../domain/time/fixtures.ts';
import { cast, launching, orchard, uuid, type Tale } from '../domain/case/world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guide = readFileSync(`${root}docs/how-to/write-a-playbook.md`, 'utf8');
const folder = `${root}playbooks/`;
const yamlIn = (dir: string): readonly string[] => readdirSync(dir).filter((file) => file.endsWith('.yaml')).map((file) => readFileSync(`${dir}${file}`, 'utf8'));
const blocks = (kind: string): readonly string[] => [...guide.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block);

/** The lines of a text without what they are indented by. */
const flat = (text: string): string => text.split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n');
const shipped = [...yamlIn(folder), ...yamlIn(`${folder}packs/`)].map(flat);

test.each(blocks('yaml'))('an example stands in a playbook that is used: %s', (block) => {
  expect(shipped.some((text) => text.includes(flat(block)))).toBe(true);
});

/** By what a thing of a playbook is called in its section. */
const names: Readonly<Record<string, string>> = { steps: 'code', clocks: 'clock', ladders: 'name', translations: 'language', fields: 'field', facts: 'fact', outcomes: 'outcome' };
type Doc = Readonly<Record<string, unknown>>;
const isDoc = (value: unknown): value is Doc => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the guide tells a person to do: what stands under the same name is changed, everything else is added. */
function put(into: unknown, piece: unknown, section = ''): unknown {
  const name = names[section];
  if (Array.isArray(piece) && name !== undefined) {
    const list: readonly unknown[] = Array.isArray(into) ? into : [];
    const has = (item: unknown, other: unknown): boolean => isDoc(item) && isDoc(other) && item[name] === other[name];
    return [...list.map((item) => { const change: unknown = piece.find((other) => has(item, other)); return change === undefined ? item : put(item, change); }), ...piece.filter((other) => !list.some((item) => has(item, other)))];
  }
  if (!isDoc(into) || !isDoc(piece)) return piece;
  return { ...into, ...Object.fromEntries(Object.entries(piece).map(([key, value]) => [key, put(into[key], value, key)])) };
}

const adapted = blocks('yaml worked').reduce<unknown>((into, block) => put(into, parse(block)), parse(readFileSync(`${folder}international.yaml`, 'utf8')));
const packs = await loadPacks(`${folder}packs`);
const valmara = readPlaybook('valmara.yaml', stringify(adapted), packs);

test('the country of the guide is a playbook of its own, with its clocks, ladder, step, field and language', () => {
  const { playbook } = valmara;
  const step = (code: string) => playbook.steps.find((each) => each.code === code);
  expect(`${valmara.id}@${valmara.version}`).toBe('valmara@1');
  expect(step('S2.1')).toMatchObject({ pacing: 'PROTECTED_PERIOD', lasts: { clock: 'VAL.RECOVER60' }, locks: ['S5.2', 'S5.4'] });
  expect(playbook.clocks?.find(({ clock }) => clock === 'VAL.RECOVER60')?.versions.map(({ from, length }) => [from, length])).toEqual([[undefined, '45d'], ['2024-01-01', '60d']]);
  expect(step('S0.6')).toMatchObject({ pacing: 'STATUTORY', due: { clock: 'VAL.REPORT5' }, ladder: 'rapporteur' });
  expect(step('S1.2')?.fields?.map(({ field }) => field)).toEqual(['needs', 'languages', 'provider', 'gap', 'municipality']);
  expect(Object.keys(playbook.translations?.[0]?.texts ?? {})).toHaveLength(textsOf(playbook).size);
});

/** A case of that country with one victim, begun at a local time. */
function begun(at: string): Tale {
  const tale = orchard(at, { ...launching, playbook: { id: 'valmara', version: 1 } }, valmara);
  expect(tale.launch().refusal).toBeUndefined();
  tale.say(cast.coordinator, { type: 'victim-joins', victim: uuid(952), as: 'V1' });
  return tale;
}

test('a case runs on it: the new step has its date, its ladder and its owner, and the recovery period is the one of the day it began', () => {
  const tale = begun('2024-04-08 09:30');
  expect(tale.due('S0.6')).toBe('2024-04-15 17:00');
  tale.at('2024-04-11 17:00');
  expect(tale.levels('S0.6')).toEqual(['L0 2024-04-10 05:22:30', 'L1 2024-04-11 17:00']);
  tale.finish(cast.coordinator, 'S0.6');
  expect(tale.step('S0.6').state).toBe('DONE');
  expect(inChicago(tale.step('S2.1:V1').unlocksAt ?? '')).toBe('2024-06-07 09:30'); // 60 days on
  expect(inChicago(begun('2023-12-29 09:30').step('S2.1:V1').unlocksAt ?? '')).toBe('2024-02-12 09:30'); // the 45 days it began with
});

test('it comes to court as the guide says: the latest day, those who are tried together, who is told, what is asked when, and what became of them', () => {
  const tale = begun('2024-04-08 09:30');
  const prosecutor = { ...cast.prosecutor, roles: ['PROSECUTOR', 'COORDINATOR'] as const };
  const record = (fact: string, about: string, value: string): ReturnType<Tale['say']> => tale.say(prosecutor, { type: 'case', act: { act: 'record-fact', fact, about, value } });
  const trialsBy = (): readonly (string | undefined)[] => ['S7.10:D1', 'S7.10:D2'].map((step) => tale.due(step));
  tale.say(prosecutor, { type: 'case', act: { act: 'record-safe-contact', rule: uuid(990) } });
  for (const as of ['D1', 'D2']) tale.say(prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as } });
  tale.say(cast.coordinator, { type: 'her-circumstance', victim: uuid(952), said: 'NOTIFIED', value: 'YES' });
  record('CHARGED', 'D1', '2024-04-02');
  expect(tale.open().steps['S7.10:D1']).toBeUndefined();
  expect(record('FIRST_HEARD', 'D1', '2024-04-04').events.some((event) => event.type === 'EventSaid' && event.event === 'HEARING')).toBe(true);
  expect(tale.step('S7.11:V1').occasions).toEqual(['CHARGED:D1', 'FIRST_HEARD:D1']);
  record('CHARGED', 'D2', '2024-04-07');
  record('FIRST_HEARD', 'D2', '2024-04-05');
  expect(trialsBy()).toEqual(['2024-07-03 17:00', '2024-07-06 17:00']); // 90 days from the later of the two
  for (const about of ['D1', 'D2']) record('TRIED_IN', about, 'FIRST_TRIAL');
  expect(trialsBy()).toEqual(['2024-07-06 17:00', '2024-07-06 17:00']);
  expect(record('REVIEW_BY', 'D1', '2024-11-30').refusal?.code).toBe('DAY_BEYOND');
  expect(record('PLEA_STATE', 'D1', 'AGREED').refusal).toMatchObject({ code: 'REQUIREMENT_UNMET', detail: { missing: ['S7.6'] } });
  const complete = (step: string) => tale.act(prosecutor, step, { act: 'complete' }).refusal?.detail?.['fields'];
  tale.act(prosecutor, 'S7.10:D1', { act: 'accept' });
  tale.act(prosecutor, 'S7.10:D2', { act: 'accept' });
  record('TRIED_ALONE', 'D1', 'YES');
  expect([complete('S7.10:D1'), complete('S7.10:D2')]).toEqual([['began', 'why-late'], ['began']]);
  record('VERDICT', 'D2', '2024-06-28');
  tale.act(prosecutor, 'S7.8:D2', { act: 'accept' });
  tale.act(prosecutor, 'S7.8:D2', { act: 'complete', option: 'CONVICTED_ALTERNATIVE' });
  expect(tale.open().outcomes).toEqual({ D2: 'CONVICTED' });
});

test('a word left out of the guide would be noticed: without its Spanish the country is refused', () => {
  const without = blocks('yaml worked').filter((block) => !block.includes('translations:')).reduce<unknown>((into, block) => put(into, parse(block)), parse(readFileSync(`${folder}international.yaml`, 'utf8')));
  expect(() => readPlaybook('valmara.yaml', stringify(without), packs)).toThrow(/the translation es lacks clock VAL\.RECOVER60, clock VAL\.REPORT5, step S1\.2 field municipality, step S0\.6, step S0\.6 field number/);
});
