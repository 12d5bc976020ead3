/** An agency's own words about its time (domain 5e): it speaks first, its words stand beside the figure, and whoever does not read the figure does not read them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '#prisma/client.ts';
import { writing, type Ask } from '../../api/actor.ts';
import { notYet, type Explained } from '../../api/boards/explained.ts';
import { readBoardTerms } from '../../api/boards/terms.ts';
import { auditLedger } from '../../commands/verify/ledger.ts';
import { auditReadModels } from '../../commands/verify/read-models.ts';
import { readStored } from '../../commands/verify/stored.ts';
import { asOwner, launchBody, loadPeople, people, startApi, team, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { at } from './picture.ts';

const terms = readBoardTerms('start/boards.yaml');
const shown = (now: string, said: readonly Explained[] = [], change: { from?: string; until?: string; cases?: readonly string[]; holidays?: readonly string[] } = {}) =>
  notYet({ agency: 'fbi', cases: change.cases ?? ['case/1'] }, { from: at(change.from ?? '2021-04-01 00:00'), until: at(change.until ?? '2021-05-01 00:00') }, said,
    { terms, zone: 'America/Chicago', holidays: change.holidays ?? [], now: new Date(at(now)).toISOString() });
const words = (from: string, until: string, about = '', agency = 'fbi'): Explained => ({ agency, from, until, about });

describe('whether others read a figure yet', () => {
  const fifth = new Date(at('2021-05-07 17:00')).toISOString();
  it('is no until five working days after its last day have closed', () => {
    expect([shown('2021-05-01 09:00'), shown('2021-05-07 16:59'), shown('2021-05-07 17:00')]).toEqual([fifth, fifth, undefined]);
    expect(shown('2021-05-07 17:00', [], { holidays: ['2021-05-05'] })).toBe(new Date(at('2021-05-10 17:00')).toISOString());
  });

  it('is yes as soon as the agency has explained every day it still may, and no by one that it has not', () => {
    expect(shown('2021-05-01 09:00', [words('2021-04-01', '2021-04-30')])).toBeUndefined();
    // Until the 23rd all is old enough on the 1st of May.
    expect(shown('2021-05-01 09:00', [words('2021-04-24', '2021-04-26'), words('2021-04-27', '2021-04-30')])).toBeUndefined();
    expect(shown('2021-05-01 09:00', [words('2021-04-24', '2021-04-26'), words('2021-04-28', '2021-04-30')])).toBe(new Date(at('2021-05-04 17:00')).toISOString());
    expect(shown('2021-05-01 09:00', [words('2021-04-01', '2021-04-30', '', 'usao')])).toBe(fifth);
  });

  it('is no choice of the reader: a shorter period that holds such a day shows it no sooner', () => {
    expect(shown('2021-05-01 09:00', [], { from: '2021-04-29 12:00', until: '2021-04-29 13:00' })).toBe(new Date(at('2021-05-06 17:00')).toISOString());
    expect(shown('2021-05-01 09:00', [], { until: '2021-04-24 00:00' })).toBeUndefined();
  });

  it('is said case by case where words are about one case', () => {
    const one = [words('2021-04-01', '2021-04-30', 'case/1')];
    expect([shown('2021-05-01 09:00', one), shown('2021-05-01 09:00', one, { cases: ['case/1', 'case/2'] })]).toEqual([undefined, fifth]);
  });
});

const worker = await startWorker();
const exercise = randomUUID();
const inside = { claims: { exercise } };
const inWorld = (id: string): string => `${exercise}.${id}`;
const [coordinator, advocate, investigator, supervisor, leader, stranger] = [people.coordinator, people.advocate, people.investigator, people.harbourSupervisor, people.leader, people.stranger].map(inWorld) as [string, string, string, string, string, string];
const [tn, th, tp] = ['tn', 'th', 'tp'].map(inWorld) as [string, string, string];
// A Friday noon in Chicago.
const friday = '2031-04-18T17:00:00.000Z';
const said = { act: 'explain-time', from: '2031-04-18', until: '2031-04-21', words: 'The advocate was ill; a colleague from the county stood in.' };
let api: TestApi;
let database: Database;
let together = '';
let ofTwo = '';

const setClock = (now: string): Promise<unknown> => asOwner((client) => client.query('update exercise set now_at = $2 where id = $1', [exercise, now]));
const launch = async (agencies: readonly object[]): Promise<string> => String((await api.post(coordinator, '/cases', { ...launchBody, agencies }, inside)).body['id']);
const acts = (who: string, agency: string, body: object) => api.post(who, `/agencies/${agency}/acts`, body, inside);
/** Whose time somebody reads: hours with words, or not yet. */
async function board(who: string, period = `from=${friday}`): Promise<Record<string, 'not yet' | readonly string[]>> {
  const { body } = await api.get(who, `/boards/time-owned?${period}`, inside);
  const items = body['items'] as { agency: string; notYet?: true; words?: { text: string }[] }[];
  return Object.fromEntries(items.map(({ agency, notYet: isHeld, words: own = [] }) => [agency.slice(exercise.length + 1), isHeld ? 'not yet' : own.map(({ text }) => text)]));
}
const within = <T>(person: string, work: (ask: Ask) => Promise<T>): Promise<T> => writing(database.pool, { person, exercise }, (ask) => work(ask));

