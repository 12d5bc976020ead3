/** Hand-offs that rest on consent: asked when proposed, asked again when accepted, halted when it is withdrawn. And a withdrawal that waits for no engine. */
import { Client, type Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#start/ports.ts';
import { connectLazily } from '../../api/engine.ts';
import { audit, rowsOf, until } from '../api/house.ts';
import { asOwner, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { consentTo, inDays, ofAge } from './consents.ts';
import { openDoor } from './her-door.ts';

const { api, caseId, victim, victimId, ledger, act, stop } = await openDoor(ofAge());
afterAll(stop);

const agree = async (classes: readonly string[] = ['D17']): Promise<string> => {
  expect((await act(people.advocate, consentTo('ts', classes, inDays(30)))).status).toBe(200);
  return (await rowsOf<{ id: string }>('select id from consent_view where ledger_id = $1 order by from_at desc limit 1', ledger))[0]?.id ?? '';
};
const withdraw = async (consent: string) => expect((await act(people.advocate, { act: 'withdraw-consent', consent })).status).toBe(200);
const propose = (more: object = {}): Promise<Answer> => api.post(people.coordinator, `/cases/${caseId}/hand-offs`, { step: 'S3.1', to: 'ts', kind: 'ORDINARY', about: [{ victim: victimId, classes: ['D17'] }], ...more });
const stateOf = async (handOff: string) => (await rowsOf<{ state: string; reason: string | null }>('select state, reason from hand_off_view where id = $1', handOff.replace('/hand-offs/', '')))[0];
const stepNow = async () => (await rowsOf<{ accountable: string; hand_off: string | null }>(`select accountable, hand_off from step_view where ledger_id = $1 and code = 'S3.1'`, `case/${caseId}`))[0];

describe('a hand-off that rests on consent', () => {
  it('is not proposed without it, nor about somebody who is not in the case', async () => {
    expect((await api.post(people.coordinator, `/cases/${caseId}/steps/S3.1/acts`, { act: 'accept' })).status).toBe(200);
    expect((await propose()).body).toMatchObject({ code: 'CONSENT_MISSING', detailCodes: { victims: [victimId], classes: ['D17'] } });
    const consent = await agree();
    expect((await propose({ about: [{ victim: victimId, classes: ['D17', 'D4'] }] })).body).toMatchObject({ code: 'CONSENT_MISSING', detailCodes: { classes: ['D4'] } });
    expect((await propose({ about: [{ victim: caseId, classes: ['D17'] }] })).body).toMatchObject({ code: 'CONSENT_MISSING', detailCodes: { victims: [caseId] } });
    await withdraw(consent);
    expect((await propose()).body['code']).toBe('CONSENT_MISSING');
  });

  it('is halted when she withdraws, and the sender answers for the work', async () => {
    const consent = await agree();
    const handOff = String((await propose()).headers.get('location'));
    const owed = () => rowsOf('select id from duty_view where ledger_id = $1 and ended_at is null order by id', ledger);
    const before = await owed();
    await withdraw(consent);
    expect(await until(() => stateOf(handOff), (found) => found?.state !== 'PROPOSED')).toEqual({ state: 'WITHDRAWN', reason: 'CONSENT_MISSING' });
    expect(await stepNow()).toEqual({ accountable: 'tn', hand_off: null });
    // No reason is asked, and nobody is tasked to ask: her file holds no duty more than before.
    expect(await owed()).toEqual(before);
  });

  it('goes back when it was accepted before she withdrew', async () => {
    const consent = await agree();
    const handOff = String((await propose()).headers.get('location'));
    expect((await api.post(people.stranger, `${handOff}/acts`, { act: 'accept' })).status).toBe(200);
    await withdraw(consent);
    expect(await until(() => stateOf(handOff), (found) => found?.state !== 'IN_PROGRESS')).toEqual({ state: 'RETURNED_AFTER_ACCEPT', reason: 'CONSENT_MISSING' });
    expect((await stepNow())?.accountable).toBe('tn');
  });

  it('is not accepted when the consent it was proposed on has run out meanwhile, without anybody saying a word', async () => {
    const [before] = await rowsOf<{ n: string }>(`select count(*) as n from event where ledger_id = $1`, ledger);
    const end = new Date(Date.now() + 1_500).toISOString();
    expect((await act(people.advocate, consentTo('ts', ['D17'], end))).status).toBe(200);
    const handOff = String((await propose()).headers.get('location'));
    expect((await stateOf(handOff))?.state).toBe('PROPOSED');
    await until(() => rowsOf<{ over: boolean }>('select clock_timestamp() >= $1::timestamptz as over', end), ([row]) => row?.over === true);
    expect((await api.post(people.stranger, `${handOff}/acts`, { act: 'accept' })).body['code']).toBe('CONSENT_MISSING');
    expect((await stateOf(handOff))?.state).toBe('PROPOSED');
    expect(await rowsOf(`select count(*)::text as n from event where ledger_id = $1`, ledger)).toEqual([{ n: String(Number(before?.n) + 1) }]);
    expect((await api.post(people.coordinator, `${handOff}/acts`, { act: 'withdraw' })).status).toBe(200);
  });

  it('goes on while another consent covers it', async () => {
    const [first] = [await agree(), await agree(['D17', 'D4'])];
    const handOff = String((await propose()).headers.get('location'));
    await withdraw(first);
    await until(() => rowsOf(`select 1 from command where ledger_id = $1 and type = 'consent-ended' and receipt is null`, `case/${caseId}`), (open) => open.length === 0);
    expect((await stateOf(handOff))?.state).toBe('PROPOSED');
  });
});

describe('a withdrawal while the engine is silent', () => {
  let silent: Connection;
  let without: TestApi;
  beforeAll(async () => {
    silent = connectLazily(`127.0.0.1:${await freePort()}`);
    without = await startApi(() => ({ temporal: new Client({ connection: silent }), patienceMs: 1_500, vault: api.deps.vault }));
  });
  afterAll(async () => {
    await without.stop();
    await silent.close();
  });

  it('takes hold in both walls within two seconds, stays whatever is written over it, and is in the ledger when the engine is back', async () => {
    const consent = await agree(['D4']);
    const granted = () => rowsOf<{ granted: boolean }>(
      `select set_config('app.agency', 'ts', true), set_config('app.person', $2, true), set_config('app.exercise', '', true), is_granted($1, 'D4') and $3::uuid = grant_of($1, 'D4') as granted`, ledger, people.stranger, consent);
    const live = await rowsOf<{ id: string }>(`select id from consent_view where ledger_id = $1 and 'D4' = any(classes) and withdrawn_at is null and id <> $2`, ledger, consent);
    for (const each of live) await withdraw(each.id);
    expect((await granted())[0]?.granted).toBe(true);
    const from = Date.now();
    const said = await without.post(people.advocate, `${victim}/acts`, { act: 'withdraw-consent', consent });
    expect(said.status).toBe(200);
    expect(Date.now() - from).toBeLessThan(2_000);
    expect((await granted())[0]?.granted ?? false).toBe(false);
    // Whatever writes the row as it was before leaves it closed. Undone at once: the engine may be back already, and the instant of the ledger is what stays.
    const written = await asOwner(async (client) => {
      await client.query('begin');
      const { rows } = await client.query<{ open: boolean }>('update consent_view set withdrawn_at = null where id = $1 returning withdrawn_at is null as open', [consent]);
      await client.query('rollback');
      return rows;
    });
    expect(written).toEqual([{ open: false }]);
    const recorded = await until(() => rowsOf(`select 1 from event where ledger_id = $1 and type = 'ConsentWithdrawn' and body like '%' || $2 || '%'`, ledger, consent), (events) => events.length > 0);
    expect(recorded).toHaveLength(1);
  });

  it('is the only thing that does not wait: what opens anything is not known to be recorded', async () => {
    expect((await without.post(people.advocate, `${victim}/acts`, consentTo('ts', ['D4'], inDays(3)))).body['code']).toBe('OUTCOME_UNKNOWN');
  });

  it('is decided again and read back to the same', async () => {
    expect(await audit(ledger)).toEqual([]);
    expect(await audit(`case/${caseId}`)).toEqual([]);
  });
});
