/** Act on a hand-off: answer it, move it on, decide who owns it. */
import { actOnHandOff } from '../operations/act-on-hand-off.ts';
import { readHandOffActs } from '../operations/read-hand-off-acts.ts';
import { readHandOff } from '../operations/read-hand-off.ts';
import { Problem } from '../problems.ts';
import { handOffShape } from '../shapes.ts';
import { handOffActsShape } from '../shapes-acts.ts';
import { caseAround, tellingOf } from './around.ts';
import { bodyOf, fieldsOf, optionOf } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { tellHandOff } from './sentences.ts';
import { agencyOptions } from './visit.ts';
import { actWords } from './words.ts';

export const handOffPage: Page = {
  path: paths.handOff(':handOffId'),
  template: 'act',
  async show(visit, entries) {
    const { handOffId = '' } = visit.params;
    const [{ body: handOff, rev }, acts] = await Promise.all([visit.read(readHandOff, handOffShape, { handOffId }), visit.read(readHandOffActs, handOffActsShape, { handOffId })]);
    const lead = (await caseAround(visit, handOff.caseId))?.lead;
    const telling = await tellingOf(visit, lead === undefined ? undefined : handOff.caseId, lead);
    const chosen = entries?.['act'] ?? visit.query['act'];
    const act = acts.body.acts.find((each) => each === chosen);
    const option = act && optionOf(actOnHandOff.body, act);
    return {
      title: act === undefined ? `Hand-off: ${handOff.title}` : actWords['hand-off'][act].label, subject: handOff.title, codeName: handOff.codeName, here: paths.handOff(handOffId),
      ...(lead !== undefined && { caseHref: paths.case(handOff.caseId) }), ...(handOff.note !== undefined && { note: handOff.note }),
      told: tellHandOff(handOff, telling), rev, fields: option === undefined ? [] : fieldsOf(option, ['answers', 'option']), act, words: act && actWords['hand-off'][act],
      choices: acts.body.acts.map((value) => ({ value, text: actWords['hand-off'][value].label, hint: { text: actWords['hand-off'][value].hint } })),
      agencyOptions: agencyOptions(await visit.agencies(), act === 're-propose' ? [handOff.sender] : []),
    };
  },
  async wish(visit, entries) {
    const { handOffId = '' } = visit.params;
    const option = optionOf(actOnHandOff.body, entries['act'] ?? '');
    if (option === undefined) throw new Problem('INVALID_REQUEST');
    const body = { act: entries['act'], ...bodyOf(fieldsOf(option, ['answers', 'option']), entries) };
    return { operation: actOnHandOff, params: { handOffId }, body, said: `hand-off.${entries['act']}`, next: () => paths.inbox() };
  },
};
