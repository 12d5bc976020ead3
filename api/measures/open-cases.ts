/** M1 and M2: where open cases stand, and which of them wait as they should. */
import { codeOf } from '#domain/playbook/names.ts';
import { count, counts, type Measure } from './measure.ts';
import { isAsleep, openCases, standingAt, waitsAt, type CaseOf, type Picture, type TimeOf } from './picture.ts';

/** Domain 5c, in its order. */
const stages = ['S0', 'S1', 'S2', 'S3', 'ID', 'IM', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10'];
const stageOf = (step: string): string => step.split('.')[0] ?? step;

const OFFER_DAYS_MS = 14 * 86_400_000;

export const openByStage: Measure = {
  id: 'M1', name: 'Open cases by stage-set', over: 'INSTANT', ofVictims: false,
  definition: 'Cases with status OPEN or REOPENED at the instant. Stages are phases of tracks and no single pointer: a case appears under every stage in which a track has an open step.',
  denominator: 'All open cases that you may see.',
  looksAt: ['times'],
  of: (picture) => {
    const open = openCases(picture);
    const standing = standingBy(picture);
    const placed = open.flatMap(({ ledger }) => [...new Set((standing.get(ledger) ?? []).map(({ step }) => stageOf(step)))].map((stage) => ({ ledger, stage })));
    return [count('open', 'cases', open), ...counts('open-in-stage', 'cases', placed, ({ stage }) => stage, stages)];
  },
};

export const waitingProperly: Measure = {
  id: 'M2', name: 'Waiting properly', over: 'INSTANT', ofVictims: true,
  definition: 'Open cases in which every open step is at the survivor\'s pace, in a protected period, suspended by either, or waits for somebody outside before its review; a next time that lies ahead is not open (rule R13), a legal horizon only draws nearer. Shown with whether support was offered in the last 14 days: yes, no, or not due because she does not wish to be asked. All are told alike (rule R14).',
  denominator: 'All open cases that you may see.',
  looksAt: ['times'],
  of: (picture) => {
    const waiting = casesWaiting(picture);
    const offered = waiting.map((one) => ({ ledger: one.ledger, offered: offeredOf(picture, one) }));
    return [count('waiting-properly', 'cases', waiting), ...counts('support-offered-in-14-days', 'cases', offered, (each) => each.offered, ['YES', 'NO', 'NOT_DUE'])];
  },
};

function casesWaiting(picture: Picture): readonly CaseOf[] {
  const standing = standingBy(picture);
  return openCases(picture).filter(({ ledger }) => {
    const asked = (standing.get(ledger) ?? []).filter((time) => !isAsleep(time, picture.until));
    return asked.length > 0 && asked.every((time) => waitsAt(time, picture.until));
  });
}

function offeredOf({ times, until }: Picture, { ledger, offers }: CaseOf): 'YES' | 'NO' | 'NOT_DUE' {
  const duties = times.filter((time) => time.ledger === ledger && offers.includes(codeOf(time.step)) && time.at <= until);
  if (duties.some((time) => time.class === 'DONE' && time.at > until - OFFER_DAYS_MS)) return 'YES';
  return standingAt(duties, until).some((time) => time.class === 'SUSPENDED') ? 'NOT_DUE' : 'NO';
}

const standingBy = ({ times, until }: Picture): ReadonlyMap<string, readonly TimeOf[]> => Map.groupBy(standingAt(times, until), ({ ledger }) => ledger);
