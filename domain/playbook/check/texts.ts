/** Whoever chooses a language reads all of a playbook in it: a translation has every text of the original, and none that is not there. */
import type { Playbook } from '../schema.ts';
import { textsOf } from '../texts.ts';
import type { Flaw } from './check.ts';

/** More than this many missing texts are counted, not listed. */
const namedMax = 5;

export function textFlaws(playbook: Playbook): readonly Flaw[] {
  const { language: own = 'en', translations = [] } = playbook;
  const original = textsOf(playbook);
  return translations.flatMap(({ language, texts }, index): readonly Flaw[] => {
    const missing = [...original.keys()].filter((name) => texts[name] === undefined);
    const strays = Object.keys(texts).filter((name) => !original.has(name));
    const named = `${missing.slice(0, namedMax).join(', ')}${missing.length > namedMax ? ` and ${missing.length - namedMax} more` : ''}`;
    return [
      ...(language === own || translations.findIndex((each) => each.language === language) < index ? [{ path: ['translations', index, 'language'], message: `the language ${language} is there already: keep one of the two` }] : []),
      ...(missing.length > 0 ? [{ path: ['translations', index, 'texts'], message: `the translation ${language} lacks ${named}: add them, or leave the language out until it is complete` }] : []),
      ...strays.map((name) => ({ path: ['translations', index, 'texts', name], message: `the translation ${language} has a text for ${name}, and there is no such thing: remove it or correct the name` })),
    ];
  });
}
