/** Every measure of every case computed twice: by the product from its read models, and by plain SQL from the events. */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { askPg } from '../../../api/actor.ts';
import { measures } from '../../../api/measures/catalogue.ts';
import { look, type Part } from '../../../api/measures/look.ts';
import type { Figure, Measure } from '../../../api/measures/measure.ts';
import { nothingSeen, type Picture } from '../../../api/measures/picture.ts';
import { holidaysOf } from '#start/holidays.ts';
import type { Life } from './lives.ts';

const atOnce = 50;
/** Rows of these parts belong to a case; the others to all. */
const ofCases = ['cases', 'times', 'stalls', 'progress', 'handOffs', 'escalations', 'owed', 'commitments', 'terms', 'deliveries', 'compacts', 'signatures', 'engagements', 'suspects', 'routes', 'ratings', 'orders', 'sessions', 'promises'] as const;
/** Told by the product only: the causes of a stall have tests of their own. */
const notRetold = /^M5 cause /;

interface Told {
  readonly value: number | null;
  readonly count: number | undefined;
  readonly outOf: number | undefined;
}
/** By ledger, then by measure and figure. */
export type Answers = Map<string, Map<string, Told>>;

/** What the product says, a case at a time, each at its own instant. */
export async function productSays(client: pg.PoolClient, lives: readonly Life[]): Promise<Answers> {
  const answers: Answers = new Map();
  const parts = Object.keys(nothingSeen).filter((part): part is Part => !['from', 'until', 'cases'].includes(part));
  for (let from = 0; from < lives.length; from += atOnce) {
    const some = lives.slice(from, from + atOnce);
    const ends = some.map(({ until }) => Date.parse(until));
    const asked = { ask: askPg(client), measuredOf: () => Promise.resolve({ offers: ['O1'], charging: { ready: ['U1'], decided: 'U5', explained: 'U6' } }), ledgers: some.map(({ ledger }) => ledger), from: Math.min(...some.map(({ from: start }) => Date.parse(start))), until: Math.max(...ends) };
    const picture = await look(asked, parts);
    const byCase = new Map(ofCases.map((part) => [part, Map.groupBy(picture[part] as readonly { readonly ledger: string }[], ({ ledger }) => ledger)]));
    for (const { ledger, from: start, until } of some) {
      const own = Object.fromEntries(ofCases.map((part) => [part, byCase.get(part)?.get(ledger) ?? []])) as Partial<Picture>;
      const alone: Picture = { ...picture, ...own, from: Date.parse(start), until: Date.parse(until) };
      answers.set(ledger, new Map(measures.flatMap((measure) => named(measure, measure.of(alone)))));
    }
  }
  return answers;
}

/** Misses of one clock are told apart by their order, the smallest first. */
function named({ id }: Measure, figures: readonly Figure[]): readonly (readonly [string, Told])[] {
  const misses = new Map<string, number>();
  return figures.toSorted((a, b) => (a.figure === 'miss' && b.figure === 'miss' ? (a.value ?? 0) - (b.value ?? 0) : 0)).map(({ figure, of, value, count, outOf }) => {
    const name = `${id} ${figure}${of === undefined ? '' : ` ${of}`}`;
    const place = (misses.get(name) ?? 0) + 1;
    misses.set(name, place);
    return [figure === 'miss' ? `${name} ${place}` : name, { value, count, outOf }];
  });
}

interface Row {
  readonly ledger: string;
  readonly name: string;
  readonly value: number | null;
  readonly n: number | null;
  readonly d: number | null;
}

/** What the definitions say, in plain SQL over the events. */
export async function eventsSay(owner: pg.ClientBase, lives: readonly Life[]): Promise<Answers> {
  const asked = JSON.stringify(lives.map(({ ledger, from, until }) => ({ ledger, from_at: from, until_at: until })));
  const regions = [...new Set(lives.flatMap(({ known }) => Object.values(known).map(({ region }) => region)))].filter((region) => region !== '');
  const holidays = JSON.stringify(regions.flatMap((region) => holidaysOf(region, 2020, 2024).map((day) => ({ region, day }))));
  await owner.query('create temporary table asked (ledger text primary key, from_at timestamptz, until_at timestamptz); create temporary table holiday (region text, day date)');
  await owner.query('insert into asked select * from jsonb_to_recordset($1) as r(ledger text, from_at timestamptz, until_at timestamptz)', [asked]);
  await owner.query('insert into holiday select * from jsonb_to_recordset($1) as r(region text, day date)', [holidays]);
  await owner.query(readFileSync(new URL('./plain.sql', import.meta.url), 'utf8'));
  const { rows } = await owner.query<Row>(`select ledger, metric || ' ' || figure as name, value, n, d from told`);
  const answers: Answers = new Map(lives.map(({ ledger }) => [ledger, new Map<string, Told>()]));
  for (const { ledger, name, value, n, d } of rows) answers.get(ledger)?.set(name, { value, count: n ?? undefined, outOf: d ?? undefined });
  return answers;
}

const near = (a: number | null | undefined, b: number | null | undefined): boolean => (typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a)) : (a ?? null) === (b ?? null));

/** Every difference, a line each. */
export function differences(product: Answers, events: Answers): readonly string[] {
  const shown = (told: Told | undefined): string => (told === undefined ? 'nothing' : JSON.stringify(told));
  return [...product].flatMap(([ledger, figures]) => {
    const others = events.get(ledger) ?? new Map<string, Told>();
    return [...new Set([...figures.keys(), ...others.keys()])].filter((name) => !notRetold.test(name)).flatMap((name) => {
      const [one, other] = [figures.get(name), others.get(name)];
      const same = one !== undefined && other !== undefined && near(one.value, other.value) && near(one.count, other.count) && near(one.outOf, other.outOf);
      return same ? [] : [`${ledger} ${name}: the product says ${shown(one)}, the events say ${shown(other)}`];
    });
  });
}

/** In which share of the cases a measure says anything but nothing: more than its zeros. */
export function liveliness(product: Answers): Readonly<Record<string, number>> {
  const isLively = (figures: ReadonlyMap<string, Told>, id: string): boolean => [...figures].some(([name, { value, count, outOf }]) => name.startsWith(`${id} `) && name !== 'M1 open' && [value, count, outOf].some((each) => typeof each === 'number' && each > 0));
  return Object.fromEntries(measures.map(({ id }) => [id, [...product.values()].filter((figures) => isLively(figures, id)).length / Math.max(1, product.size)]));
}
