/** Who would see or do more than is theirs: somebody under suspicion, a guardian, somebody in two hats, whoever reads the log for hints, a partner's rival. */
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#start/ports.ts';
import { connectLazily } from '../../api/engine.ts';
import { audit, rowsOf } from '../api/house.ts';
import { launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { consentTo, inDays } from './consents.ts';

const worker = await startWorker();
/** Of the shelter as her advocate is; and a coordinator who is an advocate and an investigator besides. */
const other = 'th.other';
const both = 'tn.both';
const auditor = 'tr.watcher';
let api: TestApi;
/** The same without any policy: row-level security alone. */
let bare: TestApi;
let theCase = '';
let victim = '';
beforeAll(async () => {
  await loadPeople();
  await rowsOf(`insert into person (id, agency_id, roles) values ($1, 'th', '{COMMUNITY_ADVOCATE}'), ($2, 'tn', '{COORDINATOR,COMMUNITY_ADVOCATE,INVESTIGATOR}'), ($3, 'tr', '{OVERSIGHT_AUDITOR}') on conflict do nothing`, other, both, auditor);
  api = await startApi();
});
beforeAll(async () => {
  bare = await startApi(() => ({ vault: api.deps.vault, authoriser: { actions: api.deps.authoriser.actions, allows: () => true } }));
});
beforeAll(async () => {
  theCase = String((await api.post(people.coordinator, '/cases', launchBody)).headers.get('location'));
  victim = await opened('V1');
});
beforeAll(async () => {
  for (const person of [people.advocate, other]) expect((await act(people.coordinator, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th', person })).status).toBe(200);
  expect((await act(people.coordinator, { act: 'stand-by', role: 'CHILD_GUARDIAN', agency: 'tp', person: people.guardian })).status).toBe(200);
});
beforeAll(async () => {
  for (const of of ['D3', 'D4', 'D7', 'D17']) expect((await act(people.advocate, { act: 'file-paper', class: of, kind: 'NOTE', text: `words of ${of}` })).status).toBe(200);
});
afterAll(async () => {
  await api.stop();
  await bare.stop();
  await worker.stop();
});

const opened = async (as: string): Promise<string> => String((await api.post(people.coordinator, `${theCase}/victims`, { as })).headers.get('location'));
const act = (who: string, body: object): Promise<Answer> => api.post(who, `${victim}/acts`, body);
const ledger = (): string => victim.slice(1).replace('victims', 'victim');
const standingOf = async (person: string): Promise<string> => (await rowsOf<{ id: string }>('select id from standing_view where ledger_id = $1 and person = $2 and until_at is null', ledger(), person))[0]?.id ?? '';

describe('somebody in two hats', () => {
  it('does not come to stand by her by their own word, in their own name or as one of an agency', async () => {
    for (const more of [{}, { person: both }]) expect((await act(both, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'tn', ...more })).body['code']).toBe('TWO_PEOPLE_REQUIRED');
  });

  it('does not assign themselves, in her file or in a case', async () => {
    const mine = { act: 'assign', person: both, agency: 'tn', basis: 'CASE_WORK' };
    expect((await act(both, { ...mine, class: 'D3' })).body['code']).toBe('TWO_PEOPLE_REQUIRED');
    expect((await api.post(people.prosecutor, `${theCase}/papers/acts`, { ...mine, person: people.prosecutor, class: 'D11' })).body['code']).toBe('TWO_PEOPLE_REQUIRED');
    expect((await api.get(both, `${victim}/papers`)).text).not.toContain('words of D3');
  });
});

describe('a guardian', () => {
  it('opens to themselves nothing of the child by their own word alone', async () => {
    const gift = consentTo('tp', ['D8'], inDays(1), { by: 'GUARDIAN', standing: await standingOf(people.guardian), views: 'Did not want to say.' });
    expect((await act(people.guardian, gift)).body['code']).toBe('TWO_PEOPLE_REQUIRED');
    // To others a guardian gives; and what another records of the guardian's word holds.
    expect((await act(people.guardian, { ...gift, agency: 'tn' })).status).toBe(200);
    expect((await act(people.advocate, gift)).status).toBe(200);
  });
});

describe('a guardian who would be alone with the child', () => {
  it('sends nobody away, and takes the child out of no case', async () => {
    for (const said of [{ act: 'end-standing', standing: await standingOf(people.advocate) }, { act: 'leave-case', case: theCase.split('/').at(-1) }, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'tp' }])
      expect((await act(people.guardian, said)).body['code']).toBe('NOT_ALLOWED');
  });
});

describe('whom she complains of', () => {
  it('does not read the complaint, though its class is open to them; by each wall alone', async () => {
    const said = await act(people.coordinator, { act: 'raise-incident', kind: 'OTHER', raisedBy: 'HER', unit: 'th', text: 'words of a complaint' });
    expect(said.status).toBe(200);
    for (const of of [api, bare]) {
      const papers = await of.get(people.advocate, `${victim}/papers`);
      expect(papers.text).toContain('words of D7');
      expect(papers.text).not.toMatch(/complaint|INCIDENT/);
    }
  });
});

describe('what was sent and nobody has decided', () => {
  it('is not recorded by sending it again, once who sent it may say it no more', async () => {
    const silent = connectLazily(`127.0.0.1:${await freePort()}`);
    const without = await startApi(() => ({ temporal: new Client({ connection: silent }), patienceMs: 300, vault: api.deps.vault }));
    const [gift, key] = [consentTo('tn', ['D4'], inDays(1), { by: 'GUARDIAN', standing: await standingOf(people.guardian), views: 'She agrees.' }), randomUUID()];
    try {
      expect((await without.post(other, `${victim}/acts`, gift, { key })).body['code']).toBe('OUTCOME_UNKNOWN');
      expect((await act(people.coordinator, { act: 'end-standing', standing: await standingOf(other) })).status).toBe(200);
      expect((await api.post(other, `${victim}/acts`, gift, { key })).body['code']).toBe('NOT_ALLOWED');
      expect(await rowsOf(`select 1 from consent_view where ledger_id = $1 and agency = 'tn' and 'D4' = any(classes)`, ledger())).toEqual([]);
      // Nor does who may end one thing end another by its id: not in the rows that take hold at once, either.
      const standing = await standingOf(people.advocate);
      expect((await without.post(people.prosecutor, `${victim}/acts`, { act: 'end-disclosure', disclosure: standing })).body['code']).toBe('OUTCOME_UNKNOWN');
      expect(await standingOf(people.advocate)).toBe(standing);
      // Who may say it again brings it to its end with the same key.
      expect((await act(people.coordinator, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th', person: other })).status).toBe(200);
      expect((await api.post(other, `${victim}/acts`, gift, { key })).status).toBe(200);
    } finally {
      await without.stop();
      await silent.close();
    }
  });
});

describe('the log', () => {
  it('does not tell people what stayed shut to them, and holds it', async () => {
    expect((await api.get(people.investigator, `${victim}/papers`)).body['papers']).toEqual([]);
    const mine = await api.get(people.investigator, '/me/accesses?limit=100');
    const held = await rowsOf<{ class: string; paper: string }>(`select distinct class, paper from access_log where person = $1 and ledger_id = $2 and outcome = 'DENIED' and paper is not null order by class`, people.investigator, ledger());
    expect(held.map(({ class: of }) => of)).toEqual(['D17', 'D3', 'D4', 'D7', 'D7']);
    expect(held.filter(({ paper }) => mine.text.includes(paper))).toEqual([]);
  });

  it('does not tell a coordinator that there is a sealed matter, and tells an auditor', async () => {
    expect((await api.post(people.prosecutor, `${theCase}/papers/acts`, { act: 'file-paper', class: 'D12', kind: 'NOTE', text: 'words of D12' })).status).toBe(200);
    expect((await api.get(people.prosecutor, `${theCase}/papers`)).text).toContain('words of D12');
    const classes = async (who: string, path: string): Promise<unknown[]> => ((await api.get(who, path)).body['items'] as { class: string; person?: string }[]).filter(({ person }) => person === people.prosecutor).map(({ class: of }) => of);
    expect(await classes(people.coordinator, `${theCase}/access-log?limit=100`)).not.toContain('D12');
    expect(await classes(auditor, `/audit/accesses?limit=100&case=${theCase.split('/').at(-1) ?? ''}`)).toContain('D12');
  });
});

describe('a leader', () => {
  it('is not told how many there are, nor their names in the case', async () => {
    expect((await api.get(people.coordinator, `${theCase}/victims`)).body['victims']).toHaveLength(1);
    expect((await api.get(people.leader, `${theCase}/victims`)).body['victims']).toEqual([]);
  });
});

describe('a coordinator', () => {
  it('does not shut out a partner that has no part in any case of theirs, by offering it one', async () => {
    expect((await api.post(people.coordinator, `${theCase}/hand-offs`, { step: 'S3.1', to: 'ts', kind: 'ORDINARY', note: 'An offer' })).status).toBe(201);
    expect((await api.post(people.coordinator, '/agencies/ts/containment', { act: 'contain', reason: 'DEVICE_LOST' })).status).toBe(404);
  });
});

describe('somebody under suspicion', () => {
  it('sees nothing of hers any more, though their agency stands by her and works on her case; by each wall alone', async () => {
    expect((await api.get(people.advocate, `${victim}/papers`)).text).toContain('words of D7');
    const suspected = await standingOf(people.advocate);
    expect((await act(people.coordinator, { act: 'suspect-standing', standing: suspected })).status).toBe(200);
    for (const of of [api, bare]) for (const part of ['', '/papers', '/voice', '/care', '/duties', '/access-log']) expect([part, (await of.get(people.advocate, victim + part)).status]).toEqual([part, 404]);
    expect((await bare.get(people.advocate, '/inbox?limit=100')).text).not.toContain(victim.split('/').at(-1));
    expect((await act(people.advocate, { act: 'break-glass', classes: ['D4'], reasons: ['DANGER_TO_LIFE', 'MISSING'] })).status).toBe(404);
    // Others of the same agency go on.
    expect((await api.get(other, `${victim}/papers`)).text).toContain('words of D7');
  });

  it('comes back neither under another name of the agency, nor with all of it', async () => {
    expect((await act(people.coordinator, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' })).body['code']).toBe('UNDER_SUSPICION');
    expect((await act(other, consentTo('th', ['D17'], inDays(1), { by: 'GUARDIAN', standing: await standingOf(people.guardian), views: 'She agrees.' }))).body['code']).toBe('UNDER_SUSPICION');
    expect(await audit(ledger())).toEqual([]);
  });
});
