/** A language is there as a whole or not at all. */
import { expect, test } from 'vitest';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { textsOf } from '#domain/playbook/texts.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { starter } from '../case/world.ts';

const [first, ...rest] = starter.playbook.steps;
/** The starter with a form and a decision on its first step, and a translation of every text as `change` leaves it. */
function flawsOf(change: (texts: Record<string, string>) => void, language = 'es'): readonly string[] {
  const fields = [{ field: 'danger', title: 'What is the danger', help: 'In a few words', type: 'choice', choices: [{ choice: 'VIOLENCE', title: 'Violence' }, { choice: 'OTHER', title: 'Something else' }] }];
  const decides = { options: [{ option: 'GO', title: 'Go on', ends: 'Nothing follows' }, { option: 'STOP', title: 'Stop', ends: 'Nothing follows' }] };
  const playbook = playbookSchema.parse({ ...starter.playbook, steps: [{ ...first, fields, decides }, ...rest] }) satisfies Playbook;
  const texts = Object.fromEntries([...textsOf(playbook)].map(([name, text]) => [name, `(es) ${text}`]));
  change(texts);
  return checkPlaybook({ ...playbook, translations: [{ language, review: 'unreviewed', texts }] }).map(({ message }) => message);
}

test('a translation with every text is taken', () => {
  expect(flawsOf(() => undefined)).toEqual([]);
});

test.each(['title', 'step S1.1', 'step S0.2 field danger', 'step S0.2 field danger help', 'step S0.2 field danger choice VIOLENCE', 'step S0.2 option GO', 'step S0.2 option STOP ends'])('one without %s is refused', (name) => {
  expect(flawsOf((texts) => void Reflect.deleteProperty(texts, name))).toEqual([`the translation es lacks ${name}: add them, or leave the language out until it is complete`]);
});

test('so is one with a text for what is not there, and one in the language of the file', () => {
  expect(flawsOf((texts) => void (texts['step S9.9'] = 'nothing'))).toEqual(['the translation es has a text for step S9.9, and there is no such thing: remove it or correct the name']);
  expect(flawsOf(() => undefined, 'en')).toEqual(['the language en is there already: keep one of the two']);
});
