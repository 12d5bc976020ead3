/** The file of a survivor, as the story at the pages tells it. */
import type { Page } from 'playwright-core';
import { fillDay, linkOf, pathOf, signIn, type Person, type Stage } from './walker.ts';

/** A file is opened; what is owed at once is done; her advocate records what she agrees to, and that she takes it back. */
export async function herFile(stage: Stage, coordinator: Person, casePath: string): Promise<void> {
  await coordinator.see(`${casePath}/victims`, 'survivors of a case');
  await coordinator.page.fill('#as', 'Maria');
  await coordinator.send('a real name is refused');
  await coordinator.says('never a real name');
  await coordinator.page.fill('#as', 'V1');
  await coordinator.send('file that was opened');
  const file = pathOf(coordinator.page);
  await coordinator.see('/desk', 'inbox with a duty');
  await coordinator.see(await linkOf(coordinator.page, 'Report to child protection'), 'file with a duty');
  await coordinator.see(await linkOf(coordinator.page, 'Say what came of it'), 'form of a duty');
  await coordinator.says('Report to child protection.');
  await coordinator.page.check('input[name=outcome][value=DONE]');
  await coordinator.send('file after a duty');
  await coordinator.says('Nothing that you may know of.');
  await coordinator.act(file, 'stand-by', async (form) => {
    await form.check('input[name=role][value=COMMUNITY_ADVOCATE]');
    await form.selectOption('#agency', 'harbour-house');
  });
  await coordinator.act(file, 'record-age', async (form) => {
    await form.check('input[name=basis][value=ESTIMATED]');
    await form.check('input[name=adult]');
    await form.selectOption('#decidedBy', 'district-prosecutor');
  });
  await coordinator.says('She decides herself.');
  await sheDecides(stage, file);
}

/** What she agrees to opens her papers to somebody, and closes them again the moment she takes it back. */
async function sheDecides(stage: Stage, file: string): Promise<void> {
  const advocate = await signIn(stage, 'harbour-house.advocate');
  const police = await signIn(stage, 'city-police.investigator');
  await advocate.act(file, 'set-safe-contact', (form) => form.fill('#text', 'Her advocate calls on Tuesdays and says that the library has the book.'));
  await advocate.act(file, 'file-paper', async (form) => {
    await form.check('input[name=class][value=D4]');
    await form.fill('#kind', 'safe address');
    await form.fill('#text', 'A house that does not exist.');
  });
  await advocate.says('Safe address: where she is');
  await police.see(file, 'file of whom nothing was agreed with');
  await police.says('Nothing that you may know of. Silence is never consent.');
  await advocate.act(file, 'grant-consent', (form) => agree(form));
  await advocate.says('City Police may read where she is. For her safety. Agreed by herself.');
  await stage.look.look(advocate.page, 'file with a consent');
  await police.see(file, 'file with something shared');
  await police.says('A house that does not exist.');
  await advocate.see(await linkOf(advocate.page, 'Withdraw it'), 'form: withdraw-consent');
  await advocate.send('file with a consent that was withdrawn');
  await advocate.says('Withdrawn on');
  await police.see(file, 'file with nothing shared any more');
  if (((await police.page.textContent('main')) ?? '').includes('does not exist')) throw new Error('what she took back is still read');
  await advocate.see(`${file}/access-log`, 'who opened the file');
  await advocate.says('Investigator, City Police');
  await advocate.says('Read in full: where she is');
  await caredFor(advocate, file);
  await herWord(advocate, file);
  await inDanger(advocate, police, file);
}

