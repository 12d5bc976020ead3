/** The explicit search: breadth first, so that every path it shows is a shortest one. It counts what it spends and stops at its limit. */
import type { Machine, State } from './machine.ts';
import { after, type Move } from './moves.ts';

/** Work that may still be done, shared by all the questions of one check: a move that is looked at counts one, a move that is made as many as there are steps that may follow from it. */
export interface Budget { left: number }
export const pay = (budget: Budget, { cone }: Machine, looked: number, made: number): boolean => (budget.left -= looked + made * (cone.steps.length + cellsEach)) >= 0;
/** What a new state costs beside its steps. */
const cellsEach = 10;

export type Path = readonly string[];
export type Answer = { readonly is: 'found'; readonly path: Path } | { readonly is: 'none' } | { readonly is: 'undecided' };

interface Visited { readonly state: State; readonly from: number; readonly by: string }
const key = (state: State): string => String.fromCharCode(...state);
const pathTo = (visited: readonly Visited[], at: number): Path => {
  const path: string[] = [];
  for (let next = visited[at]; next !== undefined && next.from >= 0; next = visited[next.from]) path.unshift(next.by);
  return path;
};

/** A shortest run to a state, or to a move, that is looked for. */
export function findRun(machine: Machine, moves: readonly Move[], budget: Budget, isIt: (state: State) => boolean, isMove: (move: Move) => boolean = () => false): Answer {
  if (isIt(machine.start)) return { is: 'found', path: [] };
  const visited: Visited[] = [{ state: machine.start, from: -1, by: '' }];
  const seen = new Set([key(machine.start)]);
  for (let at = 0; at < visited.length; at += 1) {
    const state = visited[at]?.state ?? machine.start;
    if (!pay(budget, machine, moves.length, 0)) return { is: 'undecided' };
    for (const move of moves) {
      if (!move.can(state)) continue;
      if (isMove(move)) return { is: 'found', path: [...pathTo(visited, at), move.label] };
      if (!pay(budget, machine, 0, 1)) return { is: 'undecided' };
      const next = after(machine, state, move);
      const name = key(next);
      if (seen.has(name)) continue;
      seen.add(name);
      visited.push({ state: next, from: at, by: move.label });
      if (isIt(next)) return { is: 'found', path: pathTo(visited, visited.length - 1) };
    }
  }
  return { is: 'none' };
}

/**
 * A shortest run to a state from which no way on leads out: of all states that `moves` reach, those where `isOut` neither holds nor comes to hold by the moves of `wayOn`.
 * `wayOn` is some of `moves`.
 */
export function findTrap(machine: Machine, moves: readonly Move[], wayOn: (move: Move) => boolean, isOut: (state: State) => boolean, budget: Budget): Answer {
  const visited: Visited[] = [{ state: machine.start, from: -1, by: '' }];
  const at = new Map([[key(machine.start), 0]]);
  const cameFrom: number[][] = [[]];
  for (let from = 0; from < visited.length; from += 1) {
    const state = visited[from]?.state ?? machine.start;
    if (!pay(budget, machine, moves.length, 0)) return { is: 'undecided' };
    for (const move of moves) {
      if (!move.can(state)) continue;
      if (!pay(budget, machine, 0, 1)) return { is: 'undecided' };
      const next = after(machine, state, move);
      const name = key(next);
      const place = at.get(name) ?? visited.length;
      if (place === visited.length) {
        at.set(name, place);
        visited.push({ state: next, from, by: move.label });
        cameFrom.push([]);
      }
      if (wayOn(move)) cameFrom[place]?.push(from);
    }
  }
  const isFree = visited.map(({ state }) => isOut(state));
  const ahead = isFree.flatMap((free, place) => (free ? [place] : []));
  for (let place = ahead.pop(); place !== undefined; place = ahead.pop()) {
    for (const before of cameFrom[place] ?? []) {
      if (isFree[before] === true) continue;
      isFree[before] = true;
      ahead.push(before);
    }
  }
  const trap = isFree.indexOf(false);
  return trap === -1 ? { is: 'none' } : { is: 'found', path: pathTo(visited, trap) };
}
