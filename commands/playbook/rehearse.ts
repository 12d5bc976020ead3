/** `npm run playbook -- rehearse FILE`: a playbook run for years, with scripted people, before anybody's case rests on it. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { PlainError } from '#start/plain-error.ts';
import { publish, type LoadedPlaybook } from '#start/playbooks.ts';
import { play } from '../../scenario/play.ts';
import { readScenario } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { onStage, type Stage } from '../../scenario/stage.ts';
import { readFrom } from './check.ts';
import { rehearse, type Rehearsal } from './rehearse/play.ts';
import { climbed, codesOpened, costOf, datedEvents, figureOf, linesOf, msEach, verdictOf, type Dated } from './rehearse/report.ts';
import { compare } from './rehearse/same.ts';
import { turnsOf, type Turns } from './rehearse/turns.ts';

export const rehearseUsage = `npm run playbook -- rehearse FILE [--years 4] [--silent-victim] [--seed S] [--script OUT.yaml] [--compare] [--json]
    Runs the playbook on the real program in virtual time: a case with two victims, two suspects and a charge, one agency and one person for each role. They
    take work on, do it before it is due, record what is known, and take every option in turn; victims say their word late, and in a second run never.
    --years N          how long; default 4
    --silent-victim    only the run in which nobody hears a word of hers
    --seed S           of everything drawn by lot; default 1
    --script OUT.yaml  writes what was done in the first run, and what came of it, as a scenario: npm run scenario -- OUT.yaml plays it again, if the playbook is published
    --compare          plays that script again here, and holds every event of both against each other
    --json             one line of JSON instead of the dated events
    Exit code 1: something faulted; a happening costs more than 50 ms, or a run more than 60 s; a step that can open never did, if she was heard; or the
    second play differs.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (line: string): void => void process.stderr.write(`${line}\n`);

const dayMs = 86_400_000;
const daysOfYear = 365.25;
/** A Monday morning. */
const startsAt = Date.parse('2027-01-04T09:00:00.000Z');
const msEachMost = 50;
const msInAllMost = 60_000;

interface Asked {
  readonly loaded: LoadedPlaybook;
  readonly years: number;
  readonly silent: boolean;
  readonly seed: string;
  readonly script?: string | undefined;
  readonly compare: boolean;
  readonly json: boolean;
}

export async function readRehearsed(args: readonly string[]): Promise<Asked> {
  const { positionals, values } = parsed(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new PlainError('One file is needed.', [rehearseUsage]);
  const years = Number(values.years);
  if (!(years > 0 && years <= 10)) throw new PlainError(`--years is ${values.years}. Accepted: more than 0, at most 10.`, [rehearseUsage]);
  return { loaded: await readFrom(file), years, silent: values['silent-victim'], seed: values.seed, script: values.script, compare: values.compare, json: values.json };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args], allowPositionals: true,
      options: { years: { type: 'string', default: '4' }, 'silent-victim': { type: 'boolean', default: false }, seed: { type: 'string', default: '1' }, script: { type: 'string' }, compare: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error), [rehearseUsage]);
  }
}

/** Whether all went well. */
export async function rehearseFile(asked: Asked): Promise<boolean> {
  progress(`Starting PostgreSQL, Temporal, the worker and the API to rehearse ${asked.loaded.id} version ${asked.loaded.version} ...`);
  return onStage(progress, async (stage) => {
    await publish(stage.pool, asked.loaded);
    const turns = turnsOf(asked.loaded.playbook, asked.seed);
    const runs: Told[] = [];
    for (const silent of asked.silent ? [true] : [false, true]) runs.push(await one(stage, asked, turns, silent));
    if (!asked.json) for (const { run, silent, events } of runs) for (const line of [silent ? '\nShe never says a word' : '\nShe says her word, late', ...linesOf(run, events), costOf(run)]) say(line);
    const isSame = await again(stage, asked, runs[0]);
    return conclude(asked, turns, runs, isSame);
  });
}

interface Told {
  readonly run: Rehearsal;
  readonly silent: boolean;
  readonly events: readonly Dated[];
}

async function one(stage: Stage, { loaded: { playbook }, years, script, compare: isCompared }: Asked, turns: Turns, silent: boolean): Promise<Told> {
  const run = await rehearse(stage, { playbook, turns, startsAt, span: years * daysOfYear * dayMs, silent, watched: script !== undefined || isCompared });
  return { run, silent, events: await datedEvents(stage.pool, run) };
}

/** The script as a file, and played from there. */
async function again(stage: Stage, { script: file, compare: isCompared }: Asked, first: Told | undefined): Promise<boolean> {
  if (first === undefined || (file === undefined && !isCompared)) return true;
  const text = scriptText(first.run.script);
  if (file !== undefined) writeFileSync(file, text);
  if (!isCompared) return true;
  const { differences, events } = await compare(stage.pool, first.run, await play(stage, readScenario(file ?? 'the script', text)));
  for (const line of differences.slice(0, 10)) progress(`differs: ${line}`);
  progress(`${events} events, ${differences.length} differ when the script is played again`);
  return differences.length === 0;
}

export const scriptText = ({ awaiting: _awaiting, ...scenario }: Scenario): string => stringify(JSON.parse(JSON.stringify(scenario)), { lineWidth: 0, aliasDuplicateObjects: false });

function conclude(asked: Asked, turns: Turns, runs: readonly Told[], isSame: boolean): boolean {
  const { loaded: { id, playbook }, years, json } = asked;
  const verdict = verdictOf(playbook, turns.opened, turns.taken());
  const flaws = [
    ...(asked.silent ? [] : verdict.never.map((code) => `never opened: ${code}`)),
    ...runs.flatMap(({ run }) => [
      ...run.faults.map((fault) => `fault: ${fault}`),
      ...(msEach(run) > msEachMost ? [`a happening cost ${msEach(run).toFixed(1)} ms: ${costOf(run)}`] : []),
      ...(run.wallMs > msInAllMost ? [`a run took ${(run.wallMs / 1000).toFixed(1)} s`] : []),
    ]),
    ...(isSame ? [] : ['playing the script again gave other events']),
  ];
  const figures = runs.map(({ run, silent, events }) => figureOf(`${id}${silent ? ', she is silent' : ''}`, years, run, { opened: codesOpened(events).size, steps: verdict.steps }));
  if (json) {
    const told = runs.map(({ run, silent, events }) => ({
      silent, happenings: run.happenings, msEach: msEach(run), seconds: run.wallMs / 1000, spentMs: run.spentMs, acts: run.script.rows.length, opened: codesOpened(events).size, open: run.open, late: Object.fromEntries(run.late),
      climbed: climbed(events), refused: run.refused, faults: run.faults, events,
    }));
    say(JSON.stringify({ playbook: id, years, ...verdict, flaws, runs: told }));
    return flaws.length === 0;
  }
  // In one run alone what waits for her word stays shut, and not every option comes to its turn.
  if (asked.silent && verdict.never.length > 0) say(`shut while she is silent: ${verdict.never.join(', ')}`);
  if (verdict.excused.length > 0) say(`never opened, for nobody records what it needs: ${verdict.excused.join(', ')}`);
  say(`${verdict.options.taken} of ${verdict.options.all} options taken${verdict.options.never.length === 0 ? '' : `; not ${verdict.options.never.join(', ')}`}`);
  for (const line of [...flaws, ...figures]) say(line);
  return flaws.length === 0;
}
