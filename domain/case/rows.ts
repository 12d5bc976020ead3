/** Read models as a fold: what each event changes in the tables people read from. Rebuilt from the ledger at any time (I2). */
import { levelOf } from '../climb.ts';
import { commitmentTables, writeCommitments, type CommitmentRow, type DeliveryRow, type TermRow } from '../commitment/rows.ts';
import type { Instant } from '../facts.ts';
import { changed, type Change as AnyChange, type PlacedNotice } from '../ledger.ts';
import { keeperOfStep } from './clocks.ts';
import { paperRows } from '../paper/papers.ts';
import { labelOf } from '../playbook/names.ts';
import type { RunningClock } from '../playbook/clock/clock.ts';
import type { CaseEvent } from './events.ts';
import { decisionRecords } from './decision-rows.ts';
import type { RecordRow } from '../matter/record.ts';
import { createHistory, type HistoryRows } from './history-rows.ts';
import type { Joint } from './joint.ts';
import { noticesOf, type NoticeKind } from './notices.ts';
import { isOpen, type CaseState, type HandOff, type Link, type OpenCase, type Readiness, type Step } from './state.ts';

export interface CaseRow {
  readonly id: string;
  readonly codeName: string;
  readonly status: string;
  readonly playbookId: string;
  readonly playbookVersion: number;
  readonly openedAt: Instant;
  readonly phase: string;
  readonly deniedStatements: number;
  readonly deniedContacts: number;
  readonly deniedOperations: number;
  readonly deniedClosings: number;
  readonly safeContact: string | null;
  readonly triggers: readonly string[];
}
export type LinkRow = Omit<Link, 'at' | 'other'> & { readonly otherLedger: string; readonly saidAt: Instant };
/** The latest word on a readiness notice. */
export type ReadinessRow = Readonly<Record<'acknowledgedBy' | 'acknowledgedAgency' | 'acknowledgedAt', string | null>> & Omit<Readiness, 'acknowledgedBy' | 'acknowledgedAgency' | 'acknowledgedAt'>;
export interface EngagementRow {
  readonly agencyId: string;
  readonly roles: readonly string[];
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
}
export interface StepRow {
  readonly code: string;
  readonly keeper: string;
  readonly track: string;
  readonly pacing: string;
  readonly role: string;
  readonly state: string;
  readonly occurrence: number;
  readonly version: number;
  readonly rev: number;
  readonly holder: string;
  readonly accountable: string;
  readonly owner: string | null;
  readonly accepted: boolean;
  readonly openedAt: Instant;
  readonly sinceAt: Instant;
  readonly dueAt: Instant | null;
  readonly reviewBy: Instant | null;
  readonly unlocksAt: Instant | null;
  readonly horizonAt: Instant | null;
  readonly level: string | null;
  readonly blocker: string | null;
  readonly handOff: string | null;
  readonly signal: string | null;
  readonly recommitments: number;
  /** A local day. */
  readonly askedDue: string | null;
  readonly askedReason: string | null;
  readonly packetFrom: string | null;
  readonly packetSince: Instant | null;
  readonly title: string | null;
  readonly plannedBy: string | null;
  /** The name of whoever it stands for. */
  readonly subject: string | null;
  readonly unfilled: boolean;
  readonly option: string | null;
  /** What it is due for: `date` where somebody must say from when its date counts. */
  readonly dueFor: string | null;
  readonly clock: (RunningClock & { readonly zone: string; readonly joint?: Joint }) | null;
  /** What was said of its anchor, by which a date of the law would move nearer. */
  readonly nearer: string | null;
}
export interface SubjectRow {
  readonly label: string;
  readonly kind: string;
  readonly suspect: string | null;
  readonly at: Instant;
}
/** As last recorded; `about` is '' where it is known of the case. */
export interface FactRow {
  readonly fact: string;
  readonly about: string;
  readonly value: string;
  readonly occurredAt: Instant | null;
  readonly step: string | null;
  readonly at: Instant;
}
export interface HandOffRow {
  readonly id: string;
  readonly codeName: string;
  readonly keeper: string;
  readonly step: string;
  readonly kind: string;
  readonly state: string;
  readonly rev: number;
  readonly version: number;
  readonly sender: string;
  readonly receiver: string;
  readonly proposedBy: string;
  readonly acceptedBy: string | null;
  readonly reason: string | null;
  readonly items: readonly string[];
  readonly bounces: number;
  readonly determined: boolean;
  readonly proposedAt: Instant;
  /** Null in a change that does not accept it: the instant stays what it was. */
  readonly acceptedAt: Instant | null;
  readonly sinceAt: Instant;
  readonly dueAt: Instant | null;
  readonly level: string | null;
  readonly note: string | null;
  readonly about: readonly object[] | null;
  readonly senderLeft: boolean;
  readonly receiverLeft: boolean;
}
export interface TrackRow {
  readonly track: string;
  readonly quietSince: Instant;
  readonly stallsAt: Instant | null;
  readonly stalledAt: Instant | null;
  readonly movedAt: Instant | null;
}

