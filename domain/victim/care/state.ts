/** What is open in the care for her: the latest assessment, support, promises, how she can be reached, incidents, status measures, non-punishment. What has ended is in the record alone. */
import type { Instant } from '../../facts.ts';
import type { IncidentKind, MeasureKind, ReachState, RiskLevel, RiskTrigger, SupportKind } from '../../terms.ts';
import type { LocalDate } from '../../time/civil-time.ts';
import type { Debtor } from '../duty/duty.ts';
import type { VictimFile } from '../state.ts';

export interface Care {
  readonly risk?: { readonly assessment: string; readonly level: RiskLevel; readonly trigger: RiskTrigger; readonly at: Instant };
  readonly support: Readonly<Record<string, { readonly kind: SupportKind; readonly agency: string; readonly openedAt: Instant }>>;
  readonly promises: Readonly<Record<string, HerPromise>>;
  readonly reach: ReachState;
  /** The paper that says what she agreed to for when she cannot be reached. */
  readonly lostContactPlan?: string;
  readonly incidents: Readonly<Record<string, Incident>>;
  readonly measures: Readonly<Record<string, Measure>>;
  readonly nonPunishment: Readonly<Record<string, NonPunishment>>;
}
export interface HerPromise {
  readonly maker: Debtor;
  readonly due?: LocalDate;
  /** A vault reference. */
  readonly condition?: string;
  readonly madeAt: Instant;
}
export interface Incident {
  readonly kind: IncidentKind;
  readonly raisedBy: 'HER' | 'STAFF';
  readonly unit: string;
  readonly to: Debtor;
  readonly raisedAt: Instant;
}
export interface Measure {
  readonly kind: MeasureKind;
  readonly filed: LocalDate;
  readonly officer: Debtor;
  /** The agency that recorded it. */
  readonly recorder: string;
  readonly granted?: LocalDate;
  readonly ends?: LocalDate;
}
export interface NonPunishment {
  readonly recorder: string;
  readonly nexus: string;
  readonly asked: string;
  readonly askedAt: Instant;
}

export const noCare: Care = { support: {}, promises: {}, reach: 'IN_CONTACT', incidents: {}, measures: {}, nonPunishment: {} };

export const withCare = (file: VictimFile, care: Partial<Care>): VictimFile => ({ ...file, care: { ...file.care, ...care } });
