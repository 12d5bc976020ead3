/**
 * An operation is declared once: its address, its parts, its answers, who may. Three constructors make one, `reading`, `acting` and (in keeping.ts) `keeping`, and nothing else does:
 * parsing, identity, policy, transaction and answer come with them and cannot be forgotten.
 */
import { z } from 'zod';
import { askPrisma, reading as readingTransaction, writing, type Actor, type Ask, type ReadTransaction } from './actor.ts';
import type { Identity } from './auth.ts';
import type { Intent } from './command.ts';
import type { CommandBody } from '#domain/commands.ts';
import type { DataClass } from '#domain/terms.ts';
import { deniedOf, notingDenials } from './access/denials.ts';
import { notesOf, type Notes, type Opened } from './access/notes.ts';
import type { Deps } from './deps.ts';
import { refuseBareOutcomes } from './measures/outcomes.ts';
import { isOutage } from './outage.ts';
import type { Question, Resource } from './policies/authorise.ts';
import { Problem, type ProblemCode } from './problems.ts';
import { part, type Incoming } from './request.ts';
import { discardDraft } from './drafts.ts';
import { agencyId, draftName, instant } from './shapes.ts';
import { demandFresh, isGrave, stepsUp } from './step-up.ts';
import { outcomeUnknown, submitCommand } from './submit.ts';
import { resourceOf, type Subject } from './views/subjects.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is known of an operation without running it: enough to mount it, to document it and to test it. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** The actions the policy is asked about. Never empty. */
  readonly actions: readonly string[];
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly headers: z.ZodObject;
  readonly body: z.ZodType | undefined;
  readonly answer: { readonly status: 200 | 201; readonly shape: z.ZodType; readonly headers: readonly ('ETag' | 'Location' | 'Idempotent-Replay')[] };
  readonly problems: readonly ProblemCode[];
  /** Members of its answer that are rows of a protected class. */
  readonly classes: Readonly<Record<string, DataClass | undefined>>;
  run(deps: Deps, incoming: Incoming, identity: Identity): Promise<Reply>;
}

const nothing = z.strictObject({});
/** Taken by every operation: people may have parts at several agencies. */
export const actingForSchema = agencyId.optional();
export const everyHeader = { 'Acting-For': actingForSchema.meta({ description: 'The agency you act for, if not your own' }) };

interface Given<P, Q> {
  readonly params: P;
  readonly query: Q;
}

/** What a handler that reads stands in: one entered transaction, and the policy. */
export interface Asker {
  readonly ask: Ask;
  readonly actor: Actor;
  readonly deps: Deps;
  readonly may: (action: string, resource: Resource) => boolean;
  /** Notes that rows of a protected class were shown, or stayed shut. Words need no note: unsealing them is one. */
  readonly opened: Notes['opened'];
  readonly denied: Notes['denied'];
}
/** The same with the typed client, for lists. */
export interface Reader extends Asker {
  readonly tx: ReadTransaction;
}

interface Shown<S extends z.ZodType> {
  readonly body: z.input<S>;
  readonly rev?: number;
}

interface ReadingSpec<P extends z.ZodObject, Q extends z.ZodObject, S extends z.ZodType, R extends Resource, A extends Asker> {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly params?: P;
  readonly query?: Q;
  readonly answer: S;
  readonly tagged?: true;
  /** Members of the answer that are rows of a protected class: shown, they are noted. */
  readonly classes?: { readonly [member in keyof z.output<S>]?: DataClass };
  readonly action: string;
  /** What else the policy is asked while it is answered: parts that not everybody who may read the whole may see. */
  readonly parts?: readonly string[];
  readonly refusals?: readonly ProblemCode[];
  /** What the policy is asked about; undefined is "not here". */
  readonly subject: (ask: Ask, actor: Actor, params: z.output<P>) => Promise<Subject<R> | undefined>;
  /** What it answers; undefined where nothing of it is theirs to know; or, if somebody else must be asked, how: that runs when the transaction is over, so that none stays open meanwhile. */
  readonly read: (reader: A, given: Given<z.output<P>, z.output<Q>>, subject: Subject<R>) => Promise<Shown<S> | undefined | (() => Promise<Shown<S>>)>;
}

