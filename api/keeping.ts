/**
 * The third constructor of an operation, beside `reading` and `acting`: it keeps something of the caller's own that is no part of any record, in one
 * entered transaction. Sending the same again does the same again, so it needs no key.
 */
import { z } from 'zod';
import { deniedOf, notingDenials } from './access/denials.ts';
import { writing } from './actor.ts';
import { isOutage } from './outage.ts';
import { Problem } from './problems.ts';
import { part } from './request.ts';
import { everyHeader, type Asker, type Operation } from './route.ts';
import { deskSubject, resourceOf } from './views/subjects.ts';

interface KeepingSpec<P extends z.ZodObject, B extends z.ZodType, S extends z.ZodType> {
  readonly id: string;
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly params: P;
  readonly body?: B;
  readonly answer: S;
  readonly action: string;
  /** What it answers; undefined is "not here". */
  readonly keep: (asker: Omit<Asker, 'may' | 'opened' | 'denied'>, given: { readonly params: z.output<P>; readonly body: z.output<B> }) => Promise<z.input<S> | undefined>;
}

const nothing = z.strictObject({});
const problems = ['INVALID_REQUEST', 'NOT_SIGNED_IN', 'NOT_ALLOWED', 'NOT_FOUND', 'METHOD_NOT_ALLOWED', 'UNAVAILABLE', 'FAULT'] as const;
const bodyProblems = ['MALFORMED_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const;

export function keeping<P extends z.ZodObject, B extends z.ZodType, S extends z.ZodType>(spec: KeepingSpec<P, B, S>): Operation {
  return {
    id: spec.id, method: spec.method, path: spec.path, summary: spec.summary, description: spec.description, actions: [spec.action],
    params: spec.params, query: nothing, headers: z.object(everyHeader), body: spec.body,
    answer: { status: 200, shape: spec.answer, headers: [] },
    classes: {},
    problems: spec.body === undefined ? problems : [...problems, ...bodyProblems],
    run: notingDenials(spec.id, async (deps, incoming, identity) => {
      part(nothing, incoming.query, 'query');
      const params = part(spec.params, incoming.params, 'path');
      const body = (spec.body === undefined ? undefined : part(spec.body, await incoming.readBody(), 'body')) as z.output<B>;
      const kept = await writing(deps.database.pool, identity, async (ask, actor) => {
        if (!deps.authoriser.allows(actor, { action: spec.action, resource: resourceOf(deskSubject(actor.agency)) })) throw new Problem('NOT_ALLOWED', { denied: deniedOf(spec.action, deskSubject(actor.agency)) });
        return spec.keep({ ask, actor, deps }, { params, body });
      }).catch((error: unknown) => {
        throw isOutage(error) ? new Problem('UNAVAILABLE', { headers: { 'Retry-After': '2' } }) : error;
      });
      if (kept === undefined) throw new Problem('NOT_FOUND');
      return { status: 200, body: kept, headers: {} };
    }),
  };
}
