/** Every way a step names another, a stage or a role: it is there, it can answer, and it is clear of whom it is asked. */
import { dutyRoles, type Role } from '../../terms.ts';
import type { Per } from '../names.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import { amongFlaws, comesUpon } from './conditions.ts';
import type { Flaw, Found } from './check.ts';

export const stepOf = (playbook: Playbook, code: string): PlaybookStep | undefined => playbook.steps.find((step) => step.code === code);
export const isPaced = (step: PlaybookStep | undefined): boolean => step?.pacing === 'VICTIM_PACED';
export const isSignal = (step: PlaybookStep | undefined): boolean => step?.pacing === 'VICTIM_PACED' && step.form === 'signal';

const repeated = (names: readonly string[]): readonly (readonly [number, string])[] => [...names.entries()].filter(([index, name]) => names.indexOf(name) < index);

/** Codes and names that are given twice. */
export function doubles({ steps, ladders, stages = [], gates = [] }: Playbook): readonly Flaw[] {
  const twice = (room: string, what: string, names: readonly string[]): readonly Flaw[] => repeated(names).map(([index, name]) => ({ path: [room, index], message: `the ${what} ${name} is there twice: rename or remove one` }));
  return [
    ...repeated(steps.map(({ code }) => code)).map(([index, code]) => ({ path: ['steps', index, 'code'], step: code, message: `the code ${code} is given twice: every step needs a code of its own` })),
    ...twice('ladders', 'ladder', ladders.map(({ name }) => name)),
    ...twice('stages', 'stage', stages.map(({ stage }) => stage)),
    ...twice('gates', 'gate', gates.map(({ gate }) => gate)),
  ];
}

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

/** Names that lead nowhere. */
export function strays(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  const stage = step.stage !== undefined && playbook.stages?.some(({ stage: each }) => each === step.stage) !== true;
  return [
    ...namesIn(step).flatMap(([key, codes]) =>
      codes.flatMap((code) => {
        const named = stepOf(playbook, code);
        return (named === undefined ? [`${key} names ${code}, and there is no such step: add it or correct the name`] : subjectFlaws(key, step, named)).map((message) => ({ path: [key], message }));
      }),
    ),
    ...(stage ? [{ path: ['stage'], message: `stands in stage ${step.stage ?? ''}, and there is no such stage: add it under stages or correct the name` }] : []),
  ];
}

const wayOuts: Readonly<Record<string, string>> = { after: 'say it with opens and for: each or for: any' };

function subjectFlaws(key: string, step: PlaybookStep, named: PlaybookStep): readonly string[] {
  // Any statement of anybody keeps a horizon awake; and it is the locked step that asks whether its period is over.
  if (key === 'testimony') return [];
  const [asker, asked]: readonly [Per, Per] = key === 'locks' ? [named.per ?? 'case', step.per ?? 'case'] : [step.per ?? 'case', named.per ?? 'case'];
  return amongFlaws(key === 'locks' ? step.code : `${named.code}, which ${key} names,`, asker, asked, wayOuts[key] ?? `let both stand per: ${asked}`);
}

/** What can never be done, or comes with each event, is never waited for. */
export function signalFlaws(playbook: Playbook, { after = [] }: PlaybookStep): readonly Found[] {
  const upon = after.flatMap((code) => comesUpon(stepOf(playbook, code)) ?? []).map((message): Found => ({ path: ['after'], message: `after names ${message}` }));
  return [...upon, ...after
    .filter((code) => isSignal(stepOf(playbook, code)))
    .map((code) => ({ path: ['after'], message: `after names ${code}, a signal that stays open for good: use waitsOn if the time shall wait for her, or remove it` }))];
}

const mayOwe = (role: Role): boolean => dutyRoles.some((each) => each === role);

/** I4: somebody can own it, and somebody can say it. */
export function roleFlaws(step: PlaybookStep): readonly Found[] {
  return mayOwe(step.role) ? [] : [{ path: ['role'], message: `is for ${step.role}, and nobody in that role owes work in a case, so that it would stand open without an owner (I4): name one of ${dutyRoles.join(', ')}` }];
}
export function recorderFlaws({ facts = [] }: Playbook): readonly Flaw[] {
  return facts.flatMap(({ fact, recordedBy = [] }, index) => recordedBy.filter((role) => !mayOwe(role)).map((role) => ({ path: ['facts', index, 'recordedBy'], message: `the fact ${fact} is recorded by ${role}, and nobody in that role works on a case: name one of ${dutyRoles.join(', ')}` })));
}

/** One meeting of the team, and it comes again. */
export function conferenceFlaws({ steps }: Playbook): readonly Flaw[] {
  const held = [...steps.entries()].filter(([, step]) => 'conference' in step && step.conference === true);
  return held.flatMap(([index, step], place): readonly Flaw[] => {
    const flaw = (message: string): Flaw => ({ path: ['steps', index, 'conference'], step: step.code, message });
    const once = !('repeats' in step && step.repeats === true);
    return [
      ...(place > 0 ? [flaw('is a second conference: keep one, for one record of minutes cannot complete two steps')] : []),
      ...(once ? [flaw('is a conference that never comes again: give it repeats')] : []),
      ...((step.per ?? 'case') !== 'case' ? [flaw(`is a conference for each ${step.per ?? ''}: the team meets for the whole case, remove per`)] : []),
    ];
  });
}
