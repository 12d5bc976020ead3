/**
 * What a measure is (domain 5f): its definition in words, its denominator, and a computation over the read models of the cases that the reader may see.
 * Every figure carries those cases, so that it can be opened. Nothing here sorts or groups by outcome: there is no way to ask for it.
 */
import type { Part } from './look.ts';
import type { AgencyOf, Picture } from './picture.ts';

export const measureIds = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10', 'M11', 'M12', 'M13', 'M14', 'M15', 'M16', 'M20', 'M23', 'M26'] as const;
export type MeasureId = (typeof measureIds)[number];
export const units = ['cases', 'tracks', 'steps', 'hand-offs', 'commitments', 'compacts', 'signatures', 'escalations', 'duties', 'clocks', 'versions', 'days', 'working-days', 'hours', 'share', 'resource-hours', 'fte-days', 'suspects', 'decisions', 'survivors', 'requests', 'promises', 'shares', 'orders', 'cents'] as const;
export type Unit = (typeof units)[number];

export interface Figure {
  /** What is counted, as a code. */
  readonly figure: string;
  /** Of which stage, track, cause, clock, agency or level; in their own order, agencies by name. */
  readonly of?: string;
  /** Null when there is nothing to divide by or to take a middle of. */
  readonly value: number | null;
  readonly unit: Unit;
  /** Of a share: what is above and below the line. */
  readonly count?: number;
  readonly outOf?: number;
  /** How many people stand behind it (cases, where it is about what cases were worth), where a figure is about them: then it names no case, and is withheld if they are few. */
  readonly behind?: number;
  /** What it is a part of, with others under other names: one small part closes them all, the whole among them. Without it the parts of one figure are. */
  readonly partition?: string;
  /** A count of charges or convictions: shown only beside what the cases were worth for the venture, for safety and for redress (refusal 17). */
  readonly bare?: true;
  /** Ledgers of the cases behind it, and of the compacts above cases. */
  readonly cases: readonly string[];
}

export interface Measure {
  readonly id: MeasureId;
  readonly name: string;
  /** In the words of the field. */
  readonly definition: string;
  readonly denominator: string;
  /** INSTANT looks at `until`; PERIOD at what happened from `from` until then. */
  readonly over: 'INSTANT' | 'PERIOD';
  /** Its figures stand for victims: fewer than five are not shown to those who do not work on the cases. */
  readonly ofVictims: boolean;
  /** Numbers alone: what few stand behind is withheld from everybody, whoever knows the cases, and no case is named. */
  readonly aggregate?: true;
  readonly looksAt: readonly Part[];
  readonly of: (picture: Picture) => readonly Figure[];
}

interface Thing {
  readonly ledger: string;
}
const ledgers = (things: readonly Thing[]): readonly string[] => [...new Set(things.map(({ ledger }) => ledger))].toSorted();

export const count = (figure: string, unit: Unit, things: readonly Thing[], of?: string): Figure => ({
  figure, ...(of !== undefined && { of }), value: things.length, unit, cases: ledgers(things),
});

export function share(figure: string, above: readonly Thing[], below: readonly Thing[], of?: string): Figure {
  const [parts, outOf] = [above.length, below.length];
  return { figure, ...(of !== undefined && { of }), value: outOf === 0 ? null : parts / outOf, unit: 'share', count: parts, outOf, cases: ledgers([...above, ...below]) };
}

/** The value at or below which a share of the values lie (nearest rank): always one that occurred. */
export function atRank(figure: string, unit: Unit, things: readonly (Thing & { readonly size: number })[], rank: number, of?: string): Figure {
  const sizes = things.map(({ size }) => size).toSorted((a, b) => a - b);
  return { figure, ...(of !== undefined && { of }), value: sizes[Math.max(0, Math.ceil(rank * sizes.length) - 1)] ?? null, unit, cases: ledgers(things) };
}

/** The same counted once for each group, groups in their own order. */
export function counts<T extends Thing>(figure: string, unit: Unit, things: readonly T[], groupOf: (thing: T) => string, order?: readonly string[]): readonly Figure[] {
  const groups = Map.groupBy(things, groupOf);
  const place = (group: string): number => { const at = order?.indexOf(group) ?? -1; return at < 0 ? Number.MAX_SAFE_INTEGER : at; };
  const names = [...groups.keys()].toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return names.map((group) => count(figure, unit, groups.get(group) ?? [], group));
}

export const median = 0.5;
export const HOUR_MS = 3_600_000;
export const nobody: AgencyOf = { zone: 'UTC', holidays: [] };
