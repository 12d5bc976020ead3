/** Links between cases as one side sees them. Who cannot read the other case learns that it is linked, and which agency to call; no code name, no id. */
import type { z } from 'zod';
import type { Ask } from '../actor.ts';
import type { LinkResource } from '../policies/authorise.ts';
import type { linkShape } from '../shapes.ts';
import { caseIdOf, type Subject } from './subjects.ts';

interface Row {
  readonly id: string;
  readonly relation: string;
  readonly asker: string;
  readonly asked: string;
  readonly asker_state: string;
  readonly asker_lead: string;
  readonly asked_at: Date;
  readonly answered_at: Date | null;
  readonly answer: string | null;
  readonly asked_lead: string | null;
  /** Code names of the cases that are in sight. */
  readonly asker_name: string | null;
  readonly asked_name: string | null;
  readonly own_lead: string | null;
}

const rowsOf = (ask: Ask, id: string | null, ledger: string | null): Promise<readonly Row[]> => ask<Row>`
  select a.id, a.relation, a.ledger_id as asker, a.other_ledger as asked, a.state as asker_state, a.agency_id as asker_lead, a.said_at as asked_at, b.said_at as answered_at,
         b.state as answer, b.agency_id as asked_lead, c.code_name as asker_name, d.code_name as asked_name, d.agency_id as own_lead
    from case_link_view a
    left join case_link_view b on b.id = a.id and b.ledger_id = a.other_ledger
    left join case_view c on c.ledger_id = a.ledger_id
    left join case_view d on d.ledger_id = a.other_ledger
   where a.side = 'ASKED' and (${id}::uuid is null or a.id = ${id}::uuid) and (${ledger}::text is null or ${ledger}::text in (a.ledger_id, a.other_ledger))
   order by a.said_at, a.id limit 200`;

function stateOf({ asker_state: asked, answer }: Row): 'ASKED' | 'LINKED' | 'DECLINED' | 'ENDED' {
  if (asked === 'ENDED' || answer === 'ENDED') return 'ENDED';
  return answer === 'ACCEPTED' ? 'LINKED' : answer === 'DECLINED' ? 'DECLINED' : 'ASKED';
}

/** A no is for those who said it: whoever asked goes on waiting, as for a case that is not there. */
const unanswered = (row: Row): Row => (row.answer === 'DECLINED' ? { ...row, answer: null, answered_at: null, asked_lead: null } : row);

/** Seen from `ledger`. Before it is accepted the asker learns nothing of the other case, not even that it is there. */
function answerOf(row: Row, ledger: string): z.input<typeof linkShape> {
  const isAsker = row.asker === ledger;
  const seen = isAsker ? unanswered(row) : row;
  const name = isAsker ? seen.asked_name : seen.asker_name;
  const agency = isAsker ? (seen.asked_lead ?? undefined) : seen.asker_lead;
  return {
    id: seen.id, caseId: caseIdOf(ledger), relation: seen.relation as 'SPLIT', asks: isAsker, state: stateOf(seen), since: (seen.answered_at ?? seen.asked_at).toISOString(),
    ...(agency !== undefined && { agency }), ...(name !== null && { codeName: name, otherCase: caseIdOf(isAsker ? seen.asked : seen.asker) }),
  };
}

export const linksOf = async (ask: Ask, ledger: string): Promise<readonly z.input<typeof linkShape>[]> => (await rowsOf(ask, null, ledger)).map((row) => answerOf(row, ledger));

/** The link from my side: of the case I lead, the one that owes an answer first; else of the case I am engaged in. */
export async function linkSubject(ask: Ask, id: string, agency: string): Promise<Subject<LinkResource> | undefined> {
  const [row] = await rowsOf(ask, id, null);
  if (row === undefined) return undefined;
  const owesAnswer = row.own_lead === agency && row.answer === null;
  const isAsked = owesAnswer || (row.asker_lead !== agency && (row.own_lead === agency || row.asker_name === null));
  const ledger = isAsked ? row.asked : row.asker;
  const lead = isAsked ? (row.own_lead ?? '') : row.asker_lead;
  const team = await ask<{ agency_id: string }>`select agency_id from engagement where ledger_id = ${ledger} and until_at is null`;
  return { kind: 'Link', id, lead, agencies: team.map(({ agency_id }) => agency_id), other: caseIdOf(isAsked ? row.asker : row.asked), relation: row.relation, ledger, keeper: ledger };
}

export async function linkAnswer(ask: Ask, id: string, ledger: string): Promise<z.input<typeof linkShape>> {
  const [row] = await rowsOf(ask, id, null);
  if (row === undefined) throw new Error('a link that was there is gone');
  return answerOf(row, ledger);
}
