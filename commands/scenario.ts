/** `npm run scenario -- FILE.yaml [--rows A-B] [--mutate] [--shift-weeks N] [--rename]`: plays a story on the real engine and holds it to every word. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { killAll } from '#start/child.ts';
import { PlainError } from '#start/plain-error.ts';
import { orPlainly } from '#start/plainly.ts';
import { rangeOf, type Range } from '../scenario/label.ts';
import { movedByWeeks } from '../scenario/moved.ts';
import { readScenario } from '../scenario/read.ts';
import { countOf, huntOf, paceOf, tableOf } from '../scenario/report.ts';
import { hunt, isAsExpected, run } from '../scenario/run.ts';
import type { Scenario } from '../scenario/schema.ts';
import { onStage } from '../scenario/stage.ts';

const usage = [
  'Usage: npm run scenario -- FILE.yaml [--rows A-B] [--mutate] [--shift-weeks N] [--rename]',
  '  --rows A-B       judge these rows only, by their labels: 10, 10-12, 10a-11b; what comes before is played too',
  '  --mutate         make the file wrong in every place in turn; each time the run must fail',
  '  --shift-weeks N  play it N weeks later (1461: the calendar repeats)',
  '  --rename         play it with other names and agencies',
  'How to write a file: docs/how-to/write-a-scenario.md',
];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Asked {
  readonly scenario: Scenario;
  readonly range?: Range;
  readonly mutate: boolean;
  readonly renamed: boolean;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { rows: { type: 'string' }, mutate: { type: 'boolean', default: false }, 'shift-weeks': { type: 'string' }, rename: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error), usage);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, usage);
  }
}

function asked(): Asked {
  const { positionals, values } = readArguments();
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new PlainError('One file is needed.', usage);
  const range = values.rows === undefined ? undefined : rangeOf(values.rows);
  if (values.rows !== undefined && range === undefined) throw new PlainError(`--rows is ${values.rows}, which is no range of labels.`, usage);
  const weeks = values['shift-weeks'];
  if (weeks !== undefined && !/^-?\d{1,5}$/.test(weeks)) throw new PlainError(`--shift-weeks is ${weeks}. Accepted: a whole number of weeks.`, usage);
  const scenario = readScenario(file, textOf(file));
  return { scenario: weeks === undefined ? scenario : movedByWeeks(scenario, Number(weeks)), ...(range && { range }), mutate: values.mutate, renamed: values.rename };
}

async function main(): Promise<void> {
  if (readArguments().values.help) return usage.forEach(say);
  const { scenario, range, mutate, renamed } = asked();
  say(`Starting PostgreSQL, Temporal, the worker and the API for ${scenario.scenario} ...`);
  await onStage(say, async (stage) => {
    const played = await run(stage, scenario, { range, renamed });
    for (const line of tableOf(scenario, played, range)) say(line);
    say(paceOf(played));
    const isFine = isAsExpected(played.verdicts);
    if (mutate && !isFine) say('Mutants mean nothing while the run itself is not as expected: put that right first.');
    const mutants = mutate && isFine ? await hunt(stage, scenario, played, range) : undefined;
    for (const line of mutants === undefined ? [] : huntOf(mutants)) say(line);
    say(countOf(scenario, played));
    process.exitCode = isFine && (mutants === undefined || mutants.missed.length === 0) ? 0 : 1;
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void killAll().finally(() => process.exit(130)));
await orPlainly(main);
