/** Decisions and what became of suspects over HTTP: each part for whom its class opens, nothing edited, and what is missing said by name. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlaybook } from '#start/playbooks.ts';
import { audit } from './house.ts';
import { asOwner, launchBody, loadPeople, people, startApi, type Answer, type TestApi } from './support.ts';
import { startWorker } from './worker.ts';

const name = `d-${randomUUID().slice(0, 8)}`;
const more = `
facts:
  - { fact: LABEL, title: Label, of: charge, is: [TRAFFICKING, ALTERNATIVE], class: D10, recordedBy: [PROSECUTOR] }
  - { fact: CHECKED, title: Everything was weighed, of: suspect, is: yes-no, recordedBy: [PROSECUTOR] }
gates:
  - { gate: COMPLETE, title: The file is complete, per: suspect, when: { all: [{ decided: S6.3, as: [NOT_IN_BEST_INTERESTS] }, { fact: CHECKED, is: [YES] }] } }
suspects:
  outcomes:
    - { outcome: NOT_PROSECUTED, title: Not prosecuted in best interests, under: PROTECTION, final: true, class: D15, when: { gate: COMPLETE } }
    - { outcome: PENDING, title: Its file is not complete, under: PROTECTION, until: NOT_PROSECUTED, class: D15, when: { decided: S6.3, as: [NOT_IN_BEST_INTERESTS] } }

steps:
  - code: S6.3
    title: Charging decision
    track: CHARGING
    role: PROSECUTOR
    per: suspect
    pacing: GUIDANCE
    due: 10wd
    repeats: true
    ladder: working-days
    source: ours
    decides: { class: D15, options: [{ option: CHARGE, title: Charge, ends: It is charged. }, { option: NOT_IN_BEST_INTERESTS, title: Do not prosecute in best interests, ends: It is looked at again. }] }
    fields:
      - { field: reasons, title: Reasons, type: text, class: D15, required: true }
`;
const text = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8').replace('playbook: starter', `playbook: ${name}`).replace('\nsteps:\n', more);

const worker = await startWorker();
let api: TestApi;
let path = '';
beforeAll(async () => {
  await loadPeople();
  api = await startApi();
  const { body, hash } = readPlaybook(`${name}.yaml`, text);
  await asOwner((client) => client.query('insert into playbook (id, version, hash, body) values ($1, 1, $2, $3)', [name, hash, body]));
  path = String((await api.post(people.coordinator, '/cases', { ...launchBody, playbook: { id: name, version: 1 } })).headers.get('location'));
  for (const act of [{ kind: 'SUSPECT', as: 'D1' }, { kind: 'CHARGE', as: 'C1', of: 'D1' }, { kind: 'CHARGE', as: 'C2', of: 'D1', alternativeTo: 'C1' }]) expect((await named(act)).status).toBe(200);
});
afterAll(async () => {
  await api.stop();
  await worker.stop();
});

const named = (act: object): Promise<Answer> => api.post(people.prosecutor, `${path}/acts`, { act: 'name-subject', ...act });
const decide = (option: string, reasons: string): Promise<Answer> => api.post(people.prosecutor, `${path}/steps/S6.3:D1/acts`, { act: 'complete', option, answers: { reasons } });
const decisions = async (person: string) => (await api.get(person, `${path}/decisions?subject=D1`)).body['decisions'] as readonly Record<string, unknown>[];
const suspects = async (person: string) => (await api.get(person, `${path}/suspects`)).body['suspects'] as readonly Record<string, unknown>[];

describe('a charging decision', () => {
  it('is listed in order, with its reasons for whom they open, and takes the place of the one before without editing it', async () => {
    await api.post(people.prosecutor, `${path}/steps/S6.3:D1/acts`, { act: 'accept' });
    expect((await decide('CHARGE', 'First reasons')).status).toBe(200);
    expect((await decide('NOT_IN_BEST_INTERESTS', 'Second reasons')).status).toBe(200);
    expect(await decisions(people.prosecutor)).toMatchObject([
      { id: 'S6.3:D1/1', subject: 'D1', class: 'D15', author: people.prosecutor, decided: { option: 'CHARGE', title: 'Charge' }, answers: { reasons: 'First reasons' }, supersededBy: 'S6.3:D1/2' },
      { id: 'S6.3:D1/2', decided: { option: 'NOT_IN_BEST_INTERESTS' }, answers: { reasons: 'Second reasons' }, supersedes: 'S6.3:D1/1' },
    ]);
  });

  it('shows the released result, and not the reasons, to those who go on from it', async () => {
    const [first] = await decisions(people.coordinator);
    expect(first).toMatchObject({ decided: { option: 'CHARGE' } });
    expect([first?.['answers'], first?.['author']]).toEqual([undefined, undefined]);
  });

  it('is pending until its file is complete, and says by name what is missing', async () => {
    const [pending] = await suspects(people.prosecutor);
    expect(pending).toMatchObject({
      suspect: 'D1', outcome: { outcome: 'PENDING', under: 'PROTECTION', final: false, until: { option: 'NOT_PROSECUTED' }, missing: ['CHECKED'] },
      charges: [{ charge: 'C1' }, { charge: 'C2', alternativeTo: 'C1' }], open: [{ step: 'S6.3:D1' }],
    });
    await api.post(people.prosecutor, `${path}/acts`, { act: 'record-fact', fact: 'CHECKED', about: 'D1', value: 'YES' });
    expect((await suspects(people.prosecutor))[0]).toMatchObject({ outcome: { outcome: 'NOT_PROSECUTED', final: true } });
  });

  it('and everything of it can be folded again', async () => {
    expect(await audit(path.replace('/cases/', 'case/'))).toEqual([]);
  });
});
