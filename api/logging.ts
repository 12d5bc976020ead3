/** One line for each request, of an allow-list: no address with its values, no person, no body can come into it. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { RequestHandler } from 'express';
import { pino, type DestinationStream, type Logger } from 'pino';

export const createLog = (level: string, stream?: DestinationStream): Logger =>
  stream === undefined ? pino({ level, base: null }) : pino({ level, base: null }, stream);

export function logged(log: Logger): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    const correlationId = randomUUID();
    res.locals['correlationId'] = correlationId;
    res.set('Correlation-Id', correlationId);
    res.once('close', () => {
      const route = typeof res.locals['route'] === 'string' ? res.locals['route'] : 'other';
      log.info({ route, method: req.method, status: res.statusCode, ms: Math.round(performance.now() - start), correlationId }, 'request');
    });
    next();
  };
}
