/** What she says, at the door: recorded by who speaks for her, told by data class, and closed again where she takes it back. */
import { afterAll, describe, expect, it } from 'vitest';
import { audit, rowsOf, until } from '../api/house.ts';
import { people } from '../api/support.ts';
import { openDoor } from './her-door.ts';

const { api, caseId, victim, ledger, act, stop } = await openDoor({ as: 'V1' }, [{ role: 'CHILD_GUARDIAN', agency: 'tp' }]);
afterAll(stop);

const voice = async (who: string): Promise<Record<string, unknown>> => (await api.get(who, `${victim}/voice`)).body;
const today = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const request = (more: object = {}) => ({ act: 'request-interview', case: caseId, purpose: 'INVESTIGATION', sessions: 1, interpreterFixed: true, advocateOffered: true, afterCareBooked: true, ...more });
const lastAsked = async (): Promise<string> => ((await voice(people.coordinator))['interviews'] as { id: string }[]).at(-1)?.id ?? '';

describe('what she says', () => {
  it('opens what nobody else can open, and each request leaves its trace', async () => {
    expect((await act(people.investigator, { act: 'signal-readiness', signal: 'READY_FOR_INTERVIEW', voice: 'SELF' })).body['code']).toBe('NOT_ALLOWED');
    expect((await act(people.investigator, request())).body).toMatchObject({ code: 'VICTIM_PACED_GATE', detailCodes: { missing: ['READINESS', 'BEST_INTERESTS'] } });
    expect((await act(people.guardian, { act: 'determine-best-interests', purposes: ['INVESTIGATION'], result: 'IN_FAVOUR', factors: ['SAFETY'], views: 'HEARD', deciders: [people.guardian, people.advocate], day: today() })).status).toBe(200);
    expect((await act(people.advocate, { act: 'signal-readiness', signal: 'READY_FOR_INTERVIEW', voice: 'SELF' })).status).toBe(200);
    expect((await act(people.investigator, request({ sessions: 2 }))).status).toBe(200);
    const interview = await lastAsked();
    const session = { act: 'record-session', interview, day: today(), minutes: 45, breaks: 1, present: ['INVESTIGATOR', 'INTERPRETER'], stopRequested: false, wellbeing: 'TIRED', interviewer: people.investigator };
    expect((await act(people.investigator, session)).status).toBe(200);
    expect((await act(people.investigator, request())).body).toMatchObject({ code: 'INTERVIEW_LIMIT', detailCodes: { most: 2, instead: 'QUESTIONS_TO_THE_INTERVIEWER' } });
    const told = await voice(people.coordinator);
    expect((told['interviews'] as { result: string }[]).map(({ result }) => result)).toEqual(['DENIED_GATE', 'SCHEDULED', 'DENIED_LIMIT']);
    expect(told['sessions']).toMatchObject([{ interview, minutes: 45, present: ['INVESTIGATOR', 'INTERPRETER'], sameInterviewer: true }]);
    expect(JSON.stringify(told)).not.toMatch(/"due|overdue|reason/);
  });

  it('is told by its class: in full, that she was heard, or nothing', async () => {
    // D6 and D8m of the coordinator; D6 alone of who asked; neither of who follows the money, though the file is there for them.
    expect(Object.keys(await voice(people.coordinator)).toSorted()).toEqual(['bestInterests', 'earlyContacts', 'interviews', 'ownWords', 'participation', 'protectedPeriods', 'readiness', 'sessions']);
    expect(Object.keys(await voice(people.investigator)).toSorted()).toEqual(['bestInterests', 'interviews', 'participation', 'protectedPeriods', 'readiness']);
    expect((await api.get(people.stranger, `${victim}/voice`)).status).toBe(404);
  });

  it('keeps each decision on how she takes part: the next one supersedes it', async () => {
    for (const mode of ['NONE', 'IN_PERSON']) expect((await act(people.advocate, { act: 'decide-participation', case: caseId, mode, support: ['SCREEN'], voice: 'SELF' })).status).toBe(200);
    expect(await voice(people.prosecutor)).toMatchObject({ participation: [{ mode: 'NONE', supersededAt: expect.any(String) as string }, { mode: 'IN_PERSON' }] });
    expect((await voice(people.prosecutor))['participation']).not.toHaveProperty('1.supersededAt');
  });

  it('is closed to all but who stands by her once she takes her words back', async () => {
    expect((await act(people.advocate, { act: 'give-own-words', kind: 'IMPACT_STATEMENT', text: 'What was done to me' })).status).toBe(200);
    const [words] = (await voice(people.advocate))['ownWords'] as { id: string }[];
    const seen = async (who: string): Promise<number> => ((await api.get(who, `${victim}/papers`)).body['papers'] as { id: string }[]).filter(({ id }) => id === words?.id).length;
    const inDatabase = (person: string, agency: string) =>
      rowsOfAs(person, agency, `select 1 from paper_view where id = $1 union all select 1 from vault_item where paper = $1`, words?.id);
    expect(await inDatabase(people.prosecutor, 'tn')).toBe(2);
    expect((await act(people.advocate, { act: 'withdraw-own-words', paper: words?.id })).status).toBe(200);
    expect(await seen(people.prosecutor)).toBe(0);
    expect(await inDatabase(people.prosecutor, 'tn')).toBe(0);
    expect((await voice(people.advocate))['ownWords']).toMatchObject([{ withdrawnAt: expect.any(String) as string }]);
  });

  it('is heard by her cases, which take no word of hers themselves', async () => {
    const step = () => api.get(people.advocate, `/cases/${caseId}/steps/S2.3`);
    expect((await until(step, ({ body }) => body['signal'] === 'READY_FOR_INTERVIEW')).body['signal']).toBe('READY_FOR_INTERVIEW');
    expect((await api.post(people.advocate, `/cases/${caseId}/steps/S2.3/acts`, { act: 'signal', signal: 'NOT_NOW' })).body['code']).toBe('HER_FILE_SAYS');
    expect((await act(people.advocate, { act: 'signal-readiness', signal: 'NOT_NOW', voice: 'SELF' })).status).toBe(200);
    expect((await until(step, ({ body }) => body['signal'] === 'NOT_NOW')).body['signal']).toBe('NOT_NOW');
    expect(await audit(`case/${caseId}`)).toEqual([]);
  });

  it('is decided again and read back to the same', async () => {
    expect(await audit(ledger)).toEqual([]);
    expect(await rowsOf(`select column_name from information_schema.columns where table_name like any('{readiness_signal_view,participation_view,own_words_view,interview_view,session_view}') and column_name ~ 'due|remind|level'`)).toEqual([]);
  });
});

/** How many rows the second wall shows to somebody, asked of the database itself. */
async function rowsOfAs(person: string, agency: string, text: string, ...values: readonly unknown[]): Promise<number> {
  const client = await api.deps.database.pool.connect();
  try {
    await client.query('begin');
    for (const [name, value] of [['app.person', person], ['app.agency', agency], ['app.exercise', '']]) await client.query('select set_config($1, $2, true)', [name, value]);
    return (await client.query(text, [...values])).rows.length;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
