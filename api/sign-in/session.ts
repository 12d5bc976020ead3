/** A browser that is signed in: whose it is, and the secret its forms must name. Roles are never kept here: they are read afresh at each request. */
import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Cookies, Kind } from './cookies.ts';

/** Idle for longer: signed out (FBI CJIS policy, AC-11: 30 minutes at most). */
export const IDLE_S = 30 * 60;
/** However busy: one working day, ours. */
const LONGEST_S = 12 * 60 * 60;

const shape = z.strictObject({
  id: z.string(),
  person: z.string().min(1).max(120),
  /** Named by every form of this session, and by nothing else. */
  csrf: z.string().min(1),
  since: z.int(),
  /** What was just recorded, to be said once: a code, never text. */
  said: z.string().max(60).optional(),
});
export type Session = z.infer<typeof shape>;

const kind: Kind<Session> = { name: 'session', seconds: IDLE_S, shape };
const nowS = (): number => Math.floor(Date.now() / 1000);
const secret = (): string => randomBytes(24).toString('base64url');

export const newSession = (person: string): Session => ({ id: secret(), person, csrf: secret(), since: nowS() });

export async function sessionOf(cookies: Cookies, req: Request): Promise<Session | undefined> {
  const session = await cookies.read(req, kind);
  return session === undefined || session.since + LONGEST_S < nowS() ? undefined : session;
}

/** Written with each page: the idle time counts from the last one. */
export const keepSession = (cookies: Cookies, res: Response, session: Session): Promise<void> => cookies.write(res, kind, session);
export const dropSession = (cookies: Cookies, res: Response): void => cookies.forget(res, kind);
