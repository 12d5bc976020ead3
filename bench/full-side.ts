/** The whole path as its users meet it: HTTP, bearer token, Idempotency-Key, answer read back. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Side } from './side.ts';

export interface Caller {
  readonly url: string;
  readonly token: string;
}
interface Answer {
  readonly status: number;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Plain node:http: the machine is shared with what is measured, so the caller should cost little. */
function post({ url, token }: Caller, path: string, body: unknown): Promise<Answer> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, {
      agent, method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'idempotency-key': randomUUID() },
    });
    asked.once('error', reject).once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject).once('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    asked.end(text);
  });
}

/** @throws Error when it was not done: a refused command is no measurement. */
async function demand(caller: Caller, path: string, body: unknown): Promise<string> {
  const answer = await post(caller, path, body);
  if (answer.status >= 300) throw new Error(`POST ${path.replaceAll(/[0-9a-f-]{36}/g, '{id}')} answered ${answer.status}: ${answer.body}`);
  return answer.body;
}

/** Who leads and who is on the team: agencies of the directory file. */
const team = [
  { agency: 'district-prosecutor', roles: ['COORDINATOR', 'PROSECUTOR'] },
  { agency: 'harbour-house', roles: ['COMMUNITY_ADVOCATE'] },
  { agency: 'city-police', roles: ['INVESTIGATOR'] },
  { agency: 'revenue-crime', roles: ['FINANCIAL_INVESTIGATOR'] },
];
export const coordinator = 'district-prosecutor.coordinator';

export async function launchCase(caller: Caller, playbook: string): Promise<string> {
  const { id } = JSON.parse(await demand(caller, '/cases', { codeName: 'BENCH', playbook: { id: playbook, version: 1 }, agencies: team })) as { readonly id: string };
  return `case/${id}`;
}

export const actOnStep = async (caller: Caller, keeper: string, step: string, act: object): Promise<void> =>
  void (await demand(caller, `/cases/${keeper.slice('case/'.length)}/steps/${step}/acts`, act));

/** Naming a blocker can be said again and again; it moves no clock and opens no step. */
export const fullSide = (caller: Caller): Side => ({
  name: 'full',
  launch: () => launchCase(caller, 'starter'),
  act: (keeper) => actOnStep(caller, keeper, 'S3.1', { act: 'name-blocker', blocker: 'CAPACITY' }),
});
