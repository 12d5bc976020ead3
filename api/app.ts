/** The pipeline, in order, on one page. */
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Deps } from './deps.ts';
import { logged } from './logging.ts';
import { mount } from './mount.ts';
import { openApiOf } from './openapi.ts';
import { operations } from './operations/index.ts';
import { asProblem, traceOf } from './failure.ts';
import { desk } from './pages/desk.ts';
import { pages } from './pages/index.ts';
import { openPages } from './pages/open-pages.ts';
import { Problem, problemDocument } from './problems.ts';
import type { Door } from './sign-in/door.ts';

export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', false).enable('case sensitive routing').enable('strict routing');
  app.use(logged(deps.log));
  app.use(walls(deps.door));
  app.use(fresh);
  app.use(openPages(deps, { document: openApiOf(operations), operations }));
  if (deps.door !== undefined) app.use(desk(deps, deps.door, pages));
  app.use(mount(operations, deps));
  app.use(absent);
  app.use(sayNo(deps));
  return app;
}

/** Nothing runs in a page and nothing comes from elsewhere. A form may lead to the provider, for signing out goes on there. */
const walls = (door: Door | undefined): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], styleSrc: ["'self'"], fontSrc: ["'self'"], imgSrc: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"],
        formAction: door === undefined ? ["'none'"] : ["'self'", new URL(door.provider.issuer).origin],
      },
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
