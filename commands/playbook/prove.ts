/** What is claimed of the check of playbooks, tried: it refuses what is faulty, accepts what is sound, and says of small playbooks what exploring every state of them says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import type { Playbook } from '#domain/playbook/schema.ts';
import { explore } from './prove/explore.ts';
import { escaped, faultyPlaybooks } from './prove/faults.ts';
import { heavyPlaybook } from './prove/heavy.ts';
import { smallPlaybook } from './prove/small.ts';
import { soundPlaybook } from './prove/sound.ts';

export interface Trial {
  readonly of: number;
  readonly right: number;
  /** A line for each that went wrong. */
  readonly wrong: readonly string[];
}

const trial = (of: number, wrong: readonly string[]): Trial => ({ of, right: of - wrong.length, wrong });

export function tryFaulty(all = faultyPlaybooks()): Trial {
  return trial(all.length, all.flatMap((faulty) => {
    const said = escaped(faulty);
    return said === undefined ? [] : [`${faulty.rule}: ${faulty.fault}: ${said}`];
  }));
}

const flawsOf = (playbook: Playbook): readonly string[] => checkPlaybook(playbook).map(({ message }) => message);

export function trySound(runs: number, seed: number): Trial {
  const all = fc.sample(soundPlaybook, { numRuns: runs, seed });
  return trial(all.length, all.flatMap((playbook) => flawsOf(playbook).slice(0, 1).map((flaw) => `a sound playbook was refused: ${flaw}`)));
}

/** More states than any small playbook has: one that had more would not be counted, and that is said. */
const statesMost = 60_000;

export interface Difference {
  readonly playbook: Playbook;
  readonly explored: readonly string[];
  readonly checked: readonly string[];
}

/** Small playbooks of which the two say different things, the smallest first. */
export function differences(runs: number, seed: number, most = statesMost): { readonly compared: number; readonly sound: number; readonly differ: readonly Difference[] } {
  const compared = fc.sample(smallPlaybook, { numRuns: runs, seed }).flatMap((playbook) => {
    const explored = explore(playbook, most);
    return explored === undefined ? [] : [{ playbook, explored, checked: flawsOf(playbook) }];
  });
  const differ = compared.filter(({ explored, checked }) => (explored.length === 0) !== (checked.length === 0));
  return { compared: compared.length, sound: compared.filter(({ explored }) => explored.length === 0).length, differ: differ.toSorted((a, b) => sizeOf(a) - sizeOf(b)) };
}
const sizeOf = ({ playbook }: Difference): number => JSON.stringify(playbook.steps).length;

/** Only what a reader needs to judge: the rest is that of every small playbook. */
function asText({ playbook: { facts, gates, closing, steps }, explored, checked }: Difference): string {
  return `# exploring every state says: ${explored.join('; ') || 'sound'}\n# the check says: ${checked.join('; ') || 'sound'}\n${stringify(JSON.parse(JSON.stringify({ facts, gates, closing, steps })), { lineWidth: 200, aliasDuplicateObjects: false })}`;
}

export interface Plan {
  readonly sound: number;
  readonly small: number;
  readonly seed: number;
  /** Where playbooks are written of which the two say different things; undefined for nowhere. */
  readonly write: string | undefined;
  readonly log: (line: string) => void;
}

/** Whether all went as claimed. The last line is the figure. */
export function prove({ sound, small, seed, write, log }: Plan): boolean {
  const faulty = tryFaulty();
  for (const line of faulty.wrong) log(line);
  const accepted = trySound(sound, seed);
  for (const line of new Set(accepted.wrong)) log(line);
  const { compared, differ, sound: soundOnes } = differences(small, seed);
  for (const [index, each] of differ.slice(0, 10).entries()) {
    log(`\n${asText(each)}`);
    if (write !== undefined) {
      mkdirSync(write, { recursive: true });
      writeFileSync(join(write, `difference-${index + 1}.yaml`), asText(each));
    }
  }
  if (compared < small) log(`${small - compared} small playbooks had more than ${statesMost} states and were left out`);
  log(`of ${compared} small playbooks ${soundOnes} are sound`);
  log(`${faulty.right} of ${faulty.of} faulty refused, ${accepted.right} of ${accepted.of} sound accepted, ${compared - differ.length} of ${compared} verdicts equal`);
  return faulty.wrong.length + accepted.wrong.length + differ.length === 0;
}

/** A check of a playbook may take this long of the processor, in seconds. */
const secondsMost = 5;

/** What the longest playbooks that cannot be looked through cost, one for each kind of subject. Every one must be refused, in time. */
export function measureBudget(log: (line: string) => void): boolean {
  return (['case', 'victim', 'suspect', 'charge', 'hand-off'] as const).map((per) => {
    const playbook = heavyPlaybook(200, per);
    const before = process.cpuUsage();
    const refused = flawsOf(playbook).filter(isUndecided).length;
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    log(`${playbook.steps.length} steps per ${per}: ${refused} cannot be decided, and it took ${seconds.toFixed(2)} s of the processor (at most ${secondsMost} s)`);
    return refused > 0 && seconds <= secondsMost;
  }).every(Boolean);
}
export const isUndecided = (flaw: string): boolean => flaw.includes('rests on more than can be looked through');
