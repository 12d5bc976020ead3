/** What a step asks, at its pages: of a step that stands for one victim, and of one that was handed to another agency. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlaybook } from '#start/playbooks.ts';
import { until } from '../api/house.ts';
import { asOwner } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { hiddenOf, signedIn, startDesk, wordsOf, type Desk } from './support.ts';

const worker = await startWorker();
const name = `h-${randomUUID().slice(0, 8)}`;
const coordinator = 'district-prosecutor.coordinator';
const advocate = 'harbour-house.advocate';
const more = `
  - code: S1.3
    title: Needs of tonight
    track: PROTECTION
    role: COMMUNITY_ADVOCATE
    per: victim
    pacing: GUIDANCE
    due: 24h
    ladder: hours
    source: ours
    fields:
      - { field: shelter, title: Is shelter needed?, type: yes-no, class: D2, required: true }
      - { field: fears, title: What is to be feared?, type: text, class: D7, most: 200 }
  - code: S3.8
    title: Which office takes it
    track: TEAM
    role: COORDINATOR
    pacing: GUIDANCE
    due: 5wd
    ladder: working-days
    source: ours
    fields:
      - { field: reason, title: Why this office?, type: text, class: D2, required: true }
    decides:
      options:
        - { option: OURS, title: We take it, ends: It stays with us. }
        - { option: THEIRS, title: They take it, ends: It goes to them. }
`;
const text = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8').replace('playbook: starter', `playbook: ${name}`).replace('\nsteps:\n', `\nfacts:\n  - { fact: FILED, title: Day of the filing, of: suspect, is: day, recordedBy: [PROSECUTOR] }\n  - { fact: IN_CUSTODY, title: In custody, of: suspect, is: yes-no, recordedBy: [INVESTIGATOR] }\n\nsteps:${more}`);

let desk: Desk;
let path = '';
const as = async (person: string) => ({ headers: { authorization: `Bearer ${await desk.sign({ sub: person })}` } });
const post = async (person: string, at: string, body: object) => desk.post(person, at, body, await as(person));
const get = async (person: string, at: string) => desk.get(person, at, await as(person));
beforeAll(async () => {
  desk = await startDesk();
  const { body, hash } = readPlaybook(`${name}.yaml`, text);
  await asOwner((client) => client.query('insert into playbook (id, version, hash, body) values ($1, 1, $2, $3)', [name, hash, body]));
  const agencies = [{ agency: 'district-prosecutor', roles: ['COORDINATOR', 'PROSECUTOR', 'FINANCIAL_INVESTIGATOR'] }, { agency: 'harbour-house', roles: ['COMMUNITY_ADVOCATE'] }, { agency: 'city-police', roles: ['INVESTIGATOR'] }];
  path = String((await post(coordinator, '/cases', { codeName: 'HARBOUR', playbook: { id: name, version: 1 }, agencies })).headers.get('location'));
  const victim = String((await post(coordinator, `${path}/victims`, { as: 'V1' })).headers.get('location'));
  await post(coordinator, `${victim}/acts`, { act: 'stand-by', role: 'COMMUNITY_ADVOCATE', agency: 'harbour-house' });
  await until(() => get(advocate, `${path}/steps/S1.3:V1`), ({ status }) => status === 200);
});
afterAll(async () => {
  await desk.stop();
  await worker.stop();
});

const drafts = () => asOwner(async (client) => (await client.query<{ about: string | null }>(`select about from draft where person = $1 and name like '%S1.3:V1'`, [advocate])).rows);

describe('the form of a step', () => {
  it('that stands for one victim is answered at its page; what was typed too late lies under the key of her file, and comes back', async () => {
    const page = `/desk${path}/steps/S1.3:V1`;
    const who = await signedIn(desk.url, advocate);
    await who.post(page, hiddenOf((await who.get(`${page}?act=accept`)).text));
    const form = hiddenOf((await who.get(`${page}?act=complete`)).text);
    who.cookies.delete('throughline-session');
    const choice = await who.post(page, { ...form, 'answers.shelter': 'YES', 'answers.fears': 'His brother.' });
    expect(await drafts()).toEqual([{ about: expect.stringMatching(/^victim\//) as string }]);
    const back = await who.post(choice.path, { person: advocate });
    expect([back.path, back.text.includes('His brother.')]).toEqual([page, true]);
    const done = await who.post(page, { ...hiddenOf(back.text), 'answers.shelter': 'YES', 'answers.fears': 'His brother.' });
    expect([done.path, wordsOf(done.text).includes('It is recorded as done.'), await drafts()]).toEqual([`/desk${path}`, true, []]);
    expect((await get(advocate, `${path}/steps/S1.3:V1/form`)).body['filed']).toHaveLength(2);
    expect(JSON.stringify((await get(coordinator, `${path}/steps/S1.3:V1/form`)).body)).not.toContain('His brother.');
  });

  it('that was handed over is decided and answered at the hand-off, by who took it on', async () => {
    await post(coordinator, `${path}/steps/S3.8/acts`, { act: 'accept' });
    const handOff = String((await post(coordinator, `${path}/hand-offs`, { step: 'S3.8', to: 'specialist-unit', kind: 'ORDINARY' })).headers.get('location'));
    expect((await post('specialist-unit.supervisor', `${handOff}/acts`, { act: 'accept' })).status).toBe(200);
    const page = `/desk${handOff}`;
    const who = await signedIn(desk.url, 'specialist-unit.supervisor');
    const shown = await who.get(`${page}?act=complete`);
    expect(wordsOf(shown.text)).toMatch(/What is decided.*We take it.*They take it.*Why this office\?/);
    const missing = await who.post(page, { ...hiddenOf(shown.text), option: 'THEIRS' });
    expect([missing.status, wordsOf(missing.text)]).toEqual([422, expect.stringContaining('Why this office?: choose or write an answer')]);
    const done = await who.post(page, { ...hiddenOf(missing.text), option: 'THEIRS', 'answers.reason': 'They know the trade.' });
    expect(wordsOf(done.text)).toContain('It is recorded as done.');
    expect((await get(coordinator, `${path}/steps/S3.8`)).body).toMatchObject({ state: 'DONE', option: 'THEIRS' });
    expect((await get(coordinator, `${path}/steps/S3.8/form`)).body['filed']).toEqual([expect.objectContaining({ answers: { reason: 'They know the trade.' } })]);
  });
});

describe('what is known of a case', () => {
  it('is recorded at a page by whose role the playbook names for it, of whom was named there', async () => {
    const page = `/desk${path}/known`;
    const police = await signedIn(desk.url, 'city-police.investigator');
    const before = await police.get(page);
    expect([(await police.get(`/desk${path}`)).text.includes(`href="${page}"`), before.text.includes('value="fact.IN_CUSTODY"'), before.text.includes('value="name-subject"')]).toEqual([true, false, true]);
    const named = await police.post(page, { ...hiddenOf((await police.get(`${page}?act=name-subject`)).text), kind: 'SUSPECT', as: 'P1' });
    expect(wordsOf(named.text)).toContain('It is named, and its steps are open.');
    const form = await police.get(`${page}?act=fact.IN_CUSTODY`);
    const recorded = await police.post(page, { ...hiddenOf(form.text), about: 'P1', value: 'YES', 'occurredAt-day': '2', 'occurredAt-month': '2', 'occurredAt-year': '2026' });
    expect(wordsOf(recorded.text)).toMatch(/It is recorded\..*In custody, P1 Yes\. Since Monday 2 February 2026, 00:00/);
    expect((await get(coordinator, path)).body['facts']).toEqual([expect.objectContaining({ fact: 'IN_CUSTODY', about: 'P1', value: 'YES', occurredAt: '2026-02-02T06:00:00.000Z' })]);
    // Another role's fact is not offered, and a form made up by hand is refused.
    expect([recorded.text.includes('value="fact.FILED"'), (await police.post(page, { ...hiddenOf(form.text), act: 'fact.FILED', about: 'P1', 'value-day': '2', 'value-month': '2', 'value-year': '2026' })).status]).toEqual([false, 400]);
    const wrong = await police.post(page, { ...hiddenOf((await police.get(`${page}?act=name-subject`)).text), kind: 'SUSPECT', as: 'V1' });
    expect([wrong.status, wordsOf(wrong.text)]).toEqual([400, expect.stringContaining('It was not recorded')]);
  });
});
