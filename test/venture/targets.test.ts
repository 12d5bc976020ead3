/** Blind deconfliction on the real engine: two teams learn whom to call and nothing else, whoever looks wherever; nobody can try guesses, and nothing of a person is taken. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '#prisma/client.ts';
import { readPlaybook } from '#start/playbooks.ts';
import { audit, house, rowsOf, until, type House } from '../api/house.ts';
import { asOwner, loadPeople, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { fingerprintOf } from '../../api/command.ts';

const name = `b-${randomUUID().slice(0, 8)}`;
const worker = await startWorker();
let api: TestApi;
interface Team extends House { readonly path: string; readonly venture: string }
let ours: Team;
let theirs: Team;

beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const rules = 'deconfliction: { kinds: [PHONE, VEHICLE], perDay: 3 }\n';
  const text = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8').replace('playbook: starter', `playbook: ${name}`).replace(/^handOff:/m, `${rules}handOff:`);
  const { body, hash } = readPlaybook(`${name}.yaml`, text);
  await asOwner((client) => client.query('insert into playbook (id, version, hash, body) values ($1, 1, $2, $3)', [name, hash, body]));
  [ours, theirs] = [await team('HERON'), await team('OSPREY')];
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const roles = ['COORDINATOR', 'PROSECUTOR', 'SPECIALIST_ADVISOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'LABOUR_INSPECTOR'];
/** A house that works a case of its own, with the hotel on its map. */
async function team(codeName: string): Promise<Team> {
  const of = await house(roles);
  const launched = await api.post(of.one, '/cases', { codeName, playbook: { id: name, version: 1 }, agencies: [{ agency: of.agency, roles }] });
  const path = `/cases/${String(launched.body['id'])}`;
  await api.post(of.one, `${path}/venture/acts`, { act: 'put-on-map', as: 'N1', kind: 'SITE', class: 'D10', words: `The hotel of ${codeName}.` });
  return { ...of, path, venture: path.replace('/cases/', 'venture/') };
}

const said = ({ status, body }: Answer): unknown => (status < 300 ? status : [status, body['code']]);
const act = (of: Team, body: object, person = of.one): Promise<Answer> => api.post(person, `${of.path}/targets/acts`, body);
const register = (of: Team, value: string, more: object = {}) => act(of, { act: 'register-target', node: 'N1', kind: 'PHONE', value, notOfAVictim: true, ...more });
interface Seen { readonly contact?: object; readonly targets: readonly { readonly target: string; readonly state: string; readonly elsewhere: readonly object[] }[] }
const read = async (of: Team, person = of.one): Promise<Seen> => (await api.get(person, `${of.path}/targets`)).body as unknown as Seen;
const number = `+1312${String(Date.now()).slice(-7)}`;

