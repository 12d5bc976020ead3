import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { PortTaken, onFreePort, saysTaken } from '#start/ports.ts';

/** What a server of ours does that finds its port taken: by us, just before. */
async function listenAfter(taken: number, port: number): Promise<number> {
  if (taken > 0) throw new PortTaken('taken');
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
  return port;
}

it('goes to another port when somebody was there first, and says so when all were taken', async () => {
  let taken = 3;
  expect(await onFreePort((port) => listenAfter(taken--, port))).toBeGreaterThan(0);
  expect(taken).toBe(-1);
  await expect(onFreePort((port) => listenAfter(1, port))).rejects.toThrow(PortTaken);
});

it('knows what PostgreSQL and Temporal say of it', () => {
  expect(saysTaken('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use')).toBe(true);
  expect(saysTaken('level=ERROR msg="Failed to start gRPC listener" error="listen tcp 127.0.0.1:38707: bind: address already in use"')).toBe(true);
  expect(saysTaken('FATAL: lock file "postmaster.pid" is empty')).toBe(false);
});
