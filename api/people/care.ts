/** What is done for her, as far as each class is open to who asks: both walls are asked, row by row. */
import { z } from 'zod';
import type { DataClass } from '#domain/terms.ts';
import { readingOne, type Asker } from '../route.ts';
import type { Met } from '../policies/authorise.ts';
import { careShape } from './care-shapes.ts';
import { resourceOf } from '../views/subjects.ts';
import { victimSubject } from './subjects.ts';

type Shown = z.input<typeof careShape>;
type Row = Readonly<Record<string, unknown>>;

/** What both walls look at in a row of a protected class. */
interface Facts {
  readonly own: boolean;
  readonly granted: boolean;
  readonly assigned: boolean;
}

export const readCare = readingOne({
  id: 'read-care',
  path: '/victims/{victimId}/care',
  summary: 'Read what is done for a victim',
  description: 'The danger to her over time, support, promises made to her, whether she can be reached, incidents, status measures and non-punishment. Each part is there as far as its class is open to you.',
  params: z.strictObject({ victimId: z.uuid().toLowerCase() }),
  answer: careShape,
  classes: { risk: 'D7s', riskDetails: 'D7', promises: 'D3', reach: 'D3', incidents: 'D7', status: 'D9', nonPunishment: 'D9' },
  action: 'victim.read',
  parts: ['compartment.read', 'compartment.read-summary', 'victim.care'],
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  read: async (asker, _given, subject) => {
    const { ledger, working, standing, supervised, removal } = subject;
    const tells = asker.may('victim.care', resourceOf(subject));
    const mine: Mine = { ...asker, ledger, met: { working, standing, supervised, removal }, tells };
    return {
      body: {
        risk: await risks(mine), riskDetails: await riskDetails(mine), support: await supports(mine), promises: await promises(mine), incidents: tells ? await incidents(mine) : [],
        status: await measures(mine), nonPunishment: await nonPunishment(mine), ...(tells && (await reach(mine))),
      },
    };
  },
});

type Mine = Asker & { readonly ledger: string; readonly met: Met; readonly tells: boolean };

function isOpen({ may, met: { working, standing, supervised, removal } }: Mine, of: DataClass, { own, granted, assigned }: Facts, id: string, action = 'compartment.read'): boolean {
  return may(action, { kind: 'Compartment', id, class: of, working, standing, supervised, own, granted, assigned, removal });
}

const given = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
const at = (date: Date): string => date.toISOString();

async function risks(mine: Mine): Promise<Shown['risk']> {
  const rows = await mine.ask<Facts & { id: string; level: string; trigger: string; at: Date; next: string; rose: boolean }>`
    select id, level, trigger, at, next::text, rose_after_participation as rose, recorder = current_setting('app.agency', true) as own, is_granted(ledger_id, 'D7') as granted, is_assigned(ledger_id, 'D7', id) as assigned
      from risk_view where ledger_id = ${mine.ledger} order by at, id limit 1000`;
  return rows.filter((row) => isOpen(mine, 'D7', row, row.id, 'compartment.read-summary')).map(({ id, level, trigger, at: when, next, rose }) => ({ assessment: id, level: level as 'LOW', trigger: trigger as 'INITIAL', at: at(when), next, roseAfterParticipation: rose }));
}

async function riskDetails(mine: Mine): Promise<Shown['riskDetails']> {
  const rows = await mine.ask<Facts & { id: string; factors: string[]; measures: string[] }>`
    select id, factors, measures, recorder = current_setting('app.agency', true) as own, is_granted(ledger_id, 'D7') as granted, is_assigned(ledger_id, 'D7', id) as assigned from risk_detail_view where ledger_id = ${mine.ledger} order by id limit 1000`;
  return rows.filter((row) => isOpen(mine, 'D7', row, row.id)).map(({ id, factors, measures: taken }) => ({ assessment: id, factors: factors as 'DEBT'[], measures: taken as 'ESCORT'[] }));
}

/** Support of her health is health data (D17); that of others is told to those who care for her. A provider sees its own. */
async function supports(mine: Mine): Promise<Shown['support']> {
  const rows = await mine.ask<Facts & { id: string; kind: string; agency: string; health: boolean; opened_at: Date; ended_at: Date | null; reason: string | null }>`
    select id, kind, agency, health, opened_at, ended_at, reason, agency = current_setting('app.agency', true) as own, is_granted(ledger_id, 'D17') as granted, is_assigned(ledger_id, 'D17', id) as assigned
      from support_view where ledger_id = ${mine.ledger} order by opened_at, id limit 1000`;
  return rows
    .filter((row) => row.own || (row.health ? isOpen(mine, 'D17', row, row.id) : mine.tells))
    .map(({ id, kind, agency, opened_at: since, ended_at: ended, reason }) => ({ support: id, kind: kind as 'HOUSING', agency, since: at(since), ...(ended !== null && { ended: { at: at(ended), reason: reason as 'NEED_MET' } }) }));
}