/** Rows by table and key; the last word on a key wins. Notices only ever come to be. */
export interface Rows extends HistoryRows {
  readonly cases: ReadonlyMap<string, CaseRow>;
  readonly engagements: ReadonlyMap<string, EngagementRow>;
  readonly steps: ReadonlyMap<string, StepRow>;
  readonly subjects: ReadonlyMap<string, SubjectRow>;
  readonly facts: ReadonlyMap<string, FactRow>;
  readonly handOffs: ReadonlyMap<string, HandOffRow>;
  readonly tracks: ReadonlyMap<string, TrackRow>;
  readonly readiness: ReadonlyMap<string, ReadinessRow>;
  readonly links: ReadonlyMap<string, LinkRow>;
  readonly commitments: ReadonlyMap<string, CommitmentRow>;
  readonly terms: ReadonlyMap<string, TermRow>;
  readonly deliveries: readonly DeliveryRow[];
  readonly papers: ReadonlyMap<string, object>;
  readonly assignments: ReadonlyMap<string, object>;
  readonly forms: ReadonlyMap<string, FormRow>;
  /** Decisions, outcomes and charges. */
  readonly records: readonly RecordRow[];
  readonly notices: readonly PlacedNotice<NoticeKind>[];
}

/** The answers of a form under one class: who gave them, in which step, the how many-th time; where they lie. */
export interface FormRow {
  readonly id: string;
  readonly step: string;
  readonly occurrence: number;
  readonly class: string;
  readonly victim: string | null;
  readonly recorder: string;
  readonly author: string;
  readonly at: Instant;
  readonly text: string;
  readonly fields: readonly string[];
  readonly disclosable: boolean;
}

export type Change = AnyChange<CaseState, CaseEvent>;