describe('blind deconfliction', () => {
  it('takes things in their form, from who investigates, with somebody to call; never a name, a hash, or what is hers', async () => {
    expect(said(await register(ours, number))).toEqual([409, 'NO_CONTACT_NAMED']);
    for (const of of [ours, theirs]) expect(said(await act(of, { act: 'take-contact' }))).toBe(200);
    expect(said(await act(ours, { act: 'take-contact' }, theirs.one))).toEqual([404, 'NOT_FOUND']);
    expect(said(await act(ours, { act: 'take-contact' }, ours.leader))).toEqual([403, 'NOT_ALLOWED']);
    for (const value of ['Maria Gonzalez', 'd41d8cd98f00b204e9800998ecf8427e', 'Maria Gonzalez 1990']) expect(said(await register(ours, value))).toEqual([422, 'TARGET_UNFIT']);
    expect(said(await register(ours, 'Maria Gonzalez', { kind: 'PERSON' }))).toEqual([400, 'INVALID_REQUEST']);
    expect(said(await register(ours, number, { notOfAVictim: false }))).toEqual([400, 'INVALID_REQUEST']);
    expect(await rowsOf('select 1 from deconfliction_mark where ledger_id = $1 and exists (select 1 from command c where c.id = command_id and not c.receipt ? $2)', ours.venture, 'refusal')).toEqual([]);
  });

  it('tells each side whom to call, and nothing else; the answer itself says nothing', async () => {
    const first = await register(ours, number);
    expect([said(first), (first.body as unknown as Seen).targets.map(({ elsewhere }) => elsewhere)]).toEqual([200, [[]]]);
    const second = await register(theirs, number.replace('+1', '001 '));
    expect([said(second), (second.body as unknown as Seen).targets.map(({ elsewhere }) => elsewhere)]).toEqual([200, [[]]]);
    const seen = await until(() => Promise.all([read(ours), read(theirs)]), (both) => both.every(({ targets }) => targets[0]?.elsewhere.length === 1));
    expect(seen.map(({ targets }) => targets[0]?.elsewhere)).toEqual([[{ agency: theirs.agency, person: theirs.one }], [{ agency: ours.agency, person: ours.one }]]);
    // Neither in what they read, nor in what is kept in their ledger: nothing of the other side but whom to call.
    for (const [of, other] of [[ours, theirs], [theirs, ours]] as const) {
      const kept = JSON.stringify(await rowsOf('select body, (select json_agg(c.body) from command c where c.ledger_id = e.ledger_id) as said, (select json_agg(r) from record_view r where r.ledger_id = e.ledger_id) as rows from event e where e.ledger_id = $1', of.venture));
      for (const secret of [other.path.slice(7), number.slice(2), 'OSPREY HERON'.replace(of === ours ? ' HERON' : 'OSPREY ', '')]) expect([of === ours, secret, kept.includes(secret)]).toEqual([of === ours, secret, false]);
      const inbox = (await api.get(of.one, '/inbox')).body['items'] as { kind: string; notice?: string; subject?: string }[];
      expect(inbox.filter(({ kind, notice }) => kind === 'notice' && notice === 'match')).toEqual([expect.objectContaining({ subject: 'N1' })]);
      expect(await audit(of.venture)).toEqual([]);
    }
  });

  it('is in the access log of whoever registered it, and opens to nobody for whom the class is shut', async () => {
    expect(await rowsOf('select person, class, depth from access_log where ledger_id = $1 and operation = $2 and outcome = $3', ours.path.replace('/cases/', 'case/'), 'act-on-targets', 'READ')).toContainEqual({ person: ours.one, class: 'D10', depth: 'METADATA' });
    expect(await read(ours, ours.leader)).toEqual({ targets: [], acts: [] });
    expect((await api.get(theirs.one, `${ours.path}/targets`)).status).toBe(404);
  });

  it('keeps marks that nobody reads, neither the API nor the worker, and that are no hash of what was said', async () => {
    for (const role of ['throughline_api', 'throughline_worker'] as const) {
      const database = openDatabase(inject('databaseUrl'), role, 1);
      await expect(database.pool.query('select mark from deconfliction_mark')).rejects.toThrow(/permission denied/);
      await expect(database.pool.query('select * from deconfliction_targets()')).rejects.toThrow(/permission denied/);
      await database.close();
    }
    expect(await rowsOf('select 1 from deconfliction_mark where ledger_id = $1', ours.venture)).not.toEqual([]);
    const guesses = [number, `PHONE ${number}`].flatMap((text) => ['md5($1)', `encode(sha256(convert_to($1, 'UTF8')), 'hex')`].map((hash) => [hash, text] as const));
    for (const [hash, text] of guesses) expect(await rowsOf(`select 1 from deconfliction_mark where mark = ${hash}`, text)).toEqual([]);
    expect(await rowsOf('select 1 from command where ledger_id = $1 and body::text like $2', ours.venture, `%${number}%`)).toEqual([]);
    // What a request is known again by is made with a key that is not kept: the same request under another key has another.
    const printed = (key: string): string => fingerprintOf(key, 'POST', `${ours.path}/targets/acts`, { body: { act: 'register-target', node: 'N1', kind: 'PHONE', value: number, notOfAVictim: true } });
    expect(printed('one')).not.toBe(printed('two'));
    expect(await rowsOf('select 1 from command where ledger_id = $1 and fingerprint = $2', ours.venture, printed(''))).toEqual([]);
  });

  it('lets nobody go through a list, and forgets what was withdrawn or belongs to a case that is closed', async () => {
    expect([said(await register(ours, `${number}1`)), said(await register(ours, `${number}2`)), said(await register(ours, `${number}3`))]).toEqual([200, 200, [409, 'TARGETS_SPENT']]);
    const mine = (await read(ours)).targets.map(({ target }) => target);
    await act(ours, { act: 'withdraw-target', target: mine[1] });
    await asOwner((client) => client.query(`update case_view set phase = 'closed' where ledger_id = $1`, [theirs.path.replace('/cases/', 'case/')]));
    await rowsOf('select tidy_deconfliction()');
    expect((await until(() => read(theirs), ({ targets }) => targets.every(({ state }) => state === 'WITHDRAWN'))).targets).toHaveLength(1);
    await rowsOf('select tidy_deconfliction()');
    expect(await rowsOf('select target from deconfliction_mark where ledger_id = any($1) order by 1', [ours.venture, theirs.venture])).toEqual([{ target: mine[0] }, { target: mine[2] }].sort((a, b) => ((a.target ?? '') < (b.target ?? '') ? -1 : 1)));
  });
});