beforeAll(async () => {
  await asOwner((client) => client.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, friday]));
  await loadPeople(exercise);
  database = openDatabase(inject('databaseUrl'), 'throughline_api', 2);
  api = await startApi();
  const mine = team.map(({ agency, roles }) => ({ agency: inWorld(agency), roles }));
  together = await launch(mine);
  // Without the house: the police do its part.
  ofTwo = await launch([mine[0], { agency: tp, roles: [...(team[1]?.roles ?? []), ...(team[2]?.roles ?? [])] }].filter((each) => each !== undefined));
  await setClock('2031-04-21T20:00:00.000Z');
});
afterAll(async () => {
  await api.stop();
  await database.close();
  await worker.stop();
});

describe('the time an agency owned', () => {
  it('is read by itself at once, and by others not yet', async () => {
    expect(await board(advocate)).toEqual({ th: [], tn: 'not yet' });
    expect(await board(coordinator)).toMatchObject({ th: 'not yet', tn: [] });
    const { body } = await api.get(coordinator, `/boards/time-owned?from=${friday}`, inside);
    // Monday's time is shown when the next Monday closes.
    expect((body['items'] as object[])[0]).toEqual({ agency: th, notYet: true, shownFrom: '2031-04-28T22:00:00.000Z' });
  });

  it('is explained by its supervisor or leader, of days that have been, and of a case they see', async () => {
    expect((await acts(advocate, th, said)).body).toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await acts(leader, th, said)).body).toMatchObject({ code: 'NOT_FOUND' });
    expect((await acts(supervisor, th, { ...said, case: ofTwo })).body).toMatchObject({ code: 'NOT_FOUND' });
    expect((await acts(supervisor, th, { ...said, until: '2031-04-22' })).body).toMatchObject({ code: 'DAY_AHEAD' });
    expect((await acts(supervisor, th, { ...said, words: '' })).body).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await board(coordinator)).toMatchObject({ th: 'not yet' });
  });

  it('is shown with the agency\'s own words to everybody who reads the figure, once it has spoken', async () => {
    expect((await acts(supervisor, th, said)).status).toBe(200);
    for (const who of [advocate, coordinator, investigator]) expect(await board(who)).toMatchObject({ th: [said.words] });
    expect((await acts(supervisor, th, { ...said, words: 'Put better.' })).status).toBe(200);
    expect(await board(coordinator)).toMatchObject({ th: ['Put better.'] });
    expect(await board(stranger)).toEqual({});
  });

  it('of one case opens no figure of two, and its words are for who sees that case', async () => {
    const read = async (who: string) => (await board(who))['tn'];
    expect((await acts(leader, tn, { ...said, case: ofTwo, words: 'Of the case of two.' })).status).toBe(200);
    expect([await read(investigator), await read(advocate)]).toEqual(['not yet', 'not yet']);
    expect((await acts(leader, tn, { ...said, case: together, words: 'Of the case of three.' })).status).toBe(200);
    // Both cases are explained now; the house sees one of them, and reads of that alone.
    expect([new Set(await read(investigator)), await read(advocate)]).toEqual([new Set(['Of the case of three.', 'Of the case of two.']), ['Of the case of three.']]);
  });

  it('is shown without a word when the time to explain it has passed', async () => {
    const tuesday = 'from=2031-04-22T05:00:00.000Z&until=2031-04-23T05:00:00.000Z';
    await setClock('2031-04-29T21:59:59.000Z');
    expect((await board(advocate, tuesday))['tn']).toBe('not yet');
    await setClock('2031-04-29T22:00:00.000Z');
    expect((await board(advocate, tuesday))['tn']).toEqual([]);
  });
});

