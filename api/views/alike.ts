/**
 * Rule R14: to who may not know what she said (data class D6) every wait of hers looks alike, whether it waits or not: nobody can tell from a step that starts
 * or stops what she has said, nor whom to lean on. Whoever answers for the work itself sees it as it is: they must do it, and are told when it is due.
 */
import type { StepView } from '#prisma/generated/client.ts';
import { codeOf } from '#domain/playbook/names.ts';
import type { Ask } from '../actor.ts';
import type { Resource } from '../policies/authorise.ts';
import type { Asker, Reader } from '../route.ts';
import { depthsIn, type Depths } from './depth.ts';
import type { Playbooks, Told } from './playbooks.ts';
import { waitsProperly } from './waiting.ts';

type HersOf = (step: string) => boolean;

/** Steps at her pace, and those that her word starts, stops or silences. */
async function hersOf(playbooks: Playbooks, ask: Ask, { playbookId, playbookVersion }: Pinned): Promise<readonly string[]> {
  const told = await playbooks.told(ask, playbookId, playbookVersion);
  return (told?.steps ?? []).filter(({ pacing, waitsOn = [], silencedBy }) => pacing === 'VICTIM_PACED' || waitsOn.length > 0 || silencedBy !== undefined).map(({ code }) => code);
}

interface Pinned {
  readonly playbookId: string;
  readonly playbookVersion: number;
}
/** Who asks, about a case or a step of it. */
export async function eyesOf({ may, opened, actor, deps, ask }: Asker, resource: Resource, pinned: Pinned): Promise<Eyes & Pick<Asker, 'opened'>> {
  const hers = new Set(await hersOf(deps.playbooks, ask, pinned));
  const told = await deps.playbooks.told(ask, pinned.playbookId, pinned.playbookVersion);
  const depth = depthsIn({ may, actor }, resource, told);
  return { told, signal: may('step.read-signal', resource), hers: (step) => hers.has(codeOf(step)), actor, opened, depth };
}

type Standing = Pick<StepView, 'code' | 'track' | 'pacing' | 'state' | 'reviewBy' | 'accepted' | 'holder' | 'role'>;

/** Who asks, as far as it matters here. */
export interface Eyes {
  readonly signal: boolean;
  readonly hers: HersOf;
  readonly depth: Depths;
  /** The playbook, where there is one. */
  readonly told?: Told | undefined;
  readonly actor: { readonly person: string; readonly agency: string; readonly roles: readonly string[]; readonly now: string };
}

const over: readonly string[] = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];
const answerFor: readonly string[] = ['AGENCY_SUPERVISOR', 'AGENCY_LEADER'];

export function looksAlike(step: Standing, { signal, hers, actor }: Eyes): boolean {
  if (signal || over.includes(step.state)) return false;
  if (step.holder === actor.agency && actor.roles.some((role) => role === step.role || answerFor.includes(role))) return false;
  return hers(step.code) || (step.track !== 'PROTECTION' && waitsProperly(step, Date.parse(actor.now)));
}

/** Events that follow from her word, or tell of it, wherever they stand. */
const ofHers = [
  'ReadinessSignalled', 'StepSuspended', 'StepResumed', 'OfferSilenced', 'SilenceEnded', 'StatementScheduled', 'StatementPlanWithdrawn', 'StatementRequestDenied', 'EarlyContactHeld',
  'CommitmentSuspended', 'CommitmentResumed', 'TrackQuiet',
];

interface EventRow {
  readonly seq: number;
  readonly at: Date;
  readonly type: string;
  readonly body: string;
  readonly commandId: string;
}

/** Whether an event tells of her word, or of what it starts and stops. */
export function tellsOfHers({ type, body }: Pick<EventRow, 'type' | 'body'>, { hers }: Pick<Eyes, 'hers'>): boolean {
  const { step, subject } = JSON.parse(body) as { readonly step?: string; readonly subject?: string };
  return ofHers.includes(type) || (step !== undefined && hers(step)) || (subject !== undefined && hers(subject));
}

/** A timeline without them, numbered by what is left, so that no gap tells of what is not there. */
export async function eventsAlike({ tx, ask, deps }: Reader, ledger: string, after: number, limit: number): Promise<readonly EventRow[]> {
  const codes = await hersOf(deps.playbooks, ask, await tx.caseView.findUniqueOrThrow({ where: { ledgerId: ledger } }));
  return ask<EventRow>`
    select place::int as seq, at, type, body, command_id as "commandId" from (
      select e.at, e.type, e.body, e.command_id, row_number() over (order by e.seq) as place from event e
       where e.ledger_id = ${ledger} and e.type <> all(${ofHers}::text[])
         and not coalesce(e.body::jsonb ->> 'step' = any(${codes}::text[]), false) and not coalesce(e.body::jsonb ->> 'subject' = any(${codes}::text[]), false)) shown
     where place > ${after} order by place limit ${limit}`;
}
