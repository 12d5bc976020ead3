/** Status measures and non-punishment, class D9 throughout. A measure that ends is watched by its officer, 90, 60 and 30 days before; she hears of it from her own lawyer, never from here. */
import { refuse } from '../../decision.ts';
import { own, without, type Facts } from '../../facts.ts';
import type { MeasureKind } from '../../terms.ts';
import type { LocalDate } from '../../time/civil-time.ts';
import { dropDuties, openDuties, type Debtor, type DutyFact } from '../duty/duty.ts';
import type { VictimFile } from '../state.ts';
import { acceptAll, type Deciders, type Evolvers, type VictimDecision } from '../topic.ts';
import { ahead, paperOf } from './papers.ts';
import type { CareActOf } from './schema.ts';
import { withCare, type Measure } from './state.ts';

export type StatusFact =
  | { readonly type: 'MeasureFiled'; readonly measure: string; readonly kind: MeasureKind; readonly filed: LocalDate; readonly source: string; readonly officer: Debtor; readonly agency: string }
  | { readonly type: 'MeasureGranted'; readonly measure: string; readonly granted: LocalDate; readonly ends?: LocalDate; readonly source: string }
  | { readonly type: 'MeasureExtended'; readonly measure: string; readonly ends: LocalDate; readonly source: string }
  | { readonly type: 'MeasureEnded'; readonly measure: string; readonly ended: LocalDate; readonly reason: string; readonly source: string }
  | { readonly type: 'NonPunishmentAsked'; readonly item: string; readonly agency: string; readonly nexus: string; readonly asked: string }
  | { readonly type: 'NonPunishmentAnswered'; readonly item: string; readonly result: string };

/** The officer watches the end that is known now. */
function watched(file: VictimFile, facts: Facts, id: string, { officer }: Measure, ends: LocalDate | undefined): readonly DutyFact[] {
  const gone = dropDuties(file, 'WATCH_STATUS', id);
  return ends === undefined || !ahead(ends, file, facts) ? gone : [...gone, ...openDuties(file, facts, { kind: 'WATCH_STATUS', to: officer, subject: id, due: { on: ends } })];
}

function ofMeasure(file: VictimFile, id: string, decide: (measure: Measure) => VictimDecision): VictimDecision {
  const measure = own(file.care.measures, id);
  return measure === undefined ? refuse('NOT_FOUND') : decide(measure);
}

export const statusDeciders: Deciders<CareActOf<'file-measure' | 'grant-measure' | 'extend-measure' | 'end-measure' | 'ask-non-punishment' | 'answer-non-punishment'>> = {
  'file-measure': (_file, { measure, kind, filed, source, officer: { person, ...role }, text }, { by }) =>
    acceptAll({ type: 'MeasureFiled', measure, kind, filed, source, officer: { ...role, ...(person !== undefined && { person }) }, agency: by.agency }, ...paperOf(by, { paper: measure, class: 'D9', kind: 'STATUS_MEASURE', text })),
  'grant-measure': (file, { measure: id, granted, ends, source, replaces }, { facts }) =>
    ofMeasure(file, id, (measure) => {
      if (ends !== undefined && ends <= granted) return refuse('PERIOD_BACKWARDS');
      if (replaces !== undefined && (replaces === id || own(file.care.measures, replaces) === undefined)) return refuse('NOT_FOUND');
      const replaced: readonly (StatusFact | DutyFact)[] = replaces === undefined ? [] : [{ type: 'MeasureEnded', measure: replaces, ended: granted, reason: 'REPLACED', source }, ...dropDuties(file, 'WATCH_STATUS', replaces)];
      return acceptAll({ type: 'MeasureGranted', measure: id, granted, ...(ends !== undefined && { ends }), source }, ...replaced, ...watched(file, facts, id, measure, ends));
    }),
  'extend-measure': (file, { measure: id, ends, source }, { facts }) =>
    ofMeasure(file, id, (measure) => (measure.ends === undefined || ends <= measure.ends ? refuse('PERIOD_BACKWARDS') : acceptAll({ type: 'MeasureExtended', measure: id, ends, source }, ...watched(file, facts, id, measure, ends)))),
  'end-measure': (file, { measure: id, ended, reason, source }) => ofMeasure(file, id, () => acceptAll({ type: 'MeasureEnded', measure: id, ended, reason, source }, ...dropDuties(file, 'WATCH_STATUS', id))),
  'ask-non-punishment': (_file, { item, nexus, asked, text }, { by }) => acceptAll({ type: 'NonPunishmentAsked', item, agency: by.agency, nexus, asked }, ...paperOf(by, { paper: item, class: 'D9', kind: 'NON_PUNISHMENT', text })),
  'answer-non-punishment': (file, { item, result }) => (own(file.care.nonPunishment, item) === undefined ? refuse('NOT_FOUND') : acceptAll({ type: 'NonPunishmentAnswered', item, result })),
};

export const statusEvolvers: Evolvers<StatusFact> = {
  MeasureFiled: (file, { measure, kind, filed, officer, agency }) => withCare(file, { measures: { ...file.care.measures, [measure]: { kind, filed, officer, recorder: agency } } }),
  MeasureGranted: (file, { measure, granted, ends }) => changedMeasure(file, measure, { granted, ...(ends !== undefined && { ends }) }),
  MeasureExtended: (file, { measure, ends }) => changedMeasure(file, measure, { ends }),
  MeasureEnded: (file, { measure }) => withCare(file, { measures: without(file.care.measures, measure) }),
  NonPunishmentAsked: (file, { item, agency, nexus, asked, at }) => withCare(file, { nonPunishment: { ...file.care.nonPunishment, [item]: { recorder: agency, nexus, asked, askedAt: at } } }),
  // What is pending goes on being asked.
  NonPunishmentAnswered: (file, { item, result }) => (result === 'PENDING' ? file : withCare(file, { nonPunishment: without(file.care.nonPunishment, item) })),
};

function changedMeasure(file: VictimFile, id: string, change: Partial<Measure>): VictimFile {
  const before = own(file.care.measures, id);
  return before === undefined ? file : withCare(file, { measures: { ...file.care.measures, [id]: { ...before, ...change } } });
}
