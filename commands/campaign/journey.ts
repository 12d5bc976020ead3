/** A story told at the pages, scripts off: a case is launched, a track handed over, declined twice, its owner decided; a promise lapses and a leader answers. */
import type { Browser } from 'playwright-core';
import { herFile } from './journey-her-file.ts';
import { playbook } from './journey-playbook.ts';
import { prosecuted } from './journey-prosecution.ts';
import { onlooker, type Looked } from './looking.ts';
import { fillDay, follow, linkOf, pathOf, post, signIn, type Person, type Stage, type Token } from './walker.ts';

export interface Story {
  readonly codeName: string;
  readonly referral: string;
}

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
  await police.says('The survivor has not said: ready to give a statement. Only the survivor can, and nobody is to ask.');
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
  await coordinator.see(`${casePath}/known`, 'what is known of a case');
  await coordinator.see(casePath, 'case after the hand-off');
  await coordinator.says('Labour Standards: labour-standards.supervisor owns it.');
}

/** An agency is asked to promise, and promises; the coordinator moves its date. */
async function promises(stage: Stage, coordinator: Person, casePath: string): Promise<void> {
  await post(stage, 'district-prosecutor.coordinator', `${casePath.slice('/desk'.length)}/commitments`, { kind: 'DELIVERABLE', agency: 'harbour-house', due: '10wd', text: 'A list of interpreters.' });
  const advocate = await signIn(stage, 'harbour-house.advocate');
  await advocate.see(casePath, 'case with a promise');
  await advocate.says('Harbour House is asked to promise it. Nobody has promised yet.');
  const promise = await linkOf(advocate.page, 'Harbour House: something to deliver');
  await advocate.see(promise, 'promise that is asked for');
  await advocate.says('A list of interpreters.');
  await advocate.act(promise, 'accept');
  await advocate.says('Your agency has promised it.');
  await coordinator.act(promise, 're-date', async (form) => {
    await fillDay(form, 40);
    await form.check('input[name=reason][value=CAPACITY]');
  });
  await coordinator.says('Harbour House has promised it.');
}

/** Leaders are asked to sign, and sign on their phones; the last signature makes it binding. */
async function compact(stage: Stage, coordinator: Person, casePath: string, codeName: string): Promise<void> {
  const year = new Date().getUTCFullYear() + 1;
  const [startsOn, endsOn, due] = [new Date().toISOString().slice(0, 10), `${year}-12-31`, `${year}-06-30`];
  const at = `/desk${await post(stage, 'district-prosecutor.coordinator', `${casePath.slice('/desk'.length)}/compacts`, {
    codeName, playbook: { id: 'starter', version: 1 }, startsOn, endsOn,
    agencies: [{ agency: 'district-prosecutor', roles: ['COORDINATOR', 'PROSECUTOR'] }, { agency: 'city-police', roles: ['INVESTIGATOR'] }],
    pledges: [{ kind: 'RESOURCE', agency: 'city-police', due, text: 'Two investigators.', pledge: { amount: 2, unit: 'FTE', from: startsOn, until: due } }],
  })}`;
  await coordinator.see(at, 'compact that nobody was asked to sign');
  await coordinator.act(at, 'request-signatures');
  const police = await signIn(stage, 'city-police.leader');
  await stage.look.look(police.page, 'inbox of a leader who is asked to sign');
  await police.says('The compact');
  await police.see(await linkOf(police.page, 'The compact'), 'compact to sign');
  await police.says('City Police has not promised it yet');
  await police.says('Two investigators.');
  await police.act(at, 'sign');
  await police.says('You have signed for your agency.');
  await coordinator.see(casePath, 'case with a compact');
  await coordinator.says('City Police signed; District Prosecutor did not yet.');
  const leader = await signIn(stage, 'district-prosecutor.leader');
  await leader.act(at, 'sign');
  await leader.says('It is in force.');
  await leader.see('/desk', 'inbox of a leader who has signed');
  await leader.says('It has changed: look how it stands');
}

/** What a coordinator reads before going home. */
async function evening(coordinator: Person): Promise<void> {
  await coordinator.see('/desk/evening', 'before you are back');
  await coordinator.says('What falls due in your agency before');
  await coordinator.says('The rota names nobody.');
  await coordinator.page.fill('#before-year', String(new Date().getUTCFullYear() + 1));
  await coordinator.send('before a later day');
  await coordinator.says('Nobody has accepted it yet');
  await coordinator.page.fill('#hour', 'noon');
  await coordinator.send('before no hour');
  await coordinator.says('Give a day that exists, and an hour such as 9:00');
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
    await fillDay(form, 40);
    await form.fill('#resource', 'one analyst');
  });
  await leader.says('It is promised anew.');
  await leader.see('/desk', 'inbox of a leader whom nothing needs');
  await leader.says('Nothing needs you.');
  await follow(leader.page, 'text=Sign out');
  await stage.look.look(leader.page, 'signed out');
  await leader.says('You are signed out');
}

/** @throws Error where the pages do not lead on or do not say what they must. */
export async function walk(browser: Browser, { url, token }: { readonly url: string; readonly token: Token }, story: Story, shots?: string): Promise<Looked> {
  const look = await onlooker(browser, url, shots);
  const stage: Stage = { browser, url, look, token };
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
  await promises(stage, coordinator, casePath);
  await compact(stage, coordinator, casePath, story.codeName);
  await herFile(stage, coordinator, casePath);
  await prosecuted(stage, coordinator, casePath);
  await evening(coordinator);
  await playbook(stage);
  await lapse(stage);
  const advocate = await signIn(stage, 'harbour-house.advocate');
  await advocate.see(`${casePath}/steps/S2.3`, 'readiness signal');
  await advocate.says('It goes at the survivor’s own pace. It has no date, and nobody is reminded.');
  await advocate.see('/desk/nowhere', 'absent page');
  return look.result();
}
