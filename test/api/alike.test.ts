/**
 * Rule R14, asked of every read there is: whatever she says, no answer to somebody who may not know it changes by a letter, nor does its ETag: not a step, a clock, a promise, a
 * board, a measure, an inbox, a line of the timeline. Who it is told to sees it move.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../api/operations/index.ts';
import { asOwner, launchBody, loadPeople, people, startApi, team, type Answer } from './support.ts';
import { startWorker } from './worker.ts';

const worker = await startWorker();
// In a world of its own, where time stands still: what changes, changes by her word.
const exercise = randomUUID();
const now = '2031-04-14T14:00:00.000Z';
const inside = { claims: { exercise } };
const inWorld = (id: string): string => `${exercise}.${id}`;
const agencies = [...team, { agency: 'tr', roles: ['FINANCIAL_INVESTIGATOR'] }].map(({ agency, roles }) => ({ agency: inWorld(agency), roles }));
/** On the team, and none of them holds anything of hers or may know what she says. */
const outsiders = [people.financial, people.revenueLeader].map(inWorld);
const told = inWorld(people.investigator);
const ofHers = ['S2.3', 'S2.2-offer', 'S5.1', 'S5.2'] as const;

await asOwner((client) => client.query('insert into exercise (id, now_at) values ($1, $2)', [exercise, now]));
await loadPeople(exercise);
const api = await startApi();
const caseId = String((await api.post(inWorld(people.coordinator), '/cases', { ...launchBody, agencies }, inside)).body['id']);
for (const [who, step] of [[people.coordinator, 'S3.1'], [people.coordinator, 'S3.3'], [people.investigator, 'S4.1']] as const) for (const act of ['accept', 'complete']) await done(who, `/cases/${caseId}/steps/${step}/acts`, { act });
await done(people.investigator, `/cases/${caseId}/steps/S5.1/acts`, { act: 'accept' });
// It waits for her word itself, and not for a session: it stops and goes on with what she says.
const promised = await done(people.investigator, `/cases/${caseId}/commitments`, { kind: 'DELIVERABLE', agency: inWorld('tp'), due: '10wd', text: 'What was agreed', waitsOn: ['S2.3'] });
const asked = await done(people.coordinator, `/cases/${caseId}/hand-offs`, { step: 'S4.3', to: inWorld('ts'), kind: 'ORDINARY' });
// A minute later, so that it would show when something began or stopped.
await asOwner((client) => client.query(`update exercise set now_at = now_at + interval '1 minute' where id = $1`, [exercise]));
const metrics = ((await api.get(outsiders[0] ?? '', '/metrics', inside)).body['items'] as { id: string }[]).map(({ id }) => id);
const values: Readonly<Record<string, readonly string[]>> = { caseId: [caseId], step: [...ofHers, 'S4.3'], commitmentId: [String(promised.body['id'])], handOffId: [String(asked.body['id'])], metric: metrics };
// What one has read oneself is another each time.
const paths = operations.filter(({ method, id }) => method === 'get' && id !== 'read-own-accesses').flatMap(({ path }) => filled(path, values));
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

async function done(who: string, path: string, body: object): Promise<Answer> {
  const answer = await api.post(inWorld(who), path, body, inside);
  expect([path, answer.status < 300, answer.body['code']]).toEqual([path, true, undefined]);
  return answer;
}

/** A path with each value of each parameter; none where a parameter has no value here. */
function filled(path: string, values: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const name = /\{(\w+)\}/.exec(path)?.[1];
  return name === undefined ? [path] : (values[name] ?? []).flatMap((value) => filled(path.replace(`{${name}}`, value), values));
}

/** All that somebody is answered, by path. */
async function outlook(who: string, of: readonly string[] = paths): Promise<Readonly<Record<string, string>>> {
  const answers = await Promise.all(of.map(async (path) => [path, await api.get(who, path, inside)] as const));
  return Object.fromEntries(answers.map(([path, { status, headers, text }]) => [path, `${status} ${headers.get('etag') ?? ''} ${text}`]));
}
/** What was open to each before she said a word. */
const before: Record<string, Readonly<Record<string, string>>> = {};
async function moved(who: string): Promise<readonly string[]> {
  const then = before[who] ?? {};
  const after = await outlook(who, Object.keys(then));
  return Object.keys(then).filter((path) => then[path] !== after[path]);
}

const inDays = (days: number): string => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);
const signal = (more: object) => () => done(people.advocate, `/cases/${caseId}/steps/S2.3/acts`, { act: 'signal', ...more });

describe('before she says a word', () => {
  it.each([...outsiders, told].map((who) => [who.slice(exercise.length + 1), who] as const))('%s reads much', async (_name, who) => {
    const opened = Object.fromEntries(Object.entries(await outlook(who)).filter(([, answer]) => answer.startsWith('200')));
    expect(Object.keys(opened)).toEqual(expect.arrayContaining([`/cases/${caseId}`, `/cases/${caseId}/timeline`, `/cases/${caseId}/commitments`, '/clocks', '/inbox', '/stalled']));
    // That work and a promise of others stopped for her is told to nobody else.
    expect([/StepSuspended/, /CommitmentSuspended/].map((type) => type.test(opened[`/cases/${caseId}/timeline`] ?? ''))).toEqual([who === told, who === told]);
    before[who] = opened;
  });
});

describe.each([
  ['that she is ready', signal({ signal: 'READY_FOR_INTERVIEW' })], ['that she is not', signal({ signal: 'NOT_NOW' })], ['that she does not wish to be asked before a day', signal({ signal: 'NOT_TO_BE_ASKED_BEFORE', until: inDays(40) })],
  ['and then that she is ready', signal({ signal: 'READY_FOR_INTERVIEW' })],
  ['yes to a session', () => done(people.investigator, `/cases/${caseId}/steps/S5.2/acts`, { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true })],
] as const)('what she says: %s', (_what, say) => {
  beforeAll(say);

  it.each(outsiders.map((who) => [who.slice(exercise.length + 1), who] as const))('moves nothing of what %s is answered', async (_name, who) => {
    expect(await moved(who)).toEqual([]);
  });
});

/** Of each page of the clocks that somebody follows: how many are on it, and whether more are to come. */
async function clockPages(who: string): Promise<readonly (readonly [number, boolean])[]> {
  const pages: (readonly [number, boolean])[] = [];
  for (let cursor: string | null = ''; cursor !== null && pages.length < 100; ) {
    const { body } = await api.get(who, `/clocks?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, inside);
    cursor = body['next'] as string | null;
    pages.push([(body['items'] as unknown[]).length, cursor !== null]);
  }
  return pages;
}

describe('clocks that are not theirs to know', () => {
  it.each(outsiders.map((who) => [who.slice(exercise.length + 1), who] as const))('leave no gap on a page of %s', async (_name, who) => {
    const pages = await clockPages(who);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.filter(([items, isMore]) => (isMore ? items !== 2 : items === 0))).toEqual([]);
  });
});

describe('whoever may know what she says', () => {
  it('sees it move', async () => {
    expect(await moved(told)).toEqual(expect.arrayContaining([`/cases/${caseId}`, `/cases/${caseId}/timeline`, `/cases/${caseId}/steps/S5.1`]));
  });
});
