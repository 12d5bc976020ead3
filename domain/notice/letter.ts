/** The letter. It says that something waits, under code names, and nothing else: no step, no agency, no person, no reason. */

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** One subject for every letter, so that it tells nothing to whoever sees it on a locked screen. */
const subject = 'Throughline: something waits for you';

/** `link` leads to a page that asks who is there. */
export function letterOf(codeNames: readonly string[], link: string): Letter {
  const named = [...new Set(codeNames)].sort().map((name) => `  ${name}`);
  const lines = [
    'Something waits for you in Throughline.', '',
    ...(named.length === 0 ? [] : [...named, '']),
    'Sign in to read it:', link, '',
    // Short lines: longer ones would be cut up on the way, and the link with them.
    'This message says no more on purpose. It counts as read when you have', 'opened it after signing in; if nobody does in time, somebody else is told.',
    'It was sent by a machine: nobody reads an answer to it.', '',
  ]; // prettier-ignore
  return { subject, text: lines.join('\n') };
}
