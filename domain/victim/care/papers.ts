/** What the topics of care have in common: a paper filed with an act, and days that still lie ahead. */
import { calendarOf, type Actor, type Facts } from '../../facts.ts';
import { disclosableBy, type PaperFact } from '../../paper/papers.ts';
import type { PersonalClass } from '../../terms.ts';
import type { LocalDate } from '../../time/civil-time.ts';
import { dueOf } from '../../time/deadline.ts';
import type { VictimFile } from '../state.ts';

interface Written {
  readonly paper: string;
  readonly class: PersonalClass;
  readonly kind: string;
  readonly text: string | undefined;
  readonly summary?: string | undefined;
}

export const paperOf = (by: Actor, { text, summary, ...paper }: Written): readonly PaperFact[] => (text === undefined ? [] : [{ type: 'PaperFiled', ...paper, agency: by.agency, text, ...disclosableBy(by), ...(summary !== undefined && { summary }) }]);

/** Whether the closing time of a local day still lies ahead. */
export const ahead = (day: LocalDate, file: VictimFile, facts: Facts): boolean => dueOf({ on: day }, facts.now, calendarOf(file.civil, facts)) > facts.now;
