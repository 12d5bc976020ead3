/** What a run says on the screen. Its last lines are made to be read by programs too. */
import type { Range } from './label.ts';
import { compareLabels, isWithin } from './label.ts';
import type { Hunt, Run } from './run.ts';
import type { Scenario } from './schema.ts';

/** A line for each row of the range in the order of the table, and under it what was not as expected. */
export function tableOf(scenario: Scenario, { verdicts }: Run, range?: Range): readonly string[] {
  const told = verdicts.map(({ row, differences }) => {
    const isFine = differences.length === 0;
    const head = `${isFine ? '   ' : ' X '} ${row.row.padEnd(5)}${row.at}  ${isFine ? 'as expected' : 'NOT as expected'}  ${row.who}: ${row.request}`;
    return { label: row.row, lines: [head, ...differences.map((line) => `        ${line}`)] };
  });
  const awaiting = scenario.awaiting.filter(({ row }) => range === undefined || isWithin(row, range)).map(({ row, at = '', awaits }) => ({ label: row, lines: [` .  ${row.padEnd(5)}${at.padEnd(16)}  awaiting ${awaits}`] }));
  return [...told, ...awaiting].sort((a, b) => compareLabels(a.label, b.label)).flatMap(({ lines }) => lines);
}

const dayMs = 86_400_000;

export function paceOf({ trace }: Run): string {
  const [first, last] = [trace.acts[0], trace.acts.at(-1)];
  const days = first === undefined || last === undefined ? 0 : Math.round((Date.parse(last.at) - Date.parse(first.at)) / dayMs);
  return `${trace.acts.length} acts and ${days} days of the story played in ${(trace.wallMs / 1000).toFixed(1)} s`;
}

export const huntOf = ({ all, missed }: Hunt): readonly string[] => [...missed.map((says) => `not caught: ${says}`), `${all - missed.length} of ${all} mutants caught`];

export function countOf(scenario: Scenario, { verdicts, awaiting }: Run): string {
  const not = verdicts.filter(({ differences }) => differences.length > 0).length;
  return `${scenario.scenario}: ${verdicts.length + awaiting} rows, ${verdicts.length - not} as expected, ${awaiting} awaiting, ${not} not`;
}
