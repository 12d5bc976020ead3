/** The pages of a prosecution, as the story at the pages tells it: evidence is filed and said to prove something, a venture is drawn, and what stands beside is looked at. */
import { fillDay, post, signIn, type Person, type Stage } from './walker.ts';

const day = '2024-01-01';
/** Enough that a band has two rows, and that a tie leads past somebody. */
const people = [1, 2, 3, 4, 5, 6, 7, 8];

export async function prosecuted(stage: Stage, coordinator: Person, casePath: string): Promise<void> {
  const at = casePath.slice('/desk'.length);
  await post(stage, 'district-prosecutor.coordinator', `${at}/acts`, { act: 'name-subject', kind: 'SUSPECT', as: 'D1' });
  const police = await signIn(stage, 'city-police.investigator');
  await evidence(stage, police, casePath);
  await venture(stage, police, casePath);
  await coordinator.see(`${casePath}/proceedings`, 'where the proceedings stand');
  await coordinator.says('Limitation horizon');
  for (const [page, name] of [['suspects', 'suspects'], ['restitution', 'restitution'], ['disclosure', 'what the defence is shown'], ['scorecard', 'what a case was worth']] as const) await coordinator.see(`${casePath}/${page}`, name);
  await coordinator.see('/desk/portfolio', 'portfolio');
}

async function evidence(stage: Stage, police: Person, casePath: string): Promise<void> {
  const page = `${casePath}/evidence`;
  await police.see(page, 'evidence of which there is none');
  await police.act(page, 'file-item', async (form) => {
    for (const choice of ['kind][value=PAYROLL', 'origin][value=SEARCH', 'basis][value=WARRANT', 'class][value=D10', 'about][value=D1']) await form.check(`input[name=${choice}]`);
    await fillDay(form, 20, 'expires');
    await form.fill('#words', 'Two ledgers from the office.');
  });
  await police.says('E1: payroll');
  await post(stage, 'district-prosecutor.prosecutor', `${page.slice('/desk'.length)}/acts`, { act: 'open-route', as: 'R1', about: 'D1', label: 'TRAFFICKING', victims: [], elements: ['ACT', 'MEANS', 'PURPOSE'] });
  await police.act(page, 'add-source', async (form) => {
    await form.selectOption('#element', 'R1/ACT');
    for (const choice of ['source][value=DOCUMENT', 'strength][value=STRONG']) await form.check(`input[name=${choice}]`);
    await form.selectOption('#item', 'E1');
  });
  await stage.look.look(police.page, 'evidence and its matrix');
  await police.says('It relies on testimony: high');
}

async function venture(stage: Stage, police: Person, casePath: string): Promise<void> {
  const page = `${casePath}/venture`;
  const say = (body: object): Promise<string> => post(stage, 'city-police.investigator', `${page.slice('/desk'.length)}/acts`, body);
  for (const nth of people) await say({ act: 'put-on-map', as: `N${nth}`, kind: nth > 7 ? 'COMPANY' : 'PERSON', class: 'D10', words: `Number ${nth}, seen at the site.` });
  for (const nth of [2, 7, 8]) await say({ act: 'say-tie', node: `N${nth}`, to: 'N1', tie: 'COMMUNICATES_WITH', from: day });
  await police.act(page, 'weigh-person', async (form) => {
    await form.selectOption('#node', 'N1');
    await form.check('input[name=keyPlayer]');
    for (const choice of ['replaceability][value=HARD', 'reason][value=COMMANDS']) await form.check(`input[name=${choice}]`);
    await fillDay(form, 90, 'reviewBy');
  });
  await stage.look.look(police.page, 'the venture drawn');
  await police.says('Key players N1.');
}
