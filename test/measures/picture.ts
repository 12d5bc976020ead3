/** Hand-made pictures, told in Chicago time. */
import { measures } from '../../api/measures/catalogue.ts';
import type { Figure, MeasureId } from '../../api/measures/measure.ts';
import { nothingSeen, type CaseOf, type CommitmentOf, type HandOffOf, type Picture, type StallOf, type TermOf, type TimeOf } from '../../api/measures/picture.ts';
import { chicagoTime } from '../domain/case/world.ts';

export const at = (local: string): number => Date.parse(chicagoTime(local.includes(' ') ? local : `${local} 17:00`));
const zone = 'America/Chicago';

export const aCase = (ledger: string, change: Partial<CaseOf> = {}): CaseOf => ({ ledger, zone, openedAt: at('2021-03-08 09:30'), isOpen: true, offers: ['S2.2-offer'], ...change });
export const aTime = (ledger: string, step: string, from: string, change: Partial<TimeOf> = {}): TimeOf => ({
  ledger, step, occurrence: 1, track: 'INVESTIGATION', pacing: 'AGREED', class: 'OWNED', holder: 'fbi', accountable: 'fbi', owner: 'fbi-agent', dueAt: null, rests: false, at: at(from), until: null, ...change,
});
export const aStall = (ledger: string, since: string, ended: string | null, change: Partial<StallOf> = {}): StallOf => ({ ledger, track: 'INVESTIGATION', sinceAt: at(since), endedAt: ended === null ? null : at(ended), cause: 'OTHER', ...change });
export const aTerm = (commitment: string, due: string, change: Partial<TermOf> = {}): TermOf => ({ ledger: 'case/1', commitment, version: 1, agency: 'dol-oig', dueAt: at(due), suspended: false, leaderAskedAt: null, answer: null, answeredAt: null, ...change });
export const aCommitment = (id: string, change: Partial<CommitmentOf> = {}): CommitmentOf => ({ ledger: 'case/1', id, agency: 'dol-oig', kind: 'DELIVERABLE', state: 'ACTIVE', version: 1, endedAt: null, pledge: null, ...change });
export const aHandOff = (id: string, proposed: string, accepted: string | null, bounces = 0): HandOffOf => ({ ledger: 'case/1', id, bounces, proposedAt: at(proposed), acceptedAt: accepted === null ? null : at(accepted) });

export const agencies = new Map(['usao', 'fbi', 'dol-oig', 'irs-ci', 'haven'].map((id) => [id, { zone, holidays: [] }]));

/** The figures of one measure by name, `figure` or `figure of`. */
export function measured(id: MeasureId, from: string, until: string, picture: Partial<Picture>): Readonly<Record<string, Figure>> {
  const measure = measures.find((each) => each.id === id);
  if (measure === undefined) throw new Error(`no measure ${id}`);
  const figures = measure.of({ ...nothingSeen, agencies, cases: [aCase('case/1')], ...picture, from: at(from), until: at(until) });
  return Object.fromEntries(figures.map((figure) => [figure.of === undefined ? figure.figure : `${figure.figure} ${figure.of}`, figure]));
}
export const values = (figures: Readonly<Record<string, Figure>>): Record<string, number | null> => Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value]));