export interface ReadOperation<P> extends Operation {
  /** The thing as it stands now, for whoever just changed it; undefined when it is not theirs to see any more. */
  show(deps: Deps, identity: Identity, params: P): Promise<{ readonly body: object; readonly headers: Readonly<Record<string, string>> } | undefined>;
}

const readProblems = ['INVALID_REQUEST', 'OUTCOME_RANKING_REFUSED', 'OUTCOME_CONTEXT_REQUIRED', 'NOT_SIGNED_IN', 'NOT_ALLOWED', 'NOT_FOUND', 'METHOD_NOT_ALLOWED', 'UNAVAILABLE', 'FAULT'] as const;

/** Enters the record and works there: with the typed client, or with few round trips. */
type Enters<A extends Asker> = <T>(deps: Deps, identity: Identity, work: (asker: Pick<A, Exclude<keyof A, 'deps' | 'may' | 'opened' | 'denied'>>) => Promise<T>) => Promise<T>;
const withClient: Enters<Reader> = (deps, identity, work) => readingTransaction(deps.database.prisma, identity, (tx, actor) => work({ tx, ask: askPrisma(tx), actor }));
const withAsk: Enters<Asker> = (deps, identity, work) => writing(deps.database.pool, identity, (ask, actor) => work({ ask, actor }));

/** An operation that reads lists and wholes. */
export const reading = <P extends z.ZodObject, Q extends z.ZodObject, S extends z.ZodType, R extends Resource>(spec: ReadingSpec<P, Q, S, R, Reader>): ReadOperation<z.output<P>> =>
  readOperation(spec, withClient);

/** An operation that reads one thing, as every act shows the thing it changed: on the hot path, so by plain statements. */
export const readingOne = <P extends z.ZodObject, Q extends z.ZodObject, S extends z.ZodType, R extends Resource>(spec: ReadingSpec<P, Q, S, R, Asker>): ReadOperation<z.output<P>> =>
  readOperation(spec, withAsk);

/** What the policy does not let the caller see is absent. */
function readOperation<P extends z.ZodObject, Q extends z.ZodObject, S extends z.ZodType, R extends Resource, A extends Asker>(spec: ReadingSpec<P, Q, S, R, A>, enters: Enters<A>): ReadOperation<z.output<P>> {
  const paramsSchema = (spec.params ?? nothing) as P;
  const querySchema = (spec.query ?? nothing) as Q;
  const look = (deps: Deps, identity: Identity, given: Given<z.output<P>, z.output<Q>>) =>
    unlessOut(new Problem('UNAVAILABLE', { headers: { 'Retry-After': '2' } }), async () => {
      const found = await enters(deps, identity, async (entered) => {
        const { ask, actor } = entered;
        const may = (action: string, resource: Resource): boolean => deps.authoriser.allows(actor, { action, resource });
        const subject = await spec.subject(ask, actor, given.params);
        if (subject === undefined || !may(spec.action, resourceOf(subject))) return { denied: deniedOf(spec.action, subject) };
        const { vault, opened, denied, write } = notesOf(deps.vault);
        const answer = await spec.read({ ...entered, deps: { ...deps, vault }, may, opened, denied } as unknown as A, given, subject);
        if (answer === undefined) return { denied: deniedOf(spec.action, subject) };
        if (typeof answer !== 'function') for (const each of shownOf(spec.classes ?? {}, answer.body as object, subject.ledger)) opened(each);
        await write(ask, actor, spec.id);
        return answer;
      });
      const shown = typeof found === 'function' ? await found() : found;
      return 'denied' in shown ? shown : { body: shown.body as object, headers: shown.rev === undefined ? {} : { ETag: etagOf(shown.rev) } };
    });
  return {
    id: spec.id, method: 'get', path: spec.path, summary: spec.summary, description: spec.description, actions: [spec.action, ...(spec.parts ?? [])],
    params: paramsSchema, query: querySchema, headers: z.object(everyHeader), body: undefined,
    answer: { status: 200, shape: spec.answer, headers: spec.tagged ? ['ETag'] : [] },
    problems: [...readProblems, ...(spec.refusals ?? [])], classes: spec.classes ?? {},
    run: notingDenials(spec.id, async (deps, incoming, identity) => {
      refuseBareOutcomes(Object.keys(incoming.query as object).filter((name) => !Object.hasOwn(querySchema.shape, name)));
      const given = { params: part(paramsSchema, incoming.params, 'path'), query: part(querySchema, incoming.query, 'query') };
      const shown = await look(deps, identity, given);
      if ('denied' in shown) throw new Problem('NOT_FOUND', { denied: shown.denied });
      return { status: 200, ...shown };
    }),
    async show(deps, identity, params) {
      // A program has it recorded, and reads nothing protected of it.
      const shown = await look(deps, identity, { params, query: querySchema.parse({}) }).catch((error: unknown) => {
        if (identity.only !== undefined && error instanceof Problem && error.code === 'NOT_ALLOWED') return { denied: {} };
        throw error;
      });
      return 'denied' in shown ? undefined : shown;
    },
  };
}

