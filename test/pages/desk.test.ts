/** Seeing and doing at the pages: the walls hold, a form counts once, and a refusal is said in words. */
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectLazily } from '../../api/engine.ts';
import { asOwner } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { browser, hiddenOf, signedIn, startDesk, wordsOf, type Browser, type Desk } from './support.ts';

const worker = await startWorker();
const coordinator = 'district-prosecutor.coordinator';
const team = { 'role-COMMUNITY_ADVOCATE': 'harbour-house', 'role-INVESTIGATOR': 'city-police', 'role-FINANCIAL_INVESTIGATOR': 'district-prosecutor', 'role-PROSECUTOR': 'district-prosecutor' };
const evil = '<script>alert("x")</script><img src=x>';

let desk: Desk;
let lead: Browser;
let casePath: string;
beforeAll(async () => {
  desk = await startDesk();
  lead = await signedIn(desk.url, coordinator);
  const form = hiddenOf((await lead.get('/desk/launch')).text);
  casePath = (await lead.post('/desk/launch', { ...form, ...team, codeName: 'LIGHTHOUSE', playbook: 'starter@1', referral: evil })).path;
});
afterAll(async () => {
  await desk.stop();
  await worker.stop();
});

const commands = (): Promise<number> => asOwner(async (client) => Number((await client.query<{ n: string }>('select count(*) as n from command')).rows[0]?.n));
const stepForm = async (who: Browser, step: string, act: string): Promise<Record<string, string>> => hiddenOf((await who.get(`${casePath}/steps/${step}?act=${act}`)).text);

describe('a form', () => {
  it('that does not come from a page of this session is refused, and nothing is recorded', async () => {
    const form = await stepForm(lead, 'S3.1', 'accept');
    const other = hiddenOf((await (await signedIn(desk.url, coordinator)).get(`${casePath}/steps/S3.1?act=accept`)).text);
    const before = await commands();
    const path = `${casePath}/steps/S3.1`;
    const { csrf: _csrf, ...without } = form;
    for (const [fields, headers] of [
      [without, {}], [{ ...form, csrf: other['csrf'] ?? '' }, {}], [{ ...form, csrf: '' }, {}],
      [form, { origin: 'https://evil.example' }], [form, { 'sec-fetch-site': 'cross-site' }], [form, { 'sec-fetch-site': 'same-site' }],
    ] as const) expect((await lead.post(path, fields, headers)).status).toBe(403);
    expect((await lead.raw(path, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: new URLSearchParams(form).toString() })).status).toBe(415);
    expect((await browser(desk.url).post('/sign-out', {})).status).toBe(200);
    expect(await commands()).toBe(before);
  });

  it('that is sent twice is recorded once, and reading the page again sends nothing', async () => {
    const form = await stepForm(lead, 'S0.2', 'accept');
    expect(form['key']).toMatch(/^[0-9a-f-]{36}$/);
    const before = await commands();
    const [one, two] = await Promise.all([lead.post(`${casePath}/steps/S0.2`, form), lead.post(`${casePath}/steps/S0.2`, form)]);
    expect([one?.status, two?.status, one?.path]).toEqual([200, 200, casePath]);
    await lead.get(casePath);
    expect(await commands()).toBe(before + 1);
  });

  it('that is refused says why in words, marks the field, and keeps what was typed', async () => {
    const form = hiddenOf((await lead.get('/desk/launch')).text);
    const seen = await lead.post('/desk/launch', { ...form, codeName: 'no <b>capitals', referral: evil, ...team });
    expect(seen.status).toBe(400);
    expect(seen.text).toContain('<title>Error: Launch a case');
    expect(seen.text).toMatch(/<a href="#codeName">Give a code name of 3 to 31 signs/);
    expect(seen.text).toMatch(/<a href="#playbook">Playbook: choose or write an answer/);
    expect(seen.text).toContain('value="no &lt;b&gt;capitals"');
    expect(seen.text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(seen.text).toMatch(/value="harbour-house" selected/);
    expect(hiddenOf(seen.text)['key']).not.toBe(form['key']);
  });

  it('that was decided on what has changed meanwhile is refused and shows how it stands', async () => {
    const form = await stepForm(lead, 'S1.2', 'accept');
    const changed = await desk.post(coordinator, `${casePath.replace('/desk', '')}/steps/S1.2/acts`, { act: 'name-blocker', blocker: 'CAPACITY' }, { headers: { authorization: `Bearer ${await desk.sign({ sub: coordinator })}` } });
    expect(changed.status).toBe(200);
    const seen = await lead.post(`${casePath}/steps/S1.2`, form);
    expect([seen.status, wordsOf(seen.text)]).toEqual([412, expect.stringContaining('It has changed since you read it. It now stands as shown here.')]);
    expect(wordsOf(seen.text)).toContain('Held up by no capacity.');
    expect((await lead.post(`${casePath}/steps/S1.2`, hiddenOf(seen.text))).path).toBe(casePath);
  });

  it('whose outcome is not known keeps its key, so that sending it again records it once', async () => {
    const form = await stepForm(lead, 'S3.1', 'accept');
    const before = await commands();
    const deps = desk.deps as { temporal: Client; patienceMs: number };
    const { temporal, patienceMs } = deps;
    const nowhere = connectLazily('127.0.0.1:1');
    Object.assign(deps, { temporal: new Client({ connection: nowhere }), patienceMs: 300 });
    const silent = await lead.post(`${casePath}/steps/S3.1`, form);
    Object.assign(deps, { temporal, patienceMs });
    await nowhere.close();
    expect([silent.status, hiddenOf(silent.text)['key'], wordsOf(silent.text)]).toEqual([503, form['key'], expect.stringContaining('Send the form again as it is. It is recorded once at most.')]);
    expect((await lead.post(`${casePath}/steps/S3.1`, { ...hiddenOf(silent.text) })).path).toBe(casePath);
    expect(await commands()).toBe(before + 1);
  });
});

