/** Playbooks at the pages: a steward reads flaws by line, a reader comments, a draft is read as steps in words, and nobody is offered what is not theirs. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '../api/worker.ts';
import { hiddenOf, signedIn, startDesk, wordsOf, type Browser, type Desk } from './support.ts';

const worker = await startWorker();
const name = `p-${randomUUID().slice(0, 8)}`;
const page = `/desk/playbooks/${name}/1`;
const text = readFileSync(new URL('../../playbooks/starter.yaml', import.meta.url), 'utf8').replace('playbook: starter', `playbook: ${name}`);

let desk: Desk;
let steward: Browser;
let reader: Browser;
beforeAll(async () => {
  desk = await startDesk();
  [steward, reader] = [await signedIn(desk.url, 'oversight-office.steward'), await signedIn(desk.url, 'district-prosecutor.coordinator')];
});
afterAll(async () => {
  await desk.stop();
  await worker.stop();
});

const draft = async (of: string): Promise<void> => {
  const { status } = await desk.post('oversight-office.steward', `/editions/${name}/1/acts`, { act: 'draft', text: of }, { headers: { authorization: `Bearer ${await desk.sign({ sub: 'oversight-office.steward' })}` } });
  expect(status).toBe(200);
};
const offered = (of: string): string[] => [...of.matchAll(/name="act" type="radio" value="([a-z]+)"/g)].map(([, act = '']) => act);

describe('a draft at the pages', () => {
  it('is found from the inbox of a steward, with its flaws by line, and is not said to be sound', async () => {
    await draft(text.replace('    gate: S2.3', '    gate: S2.9'));
    expect((await steward.get('/desk')).text).toContain('href="/desk/playbooks"');
    expect((await steward.get('/desk/playbooks')).text).toContain(`href="${page}"`);
    const seen = wordsOf((await steward.get(page)).text);
    expect(seen).toMatch(/Line \d+: [^<]*S2\.9/);
    expect(seen).toContain('it goes no further until');
    expect(seen).not.toContain('It is sound.');
  });

  it('is read as steps in words once it is sound; what she decides has no date', async () => {
    await draft(text);
    const seen = wordsOf((await reader.get(page)).text);
    expect(seen).toMatch(/It is sound\..*Readiness signal\s*S2\.3: [A-Z][a-z ]+ At the survivor’s own pace: it has no date, and nobody is reminded\. Source: /);
    expect(seen).toMatch(/Within \d+ (working days?|hours?|days?) of its (opening|acceptance)\./);
  });

  it('takes a comment of a reader, and offers everybody what is theirs alone', async () => {
    expect(offered((await reader.get(page)).text)).toEqual(['comment']);
    expect(offered((await steward.get(page)).text)).toEqual(['submit', 'comment']);
    const said = await reader.post(page, { ...hiddenOf((await reader.get(`${page}?act=comment`)).text), note: 'Ask her <b>last</b>.' });
    expect(said.path).toBe(page);
    expect(wordsOf(said.text)).toContain('Your comment is recorded.');
    expect((await steward.get(page)).text).toContain('Ask her &lt;b&gt;last&lt;/b&gt;.');
    const forged = await reader.post(page, { ...hiddenOf((await reader.get(`${page}?act=comment`)).text), act: 'submit' });
    expect(forged.status).toBe(403);
    const leader = await signedIn(desk.url, 'district-prosecutor.leader');
    expect([(await leader.get(page)).status, (await leader.get('/desk/playbooks')).text.includes(name)]).toEqual([404, false]);
  });
});

describe('a survivor who advises', () => {
  it('arrives at the drafts, comments, and sees what became of it; no page leads to a case', async () => {
    await draft(text);
    const survivor = await signedIn(desk.url, 'oversight-office.survivor');
    const arrived = await survivor.get('/desk');
    expect([arrived.status, arrived.path]).toEqual([200, '/desk/playbooks']);
    const links = [...arrived.text.matchAll(/href="(\/desk[^"]*)"/g)].map(([, href = '']) => href).filter((href) => !href.startsWith('/desk/playbooks') && href !== '/desk/portfolio');
    expect([[...new Set(links)], arrived.text.includes(`href="${page}"`)]).toEqual([['/desk'], true]);
    const seen = await survivor.get(page);
    expect([seen.status, offered(seen.text), wordsOf(seen.text).includes('It is sound.')]).toEqual([200, ['comment'], true]);
    await survivor.post(page, { ...hiddenOf((await survivor.get(`${page}?act=comment`)).text), note: 'Nobody should be asked this twice.' });
    expect(wordsOf((await survivor.get(page)).text)).toMatch(/You say [^.]+\. The text has not been changed since\. Nobody should be asked this twice\./);
    await draft(text.replace('Urgent danger check', 'Urgent danger check, once'));
    expect(wordsOf((await survivor.get(page)).text)).toMatch(/You say [^.]+\. The text has been written anew since\. Nobody should be asked this twice\./);
    for (const [path, status] of [['/desk/cases', 404], ['/desk/stalled', 404], ['/desk/evening', 404], ['/desk/launch', 403]] as const) expect([path, (await survivor.get(path)).status]).toEqual([path, status]);
  });
});

describe('a playbook that is written at the pages', () => {
  const written = `w-${randomUUID().slice(0, 8)}`;
  const its = text.replace(`playbook: ${name}`, `playbook: ${written}`);
  const at = `/desk/playbooks/${written}/1`;
  const save = async (path: string, entries: Record<string, string>) => steward.post(path, { ...hiddenOf((await steward.get(path)).text), ...entries });
  const say = async (who: Browser, act: string, more: Record<string, string> = {}) => wordsOf((await who.post(at, { ...hiddenOf((await who.get(`${at}?act=${act}`)).text), ...more })).text);

  it('is kept though it has neither name nor end, and nothing that was typed is lost', async () => {
    expect((await steward.get('/desk/playbooks')).text).toContain('href="/desk/playbooks/new"');
    expect([(await reader.get('/desk/playbooks')).text.includes('/desk/playbooks/new'), (await reader.get('/desk/playbooks/new')).status]).toEqual([false, 403]);
    const nameless = await save('/desk/playbooks/new', { wholeText: 'title: <b>Of the harbour</b>\r\nsteps: []' });
    expect([nameless.status, wordsOf(nameless.text)]).toEqual([400, expect.stringMatching(/It was not recorded.*Begin it with its name and its version/)]);
    expect(nameless.text).toContain('title: &lt;b&gt;Of the harbour&lt;/b&gt;\r\nsteps: []</textarea>');
  });

  it('is saved with its flaws beside their lines, then without, by whoever stewards, and read by others', async () => {
    const faulty = await save('/desk/playbooks/new', { wholeText: its.replace('    gate: S2.3', '    gate: S2.9').replaceAll('\n', '\r\n') });
    const [before = ''] = faulty.text.split('<textarea');
    expect([faulty.path, wordsOf(before)]).toEqual([`${at}/text`, expect.stringMatching(/The text is saved\..*It goes no further until this is mended\. Line \d+ : gate: S2\.9 #[^:]*:[^:]* step S5\.2: gate names S2\.9, and there is no such step/)]);
    expect((await reader.get(`${at}/text`)).text).toMatch(/<pre class="tl-written"[^>]*>[^<]*gate: S2\.9/);
    expect((await reader.post(`${at}/text`, { ...hiddenOf((await steward.get(`${at}/text`)).text), text: its })).status).toBe(403);
    const sound = await save(`${at}/text`, { text: its });
    expect([sound.path, wordsOf(sound.text)]).toEqual([at, expect.stringContaining('It is sound.')]);
    expect(wordsOf((await steward.get(`${at}/text`)).text)).toContain('The check finds nothing wrong with it.');
  });

  it('is kept whole where the session has run out meanwhile', async () => {
    const long = `${its}# ${'x'.repeat(90_000)}\n`;
    const form = hiddenOf((await steward.get(`${at}/text`)).text);
    steward.cookies.delete('throughline-session');
    const choice = await steward.post(`${at}/text`, { ...form, text: long });
    const back = await steward.post(choice.path, { person: 'oversight-office.steward' });
    expect([back.path, wordsOf(back.text).includes('What you typed is here'), back.text.includes('x'.repeat(90_000))]).toEqual([`${at}/text`, true, true]);
    expect((await steward.post(`${at}/text`, { ...hiddenOf(back.text), text: long })).path).toBe(at);
  });

  it('is read by two people of two agencies and a survivor who advises, and published', async () => {
    const [survivor, police] = await Promise.all([signedIn(desk.url, 'oversight-office.survivor'), signedIn(desk.url, 'city-police.investigator')]);
    expect(await say(steward, 'submit')).toContain('It can be read by others now.');
    expect(await say(survivor, 'comment', { note: 'Ask her once.' })).toContain('Your comment is recorded.');
    expect(await say(steward, 'publish')).toContain('It was not recorded');
    expect(await say(reader, 'approve')).toContain('It is recorded that you approve.');
    // Whoever saves the text now is told that it is read anew.
    expect(wordsOf((await steward.get(`${at}/text`)).text)).toContain('a text that is saved now is read anew');
    expect(await say(police, 'approve')).toContain('It is recorded that you approve.');
    expect(await say(steward, 'publish')).toContain('It is published');
    expect((await steward.get(`${at}/text`)).text).not.toContain('<textarea');
    expect(wordsOf((await reader.get('/desk/playbooks')).text)).toContain(`${written}, version 1.`);
  });
});
