/** Serves the pages to those who are signed in; whoever is not is sent to sign in, and back to where they wanted to go. */
import { randomUUID } from 'node:crypto';
import { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Deps } from '../deps.ts';
import { asProblem, traceOf } from '../failure.ts';
import { Problem, problems } from '../problems.ts';
import { refuseBareOutcomes } from '../measures/outcomes.ts';
import { queryOf, readForm } from '../request.ts';
import type { Cookies } from '../sign-in/cookies.ts';
import { demandOwnForm } from '../sign-in/csrf.ts';
import type { Door } from '../sign-in/door.ts';
import { signInRoutes } from '../sign-in/routes.ts';
import { keepSession, penOf, sessionOf, type Session } from '../sign-in/session.ts';
import type { Entries } from './fields.ts';
import type { Page, PageData } from './page.ts';
import { homeOf, waysOf } from './home.ts';
import { paths } from './paths.ts';
import { complaintsOf, whatToDo } from './problem-words.ts';
import { draftOf, putAside, takenUp } from './put-aside.ts';
import { render } from './render.ts';
import { visitOf, type Visit } from './visit.ts';
import { saidWords } from './words.ts';

interface Desk {
  readonly deps: Deps;
  readonly cookies: Cookies;
  readonly origin: string;
}

/** Signing in, the pages, signing out. What goes wrong here is said in words, not as a document. */
export function desk(deps: Deps, door: Door, pages: readonly Page[]): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const { cookies, origin } = door;
  const desk: Desk = { deps, cookies, origin };
  router.get('/', (_req, res) => res.redirect(303, paths.inbox()));
  if (door.local !== undefined) router.use(door.local);
  router.use(signInRoutes(deps.database, door));
  for (const page of pages) {
    router.get(page.path, (req, res) => signedIn(desk, req, res, async (session) => {
      res.locals['route'] = page.path;
      const visit = await visiting(desk, session, req);
      if (page.path === paths.inbox() && homeOf(visit.me) !== page.path) return res.redirect(303, homeOf(visit.me));
      const kept = page.wish === undefined ? undefined : await takenUp(visit, req.path);
      await send(desk, res, session, page, visit, await page.show(visit, kept), { entries: kept });
    }));
    if (page.wish !== undefined) router.post(page.path, (req, res) => signedIn(desk, req, res, (session) => fulfil(desk, req, res, session, page), page.largest));
  }
  router.use(paths.inbox(), () => { throw new Problem('NOT_FOUND'); });
  router.use(sayNo(desk));
  return router;
}

async function signedIn({ deps, cookies, origin }: Desk, req: Request, res: Response, go: (session: Session) => Promise<void>, largest?: number): Promise<void> {
  // Cookies belong to one host: under any other name this machine has we would never know the person again.
  if (req.get('host') !== new URL(origin).host) return res.redirect(303, origin + req.path);
  const session = await sessionOf({ cookies, database: deps.database }, req);
  if (session === undefined) {
    if (req.method === 'POST') await rescue({ deps, cookies, origin }, req, largest);
    return res.redirect(303, `/sign-in?to=${encodeURIComponent(req.path)}`);
  }
  res.locals['session'] = session;
  await go(session);
}

/** A form that comes too late is put aside for whoever was signed in, so that nothing that was typed is lost. */
async function rescue({ deps, cookies, origin }: Desk, req: Request, largest: number | undefined): Promise<void> {
  const whose = await penOf({ cookies, database: deps.database }, req);
  if (whose === undefined) return;
  const entries = await readForm(req, largest);
  demandOwnForm(req, entries, whose, origin);
  await putAside(deps, whose.person, req.path, entries);
}

function visiting({ deps }: Desk, { person, signedInAt }: Session, req: Request): Promise<Visit> {
  const query = queryOf(req.originalUrl);
  refuseBareOutcomes(Object.keys(query));
  return visitOf(deps, { person, exercise: null, ...(signedInAt !== undefined && { signedInAt }) }, Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)])), query);
}

/** Records what a form asks, and goes on to another page: reading that one again sends nothing. A refusal shows the same form with what was typed. */
async function fulfil(desk: Desk, req: Request, res: Response, session: Session, page: Page): Promise<void> {
  res.locals['route'] = page.path;
  const entries = await readForm(req, page.largest);
  demandOwnForm(req, entries, session, desk.origin);
  const visit = await visiting(desk, session, req);
  try {
    const wish = await page.wish?.(visit, entries);
    if (wish === undefined) throw new Problem('NOT_FOUND');
    const reply = await visit.act(wish.operation, wish.params, wish.body, { key: entries['key'] ?? '', rev: entries['rev'], draft: draftOf(req.path) });
    await keepSession(desk.cookies, res, { ...session, said: wish.said });
    res.redirect(303, wish.next(reply));
  } catch (error) {
    const problem = asProblem(error);
    if (['FAULT', 'NOT_SIGNED_IN', 'NOT_FOUND'].includes(problem.code)) throw error;
    if (problem.code === 'STEP_UP_REQUIRED') {
      await putAside(desk.deps, session.person, req.path, entries);
      return res.redirect(303, `/sign-in?anew=yes&to=${encodeURIComponent(req.path)}`);
    }
    res.status(problem.status);
    await send(desk, res, session, page, visit, await page.show(visit, entries), { problem, entries });
  }
}

/** A form that is shown with what was typed: refused, or put aside before. */
interface Typed {
  readonly problem?: Problem;
  readonly entries: Entries | undefined;
}

/** The key is made when the form is: sent twice it is recorded once. Only where the outcome is not known the form that comes back keeps it. */
async function send({ cookies }: Desk, res: Response, session: Session, page: Page, visit: Visit, data: PageData, { problem, entries }: Typed): Promise<void> {
  const { said, ...quiet } = session;
  await keepSession(cookies, res, quiet);
  const complaints = problem === undefined ? [] : complaintsOf(problem, data.fields ?? []);
  const isSame = problem?.status === 503;
  res.type('html').send(render(page.template, {
    ...data, me: visit.me, csrf: session.csrf, key: isSame ? entries?.['key'] : randomUUID(), ways: waysOf(visit.me).map((way) => ({ ...way, active: way.href === page.path })),
    entries: entries ?? data.given ?? {}, isKept: problem === undefined && entries !== undefined && (!('act' in data) || data['act'] !== undefined), complaints, said: said === undefined ? undefined : saidWords(said),
    errorOf: Object.fromEntries(complaints.flatMap(({ field, text }) => (field === undefined ? [] : [[field, text]]))),
  }));
}

/** What went wrong, in words, with a way on. Whoever the directory knows no more can sign out. */
function sayNo({ deps }: Desk): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    const problem = asProblem(error);
    const correlationId = String(res.locals['correlationId']);
    if (problem.code === 'FAULT') deps.log.error({ correlationId, ...traceOf(error) }, 'fault');
    const session = res.locals['session'] as Session | undefined;
    const text = problem.code === 'NOT_FOUND' ? 'Check the address. What is absent and what is not yours look the same.' : whatToDo(problem);
    res.status(problem.status).type('html').send(render('problem', { title: problems[problem.code].title, text, correlationId, csrf: session?.csrf, isFault: problem.code === 'FAULT' }));
  };
}
