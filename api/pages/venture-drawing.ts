/**
 * The map of a venture as a drawing without geography: those who lead above, then other people, then things, a band each. Where something stands means nothing else, and the same map is always
 * drawn the same. Names are codes of the case; who may read more finds it in the list beside the drawing.
 */
import type { z } from 'zod';
import type { ventureShape } from '../venture/shapes.ts';
import { nodesWords } from './venture-words.ts';

type Venture = z.output<typeof ventureShape>;
type Node = Venture['nodes'][number];

/** Units of the drawing: it is 480 wide and shrinks to the screen, so that six stand side by side on an old phone. */
export const WIDTH = 480;
const CELL = 80;
const ROW = 92;
const BAND = 34;
export const RADIUS = 27;
const MOST = WIDTH / CELL;
/** Lines bend, so that two between the same pair, or one that passes others, can be told apart. */
const BEND = 0.16;
/** How often bands are put in order of those they are tied to. More changes little. */
const SWEEPS = 6;

interface Spot {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly isPerson: boolean;
  readonly isKey: boolean;
  readonly isAtLarge: boolean;
}
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly { readonly title: string; readonly y: number }[];
  readonly spots: readonly Spot[];
  /** SVG paths. */
  readonly lines: readonly string[];
}

type Named = Node & { readonly node: string };
interface Placed {
  readonly of: Named;
  x: number;
  y: number;
}

const number = (label: string): number => Number(label.slice(1));
const leads = ({ roles, weight }: Named): boolean => weight?.keyPlayer === true || roles.some(({ role }) => role === 'ORGANISER' || role === 'CONTROLLER');

function bandsOf(nodes: readonly Named[]): readonly { readonly title: string; readonly members: readonly Placed[] }[] {
  const place = (members: readonly Named[]): readonly Placed[] => members.toSorted((one, other) => number(one.node) - number(other.node)).map((of) => ({ of, x: 0, y: 0 }));
  const people = nodes.filter(({ kind }) => kind === 'PERSON' || kind === undefined);
  const things = (['COMPANY', 'SITE', 'ACCOUNT', 'CHANNEL'] as const).map((kind) => ({ title: nodesWords[kind], members: place(nodes.filter((node) => node.kind === kind)) }));
  const led = people.some(leads);
  return [{ title: 'People who lead', members: place(people.filter(leads)) }, { title: led ? 'Other people' : 'People', members: place(people.filter((each) => !leads(each))) }, ...things].filter(({ members }) => members.length > 0);
}

/** Fills the rows of a band in this order: every row as full as the others, each in the middle. */
function arrange(members: readonly Placed[], top: number): number {
  const rows = Math.ceil(members.length / MOST);
  for (const [index, member] of members.entries()) {
    const row = index % rows;
    const inRow = Math.ceil((members.length - row) / rows);
    member.x = WIDTH / 2 + (Math.floor(index / rows) - (inRow - 1) / 2) * CELL;
    member.y = top + BAND + ROW * row + ROW / 2;
  }
  return top + BAND + ROW * rows;
}

export function drawingOf({ nodes, ties }: Pick<Venture, 'nodes' | 'ties'>): Drawing {
  const bands = bandsOf(nodes.flatMap((each) => (each.node === undefined ? [] : [{ ...each, node: each.node }])));
  const all = new Map(bands.flatMap(({ members }) => members.map((member) => [member.of.node, member] as const)));
  const pairs = [...new Set(ties.map(({ node, to }) => `${node} ${to}`))].toSorted().flatMap((pair) => {
    const [from, to] = pair.split(' ').map((label) => all.get(label));
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
  const tied = (member: Placed): readonly Placed[] => pairs.flatMap(([from, to]) => (from === member ? [to] : to === member ? [from] : []));
  const middle = (member: Placed): number => { const xs = tied(member).map(({ x }) => x); return xs.length === 0 ? member.x : xs.reduce((sum, x) => sum + x, 0) / xs.length; };
  const orders = bands.map(({ members }) => members);
  let height = 0;
  for (let sweep = 0; sweep <= SWEEPS; sweep += 1) {
    height = 0;
    for (const [band, members] of orders.entries()) {
      if (sweep > 0) orders[band] = members.map((member) => ({ member, at: middle(member) })).toSorted((one, other) => one.at - other.at || number(one.member.of.node) - number(other.member.of.node)).map(({ member }) => member);
      height = arrange(orders[band] ?? members, height);
    }
  }
  return {
    width: WIDTH, height, bands: bands.map(({ title, members }) => ({ title, y: Math.min(...members.map(({ y }) => y)) - ROW / 2 - BAND / 3 })),
    spots: [...all.values()].map(({ of, x, y }) => ({ label: of.node, x, y, isPerson: of.kind === 'PERSON' || of.kind === undefined, isKey: of.weight?.keyPlayer === true, isAtLarge: of.where === 'AT_LARGE' || of.where === 'ABROAD' || of.where === 'NOT_KNOWN' })),
    lines: pairs.map(([from, to]) => lineOf(from, to)),
  };
}

/** From the edge of one to the edge of the other, bent to the left as one walks it. */
function lineOf(from: Placed, to: Placed): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const bent = { x: Math.min(WIDTH, Math.max(0, (from.x + to.x) / 2 + dy * BEND)), y: (from.y + to.y) / 2 - dx * BEND };
  const edge = (of: Placed, gap: number): string => {
    const length = Math.hypot(bent.x - of.x, bent.y - of.y);
    const part = (RADIUS + gap) / length;
    return `${round(of.x + (bent.x - of.x) * part)} ${round(of.y + (bent.y - of.y) * part)}`;
  };
  return `M${edge(from, 0)} Q${round(bent.x)} ${round(bent.y)} ${edge(to, 3)}`;
}
const round = (value: number): number => Math.round(value * 10) / 10;
