/** Where is it stuck: what nobody moves, and apart from it, never as late, what waits properly (domain 5f, R14). */
import { readStalled } from '../operations/read-stalled.ts';
import { stalledShape } from '../shapes.ts';
import { lapsedRows, leaderNeeds } from './leader.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { whenWords } from './when.ts';
import { codeWords, listWords, sentence, trackWords } from './words.ts';

const verdictWords = { STALLED: 'Nothing moves', PARTLY_STALLED: 'Moves in part', MOVING: 'Moves', WAITING: 'Waiting properly' } as const;

export const stalledPage: Page = {
  path: paths.stalled(),
  template: 'stalled',
  async show(visit) {
    const { me, agencies, readAll } = visit;
    const names = await agencies();
    const found = await readAll(readStalled, stalledShape);
    // What was told to anybody else stands in the inbox: reading it there, and nowhere else, counts as seen.
    const overdue = me.roles.includes('AGENCY_LEADER') ? (await leaderNeeds(visit)).rows : undefined;
    const cases = found.map(({ caseId, codeName, lead, verdict, stalled, waitingProperly }) => ({
      codeName, href: paths.case(caseId), lead: names.get(lead) ?? lead, verdict: verdictWords[verdict],
      stalled: stalled.map(({ track, since, ageDays, cause }) => ({ track: trackWords[track], since: whenWords(since, me.zone), days: ageDays === 1 ? 'one day' : `${ageDays} days`, cause: sentence(codeWords(cause)) })),
      waiting: listWords(waitingProperly.map((track) => trackWords[track])),
    }));
    return { title: 'Where it is stuck', overdue, lapsed: await lapsedRows(visit), stuck: cases.filter(({ stalled }) => stalled.length > 0), waiting: cases.filter(({ waiting }) => waiting !== '') };
  },
};