describe('the words of an agency', () => {
  const owners = () => [`agency/${th}`, `agency/${tn}`];
  const seen = (person: string) => within(person, async (ask) => {
    const items = await ask<{ owner: string }>`select owner from vault_item where owner = any(${owners()}::text[])`;
    const keys = await ask<{ owner: string }>`select owner from vault_key where owner = any(${owners()}::text[]) order by owner`;
    const rows = await ask<{ about: string }>`select about from time_explanation where ledger_id = any(${owners()}::text[])`;
    return [items.length, keys.length, rows.length];
  });

  it('lie in the vault for those who read the board and for nobody else', async () => {
    expect(await seen(investigator)).toEqual([3, 2, 3]);
    // The house does not see the case of two, and not what was said of it.
    expect(await seen(advocate)).toEqual([2, 2, 2]);
    expect(await seen(stranger)).toEqual([0, 0, 0]);
    expect(await seen(inWorld(people.financial))).toEqual([0, 0, 0]);
    expect((await database.pool.query('select 1 from time_explanation limit 1')).rowCount).toBe(0);
    // Outside the exercise nothing of it exists, even for the agency itself.
    const outside = await within(coordinator, async (ask) => {
      await ask`select set_config('app.exercise', '', true)`;
      return ask`select 1 from time_explanation where ledger_id = any(${owners()}::text[])`;
    });
    expect(outside).toEqual([]);
  });

  it('are out of sight for who has left the only case that was shared', async () => {
    await asOwner((client) => client.query('update engagement set until_at = $3 where ledger_id = $1 and agency_id = $2', [`case/${together}`, th, '2031-04-29T22:00:00.000Z']));
    // Its own it reads on; those who stay read on what was said while it was there.
    expect(await seen(advocate)).toEqual([1, 1, 1]);
    expect(await seen(investigator)).toEqual([3, 2, 3]);
  });

  it('are put there by that agency alone', async () => {
    const put = (owner: string, what: 'key' | 'item' | 'both') => within(coordinator, async (ask) => {
      const id = randomUUID();
      await ask`insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id, exercise_id)
        values (${id}, ${owner}, ${owner}, 'desk', '{}'::jsonb, ${coordinator}, array['COORDINATOR'], '', now(), ${tn}, ${exercise}::uuid)`;
      if (what !== 'item') await ask`insert into vault_key (owner, wrapped, agency_id, exercise_id) values (${owner}, 'x', ${tn}, ${exercise}::uuid) on conflict do nothing`;
      if (what !== 'key') await ask`insert into vault_item (id, owner, field, sealed, command_id, agency_id, exercise_id) values (${randomUUID()}::uuid, ${owner}, 'words', 'x', ${id}, ${tn}, ${exercise}::uuid)`;
    });
    // The one has a key, the other has none and no ledger.
    for (const [owner, what] of [[th, 'key'], [th, 'item'], [inWorld('tr'), 'key']] as const) await expect(put(`agency/${owner}`, what)).rejects.toThrow(/row-level security/);
    await put(`agency/${tn}`, 'both');
    expect(await seen(coordinator)).toEqual([3, 2, 3]);
  });

  it('stand in the ledger by reference only, and the tables follow from it', async () => {
    for (const ledger of owners()) {
      const [flaws, text] = await asOwner(async (client) => [[...auditLedger(await readStored(client, ledger)), ...(await auditReadModels(client, ledger))], JSON.stringify((await client.query('select body from event where ledger_id = $1 union all select body::text from command where ledger_id = $1', [ledger])).rows)]);
      expect(flaws).toEqual([]);
      expect(text).toMatch(/TimeExplained/);
      expect(text).not.toMatch(/advocate was ill|Put better|Of the case/);
    }
  });
});
