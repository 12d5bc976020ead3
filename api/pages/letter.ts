/** What a letter was about: where its link leads, after signing in. To open it is what counts as read. */
import { openNotice } from '../operations/open-notice.ts';
import { openedShape } from '../shapes.ts';
import { noticeRow } from './rows.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';

export const letterPage: Page = {
  path: paths.letter(':id'),
  template: 'letter',
  async show({ read, params, me }) {
    const { body } = await read(openNotice, openedShape, { id: params['id'] ?? '' });
    return { title: 'What waits for you', rows: body.items.map((item) => noticeRow(item, me.zone)) };
  },
};
