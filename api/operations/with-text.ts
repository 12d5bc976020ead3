import { z } from 'zod';

type ActOption = z.ZodObject<{ act: z.ZodLiteral<string> } & z.core.$ZodShape>;

/**
 * The acts as people send them: where the command holds a vault reference, the request holds the text itself; the id of what comes to be is not theirs to choose.
 * `answers`: those of a form, where the operation takes one; what of them the command holds sealed is never sent.
 */
export function withText<T extends z.ZodDiscriminatedUnion<readonly ActOption[], 'act'>>(acts: T, text: z.ZodType<string>, answers?: z.ZodType) {
  const [first, ...rest] = acts.options.map((option): ActOption => {
    const sent: ActOption = 'forms' in option.shape ? asAnswers(option, answers) : option;
    if ('note' in sent.shape) return sent.extend({ note: text.optional() });
    if ('rule' in sent.shape) return sent.extend({ rule: text });
    if ('words' in sent.shape) return sent.extend({ words: text });
    return 'handOff' in sent.shape ? without(sent, 'handOff') : sent;
  });
  if (first === undefined) throw new Error('no act is listed');
  // Its type is that of the command: there, too, a note is a string.
  return z.discriminatedUnion('act', [first, ...rest]) as unknown as z.ZodType<z.output<T>, z.input<T>>;
}

const without = (option: ActOption, member: string): ActOption => z.strictObject(Object.fromEntries(Object.entries(option.shape).filter(([name]) => name !== member)) as ActOption['shape']);

function asAnswers(option: ActOption, answers: z.ZodType | undefined): ActOption {
  const sent = without(option, 'forms');
  if (answers === undefined) return sent;
  return sent.extend({ answers: option.shape.act.value === 'file-form' ? answers : answers.optional() });
}
