import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#domain/terms.ts';
import { commandId, fingerprintOf, type Intent } from '../../api/command.ts';
import { submitCommand } from '../../api/submit.ts';
import { textOf } from '../../api/vault.ts';
import { allOf, asOwner, launchBody, loadPeople, people, startApi, team, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();

let api: TestApi;
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  // The worker's first words cost most.
  await api.post(people.coordinator, '/cases', launchBody);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const { coordinator, advocate, investigator, revenueSupervisor, stranger, admin, prosecutor } = people;
const secret = 'Canary Lark, 12 Hidden Street';

async function launched(): Promise<string> {
  const { status, body } = await api.post(coordinator, '/cases', { ...launchBody, referral: secret });
  expect(status).toBe(201);
  return String(body['id']);
}
const stepActs = (caseId: string, step: string) => `/cases/${caseId}/steps/${step}/acts`;
async function proposed(caseId: string, step = 'S3.1'): Promise<string> {
  const { status, body } = await api.post(coordinator, `/cases/${caseId}/hand-offs`, { step, to: 'tr', kind: 'ORDINARY', note: 'Canary note' });
  expect(status).toBe(201);
  return String(body['id']);
}

describe('a command', () => {
  it('launches a case, tells where it is, and opens the referral to those who coordinate and those who stand by her', async () => {
    const { status, body, headers } = await api.post(coordinator, '/cases', { ...launchBody, referral: secret });
    expect([status, headers.get('location')]).toEqual([201, `/cases/${String(body['id'])}`]);
    expect(body).toMatchObject({ codeName: 'TEST CASE', lead: 'tn', status: 'OPEN', referral: secret });
    expect((await api.get(advocate, `/cases/${String(body['id'])}`)).body['referral']).toBe(secret);
    for (const other of [prosecutor, investigator]) expect((await api.get(other, `/cases/${String(body['id'])}`)).text).not.toMatch(/referral|Canary/);
    expect((await api.get(stranger, `/cases/${String(body['id'])}`)).status).toBe(404);
  });

  it('sent again with the same key gets the same answer and is recorded once, however many come at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post(coordinator, '/cases', { ...launchBody, referral: secret }, { key })));
    expect(new Set(answers.map(({ status, body, headers }) => `${status} ${String(body['id'])} ${String(body['seq'])} ${headers.get('location')}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replay') === null)).toHaveLength(1);
    const id = String(answers[0]?.body['id']);
    const rows = await asOwner((client) => client.query(`select (select count(*)::int from event where ledger_id = $1 and type = 'CaseLaunched') as launched, (select count(*)::int from vault_item where command_id = $2) as sealed`, [`case/${id}`, commandId('tn', coordinator, key)]));
    expect(rows.rows[0]).toEqual({ launched: 1, sealed: 1 });
  });

  it('met by its own twin before either was stored is stored once, with its texts', async () => {
    const body = { ...launchBody, referral: 'twin' };
    const said = { identity: { person: coordinator, exercise: null }, key: randomUUID(), method: 'POST', path: '/cases', body, match: undefined, occurredAt: undefined };
    let inside = 0;
    let go = (): void => undefined;
    const both = new Promise<void>((resolve) => { go = resolve; });
    const intend = async (): Promise<Intent> => {
      inside += 1;
      if (inside === 2) go();
      await both;
      const caseId = randomUUID();
      const text = textOf('referral', 'twin');
      const { codeName, playbook } = launchBody;
      const agencies = team.map(({ agency, roles }) => ({ agency, roles: roles as Role[] }));
      return { ledger: `case/${caseId}`, keeper: `case/${caseId}`, body: { type: 'launch', caseId, codeName, playbook, agencies, referral: text.id }, texts: [text] };
    };
    const [one, other] = await Promise.all([submitCommand(api.deps, said, intend), submitCommand(api.deps, said, intend)]);
    expect([one.command.keeper, one.seq]).toEqual([other.command.keeper, other.seq]);
    expect([one, other].filter(({ command }) => command.replayed)).toHaveLength(1);
    const sealed = await asOwner((client) => client.query(`select owner from vault_item where command_id = $1`, [one.command.id]));
    expect(sealed.rows).toEqual([{ owner: one.command.keeper }]);
  });

  it('with a used key and another body, address, revision or time is refused', async () => {
    const caseId = await launched();
    const key = randomUUID();
    expect((await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'accept' }, { key })).status).toBe(200);
    const [path, body] = [stepActs(caseId, 'S0.2'), { act: 'accept' }];
    const others: [string, object, Record<string, string>][] = [
      [path, { act: 'complete' }, {}], [stepActs(caseId, 'S1.2'), body, {}], [path, body, { 'if-match': '"1"' }], [path, body, { 'occurred-at': '2026-01-05T08:00:00.000Z' }],
    ];
    for (const [where, what, headers] of others) {
      const answer = await api.post(coordinator, where, what, { key, headers });
      expect([answer.status, answer.body['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
    // The same key of somebody else is another key.
    expect((await api.post(advocate, stepActs(caseId, 'S1.1'), { act: 'accept' }, { key })).status).toBe(200);
  });

  it('that was refused is refused again in the same words', async () => {
    const caseId = await launched();
    const key = randomUUID();
    const twice = [await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'complete' }, { key }), await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'complete' }, { key })];
    expect(twice.map(({ status, body, headers }) => [status, body['code'], headers.get('idempotent-replay')])).toEqual([[409, 'STEP_NOT_ACCEPTED', null], [409, 'STEP_NOT_ACCEPTED', 'true']]);
  });

  it('is refused as stale when the step has changed since it was read', async () => {
    const caseId = await launched();
    const { headers } = await api.get(coordinator, `/cases/${caseId}/steps/S0.2`);
    const match = { headers: { 'if-match': headers.get('etag') ?? '' } };
    const accepted = await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'accept' }, match);
    expect([accepted.status, accepted.headers.get('etag')]).toEqual([200, `"${String(accepted.body['rev'])}"`]);
    const stale = await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'complete' }, match);
    expect([stale.status, stale.body['code']]).toEqual([412, 'STALE']);
    expect((await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'complete' }, { headers: { 'if-match': accepted.headers.get('etag') ?? '' } })).status).toBe(200);
  });

  it('keeps when it happened apart from when it was recorded', async () => {
    const caseId = await launched();
    await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'accept' }, { headers: { 'occurred-at': '2026-01-05T08:00:00.000Z' } });
    const events = (await allOf(api, coordinator, `/cases/${caseId}/timeline`, 100)) as { type: string; occurredAt: string; at: string }[];
    const accepted = events.find(({ type }) => type === 'StepAccepted');
    expect(accepted?.occurredAt).toBe('2026-01-05T08:00:00.000Z');
    expect(accepted?.at).not.toBe(accepted?.occurredAt);
    const opened = events.filter(({ type }) => type === 'StepOpened') as unknown as { codes: { pacing: string; due?: string } }[];
    expect(opened.filter(({ codes }) => codes.pacing === 'VICTIM_PACED' && codes.due !== undefined)).toEqual([]);
    expect(opened.some(({ codes }) => codes.due !== undefined)).toBe(true);
  });

  it('with a request for a statement is refused by the gate, with codes of what is missing', async () => {
    const caseId = await launched();
    const { body } = await api.get(coordinator, `/cases/${caseId}`);
    const statement = (body['steps'] as { step: string }[]).find(({ step }) => step === 'S5.2');
    expect(statement).toBeDefined();
    const ask = { act: 'schedule-statement', interpreterFixed: true, advocateOffered: false, afterCareBooked: true };
    const refused = await api.post(investigator, stepActs(caseId, 'S5.2'), ask);
    expect([refused.status, refused.body['code']]).toEqual([409, 'VICTIM_PACED_GATE']);
    expect(refused.body['detailCodes']).toMatchObject({ missing: expect.arrayContaining(['READINESS', 'ADVOCATE']) as string[] });
  });

  it('leaves no word of a text outside the vault', async () => {
    const caseId = await launched();
    await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'accept' });
    expect((await api.post(coordinator, stepActs(caseId, 'S0.2'), { act: 'complete', note: secret })).status).toBe(200);
    await proposed(caseId);
    const sealed = await asOwner((client) => client.query(`select field from vault_item where owner = $1 order by field`, [`case/${caseId}`]));
    expect(sealed.rows.map(({ field }) => String(field))).toEqual(['note', 'note', 'referral']);
    const found = await asOwner(async (client) => {
      const { rows: tables } = await client.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public'`);
      const hits: string[] = [];
      for (const { name } of tables) if (((await client.query(`select 1 from "${name}" t where t::text ~ 'Canary|Hidden Street' limit 1`)).rowCount ?? 0) > 0) hits.push(name);
      return hits;
    });
    expect(found).toEqual([]);
    expect(api.logged.join('')).not.toContain('Canary');
    expect((await api.get(coordinator, `/cases/${caseId}/timeline`)).text).not.toContain('Canary');
  });
});

