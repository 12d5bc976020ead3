/**
 * How far the proof relies on testimony. The rule is ours (docs/decisions/2026-11-27-reliance-on-testimony.md), after gate G5: LOW when every element of one way of charging that is still open is
 * carried by something that is nobody's testimony; MEDIUM when by something that is not hers; HIGH when at least one element is; TOTAL when none is. A weak source carries nothing.
 */
import { relianceLevels } from './schema.ts';
import { neededIn, type Evidence, type Reliance, type Route, type Source } from './state.ts';

const isHers = ({ kind }: Source): boolean => kind === 'VICTIM_STATEMENT';
const isTestimony = (source: Source): boolean => isHers(source) || source.kind === 'WITNESS';
const carries = ({ strength }: Source): boolean => strength !== 'WEAK';

export function relianceOfRoute(route: Pick<Route, 'elements' | 'withoutMeans'>): Reliance {
  const carried = Object.values(neededIn(route)).map((sources) => sources.filter(carries));
  if (carried.every((sources) => sources.some((source) => !isTestimony(source)))) return 'LOW';
  if (carried.every((sources) => sources.some((source) => !isHers(source)))) return 'MEDIUM';
  return carried.some((sources) => sources.some((source) => !isHers(source))) ? 'HIGH' : 'TOTAL';
}

const place = (level: Reliance): number => relianceLevels.indexOf(level);
const least = (levels: readonly Reliance[]): Reliance | undefined => levels.toSorted((a, b) => place(a) - place(b))[0];
const most = (levels: readonly Reliance[]): Reliance | undefined => levels.toSorted((a, b) => place(b) - place(a))[0];

/** By suspect: the way of charging that needs testimony least. Nobody is in it of whom no way is open. */
export function relianceBySuspect({ routes }: Pick<Evidence, 'routes'>): Readonly<Record<string, Reliance>> {
  const bySuspect = Map.groupBy(Object.values(routes).filter(({ isOpen }) => isOpen), ({ about }) => about);
  return Object.fromEntries([...bySuspect].flatMap(([about, open]) => {
    const level = least(open.map(relianceOfRoute));
    return level === undefined ? [] : [[about, level] as const];
  }));
}

/** Of the case: that of the suspect whose case needs it most. */
export const relianceOfCase = (bySuspect: Readonly<Record<string, Reliance>>): Reliance | undefined => most(Object.values(bySuspect));
