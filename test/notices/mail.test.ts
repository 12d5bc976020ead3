/** Notices that arrive, on the real parts: API, worker, engine, database and mail server. Everything is played once, before the tests are declared. */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { read } from '../../activities/notices/read.ts';
import { mailTerms } from '../../activities/notices/terms.ts';
import { newWorld, startsAt, type World } from '../../commands/campaign/notice-world.ts';
import { auditReadModels } from '../../commands/verify/read-models.ts';
import { atOneInstant, ledgerIds } from '../../commands/verify/stored.ts';
import { startPost } from './stage.ts';

const { office, real, api, pool, stage, stop } = await startPost();
afterAll(stop);

const at = (minutes: number): string => new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
const nobodyReads = async (): Promise<void> => undefined;
const world = (...refused: readonly string[]): Promise<World> =>
  newWorld(stage, { sink: office.url, referral: 'Canary of the tests', before: async ({ addressOf }) => { for (const who of refused) office.refuse(addressOf(who), 550); } });
/** To whom letters went in a world, in order, as `agency.person`. */
const readersOf = ({ idOf }: World): readonly string[] => {
  const mark = idOf('');
  return office.letters.filter(({ to }) => to.includes(mark.slice(0, -1))).map(({ to }) => (to.split('.')[0] ?? '').replace('-', '.'));
};
const letterTo = ({ addressOf }: World, who: string) => office.letters.filter(({ to }) => to === addressOf(who));
const outcomes = async ({ caseId }: World, subject: string, kind: string) =>
  (await pool.query<{ outcome: string | null }>(`select t.outcome from telling t join notice n on n.ledger_id = t.ledger_id and n.seq = t.seq and n.part = t.part where n.ledger_id = $1 and n.subject = $2 and n.kind = $3`, [`case/${caseId}`, subject, kind])).rows.map(({ outcome }) => outcome);

/** An address that refuses, and nobody who opens anything: down the whole chain, in minutes. */
const bounced = await world('house.advocate');
await bounced.clock.passTo(at(29), nobodyReads);

/** Somebody opens the letter; somebody else tries to; a third finds it in the inbox. */
const opened = await world();
const [link = ''] = letterTo(opened, 'house.advocate').map((letter) => letter.link);
const tries = {
  nobody: (await fetch(`${api.url}/notices/${link}`)).status,
  other: (await opened.ask('house.supervisor', 'GET', `/notices/${link}`)).status,
  coordinator: (await opened.ask('lead.coordinator', 'GET', `/notices/${link}`)).status,
};
const seenBefore = (await pool.query('select 1 from seen where ledger_id = $1', [`case/${opened.caseId}`])).rowCount;
const addressee = await opened.ask('house.advocate', 'GET', `/notices/${link}`);
await opened.ask('lead.coordinator', 'GET', '/inbox');
const seenAfter = (await pool.query<{ person: string }>('select distinct person from seen where ledger_id = $1 order by person', [`case/${opened.caseId}`])).rows.map(({ person }) => person);
await opened.clock.passTo(at(11), nobodyReads);

/** A night: an ordinary offer waits for the morning, danger does not. */
const night = await world();
await night.clock.passTo(at(11 * 60), async () => undefined);
const beforeNight = office.letters.length;
const handOff = (step: string, kind: string, to = 'revenue') => night.ask('lead.coordinator', 'POST', `/cases/${night.caseId}/hand-offs`, { step, to: night.idOf(to), kind });
const taken = await handOff('LIM.1', 'ORDINARY', 'house');
const offered = [taken.status, (await handOff('S3.1', 'ORDINARY')).status, (await handOff('S1.2', 'DANGER')).status];
await night.clock.settle();
await night.clock.passTo(at(11 * 60 + 10), nobodyReads);
const inTheNight = office.letters.slice(beforeNight).filter(({ to }) => to === night.addressOf('revenue.investigator') || to === night.addressOf('revenue.supervisor')).length;
const offerStates = async () => (await pool.query<{ kind: string; state: string; not_before: Date; person: string; subject: string }>(
  `select h.kind, d.state, d.not_before, d.person, n.subject from delivery d join notice n on n.ledger_id = d.ledger_id and n.seq = d.seq and n.part = any(d.parts)
     join event e on e.ledger_id = n.ledger_id and e.seq = n.seq join hand_off_view h on h.id::text = e.body::jsonb ->> 'handOff' where n.kind = 'offer' and n.ledger_id = $1 order by h.kind, d.not_before`, [`case/${night.caseId}`])).rows;
