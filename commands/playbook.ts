/** `npm run playbook -- check|diff|prove`: what is done with playbooks before anybody uses them. */
import { parseArgs } from 'node:util';
import { killAll } from '#start/child.ts';
import { PlainError } from '#start/plain-error.ts';
import { orPlainly } from '#start/plainly.ts';
import { check, diff } from './playbook/check.ts';
import { measureBudget, prove } from './playbook/prove.ts';
import { readRehearsed, rehearseFile, rehearseUsage } from './playbook/rehearse.ts';

const usage = `npm run playbook -- check FILE...
    Proves that a playbook can corner nobody and lose no case. Says every flaw with its line, the path that breaks it and the way out; exit code 1 where there is one.
    What it takes from packs is read from the folder packs beside it, or from ours.
npm run playbook -- diff OLD NEW
    What two versions say differently, and whether a change could shorten a running protected period or move a statutory date.
npm run playbook -- prove [--sound N] [--small N] [--seed S] [--write DIR]
    Tries the check of playbooks: it must refuse every faulty playbook under test/playbooks/faulty for the right reason, accept playbooks that are sound by
    construction, and say of small playbooks what exploring every state of them says. The last line is the figure; exit code 1 when any of it is otherwise.
    --sound N    sound playbooks; default 1000
    --small N    small playbooks; default 3000
    --seed S     of everything drawn by lot; default 1
    --write DIR  where to write the ten smallest playbooks of which the two say different things
npm run playbook -- prove --budget
    Measures what the check spends at most: the longest playbooks that it cannot look through, refused within 5 s of the processor; exit code 1 where it took longer.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h', default: false }, sound: { type: 'string', default: '1000' }, small: { type: 'string', default: '3000' }, seed: { type: 'string', default: '1' }, budget: { type: 'boolean', default: false }, write: { type: 'string' } },
    });
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error), [usage]);
  }
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new PlainError(`--${name} is ${text}. Accepted: a whole number.`, [usage]);
  return value;
}

async function main(): Promise<void> {
  const [verb, ...rest] = process.argv.slice(2);
  if (verb === 'rehearse' && !rest.includes('--help')) return void (process.exitCode = (await rehearseFile(await readRehearsed(rest))) ? 0 : 1);
  const { positionals, values } = readArguments();
  if (values.help) return say(`${usage}\n${rehearseUsage}`);
  const [what, ...files] = positionals;
  const [older, newer] = files;
  if (what === 'check' && older !== undefined) return void (process.exitCode = (await check(files, say)) ? 0 : 1);
  if (what === 'diff' && older !== undefined && newer !== undefined && files.length === 2) return diff(older, newer, say);
  if (what !== 'prove' || older !== undefined) throw new PlainError('Say what to do: check FILE..., diff OLD NEW, prove, or rehearse FILE.', [usage, rehearseUsage]);
  if (values.budget) return void (process.exitCode = measureBudget(say) ? 0 : 1);
  const held = prove({ sound: number('sound', values.sound), small: number('small', values.small), seed: number('seed', values.seed), write: values.write, log: say });
  process.exitCode = held ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void killAll().finally(() => process.exit(130)));
await orPlainly(main);
