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
}

async function agree(form: Page): Promise<void> {
  await form.selectOption('#agency', 'city-police');
  for (const choice of ['kind][value=SHARE', 'classes][value=D4', 'purpose][value=SAFETY', 'by][value=SELF', 'interpreter][value=REMOTE', 'method][value=WRITTEN']) await form.check(`input[name=${choice}]`);
  await fillDay(form, 30, 'until');
  await form.fill('#language', 'Spanish');
  await form.fill('#wording', 'City Police may read where you live, so that they can come at once. You can take it back at any time.');
  for (const told of ['withdrawalTold', 'noConditionTold', 'limitsTold']) await form.check(`input[name="explained.${told}"]`);
}