/** The rows a run of changes leaves. */
export function rowsOf(changes: readonly Change[]): Rows {
  const rows = { cases: new Map<string, CaseRow>(), engagements: new Map<string, EngagementRow>(), steps: new Map<string, StepRow>(), handOffs: new Map<string, HandOffRow>(), tracks: new Map<string, TrackRow>(), readiness: new Map<string, ReadinessRow>(), links: new Map<string, LinkRow>(), forms: new Map<string, FormRow>(), subjects: new Map<string, SubjectRow>(), facts: new Map<string, FactRow>(), ...commitmentTables() };
  const history = createHistory();
  for (const { index, before, after, event } of changes) {
    if (after.phase === 'absent') continue;
    const old = before.phase === 'absent' ? undefined : before;
    if (old === undefined || isOtherwise(old, after)) rows.cases.set(after.id, caseRow(after));
    for (const [id, { at, other, ...link }] of changed(old?.links, after.links ?? {})) rows.links.set(id, { ...link, otherLedger: `case/${other}`, saidAt: at });
    if (after.readiness !== undefined && after.readiness !== old?.readiness) rows.readiness.set(after.readiness.id, { acknowledgedBy: null, acknowledgedAgency: null, acknowledgedAt: null, ...after.readiness });
    for (const [agency, engagement] of changed(old?.agencies, after.agencies)) rows.engagements.set(agency, { agencyId: agency, roles: engagement.roles, fromAt: rows.engagements.get(agency)?.fromAt ?? event.at, untilAt: null });
    for (const [agency, engagement] of Object.entries(old?.agencies ?? {})) {
      if (after.agencies[agency] === undefined) rows.engagements.set(agency, { agencyId: agency, roles: engagement.roles, fromAt: rows.engagements.get(agency)?.fromAt ?? event.at, untilAt: event.at });
    }
    const [steps, handOffs] = [changed(old?.steps, after.steps), changed(old?.handOffs, after.handOffs)];
    history.take({ index, event, before: old, after }, steps, handOffs);
    for (const [code, step] of steps) rows.steps.set(code, stepRow(after, step));
    for (const [id, handOff] of handOffs) {
      const acceptedAt = event.type === 'HandOffAccepted' ? event.at : (rows.handOffs.get(id)?.acceptedAt ?? null);
      rows.handOffs.set(id, handOffRow(after, handOff, acceptedAt));
      const step = after.steps[handOff.step];
      // A hand-off that was accepted or ended moves the step's clocks to another keeper.
      if (step !== undefined) rows.steps.set(step.code, stepRow(after, step));
    }
    learn(rows, event);
    if (event.type === 'FormFiled') rows.forms.set(event.form, formRow(after, event));
    const ledger = `case/${after.id}`;
    writeCommitments(rows, { codeName: after.codeName, keeper: ledger, caseLedger: ledger }, { index, event, before: old?.commitments, after: after.commitments });
    for (const [track, state] of changed(old?.tracks, after.tracks)) rows.tracks.set(track, { track, quietSince: state.quietSince, stallsAt: state.stallsAt ?? null, stalledAt: state.stalledAt ?? null, movedAt: state.movedAt ?? null });
  }
  return { ...rows, ...history.rows, records: changes.flatMap(decisionRecords), ...paperRows(changes.flatMap(papersIn)), notices: changes.flatMap((change) => noticesOf(change.event, change.after).map((notice) => ({ ...notice, index: change.index }))) };
}

function learn(rows: { readonly subjects: Map<string, SubjectRow>; readonly facts: Map<string, FactRow> }, event: CaseEvent): void {
  if (event.type === 'SubjectNamed') rows.subjects.set(event.as, { label: event.as, kind: event.kind, suspect: event.suspect ?? null, at: event.at });
  if (event.type !== 'FactRecorded') return;
  const { fact, about = '', value, occurredAt = null, step = null, at } = event;
  rows.facts.set(`${fact}:${about}`, { fact, about, value, occurredAt, step, at });
}

const noAssignments = {};
/** A change as papers see it. */
function papersIn({ event, before, after }: Change): Parameters<typeof paperRows>[0][number][] {
  if (after.phase === 'absent') return [];
  const was = before.phase === 'absent' ? undefined : { assignments: before.assignments ?? noAssignments };
  return [{ event, before: was, after: { assignments: after.assignments ?? noAssignments } }];
}

const isOtherwise = (old: OpenCase, { phase, counts, safeContact, triggers }: OpenCase): boolean => phase !== old.phase || counts !== old.counts || safeContact !== old.safeContact || triggers !== old.triggers;

/** The status people speak of (domain 5d). While its closing is reviewed a case is as open as before. */
function statusOf({ phase, reopened }: OpenCase): string {
  if (phase === 'open' || phase === 'closing-review') return reopened === true ? 'REOPENED' : 'OPEN';
  return phase.toUpperCase().replace('-', '_');
}

