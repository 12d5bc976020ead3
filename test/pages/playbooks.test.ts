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
