/** A compact without database and engine: leaders sign, time passes, every clock rings at its instant. */
import type { Actor, Civil, Facts } from '#domain/facts.ts';
import { clocksOf, type CompactClock } from '#domain/compact/clocks.ts';
import type { CompactCommand } from '#domain/compact/command.ts';
import { decide } from '#domain/compact/decide.ts';
import type { CompactEvent } from '#domain/compact/events.ts';
import { evolve } from '#domain/compact/evolve.ts';
import { noticesOf } from '#domain/compact/notices.ts';
import type { Change } from '#domain/compact/rows.ts';
import { compactCommandSchema, type CompactAct, type CompactCommandBody } from '#domain/compact/schema.ts';
import { absentCompact, openRequest, type CompactState, type OpenCompact } from '#domain/compact/state.ts';
import type { CommitmentAct, Pledged } from '#domain/commitment/schema.ts';
import type { Decided } from '#domain/ledger.ts';
import type { Role } from '#domain/terms.ts';
import type { LoadedPlaybook } from '#start/playbooks.ts';
import { chicagoTime, starter, uuid } from '../case/world.ts';
import { inChicago } from '../time/fixtures.ts';

export type CompactDecided = Decided<CompactState, CompactEvent, CompactClock>;
export type Opening = Extract<CompactCommandBody, { type: 'open-compact' }>;

const home: Civil = { zone: 'America/Chicago', region: '' };
const person = (agency: string, name: string, ...roles: Role[]): Actor => ({ person: `${agency}-${name}`, agency, roles });
export const leader = (agency: string): Actor => person(agency, 'leader', 'AGENCY_LEADER');
export const coordinator = person('usao', 'coordinator', 'COORDINATOR');
export const signers = ['usao', 'fbi', 'hsi', 'dol-whd', 'dol-oig', 'irs-ci'] as const;

const rolesOf: Readonly<Record<string, Role[]>> = { usao: ['COORDINATOR', 'PROSECUTOR'], fbi: ['INVESTIGATOR'], hsi: ['INVESTIGATOR'], 'dol-whd': ['LABOUR_INSPECTOR'], 'dol-oig': ['FRAUD_ANALYST'], 'irs-ci': ['FINANCIAL_INVESTIGATOR'] };
export const analyst: Pledged = { kind: 'RESOURCE', agency: 'irs-ci', due: '2021-12-31', text: uuid(90), lead: 'irs-ci-agent', pledge: { amount: 1, unit: 'FTE', from: '2021-04-01', until: '2021-12-31' } };
export const payroll: Pledged = { kind: 'DELIVERABLE', agency: 'dol-oig', due: '2021-07-30', text: uuid(91) };

/** ORCHARD's compact: six required agencies, two of which pledge something. */
export const opening: Opening = {
  type: 'open-compact', compactId: uuid(50), codeName: 'ORCHARD', case: uuid(1), playbook: { id: 'starter', version: 1 }, startsOn: '2021-03-10', endsOn: '2023-03-10',
  agencies: signers.map((agency) => ({ agency, roles: rolesOf[agency] ?? [] })),
  pledges: [{ commitment: uuid(60), pledged: analyst }, { commitment: uuid(61), pledged: payroll }],
};

export function createCompact({ startsAt = '2021-03-10 09:00', playbook = starter, zones = {} }: { readonly startsAt?: string; readonly playbook?: LoadedPlaybook; readonly zones?: Readonly<Record<string, string>> } = {}) {
  let now = chicagoTime(startsAt);
  let state: CompactState = absentCompact;
  const changes: Change[] = [];
  const known = Object.fromEntries([...signers, 'elsewhere'].map((agency): [string, Civil] => [agency, { ...home, zone: zones[agency] ?? home.zone }]));
  const factsNow = (without: readonly string[] = []): Facts => ({ now, tzdb: 'test', playbook: playbook.playbook, playbookHash: playbook.hash, agencies: known, holidays: {}, without });

  function take(command: CompactCommand): CompactDecided {
    const decided = decide(state, command, factsNow());
    for (const event of decided.events) {
      const after = evolve(state, event);
      changes.push({ index: changes.length + 1, event, before: state, after });
      state = after;
    }
    return decided;
  }
  const open = (): OpenCompact => {
    if (state.phase === 'absent') throw new Error('the compact was not opened');
    return state;
  };
  const say = (by: Actor, body: CompactCommandBody): CompactDecided => take({ ...compactCommandSchema.parse(body), by });
  const tale = {
    changes, open, say, factsNow,
    now: () => now,
    state: () => state,
    ask: (by: Actor, body: CompactCommandBody, without: readonly string[] = []): CompactDecided => decide(state, { ...compactCommandSchema.parse(body), by }, factsNow(without)),
    begin: (body: Opening = opening): CompactDecided => say(coordinator, body),
    act: (by: Actor, act: CompactAct, expects?: number): CompactDecided => say(by, { type: 'compact', act, ...(expects !== undefined && { expects }) }),
    promise: (by: Actor, commitment: string, act: CommitmentAct): CompactDecided => say(by, { type: 'compact-commitment', commitment, act }),
    sign: (agency: string): CompactDecided => tale.act(leader(agency), { act: 'sign' }),
    /** Time passes; on the way each clock rings when it is due, the earliest first. */
    at(local: string): void {
      const until = chicagoTime(local);
      for (let [clock] = clocksOf(state); clock !== undefined && clock.dueAt <= until; [clock] = clocksOf(state)) {
        if (clock.dueAt > now) now = clock.dueAt;
        take({ type: 'clock', keeper: clock.keeper });
      }
      if (until > now) now = until;
    },
    due: (agency: string): string | undefined => {
      const request = openRequest(open(), agency);
      return request === undefined ? undefined : inChicago(request.climb.deadline.due);
    },
    levels: (subject: string): readonly string[] => changes.flatMap(({ event }) => (event.type === 'LevelReached' && event.subject === subject ? [`${event.level} ${inChicago(event.at)}`] : [])),
    told: (): readonly string[] => changes.flatMap(({ event, after }) => noticesOf(event, after).map(({ kind, level, subject, to }) => [kind, level, subject, to.agency, to.role ?? to.person].filter((part) => part !== null).join(' '))),
    types: (decided: CompactDecided): readonly string[] => decided.events.map(({ type }) => type),
  };
  return tale;
}
export type Compact = ReturnType<typeof createCompact>;

/** Opened and sent to every leader. */
export function asked(zones: Readonly<Record<string, string>> = {}): Compact {
  const tale = createCompact({ zones });
  tale.begin();
  tale.act(coordinator, { act: 'request-signatures' });
  return tale;
}

/** Signed by all six. */
export function active(): Compact {
  const tale = asked();
  for (const agency of signers) tale.sign(agency);
  return tale;
}
