/** The pipeline, in order, on one page. */
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Deps } from './deps.ts';
import { logged } from './logging.ts';
import { mount } from './mount.ts';
import { openApiOf } from './openapi.ts';
import { operations } from './operations/index.ts';
import { isOutage } from './outage.ts';
import { openPages } from './pages/open-pages.ts';
import { Problem, problemDocument } from './problems.ts';

export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', false).enable('case sensitive routing').enable('strict routing');
  app.use(logged(deps.log));
  app.use(walls);
  app.use(fresh);
  app.use(openPages(deps, { document: openApiOf(operations), operations }));
  app.use(mount(operations, deps));
  app.use(absent);
  app.use(sayNo(deps));
  return app;
}

const walls: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], styleSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
  },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
});

const fresh: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

const absent: RequestHandler = () => {
  throw new Problem('NOT_FOUND');
};

/** The one place where no is printed. What is not a problem is our fault, or an outage, and says nothing of itself to the caller. */
function sayNo({ log }: Pick<Deps, 'log'>): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    const problem = asProblem(error);
    const correlationId = String(res.locals['correlationId']);
    if (problem.code === 'FAULT') log.error({ correlationId, ...traceOf(error) }, 'fault');
    res.status(problem.status).set({ ...problem.particulars.headers }).type('application/problem+json').send(JSON.stringify(problemDocument(problem, correlationId)));
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isOutage(error)) return new Problem('UNAVAILABLE', { headers: { 'Retry-After': '2' } });
  // The router could not decode the address.
  if (error instanceof URIError) return new Problem('INVALID_REQUEST', { errors: [{ at: 'path', problem: 'is not valid percent-encoding' }] });
  return new Problem('FAULT');
}

/** Where it broke, without its words: a message may repeat what somebody wrote. */
function traceOf(error: unknown): { readonly error: string; readonly frames: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  return { error: error.name, frames: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim()).slice(0, 8) };
}
