/**
 * What the schema cannot see in a playbook: names that lead nowhere, circles, ladders that do not fit a period, and time that
 * would reach what only a victim decides (rules R1 to R3 of domain 5c). The proof that every case comes to an end is not made here.
 */
import { answerFlaws, endlessFlaws, ladderFlaws, offerLadderFlaws } from './ladders.ts';
import { caseFlaws, earlyFlaws } from './case.ts';
import { offerFlaws, warningFlaws } from './field.ts';
import { textFlaws } from './texts.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';

/** One thing that is wrong: where in the document (keys and indices), in which step (if in one), and in words, with the way out. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  readonly step?: string;
  readonly message: string;
}

/** Every flaw of a playbook that the schema has accepted; empty when there is none. */
export function checkPlaybook(playbook: Playbook): readonly Flaw[] {
  const steps = playbook.steps.flatMap((step, index) => stepFlaws(playbook, step).map(({ path, message }) => ({ path: ['steps', index, ...path], step: step.code, message })));
  return [...doubles(playbook), ...conferences(playbook), ...steps, ...circles(playbook), ...endlessFlaws(playbook), ...answerFlaws(playbook), ...caseFlaws(playbook), ...offerLadderFlaws(playbook), ...textFlaws(playbook)];
}

/** A flaw of one step, or of whatever else the path begins in. */
export type Found = Pick<Flaw, 'path' | 'message'>;

function stepFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  return [...strays(playbook, step), ...deadEnds(playbook, step), ...waitFlaws(playbook, step), ...paceFlaws(playbook, step), ...horizonFlaws(playbook, step), ...warningFlaws(playbook, step), ...offerFlaws(playbook, step), ...earlyFlaws(step), ...ladderFlaws(playbook, step)];
}

const find = (playbook: Playbook, code: string): PlaybookStep | undefined => playbook.steps.find((step) => step.code === code);
const isPaced = (step: PlaybookStep | undefined): boolean => step?.pacing === 'VICTIM_PACED';
const isSignal = (step: PlaybookStep | undefined): boolean => step?.pacing === 'VICTIM_PACED' && step.form === 'signal';

function doubles({ steps, ladders }: Playbook): readonly Flaw[] {
  return [
    ...repeated(steps.map(({ code }) => code)).map(([index, code]) => ({ path: ['steps', index, 'code'], step: code, message: `the code ${code} is given twice: every step needs a code of its own` })),
    ...repeated(ladders.map(({ name }) => name)).map(([index, name]) => ({ path: ['ladders', index, 'name'], message: `the ladder ${name} is there twice: rename or remove one` })),
  ];
}

/** One meeting of the team, and it comes again. */
function conferences({ steps }: Playbook): readonly Flaw[] {
  const held = [...steps.entries()].filter(([, step]) => 'conference' in step && step.conference === true);
  return held.flatMap(([index, step], place): readonly Flaw[] => {
    const flaw = (message: string): Flaw => ({ path: ['steps', index, 'conference'], step: step.code, message });
    const once = !('repeats' in step && step.repeats === true);
    return [...(place > 0 ? [flaw('is a second conference: keep one, for one record of minutes cannot complete two steps')] : []), ...(once ? [flaw('is a conference that never comes again: give it repeats')] : [])];
  });
}

const repeated = (names: readonly string[]): readonly (readonly [number, string])[] => [...names.entries()].filter(([index, name]) => names.indexOf(name) < index);

/** Every way a step names another. */
function namesIn(step: PlaybookStep): readonly (readonly [string, readonly string[]])[] {
  return [
    ['after', step.after ?? []],
    ['waitsOn', 'waitsOn' in step ? (step.waitsOn ?? []) : []],
    ['silencedBy', 'silencedBy' in step && step.silencedBy !== undefined ? [step.silencedBy] : []],
    ['locks', step.pacing === 'PROTECTED_PERIOD' ? step.locks : []],
    ['gate', step.pacing === 'VICTIM_PACED' && step.gate !== undefined ? [step.gate] : []],
    ['testimony', step.pacing === 'LEGAL_HORIZON' ? step.testimony : []],
    ['decision', step.pacing === 'LEGAL_HORIZON' ? [step.decision] : []],
  ];
}

function strays(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  return namesIn(step).flatMap(([key, codes]) =>
    codes.filter((code) => find(playbook, code) === undefined).map((code) => ({ path: [key], message: `${key} names ${code}, and there is no such step: add it or correct the name` })),
  );
}

