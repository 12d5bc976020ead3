/** The HTTP server: nobody may hold a connection for ever, and what the parser itself refuses is a problem document all the same. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { Problem, problemDocument } from './problems.ts';

const HEADERS_WAIT_MS = 10_000;
const REQUEST_WAIT_MS = 30_000;
const KEEP_ALIVE_MS = 5_000;

export function httpServer(app: RequestListener): Server {
  const server = createServer({ requestTimeout: REQUEST_WAIT_MS, headersTimeout: HEADERS_WAIT_MS, keepAliveTimeout: KEEP_ALIVE_MS }, app);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const body = JSON.stringify(problemDocument(new Problem('INVALID_REQUEST'), 'none'));
    const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: application/problem+json', `Content-Length: ${Buffer.byteLength(body)}`, 'Cache-Control: no-store', 'Connection: close'];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
  return server;
}
