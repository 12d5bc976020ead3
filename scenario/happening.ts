/** What happened, in lines that a clerk can write: `2021-04-14 21:15 reminder L0 S4.3 -> @irs-ci FINANCIAL_INVESTIGATOR`. */
import { roles } from '#domain/terms.ts';
import type { ISO } from '#domain/time/civil-time.ts';
import { instantOf, momentOf } from './moment.ts';

export interface Happening {
  readonly at: ISO;
  /** In its canonical form: one recipient, single spaces. */
  readonly text: string;
}

/** An id, an alias, or a step as its case calls it: S1.4, or S1.4:V2 where it stands for somebody. */
const word = '[A-Za-z0-9._:-]+';
const notice = new RegExp(`^(task|reminder|level|offer|answer|determination|stalled|horizon|unresolved|change|request|readiness|closing)( L\\d)? @?${word} -> (.+)$`);
const change = new RegExp(`^(step ${word} (is [A-Z_]+|opened again)|hand-off ${word} is [A-Z_]+|(compact|signature|commitment) @?${word} is [A-Z_]+|track ${word} moves again|horizon ${word} is set)$`);
const recipient = /^@[a-z][a-z0-9-]*( [A-Z_]+)?$/;
const dated = /^(\d{4}-\d{2}-\d{2} [\d:.]+) (.*)$/;

export interface Line {
  /** As written, in the file's zone; absent where the row's own instant is meant. */
  readonly moment?: string;
  readonly texts: readonly string[];
}

/** @throws RangeError saying what is wrong with the line. */
export function readLine(line: string, mustBeDated: boolean): Line {
  const parts = dated.exec(line.trim());
  if (mustBeDated && parts === null) throw new RangeError(`"${line}" begins with no date and time: under since every line does, as in 2021-04-14 21:15 reminder L0 S4.3 -> @agency ROLE`);
  if (!mustBeDated && parts !== null) throw new RangeError(`"${line}" has a date: under causes everything happens at the instant of the row itself`);
  const text = (parts?.[2] ?? line).trim().replaceAll(/\s+/g, ' ');
  const texts = textsOf(text);
  return parts?.[1] === undefined ? { texts } : { moment: parts[1], texts };
}

/** One text for each recipient. */
function textsOf(text: string): readonly string[] {
  if (change.test(text)) return [text];
  const to = notice.exec(text)?.[3];
  if (to === undefined) throw new RangeError(`"${text}" is nothing that can happen: write a notice such as task S1.1 -> @haven COMMUNITY_ADVOCATE, or a change such as step S1.1 is DONE`);
  const recipients = to.split(/\s*,\s*/);
  for (const each of recipients) {
    const role = each.split(' ')[1];
    if (!recipient.test(each)) throw new RangeError(`"${each}" is no recipient: write @person, or @agency ROLE`);
    if (role !== undefined && !(roles as readonly string[]).includes(role)) throw new RangeError(`there is no role ${role}`);
  }
  return recipients.map((each) => `${text.slice(0, text.length - to.length)}${each}`);
}

/** The aliases that a line names. */
export const aliasesIn = (line: string): readonly string[] => [...line.matchAll(/@([a-z][a-z0-9-]*)/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));

export function happeningsOf(lines: readonly string[], zone: string, at: ISO, mustBeDated: boolean): readonly Happening[] {
  return lines.flatMap((line) => {
    const { moment, texts } = readLine(line, mustBeDated);
    return texts.map((text) => ({ at: moment === undefined ? at : instantOf(moment, zone), text }));
  });
}

/** As the file would say it. */
export const written = ({ at, text }: Happening, zone: string): string => `${momentOf(at, zone)} ${text}`;

/** What was expected and did not happen, and what happened and was not expected; each as often as it is so. */
export function differenceOf(expected: readonly Happening[], happened: readonly Happening[]): { readonly missing: readonly Happening[]; readonly unlisted: readonly Happening[] } {
  const left = [...happened];
  const missing = expected.filter((each) => {
    const place = left.findIndex((other) => other.at === each.at && other.text === each.text);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  return { missing, unlisted: left };
}
