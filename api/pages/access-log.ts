/** Who opened her file: for who stands by her, to look at together with her or to print. */
import { readAccessLog } from '../access/read-log.ts';
import { accessShape } from '../access/shapes.ts';
import { accessLine } from './access-words.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { whenWords } from './when.ts';

export const accessLogPage: Page = {
  path: paths.accessLog(':victimId'),
  template: 'access-log',
  async show({ readAll, agencies, params, me }) {
    const { victimId = '' } = params;
    const names = await agencies();
    const items = await readAll(readAccessLog, accessShape, {}, { victimId });
    const lines = items.map((item) => accessLine(item, (agency) => names.get(agency) ?? agency, me.zone));
    return {
      title: 'Who opened this file', back: paths.victim(victimId), printed: whenWords(me.now, me.zone), named: items.some(({ person }) => person !== undefined),
      // One page of ours asks for several things: the same by the same person in the same minute stands here once.
      lines: [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()],
    };
  },
};
