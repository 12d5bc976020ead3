/** A case with one file in it, over the real API and the real worker: what most tests of people begin with. */
import { expect } from 'vitest';
import { launchBody, loadPeople, people, startApi, type Answer, type TestApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';

export interface HerDoor {
  readonly api: TestApi;
  readonly worker: Awaited<ReturnType<typeof startWorker>>;
  readonly caseId: string;
  readonly victimId: string;
  /** Path of her file. */
  readonly victim: string;
  readonly ledger: string;
  readonly act: (who: string, body: object) => Promise<Answer>;
  /** What must be recorded for the test to mean anything. */
  readonly done: (who: string, body: object) => Promise<Answer>;
  /** The words somebody reads, by class. */
  readonly reads: (who: string) => Promise<Readonly<Record<string, string>>>;
  readonly stop: () => Promise<void>;
}

/** `opening`: what is known of her when the file is opened; `stands`: who stands by her beside the advocate. */
export async function openDoor(opening: object = { as: 'V1' }, stands: readonly object[] = []): Promise<HerDoor> {
  const worker = await startWorker();
  await loadPeople();
  const api = await startApi();
  const caseId = String((await api.post(people.coordinator, '/cases', launchBody)).body['id']);
  const victim = String((await api.post(people.coordinator, `/cases/${caseId}/victims`, opening)).headers.get('location'));
  const act = (who: string, body: object): Promise<Answer> => api.post(who, `${victim}/acts`, body);
  const done = async (who: string, body: object): Promise<Answer> => {
    const answer = await act(who, body);
    expect([answer.status, answer.body['code']]).toEqual([200, undefined]);
    return answer;
  };
  for (const each of [{ role: 'COMMUNITY_ADVOCATE', agency: 'th' }, ...stands]) await done(people.coordinator, { act: 'stand-by', ...each });
  return {
    api, worker, caseId, victim, victimId: victim.replace('/victims/', ''), ledger: victim.slice(1).replace('victims', 'victim'), act, done,
    reads: async (who) => {
      const papers = ((await api.get(who, `${victim}/papers`)).body['papers'] ?? []) as { readonly class: string; readonly text?: string }[];
      return Object.fromEntries(papers.flatMap(({ class: of, text }) => (text === undefined ? [] : [[of, text]])));
    },
    stop: async () => {
      await api.stop();
      await worker.stop();
    },
  };
}
