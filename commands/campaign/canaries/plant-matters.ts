/** A canary in what the defence is to be shown: work product, a record of a matter beside the case. */
import { isNearPaper, maySeePaper, type Paper } from './judge.ts';
import { isIn, newToken, type World } from './world.ts';

export async function plantMatters(world: World): Promise<void> {
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