describe('who may not', () => {
  it('sees what is absent and what is not theirs alike, whatever the page', async () => {
    const stranger = await signedIn(desk.url, 'labour-standards.inspector');
    const absent = casePath.replace(/[0-9a-f]{12}$/, '000000000000');
    for (const tail of ['', '/steps/S0.2', '/steps/S0.2/hand-off']) {
      const [theirs, nobodys] = [await stranger.get(casePath + tail), await stranger.get(absent + tail)];
      expect([tail, theirs.status, nobodys.status]).toEqual([tail, 404, 404]);
      expect(theirs.text.replace(/value="[^"]*"/g, '')).toBe(nobodys.text.replace(/value="[^"]*"/g, ''));
    }
    expect((await stranger.get('/desk/launch')).status).toBe(403);
    expect((await stranger.get('/desk/nowhere')).status).toBe(404);
    // Nothing is ranked at any page either (refusal 17).
    for (const path of ['/desk/portfolio?sort=agency', '/desk/cases?orderBy=convictions', '/desk/portfolio?convictions=1']) expect([path, (await stranger.get(path)).status]).toEqual([path, 422]);
  });

  it('is refused by the policy, not by a missing button: a form made up by hand is of no use', async () => {
    const police = await signedIn(desk.url, 'city-police.investigator');
    const shown = await police.get(`${casePath}/steps/S3.1`);
    expect(wordsOf(shown.text)).toContain('There is nothing here for you to do now.');
    const csrf = /name="csrf" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
    const before = await commands();
    const seen = await police.post(`${casePath}/steps/S3.1`, { csrf, key: randomUUID(), act: 'accept' });
    expect([seen.status, wordsOf(seen.text)]).toEqual([403, expect.stringContaining('Your role does not allow this')]);
    expect(await commands()).toBe(before);
  });

  it('is not told the first report', async () => {
    expect((await lead.get(casePath)).text).toContain('First report');
    expect((await (await signedIn(desk.url, 'city-police.investigator')).get(casePath)).text).not.toContain('First report');
  });
});

