import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { read, type SourceFile } from './tidy.ts';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** What belongs to the project: tracked, or new and not ignored. */
function listed(pattern: RegExp): readonly SourceFile[] {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return output.split('\n').filter((path) => pattern.test(path) && existsSync(join(root, path))).map((path) => read(root, path));
}

export const sources = (): readonly SourceFile[] => listed(/\.(ts|mjs|js)$/);
export const documents = (): readonly SourceFile[] => listed(/\.md$/);
