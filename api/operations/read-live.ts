import { z } from 'zod';
import { WorkflowNotFoundError } from '@temporalio/client';
import { clocks, standing } from '#workflows/contract.ts';
import type { Ask } from '../actor.ts';
import { reading, type Reader } from '../route.ts';
import { liveShape } from '../shapes.ts';
import { caseSubject } from '../views/subjects.ts';

/** A silent engine is told after this long, for all keepers together. */
const PATIENCE_MS = 2_000;
const MOST_KEEPERS = 200;

type LiveKeeper = z.input<typeof liveShape>['keepers'][number];
type Difference = LiveKeeper['differences'][number];
interface Kept {
  readonly id: string;
  readonly phase: string;
  readonly clock: string | null;
}

export const readLive = reading({
  id: 'read-live',
  path: '/cases/{caseId}/live',
  summary: 'Compare a case with its running processes',
  description: 'Asks every keeper of the case where it stands and which clock it is set for, and tells each difference from the record. A silent engine is said, not hidden.',
  params: z.strictObject({ caseId: z.uuid() }),
  answer: liveShape,
  action: 'case.live',
  subject: (ask, _actor, { caseId }) => caseSubject(ask, caseId),
  read: async (reader, { params }, { ledger }) => {
    const kept = await reader.ask<Kept>`
      select k.id, k.phase, (select c.id from clock c where c.keeper = k.id and c.state = 'open' order by c.due_at, c.id limit 1) as clock
        from keeper k where k.ledger_id = ${ledger} and k.open order by k.id limit ${MOST_KEEPERS}`;
    const deadline = Date.now() + PATIENCE_MS;
    const keepers = await Promise.all(kept.map((keeper) => compare(reader, keeper, deadline)));
    return { body: { caseId: params.caseId, reachable: keepers.every(({ reachable }) => reachable), keepers } };
  },
});

async function compare({ deps, ask }: Reader, { id, phase, clock }: Kept, deadline: number): Promise<LiveKeeper> {
  const told = { keeper: id, phase };
  try {
    const handle = deps.temporal.workflow.getHandle(id);
    const [at, armed] = await deps.temporal.withDeadline(deadline, () => Promise.all([handle.query(standing), handle.query(clocks)]));
    const differences: Difference[] = [];
    if (at.phase !== phase) differences.push({ what: 'phase', record: phase, engine: at.phase });
    if (clock !== null && !(await ringsInTime(ask, armed?.id, clock))) differences.push({ what: 'clock', record: clock, engine: armed?.id ?? null });
    return { ...told, reachable: true, differences };
  } catch (error) {
    const isMissing = error instanceof WorkflowNotFoundError;
    return { ...told, reachable: isMissing, differences: isMissing ? [{ what: 'workflow', record: phase, engine: null }] : [] };
  }
}

/** A keeper leaves an earlier timer alone when its clock is gone: it rings, finds nothing due, and takes the next. That is no difference. */
async function ringsInTime(ask: Ask, armed: string | undefined, clock: string): Promise<boolean> {
  if (armed === undefined || armed === clock) return armed === clock;
  const [both] = await ask<{ early: boolean }>`select a.due_at <= b.due_at as early from clock a, clock b where a.id = ${armed} and b.id = ${clock}`;
  return both?.early === true;
}
