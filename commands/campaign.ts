/** `npm run campaign -- canaries|containment|erasure|faults|metrics|notices|pages|replay`: long trials against real processes, with a seed and a report. */
import { parseArgs } from 'node:util';
import { PlainError } from '#start/plain-error.ts';
import { orPlainly } from '#start/plainly.ts';
import { canariesFigure, runCanaries } from './campaign/canaries/run.ts';
import { containmentFigure, runContainment } from './campaign/containment.ts';
import { drills } from './campaign/drills.ts';
import { erasureFigure, runErasure } from './campaign/erasure.ts';
import { runFaults, type Report } from './campaign/faults.ts';
import { runMetricsAlone, type MetricsReport } from './campaign/metrics.ts';
import { runNotices, scenes, type NoticesReport } from './campaign/notices.ts';
import { plants } from './campaign/plants.ts';
import { runPages } from './campaign/pages.ts';
import { parts } from './campaign/system.ts';
import { recordHistories } from './campaign/record-histories.ts';

const usage = `npm run campaign -- containment [--hand-offs N]
    Hands N pieces of work to one agency (default 200), contains it, and says after how long nobody of it reads anything (at most 5 s) and all of it is back.

npm run campaign -- faults [--minutes M] [--seed S] [--kills N] [--drills LIST] [--plant NAME]
    Starts a whole system of its own in a temporary folder, sets clients to work on cases with clocks of seconds, and kills the worker, the API,
    Temporal and PostgreSQL in turn, N times each, from outside (SIGKILL) or at named points of the code. Clients repeat a request under the same
    Idempotency-Key until they have a final answer. During the run and at its end: every acknowledged command is in the record exactly once with
    the same answer, ledgers are whole, read models are their fold, every clock fired once and none early, every open process has its timer.
    --minutes M    stop (and fail) if the kills take longer; default 20
    --seed S       of everything drawn by lot; default 1
    --kills N      of each part; default 25
    --parts LIST   which to kill: ${parts.join(', ')}; default all
    --drills LIST  ${drills.join(', ')} or none; default all. emptied: the engine's data is deleted. restored: it comes back from an older copy.
    --plant NAME   plants a bug, to show that the campaign sees it: the run must turn red. One of:
                   ${Object.keys(plants).filter((name) => plants[name]?.erasure !== true).join(', ')}
npm run campaign -- metrics [--cases N] [--seed S]
    Plays N random cases by the rules themselves, writes their events and read models into a PostgreSQL of its own, and computes metrics M1 to M13 of
    every case twice: by the product, and by plain SQL from the events alone. Fails if any figure differs, or if a metric says something in fewer than
    a tenth of the cases.
    --cases N      default 1000
    --seed S       default 1
npm run campaign -- notices [--minutes M]
    Starts a whole system of its own with a real mail server beside it, and plays ${scenes.length} scenes of four days in virtual time, anew until M minutes
    have passed (default 1; each is played at least once): ${scenes.map(({ name }) => name).join('; ')}. In each, everybody else opens
    what they get. At the end every level was opened by somebody, no letter and nothing in it came to anybody twice, and every byte of every letter
    is the one text there is, under the code name.
npm run campaign -- erasure [--victims N] [--plant keys-kept]
    Starts a whole system of its own, opens N files (default 200) with a canary in every class, has half of them erased as people do it, rotates the keys, and looks
    for the canaries: behind every route as everybody, in clear in every file of the database, its log of changes, the engine's store and the logs, in every table,
    and in a backup from before the erasure, restored with the keys of that day (it opens: a control), with today's, and with none.
npm run campaign -- replay --record
    Plays cases on a system of its own for a minute and writes the histories of every story and one ledger under test/replay, for this release.
    To be done at each release; what earlier releases wrote stays, and is replayed by npm test for ever.
npm run campaign -- canaries [--policy off]
    Starts a whole system of its own, plants a canary in every class of every person and matter, and reads every address and every page as everybody,
    before and after consent is given, runs out and is withdrawn, people are assigned and cases left. What is seen must be what the matrix of the field
    says, no more and no less. Then refusals, logs, letters, tables and files are looked through.
    --policy off   with an authoriser that says yes to everything: row-level security alone must stop every read across agencies; ten minutes at the most
npm run campaign -- pages [--shots DIR]
    Starts a whole system of its own and tells a story at its pages, as several people, in Chromium with scripts switched off. Every page is looked at:
    accessibility (axe-core, on a copy of the markup, at 320 and 1,280 pixels), no script, nothing from elsewhere, no error, weight. CHROMIUM names the
    browser; unset, it is looked for on PATH, and installed where this is Debian and we are root.
    --shots DIR    pictures of every page at three widths

The last line is the figure; of faults and metrics, the line before it is the report in JSON. Exit code 1 when a promise is broken.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const options = {
  help: { type: 'boolean', short: 'h', default: false }, minutes: { type: 'string' }, seed: { type: 'string', default: '1' },
  kills: { type: 'string', default: '25' }, parts: { type: 'string', default: parts.join(',') }, drills: { type: 'string', default: drills.join(',') }, plant: { type: 'string' }, shots: { type: 'string' }, cases: { type: 'string', default: '1000' }, victims: { type: 'string', default: '200' }, 'hand-offs': { type: 'string', default: '200' }, record: { type: 'boolean', default: false }, policy: { type: 'string', default: 'on' },
} as const;

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error), [usage]);
  }
}

function number(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least) throw new PlainError(`--${name} is ${text}. Accepted: a number from ${least} on.`, [usage]);
  return value;
}

function listed<T extends string>(option: string, text: string, known: readonly T[]): readonly T[] {
  const named = text === 'none' ? [] : text.split(',');
  const unknown = named.find((name) => !(known as readonly string[]).includes(name));
  if (unknown !== undefined) throw new PlainError(`--${option} names ${unknown}. Accepted: ${known.join(', ')}, or none.`, [usage]);
  return known.filter((name) => named.includes(name));
}

function figure({ kills, killsInFlight, acknowledged, attempts, clocks, flaws }: Report): string {
  const all = Object.values(kills).reduce((sum, count) => sum + count, 0);
  const verdict = flaws.length === 0 ? '0 lost, 0 doubled' : `${flaws.length} promises broken`;
  return `faults: ${all} kills (${killsInFlight} with a command in flight), ${acknowledged} acknowledged in ${attempts} attempts, ${clocks.fired} clocks fired: ${verdict}`;
}

async function lookAtPages(shots: string | undefined): Promise<void> {
  const { flaws, pages, heaviest, seconds } = await runPages(shots);
  for (const flaw of flaws) say(flaw);
  say(`pages: ${pages} pages seen by seven people with scripts switched off in ${seconds} s, the heaviest ${Math.ceil(heaviest / 1000)} KB with its style: ${flaws.length} flaws`);
  process.exitCode = flaws.length === 0 ? 0 : 1;
}

function tell({ flaws, shares, ...counted }: MetricsReport): void {
  for (const flaw of flaws.slice(0, 50)) say(flaw);
  say(JSON.stringify({ ...counted, shares, flaws: flaws.length }));
  say(`metrics: ${counted.figures} figures of ${counted.cases} cases from ${counted.events} events, computed twice: ${flaws.length === 0 ? '0 differ' : `${flaws.length} flaws`}`);
  process.exitCode = flaws.length === 0 ? 0 : 1;
}

function concludeNotices({ scenes: played, letters, people, levels, flaws }: NoticesReport): void {
  for (const flaw of flaws) say(flaw);
  say(`notices: ${played} scenes, ${levels} levels in ${letters} letters to ${people} people: ${flaws.length === 0 ? 'each opened by somebody, nobody told twice, 0 words too many' : `${flaws.length} promises broken`}`);
  process.exitCode = flaws.length === 0 ? 0 : 1;
}

async function concludeCanaries(policy: 'on' | 'off'): Promise<void> {
  const report = await runCanaries({ policy, log: say });
  for (const line of [...report.leaks, ...report.denials, ...report.flaws].slice(0, 200)) say(line);
  say(canariesFigure(report));
  process.exitCode = report.leaks.length + report.denials.length + report.flaws.length === 0 ? 0 : 1;
}

async function concludeContainment(handOffs: number): Promise<void> {
  const report = await runContainment({ handOffs, log: say });
  for (const flaw of report.flaws) say(flaw);
  say(containmentFigure(report));
  process.exitCode = report.flaws.length === 0 ? 0 : 1;
}

async function concludeErasure(victims: number, plant: string | undefined): Promise<void> {
  const { flaws, ...found } = await runErasure({ victims, log: say, ...(plant !== undefined && { plant }) });
  for (const flaw of flaws.slice(0, 50)) say(flaw);
  say(JSON.stringify({ ...found, flaws: flaws.length }));
  say(erasureFigure({ ...found, flaws }));
  process.exitCode = flaws.length === 0 ? 0 : 1;
}

async function main(): Promise<void> {
  const { positionals, values } = readArguments();
  if (values.help) return say(usage);
  const [which, ...more] = positionals;
  if (which === 'canaries' && more.length === 0) return concludeCanaries(listed('policy', values.policy, ['on', 'off'])[0] ?? 'on');
  if (which === 'containment' && more.length === 0) return concludeContainment(number('hand-offs', values['hand-offs'], 1));
  if (which === 'pages' && more.length === 0) return lookAtPages(values.shots);
  if (which === 'replay' && values.record && more.length === 0) return void (await recordHistories(say));
  if (which === 'metrics' && more.length === 0) return tell(await runMetricsAlone({ cases: number('cases', values.cases, 1), seed: number('seed', values.seed, 0) }));
  if (which === 'notices' && more.length === 0) return concludeNotices(await runNotices({ days: 4, scenes, minutes: number('minutes', values.minutes ?? '1', 0), log: say }));
  if (which === 'erasure' && more.length === 0) return concludeErasure(number('victims', values.victims, 2), values.plant);
  if (which !== 'faults' || more.length > 0) throw new PlainError('Say which campaign: canaries, containment, erasure, faults, metrics, notices, pages, or replay --record.', [usage]);
  if (values.plant !== undefined && plants[values.plant] === undefined) throw new PlainError(`There is no plant ${values.plant}.`, [usage]);
  const plan = { seed: number('seed', values.seed, 0), kills: number('kills', values.kills, 0), minutes: number('minutes', values.minutes ?? '20', 0.1), parts: listed('parts', values.parts, parts), drills: listed('drills', values.drills, drills), plant: values.plant, log: say };
  const report = await runFaults(plan);
  for (const flaw of report.flaws) say(flaw);
  say(JSON.stringify(report));
  say(figure(report));
  process.exitCode = report.flaws.length === 0 ? 0 : 1;
}

// Ending the process ends every server it started (start/child.ts); a signal alone would leave them behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

await orPlainly(main);
