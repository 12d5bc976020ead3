/** Canaries in records of matters beside a case: work product that the defence is to be shown, and the map of a venture with a target on which two teams work. */
import { isNearPaper, maySeePaper, type Paper } from './judge.ts';
import { isIn, newToken, type World } from './world.ts';

export async function plantMatters(world: World): Promise<void> {
  await plantDisclosure(world);
  await plantVenture(world, 'first', 'police.investigator');
  await plantVenture(world, 'elsewhere', 'elsewhere.investigator');
}

/** Both teams register the same telephone: a match tells each whom to call, and the crawl says whether anything of the map, of the name or of the papers of the other went with it. */
async function plantVenture(world: World, of: 'first' | 'elsewhere', by: 'police.investigator' | 'elsewhere.investigator'): Promise<void> {
  const { player, post, truth } = world;
  const [at, token, investigator] = [`/cases/${truth.cases[of]}`, newToken(), player(by)];
  await post(investigator, `${at}/venture/acts`, { act: 'put-on-map', as: 'N1', kind: 'SITE', class: 'D10', words: `Where it is: ${token}.` });
  await post(investigator, `${at}/targets/acts`, { act: 'take-contact' });
  await post(investigator, `${at}/targets/acts`, { act: 'register-target', node: 'N1', kind: 'PHONE', value: '+13125550143', notOfAVictim: true });
  const paper: Paper = { class: 'D10', depth: 'words', recorder: investigator.agency, about: { case: of } };
  world.canaries.push({ token, what: `the map of a venture of the ${of} case`, class: 'D10', paper, may: (who, now) => isIn(of, who, now) && maySeePaper(now, who, paper), near: (who, now) => isIn(of, who, now) && isNearPaper(now, who, paper) });
}

async function plantDisclosure(world: World): Promise<void> {
  const { player, post, truth } = world;
  const at = `/cases/${truth.cases.first}`;
  const prosecutor = player('lead.prosecutor');
  const [item, delay] = [newToken(), newToken()];
  await post(player('lead.coordinator'), `${at}/acts`, { act: 'name-subject', kind: 'SUSPECT', as: 'D1' });
  await post(prosecutor, `${at}/disclosure/acts`, { act: 'list-item', kind: 'REPORT', exculpatory: 'UNDECIDED', due: '2030-01-01', to: ['D1'], words: `What it is: ${item}.` });
  await post(prosecutor, `${at}/disclosure/acts`, { act: 'log-delay', cause: 'COURT', from: '2020-01-01', to: '2020-01-02', about: 'D1', words: `Why: ${delay}.` });
  const paper: Paper = { class: 'D15', depth: 'words', recorder: prosecutor.agency, about: { case: 'first' } };
  for (const [token, what] of [[item, 'an item of a disclosure schedule'], [delay, 'why time was lost']] as const)
    world.canaries.push({ token, what, class: 'D15', paper, may: (who, now) => isIn('first', who, now) && maySeePaper(now, who, paper), near: (who, now) => isIn('first', who, now) && isNearPaper(now, who, paper) });
}
