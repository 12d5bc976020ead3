/** An item of evidence, what has to be proved, and how far that relies on testimony: in sentences, and in tables that read well on an old phone. */
import type { z } from 'zod';
import { relianceLevels } from '#domain/evidence/schema.ts';
import type { evidenceShape } from '../evidence/shapes.ts';
import { coercionWords, gapWords, levelMeans, levelWords, sourceWords, strengthWords } from './evidence-words.ts';
import { dayWords, whenWords } from './when.ts';
import { codeWords, listWords, sentence } from './words.ts';

type Evidence = z.output<typeof evidenceShape>;
type Item = Evidence['items'][number];
type Route = Evidence['routes'][number];
type Source = NonNullable<Route['matrix']>[number]['sources'][number];

interface Whose {
  readonly nameOf: (agency: string) => string;
  readonly zone: string;
}

function holderWords({ custodian, sentTo, isUnbroken }: Item, nameOf: Whose['nameOf']): readonly string[] {
  if (custodian === undefined) return [];
  const holder = sentTo === undefined ? `${nameOf(custodian)} has it.` : `On its way from ${nameOf(custodian)} to ${nameOf(sentTo)}, who has not said yet that it came.`;
  return [holder, isUnbroken === true ? 'It is known all the time who had it.' : sentTo === undefined ? 'Who had it is not known all the time: look below.' : ''].filter((words) => words !== '');
}

/** What was said of it; then where it was, for whoever looks closely. */
export function tellItem(item: Item, { nameOf, zone }: Whose) {
  const { origin, basis, about = [], methods = [], coercion, keepUntil, expires, sha256, custody, gaps = [], recorder, at, author } = item;
  return {
    id: item.item ?? '', title: `${item.item ?? ''}${item.kind === undefined ? '' : `: ${codeWords(item.kind)}`}`, ...(item.words !== undefined && { words: item.words }),
    lines: [
      ...(expires === undefined ? [] : [`Lost after ${dayWords(expires)}, unless it is kept for longer or in hand by then.`]), ...holderWords(item, nameOf),
      ...(origin === undefined || basis === undefined ? [] : [`From: ${codeWords(origin)}. On the basis of: ${codeWords(basis)}.`]), ...(about.length === 0 ? [] : [`Of ${listWords(about)}.`]),
      ...(methods.length === 0 ? [] : [`It shows ${coercion === undefined ? '' : `${coercionWords[coercion]} `}how somebody was held: ${listWords(methods.map(codeWords))}.`]), ...(keepUntil === undefined ? [] : [`To be kept until ${dayWords(keepUntil)}.`]),
    ],
    path: custody === undefined ? [] : [
      `Filed ${whenWords(at, zone)} by ${author ?? nameOf(recorder)}.`,
      ...custody.map(({ from, to, sent, received, differs }) => `${nameOf(from)} sent it to ${nameOf(to)} ${whenWords(sent, zone)}. ${received === undefined ? 'Nobody has said that it came.' : `It came ${whenWords(received, zone)}.`}${differs ? ' What came has another hash than what was filed.' : ''}`),
      ...gaps.map(({ from, to, cause }) => `From ${dayWords(from)} to ${dayWords(to)} nobody can say who had it: ${gapWords[cause]}.`), ...(sha256 === undefined ? [] : [`Its hash (SHA-256): ${sha256}`]),
    ],
  };
}

/** The columns of the matrix are what reliance is counted from: nobody's testimony, that of others, that of a survivor. */
export const matrixHeads = ['Without testimony', 'By others’ testimony', 'By a survivor’s'] as const;
const columnOf = ({ kind }: Source): number => (kind === 'VICTIM_STATEMENT' ? 2 : kind === 'WITNESS' ? 1 : 0);
const inWords = ({ kind, strength, item }: Source): string => `${sourceWords[kind]}${item === undefined ? '' : ` ${item}`}: ${strengthWords[strength]}`;

export function tellMatrix({ route, about, state, label, level, charge, victims = [], withoutMeans, matrix }: Route) {
  return {
    id: route, title: `${route}${label === undefined ? '' : `: ${label === 'TRAFFICKING' ? 'trafficking' : 'another offence'}`}${about === undefined ? '' : `, ${about}`}`,
    lines: [
      ...(state === 'CLOSED' ? ['It can be charged no more.'] : level === undefined ? [] : [`It relies on testimony: ${levelWords[level].toLowerCase()} (${levelMeans[level]}).`]), ...(charge === undefined ? [] : [`It is charge ${charge}.`]),
      ...(victims.length === 0 ? [] : [`For ${listWords(victims)}.`]), ...(withoutMeans === true ? ['Everybody it is about is a child or may be one: means need not be proved.'] : []),
    ],
    rows: matrix?.map(({ element, sources }) => ({ element: sentence(codeWords(element)), cells: matrixHeads.map((_head, column) => sources.filter((source) => columnOf(source) === column).map(inWords)) })) ?? [],
  };
}

/** Each time it changed, by suspect, oldest first: a mark in the column of its level. */
export function tellReliance({ reliance }: Evidence, zone: string) {
  return [...Map.groupBy(reliance, ({ about }) => about)].toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true })).map(([about, changes]) => ({
    about, changes: changes.toSorted((one, other) => one.at.localeCompare(other.at)).map(({ at, level }) => ({ when: whenWords(at, zone), says: levelWords[level], marks: relianceLevels.map((each) => each === level) })),
  }));
}
export const levelHeads = relianceLevels.map((level) => levelWords[level]);
