import { z } from 'zod';
import { measures } from '../measures/catalogue.ts';
import { seenCases, seenCompacts } from '../boards/seen.ts';
import { pictureAlike } from '../measures/alike.ts';
import { least, told, withoutFew, type Audience, type Shown } from '../measures/few.ts';
import { look } from '../measures/look.ts';
import type { Figure, Measure } from '../measures/measure.ts';
import { refuseBareOutcomes } from '../measures/outcomes.ts';
import { periodOf } from '../measures/period.ts';
import { Problem } from '../problems.ts';
import { reading, type Reader } from '../route.ts';
import { instant } from '../shapes.ts';
import { audience, measuredShape } from '../shapes-measures.ts';
import { caseIdOf, deskSubject } from '../views/subjects.ts';

export const readMetric = reading({
  id: 'read-metric',
  path: '/metrics/{metric}',
  summary: 'Read a metric',
  description: 'Its figures over the cases you may see, at the instant `until` (usually now) or for the period from `from` (usually 30 days before, exclusive) until then (inclusive). Every figure names the cases behind it, and the compacts that stand above cases. Figures that stand for fewer than five victims are withheld from those who do not work on the cases; measures of outcomes, of redress and of what was asked of survivors name no case, and withhold from everybody what fewer than five people stand behind, for outside readers eleven. A count of charges or convictions is there only beside what the cases were worth for the venture, for safety and for redress.',
  params: z.strictObject({ metric: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) }),
  query: z.strictObject({ from: instant.optional(), until: instant.optional(), audience: audience.optional() }),
  answer: measuredShape,
  action: 'metrics.read',
  parts: ['metrics.read-support', 'metrics.read-small', 'scorecard.portfolio'],
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { params: { metric }, query }) => {
    refuseBareOutcomes([metric]);
    const measure = measures.find(({ id }) => id === metric);
    if (measure === undefined) throw new Problem('NOT_FOUND');
    // Row D18 of the matrix, as the portfolio is: not for her lawyer, nor for a child's guardian.
    if (measure.aggregate === true && !reader.may('scorecard.portfolio', { kind: 'Desk', id: reader.actor.agency, agency: reader.actor.agency })) return undefined;
    const period = periodOf(query, reader.actor.now);
    const seen = await seenCases(reader);
    const compacts = await seenCompacts(reader);
    const picture = await pictureAlike(reader, await look({ ask: reader.ask, measuredOf: reader.deps.playbooks.measured, ledgers: [...seen.keys(), ...compacts.keys()], ...period }, measure.looksAt));
    const figures = shownTo(reader, measure, measure.of(picture), query.audience);
    const behind = new Set(figures.flatMap(({ cases }) => cases));
    const { id, name, definition, denominator, over } = measure;
    return {
      body: {
        id, name, definition, denominator, over, from: new Date(period.from).toISOString(), until: new Date(period.until).toISOString(),
        figures: figures.map(({ cases, behind: _behind, bare: _bare, partition: _whole, ...figure }) => {
          const above = cases.flatMap((ledger) => compacts.get(ledger)?.compact ?? []);
          return { ...figure, cases: cases.filter((ledger) => seen.has(ledger)).map(caseIdOf), ...(above.length > 0 && { compacts: above }) };
        }),
        cases: [...seen].filter(([ledger]) => behind.has(ledger)).map(([, { caseId, codeName }]) => ({ caseId, codeName })),
        compacts: [...compacts].filter(([ledger]) => behind.has(ledger)).map(([, compact]) => compact),
      },
    };
  },
});

/** Of figures that stand for victims: whether support was offered only to those who give it, and nothing small, nor any case, to those who do not know the cases. */
export function shownTo({ may, actor }: Pick<Reader, 'may' | 'actor'>, { ofVictims, aggregate }: Measure, figures: readonly Figure[], audience: Audience = 'internal'): readonly Shown[] {
  if (aggregate === true) return told(figures, audience);
  const desk = { kind: 'Desk', id: actor.agency, agency: actor.agency } as const;
  // In a measure of other things: the figures that are about survivors.
  if (!ofVictims) return may('metrics.read-small', desk) ? figures : withoutFew(figures, audience);
  const known = may('metrics.read-support', desk) ? figures : figures.filter(({ of }) => of === undefined);
  if (may('metrics.read-small', desk)) return known;
  const isSmall = ({ value }: Figure): boolean => value !== null && value > 0 && value < least[audience];
  // One small part could be worked out from the whole and the others.
  const partsAreSmall = known.some(isSmall);
  return known.map((figure): Shown => (isSmall(figure) || (figure.of !== undefined && partsAreSmall) ? { ...figure, value: null, suppressed: true, cases: [] } : { ...figure, cases: [] }));
}
