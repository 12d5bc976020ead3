/** An order of restitution without database and engine: people act, time passes, every clock rings at its instant. */
import type { Actor, Facts } from '#domain/facts.ts';
import type { Change } from '#domain/ledger.ts';
import { redressClocks } from '#domain/redress/clocks.ts';
import { decideRedress } from '#domain/redress/decide.ts';
import { redressErrands } from '#domain/redress/errands.ts';
import type { RedressEvent } from '#domain/redress/events.ts';
import { evolveRedress } from '#domain/redress/evolve.ts';
import { redressNotices, redressRecords } from '#domain/redress/rows.ts';
import { redressActSchema, type RedressAct } from '#domain/redress/schema.ts';
import { absentRedress, type Redress, type RedressState } from '#domain/redress/state.ts';
import type { Role } from '#domain/terms.ts';
import { quiet } from '../victim/quiet.ts';

export const caseId = '7e7e7e7e-0000-4000-8000-000000000001';
export const orderId = '7e7e7e7e-0000-4000-8000-000000000002';
export const victimId = (nth: number): string => `7e7e7e7e-0000-4000-8000-1${String(nth).padStart(11, '0')}`;
const person = (name: string, ...roles: readonly Role[]): Actor => ({ person: name, agency: 'court', roles });
export const officer = person('officer', 'REDRESS_OFFICER');
export const supervisor = person('supervisor', 'AGENCY_SUPERVISOR');
const civil = { zone: 'America/Chicago', region: '' };
/** The periods of US.DELINQ30 and US.DEFAULT90. */
export const playbook = { ...quiet, redress: { delinquentAfter: '30d', defaultAfter: '90d', notice: { within: '10wd', ladder: 'working-days' }, wholeSumAfter: '30d', source: 'US.DELINQ30' } } as const satisfies Facts['playbook'];

/** `children`: those whose file says so. */
export function createOrder({ victims = 7, startsAt = '2023-07-21T15:00:00.000Z', children = [] }: { readonly victims?: number; readonly startsAt?: string; readonly children?: readonly number[] } = {}) {
  let now = startsAt;
  let state: RedressState = absentRedress;
  let ids = 0;
  const changes: Change<RedressState, RedressEvent>[] = [];
  const known = Object.fromEntries(Array.from({ length: victims }, (_, index) => [victimId(index + 1), `V${index + 1}`]));
  const subjects = Object.fromEntries(['D1', 'D2', 'D3'].map((label) => [label, { kind: 'suspect' }]));
  const agreed = () => Object.fromEntries(Object.keys(known).map((id, index) => [id, { cases: [caseId], child: children.includes(index + 1), shares: [] }]));
  const facts = (without: readonly string[] = []): Facts => ({
    now, tzdb: 'test', playbook, playbookHash: 'h', agencies: {}, holidays: {}, without, agreed: agreed(),
    case: { id: caseId, phase: 'OPEN', lead: 'court', playbook: { id: 'quiet', version: 1, hash: 'h' }, team: { court: civil }, victims: known, subjects },
  });
  const take = (command: Parameters<typeof decideRedress>[1], without: readonly string[] = []) => {
    const decided = decideRedress(state, command, facts(without));
    for (const event of decided.events) {
      const after = evolveRedress(state, event);
      changes.push({ index: changes.length + 1, event, before: state, after });
      state = after;
    }
    return decided;
  };
  take({ type: 'open-redress', order: orderId, case: caseId, currency: 'USD', defendants: ['D1', 'D2'], by: officer });
  const order = (): Redress => {
    if (state.phase === 'absent') throw new Error('nothing was opened');
    return state;
  };
  return {
    order, take, now: () => now,
    newId: () => `7e7e7e7e-0000-4000-8000-2${String((ids += 1)).padStart(11, '0')}`,
    events: () => changes.map(({ event }) => event),
    rows: () => redressRecords(changes),
    notices: () => redressNotices(changes),
    said: () => changes.flatMap((change) => redressErrands(change)).flatMap(({ body }) => body.facts),
    say: (act: RedressAct, { by = officer, without = [] }: { readonly by?: Actor; readonly without?: readonly string[] } = {}) => take({ type: 'redress', act: redressActSchema.parse(act), by }, without),
    passTo(day: string, hour = '15:00'): void {
      const until = `${day}T${hour}:00.000Z`;
      for (let next = redressClocks(state)[0]; next !== undefined && next.dueAt <= until; next = redressClocks(state)[0]) {
        now = next.dueAt > now ? next.dueAt : now;
        take({ type: 'clock', keeper: next.keeper });
      }
      now = until;
    },
  };
}
