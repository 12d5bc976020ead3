/** The three doors of the pages: in, back from the provider, and out. */
import { Router, type Request } from 'express';
import type { Database } from '#prisma/client.ts';
import { render } from '../pages/render.ts';
import { readForm } from '../request.ts';
import type { Kind } from './cookies.ts';
import { demandOwnForm } from './csrf.ts';
import type { Door } from './door.ts';
import { attemptShape, callbackPath, type Attempt } from './provider.ts';
import { endSession, keepSession, newSession, sessionOf } from './session.ts';

/** Time to sign in at the provider, a forgotten password included. */
const ATTEMPT_S = 15 * 60;
const attemptKind: Kind<Attempt> = { name: 'sign-in', seconds: ATTEMPT_S, shape: attemptShape };

export const firstPage = '/desk';
/** Only ever to a page of ours: a path of plain signs, so that nothing of it can name another host. */
export const ownPage = (to: unknown): string => (typeof to === 'string' && /^\/desk(\/[\w.:-]+)*$/.test(to) && !to.includes('..') ? to : firstPage);

export function signInRoutes(database: Database, { cookies, provider, origin }: Door): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/sign-in', async (req, res) => {
    const { url, attempt } = await provider.begin(ownPage(req.query['to']), req.query['anew'] === 'yes');
    await cookies.write(res, attemptKind, attempt);
    res.redirect(302, url);
  });
  router.get(callbackPath, async (req, res) => {
    const attempt = await cookies.read(req, attemptKind);
    cookies.forget(res, attemptKind);
    const who = attempt && (await provider.finish(queryOf(req), attempt).catch(() => undefined));
    if (attempt === undefined || who === undefined) return void res.status(401).type('html').send(render('signed-out', { title: 'You are not signed in', text: 'The provider did not say who you are, or it took too long.' }));
    // A session of its own for each signing in: nobody goes on in one that was there before.
    await keepSession(cookies, res, newSession(who.person, who.signedInAt));
    res.redirect(303, ownPage(attempt.to));
  });
  router.post('/sign-out', async (req, res) => {
    const session = await sessionOf({ cookies, database }, req);
    if (session !== undefined) {
      demandOwnForm(req, await readForm(req), session, origin);
      await endSession({ cookies, database }, res, session);
      // Only here: a page elsewhere that posts without a session must not throw anything of ours away.
      res.set('Clear-Site-Data', '"cache", "cookies", "storage"');
    }
    res.redirect(303, (await provider.end().catch(() => undefined)) ?? '/signed-out');
  });
  router.get('/signed-out', (_req, res) => void res.type('html').send(render('signed-out', { title: 'You are signed out', text: 'Close this window if others use this machine.' })));
  return router;
}

function queryOf(req: Request): string {
  const at = req.originalUrl.indexOf('?');
  return at < 0 ? '' : req.originalUrl.slice(at);
}
