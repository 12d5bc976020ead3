/** Local days that people type: a slip of the hand is refused before it becomes a date nobody ever reaches. */
import type { Circumstances } from './facts.ts';
import { refuse, type Refusal } from './decision.ts';

/** No day that anybody means lies before; it is in the past in every zone. */
const firstDay = '1900-01-01';

/** What is wrong with a local day (`YYYY-MM-DD`), whatever the zone: it lies before 1900, or more than so many years ahead. */
export function dayFlaws(day: string, { now }: Circumstances, yearsMax: number): readonly (Refusal | false)[] {
  const lastDay = `${Number(now.slice(0, 4)) + yearsMax}${now.slice(4, 10)}`;
  return [day < firstDay && refuse('DATE_IN_THE_PAST').refusal, day > lastDay && refuse('DATE_TOO_FAR', { years: yearsMax }).refusal];
}
