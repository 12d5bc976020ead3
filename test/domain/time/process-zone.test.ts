import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('print-instants.ts', import.meta.url));

function inProcessOf(zone: string): { zone: string; answers: unknown } {
  return JSON.parse(execFileSync(process.execPath, [script], { env: { ...process.env, TZ: zone }, encoding: 'utf8' }));
}

const home = inProcessOf('UTC');

test.each(['Pacific/Apia', 'America/Chicago', 'Australia/Lord_Howe'])('a process in %s changes no instant and no holiday', (zone) => {
  expect(inProcessOf(zone)).toEqual({ ...home, zone });
});
