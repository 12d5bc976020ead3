import { type Server, connect, createServer } from 'node:net';
import { PlainError } from './plain-error.ts';

function listen(host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen({ host, port, exclusive: true }, () => resolve(server));
  });
}

const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

/** A port nobody listens on, on the loopback address. */
export async function freePort(): Promise<number> {
  const server = await listen('127.0.0.1', 0);
  const address = server.address();
  await close(server);
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a numeric address');
  return address.port;
}

/** Another program took a port between our look for a free one and its use. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}
/** Whether a program says that of its port. */
export const saysTaken = (said: string): boolean => /address already in use/i.test(said);
const tries = 4;

/** Starts something on a port nobody listens on: on another one, when that was taken meanwhile. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (!(error instanceof PortTaken) || left === 0) throw error;
    }
  }
}

/** Whether somebody listens on that port of the loopback address. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}

/** Refuses in plain words when the API could not listen there. */
export async function requirePort(host: string, port: number): Promise<void> {
  try {
    await close(await listen(host, port));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new PlainError(`Port ${port} on ${host} is taken by another program.`, ['Choose another one: `PORT=8081 npm start`.']);
    if (code === 'EACCES') throw new PlainError(`Port ${port} needs rights this user does not have.`, ['Choose one above 1023: `PORT=8080 npm start`.']);
    throw new PlainError(`HOST is "${host}", which is no address of this machine (${code ?? 'unknown'}).`, ['Leave HOST unset to listen on 127.0.0.1.']);
  }
}
