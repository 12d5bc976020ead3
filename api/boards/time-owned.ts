/** Whose the time was, agency by agency: working, or asked and not answered. What waits for her, is protected or waits outside is nobody's. */
import { HOUR_MS } from '../measures/measure.ts';
import { partsOf, within, type Picture } from '../measures/picture.ts';

export interface OwnedTime {
  readonly agency: string;
  readonly ownedHours: number;
  readonly offeredHours: number;
  /** Ledgers. */
  readonly cases: readonly string[];
}

/** Agencies by name, and in no other order. An offer is the time of the agency that was asked. */
export function timeOwned(picture: Picture): readonly OwnedTime[] {
  const parts = picture.times.flatMap(partsOf).filter(({ class: whose }) => whose === 'OWNED' || whose === 'OFFERED').map((part) => ({ ...part, ms: within(picture, part.at, part.until) })).filter(({ ms }) => ms > 0);
  return [...Map.groupBy(parts, ({ holder }) => holder)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([agency, mine]) => {
    const hours = (whose: string): number => mine.filter((part) => part.class === whose).reduce((sum, { ms }) => sum + ms, 0) / HOUR_MS;
    return { agency, ownedHours: hours('OWNED'), offeredHours: hours('OFFERED'), cases: [...new Set(mine.map(({ ledger }) => ledger))].toSorted() };
  });
}
