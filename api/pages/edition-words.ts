/** What is said of versions of playbooks and packs, and of the steps in them. */
import type { Clock } from '#domain/playbook/clock/schema.ts';
import type { Playbook, PlaybookStep } from '#domain/playbook/schema.ts';
import type { EditionAct } from '#domain/editions/schema.ts';
import type { EditionState } from '#domain/editions/state.ts';
import { durationWords } from './people-words.ts';
import type { ActWords, FieldWords } from './words.ts';

export const editionStateWords: Readonly<Record<EditionState, string>> = {
  DRAFT: 'It is being written.', IN_REVIEW: 'It is being read. Two people of two agencies say yes before it is published, and neither wrote it.',
  PUBLISHED: 'It is published, and never changes.', SUPERSEDED: 'A later version has taken its place. Cases that run on it go on.', WITHDRAWN: 'It is withdrawn. Cases that run on it go on.',
};
export const editionStateTitles: Readonly<Record<EditionState, string>> = { DRAFT: 'being written', IN_REVIEW: 'being read', PUBLISHED: 'published', SUPERSEDED: 'a later version has taken its place', WITHDRAWN: 'withdrawn' };
export const saidOfIt = { COMMENT: 'says', APPROVAL: 'says that it may be used', RETURN: 'returned it' } as const;
export const saidByYou = { COMMENT: 'You say', APPROVAL: 'You say that it may be used', RETURN: 'You returned it' } as const;
/** What has become of a text that was not written anew after somebody spoke of it. */
export const sinceSaid: Readonly<Record<EditionState, string>> = {
  DRAFT: 'The text has not been changed since.', IN_REVIEW: 'The text has not been changed since.', PUBLISHED: 'The text was published as it was.', SUPERSEDED: 'The text was published as it was.', WITHDRAWN: 'The text was withdrawn later.',
};

export const editionActWords: Readonly<Record<EditionAct['act'], ActWords>> = {
  draft: { label: 'Write on its text', hint: 'YAML. What is wrong with it is shown with its line; it is saved all the same.', done: 'The text is saved.' },
  comment: { label: 'Comment on it', hint: 'Say what it would do to people, or what it gets wrong. Whoever reads the draft reads your words.', done: 'Your comment is recorded.' },
  approve: { label: 'Say that it may be used', hint: 'You have read it, and a case could rest on it.', done: 'It is recorded that you approve.' },
  return: { label: 'Return it', hint: 'It goes back to being written. Say what must change.', done: 'It is returned.' },
  submit: { label: 'Have it read', hint: 'Others read it from now on.', done: 'It can be read by others now.' },
  publish: { label: 'Publish it', hint: 'Cases can be launched by it from now on; the version before it launches no case any more.', warning: 'What is published never changes.', done: 'It is published.' },
  withdraw: { label: 'Withdraw it', hint: 'It launches no case any more. Cases that run on it go on.', warning: 'What is withdrawn is never published again.', done: 'It is withdrawn.' },
};
export const editionFieldWords: Readonly<Record<string, FieldWords>> = {
  'comment.note': { label: 'What you say of it', hint: 'No names of people in a case.' }, 'return.note': { label: 'What must change', hint: 'No names of people in a case.' },
};

type Anchored = { readonly fact: string } | { readonly done: string };

/** When a step is due, or why it has no date. */
export function dueWords(step: PlaybookStep, playbook: Playbook): string {
  const anchor = (of: Anchored): string => ('fact' in of ? `“${playbook.facts?.find(({ fact }) => fact === of.fact)?.title ?? of.fact}”` : `the end of “${playbook.steps.find(({ code }) => code === of.done)?.title ?? of.done}”`);
  const clock = (key: string): string => clockWords(playbook.clocks?.find((each) => each.clock === key), key);
  const length = (of: string | { readonly clock: string }): string => (typeof of === 'string' ? durationWords(of) : clock(of.clock));
  switch (step.pacing) {
    case 'VICTIM_PACED':
      return 'At the survivor’s own pace: it has no date, and nobody is reminded.';
    case 'PROTECTED_PERIOD':
      return `A protected period: ${length(step.lasts)}.`;
    case 'EXTERNAL_WAIT':
      return `It waits for others, and is looked at again every ${durationWords(step.reviewEvery)}.`;
    case 'LEGAL_HORIZON':
      return typeof step.horizon === 'object' && 'setWithin' in step.horizon ? `A right lapses on a day that counsel works out within ${durationWords(step.horizon.setWithin)}.` : `A right lapses: ${length(step.horizon)}.`;
    default: {
      const { due, pacing } = step;
      if (typeof due === 'string') return `Within ${durationWords(due)} of ${pacing === 'AGREED' ? 'its acceptance' : 'its opening'}.`;
      if ('clock' in due) return `By a legal clock: ${clock(due.clock)}.`;
      return 'at' in due ? `On the day of ${anchor(due.at)}.` : 'before' in due ? `${durationWords(due.before)} before ${anchor(due.of)}.` : `Within ${durationWords(due.after)} of ${anchor(due.of)}.`;
    }
  }
}

const clockWords = (clock: Clock | undefined, key: string): string => (clock === undefined ? key : `${clock.title}, ${durationWords(clock.versions.at(-1)?.length ?? '')}`);

const clockKeyOf = (of: unknown): string | undefined => (typeof of === 'object' && of !== null && 'clock' in of ? String(of.clock) : undefined);

/** Where a step and its period come from; what no lawyer has read against its source says so. */
export function sourceWords(step: PlaybookStep, playbook: Playbook): { readonly source: string; readonly unverified: boolean } {
  const key = clockKeyOf('due' in step ? step.due : 'lasts' in step ? step.lasts : 'horizon' in step ? step.horizon : undefined);
  const last = playbook.clocks?.find(({ clock }) => clock === key)?.versions.at(-1);
  return { source: [step.source, ...(last === undefined || step.source.includes(last.source) ? [] : [last.source])].join('; '), unverified: step.source.includes(unverified) || last?.review === unverified };
}
const unverified = 'unverified: counsel';
