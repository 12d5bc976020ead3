/** A browser that is signed in: whose it is, and the secret its forms must name. Roles are never kept here: they are read afresh at each request. */
import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Database } from '#prisma/client.ts';
import { z } from 'zod';
import { writing } from '../actor.ts';
import type { Cookies, Kind } from './cookies.ts';

/** Idle for longer: signed out (FBI CJIS policy, AC-11: 30 minutes at most). */
const IDLE_S = 30 * 60;
/** However busy: one working day, ours. */
const LONGEST_S = 12 * 60 * 60;

const shape = z.strictObject({
  id: z.string(),
  person: z.string().min(1).max(120),
  /** Named by every form of this session, and by nothing else. */
  csrf: z.string().min(1),
  since: z.int(),
  /** When they proved who they are, as far as the provider says. */
  signedInAt: z.int().optional(),
  /** What was just recorded, to be said once: a code, never text. */
  said: z.string().max(60).optional(),
});
export type Session = z.infer<typeof shape>;

const kind: Kind<Session> = { name: 'session', seconds: IDLE_S, shape };
/** Whose forms a browser still shows once it has idled: it opens nothing, and only lets what was typed be put aside for that person. */
const pen: Kind<Session> = { name: 'pen', seconds: LONGEST_S, shape };
const nowS = (): number => Math.floor(Date.now() / 1000);
const secret = (): string => randomBytes(24).toString('base64url');

export const newSession = (person: string, signedInAt?: number): Session => ({ id: secret(), person, csrf: secret(), since: nowS(), ...(signedInAt !== undefined && { signedInAt }) });

interface Kept {
  readonly cookies: Cookies;
  readonly database: Database;
}

/** The session of a browser, unless it was ended: a copy of a cookie does not outlive signing out, nor the hour in which its agency was contained. */
export const sessionOf = (kept: Kept, req: Request): Promise<Session | undefined> => standing(kept, req, kind);
/** Whose session it was that has idled away. */
export const penOf = (kept: Kept, req: Request): Promise<Session | undefined> => standing(kept, req, pen);

async function standing({ cookies, database }: Kept, req: Request, of: Kind<Session>): Promise<Session | undefined> {
  const session = await cookies.read(req, of);
  if (session === undefined || session.since + LONGEST_S < nowS()) return undefined;
  const { rowCount } = await database.pool.query({ name: 'ended-session', text: 'select 1 from ended_session where id = $1 union all select 1 where was_contained($2, to_timestamp($3))', values: [keyOf(session), session.person, session.since] });
  return rowCount === 0 ? session : undefined;
}

/** Written with each page: the idle time counts from the last one. */
export async function keepSession(cookies: Cookies, res: Response, session: Session): Promise<void> {
  await cookies.write(res, kind, session);
  const { said: _said, ...whose } = session;
  await cookies.write(res, pen, whose);
}

export async function endSession({ cookies, database }: { readonly cookies: Cookies; readonly database: Database }, res: Response, session: Session): Promise<void> {
  cookies.forget(res, kind);
  cookies.forget(res, pen);
  const until = new Date((session.since + LONGEST_S) * 1000);
  await writing(database.pool, { person: session.person, exercise: null }, (ask, { agency }) => ask`
    with old as (delete from ended_session where until_at < clock_timestamp())
    insert into ended_session (id, until_at, agency_id) values (${keyOf(session)}, ${until}, ${agency}) on conflict do nothing`);
}

const keyOf = ({ id }: Session): string => createHash('sha256').update(id).digest('hex');