describe('a bug in a rule', () => {
  it('fails the command that met it with a page-long nothing, and never the line', async () => {
    const caseId = await launched();
    const key = randomUUID();
    const path = stepActs(caseId, 'S0.2');
    const act = { act: 'accept' };
    // A stored command that no rule can read: what a bug of an earlier release might have left.
    await asOwner((client) =>
      client.query(`insert into command (id, ledger_id, keeper, type, body, actor, roles, fingerprint, occurred_at, agency_id) values ($1, $2, $2, 'step', '{"type":"step","step":{}}', $3, '{COORDINATOR}', $4, now(), 'tn')`, [
        commandId('tn', coordinator, key), `case/${caseId}`, coordinator, fingerprintOf(key, 'POST', path, { body: act }),
      ]),
    );
    const fault = await api.post(coordinator, path, act, { key });
    expect([fault.status, fault.body['code'], Object.keys(fault.body).toSorted()]).toEqual([500, 'FAULT', ['code', 'correlationId', 'detail', 'status', 'title', 'type']]);
    expect((await api.post(coordinator, path, act)).status).toBe(200);
  });
});

describe('what is absent and what is not yours', () => {
  it('are answered alike: status, body and headers', async () => {
    const caseId = await launched();
    const id = await proposed(caseId);
    const none = randomUUID();
    const asked = (one: string, other: string): [string, string, unknown][] => [
      ['GET', `/cases/${one}`, undefined], ['GET', `/cases/${one}/timeline`, undefined], ['GET', `/cases/${one}/live`, undefined], ['GET', `/cases/${one}/steps/S0.2`, undefined],
      ['POST', stepActs(one, 'S0.2'), { act: 'accept' }], ['POST', `/cases/${one}/hand-offs`, { step: 'S3.1', to: 'ts', kind: 'ORDINARY' }],
      ['GET', `/hand-offs/${other}`, undefined], ['POST', `/hand-offs/${other}/acts`, { act: 'withdraw' }],
    ];
    for (const who of [stranger, admin]) {
      for (const [index, [method, path, body]] of asked(caseId, id).entries()) {
        const [, absentPath = ''] = asked(none, none)[index] ?? [];
        const [foreign, absent] = [await api.call(who, method, path, { body }), await api.call(who, method, absentPath, { body })];
        expect(foreign.status).toBe(404);
        const bare = ({ body: { correlationId: _own, ...rest } }: typeof foreign) => rest;
        expect(bare(foreign)).toEqual(bare(absent));
        const headers = (answer: typeof foreign) => [...answer.headers].filter(([name]) => !['date', 'correlation-id'].includes(name));
        expect(headers(foreign)).toEqual(headers(absent));
      }
    }
  });

  it('and what you see but may not do is another answer', async () => {
    const caseId = await launched();
    const refused = await api.post(prosecutor, stepActs(caseId, 'S1.1'), { act: 'accept' });
    expect([refused.status, refused.body['code']]).toEqual([403, 'NOT_ALLOWED']);
  });

  it('stay so with a policy that allows everything: the database is the second wall', async () => {
    const caseId = await launched();
    const open = await startApi(({ authoriser }) => ({ authoriser: { ...authoriser, allows: () => true } }));
    try {
      for (const path of [`/cases/${caseId}`, `/cases/${caseId}/timeline`, `/cases/${caseId}/steps/S0.2`]) expect((await open.get(stranger, path)).status).toBe(404);
      expect((await open.post(stranger, stepActs(caseId, 'S0.2'), { act: 'accept' })).status).toBe(404);
      for (const path of ['/cases', '/clocks', '/stalled', '/inbox']) expect(JSON.stringify(await allOf(open, stranger, path, 100))).not.toContain(caseId);
    } finally {
      await open.stop();
    }
  });
});

