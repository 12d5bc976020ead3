/** What two versions of a playbook say differently, by step, clock, ladder and field; and whether a change could touch what must not move under a running case. */
import type { Playbook } from './schema.ts';
import { daysOf } from './check/dates.ts';

export interface Difference {
  /** `step S1.1`, `step S6.3 option DEFER`, `clock US.INDICT30`, `people`. */
  readonly of: string;
  /** `added`, `gone`, or what was said and what is said now. */
  readonly what: string;
  /** Refusal 23: a running protected period never grows shorter; only counsel's choice gives it to a running case, and never this way. */
  readonly shortensProtected: boolean;
  /** A date of the law would be another one. */
  readonly movesStatutory: boolean;
}

type Words = Readonly<Record<string, unknown>>;
const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value));
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Lists whose entries have names, by what an entry is called. */
const named: Readonly<Record<string, readonly [what: string, name: string]>> = {
  steps: ['step', 'code'], clocks: ['clock', 'clock'], ladders: ['ladder', 'name'], facts: ['fact', 'fact'], gates: ['gate', 'gate'], stages: ['stage', 'stage'], fields: ['field', 'field'], options: ['option', 'option'],
  choices: ['choice', 'choice'], translations: ['translation', 'language'], exclusions: ['exclusion', 'basis'], extensions: ['extension', 'extension'],
  outcomes: ['outcome', 'outcome'],
};

interface Place { readonly of: string; readonly entry?: Words | undefined; readonly before?: Words | undefined }

/** Everything that differs, in the order of the newer document, then what is gone. */
export function differencesOf(older: Playbook, newer: Playbook): readonly Difference[] {
  const lawful = new Set([...older.clocks ?? [], ...newer.clocks ?? []].filter(({ kind }) => kind === 'STATUTORY').map(({ clock }) => clock));
  const inWords = (from: Words, to: Words, place: Place): readonly Difference[] => {
    const keys = [...new Set([...Object.keys(to), ...Object.keys(from)])];
    return keys.flatMap((key) => (same(from[key], to[key]) ? [] : inValue(key, from[key], to[key], place)));
  };
  const inValue = (key: string, from: unknown, to: unknown, place: Place): readonly Difference[] => {
    const list = named[key];
    if (list !== undefined && (Array.isArray(from) || Array.isArray(to))) return inList(list, from, to, place);
    if (key === 'decides') return inWords(isWords(from) ? from : {}, isWords(to) ? to : {}, place);
    if (place.of === '' && isWords(from) && isWords(to)) return inWords(from, to, { of: key });
    const of = place.of === '' ? 'the playbook' : place.of;
    return [{ of, what: `${key}: ${text(from)} -> ${text(to)}`, ...effect(key, from, to, place, lawful) }];
  };
  const inList = ([what, name]: readonly [string, string], from: unknown, to: unknown, place: Place): readonly Difference[] => {
    const entries = (value: unknown): readonly Words[] => (Array.isArray(value) ? value.filter(isWords) : []);
    const [before, after] = [entries(from), entries(to)];
    const at = (entry: Words): string => [place.of, what, text(entry[name])].filter((part) => part !== '').join(' ');
    const there = (of: readonly Words[], entry: Words): Words | undefined => of.find((each) => each[name] === entry[name]);
    const top = (entry: Words, earlier?: Words): Place => ({ of: at(entry), entry: place.entry ?? entry, before: place.before ?? earlier });
    return [
      ...after.flatMap((entry): readonly Difference[] => { const earlier = there(before, entry); return earlier === undefined ? [{ of: at(entry), what: 'added', shortensProtected: false, movesStatutory: false }] : inWords(earlier, entry, top(entry, earlier)); }),
      ...before.filter((entry) => there(after, entry) === undefined).map((entry): Difference => ({ of: at(entry), what: 'gone', ...(place.entry === undefined ? whenGone(entry) : neither) })),
    ];
  };
  return inWords(older, newer, { of: '' });
}

const neither = { shortensProtected: false, movesStatutory: false } as const;
const whenGone = ({ pacing, kind }: Words) => ({ shortensProtected: pacing === 'PROTECTED_PERIOD' || kind === 'PROTECTED_PERIOD', movesStatutory: pacing === 'STATUTORY' || kind === 'STATUTORY' });

const timed = ['due', 'notBefore', 'opens', 'after', 'ends', 'per', 'pacing', 'schedule', 'repeats', 'on', 'joint', 'lasts', 'starts', 'counted', 'versions', 'exclusions', 'extensions', 'kind'];

/** What a change of one word could do. Where nobody can tell, it could. */
function effect(key: string, from: unknown, to: unknown, { of, entry = {}, before = {} }: Place, lawful: ReadonlySet<string>) {
  const is = (what: string): boolean => [entry['pacing'], entry['kind'], before['pacing'], before['kind']].includes(what);
  if (of === 'people') return { shortensProtected: key === 'protectedPeriod' && isShorter(from, to), movesStatutory: false };
  // Working days of every date hang on the calendar.
  if (key === 'calendar' || of === 'calendar') return { shortensProtected: true, movesStatutory: true };
  const locks = key === 'locks' && Array.isArray(from) && Array.isArray(to) && from.some((code) => !to.includes(code));
  const touches = timed.includes(key);
  return {
    shortensProtected: is('PROTECTED_PERIOD') && (locks || (touches && (!['lasts', 'versions'].includes(key) || isShorter(from, to)))),
    movesStatutory: touches && (is('STATUTORY') || [from, to].some((value) => isWords(value) && typeof value['clock'] === 'string' && lawful.has(value['clock']))),
  };
}

/** Whether any length became shorter, or cannot be compared. */
function isShorter(from: unknown, to: unknown): boolean {
  const [before, after] = [lengthsIn(from), lengthsIn(to)];
  return before.length === 0 || after.length === 0 || Math.min(...after) < Math.min(...before) || (before.length === after.length && before.some((length, index) => (after[index] ?? 0) < length)) || after.length < before.length;
}

function lengthsIn(value: unknown): readonly number[] {
  if (typeof value === 'string') return [daysOf(value)];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => (isWords(each) && typeof each['length'] === 'string' ? [daysOf(each['length'])] : []));
  return isWords(value) && typeof value['atLeast'] === 'string' ? [daysOf(value['atLeast'])] : [];
}