function caseRow(state: OpenCase): CaseRow {
  const { id, codeName, playbook, openedAt, phase, counts, safeContact = null, triggers = [] } = state;
  const { G2 = 0, R8 = 0, G4 = 0, G10 = 0 } = counts.denied ?? {};
  return {
    id, codeName, status: statusOf(state), playbookId: playbook.id, playbookVersion: playbook.version, openedAt, phase, safeContact, triggers,
    deniedStatements: counts.deniedStatements, deniedContacts: G2 + R8, deniedOperations: G4, deniedClosings: G10,
  };
}

function stepRow(state: OpenCase, step: Step): StepRow {
  const due = isOpen(step) && step.climb !== undefined ? step.climb.deadline.due : null;
  const isWait = step.pacing === 'EXTERNAL_WAIT' && step.dueFor === 'work';
  return {
    code: step.code, keeper: keeperOfStep(state, step), track: step.track, pacing: step.pacing, role: step.role, state: step.state,
    occurrence: step.occurrence, version: step.version, rev: step.rev, holder: step.holder, accountable: step.accountable, owner: step.owner ?? null,
    accepted: step.owner !== undefined, openedAt: step.openedAt, sinceAt: step.since,
    // While suspended the date is not running: none is shown, rather than one that is not true.
    dueAt: isWait || step.suspendedAt !== undefined ? null : due, reviewBy: isWait ? due : null,
    unlocksAt: step.unlocksAt ?? null, horizonAt: isOpen(step) ? (step.horizonAt ?? null) : null,
    level: levelOf(step.climb), blocker: step.blocker ?? null, handOff: step.handOff ?? null, signal: step.signal ?? null,
    recommitments: step.recommitments ?? 0, askedDue: step.dateAsked?.due ?? null, askedReason: step.dateAsked?.reason ?? null,
    packetFrom: step.packet?.from ?? null, packetSince: step.packet?.since ?? null, title: state.adHoc?.[step.code]?.title ?? null, plannedBy: step.planned?.person ?? null,
    subject: labelOf(step.code) ?? null, unfilled: step.unfilled === true, option: step.option ?? null,
    dueFor: due === null ? null : (step.dueFor ?? null), clock: step.counted?.clock === undefined ? null : { ...step.counted.clock, zone: state.agencies[step.holder]?.zone ?? 'UTC', ...(step.counted.joint !== undefined && { joint: step.counted.joint }), ...(step.inclusion !== undefined && { including: { basis: step.inclusion.basis, from: step.inclusion.from, to: step.inclusion.to } }) }, nearer: step.nearer?.value ?? null,
  };
}

function handOffRow(state: OpenCase, handOff: HandOff, acceptedAt: Instant | null): HandOffRow {
  return {
    id: handOff.id, codeName: state.codeName, keeper: `handOff/${handOff.id}`, step: handOff.step, kind: handOff.kind, state: handOff.state, rev: handOff.rev, version: handOff.version,
    sender: handOff.sender, receiver: handOff.receiver, proposedBy: handOff.proposedBy, acceptedBy: handOff.acceptedBy ?? null, reason: handOff.reason ?? null, items: handOff.items,
    bounces: handOff.bounces, determined: handOff.determined, proposedAt: handOff.proposedAt, acceptedAt, sinceAt: handOff.since, dueAt: handOff.climb?.deadline.due ?? null, level: levelOf(handOff.climb), note: handOff.note ?? null, about: handOff.about ?? null,
    senderLeft: handOff.senderLeft === true, receiverLeft: handOff.receiverLeft === true,
  };
}

const formRow = (after: OpenCase, { form: id, step, class: of, victim, agency: recorder, by: author, at, text, fields, disclosable }: Extract<CaseEvent, { type: 'FormFiled' }>): FormRow =>
  ({ id, step, occurrence: after.steps[step]?.occurrence ?? 1, class: of, victim: victim ?? null, recorder, author, at, text, fields, disclosable: disclosable === true });