/** The danger is assessed, support opened and ended as she says, something promised and answered for, a complaint raised. */
async function caredFor(advocate: Person, file: string): Promise<void> {
  const care = `${file}/care`;
  await advocate.see(care, 'care of whom nothing is recorded');
  await advocate.says('It is offered again and again, whatever she decides.');
  await advocate.act(care, 'assess-risk', async (form) => {
    for (const choice of ['level][value=HIGH', 'trigger][value=INITIAL', 'factors][value=DEBT', 'factors][value=FAMILY_ABROAD', 'measures][value=SAFE_PHONE']) await form.check(`input[name=${choice}]`);
    await fillDay(form, 30, 'next');
    await form.fill('#text', 'They know where her mother lives.');
  });
  await advocate.says('What it lies in: her family abroad and debt.');
  await advocate.says('They know where her mother lives.');
  await advocate.act(care, 'open-support', async (form) => {
    await form.check('input[name=kind][value=HOUSING]');
    await form.selectOption('#agency', 'harbour-house');
  });
  await advocate.act(care, 'promise-her', (form) => form.fill('#text', 'Nobody tells her employer where she is.'));
  await advocate.says('Nobody tells her employer where she is.');
  await advocate.act(care, 'raise-incident', async (form) => {
    for (const choice of ['kind][value=PRESSURE', 'raisedBy][value=HER']) await form.check(`input[name=${choice}]`);
    await form.selectOption('#unit', 'city-police');
    await form.fill('#text', 'They came again and asked.');
  });
  await advocate.says('It is about City Police. District Prosecutor answers for it.');
  await advocate.see(await linkOf(advocate.page, 'Record what she says of it'), 'form: answer-promise');
  await advocate.page.check('input[name=answer][value=KEPT]');
  await advocate.send('care with a promise that was kept');
  await advocate.says('A promise: it was kept');
  await advocate.see(await linkOf(advocate.page, 'Say that it ends'), 'form: end-support');
  await advocate.send('an end of support without a reason');
  await advocate.says('Why it ends: choose or write an answer');
  await advocate.page.check('input[name=reason][value=SHE_ENDED_IT]');
  await advocate.send('care with support that ended');
  await advocate.says('she ended it.');
}

/** What she says has a choice and a day before which nobody asks, and no place for a reason. */
async function herWord(advocate: Person, file: string): Promise<void> {
  await advocate.act(`${file}/voice`, 'signal-readiness', async (form) => {
    if ((await form.locator('#form textarea, #form input[type=text]:not([name^=until])').count()) > 0) throw new Error('the form of her word has a place for a reason');
    for (const choice of ['signal][value=NOT_TO_BE_ASKED_BEFORE', 'voice][value=SELF']) await form.check(`input[name=${choice}]`);
    await fillDay(form, 20, 'until');
  });
  await advocate.see(`${file}/voice`, 'her word');
  await advocate.says('Nobody offers or asks before');
}

/** Imminent danger opens what is needed to whoever says so with two reasons, and everybody who must know sees that it did. */
async function inDanger(advocate: Person, police: Person, file: string): Promise<void> {
  await police.see(`${file}/disclosures?act=break-glass`, 'form: break-glass');
  await police.says('closes by itself after 4 hours');
  await police.page.check('input[name=classes][value=D4]');
  await police.page.check('input[name=reasons][value=DANGER_TO_LIFE]');
  await police.send('one reason is refused');
  await police.says('Tick two reasons');
  await police.page.check('input[name=reasons][value=NOBODY_REACHABLE]');
  await police.send('file that was opened in danger');
  await police.says('A house that does not exist.');
  await police.says('What you write here is not confidential: it may be disclosed to the defence.');
  await advocate.see(`${file}/disclosures`, 'what was opened without her consent');
  await advocate.says('The glass was broken');
  await advocate.says('Nobody has reviewed it yet.');
}

async function agree(form: Page): Promise<void> {
  await form.selectOption('#agency', 'city-police');
  for (const choice of ['kind][value=SHARE', 'classes][value=D4', 'purpose][value=SAFETY', 'by][value=SELF', 'interpreter][value=REMOTE', 'method][value=WRITTEN']) await form.check(`input[name=${choice}]`);
  await fillDay(form, 30, 'until');
  await form.fill('#language', 'Spanish');
  await form.fill('#wording', 'City Police may read where you live, so that they can come at once. You can take it back at any time.');
  for (const told of ['withdrawalTold', 'noConditionTold', 'limitsTold']) await form.check(`input[name="explained.${told}"]`);
}
