import { z } from 'zod';
import type { StepView, TrackView } from '#prisma/generated/client.ts';
import { blockers, tracks } from '#domain/terms.ts';
import { pageFrom, pageQuery, positionKey, positionOf } from '../paging.ts';
import { reading } from '../route.ts';
import { pageOf, stalledShape } from '../shapes.ts';
import { finishedStepStates } from '../views/answers.ts';
import { readable } from '../views/readable.ts';
import { deskSubject } from '../views/subjects.ts';
import { waitsProperly } from '../views/waiting.ts';

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
    const { tx, actor } = reader;
    const after = positionOf(position, query.cursor);
    const cases = await tx.caseView.findMany({ ...(after !== undefined && { where: { ledgerId: { gt: after } } }), orderBy: { ledgerId: 'asc' }, take: query.limit + 1 });
    const seen = await readable(reader, cases.map(({ ledgerId }) => ledgerId));
    const where = { ledgerId: { in: [...seen] } };
    const allTracks = await tx.trackView.findMany({ where, orderBy: [{ ledgerId: 'asc' }, { track: 'asc' }] });
    const allSteps = await tx.stepView.findMany({ where: { ...where, state: { notIn: finishedStepStates } }, orderBy: [{ openedAt: 'asc' }, { code: 'asc' }] });
    const now = Date.parse(actor.now);
    const page = pageFrom(cases, query.limit, ({ ledgerId }) => ledgerId, (row) => row);
    const items = page.items
      .filter(({ ledgerId }) => seen.has(ledgerId))
      .map(({ ledgerId, id, codeName, agencyId }): StalledCase => {
        const mine = <T extends { readonly ledgerId: string }>(rows: readonly T[]): readonly T[] => rows.filter((row) => row.ledgerId === ledgerId);
        return { caseId: id, codeName, lead: agencyId, ...stalledOf(mine(allTracks), mine(allSteps), now) };
      })
      .filter(({ stalled, waitingProperly }) => stalled.length > 0 || waitingProperly.length > 0);
    return { body: { items, next: page.next } };
  },
});

/** `now` in milliseconds since the epoch; `steps` are the open ones, the oldest first. */
export function stalledOf(rows: readonly TrackView[], steps: readonly StepView[], now: number): Pick<StalledCase, 'verdict' | 'stalled' | 'waitingProperly'> {
  const stepsOn = (track: string): readonly StepView[] => steps.filter((step) => step.track === track);
  const stalled = rows.flatMap((row): StalledCase['stalled'] => {
    const since = row.stallsAt ?? row.stalledAt;
    if (since === null || since.getTime() > now) return [];
    const cause = stepsOn(row.track).find((step) => !waitsProperly(step, now));
    return cause === undefined ? [] : [{ track: z.enum(tracks).parse(row.track), since: since.toISOString(), ageDays: Math.floor((now - since.getTime()) / DAY_MS), cause: causeOf(cause) }];
  });
  const quiet = rows.every(({ quietSince }) => now - quietSince.getTime() > CASE_QUIET_DAYS * DAY_MS);
  const verdict = stalled.length === 0 ? 'MOVING' : quiet ? 'STALLED' : 'PARTLY_STALLED';
  const waitingProperly = tracks.filter((track) => stepsOn(track).length > 0 && stepsOn(track).every((step) => waitsProperly(step, now)));
  return { verdict, stalled, waitingProperly };
}

/** Metric M5. NO_OWNER is computed, the others were named by somebody. */
function causeOf(step: StepView): (typeof blockers)[number] {
  if (!step.accepted) return 'NO_OWNER';
  return blockers.find((blocker) => blocker === step.blocker) ?? 'OTHER';
}