function deadEnds(playbook: Playbook, { after }: PlaybookStep): readonly Found[] {
  return (after ?? [])
    .filter((code) => isSignal(find(playbook, code)))
    .map((code) => ({ path: ['after'], message: `after names ${code}, a signal that stays open for good: use waitsOn if the time shall wait for her, or remove it` }));
}

/** Rule R2 is about her decisions: what waits on an agency has a hand-off or an `after` instead. */
function waitFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  const waitsOn = 'waitsOn' in step ? (step.waitsOn ?? []) : [];
  const isFirm = step.pacing === 'STATUTORY' || step.support === true;
  const firm = { path: ['waitsOn'], message: `waits on her, and ${step.pacing === 'STATUTORY' ? 'a statutory date stops for nobody' : 'support is owed whatever she decides (rule R4)'}: remove its waitsOn` };
  return [...(isFirm && waitsOn.length > 0 ? [firm] : []), ...waitsOn
    .filter((code) => find(playbook, code) !== undefined && !isPaced(find(playbook, code)))
    .map((code) => ({ path: ['waitsOn'], message: `waitsOn names ${code}, which is not victim-paced: use after for work that follows other work` }))];
}

/** Rule R1: no clock opens what is hers to decide, and a statement needs the signal that opens it. */
function paceFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (step.pacing !== 'VICTIM_PACED') return [];
  const clocked = allBefore(playbook, step).filter((code) => ['PROTECTED_PERIOD', 'LEGAL_HORIZON'].includes(find(playbook, code)?.pacing ?? ''));
  const needsGate = step.form === 'statement' && step.gate === undefined;
  const deafGate = step.gate !== undefined && find(playbook, step.gate) !== undefined && !isSignal(find(playbook, step.gate));
  return [
    ...clocked.map((code) => ({ path: ['after'], message: `is victim-paced and would be opened by the date of ${code} (rule R1): remove ${code} from what comes before it` })),
    ...(needsGate ? [{ path: ['form'], message: 'is a statement without a gate: name the signal step that must say ready (gate G3)' }] : []),
    ...(step.form !== 'statement' && step.gate !== undefined ? [{ path: ['gate'], message: 'has a gate and is no statement: remove the gate' }] : []),
    ...(deafGate ? [{ path: ['gate'], message: `gate names ${step.gate}, where nobody can signal readiness: name a victim-paced step of the form signal` }] : []),
  ];
}

/** Everything that has to be finished before a step opens, near and far. */
function allBefore(playbook: Playbook, step: PlaybookStep): readonly string[] {
  const seen = new Set<string>();
  const ahead = [...(step.after ?? [])];
  for (let code = ahead.pop(); code !== undefined; code = ahead.pop()) {
    if (seen.has(code)) continue;
    seen.add(code);
    ahead.push(...(find(playbook, code)?.after ?? []));
  }
  return [...seen];
}

/** Rule R3: the horizon asks the prosecutor for a decision that can be taken without her. */
function horizonFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (step.pacing !== 'LEGAL_HORIZON') return [];
  const decision = find(playbook, step.decision);
  const wrong = step.testimony.filter((code) => find(playbook, code) !== undefined && !isPaced(find(playbook, code)));
  const undated = decision !== undefined && !('due' in decision);
  const waiting = decision !== undefined && 'waitsOn' in decision && (decision.waitsOn ?? []).length > 0;
  return [
    ...wrong.map((code) => ({ path: ['testimony'], message: `testimony names ${code}, which is not victim-paced: name the statement steps` })),
    ...(undated ? [{ path: ['decision'], message: `the decision ${step.decision} is ${decision.pacing}: only a step with a date of its own can be asked for (rule R3)` }] : []),
    ...(waiting ? [{ path: ['decision'], message: `the decision ${step.decision} waits on a victim-paced step, so the horizon would press her (rule R3): remove its waitsOn` }] : []),
    ...(decision?.after !== undefined ? [{ path: ['decision'], message: `the decision ${step.decision} has an after, which is never heard: the horizon alone opens it, remove the after` }] : []),
  ];
}

function circles(playbook: Playbook): readonly Flaw[] {
  return playbook.steps.flatMap((step, index) =>
    allBefore(playbook, step).includes(step.code)
      ? [{ path: ['steps', index, 'after'], step: step.code, message: `${step.code} comes after itself, so it could never open: break the circle of ${[...allBefore(playbook, step)].sort().join(', ')}` }]
      : [],
  );
}
