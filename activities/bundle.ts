/** The stories as the sandbox runs them, built once for each state of the sources and kept: a worker that was killed is back in a second, not in five. */
import { createHash } from 'node:crypto';
import { readdir, readFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const storiesDir = fileURLToPath(new URL('../workflows/', import.meta.url));

export async function bundleStories(cacheDir: string): Promise<{ readonly codePath: string }> {
  const names = (await readdir(storiesDir)).filter((name) => name.endsWith('.ts')).sort();
  const hash = createHash('sha256');
  for (const name of ['../package-lock.json', ...names]) hash.update(name).update(await readFile(join(storiesDir, name)));
  const codePath = join(cacheDir, `stories-${hash.digest('hex').slice(0, 16)}.js`);
  const isThere = await readFile(codePath).then(() => true, () => false);
  if (isThere) return { codePath };
  const { code } = await bundleWorkflowCode({ workflowsPath: join(storiesDir, 'index.ts'), logger: new DefaultLogger('ERROR') });
  await mkdir(cacheDir, { recursive: true });
  // Written aside and moved: two workers may start at once, and a killed one must not leave half a bundle.
  const aside = `${codePath}.${process.pid}`;
  await writeFile(aside, code);
  await rename(aside, codePath);
  return { codePath };
}
