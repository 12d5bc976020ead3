/** One running instance per data folder. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './plain-error.ts';
import { startOf } from './process-table.ts';

function holderOf(file: string): number | undefined {
  try {
    const [pid, started] = readFileSync(file, 'utf8').split(' ');
    return started !== undefined && startOf(Number(pid)) === started ? Number(pid) : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Takes the data folder for this process and gives back the release. A lock whose holder has died is taken over.
 * @throws PlainError when another living process holds it.
 */
export function lockFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'lock');
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${startOf(process.pid) ?? ''}`);
  try {
    // Linking is atomic and fails when the lock is there: of two starters one wins.
    for (;;) {
      try {
        linkSync(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = holderOf(file);
        if (holder !== undefined)
          throw new PlainError(`The data folder ${dataDir} is in use by a running instance (process ${holder}).`, [
            'Stop that one with Ctrl-C, or give this one a folder of its own: `THROUGHLINE_DATA=other-folder PORT=8081 npm start`.',
          ]);
        rmSync(file, { force: true });
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
}