describe('lists', () => {
  // In a world of its own, where nobody else launches and no time passes between two pages.
  const exercise = randomUUID();
  const inside = { claims: { exercise } };
  const player = `${exercise}.${coordinator}`;
  let played: string;
  beforeAll(async () => {
    await asOwner((client) => client.query(`insert into exercise (id, now_at) values ($1, '2031-04-14T14:00:00.000Z')`, [exercise]));
    await loadPeople(exercise);
    const agencies = team.map(({ agency, roles }) => ({ agency: `${exercise}.${agency}`, roles }));
    for (const codeName of ['ALDER', 'BIRCH', 'CEDAR']) played = String((await api.post(player, '/cases', { ...launchBody, codeName, agencies }, inside)).body['id']);
  });
  const lists: [string, number][] = [['/cases/CASE/timeline', 4], ['/clocks?case=CASE', 2], ['/inbox', 7], ['/cases', 1], ['/stalled', 1]];
  it.each(lists)('give every item once, in order, whatever the size of a page: %s', async (path, limit) => {
    const asked = path.replace('CASE', played);
    const whole = await allOf(api, player, asked, 100, inside);
    expect(whole.length).toBeGreaterThan(limit);
    expect(await allOf(api, player, asked, limit, inside)).toEqual(whole);
  });

  it('of clocks never name a step at the survivor\'s pace, and inboxes show what waits properly without a date', async () => {
    const caseId = await launched();
    const paced = ((await api.get(coordinator, `/cases/${caseId}`)).body['steps'] as { step: string; pacing: string }[]).filter(({ pacing }) => pacing === 'VICTIM_PACED').map(({ step }) => step);
    expect(paced.length).toBeGreaterThan(0);
    const clocks = (await allOf(api, coordinator, `/clocks?case=${caseId}`, 100)) as { subject: string; dueAt: string }[];
    expect(clocks.filter(({ subject }) => paced.includes(subject))).toEqual([]);
    expect(clocks.map(({ dueAt }) => dueAt)).toEqual(clocks.map(({ dueAt }) => dueAt).toSorted());
    const inbox = (await allOf(api, advocate, '/inbox', 100)) as { kind: string; caseId?: string; step?: unknown }[];
    const waiting = inbox.filter((item) => item.kind === 'waiting-properly' && item.caseId === caseId);
    expect(waiting.map(({ step }) => step)).toEqual(expect.arrayContaining(paced.filter((step) => step === 'S2.3')));
    expect(JSON.stringify(waiting)).not.toMatch(/due|review|pacing|PACED/);
  });

  it('of clocks stop before the instant that is asked for', async () => {
    const caseId = await launched();
    const clocks = (await allOf(api, coordinator, `/clocks?case=${caseId}`, 100)) as { dueAt: string }[];
    const third = clocks[2]?.dueAt ?? '';
    expect(await allOf(api, coordinator, `/clocks?case=${caseId}&before=${third}`, 100)).toEqual(clocks.filter(({ dueAt }) => dueAt < third));
  });
});

