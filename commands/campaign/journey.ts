/** A story told at the pages, scripts off: a case is launched, a track handed over, declined twice, its owner decided; a promise lapses and a leader answers. */
import type { Browser, Page } from 'playwright-core';
import { onlooker, type Looked, type Onlooker } from './looking.ts';

export interface Story {
  readonly codeName: string;
  readonly referral: string;
}

interface Person {
  readonly page: Page;
  /** Opens a page by its address and looks at it. */
  see(path: string, name: string): Promise<void>;
  /** Chooses an act at a step or hand-off, fills its form, sends it. */
  act(path: string, act: string, fill?: (page: Page) => Promise<void>): Promise<void>;
  /** Sends the form that stands there, and looks at where it led. */
  send(name: string): Promise<void>;
  says(words: string): Promise<void>;
}

interface Stage {
  readonly browser: Browser;
  readonly url: string;
  readonly look: Onlooker;
}

/** Signs in by the list of fictional people. */
async function signIn({ browser, url, look }: Stage, person: string): Promise<Person> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  look.watch(page);
  await page.goto(url);
  const inside = page.waitForEvent('load');
  await page.click(`button[value="${person}"]`);
  await inside;
  const says = async (words: string): Promise<void> => {
    const text = (await page.textContent('main')) ?? '';
    if (!text.replace(/\s+/g, ' ').includes(words)) throw new Error(`${page.url()} does not say "${words}" to ${person}, but: ${text.replace(/\s+/g, ' ').slice(0, 600)}`);
  };
  const send = async (name: string): Promise<void> => {
    await submit(page);
    await look.look(page, name);
  };
  return {
    page, says, send,
    see: async (path, name) => {
      await page.goto(url + path);
      await look.look(page, name);
    },
    act: async (path, act, fill) => {
      await page.goto(url + path);
      const choice = page.locator(`input[name=act][value=${act}]`);
      if ((await choice.count()) === 0) throw new Error(`${path} does not let ${person} ${act}: ${(await page.textContent('main'))?.replace(/\s+/g, ' ')}`);
      await choice.check();
      await submit(page);
      await look.look(page, `form: ${act}`);
      await fill?.(page);
      await submit(page);
      if (new URL(page.url()).pathname === path && act !== 'schedule-statement') throw new Error(`${act} at ${path} was refused: ${(await page.textContent('main'))?.replace(/\s+/g, ' ')}`);
    },
  };
}

/** Sends the form that stands there, and waits for the page it leads to: going on earlier would take the request back. */
async function submit(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.click('#form button[type=submit]');
  await loaded;
}

const pathOf = (page: Page): string => new URL(page.url()).pathname;
const linkOf = async (page: Page, words: string): Promise<string> => (await page.getAttribute(`main a:has-text("${words}")`, 'href')) ?? '';

async function launch(coordinator: Person, playbook: string, { codeName, referral }: Story, team: Readonly<Record<string, string>>): Promise<string> {
  const { page } = coordinator;
  await coordinator.see('/desk/launch', 'launch');
  await page.fill('#codeName', codeName);
  await page.check(`input[name=playbook][value="${playbook}"]`);
  for (const [role, agency] of Object.entries(team)) await page.selectOption(`#role-${role}`, agency);
  await page.fill('#referral', referral);
  await coordinator.send('case');
  await coordinator.says('The case is launched.');
  return pathOf(page);
}

async function teamWork(stage: Stage, coordinator: Person, casePath: string): Promise<void> {
  for (const step of ['S3.1', 'S3.3']) {
    await coordinator.act(`${casePath}/steps/${step}`, 'accept');
    await coordinator.act(`${casePath}/steps/${step}`, 'complete');
    await coordinator.says('It is recorded as done.');
  }
  const police = await signIn(stage, 'city-police.investigator');
  await police.act(`${casePath}/steps/S4.1`, 'accept');
  await police.act(`${casePath}/steps/S4.1`, 'complete');
  await police.act(`${casePath}/steps/S5.2`, 'schedule-statement', (page) => page.check('input[name=interpreterFixed]'));
  await stage.look.look(police.page, 'refusal of the gate');
  await police.says('The survivor has not said that she is ready to give a statement. Only she can, and nobody asks her for it.');
}

