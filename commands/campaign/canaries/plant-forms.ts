/** A canary in every answer of a form, in the text of a draft of a playbook, and in what a reader says of it. */
import type { Role } from '#domain/terms.ts';
import type { Player } from './cast.ts';
import { classesOf, fieldOf, hers, ofTheCase, textOf } from './forms.ts';
import { isNearPaper, maySeePaper, type Canary, type Paper } from './judge.ts';
import { isIn, newToken, type World } from './world.ts';

/** An answer is a paper of its class that lies in the case: by the matrix, for who works on the case while she is in it. */
function answerCanary(token: string, paper: Paper): Canary {
  const isThere = (truth: World['truth']): boolean => !('victim' in paper.about) || truth.involved[paper.about.victim].includes('first');
  return {
    token, what: `answers ${'victim' in paper.about ? `of the ${paper.about.victim}` : 'of the first case'}`, class: paper.class, paper,
    may: (player, truth) => isThere(truth) && isIn('first', player, truth) && maySeePaper(truth, player, paper),
    near: (player, truth) => isThere(truth) && isIn('first', player, truth) && isNearPaper(truth, player, paper),
  };
}

export async function plantForms(world: World): Promise<void> {
  const { player, post, truth } = world;
  const [advocate, coordinator] = [player('house.advocate'), player('lead.coordinator')];
  const filed: readonly (readonly [string, Player, Paper['about']])[] = [[`${hers}:V1`, advocate, { victim: 'adult' }], [`${hers}:V2`, advocate, { victim: 'child' }], [ofTheCase, coordinator, { case: 'first' }]];
  for (const [key, by, about] of filed) {
    const at = `/cases/${truth.cases.first}/steps/${key}/acts`;
    const words = classesOf['victim' in about ? hers : ofTheCase].map((of) => ({ of, token: newToken() }));
    await post(by, at, { act: 'accept' });
    await post(by, at, { act: 'file-form', answers: Object.fromEntries(words.map(({ of, token }) => [fieldOf(of), `Answered: ${token}.`])) });
    world.canaries.push(...words.map(({ of, token }) => answerCanary(token, { class: of, depth: 'words', recorder: by.agency, about })));
  }
}

/** Of a draft and of what is said of it nobody is told but who works by playbooks, keeps them, or advises (D18). */
const readers: readonly Role[] = ['COORDINATOR', 'PROSECUTOR', 'INVESTIGATOR', 'SPECIALIST_ADVISOR', 'COMMUNITY_ADVOCATE', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_COUNSEL', 'CHILD_PROTECTION_WORKER', 'PLAYBOOK_STEWARD', 'SURVIVOR_CONSULTANT'];

/** @returns the name of the draft */
export async function plantEdition(world: World): Promise<string> {
  const { player, post, truth } = world;
  const name = `${truth.agencyOf('oversight').split('-')[0]}-draft`;
  const at = `/editions/${name}/1/acts`;
  const [title, note] = [newToken(), newToken()];
  await post(player('oversight.steward'), at, { act: 'draft', text: textOf(name).replace('title: First playbook', `title: ${title}`) });
  await post(player('oversight.steward'), at, { act: 'submit' });
  await post(player('oversight.survivor'), at, { act: 'comment', note: `As I see it: ${note}.` });
  const audience: Pick<Canary, 'may' | 'near'> = { may: (who) => who.roles.some((role) => readers.includes(role)), near: () => true };
  world.canaries.push({ token: title, what: 'the draft of a playbook', class: 'D18', ...audience }, { token: note, what: 'what a reader said of a draft', class: 'D18', ...audience });
  return name;
}
