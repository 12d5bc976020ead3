/** Whom the next level of a clock tells, by the ladder of the playbook it runs under. Codes: who sits on that chair is found when a notice is sent. */
import type { HandOffKind } from '#domain/terms.ts';
import { codeOf } from '#domain/playbook/names.ts';
import type { Recipient } from '#domain/time/ladder.ts';
import type { Told } from './playbooks.ts';

/** What is known of the thing a clock runs on. */
export interface Running {
  readonly subject: string;
  /** Of a step: whether somebody has accepted it. */
  readonly accepted: boolean | null;
  /** Of a hand-off. */
  readonly kind: string | null;
  readonly state: string | null;
}

/** The level that comes next stands in the clock's id: `…/3/L2@instant`; `again` after the last. */
export const levelOf = (clockId: string): string | undefined => /\/(L\d|again)@[^/]+$/.exec(clockId)?.[1];

export function whoHears(playbook: Told, running: Running, level: string | undefined): readonly Recipient[] | undefined {
  if (level === undefined) return undefined;
  if (level === 'again') return ['coordinator'];
  const name = ladderOf(playbook, running);
  return playbook.ladders.find((ladder) => ladder.name === name)?.levels.find((rung) => rung.level === level)?.to;
}

function ladderOf({ steps, handOff }: Told, { subject, accepted, kind, state }: Running): string | undefined {
  if (kind !== null) {
    const what = state === 'DISPUTED' ? 'determination' : state === 'RETURNED_FOR_INFO' || state === 'DECLINED' ? 'items' : 'answer';
    return handOff[what][kind as HandOffKind]?.ladder;
  }
  const step = steps.find(({ code }) => code === codeOf(subject));
  if (accepted === false && step?.answer !== undefined) return step.answer.ladder;
  return step?.ladder ?? (typeof step?.horizon === 'object' ? (step.horizon.ladder ?? step.horizon.unknown?.ladder) : undefined);
}