/** Rows 10 to 12 of the story: offered, declined twice, determined, accepted. */
async function handOver(stage: Stage, coordinator: Person, casePath: string): Promise<void> {
  const { page } = coordinator;
  await coordinator.see(`${casePath}/steps/S4.3/hand-off`, 'offer');
  await coordinator.send('offer refused: nothing chosen');
  await coordinator.says('It was not recorded');
  await page.selectOption('#to', 'revenue-crime');
  await page.check('input[name=kind][value=ORDINARY]');
  await page.fill('#note', 'Account ids follow.');
  await coordinator.send('case with an offer');
  await coordinator.says('District Prosecutor offers it to Revenue Crime Office, who has not answered yet.');
  const revenue = await signIn(stage, 'revenue-crime.investigator');
  await stage.look.look(revenue.page, 'inbox of who is asked');
  await revenue.says('One thing needs you.');
  const offer = await linkOf(revenue.page, 'Financial track opened');
  await revenue.see(offer, 'hand-off of who is asked');
  const decline = async (): Promise<void> => {
    await revenue.act(offer, 'decline', (form) => form.check('input[name=reason][value=CAPACITY]'));
    await revenue.says('It is recorded that you declined.');
  };
  await decline();
  await coordinator.see('/desk', 'inbox of the sender');
  await coordinator.says('It was declined: offer it elsewhere or keep it');
  await coordinator.act(offer, 're-propose', async (form) => void (await form.selectOption('#to', 'revenue-crime')));
  await decline();
  await coordinator.see(offer, 'hand-off in dispute');
  await coordinator.says('It was refused more than once: no capacity. The coordinator of District Prosecutor decides who owns it.');
  await coordinator.act(offer, 'determine', async (form) => void (await form.selectOption('#owner', 'labour-standards')));
  await coordinator.says('You have decided who owns it.');
  const labour = await signIn(stage, 'labour-standards.supervisor');
  await labour.act(offer, 'accept');
  await labour.says('You have accepted the hand-off.');
  await coordinator.see(casePath, 'case after the hand-off');
  await coordinator.says('Labour Standards: labour-standards.supervisor owns it.');
}

/** A promise lapses: level 4 asks the leader, who promises it anew. */
async function lapse(stage: Stage): Promise<void> {
  const leader = await signIn(stage, 'district-prosecutor.leader');
  for (let tries = 0; tries < 100 && !((await leader.page.textContent('main')) ?? '').includes('Payroll analysis'); tries += 1) await leader.page.goto(`${stage.url}/desk`);
  await stage.look.look(leader.page, 'inbox of a leader');
  await leader.says('One thing needs you.');
  await leader.see('/desk/stalled', 'where it is stuck');
  await leader.says('Payroll analysis');
  await leader.act(await linkOf(leader.page, 'Payroll analysis'), 'recommit', async (form) => {
    const due = new Date(Date.now() + 40 * 86_400_000);
    for (const [part, value] of [['day', due.getUTCDate()], ['month', due.getUTCMonth() + 1], ['year', due.getUTCFullYear()]] as const) await form.fill(`#due-${part}`, String(value));
    await form.fill('#resource', 'one analyst');
  });
  await leader.says('It is promised anew.');
  await leader.see('/desk', 'inbox of a leader whom nothing needs');
  await leader.says('Nothing needs you.');
  const out = leader.page.waitForEvent('load');
  await leader.page.click('text=Sign out');
  await out;
  await stage.look.look(leader.page, 'signed out');
  await leader.says('You are signed out');
}

/** @throws Error where the pages do not lead on or do not say what they must. */
export async function walk(browser: Browser, url: string, story: Story, shots?: string): Promise<Looked> {
  const look = await onlooker(browser, url, shots);
  const stage: Stage = { browser, url, look };
  const first = await browser.newContext({ javaScriptEnabled: false }).then((context) => context.newPage());
  look.watch(first);
  await first.goto(url);
  await look.look(first, 'sign in');
  const idle = await signIn(stage, 'specialist-unit.leader');
  await look.look(idle.page, 'empty inbox');
  await idle.says('Nothing needs you.');
  const coordinator = await signIn(stage, 'district-prosecutor.coordinator');
  await coordinator.see('/desk/launch', 'launch');
  await coordinator.send('launch refused');
  await coordinator.says('Give a code name of 3 to 31 signs');
  const hasty = await launch(coordinator, 'hasty@1', { codeName: `${story.codeName} PROMISE`, referral: 'A promise that will not be kept.' }, {});
  await coordinator.act(`${hasty}/steps/A1`, 'accept');
  const casePath = await launch(coordinator, 'starter@1', story, { COMMUNITY_ADVOCATE: 'harbour-house', INVESTIGATOR: 'city-police', FINANCIAL_INVESTIGATOR: 'district-prosecutor', PROSECUTOR: 'district-prosecutor' });
  await coordinator.see('/desk/cases', 'cases');
  await coordinator.see('/desk', 'inbox');
  await teamWork(stage, coordinator, casePath);
  await handOver(stage, coordinator, casePath);
  await lapse(stage);
  const advocate = await signIn(stage, 'harbour-house.advocate');
  await advocate.see(`${casePath}/steps/S2.3`, 'readiness signal');
  await advocate.says('It goes at the survivor’s own pace. It has no date, and nobody is reminded.');
  await advocate.see('/desk/nowhere', 'absent page');
  return look.result();
}