/** The protected members an answer really has. */
function shownOf(classes: Readonly<Record<string, DataClass | undefined>>, body: object, ledger: string): readonly Opened[] {
  return Object.entries(body).flatMap(([member, value]) => {
    const of = classes[member];
    return of === undefined || value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [{ ledger, class: of }];
  });
}

interface Sent<P extends z.ZodObject, B extends z.ZodType> {
  readonly params: z.output<P>;
  readonly body: z.output<B>;
}

interface ActingSpec<P extends z.ZodObject, B extends z.ZodType, R extends Resource, V> {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly status: 200 | 201;
  readonly params?: P;
  readonly body: B;
  /** Bytes of the largest body it takes, where that is more than others take. */
  readonly largest?: number;
  readonly answer: z.ZodType;
  /** Takes `If-Match`. */
  readonly conditional?: true;
  readonly actions: readonly string[];
  /** Which of the actions this body asks for. */
  readonly asks: (body: z.output<B>) => Omit<Question, 'resource'>;
  /** What else whoever does this must be allowed, for what the body holds besides. */
  readonly needs?: (body: z.output<B>) => readonly string[];
  /** Who may not do this is answered "absent", unless this action lets them see it. */
  readonly sees: string;
  readonly subject: (ask: Ask, actor: Actor, given: Sent<P, B>) => Promise<Subject<R> | undefined>;
  readonly intend: (given: Sent<P, B> & { readonly expects: number | undefined }, subject: Subject<R>) => Intent;
  readonly refusals: readonly ProblemCode[];
  readonly shows: { readonly operation: ReadOperation<V>; readonly params: (given: { readonly params: z.output<P> }, stored: CommandBody) => V; readonly location?: (params: V) => string };
}

const actProblems = [
  'INVALID_REQUEST', 'MALFORMED_JSON', 'IDEMPOTENCY_KEY_REQUIRED', 'NOT_SIGNED_IN', 'NOT_ALLOWED', 'NOT_FOUND', 'METHOD_NOT_ALLOWED', 'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE', 'IDEMPOTENCY_KEY_REUSED', 'FAULT', 'OUTCOME_UNKNOWN', 'UNAVAILABLE',
] as const;
const keySchema = z.string().regex(/^[\x21-\x7e]{1,128}$/);
const occurredSchema = instant.optional();
const draftSchema = draftName.optional();
const matchSchema = z.string().regex(/^"\d{1,9}"$/).optional();

