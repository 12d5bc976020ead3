/** Who stands by her and in which cases she is: facts that decide what others may read. */
import { accept, refuse } from '../../decision.ts';
import { own, type Instant } from '../../facts.ts';
import { changed, type Change } from '../../ledger.ts';
import type { StandingRole } from '../../terms.ts';
import { fileOf, without, type Deciders, type Evolvers, type Tables } from '../topic.ts';
import type { VictimEvent } from '../events.ts';
import type { VictimState } from '../state.ts';
import type { StandingAct } from './schema.ts';

export interface Standing {
  readonly role: StandingRole;
  readonly agency: string;
  readonly person?: string;
  readonly from: Instant;
  readonly outside?: true;
}
export interface Involvement {
  readonly as: string;
  readonly from: Instant;
}

export type StandingFact =
  | { readonly type: 'StoodBy'; readonly standing: string; readonly role: StandingRole; readonly agency: string; readonly person?: string; readonly outside?: true }
  | { readonly type: 'StandingEnded'; readonly standing: string }
  | { readonly type: 'CaseJoined'; readonly case: string; readonly as: string }
  | { readonly type: 'CaseLeft'; readonly case: string };

export const standingDeciders: Deciders<StandingAct> = {
  'stand-by': (_file, { standing, role, agency, person, outside }) => accept({ type: 'StoodBy', standing, role, agency, ...(person !== undefined && { person }), ...(outside === true && { outside }) }),
  'end-standing': (file, { standing }) => (own(file.standing, standing) === undefined ? refuse('NOT_FOUND') : accept({ type: 'StandingEnded', standing })),
  'join-case': (file, { case: of, as }) => (own(file.cases, of) === undefined ? accept({ type: 'CaseJoined', case: of, as }) : refuse('IN_THIS_CASE')),
  'leave-case': (file, { case: of }) => (own(file.cases, of) === undefined ? refuse('NOT_FOUND') : accept({ type: 'CaseLeft', case: of })),
};

export const standingEvolvers: Evolvers<StandingFact> = {
  StoodBy: (file, { standing, role, agency, person, outside, at }) => ({ ...file, standing: { ...file.standing, [standing]: { role, agency, from: at, ...(person !== undefined && { person }), ...(outside === true && { outside }) } } }),
  StandingEnded: (file, { standing }) => ({ ...file, standing: without(file.standing, standing) }),
  CaseJoined: (file, { case: of, as, at }) => ({ ...file, cases: { ...file.cases, [of]: { as, from: at } } }),
  CaseLeft: (file, { case: of }) => ({ ...file, cases: without(file.cases, of) }),
};

/** Rows of `standing_view` and `involvement_view`. */
export function standingRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const standings = new Map<string, object>();
  const involvements = new Map<string, object>();
  for (const { event, before, after } of changes) {
    const old = fileOf(before);
    const now = fileOf(after);
    for (const [id, { from: fromAt, person = null, outside = false, ...rest }] of changed(old?.standing, now?.standing ?? {})) standings.set(id, { id, person, outside, ...rest, fromAt, untilAt: null });
    for (const [id, { from: fromAt, person = null, outside = false, ...rest }] of Object.entries(old?.standing ?? {})) if (now?.standing[id] === undefined) standings.set(id, { id, person, outside, ...rest, fromAt, untilAt: event.at });
    for (const [of, { as, from: fromAt }] of changed(old?.cases, now?.cases ?? {})) involvements.set(of, { caseLedger: `case/${of}`, pseudonym: as, fromAt, untilAt: null });
    for (const [of, { as, from: fromAt }] of Object.entries(old?.cases ?? {})) if (now?.cases[of] === undefined) involvements.set(of, { caseLedger: `case/${of}`, pseudonym: as, fromAt, untilAt: event.at });
  }
  return { standings, involvements };
}
