import { z } from 'zod';

type ActOption = z.ZodObject<{ act: z.ZodLiteral<string> } & z.core.$ZodShape>;

/** The acts as people send them: where the command holds a vault reference, the request holds the text itself; the id of what comes to be is not theirs to choose. */
export function withText<T extends z.ZodDiscriminatedUnion<readonly ActOption[], 'act'>>(acts: T, text: z.ZodType<string>) {
  const [first, ...rest] = acts.options.map((option) => ('note' in option.shape ? option.extend({ note: text.optional() }) : 'rule' in option.shape ? option.extend({ rule: text }) : 'words' in option.shape ? option.extend({ words: text }) : 'handOff' in option.shape ? option.omit({ handOff: true }) : option));
  if (first === undefined) throw new Error('no act is listed');
  // Its type is that of the command: there, too, a note is a string.
  return z.discriminatedUnion('act', [first, ...rest]) as unknown as z.ZodType<z.output<T>, z.input<T>>;
}
