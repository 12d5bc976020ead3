/** Read models of care as a fold. What belongs to a protected class has a table of its own, so that the wall in the database can hold it back by the row. */
import { own } from '../../facts.ts';
import type { Change } from '../../ledger.ts';
import { healthSupport } from '../../terms.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimState } from '../state.ts';
import { fileOf, type Tables } from '../topic.ts';
import { noCare, type Care } from './state.ts';

type Changed = Change<VictimState, VictimEvent>;
type Put = (table: string, key: string, row: object) => void;

export function careRows(changes: readonly Changed[]): Tables {
  const tables: Record<string, Map<string, object>> = {};
  const put: Put = (table, key, row) => void (tables[table] ??= new Map()).set(key, row);
  for (const change of changes) {
    const before = fileOf(change.before)?.care ?? noCare;
    const after = fileOf(change.after)?.care ?? noCare;
    risks(change, put);
    supports(change, before, after, put);
    promises(change, before, after, put);
    if (before.reach !== after.reach || before.lostContactPlan !== after.lostContactPlan) put('reach', '', { state: after.reach, plan: after.lostContactPlan ?? null, sinceAt: change.event.at });
    incidents(change, before, after, put);
    measures(change, before, after, put);
    nonPunishment(change, before, after, put);
  }
  return tables;
}

function risks({ event }: Changed, put: Put): void {
  if (event.type !== 'RiskAssessed') return;
  const { assessment: id, level, trigger, agency, at, next, factors, measures: taken, roseAfterParticipation = false } = event;
  put('risks', id, { id, level, trigger, recorder: agency, at, next, roseAfterParticipation });
  put('riskDetails', id, { id, recorder: agency, factors, measures: taken });
}

function supports({ event }: Changed, before: Care, after: Care, put: Put): void {
  if (event.type !== 'SupportOpened' && event.type !== 'SupportEnded') return;
  const support = own(after.support, event.support) ?? own(before.support, event.support);
  if (support === undefined) return;
  const { kind, agency, openedAt } = support;
  put('supports', event.support, { id: event.support, kind, agency, health: healthSupport.includes(kind), openedAt, ...(event.type === 'SupportEnded' ? { endedAt: event.at, reason: event.reason } : { endedAt: null, reason: null }) });
}

function promises({ event }: Changed, before: Care, after: Care, put: Put): void {
  if (event.type !== 'PromisedToHer' && event.type !== 'PromiseAnswered') return;
  const promise = own(after.promises, event.promise) ?? own(before.promises, event.promise);
  if (promise === undefined) return;
  const { maker, due = null, condition = null, madeAt } = promise;
  const answer = event.type === 'PromiseAnswered' ? { answer: event.answer, answeredAt: event.at } : { answer: null, answeredAt: null };
  put('promisesToHer', event.promise, { id: event.promise, agency: maker.agency, role: maker.role, person: maker.person ?? null, due, condition, madeAt, ...answer });
}

function incidents({ event }: Changed, before: Care, after: Care, put: Put): void {
  if (event.type !== 'IncidentRaised' && event.type !== 'IncidentAnswered') return;
  const incident = own(after.incidents, event.incident) ?? own(before.incidents, event.incident);
  if (incident === undefined) return;
  const { kind, raisedBy, unit, to, raisedAt } = incident;
  const answer = event.type === 'IncidentAnswered' ? { outcome: event.outcome, answeredAt: event.at, answeredBy: event.agency } : { outcome: null, answeredAt: null, answeredBy: null };
  put('incidents', event.incident, { id: event.incident, kind, raisedBy, unit, answerer: to.agency, raisedAt, ...answer });
}

const steps = { MeasureFiled: 'FILED', MeasureGranted: 'GRANTED', MeasureExtended: 'EXTENDED', MeasureEnded: 'ENDED' } as const;

function measures({ index, event }: Changed, before: Care, after: Care, put: Put): void {
  if (event.type !== 'MeasureFiled' && event.type !== 'MeasureGranted' && event.type !== 'MeasureExtended' && event.type !== 'MeasureEnded') return;
  const measure = own(after.measures, event.measure) ?? own(before.measures, event.measure);
  if (measure === undefined) return;
  const { kind, filed, officer, recorder, granted = null, ends = null } = measure;
  const ended = event.type === 'MeasureEnded' ? { ended: event.ended, reason: event.reason } : { ended: null, reason: null };
  put('statusMeasures', event.measure, { id: event.measure, kind, recorder, officer: officer.agency, filed, granted, ends, ...ended });
  const day = event.type === 'MeasureFiled' ? event.filed : event.type === 'MeasureGranted' ? event.granted : event.type === 'MeasureExtended' ? event.ends : event.ended;
  put('measureSteps', String(index), { seq: index, measure: event.measure, recorder, step: steps[event.type], day, ends: 'ends' in event ? (event.ends ?? null) : null, source: event.source });
}

function nonPunishment({ event }: Changed, before: Care, after: Care, put: Put): void {
  if (event.type !== 'NonPunishmentAsked' && event.type !== 'NonPunishmentAnswered') return;
  const item = own(after.nonPunishment, event.item) ?? own(before.nonPunishment, event.item);
  if (item === undefined) return;
  const result = event.type === 'NonPunishmentAnswered' ? { result: event.result, answeredAt: event.at } : { result: null, answeredAt: null };
  put('nonPunishment', event.item, { id: event.item, recorder: item.recorder, nexus: item.nexus, asked: item.asked, askedAt: item.askedAt, ...result });
}
