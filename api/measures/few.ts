/** What is withheld from everybody: numbers behind which few people stand (domain 5b, 5e), and counts of charges or convictions without their context (refusal 17). */
import { beside } from './context.ts';
import type { Figure } from './measure.ts';

/** Domain 5e: fewer than this are not shown, inside the teams and to everybody else. */
export const least = { internal: 5, external: 11 } as const;
export type Audience = keyof typeof least;

export type Shown = Figure & { readonly suppressed?: true };

function withheld({ count: _above, outOf: _below, ...figure }: Figure): Shown {
  return { ...figure, value: null, suppressed: true };
}

/** One small part could be worked out from the whole and the others: it closes all parts. Outside, whatever stands behind them, no part is small. */
export function withoutFew(figures: readonly Figure[], audience: Audience): readonly Shown[] {
  const isFew = (n: number | null | undefined): boolean => n != null && n > 0 && n < least[audience];
  const areFew = ({ behind, value, of }: Figure): boolean => behind !== undefined && (isFew(behind) || (audience === 'external' && of !== undefined && isFew(value)));
  const partOf = ({ figure, of, partition }: Figure): string | undefined => partition ?? (of === undefined ? undefined : figure);
  const closed = new Set(figures.filter(areFew).map(partOf));
  closed.delete(undefined);
  return figures.map((figure) => (areFew(figure) || closed.has(partOf(figure)) ? withheld(figure) : figure));
}

/** Refusal 17: a count of charges or convictions is there only where each criterion that must stand beside it is shown in the same answer. */
export function inContext(figures: readonly Shown[]): readonly Shown[] {
  const isWhole = beside.every((criterion) => figures.some(({ figure, suppressed }) => figure === `rating-${criterion}` && suppressed === undefined));
  return isWhole ? figures : figures.map((figure) => (figure.bare === true ? withheld(figure) : figure));
}

export const told = (figures: readonly Figure[], audience: Audience): readonly Shown[] => inContext(withoutFew(figures, audience));