/** An operation that has something recorded. Seeing comes before doing: what may not be seen is absent, what may not be done is forbidden. */
export function acting<P extends z.ZodObject, B extends z.ZodType, R extends Resource, V>(spec: ActingSpec<P, B, R, V>): Operation {
  const paramsSchema = (spec.params ?? nothing) as P;
  const headers = z.object({
    ...everyHeader,
    'Idempotency-Key': keySchema.meta({ description: 'Of your own making: new for each act, the same for each retry of it' }),
    'Occurred-At': occurredSchema.meta({ description: 'When it happened, if not now' }),
    Draft: draftSchema.meta({ description: 'The draft this was written in: discarded once it is recorded, and kept if it is refused' }),
    ...(spec.conditional && { 'If-Match': matchSchema.meta({ description: 'The `ETag` you decided on' }) }),
  });
  return {
    id: spec.id, method: 'post', path: spec.path, summary: spec.summary, description: spec.description, actions: spec.actions,
    params: paramsSchema, query: nothing, headers, body: spec.body,
    answer: { status: spec.status, shape: spec.answer, headers: [...(spec.conditional ? ['ETag' as const] : []), ...(spec.status === 201 ? ['Location' as const] : []), 'Idempotent-Replay'] },
    problems: [...new Set([...actProblems, ...(stepsUp(spec.actions) ? ['STEP_UP_REQUIRED' as const] : []), ...spec.refusals])], classes: {},
    run: notingDenials(spec.id, async (deps, incoming, identity) => {
      part(nothing, incoming.query, 'query');
      const key = keyOf(incoming);
      const params = part(paramsSchema, incoming.params, 'path');
      const occurredAt = part(occurredSchema, incoming.header('occurred-at'), 'header.occurred-at');
      const draft = part(draftSchema, incoming.header('draft'), 'header.draft');
      const match = spec.conditional ? part(matchSchema, incoming.header('if-match'), 'header.if-match') : undefined;
      const sent = await incoming.readBody(spec.largest);
      const body = part(spec.body, sent, 'body');
      const said = { identity, key, method: incoming.method, path: incoming.path, body: sent, match, occurredAt };
      const recorded = await submitCommand(deps, said, async (ask, actor) => {
        const subject = await spec.subject(ask, actor, { params, body });
        if (subject === undefined || !deps.authoriser.allows(actor, { action: spec.sees, resource: resourceOf(subject) })) throw new Problem('NOT_FOUND', { denied: deniedOf(spec.sees, subject) });
        const asked = [spec.asks(body), ...(spec.needs?.(body) ?? []).map((action) => ({ action }))];
        const refused = asked.find((question) => !deps.authoriser.allows(actor, { ...question, resource: resourceOf(subject) }));
        if (refused !== undefined) throw new Problem('NOT_ALLOWED', { denied: deniedOf(refused.action, subject) });
        if (asked.some(({ action }) => isGrave(action, body))) demandFresh(identity, deps.stepUpMinutes);
        return spec.intend({ params, body, expects: match === undefined ? undefined : Number(match.slice(1, -1)) }, subject);
      });
      // It is recorded: what was only begun has served. If it cannot be discarded now, it expires.
      if (draft !== undefined) await writing(deps.database.pool, identity, (ask, actor) => discardDraft(ask, actor, draft)).catch(() => false);
      const at = spec.shows.params({ params }, recorded.command.body);
      const shown = await unlessOut(outcomeUnknown(), () => spec.shows.operation.show(deps, identity, at)).catch(asUnknown);
      const location = spec.shows.location === undefined ? {} : { Location: spec.shows.location(at) };
      return { status: spec.status, body: { seq: recorded.seq, ...shown?.body }, headers: { ...shown?.headers, ...location, ...recorded.headers } };
    }),
  };
}

/** It is recorded; only the answer could not be read. The same key brings it. */
function asUnknown(error: unknown): never {
  throw error instanceof Problem && error.code === 'UNAVAILABLE' ? outcomeUnknown() : error;
}

function keyOf(incoming: Incoming): string {
  const key = incoming.header('idempotency-key');
  if (key === undefined) throw new Problem('IDEMPOTENCY_KEY_REQUIRED');
  return part(keySchema, key, 'header.idempotency-key');
}

const etagOf = (rev: number): string => `"${rev}"`;

async function unlessOut<T>(problem: Problem, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isOutage(error) ? problem : error;
  }
}
