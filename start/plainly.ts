import { ConfigError } from './config.ts';
import { PlainError, diskFull } from './plain-error.ts';

/** What to show for an error: plain sentences for what the reader can put right, the stack for what only we can. */
export function plainly(error: unknown): string {
  const known = error instanceof PlainError || error instanceof ConfigError ? error : diskFull(String(error), 'the data folder');
  if (known instanceof PlainError) return [known.message, ...known.wayOut].join('\n  ');
  if (known instanceof ConfigError) return `${known.message}\n  All variables: npm start -- --help`;
  return `Something went wrong that should not have:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Runs a command line's work; an error ends the process with exit code 1 and its message. */
export async function orPlainly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`\n  ${plainly(error)}\n\n`);
    process.exitCode = 1;
  }
}
