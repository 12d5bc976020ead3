/** A form that is sent after its session has idled away loses nothing, and gives nothing to anybody else (finding P13). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { browser, hiddenOf, signedIn, startDesk, wordsOf, type Browser, type Desk, type Seen } from './support.ts';

const worker = await startWorker();
const coordinator = 'district-prosecutor.coordinator';
const typed = { codeName: 'LATE LAMPS', playbook: 'starter@1', referral: 'Written for half an hour.', 'role-COMMUNITY_ADVOCATE': 'harbour-house', 'role-INVESTIGATOR': 'city-police', 'role-FINANCIAL_INVESTIGATOR': 'district-prosecutor', 'role-PROSECUTOR': 'district-prosecutor' };

let desk: Desk;
let casePath: string;
beforeAll(async () => {
  desk = await startDesk();
  const lead = await signedIn(desk.url, coordinator);
  casePath = (await lead.post('/desk/launch', { ...hiddenOf((await lead.get('/desk/launch')).text), ...typed, codeName: 'LATE LIGHTS', referral: 'In time.' })).path;
});
afterAll(async () => {
  await desk.stop();
  await worker.stop();
});

/** The browser lets go of a cookie whose time is over. */
const idle = (who: Browser): boolean => who.cookies.delete('throughline-session');
const drafts = (): Promise<readonly string[]> => asOwner(async (client) => (await client.query<{ sealed: string }>("select sealed from draft where name = 'form.desk.launch'")).rows.map(({ sealed }) => sealed));

async function sentTooLate(): Promise<{ readonly who: Browser; readonly choice: Seen }> {
  const who = await signedIn(desk.url, coordinator);
  const form = hiddenOf((await who.get('/desk/launch')).text);
  idle(who);
  return { who, choice: await who.post('/desk/launch', { ...form, ...typed }) };
}

describe('a form that is sent after half an hour without a page', () => {
  it('is recorded not at all, kept sealed, shown again to the same person, and discarded once it is recorded', async () => {
    const { who, choice } = await sentTooLate();
    expect(choice.path).toMatch(/^\/local-sign-in/);
    expect(JSON.stringify([...who.cookies.values(), ...(await drafts())])).not.toContain('half an hour');
    const back = await who.post(choice.path, { person: coordinator });
    expect([back.path, wordsOf(back.text)]).toEqual(['/desk/launch', expect.stringContaining('What you typed is here, and nothing was recorded yet')]);
    expect(back.text).toContain('Written for half an hour.');
    expect(back.text).toMatch(/value="harbour-house" selected/);
    const done = await who.post('/desk/launch', { ...hiddenOf(back.text), ...typed });
    expect([done.path.startsWith('/desk/cases/'), await drafts()]).toEqual([true, []]);
    expect((await who.get('/desk/launch')).text).not.toContain('Kept for you');
  });

  it('is shown to nobody else, on the same machine or not', async () => {
    const offer = `${casePath}/steps/S3.1/hand-off`;
    const who = await signedIn(desk.url, coordinator);
    const form = hiddenOf((await who.get(offer)).text);
    idle(who);
    await who.post(offer, { ...form, to: 'revenue-crime', note: 'Written for half an hour.' });
    const after = browser(desk.url);
    after.cookies.set('throughline-pen', who.cookies.get('throughline-pen') ?? '');
    const other = await after.post((await after.get(offer)).path, { person: 'district-prosecutor.leader' });
    const elsewhere = await signedIn(desk.url, 'city-police.investigator', offer).then((their) => their.get(offer));
    for (const { status, path, text } of [other, elsewhere]) expect([status, path, text]).toEqual([200, offer, expect.not.stringMatching(/half an hour|Kept for you/)]);
    expect((await signedIn(desk.url, coordinator).then((mine) => mine.get(offer))).text).toContain('half an hour');
  });

  it('is put aside only if it is a form of that very session, and not after signing out', async () => {
    await asOwner((client) => client.query('delete from draft'));
    const who = await signedIn(desk.url, coordinator);
    const form = hiddenOf((await who.get('/desk/launch')).text);
    const before = new Map(who.cookies);
    idle(who);
    expect((await who.post('/desk/launch', { ...form, ...typed, csrf: 'made up' })).status).toBe(403);
    for (const [name, value] of before) who.cookies.set(name, value);
    await who.raw('/sign-out', { method: 'POST', body: new URLSearchParams({ csrf: form['csrf'] ?? '' }) });
    expect(who.cookies.get('throughline-pen')).toBeUndefined();
    who.cookies.set('throughline-pen', before.get('throughline-pen') ?? '');
    await who.post('/desk/launch', { ...form, ...typed });
    expect(await drafts()).toEqual([]);
  });

  it('opens no page by what it leaves in the browser', async () => {
    const { who } = await sentTooLate();
    expect((await who.get('/desk')).path).toMatch(/^\/local-sign-in/);
  });
});
