/**
 * A long life of one large case: whom it is about joins, then it is worked on for years, people's commands and clocks in turn. Each is recorded by the real `record` on
 * PostgreSQL, on the clock of an exercise; the engine is left out, for what it costs does not know the case.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { CaseCommandBody } from '#domain/case/schema.ts';
import type { StepAct } from '#domain/case/schema.ts';
import { agencyTypes, type Role } from '#domain/terms.ts';
import { clockCommand } from '#workflows/contract.ts';
import type { recorder } from '../../activities/record.ts';

export interface Shape {
  readonly victims: number;
  readonly suspects: number;
  readonly agencies: number;
  readonly years: number;
  /** In all: launch and joining, people's words and clocks. */
  readonly commands: number;
}

export interface Ground {
  readonly owner: pg.ClientBase;
  readonly records: ReturnType<typeof recorder>;
  readonly playbook: { readonly id: string; readonly version: number; readonly roles: readonly Role[] };
}

/** What one command cost: milliseconds of the wall clock from its row to its receipt, and bytes of the state that were written with it. */
export interface Cost {
  readonly word: string;
  readonly ms: number;
  readonly stateBytes: number;
  readonly refusal?: string;
}

interface Open {
  readonly code: string;
  readonly holder: string;
  readonly role: Role;
  readonly owner: string | null;
}

const yearMs = 365.25 * 86_400_000;

/** @yields the cost of each command, in their order. */
export async function* lifeOf(ground: Ground, shape: Shape, startsAt: string): AsyncGenerator<Cost> {
  const { owner, playbook } = ground;
  const exercise = randomUUID();
  const caseId = randomUUID();
  const ledger = `case/${caseId}`;
  const agencies = Array.from({ length: shape.agencies }, (_, place) => ({ agency: `${exercise}.a${place}`, roles: rolesAt(playbook.roles, place, shape.agencies) }));
  const lead = agencies[0]?.agency ?? '';
  await owner.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, startsAt]);
  for (const [place, { agency }] of agencies.entries()) {
    await owner.query(`insert into agency (id, name, type, zone, exercise_id) values ($1, 'Bench', $3, 'America/Chicago', $2)`, [agency, exercise, agencyTypes[place % agencyTypes.length]]);
  }
  const cost = async (keeper: string, commandId: string, word: string): Promise<Cost> => {
    const before = await storedAt(owner, ledger);
    const start = performance.now();
    const { receipt } = await ground.records.record({ keeper, commandId });
    const ms = performance.now() - start;
    const after = await storedAt(owner, ledger);
    return { word, ms, stateBytes: after.seq === before.seq ? 0 : after.bytes, ...(receipt?.refusal !== undefined && { refusal: receipt.refusal }) };
  };
  const say = async (agency: string, roles: readonly Role[], body: CaseCommandBody, keeper = ledger): Promise<Cost> => {
    const id = randomUUID();
    await owner.query(
      `insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, exercise_id)
       values ($1, $2, $3, $4, $5, $6, $7, '', (select now_at from exercise where id = $8), $9, $8)`,
      [id, ledger, keeper, body.type, JSON.stringify(body), `${agency}.person`, roles, exercise, agency],
    );
    return cost(keeper, id, 'act' in body && 'act' in body.act ? body.act.act : body.type);
  };
  const leads: readonly Role[] = ['COORDINATOR', 'PROSECUTOR'];
  let said = 0;
  for (const body of beginning({ caseId, playbook, agencies }, shape)) { said += 1; yield await say(lead, leads, body); }
  for (const years = shape.years * yearMs, all = shape.commands - said; said < shape.commands; said += 1) {
    await owner.query(`update exercise set now_at = now_at + make_interval(secs => $2) where id = $1`, [exercise, years / all / 1_000]);
    const clock = said % 3 === 0 ? await clockDue(owner, ledger, exercise) : undefined;
    if (clock !== undefined) yield await cost(clock.keeper, clockCommand(clock.id), 'clock');
    else {
      const step = await stepAt(owner, ledger, said);
      yield await say(step.holder, [step.role, ...leads], { type: 'step', step: step.code, act: actOn(step, said) }, step.keeper);
    }
  }
}

/** Every role of the playbook is somebody's; the lead coordinates and prosecutes. */
function rolesAt(roles: readonly Role[], place: number, agencies: number): Role[] {
  const shared = roles.filter((role, index) => role !== 'COORDINATOR' && role !== 'PROSECUTOR' && index % agencies === place);
  return place === 0 ? ['COORDINATOR', 'PROSECUTOR', ...shared] : shared.length === 0 ? ['AGENCY_SUPERVISOR'] : shared;
}

type Launched = Pick<Extract<CaseCommandBody, { type: 'launch' }>, 'caseId' | 'agencies'> & { readonly playbook: Ground['playbook'] };

function beginning({ caseId, agencies, playbook: { id, version } }: Launched, { victims, suspects }: Shape): readonly CaseCommandBody[] {
  return [
    { type: 'launch', caseId, codeName: 'BENCH', playbook: { id, version }, agencies },
    ...Array.from({ length: victims }, (_, n): CaseCommandBody => ({ type: 'victim-joins', victim: randomUUID(), as: `V${n + 1}`, said: { CHILD_RULES: 'NO' } })),
    ...Array.from({ length: suspects }, (_, n): CaseCommandBody => ({ type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: `P${n + 1}` } })),
  ];
}

/** The work of years in turn: taken on, held up, done. */
function actOn({ owner }: Open, turn: number): StepAct {
  if (owner === null) return { act: 'accept' };
  return turn % 2 === 0 ? { act: 'complete' } : { act: 'name-blocker', blocker: 'CAPACITY' };
}

/** An open step that is not hers to decide, another each time. */
async function stepAt(owner: pg.ClientBase, ledger: string, turn: number): Promise<Open & { readonly keeper: string }> {
  const { rows } = await owner.query<Open & { keeper: string }>(
    `with open as (select code, holder, role, owner, keeper, row_number() over (order by md5(code || ($2::int / 4)::text)) as place from step_view where ledger_id = $1
       and state in ('READY', 'IN_PROGRESS', 'WAITING_EXTERNAL') and pacing not in ('VICTIM_PACED', 'PROTECTED_PERIOD', 'LEGAL_HORIZON'))
     select code, holder, role, owner, keeper from open order by place limit 1`, [ledger, turn]);
  if (rows[0] === undefined) throw new Error('nothing is open in this case any more');
  return rows[0];
}

async function clockDue(owner: pg.ClientBase, ledger: string, exercise: string): Promise<{ readonly id: string; readonly keeper: string } | undefined> {
  const { rows } = await owner.query<{ id: string; keeper: string }>(
    `select id, keeper from clock where ledger_id = $1 and state = 'open' and due_at <= (select now_at from exercise where id = $2) order by due_at, id limit 1`, [ledger, exercise]);
  return rows[0];
}

async function storedAt(owner: pg.ClientBase, ledger: string): Promise<{ readonly seq: number; readonly bytes: number }> {
  const { rows } = await owner.query<{ seq: number; bytes: number }>('select coalesce(state_seq, seq) as seq, octet_length(state) as bytes from ledger where id = $1', [ledger]);
  return rows[0] ?? { seq: 0, bytes: 0 };
}
