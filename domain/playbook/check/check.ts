/**
 * Whether a playbook is sound: what `docs/decisions/2026-11-26-the-language-of-playbooks.md` says under "Meaning". First what can be seen step by step
 * (a file for each concern); then, where every name leads somewhere, the proof over all runs (`proof/`).
 */
import { answerFlaws, endlessFlaws, ladderFlaws, offerLadderFlaws } from './ladders.ts';
import { caseFlaws } from './case.ts';
import { conditionFlaws, unfoldedFlaws } from './conditions.ts';
import { clockFlaws, dateFlaws } from './dates.ts';
import { dutyFlaws, offerFlaws, warningFlaws } from './field.ts';
import { factFlaws, formFlaws, optionFlaws } from './forms.ts';
import { classFlaws, earlyFlaws, endsFlaws, horizonFlaws, lockFlaws, paceFlaws, waitFlaws } from './pace.ts';
import { conferenceFlaws, doubles, recorderFlaws, roleFlaws, signalFlaws, strays } from './steps.ts';
import { occasionFlaws, withoutOccasions } from './occasions.ts';
import { proofFlaws } from './proof/proof.ts';
import { scorecardFlaws } from './scorecard.ts';
import { exchangeFlaws } from './status.ts';
import { decisionFlaws, suspectFlaws } from './suspects.ts';
import { textFlaws } from './texts.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';

/** One thing that is wrong: where in the document (keys and indices), in which step (if in one), and in words, with the way out. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  readonly step?: string;
  readonly message: string;
}
/** A flaw of one step, or of whatever else the path begins in. */
export type Found = Pick<Flaw, 'path' | 'message'>;

/** Every flaw of a playbook that the schema has accepted; empty when it is sound. */
export function checkPlaybook(playbook: Playbook): readonly Flaw[] {
  const unfolded = unfoldedFlaws(playbook);
  if (unfolded.length > 0) return unfolded;
  const named = [
    ...doubles(playbook), ...conditionFlaws(playbook), ...factFlaws(playbook), ...clockFlaws(playbook),
    ...ofSteps(playbook, (step) => [...strays(playbook, step), ...signalFlaws(playbook, step), ...formFlaws(playbook, step), ...decisionFlaws(playbook, step), ...dateFlaws(playbook, step), ...waitFlaws(playbook, step), ...paceFlaws(playbook, step), ...horizonFlaws(playbook, step), ...endsFlaws(step), ...occasionFlaws(playbook, step), ...lockFlaws(playbook, step)]),
    ...caseFlaws(playbook), ...scorecardFlaws(playbook), ...suspectFlaws(playbook),
  ];
  const held = [
    ...conferenceFlaws(playbook), ...ofSteps(playbook, (step) => [...optionFlaws(playbook, step), ...roleFlaws(step), ...classFlaws(step), ...warningFlaws(playbook, step), ...exchangeFlaws(playbook, step), ...offerFlaws(playbook, step), ...ladderFlaws(playbook, step)]),
    ...endlessFlaws(playbook), ...answerFlaws(playbook), ...offerLadderFlaws(playbook), ...earlyFlaws(playbook), ...dutyFlaws(playbook), ...recorderFlaws(playbook), ...textFlaws(playbook),
  ];
  return [...named, ...held, ...(named.length === 0 ? proofFlaws(withoutOccasions(playbook)) : [])];
}

const ofSteps = ({ steps }: Playbook, flawsOf: (step: PlaybookStep) => readonly Found[]): readonly Flaw[] =>
  steps.flatMap((step, index) => flawsOf(step).map(({ path, message }): Flaw => ({ path: ['steps', index, ...path], step: step.code, message })));