describe('what counts as seen', () => {
  it('is what the inbox shows: no other page reads it', async () => {
    const person = 'harbour-house.supervisor';
    const seen = (): Promise<number> => asOwner(async (client) => Number((await client.query<{ n: string }>('select count(*) as n from seen where person = $1', [person])).rows[0]?.n));
    const who = await signedIn(desk.url, person, '/desk/stalled');
    for (const path of ['/desk/stalled', '/desk/cases', '/desk/evening', casePath]) expect((await who.get(path)).status).toBe(200);
    expect([await seen(), (await who.get('/desk')).status, (await seen()) > 0]).toEqual([0, 200, true]);
  });
});

describe('what somebody wrote', () => {
  it('is shown as it was written, never run', async () => {
    const { text } = await lead.get(casePath);
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&lt;img src=x&gt;');
    expect(text).not.toMatch(/<script|<img/);
  });
});

describe('what is the survivor\'s to decide', () => {
  it('shows no date, no reminder, and no act that presses', async () => {
    const advocate = await signedIn(desk.url, 'harbour-house.advocate');
    const { text } = await advocate.get(`${casePath}/steps/S2.3`);
    const main = wordsOf(text).replace(/Times are those.*$/, '');
    expect(main).toContain('It goes at the survivor’s own pace. It has no date, and nobody is reminded.');
    expect(main).not.toMatch(/\d{4}|due|If nobody moves|Move the date|Name what holds it up|Set it aside/);
    const inbox = wordsOf((await advocate.get('/desk')).text);
    expect(inbox).toMatch(/Waiting properly .*Readiness signal, LIGHTHOUSE/);
  });

  it('is explained where a gate says no', async () => {
    const police = await signedIn(desk.url, 'city-police.investigator');
    const form = await stepForm(police, 'S5.2', 'schedule-statement');
    const seen = await police.post(`${casePath}/steps/S5.2`, { ...form, interpreterFixed: 'yes' });
    expect(seen.status).toBe(409);
    for (const words of ['The survivor has not said: ready to give a statement. Only the survivor can', 'A protected period runs.', 'No advocate was offered.', 'Your request is counted and goes to nobody.']) expect(wordsOf(seen.text)).toContain(words);
    expect(wordsOf(seen.text)).not.toContain('The interpreter is not fixed');
  });
});

describe('a case', () => {
  it('is told in plain words: what happens now, who holds it, since when, what is next, and who hears if nobody moves', async () => {
    const main = wordsOf((await lead.get(casePath)).text);
    for (const words of [
      'Harbour House is asked to take it on. Nobody has accepted it yet.', 'District Prosecutor answers for it until somebody has accepted. A community advocate is needed.',
      'If nobody moves Whoever is asked at Harbour House is reminded on', 'A protected period runs. Nobody presses the survivor.', 'Statement session Now Waiting properly.', 'City Police: investigator',
    ]) expect(main).toContain(words);
  });
});

describe('every page', () => {
  it('stands behind the same walls', async () => {
    for (const path of ['/desk', casePath, '/signed-out', '/desk/nowhere']) {
      const { headers, text } = await lead.get(path);
      expect(headers.get('content-security-policy')).toBe(`default-src 'none';style-src 'self';font-src 'self';img-src 'self';base-uri 'none';frame-ancestors 'none';form-action 'self' ${desk.url}`);
      expect([headers.get('cache-control'), headers.get('referrer-policy'), headers.get('x-content-type-options')]).toEqual(['no-store', 'no-referrer', 'nosniff']);
      expect(text).not.toMatch(/<script|\sstyle="|\son[a-z]+="/i);
    }
  });

  it('is asked for under its own name only', async () => {
    const response = await lead.raw(desk.url.replace('127.0.0.1', 'localhost') + casePath);
    expect([response.status, response.headers.get('location')]).toEqual([303, desk.url + casePath]);
  });

  it('leaves no address with anything but ids and codes in the log', () => {
    expect(desk.logged.join('')).not.toMatch(/coordinator|LIGHTHOUSE|code=/);
  });
});
