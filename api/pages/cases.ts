/** The cases of my agency, the newest first. */
import { listCases } from '../operations/list-cases.ts';
import { caseSummaryShape } from '../shapes.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { whenWords } from './when.ts';

export const casesPage: Page = {
  path: paths.cases(),
  template: 'cases',
  async show(visit) {
    const names = await visit.agencies();
    const cases = await visit.readAll(listCases, caseSummaryShape);
    return {
      title: 'Cases',
      cases: cases.map(({ id, codeName, lead, openedAt }) => ({ codeName, href: paths.case(id), lead: names.get(lead) ?? lead, opened: whenWords(openedAt, visit.me.zone) })),
      launch: visit.me.launches ? paths.launch() : undefined,
    };
  },
};
