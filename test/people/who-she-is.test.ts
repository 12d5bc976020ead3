/** Who she is, at the door: names given once, a guardian whose time is over, somebody under suspicion, and a way to reach her. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, rowsOf, until } from '../api/house.ts';
import { launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

const worker = await startWorker();
let api: TestApi;
let caseId = '';
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  caseId = String((await api.post(people.coordinator, '/cases', launchBody)).body['id']);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const opened = (as: string): Promise<Answer> => api.post(people.coordinator, `/cases/${caseId}/victims`, { as });
const act = (victim: string, who: string, body: object): Promise<Answer> => api.post(who, `${victim}/acts`, body);
const ledgerOf = (victim: string): string => victim.slice(1).replace('victims', 'victim');
/** A child with an advocate, and a guardian who reads who she is. */
async function child(as: string): Promise<string> {
  const victim = String((await opened(as)).headers.get('location'));
  expect((await act(victim, people.coordinator, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' })).status).toBe(200);
  expect((await act(victim, people.coordinator, { act: 'stand-by', role: 'CHILD_GUARDIAN', agency: 'tp', person: people.guardian })).status).toBe(200);
  expect((await act(victim, people.advocate, { act: 'file-paper', class: 'D3', kind: 'LEGAL_NAME', text: 'A name of nobody' })).status).toBe(200);
  return victim;
}
const readsOf = async (victim: string, who: string): Promise<unknown> => ((await api.get(who, `${victim}/papers`)).body['papers'] as { text?: string }[] | undefined)?.map(({ text }) => text);
const decided = { act: 'record-age', basis: 'KNOWN', decidedBy: 'tn' };

describe('who she is', () => {
  it('has a name that is given once in a case, also to two who ask at once', async () => {
    expect((await opened('V1')).status).toBe(201);
    expect((await opened('V1')).body['code']).toBe('PSEUDONYM_TAKEN');
    const both = await Promise.all([opened('V2'), opened('V2')]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  });

  it('is known to her case, which goes on as it was when she leaves, as her file goes on when she does (rule R5)', async () => {
    const victim = String((await opened('V9')).headers.get('location'));
    const known = async () => (JSON.parse((await rowsOf<{ state: string }>('select state from ledger where id = $1', `case/${caseId}`))[0]?.state ?? '{}') as { phase: string; victims?: Record<string, string> });
    const id = victim.split('/').at(-1) ?? '';
    expect((await until(known, ({ victims }) => victims?.[id] !== undefined)).victims?.[id]).toBe('V9');
    const { phase } = await known();
    expect((await act(victim, people.coordinator, { act: 'leave-case', case: caseId })).status).toBe(200);
    expect(await until(known, ({ victims }) => victims?.[id] === undefined)).toMatchObject({ phase });
    expect((await rowsOf<{ open: boolean }>('select open from keeper where id = $1', `victim/${id}`))[0]?.open).toBe(true);
    // Her name there stays hers.
    expect((await opened('V9')).body['code']).toBe('PSEUDONYM_TAKEN');
    expect([await audit(`case/${caseId}`), await audit(`victim/${id}`)]).toEqual([[], []]);
  });

  it('is joined to no case by somebody who is not on its team', async () => {
    const [mine, theirs] = [String((await opened('V8')).headers.get('location')), String((await api.post(people.stranger, '/cases', { ...launchBody, agencies: [...launchBody.agencies.slice(1), { agency: 'ts', roles: ['COORDINATOR', 'PROSECUTOR', 'SPECIALIST_ADVISOR'] }] })).body['id'])];
    expect((await act(mine, people.coordinator, { act: 'join-case', case: theirs, as: 'V1' })).body['code']).toBe('NOT_FOUND');
  });

  it('is in another case once two people have said so; before that nobody there knows of her', async () => {
    const mine = String((await opened('V17')).headers.get('location'));
    const another = await api.post(people.coordinator, '/cases', { ...launchBody, agencies: [launchBody.agencies[0], { agency: 'ts', roles: ['COORDINATOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATOR', 'LABOUR_INSPECTOR'] }] });
    const join = { act: 'join-case', case: String(another.body['id']), as: 'V1' };
    expect((await act(mine, people.coordinator, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'th' })).status).toBe(200);
    expect((await act(mine, people.coordinator, join)).status).toBe(200);
    expect((await act(mine, people.coordinator, join)).body['code']).toBe('TWO_PEOPLE_REQUIRED');
    expect((await api.get(people.stranger, mine)).status).toBe(404);
    expect((await act(mine, people.advocate, join)).status).toBe(200);
    expect((await api.get(people.stranger, mine)).status).toBe(200);
    expect(await audit(mine.slice(1).replace('victims', 'victim'))).toEqual([]);
  });

  it('is stood by in a role that is held, and by an agency that is there', async () => {
    const victim = String((await opened('V3')).headers.get('location'));
    expect((await act(victim, people.coordinator, { act: 'stand-by', role: 'CHILD_GUARDIAN', agency: 'tp', person: people.investigator })).body['code']).toBe('ROLE_NOT_HELD');
    expect((await act(victim, people.coordinator, { act: 'stand-by', role: 'CHILD_GUARDIAN', agency: 'nowhere' })).body['code']).toBe('AGENCY_UNKNOWN');
  });

  it('is nobody’s ward from the moment a body decides that she is of age', async () => {
    const victim = await child('V4');
    expect(await readsOf(victim, people.guardian)).toEqual(['A name of nobody']);
    expect((await act(victim, people.guardian, { ...decided, bornOn: '1990-01-01' })).body['code']).toBe('NOT_ALLOWED');
    expect((await act(victim, people.coordinator, { ...decided, bornOn: '1990-01-01' })).status).toBe(200);
    expect([await readsOf(victim, people.guardian), await readsOf(victim, people.advocate)]).toEqual([undefined, ['A name of nobody']]);
    expect(await audit(ledgerOf(victim))).toEqual([]);
  });

  it('is nobody’s ward at the very instant, though the clock be late', async () => {
    const victim = await child('V5');
    expect((await act(victim, people.coordinator, { ...decided, bornOn: '2020-01-01' })).status).toBe(200);
    expect(await readsOf(victim, people.guardian)).toEqual(['A name of nobody']);
    await rowsOf('update age_view set of_age_at = clock_timestamp() where ledger_id = $1', ledgerOf(victim));
    expect(await readsOf(victim, people.guardian)).toBe(undefined);
  });

  it('is seen no more by a guardian under suspicion, from the next reading on', async () => {
    const victim = await child('V6');
    const [standing] = await rowsOf<{ id: string }>(`select id from standing_view where ledger_id = $1 and role = 'CHILD_GUARDIAN'`, ledgerOf(victim));
    expect((await act(victim, people.investigator, { act: 'suspect-standing', standing: standing?.id })).status).toBe(200);
    expect((await api.get(people.guardian, victim)).status).toBe(404);
    expect((await act(victim, people.coordinator, { act: 'stand-by', role: 'CHILD_GUARDIAN', agency: 'tp', person: people.guardian })).body['code']).toBe('UNDER_SUSPICION');
    expect(await audit(ledgerOf(victim))).toEqual([]);
  });

  it('is reached through a rule of hers whose words lie in the vault', async () => {
    const victim = await child('V7');
    expect((await act(victim, people.advocate, { act: 'set-safe-contact', text: 'By the house line, in the evening.' })).status).toBe(200);
    expect((await act(victim, people.advocate, { act: 'set-languages', languages: ['es', 'mam'], interpreter: 'NEEDED' })).status).toBe(200);
    expect(await readsOf(victim, people.advocate)).toEqual(['A name of nobody', 'By the house line, in the evening.']);
    expect((await act(victim, people.coordinator, { act: 'record-status', status: 'PRESUMED', basis: 'INDICATORS' })).status).toBe(200);
    expect((await act(victim, people.coordinator, { act: 'record-age', basis: 'DISPUTED' })).status).toBe(200);
    // Everybody of the team knows that she is treated as a child and can be reached; how old and how, who stands by her alone.
    const [hers, theirs] = [(await api.get(people.advocate, victim)).body, (await api.get(people.investigator, victim)).body];
    for (const file of [hers, theirs]) expect(file).toMatchObject({ childRules: true, hasSafeContact: true, statuses: [{ status: 'PRESUMED', basis: 'INDICATORS' }] });
    expect([hers['age'], hers['contact']]).toMatchObject([{ basis: 'DISPUTED' }, { languages: ['es', 'mam'], interpreter: 'NEEDED' }]);
    expect([theirs['age'], theirs['contact']]).toEqual([undefined, undefined]);
    const [row] = await rowsOf<{ safe_paper: string }>('select safe_paper from contact_view where ledger_id = $1', ledgerOf(victim));
    expect((await act(victim, people.advocate, { act: 'record-contact', paper: row?.safe_paper })).status).toBe(200);
    expect((await act(victim, people.advocate, { act: 'record-contact', paper: victim.split('/').at(-1) })).body['code']).toBe('SAFE_CONTACT_REQUIRED');
    expect(await rowsOf(`select 1 from event where ledger_id = $1 and body like '%house line%'`, ledgerOf(victim))).toEqual([]);
    expect(await audit(ledgerOf(victim))).toEqual([]);
  });
});
