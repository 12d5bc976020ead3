/** What a rehearsal says: the dated events, what was late and what climbed, what never opened, and the figure. */
import type pg from 'pg';
import type { Condition } from '#domain/playbook/condition/condition.ts';
import { codeOf } from '#domain/playbook/names.ts';
import type { Playbook } from '#domain/playbook/schema.ts';
import { momentOf } from '../../../scenario/moment.ts';
import { companyOf } from './company.ts';
import type { Rehearsal } from './play.ts';
import { affirmed } from './turns.ts';

export interface Dated {
  readonly at: string;
  readonly type: string;
  /** The step, or what else it is about. */
  readonly about: string;
  /** An alias; `clock` for time itself. */
  readonly who: string;
}

/** Everything that the ledgers of an exercise hold, in the order of time. */
export async function datedEvents(pool: pg.Pool, { exercise, nameOf }: Pick<Rehearsal, 'exercise' | 'nameOf'>): Promise<readonly Dated[]> {
  const { rows } = await pool.query<{ ledger_id: string; type: string; at: Date; body: string }>('select ledger_id, type, at, body from event where exercise_id = $1 order by at, ledger_id, seq', [exercise]);
  return rows.map(({ ledger_id: ledger, type, at, body }) => {
    const told = JSON.parse(body) as Readonly<Record<string, unknown>>;
    const said = (key: string): string | undefined => { const value = told[key]; return typeof value === 'string' ? nameOf(value) : undefined; };
    const about = said('step') ?? said('subject') ?? said('fact') ?? said('duty') ?? said('track') ?? nameOf(ledger.slice(ledger.indexOf('/') + 1));
    const more = [said('level'), said('option'), said('signal'), type === 'FactRecorded' ? `${said('about') ?? ''} ${said('value') ?? ''}`.trim() : undefined].flatMap((word) => word ?? []);
    return { at: momentOf(at.toISOString(), 'UTC'), type, about: [about, ...more].join(' '), who: said('by') ?? '' };
  });
}

export interface Verdict {
  readonly opened: number;
  readonly steps: number;
  readonly options: { readonly taken: number; readonly all: number; readonly never: readonly string[] };
  /** Steps that were never open, and are not excused. */
  readonly never: readonly string[];
  /** Steps that wait for a fact that nobody records, with the fact. */
  readonly excused: readonly string[];
}

/** Over all runs. */
export function verdictOf(playbook: Playbook, opened: ReadonlySet<string>, taken: ReadonlySet<string>): Verdict {
  const excuses = excusesOf(playbook);
  const never = playbook.steps.map(({ code }) => code).filter((code) => !opened.has(code));
  const options = playbook.steps.flatMap(({ code, decides }) => (decides?.options ?? []).map(({ option }) => `${code} ${option}`));
  const left = options.filter((option) => !taken.has(`decided ${option}`));
  return {
    opened: playbook.steps.length - never.length, steps: playbook.steps.length,
    options: { taken: options.length - left.length, all: options.length, never: left },
    never: never.filter((code) => !excuses.has(code)),
    excused: never.flatMap((code) => { const fact = excuses.get(code); return fact === undefined ? [] : [`${code} needs ${fact}`]; }),
  };
}

/** By step: the fact it cannot open without, of those that nobody of the company records, no form sets and no file says. */
function excusesOf(playbook: Playbook): ReadonlyMap<string, string> {
  const { needed } = companyOf(playbook);
  const set = new Set(playbook.steps.flatMap(({ fields = [] }) => fields.flatMap((field) => ('sets' in field && field.sets !== undefined ? [field.sets] : []))));
  const unsaid = new Set((playbook.facts ?? []).filter(({ fact, from, recordedBy }) => from === undefined && !set.has(fact) && recordedBy?.some((role) => needed.includes(role)) !== true).map(({ fact }) => fact));
  const excuses = new Map<string, string>();
  for (let more = true; more; ) {
    more = false;
    for (const { code, opens, after = [] } of playbook.steps) {
      const missing = missingFor([opens, ...after.map((done): Condition => ({ done }))], playbook, unsaid, excuses);
      if (missing === undefined || excuses.has(code)) continue;
      excuses.set(code, missing);
      more = true;
    }
  }
  return excuses;
}

/** Only what has to hold in any case counts: of several ways one may be open. */
function missingFor(conditions: readonly (Condition | undefined)[], playbook: Playbook, unsaid: ReadonlySet<string>, excuses: ReadonlyMap<string, string>): string | undefined {
  const must = conditions.flatMap((condition) => (condition !== undefined && 'all' in condition ? condition.all : condition === undefined ? [] : [condition]));
  for (const condition of must) {
    if ('any' in condition || 'not' in condition) continue;
    for (const leaf of affirmed(condition, playbook)) {
      const fact = 'fact' in leaf ? leaf.fact : 'known' in leaf ? leaf.known : undefined;
      if (fact !== undefined && unsaid.has(fact)) return fact;
      const excuse = 'done' in leaf ? excuses.get(leaf.done) : 'decided' in leaf ? excuses.get(leaf.decided) : undefined;
      if (excuse !== undefined) return excuse;
    }
  }
  return undefined;
}

export const msEach = ({ wallMs, happenings }: Rehearsal): number => wallMs / Math.max(1, happenings);

/** How far each thing climbed, by level: `L1 12`. */
export function climbed(events: readonly Dated[]): readonly string[] {
  const levels = events.flatMap(({ type, about }) => (type === 'LevelReached' ? [about.split(' ').at(-1) ?? ''] : []));
  return [...Map.groupBy(levels, (level) => level)].map(([level, all]) => `${level} ${all.length}`).toSorted();
}

export function linesOf(run: Rehearsal, events: readonly Dated[]): readonly string[] {
  const list = (what: string, all: readonly string[]): readonly string[] => (all.length === 0 ? [] : [`${what}:`, ...all.map((line) => `  ${line}`)]);
  return [
    ...events.map(({ at, type, about, who }) => `${at}  ${about}  ${type}  ${who}`),
    ...list('late', [...run.late].map(([step, due]) => `${step}, due ${momentOf(due, 'UTC')}`)),
    ...list('climbed', climbed(events)),
    ...list('answered with no', run.refused),
    ...list('FAULT', run.faults),
  ];
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

export function figureOf(name: string, years: number, run: Rehearsal, opened: { readonly opened: number; readonly steps: number }): string {
  return `${name}: ${years} years, ${run.happenings} happenings, ${msEach(run).toFixed(1)} ms each, ${seconds(run.wallMs)} s in all, ${opened.opened} steps opened of ${opened.steps}, ${run.open.length} left open at the end`;
}

/** Where the time goes, a happening. */
export function costOf({ spentMs, happenings, script }: Rehearsal): string {
  const acts = script.rows.length;
  const per = (ms: number, of: number): string => `${(ms / Math.max(1, of)).toFixed(1)} ms`;
  return `an act ${per(spentMs.acts, acts)} (${acts}), a clock ${per(spentMs.clocks, happenings - acts)} (${happenings - acts}), looking ${per(spentMs.looks, happenings)} each time`;
}

export const codesOpened = (events: readonly Dated[]): ReadonlySet<string> => new Set(events.flatMap(({ type, about }) => (type === 'StepOpened' ? [codeOf(about)] : [])));
