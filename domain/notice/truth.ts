/** Whether a notice still says what is so, asked again each time before it is sent: a letter about what is done only teaches people to look away. */
import type { Instant } from '../facts.ts';

export interface Said {
  readonly kind: string;
  readonly at: Instant;
  readonly toPerson?: string;
  /** Whether the agency works on the matter, or is asked to. */
  readonly engaged: boolean;
  readonly asked: boolean;
  /** The step it names, as it stands today; absent when it names none. */
  readonly step?: { readonly finished: boolean; readonly owner?: string; readonly openedAt: Instant; readonly version: number };
  /** Of a level: what it belongs to, and the promise it was about. */
  readonly of?: string;
  readonly version?: number;
  /** The hand-off its event is about, as it stands today. */
  readonly handOff?: { readonly state: string; readonly version: number };
  /** The duty in a file it is about, or the erasure that waits for approval. */
  readonly duty?: { readonly ended: boolean };
  /** The commitment it is about. */
  readonly commitment?: { readonly ended: boolean; readonly version: number };
}

const awaitsAnswer: readonly string[] = ['PROPOSED', 'TIMED_OUT'];
const awaitsSomebody: readonly string[] = [...awaitsAnswer, 'RETURNED_FOR_INFO', 'DECLINED', 'DISPUTED'];

export function isStillSo(said: Said): boolean {
  // An answer may be the last word to somebody who is out of it: that, too, they must know.
  if (said.kind !== 'answer' && !said.engaged && !said.asked) return false;
  if (said.duty?.ended === true) return false;
  switch (said.kind) {
    case 'task':
      return isOpen(said) && (said.step?.owner === undefined || said.step.owner === said.toPerson);
    case 'reminder':
    case 'level':
    case 'unresolved':
      return isOwed(said);
    case 'offer':
      return said.commitment?.ended !== true && (said.handOff === undefined || awaitsAnswer.includes(said.handOff.state));
    case 'determination':
      return said.handOff === undefined || said.handOff.state === 'DISPUTED';
    default:
      return true;
  }
}

/** This time, and not the time before it. */
const isOpen = ({ step, at }: Said): boolean => step === undefined || (!step.finished && step.openedAt <= at);

/** Nobody is chased for a promise that was kept, given a new date, or answered. */
function isOwed(said: Said): boolean {
  const { of, version, step, handOff, commitment } = said;
  if (commitment !== undefined) return !commitment.ended && (version === undefined || commitment.version <= version);
  if (of === 'hand-off' && handOff !== undefined) return awaitsSomebody.includes(handOff.state) && (version === undefined || handOff.version <= version);
  return isOpen(said) && (of !== 'step' || step === undefined || version === undefined || step.version <= version);
}
