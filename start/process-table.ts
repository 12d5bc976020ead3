/** The machine's processes, from /proc on Linux (images without `ps` exist) and from `ps` elsewhere. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** When it started, in whatever words the system uses: with the pid it names a process, even after pids are used again. */
  readonly started: string;
}

function linuxRow(pid: number): ProcessRow | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // pid (name, which may hold blanks and brackets) state parent ...; the start time is the 20th field after the name.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined; // dead, only not yet collected by its parent
    return { pid, parent: Number(fields[1]), started: fields[19] ?? '' };
  } catch {
    return undefined; // ended meanwhile
  }
}

/** Every living process. */
export function processes(): ProcessRow[] {
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => linuxRow(Number(name)) ?? []);
  if (process.platform === 'win32') return []; // there the operating system ends children by job, see child.ts
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,lstart='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+)$/.exec(line))
    .flatMap((found) => (found === null || found[3]?.startsWith('Z') ? [] : [{ pid: Number(found[1]), parent: Number(found[2]), started: found[4] ?? '' }]));
}

/** When the process started, or undefined if there is none of that pid. */
export const startOf = (pid: number): string | undefined =>
  process.platform === 'linux' ? linuxRow(pid)?.started : processes().find((row) => row.pid === pid)?.started;

/** The pid and those of all its children, grandchildren and so on. */
export function familyOf(pid: number): ProcessRow[] {
  const all = processes();
  const family = all.filter((row) => row.pid === pid);
  for (const member of family) family.push(...all.filter((row) => row.parent === member.pid));
  return family;
}
