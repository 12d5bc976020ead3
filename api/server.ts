/** Process entry of the API. It says on standard output when it is ready, and finishes what is in flight before it goes. */
import { loadConfig } from '#start/config.ts';
import { createApp } from './app.ts';
import { httpServer } from './http.ts';
import { openDeps } from './open.ts';

const config = loadConfig(process.env);
const opened = await openDeps(config);
const server = httpServer(createApp(opened.deps));
server.listen(config.port, config.host, () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://${host}:${port}` })}\n`);
});

let leaving = false;
// A connection that is kept alive would go on being served: while leaving each answer is the last on its connection.
server.prependListener('request', (_request, response) => {
  if (leaving) response.setHeader('Connection', 'close');
  response.once('close', () => { if (leaving) server.closeIdleConnections(); });
});
const leave = (): void => {
  if (leaving) return;
  leaving = true;
  server.close(() => {
    void opened.close().then(() => process.exit(0));
  });
  server.closeIdleConnections();
};
process.once('SIGTERM', leave);
process.once('SIGINT', leave);
