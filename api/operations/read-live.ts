import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { z } from 'zod';
import { clocks, standing, type ArmedClock, type Standing } from '#workflows/contract.ts';
import { reading as readingTransaction } from '../actor.ts';
import { reading } from '../route.ts';
import { liveShape } from '../shapes.ts';
import { PROTECTED } from '../views/answers.ts';
import { depthsOf } from '../views/readable.ts';
import { caseSubject } from '../views/subjects.ts';

/** A silent engine is told after this long, for all keepers together. */
const PATIENCE_MS = 2_000;
const MOST_KEEPERS = 200;
/** A keeper that is well takes its clock within seconds; one whose clock meets a fault waits this long before it tries again, and longer each time. */
const OVERDUE_MS = 60_000;

type LiveKeeper = z.input<typeof liveShape>['keepers'][number];
type Difference = LiveKeeper['differences'][number];

/** What the record says of a keeper: its phase and its next clock. */
interface Kept {
  readonly id: string;
  readonly phase: string;
  readonly clock: string | null;
  readonly due_at: Date | null;
}
/** What the engine says of it; `undefined` when it says nothing. */
type Told = { readonly at: Standing; readonly armed: ArmedClock | undefined } | 'missing' | undefined;

export const readLive = reading({
  id: 'read-live',
  path: '/cases/{caseId}/live',
  summary: 'Compare a case with its running processes',
  description: 'Asks every keeper of the case where it stands and which clock it is set for, and tells each difference from the record. A silent engine is said, not hidden. A clock that is a minute overdue is a difference, even if its keeper is set for it.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: liveShape,
  action: 'case.live',
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (reader, { params }, { ledger }) => {
    const { ask, actor, deps, tx: before } = reader;
    const depth = (await depthsOf(reader, [ledger])).get(ledger);
    const steps = await before.stepView.findMany({ where: { ledgerId: ledger }, select: { code: true, track: true, holder: true, accountable: true } });
    const hidden = steps.filter((step) => depth?.of(step) === 'protected').map(({ code }) => code);
    const kept = await ask<Kept>`
      select k.id, k.phase, c.id as clock, c.due_at from keeper k
        left join lateral (select id, due_at from clock where keeper = k.id and state = 'open' order by due_at, id limit 1) c on true
       where k.ledger_id = ${ledger} and k.open order by k.id limit ${MOST_KEEPERS}`;
    return async () => {
      const deadline = Date.now() + PATIENCE_MS;
      const told = await Promise.all(kept.map(({ id }) => askLine(deps.temporal, id, deadline)));
      const armed = told.flatMap((each) => (typeof each === 'object' && each.armed !== undefined ? [each.armed.id] : []));
      const rows = await readingTransaction(deps.database.prisma, actor, (tx) => tx.clock.findMany({ where: { id: { in: armed } }, select: { id: true, dueAt: true } }));
      const dueOf = new Map(rows.map(({ id, dueAt }) => [id, dueAt]));
      const keepers = kept.map((keeper, index) => withoutNames(compare(keeper, told[index], dueOf, Date.parse(actor.now)), hidden));
      return { body: { caseId: params.caseId, reachable: keepers.every(({ reachable }) => reachable), keepers } };
    };
  },
});

async function askLine(client: Client, keeper: string, deadline: number): Promise<Told> {
  try {
    const handle = client.workflow.getHandle(keeper);
    const [at, armed] = await client.withDeadline(deadline, () => Promise.all([handle.query(standing), handle.query(clocks)]));
    return { at, armed };
  } catch (error) {
    return error instanceof WorkflowNotFoundError ? 'missing' : undefined;
  }
}

/** Rule R12: keepers and clocks are named by the step they are about. */
function withoutNames({ keeper, differences, ...told }: LiveKeeper, hidden: readonly string[]): LiveKeeper {
  const plain = (id: string): string => (hidden.some((code) => id.includes(`/${code}/`)) ? PROTECTED : id);
  return { ...told, keeper: plain(keeper), differences: differences.map(({ what, record, engine }) => ({ what, record: record && plain(record), engine: engine && plain(engine) })) };
}

function compare({ id, phase, clock, due_at: dueAt }: Kept, told: Told, dueOf: ReadonlyMap<string, Date>, now: number): LiveKeeper {
  if (told === undefined) return { keeper: id, phase, reachable: false, differences: [] };
  if (told === 'missing') return { keeper: id, phase, reachable: true, differences: [{ what: 'workflow', record: phase, engine: null }] };
  const { at, armed } = told;
  const differences: Difference[] = [];
  if (at.phase !== phase) differences.push({ what: 'phase', record: phase, engine: at.phase });
  // An earlier timer whose clock is gone is left to ring: it finds nothing due and takes the next. That is no difference; a later one is.
  const rings = armed === undefined ? undefined : dueOf.get(armed.id);
  // Nor may it be long past: a clock that meets a fault stays set, and holds up those behind it.
  if (dueAt !== null && (rings === undefined || rings > dueAt || dueAt.getTime() + OVERDUE_MS < now)) differences.push({ what: 'clock', record: clock, engine: armed?.id ?? null });
  return { keeper: id, phase, reachable: true, differences };
}
