/** The disclosure schedule of a case: what is still to be shown. What was shown or held back for good is in the rows. */
import type { ProcessAct } from './schema.ts';

export const processVersion = 1;

type Listed = Extract<ProcessAct, { act: 'list-item' }>;

export interface Item {
  readonly kind: Listed['kind'];
  readonly exculpatory: Listed['exculpatory'];
  readonly due: string;
  /** Defendants who have yet to be shown it. */
  readonly to: readonly string[];
  readonly words: string;
  readonly agency: string;
}

export interface Schedule {
  readonly phase: 'open';
  readonly case: string;
  readonly items: Readonly<Record<string, Item>>;
  /** What the case was told last: the day the next item is due, or that nothing is open. */
  readonly told: string;
  readonly nth: number;
}
export type ProcessState = { readonly phase: 'absent' } | Schedule;
export const absentProcess: ProcessState = { phase: 'absent' };
