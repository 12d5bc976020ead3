/**
 * The mail. It takes letters that keepers have released, asks once more whether they are still so and still theirs to read, sends each outside of any
 * transaction, and writes down the answer. A letter whose sender died in between is sent again under the same Message-ID.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { letterOf } from '#domain/notice/letter.ts';
import { answered, settle, type Answer } from '#domain/notice/telling.ts';
import { faultPoint } from '#start/fault-points.ts';
import type { MailTerms } from '#domain/notice/schema.ts';
import { runLoop, type Loop, type Report } from '../loop.ts';
import { lock, read } from './read.ts';
import { postTo, type Post } from './smtp.ts';
import { takeUp } from './take-up.ts';
import { write } from './write.ts';

/** A letter whose sender has not been heard of for so long is sent again: longer than any server is waited for. */
const leaseSeconds = 120;
const lettersAtOnce = 8;

export interface Mailing {
  readonly url: string;
  readonly from: string;
  /** Where links lead: scheme and host. */
  readonly origin: string;
  readonly terms: MailTerms;
}

interface Claimed {
  readonly mail: string;
  readonly person: string;
  readonly keepers: readonly string[];
  readonly address: string;
  readonly codeNames: readonly string[];
  /** The exercise's own mail server. */
  readonly sink: string | null;
}

/** Both loops of the mail: one takes up what was said, one sends. Of exercises and of real matters alike, each to its own server. */
export function runMail(pool: pg.Pool, mailing: Mailing, report: Report): Loop {
  const posts = new Map<string, Post>();
  const postOf = (url: string): Post => {
    const post = posts.get(url) ?? postTo(url);
    posts.set(url, post);
    return post;
  };
  const loops = [
    runLoop(pool, { name: 'notices', everyMs: 250, work: () => takeUp(pool, mailing.terms) }, report),
    runLoop(pool, { name: 'mail', everyMs: 1_000, work: () => sendWhatWaits(pool, mailing, postOf, report) }, report),
  ];
  return { stop: async () => { await Promise.all(loops.map((loop) => loop.stop())); } };
}

export async function sendWhatWaits(pool: pg.Pool, mailing: Mailing, postOf: (url: string) => Post, report: Report): Promise<number> {
  const people = await waiting(pool);
  const sent = await Promise.all(people.map(async (person) => {
    try {
      const claimed = await inTransaction(pool, (client) => claim(client, person, mailing.terms));
      if (claimed !== undefined) await send(pool, claimed, mailing, postOf, report);
      return claimed !== undefined;
    } catch (error) {
      report('mail', error);
      return false;
    }
  }));
  return sent.filter(Boolean).length;
}

const claimable = `d.state = 'SENDING' and (d.claimed_at is null or d.claimed_at < clock_timestamp() - make_interval(secs => ${leaseSeconds}))`;

async function waiting(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ person: string }>({ name: 'letters', text: `select d.person from delivery d where ${claimable} group by d.person order by min(d.not_before) limit ${lettersAtOnce}` });
  return rows.map(({ person }) => person);
}

/** All that this person is to be told by now goes into one letter; one that was tried before stays as it was. */
const together = `
with first as (select d.mail from delivery d where d.person = $1 and ${claimable} order by d.not_before limit 1)
select d.keeper, d.mail from first, delivery d left join exercise x on x.id = d.exercise_id
 where d.person = $1 and d.mail is not distinct from first.mail
   and (${claimable} or (d.state = 'DUE' and d.mail is null and d.not_before <= coalesce(x.now_at, clock_timestamp()))) order by d.keeper`;

const stamp = `
update delivery d set mail = $3, claimed_at = clock_timestamp() where d.person = $1 and d.keeper = any($2) and (d.mail is null or d.mail = $3) and ${claimable} returning d.keeper`;

const about = `
select array(select c.code_name from case_view c where c.ledger_id = any($1) union select v.code_name from compact_view v where v.ledger_id = any($1)) as names,
       (select x.mail_sink from exercise x where x.id = $2) as sink`;

async function claim(client: pg.ClientBase, person: string, terms: MailTerms): Promise<Claimed | undefined> {
  const { rows } = await client.query<{ keeper: string; mail: string | null }>({ name: 'letter', text: together, values: [person] });
  const mail = rows[0]?.mail ?? randomUUID();
  let address: string | undefined;
  let exercise: string | null = null;
  const ledgers = new Map<string, string>();
  for (const { keeper } of rows) {
    const place = await lock(client, keeper);
    if (place === undefined) continue;
    const found = await read(client, place, terms);
    await write(client, place, found.telling, settle(found.telling, found.now, terms), found.now);
    ledgers.set(keeper, place.ledger);
    address = found.addresses[person];
    ({ exercise } = place);
  }
  const { rows: mine } = await client.query<{ keeper: string }>({ name: 'stamp', text: stamp, values: [person, rows.map(({ keeper }) => keeper), mail] });
  // The matter is over, the person is gone, or another worker has it.
  if (mine.length === 0 || address === undefined) return undefined;
  const keepers = mine.map(({ keeper }) => keeper).sort();
  const { rows: [known] } = await client.query<{ names: string[]; sink: string | null }>({ name: 'about', text: about, values: [keepers.map((keeper) => ledgers.get(keeper)), exercise] });
  return { mail, person, keepers, address, codeNames: known?.names ?? [], sink: exercise === null ? null : (known?.sink ?? '') };
}

async function send(pool: pg.Pool, { mail, person, keepers, address, codeNames, sink }: Claimed, { url, from, origin, terms }: Mailing, postOf: (url: string) => Post, report: Report): Promise<void> {
  faultPoint('mail.after-claim');
  const host = new URL(origin).hostname;
  const { answer, error } = await postOf(sink ?? url)({ from, to: address, host, messageId: `<${mail}@${host}>` }, letterOf(codeNames, `${origin}/desk/letters/${mail}`));
  faultPoint('mail.after-send');
  if (error !== undefined) report(`mail ${answer}`, error);
  await inTransaction(pool, (client) => conclude(client, keepers, person, answer, terms));
}

/** Each event hears what became of the letter, and its keeper is woken: it may have to wait for a reader now, or ask the next. */
async function conclude(client: pg.ClientBase, keepers: readonly string[], person: string, answer: Answer, terms: MailTerms): Promise<void> {
  for (const keeper of keepers) {
    const place = await lock(client, keeper);
    if (place === undefined) continue;
    const { telling, now } = await read(client, place, terms);
    await write(client, place, telling, settle(answered(telling, person, answer, now, terms), now, terms), now);
    await client.query('insert into outbox (ledger_id, keeper, agency_id, exercise_id) values ($1, $1, $2, $3)', [keeper, place.agency, place.exercise]);
  }
  await client.query(`select pg_notify('outbox', '')`);
}

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('begin');
    const done = await work(client);
    await client.query('commit');
    broken = false;
    return done;
  } catch (error) {
    broken = await client.query('rollback').then(() => false, () => true);
    throw error;
  } finally {
    client.release(broken);
  }
}
