/** Steps that open only when something asks for them, and what may be open before a report is a case: each can be asked for, be done, and end. */
import type { Flaw } from './check.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';

export function caseFlaws(playbook: Playbook): readonly Flaw[] {
  const { information, operation, closing, adHoc, steps } = playbook;
  const called = [
    ...(information === undefined ? [] : [{ path: ['information', 'decision'], code: information.decision }]),
    ...(operation === undefined ? [] : [{ path: ['operation', 'step'], code: operation.step }]),
    ...(closing === undefined ? [] : [{ path: ['closing', 'review'], code: closing.review }]),
  ];
  const find = (code: string): PlaybookStep | undefined => steps.find((step) => step.code === code);
  const filled = new Set(steps.map(({ role }) => role));
  return [
    ...called.flatMap(({ path, code }) => calledFlaws(code, find(code)).map((message) => ({ path, message }))),
    ...(information?.opens ?? []).flatMap((code, index) => openFlaws(code, find(code), information?.opens ?? []).map((message) => ({ path: ['information', 'opens', index], message }))),
    ...(operation?.services ?? []).filter((role) => !filled.has(role)).map((role) => ({ path: ['operation', 'services'], message: `services names ${role}, and no step is for that role, so nobody need be there to answer: name a role that a step asks for` })),
    ...(adHoc === undefined ? [] : steps.filter(({ code }) => code.startsWith('X.')).map(({ code }) => ({ path: ['steps'], step: code, message: `the code ${code} is kept for steps that are added to a running case: choose another` }))),
  ];
}

function calledFlaws(code: string, step: PlaybookStep | undefined): readonly string[] {
  if (step === undefined) return [`there is no step ${code}: add it or correct the name`];
  const waits = 'waitsOn' in step && (step.waitsOn ?? []).length > 0;
  return [
    ...('due' in step ? [] : [`${code} is ${step.pacing}: only a step with a date of its own can be asked for`]),
    ...(['after', 'opens'] as const).filter((key) => step[key] !== undefined).map((key) => `${code} has an ${key}, which is never heard: it opens when it is asked for, remove the ${key}`),
    ...((step.per ?? 'case') !== 'case' ? [`${code} stands for each ${step.per ?? ''}, and it is asked for by the whole case: remove its per`] : []),
    ...('schedule' in step && step.schedule !== undefined ? [`${code} has a schedule, so it would come again unasked: remove the schedule`] : []),
    ...('repeats' in step && step.repeats === true ? [`${code} repeats, so it would never end: remove repeats`] : []),
    ...(step.support === true ? [`${code} is support, which never closes: a decision is not support`] : []),
    ...(waits ? [`${code} waits on what is at her pace, so a decision of ours would press her: remove its waitsOn`] : []),
  ];
}

function openFlaws(code: string, step: PlaybookStep | undefined, opens: readonly string[]): readonly string[] {
  if (step === undefined) return [`there is no step ${code}: add it or correct the name`];
  const before = (step.after ?? []).filter((each) => !opens.includes(each));
  return [
    ...('due' in step ? [] : [`${code} is ${step.pacing}: before a report is a case only work with a date of its own opens`]),
    ...before.map((each) => `${code} comes after ${each}, which does not open before a report is a case: add ${each} or leave ${code} out`),
  ];
}