async function promises({ ask, ledger }: Mine): Promise<Shown['promises']> {
  const rows = await ask<{ id: string; agency: string; role: string; person: string | null; due: string | null; condition: boolean; made_at: Date; answer: string | null; answered_at: Date | null }>`
    select id, agency, role, person, due::text, condition is not null as condition, made_at, answer, answered_at from promise_to_her_view where ledger_id = ${ledger} order by made_at, id limit 1000`;
  return rows.map(({ id, agency, role, person, due, condition, made_at: madeAt, answer, answered_at: when }) => ({
    promise: id, agency, role: role as 'COORDINATOR', madeAt: at(madeAt), condition, ...(person !== null && { person }), ...(due !== null && { due }), ...(when !== null && { answered: { at: at(when), answer: answer as 'KEPT' } }),
  }));
}

async function reach({ ask, ledger }: Mine): Promise<Pick<Shown, 'reach'>> {
  const [row] = await ask<{ state: string; plan: string | null; since_at: Date }>`select state, plan, since_at from reach_view where ledger_id = ${ledger}`;
  return row === undefined ? {} : { reach: { state: row.state as 'IN_CONTACT', since: at(row.since_at), ...(row.plan !== null && { plan: row.plan }) } };
}

async function incidents({ ask, ledger }: Mine): Promise<Shown['incidents']> {
  const rows = await ask<{ id: string; kind: string; raised_by: string; unit: string; answerer: string; raised_at: Date; outcome: string | null; answered_at: Date | null; answered_by: string | null }>`
    select id, kind, raised_by, unit, answerer, raised_at, outcome, answered_at, answered_by from incident_view where ledger_id = ${ledger} order by raised_at, id limit 1000`;
  return rows.map(({ id, kind, raised_by: raisedBy, unit, answerer, raised_at: raisedAt, outcome, answered_at: when, answered_by: agency }) => ({
    incident: id, kind: kind as 'OTHER', raisedBy: raisedBy as 'HER', unit, answerer, raisedAt: at(raisedAt), ...(when !== null && agency !== null && { answered: { at: at(when), outcome: outcome as 'UPHELD', agency } }),
  }));
}

interface MeasureRow extends Facts {
  readonly id: string;
  readonly kind: string;
  readonly officer: string;
  readonly filed: string;
  readonly granted_on: string | null;
  readonly ends: string | null;
  readonly ended: string | null;
  readonly reason: string | null;
}

async function measures(mine: Mine): Promise<Shown['status']> {
  const { ask, ledger } = mine;
  const rows = await ask<MeasureRow>`
    select id, kind, officer, filed::text, granted::text as granted_on, ends::text, ended::text, reason, recorder = current_setting('app.agency', true) as own, is_granted(ledger_id, 'D9') as granted, is_assigned(ledger_id, 'D9', id) as assigned
      from status_measure_view where ledger_id = ${ledger} order by filed, id limit 1000`;
  const steps = await ask<{ measure: string; step: string; day: string; ends: string | null; source: string }>`select measure, step, day::text, ends::text, source from measure_step_view where ledger_id = ${ledger} order by seq limit 1000`;
  return rows.filter((row) => isOpen(mine, 'D9', row, row.id)).map(({ id, kind, officer, filed, granted_on: granted, ends, ended, reason }) => ({
    measure: id, kind: kind as 'CP', officer, filed, ...(granted !== null && { granted }), ...(ends !== null && { ends }), ...(ended !== null && { ended: { day: ended, reason: reason as 'EXPIRED' } }),
    steps: steps.filter(({ measure }) => measure === id).map(({ measure: _of, ...step }) => given(step) as unknown as Shown['status'][number]['steps'][number]),
  }));
}

async function nonPunishment(mine: Mine): Promise<Shown['nonPunishment']> {
  const rows = await mine.ask<Facts & { id: string; nexus: string; asked: string; asked_at: Date; result: string | null }>`
    select id, nexus, asked, asked_at, result, recorder = current_setting('app.agency', true) as own, is_granted(ledger_id, 'D9') as granted, is_assigned(ledger_id, 'D9', id) as assigned from non_punishment_view where ledger_id = ${mine.ledger} order by asked_at, id limit 1000`;
  return rows.filter((row) => isOpen(mine, 'D9', row, row.id)).map(({ id, nexus, asked, asked_at: askedAt, result }) => ({ item: id, nexus: nexus as 'UNCLEAR', asked: asked as 'STAY', askedAt: at(askedAt), ...(result !== null && { result: result as 'GRANTED' }) }));
}
