import { z } from 'zod';
import type { CaseView, CommitmentView, StepView, TrackView } from '#prisma/generated/client.ts';
import { blockers, tracks } from '#domain/terms.ts';
import { localDateOf } from '#domain/time/civil-time.ts';
import { pageFrom, pageQuery, positionKey, positionOf } from '../paging.ts';
import { reading, type Reader } from '../route.ts';
import { pageOf, stalledShape, type Page } from '../shapes.ts';
import { finishedStepStates } from '../views/answers.ts';
import { depthsOf, readable } from '../views/readable.ts';
import { deskSubject } from '../views/subjects.ts';
import { isAhead, isOwed, onlyDrawsNearer, waitsProperly } from '../views/waiting.ts';

const DAY_MS = 86_400_000;
/** Metric M4: a case is stalled if nothing moved on any track for this long. */
const CASE_QUIET_DAYS = 30;
const position = positionKey;

type StalledCase = z.input<typeof stalledShape>;

export const readStalled = reading({
  id: 'read-stalled',
  path: '/stalled',
  summary: 'Where is it stuck',
  description: 'Metrics M3 to M5: tracks on which nothing moves, since when and why; a case that is stalled, or partly stalled while another track moves. What waits properly is listed apart and never as late.',
  query: z.strictObject(pageQuery),
  answer: pageOf(stalledShape),
  action: 'stalled.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const { items, next } = await stuckPage(reader, query);
    return { body: { items: items.filter(({ stalled, waitingProperly }) => stalled.length > 0 || waitingProperly.length > 0), next } };
  },
});

/** The cases of a page with where they stand; those out of sight are left out. */
export async function stuckPage(reader: Reader, { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number }): Promise<Page<StalledCase>> {
  const after = positionOf(position, cursor);
  const cases = await reader.tx.caseView.findMany({ ...(after !== undefined && { where: { ledgerId: { gt: after } } }), orderBy: { ledgerId: 'asc' }, take: limit + 1 });
  const page = pageFrom(cases, limit, ({ ledgerId }) => ledgerId, (row) => row);
  return { items: await stuckCases(reader, page.items), next: page.next };
}

/** Where each of these cases stands; those out of sight are left out. */
export async function stuckCases(reader: Reader, cases: readonly CaseView[]): Promise<readonly StalledCase[]> {
  const { tx, actor } = reader;
  const seen = await readable(reader, cases.map(({ ledgerId }) => ledgerId));
  const where = { ledgerId: { in: [...seen.keys()] } };
  const allTracks = await tx.trackView.findMany({ where, orderBy: [{ ledgerId: 'asc' }, { track: 'asc' }] });
  const allSteps = await tx.stepView.findMany({ where: { ...where, state: { notIn: finishedStepStates } }, orderBy: [{ openedAt: 'asc' }, { code: 'asc' }] });
  const allPromises = await tx.commitmentView.findMany({ where: { caseLedger: where.ledgerId, endedAt: null } });
  const leads = await tx.agency.findMany({ where: { id: { in: cases.map(({ agencyId }) => agencyId) } }, select: { id: true, zone: true } });
  const depths = await depthsOf(reader, [...seen.keys()]);
  // Rule R12: a track that is protected tells by its name; whoever works on it knows it.
  const isShown = (ledger: string) => (track: string): boolean =>
    depths.get(ledger)?.isProtected({ code: '', track }) === false || allSteps.some((step) => step.ledgerId === ledger && step.track === track && [step.holder, step.accountable].includes(actor.agency));
  const zones = new Map(leads.map(({ id, zone }) => [id, zone]));
  return cases
    .filter(({ ledgerId }) => seen.has(ledgerId))
    .map(({ ledgerId, id, codeName, agencyId }): StalledCase => {
      const mine = <T extends { readonly ledgerId: string }>(rows: readonly T[]): readonly T[] => rows.filter((row) => row.ledgerId === ledgerId);
      const { verdict, stalled, waitingProperly } = stalledOf(mine(allTracks), mine(allSteps), { now: actor.now, zone: zones.get(agencyId) ?? 'UTC' }, allPromises.filter(({ caseLedger }) => caseLedger === ledgerId));
      const shown = isShown(ledgerId);
      return { caseId: id, codeName, lead: agencyId, verdict, stalled: stalled.filter(({ track }) => shown(track)), waitingProperly: waitingProperly.filter(shown) };
    });
}

/** At what instant it is asked, and in whose local days it is counted: the leading agency's. */
export interface Asked {
  readonly now: string;
  readonly zone: string;
}

type Promised = Pick<CommitmentView, 'track' | 'state' | 'acceptedBy' | 'proposedAt'>;

/**
 * `open` are the open steps, the oldest first, `promised` the open commitments. Days are local calendar days. A horizon is neither late
 * nor waiting, and a next time that lies ahead is not open (R13): both are left out.
 */
export function stalledOf(rows: readonly TrackView[], open: readonly StepView[], { now, zone }: Asked, promised: readonly Promised[] = []): Pick<StalledCase, 'verdict' | 'stalled' | 'waitingProperly'> {
  const at = Date.parse(now);
  const steps = open.filter((step) => !onlyDrawsNearer(step) && !isAhead(step, at));
  const days = (since: Date): number => Math.round((Date.parse(localDateOf(now, zone)) - Date.parse(localDateOf(since.toISOString(), zone))) / DAY_MS);
  const stepsOn = (track: string): readonly StepView[] => steps.filter((step) => step.track === track);
  // What waits for her waits properly, a promise as well as a step.
  const owed = promised.filter(({ state }) => state !== 'SUSPENDED');
  const owedOn = (track: string): readonly Owed[] =>
    [...stepsOn(track).filter((step) => isOwed(step, at)).map((step) => ({ since: step.openedAt, cause: causeOf(step) })), ...owed.filter((each) => each.track === track).map(promiseOwed)];
  const stalled = rows.flatMap((row): StalledCase['stalled'] => {
    const since = row.stallsAt ?? row.stalledAt;
    if (since === null || since.getTime() > at) return [];
    const [oldest] = owedOn(row.track).toSorted((a, b) => a.since.getTime() - b.since.getTime());
    return oldest === undefined ? [] : [{ track: z.enum(tracks).parse(row.track), since: since.toISOString(), ageDays: days(since), cause: oldest.cause }];
  });
  const quiet = rows.every(({ movedAt }) => movedAt === null || days(movedAt) > CASE_QUIET_DAYS);
  const isWaiting = steps.length > 0 && owed.length === 0 && steps.every((step) => waitsProperly(step, at));
  const verdict = isWaiting ? 'WAITING' : stalled.length === 0 ? 'MOVING' : quiet ? 'STALLED' : 'PARTLY_STALLED';
  const waitingProperly = tracks.filter((track) => stepsOn(track).length > 0 && !owed.some((each) => each.track === track) && stepsOn(track).every((step) => waitsProperly(step, at)));
  return { verdict, stalled, waitingProperly };
}

interface Owed {
  readonly since: Date;
  readonly cause: (typeof blockers)[number];
}

const promiseOwed = ({ proposedAt, acceptedBy }: Promised): Owed => ({ since: proposedAt, cause: acceptedBy === null ? 'NO_OWNER' : 'OTHER' });

/** Metric M5. NO_OWNER is computed, the others were named by somebody. */
function causeOf(step: StepView): (typeof blockers)[number] {
  if (!step.accepted) return 'NO_OWNER';
  return blockers.find((blocker) => blocker === step.blocker) ?? 'OTHER';
}