const offers = await offerStates();
// Before the morning one offer is taken back, and the account of the person who was to read the other is closed.
const takenBack = (await night.ask('lead.coordinator', 'POST', `/hand-offs/${(taken.body as { id: string }).id}/acts`, { act: 'withdraw' })).status;
await night.disable('revenue.supervisor');
await night.clock.settle();
await night.clock.passTo(at(21 * 60 + 5), nobodyReads);
const inTheMorning = await offerStates();

/** Nobody of a whole case can be reached by mail. */
const unreached = await world('lead.coordinator', 'house.advocate', 'house.supervisor', 'house.leader');
await unreached.clock.passTo(at(3), nobodyReads);
const board = await unreached.ask('lead.coordinator', 'GET', '/notices/undelivered');
const boardOfOthers = (await unreached.ask('police.investigator', 'GET', '/notices/undelivered')).status;

describe('a letter', () => {
  it('that bounces is with the next person in the same minute, and goes on down the chain while nobody opens it', async () => {
    const sent = readersOf(bounced);
    expect(sent).not.toContain('house.advocate');
    expect(sent.filter((who) => who === 'house.supervisor').length).toBeGreaterThan(0);
    const { rows } = await pool.query<{ person: string; state: string; sent_at: Date | null }>(
      `select d.person, d.state, d.sent_at from delivery d join notice n on n.ledger_id = d.ledger_id and n.seq = d.seq and n.part = any(d.parts) where n.ledger_id = $1 and n.subject = 'S1.1' and n.kind = 'task' order by d.sent_at nulls first`, [`case/${bounced.caseId}`]);
    expect(rows.map(({ person, state, sent_at: sentAt }) => `${person.slice(person.indexOf('-') + 1)} ${state} ${sentAt?.toISOString() ?? ''}`.trim())).toEqual([
      'house.advocate BOUNCED', `house.supervisor UNREAD ${at(0)}`, `house.leader SENT ${at(15)}`,
    ]);
  });

  it('is opened by nobody but the person it was sent to, after signing in', () => {
    expect(tries).toEqual({ nobody: 401, other: 404, coordinator: 404 });
    expect(seenBefore).toBe(0);
    expect([addressee.status, (addressee.body as { items: { subject: string }[] }).items.map(({ subject }) => subject)]).toEqual([200, ['S1.1']]);
  });

  it('counts as read when it is opened, or its notice is shown in the inbox: nobody else is then told', async () => {
    expect(seenAfter.map((person) => person.slice(person.indexOf('-') + 1))).toEqual(['house.advocate', 'lead.coordinator']);
    expect(new Set(readersOf(opened))).toEqual(new Set(['house.advocate', 'lead.coordinator', 'lead.prosecutor']));
    // What was read is settled when its reader's time would have run out.
    await opened.clock.passTo(at(16), nobodyReads);
    expect(await outcomes(opened, 'S1.1', 'task')).toEqual(['TOLD']);
  });

  it('waits for the morning in quiet hours, unless somebody is in danger', () => {
    expect(offered).toEqual([201, 201, 201]);
    expect(inTheNight).toBeGreaterThan(0);
    const states = offers.map(({ kind, state, not_before: due }) => `${kind} ${state} ${due.toISOString()}`);
    expect(states).toContain('ORDINARY DUE 2031-04-15T12:00:00.000Z');
    expect(states).toContain(`DANGER SENT ${at(11 * 60)}`);
  });

  it('is not sent of what is over, nor to whom the door was closed meanwhile', () => {
    expect(takenBack).toBe(200);
    const states = inTheMorning.filter(({ kind }) => kind === 'ORDINARY').map(({ state, person, subject }) => `${subject} ${person.slice(person.indexOf('-') + 1)} ${state}`);
    expect(states.toSorted()).toEqual(['LIM.1 house.supervisor OVER', 'S3.1 revenue.leader SENT', 'S3.1 revenue.supervisor UNREACHABLE']);
  });

  it('that reaches nobody stands on the coordinator\'s board, with whom it was tried', () => {
    const { items } = board.body as { items: { subject: string; state: string; tried: { person: string; state: string; attempts: number }[] }[] };
    const task = items.find(({ subject }) => subject === 'S1.1');
    expect(task?.state).toBe('UNTOLD');
    expect(task?.tried.map(({ person, state, attempts }) => `${person.slice(person.indexOf('-') + 1)} ${state} ${attempts}`)).toEqual([
      'house.advocate BOUNCED 1', 'house.leader BOUNCED 1', 'house.supervisor BOUNCED 1', 'lead.coordinator BOUNCED 1',
    ]);
    expect(boardOfOthers).toBe(404);
  });

  it('of an exercise never goes to the mail server of real people', () => {
    expect(office.letters.length).toBeGreaterThan(10);
    expect(real.letters).toEqual([]);
  });

  it('leaves the ledger and its read models as they were: what became of it stands beside them', async () => {
    const ids = await ledgerIds(pool);
    expect(ids).toContain(`case/${bounced.caseId}`);
    expect(ids.filter((id) => id.startsWith('notice/'))).toEqual([]);
    expect(await atOneInstant(pool, (client) => auditReadModels(client, `case/${bounced.caseId}`))).toEqual([]);
  });

  it('is sent once: no Message-ID twice', () => {
    const ids = office.letters.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Who of the world may be written to of its case, once these rows stand beside it; nothing of it stays. */
async function writtenTo({ caseId, idOf }: World, rows: readonly (readonly [string, ...unknown[]])[]): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const [text, ...values] of rows) await client.query(text, values);
    const ledger = `case/${caseId}`;
    const { rows: seqs } = await client.query<{ seq: number; exercise: string | null }>('select distinct seq, exercise_id as exercise from telling where ledger_id = $1', [ledger]);
    const found = [];
    for (const { seq, exercise } of seqs) found.push(await read(client, { keeper: `notice/${ledger}/${seq}`, ledger, seq, agency: idOf('lead'), exercise }, mailTerms()));
    const reachable = found.flatMap(({ telling }) => Object.entries(telling.readers)).filter(([, reader]) => reader.reachable).map(([person]) => person.slice(person.indexOf('-') + 1));
    return [...new Set(reachable)].toSorted();
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('whoever is shut out', () => {
  const everybody = ['house.advocate', 'house.leader', 'house.supervisor', 'lead.coordinator', 'lead.leader', 'lead.prosecutor', 'lead.supervisor'];
  const standing = (victim: string, person: string | null, of: 'house' | 'lead' = 'house') =>
    [`insert into standing_view (ledger_id, id, role, agency, person, from_at, until_at, suspected, agency_id) values ($1, $2, 'COMMUNITY_ADVOCATE', $3, $4, now(), now(), true, $5)`, victim, randomUUID(), opened.idOf(of), person, opened.idOf('lead')] as const;
  const inCase = (victim: string) => [`insert into involvement_view (ledger_id, case_ledger, pseudonym, from_at, agency_id) values ($1, $2, 'V1', now(), $3)`, victim, `case/${opened.caseId}`, opened.idOf('lead')] as const;
  const hers = `victim/${randomUUID()}`;
  const contained = (until: string | null) => ['insert into containment (ledger_id, from_at, until_at, reason, agency_id) values ($1, $2, $3, $4, $5)', `agency/${opened.idOf('house')}`, startsAt, until, 'ACCOUNT_TAKEN_OVER', opened.idOf('house')] as const;

  it.each([
    ['nobody', [], everybody],
    ['an agency that is contained', [contained(null)], everybody.filter((who) => !who.startsWith('house'))],
    ['nobody of an agency that was let in again', [contained(at(1))], everybody],
    ['a suspect', [inCase(hers), standing(hers, opened.idOf('house.advocate'))], everybody.filter((who) => who !== 'house.advocate')],
    ['all of an agency that is suspected', [inCase(hers), standing(hers, null)], everybody.filter((who) => !who.startsWith('house'))],
    ['nobody of the agency that leads, for somebody must hand the case over', [inCase(hers), standing(hers, null, 'lead')], everybody],
    ['nobody who is suspected in a file of another case', [standing(hers, opened.idOf('house.advocate'))], everybody],
  ] as const)('gets no letter: %s', async (_who, rows, left) => {
    expect(await writtenTo(opened, rows)).toEqual(left);
  });
});
