import { z } from 'zod';
import type { CaseResource } from '../policies/authorise.ts';
import { pageFrom, pageQuery, positionKey, positionOf } from '../paging.ts';
import { reading, type Reader } from '../route.ts';
import { clockShape, instant, pageOf } from '../shapes.ts';
import { looksAsWaiting } from '../views/commitments.ts';
import { eyesOf, looksAlike } from '../views/alike.ts';
import { readable } from '../views/readable.ts';
import { caseIdOf, deskSubject, ledgerOf } from '../views/subjects.ts';
import { levelOf, whoHears } from '../views/who-hears.ts';

const position = z.strictObject({ dueAt: instant, id: positionKey });
/** It rings on the day before which she does not wish to be asked: her word, told by its date. */
const herSilence = 'silence-end';
const keeperKind = z.enum(['case', 'handOff', 'escalation']);

interface Row {
  readonly id: string;
  readonly ledger_id: string;
  readonly keeper: string;
  readonly name: string;
  readonly subject: string;
  readonly due_at: Date;
  readonly playbook_id: string;
  readonly playbook_version: number;
  readonly accepted: boolean | null;
  readonly role: string | null;
  readonly track: string;
  readonly pacing: string;
  readonly step_state: string;
  readonly holder: string;
  readonly accountable: string;
  readonly review_by: Date | null;
  readonly kind: string | null;
  readonly state: string | null;
  readonly waits_on_her: boolean | null;
  readonly promise_state: string | null;
  readonly agency: string | null;
  readonly offered_to: string | null;
  readonly accepted_by: string | null;
}

export const listClocks = reading({
  id: 'list-clocks',
  path: '/clocks',
  summary: 'List the clocks ahead',
  description: 'Every clock that runs in the cases of my agency, the next one first. None ever runs on a step at the survivor\'s own pace. The end of a silence that the survivor asked for is shown to those who may see the signal.',
  query: z.strictObject({ ...pageQuery, before: instant.optional(), case: z.uuid().toLowerCase().optional() }),
  answer: pageOf(clockShape),
  action: 'clocks.read',
  parts: ['step.read-signal'],
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const page = pageFrom(await inSight(reader, query), query.limit, positionIn, (row) => row);
    return { body: { items: await Promise.all(page.items.map((row) => clockAnswer(reader, row))), next: page.next } };
  },
});

interface Query {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly before?: string | undefined;
  readonly case?: string | undefined;
}
type Position = z.output<typeof position>;
const positionIn = ({ due_at: dueAt, id }: Row): Position => ({ dueAt: dueAt.toISOString(), id });

/** What is shown, up to one more than a page holds. A page that is short though more is to come would tell that something was left out of it. */
async function inSight(reader: Reader, query: Query): Promise<readonly Row[]> {
  const shown: Row[] = [];
  let after = positionOf(position, query.cursor);
  for (let isMore = true; isMore && shown.length <= query.limit; ) {
    const rows = await clocksAfter(reader, query, after);
    const last = rows.at(-1);
    shown.push(...(await seenOf(reader, rows)));
    isMore = last !== undefined && rows.length > query.limit;
    after = last && positionIn(last);
  }
  return shown;
}

function clocksAfter({ ask }: Reader, query: Query, after: Position | undefined): Promise<readonly Row[]> {
  const ledger = query.case === undefined ? null : ledgerOf(query.case);
  // Rule R1 is kept by the rules themselves; the last condition is the wall behind them.
  return ask<Row>`
      select k.id, k.ledger_id, k.keeper, k.name, k.subject, k.due_at, c.playbook_id, c.playbook_version, t.accepted, t.role, t.track, t.pacing, t.state as step_state, t.holder, t.accountable, t.review_by, h.kind, h.state,
             m.waits_on_her, m.state as promise_state, m.agency, m.offered_to, m.accepted_by from clock k
        join case_view c on c.ledger_id = k.ledger_id left join step_view t on t.ledger_id = k.ledger_id and t.code = k.subject
        left join hand_off_view h on h.ledger_id = k.ledger_id and h.id::text = k.subject
        left join commitment_view m on m.ledger_id = k.ledger_id and m.id::text = k.subject
       where k.state = 'open' and (${ledger}::text is null or k.ledger_id = ${ledger}::text)
         and (${query.before ?? null}::timestamptz is null or k.due_at < ${query.before ?? null}::timestamptz)
         and (${after?.id ?? null}::text is null or (k.due_at, k.id) > (${after?.dueAt ?? null}::timestamptz, ${after?.id ?? null}::text))
         and not exists (select 1 from step_view s where s.ledger_id = k.ledger_id and s.code = k.subject and s.pacing = 'VICTIM_PACED')
       order by k.due_at, k.id limit ${query.limit + 1}`;
}

async function seenOf(reader: Reader, rows: readonly Row[]): Promise<readonly Row[]> {
  const seen = await readable(reader, rows.map(({ ledger_id: of }) => of));
  const isShown = await Promise.all(rows.map(async (row) => {
    const resource = seen.get(row.ledger_id);
    return resource !== undefined && (row.name !== herSilence || reader.may('step.read-signal', resource)) && !runsByHerWord(reader, row, resource) && !(await isOutOfSight(reader, row, resource));
  }));
  return rows.filter((_, index) => isShown[index]);
}

/** Of a promise that waits for her: that its clock runs would tell what she said (rule R14). */
const runsByHerWord = ({ may, actor }: Reader, { waits_on_her: waitsOnHer, promise_state: state, agency, offered_to: offeredTo, accepted_by: acceptedBy }: Row, resource: CaseResource): boolean =>
  waitsOnHer === true && state !== null && agency !== null && looksAsWaiting({ waitsOnHer, state, agency, offeredTo, acceptedBy }, { signal: may('step.read-signal', resource), actor });

/** A clock of what is not theirs to know (D2, rule R12), or of what looks like every other wait to who asks: that it runs would tell it apart. */
async function isOutOfSight(reader: Reader, { subject: code, track, pacing, role, accepted, step_state: state, holder, accountable, review_by: reviewBy, playbook_id: playbookId, playbook_version: playbookVersion }: Row, resource: CaseResource): Promise<boolean> {
  if (role === null || accepted === null) return false;
  const eyes = await eyesOf(reader, resource, { playbookId, playbookVersion });
  const depth = eyes.depth.of({ code, track, holder, accountable });
  return depth !== 'full' && depth !== 'summary' ? true : looksAlike({ code, track, pacing, role, accepted, state, holder, reviewBy }, eyes);
}

async function clockAnswer({ ask, deps }: Reader, row: Row): Promise<z.input<typeof clockShape>> {
  const { id, ledger_id: of, name, subject, due_at: dueAt, keeper } = row;
  const playbook = await deps.playbooks.told(ask, row.playbook_id, row.playbook_version);
  const level = levelOf(id);
  const hears = playbook && whoHears(playbook, row, level);
  return {
    caseId: caseIdOf(of), name, subject, dueAt: dueAt.toISOString(), keeper: keeperKind.parse(keeper.split('/')[0]),
    ...(level !== undefined && { level }), ...(hears !== undefined && { hears: [...hears] }),
  };
}
