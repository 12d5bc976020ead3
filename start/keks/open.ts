/** Opens the key-encryption keys of a configuration. */
import type { Config } from '../config.ts';
import { keysInFile } from './in-file.ts';
import type { Keks } from './keks.ts';

/** From a file into a module: the module wraps, and what the file's keys wrapped opens until it is wrapped anew. */
function movedTo(module: Keks, file: Keks): Keks {
  const isIn = async (keks: Keks, kid: string): Promise<boolean> => (await keks.names()).includes(kid);
  return {
    names: async () => [...(await file.names()), ...(await module.names())],
    wrap: (key, place) => module.wrap(key, place),
    unwrap: (wrapped, place) => (wrapped.startsWith('module.') ? module : file).unwrap(wrapped, place),
    make: () => module.make(),
    destroy: async (kid) => ((await isIn(module, kid)) ? module : file).destroy(kid),
  };
}

/** Where this configuration keeps them. */
export async function openKeks({ keyFile, keyModule }: Pick<Config, 'keyFile' | 'keyModule'>): Promise<Keks> {
  const file = keysInFile(keyFile);
  if (keyModule === undefined) return file;
  // The library that speaks to modules is loaded only where there is one.
  const { keysInModule } = await import('./in-module.ts');
  return movedTo(keysInModule(keyModule), file);
}
