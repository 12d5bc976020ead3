/** Two compacts on the playbook of minutes, told over HTTP: one climbs, is signed late, becomes active and is ended; one is still waited for. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { System } from './system.ts';

const coordinator = 'district-prosecutor.coordinator';
/** The quick ladder: level 0 after 3 seconds, level 1 after 9. */
const pastLevelOneMs = 12_000;

/** Answers the ids of the one that ended and of the one that goes on. */
export async function playCompacts({ url, token }: Pick<System, 'url' | 'token'>): Promise<{ readonly ended: string; readonly open: string }> {
  const post = async (who: string, path: string, body: object): Promise<string> => {
    const response = await fetch(url + path, {
      method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${await token(who)}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { readonly id?: string }).id ?? '';
  };
  const act = (who: string, id: string, name: string): Promise<string> => post(who, `/compacts/${id}/acts`, { act: name });
  const asked = async (codeName: string): Promise<string> => {
    const agencies = [{ agency: 'district-prosecutor', roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: 'city-police', roles: ['INVESTIGATOR'] }];
    const id = await post(coordinator, '/compacts', { codeName, playbook: { id: 'minutes', version: 1 }, startsOn: '2026-01-01', endsOn: '2035-12-31', agencies });
    await act(coordinator, id, 'request-signatures');
    return id;
  };
  const ended = await asked('COMPACT THAT ENDS');
  const open = await asked('COMPACT THAT WAITS');
  await act('district-prosecutor.leader', ended, 'sign');
  await pause(pastLevelOneMs);
  await act('city-police.leader', ended, 'sign');
  await act(coordinator, ended, 'end');
  return { ended, open };
}
