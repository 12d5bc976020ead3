/** One row of a read model by plain statement, named as the typed client names it. */
import type { Ask } from '../actor.ts';
import type { HandOffShown, StepShown } from './answers.ts';

interface Pinned {
  readonly playbookId: string;
  readonly playbookVersion: number;
}

export async function stepRow(ask: Ask, ledger: string, code: string): Promise<StepShown & Pinned> {
  const [row] = await ask<StepShown & Pinned>`
    select s.ledger_id as "ledgerId", s.code, s.keeper, s.track, s.pacing, s.role, s.state, s.occurrence, s.version, s.rev, s.holder, s.accountable, s.owner, s.accepted,
           s.opened_at as "openedAt", s.since_at as "sinceAt", s.due_at as "dueAt", s.review_by as "reviewBy", s.unlocks_at as "unlocksAt", s.horizon_at as "horizonAt",
           s.level, s.blocker, s.hand_off as "handOff", s.signal, s.recommitments,
           s.asked_due as "askedDue", s.asked_reason as "askedReason", s.packet_from as "packetFrom", s.packet_since as "packetSince", s.title, s.subject, s.unfilled, s.option,
           s.due_for as "dueFor", s.clock, s.nearer, c.playbook_id as "playbookId", c.playbook_version as "playbookVersion"
      from step_view s join case_view c on c.ledger_id = s.ledger_id where s.ledger_id = ${ledger} and s.code = ${code}`;
  if (row === undefined) throw new Error('a step that was there is gone');
  return row;
}

/** Without its playbook for an agency that may see the hand-off and not be told of the work. */
export async function handOffRow(ask: Ask, id: string): Promise<HandOffShown & Partial<Pinned>> {
  const [row] = await ask<HandOffShown & { readonly playbookId: string | null; readonly playbookVersion: number | null }>`
    select h.ledger_id as "ledgerId", h.id, h.code_name as "codeName", h.keeper, h.step, h.kind, h.state, h.rev, h.version, h.sender, h.receiver, h.proposed_by as "proposedBy",
           h.accepted_by as "acceptedBy", h.reason, h.items, h.bounces, h.determined, h.proposed_at as "proposedAt", h.since_at as "sinceAt", h.due_at as "dueAt", h.level, h.note, h.about,
           a.playbook_id as "playbookId", a.playbook_version as "playbookVersion"
      from hand_off_view h left join lateral asked_for(h.id) a on true where h.id = ${id}::uuid`;
  if (row === undefined) throw new Error('a hand-off that was there is gone');
  const { playbookId, playbookVersion, ...rest } = row;
  return playbookId === null || playbookVersion === null ? rest : { ...rest, playbookId, playbookVersion };
}