describe('live', () => {
  it('finds no difference in a case that is well, and tells of a keeper that is gone', async () => {
    const caseId = await launched();
    const id = await proposed(caseId);
    await api.post(revenueSupervisor, `/hand-offs/${id}/acts`, { act: 'return', reason: 'INSUFFICIENT_INFORMATION', items: ['ACCOUNT_IDS'] });
    expect((await api.get(coordinator, `/cases/${caseId}/live`)).body).toMatchObject({ reachable: true, keepers: [{ differences: [] }, { differences: [] }] });
    await api.deps.temporal.workflow.getHandle(`handOff/${id}`).terminate('test');
    await api.deps.temporal.connection.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId: `handOff/${id}` } });
    await asOwner((client) => client.query(`update keeper set phase = 'elsewhere' where id = $1`, [`case/${caseId}`]));
    const { body } = await api.get(coordinator, `/cases/${caseId}/live`);
    expect(body['keepers']).toContainEqual(expect.objectContaining({ keeper: `case/${caseId}`, differences: [{ what: 'phase', record: 'elsewhere', engine: 'open' }] }));
  });

  it('tells of a clock that is a minute overdue, though its keeper is set for it', async () => {
    const caseId = await launched();
    const keeper = `case/${caseId}`;
    const open = `from clock where keeper = $1 and state = 'open' order by due_at, id limit 1`;
    const next = await asOwner(async (client) => String((await client.query<{ id: string }>(`select id ${open}`, [keeper])).rows[0]?.id));
    const setBack = (seconds: number) => asOwner((client) => client.query(`update clock set due_at = now() - make_interval(secs => $2) where id = (select id ${open})`, [keeper, seconds]));
    const found = async () => ((await api.get(coordinator, `/cases/${caseId}/live`)).body['keepers'] as { keeper: string; differences: unknown[] }[]).find((each) => each.keeper === keeper)?.differences;
    await setBack(30);
    expect(await found()).toEqual([]);
    await setBack(90);
    expect(await found()).toEqual([{ what: 'clock', record: next, engine: next }]);
  });
});
