/** What is recorded at the word of a notice's keeper: time has run out for a letter, or for its reader. */
import type pg from 'pg';
import { Fault } from '#domain/decision.ts';
import { noticeWords, settle, type NoticeClock } from '#domain/notice/telling.ts';
import type { Recorded, RecordRequest } from '#workflows/contract.ts';
import { rule } from '../fault.ts';
import { standingOf } from '../standing.ts';
import { lock, read } from './read.ts';
import { mailTerms } from './terms.ts';
import { write } from './write.ts';

const due = `select c.name from clock c left join exercise x on x.id = c.exercise_id
  where c.keeper = $1 and c.state = 'open' and c.due_at <= coalesce(x.now_at, clock_timestamp()) order by c.due_at limit 1`;

/** Runs in the transaction of `record`. Errors: `Fault` when the story does not let time say this here. */
export async function recordNotice(client: pg.ClientBase, { keeper, armed, timeMaySay }: RecordRequest): Promise<Recorded> {
  const place = await lock(client, keeper);
  const clock = place && (await client.query<{ name: NoticeClock }>(due, [keeper])).rows[0];
  if (place === undefined || clock === undefined) return { at: await standingOf(client, keeper, armed) };
  const word = noticeWords[clock.name];
  if (timeMaySay !== undefined && timeMaySay[clock.name] !== word) throw new Fault(`the story does not let time say ${word} here`);
  const terms = mailTerms();
  const { telling, now } = await read(client, place, terms);
  await write(client, place, telling, rule(() => settle(telling, now, terms)), now);
  return { at: await standingOf(client, keeper, armed) };
}
