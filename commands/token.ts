/** `npm run -s token -- PERSON [--hours 8] [--exercise ID]`: prints a token of the local issuer. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadConfig } from '#start/config.ts';
import { readDirectory } from '#start/directory.ts';
import { localIssuer } from '#start/keys.ts';
import { PlainError } from '#start/plain-error.ts';
import { orPlainly } from '#start/plainly.ts';

const usage = 'Usage: npm run -s token -- PERSON [--hours 8] [--exercise ID]';
/** The API refuses tokens older than this. */
const longestHours = 24;

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { hours: { type: 'string', default: '8' }, exercise: { type: 'string' }, help: { type: 'boolean', default: false } } });
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error), [usage]);
  }
}

async function main(): Promise<void> {
  const { positionals, values } = readArguments();
  const [person, ...more] = positionals;
  if (values.help) return void process.stdout.write(`${usage}\nPrints a token with which that person may speak to the API for so many hours.\n`);
  if (person === undefined || more.length > 0) throw new PlainError('One person is needed.', [usage]);
  const hours = Number(values.hours);
  if (!(hours > 0 && hours <= longestHours)) throw new PlainError(`--hours is ${values.hours}. Accepted: more than 0, at most ${longestHours}.`, [usage]);
  if (values.exercise !== undefined && !z.uuid().safeParse(values.exercise).success) throw new PlainError('--exercise takes the id (UUID) of an exercise.', [usage]);

  const config = loadConfig(process.env);
  if (config.auth !== undefined) throw new PlainError(`Tokens come from ${config.auth.issuer} (AUTH_ISSUER), not from here.`, ['Ask there, or unset the AUTH_ variables.']);
  const people = readDirectory(config.directoryFile).agencies.flatMap((agency) => agency.people.map(({ id }) => id));
  // An exercise brings people of its own, whom the file does not know.
  if (values.exercise === undefined && !people.includes(person)) throw new PlainError(`There is no ${person} in ${config.directoryFile}.`, ['It has:', ...people.map((id) => `  ${id}`)]);
  const issuer = await localIssuer(config.dataDir);
  const exp = Math.floor(Date.now() / 1000 + hours * 3600);
  process.stdout.write(`${await issuer.sign({ sub: person, exp, ...(values.exercise === undefined ? {} : { exercise: values.exercise }) })}\n`);
}

await orPlainly(main);
