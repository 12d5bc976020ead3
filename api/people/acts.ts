/** Acts on her file as people send them: words instead of references, and no id for what only comes to be. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { summaryClass, type DataClass } from '#domain/terms.ts';
import { erasureActs } from '#domain/victim/erasure/schema.ts';
import { victimActSchema, type VictimAct } from '#domain/victim/schema.ts';
import { freeText } from '../shapes.ts';
import type { Text } from '../vault.ts';

/** What an act makes, by the member that names it in the command. */
const makes: Partial<Record<VictimAct['act'], string>> = {
  'file-paper': 'paper', assign: 'assignment', 'stand-by': 'standing', 'grant-consent': 'consent',
  'open-protected-period': 'period', 'give-own-words': 'paper', 'determine-best-interests': 'determination',
  'request-interview': 'interview', 'survivor-asks': 'interview', 'justify-further-session': 'paper',
  'set-safe-contact': 'paper',
  disclose: 'disclosure', 'break-glass': 'disclosure',
  'assess-risk': 'assessment', 'open-support': 'support', 'promise-her': 'promise', 'agree-lost-contact': 'plan', 'raise-incident': 'incident', 'file-measure': 'measure', 'ask-non-punishment': 'item',
};
/** Members that are words, and the class they are sealed under. */
const words: Partial<Record<VictimAct['act'], Readonly<Record<string, (act: Record<string, unknown>) => DataClass>>>> = {
  'file-paper': { text: ({ class: of }) => of as DataClass, summary: ({ class: of }) => summaryOf(String(of)) },
  'set-safe-contact': { text: () => 'D3' },
  'give-own-words': { text: () => 'D8' },
  'justify-further-session': { text: () => 'D8' },
  'assess-risk': { text: () => 'D7', summary: () => 'D7s' },
  'promise-her': { text: () => 'D3', condition: () => 'D3' },
  'agree-lost-contact': { text: () => 'D3' },
  'raise-incident': { text: () => 'D7' },
  'file-measure': { text: () => 'D9' },
  'ask-non-punishment': { text: () => 'D9' },
  'grant-consent': { wording: () => 'D3', views: () => 'D3' },
};
/** Acts whose words are a paper under the id of what they make besides. */
const papers: readonly VictimAct['act'][] = ['assess-risk', 'promise-her', 'agree-lost-contact', 'raise-incident', 'file-measure', 'ask-non-punishment'];
const summaryOf = (of: string): DataClass => (Object.hasOwn(summaryClass, of) ? summaryClass[of as keyof typeof summaryClass] : (of as DataClass));

type ActOption = (typeof victimActSchema.options)[number];
/** The acts that are sent as acts on the file; those of its erasure have an address of their own. */
export const fileActs = victimActSchema.options.filter(({ shape }) => !erasureActs.some((act) => act.shape.act.value === shape.act.value));
export const fileActNames = fileActs.map(({ shape }) => shape.act.value);

function asSent(option: ActOption): ActOption {
  const act = option.shape.act.value;
  const made = makes[act];
  const shape: Record<string, z.ZodType> = { ...option.shape };
  if (made !== undefined) delete shape[made];
  for (const member of Object.keys(words[act] ?? {})) shape[member] = shape[member] instanceof z.ZodOptional ? freeText.optional() : freeText;
  return z.strictObject(shape) as unknown as ActOption;
}
const [first, ...rest] = fileActs.map(asSent);
if (first === undefined) throw new Error('no act is listed');
/** Its type is that of the command: there, too, words are strings. */
export const sentActSchema = z.discriminatedUnion('act', [first, ...rest]);
export type SentAct = Record<string, unknown> & { readonly act: VictimAct['act'] };

/** The act of the command, and the words that go into the vault beside it. */
export function actOf(sent: SentAct): { readonly act: VictimAct; readonly texts: readonly Text[] } {
  const made = makes[sent.act];
  const id = randomUUID();
  const act: Record<string, unknown> = made === undefined ? { ...sent } : { ...sent, [made]: id };
  const texts = Object.entries(words[sent.act] ?? {}).flatMap(([member, classOf]): Text[] => {
    const text = sent[member];
    if (typeof text !== 'string') return [];
    const reference = randomUUID();
    act[member] = reference;
    return [{ id: reference, field: member, text, class: classOf(sent), ...((made === 'paper' || papers.includes(sent.act)) && { paper: id }) }];
  });
  return { act: victimActSchema.parse(act), texts };
}
