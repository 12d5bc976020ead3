/** Labels of rows: a number of the story's table and letters where one of its lines was split, `10`, `10a`, `10b`. */
export const labelPattern = /^[1-9]\d{0,3}[a-z]{0,2}$/;

interface Place {
  readonly number: number;
  readonly letters: string;
  /** Of a row that is told for each of several: which of them it is, `10b.3`. */
  readonly part: number;
}

function placeOf(label: string): Place {
  const [row = '', part = '0'] = label.split('.');
  const letters = row.replace(/^\d+/, '');
  return { number: Number(row.slice(0, row.length - letters.length)), letters, part: Number(part) };
}

/** The order of a story's table: 9, 10, 10a, 10b, 11. */
export function compareLabels(a: string, b: string): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  return left.number - right.number || left.letters.length - right.letters.length || (left.letters < right.letters ? -1 : left.letters > right.letters ? 1 : left.part - right.part);
}

export interface Range {
  readonly from: string;
  readonly to: string;
}

/** `10`, `10-12`, `10a-11b`. Undefined when it is no range. A bare number takes all its letters with it. */
export function rangeOf(text: string): Range | undefined {
  const [from, to = from, ...more] = text.split('-');
  if (from === undefined || to === undefined || more.length > 0 || !labelPattern.test(from) || !labelPattern.test(to)) return undefined;
  return compareLabels(from, to) <= 0 || placeOf(from).number === placeOf(to).number ? { from, to } : undefined;
}

export function isWithin(label: string, { from, to }: Range): boolean {
  const [end, place] = [placeOf(to), placeOf(label)];
  const isBeforeEnd = compareLabels(label, to) <= 0 || (place.number === end.number && (end.letters === '' || end.letters === place.letters));
  return compareLabels(label, from) >= 0 && isBeforeEnd;
}
