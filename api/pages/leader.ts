/** What needs a leader now (domain 5f, leadership view 1), and which promises have lapsed, in words. */
import { z } from 'zod';
import { readCase } from '../operations/read-case.ts';
import { readLapsed } from '../operations/read-lapsed.ts';
import { readLeaderBoard } from '../operations/read-leader-board.ts';
import { lapsedShape, leaderShape } from '../shapes-boards.ts';
import { caseShape } from '../shapes.ts';
import { keyOf, type Row } from './rows.ts';
import { paths } from './paths.ts';
import { whenWords } from './when.ts';
import { commitmentWords, trackWords } from './words.ts';
import type { Visit } from './visit.ts';

/** Titles are those of the case itself, read as anybody reads it. */
export async function titlesOf({ read }: Visit, needs: readonly { readonly caseId: string }[]): Promise<ReadonlyMap<string, string>> {
  const caseIds = [...new Set(needs.map(({ caseId }) => caseId))];
  const cases = await Promise.all(caseIds.map((caseId) => read(readCase, caseShape, { caseId })));
  return new Map(cases.flatMap(({ body }) => [...body.steps.map((step): [string, string] => [`${body.id}/${step.step}`, step.title]), ...body.handOffs.flatMap((handOff): [string, string][] => [[`${body.id}/${handOff.id}`, handOff.title], [`${handOff.id}/step`, handOff.step]])]));
}

/** Stands for every duty in a file: a leader's board names none. */
export const OWED = 'owed';

export interface LeaderNeeds {
  readonly rows: readonly Row[];
  /** Of what stands here, as notices name it. */
  readonly keys: ReadonlySet<string>;
  /** The next date that could bring something, when nothing needs the leader. */
  readonly next: string | undefined;
}

export async function leaderNeeds(visit: Visit): Promise<LeaderNeeds> {
  const { body } = await visit.read(readLeaderBoard, leaderShape);
  const [titles, names] = await Promise.all([titlesOf(visit, body.items), visit.agencies()]);
  const { zone } = visit.me;
  const titleOf = (caseId: string, subject: string): string | undefined => titles.get(`${caseId}/${subject}`);
  return {
    next: body.nothing?.next,
    keys: new Set(body.items.flatMap((need) => (need.kind === 'owed' ? [OWED] : need.kind !== 'escalation' ? [] : [keyOf({ ...need, subject: need.of === 'hand-off' ? (titles.get(`${need.subject}/step`) ?? need.subject) : need.subject })]))),
    rows: body.items.map((need): Row => {
      switch (need.kind) {
        case 'escalation': {
          const href = need.of === 'step' ? paths.step(need.caseId, need.subject) : need.of === 'hand-off' ? paths.handOff(need.subject) : need.of === 'commitment' ? paths.promise(need.subject) : paths.case(need.caseId);
          return { what: titleOf(need.caseId, need.subject) ?? (need.of === 'commitment' ? 'A promise' : 'The compact'), where: need.codeName, need: `${names.get(need.agency) ?? need.agency} has not moved: level ${need.level.slice(1)} of 5 is reached`, when: `Since ${whenWords(need.since, zone)}`, href };
        }
        case 'protected': {
          const { level = '', since, lapsesAt } = need;
          const words = lapsesAt === undefined ? { need: `It has not moved: level ${level.slice(1)} of 5 is reached`, ...(since !== undefined && { when: `Since ${whenWords(since, zone)}` }) } : { need: 'A right lapses, and it is not decided whether to go on. It lapses', when: whenWords(lapsesAt, zone) };
          return { what: 'A protected step', where: need.codeName, href: paths.case(need.caseId), ...words };
        }
        case 'owed':
          return { what: 'What is owed to survivors', where: need.codeName, need: `${need.count === undefined ? 'It' : `${need.count} duties`} had to be done and ${need.count === undefined ? 'was' : 'were'} not: level ${need.level.slice(1)} of 5 is reached. Ask your team; whose it is stands with them`, when: `Since ${whenWords(need.since, zone)}` };
        case 'signature':
          return { what: 'The compact', where: need.codeName, need: 'It waits for the signature of your agency', href: paths.compact(need.compact), ...(need.due !== undefined && { when: whenWords(need.due, zone) }) };
        case 'horizon':
          return { what: titleOf(need.caseId, need.step) ?? need.step, where: need.codeName, need: 'A right lapses, and it is not decided whether to go on without testimony. It lapses', when: whenWords(need.lapsesAt, zone), href: paths.case(need.caseId) };
      }
    }),
  };
}

/** Commitments whose date has passed (metric M6). What waits for the survivor is not among them. */
export async function lapsedRows(visit: Visit): Promise<readonly Row[]> {
  const { body } = await visit.read(readLapsed, z.strictObject({ items: z.array(lapsedShape) }));
  const names = await visit.agencies();
  return body.items.map(({ agency, codeName, commitment, kind, track, lapsedSince, version }): Row => ({
    what: `${names.get(agency) ?? agency}: ${commitmentWords[kind]}`, where: codeName, href: paths.promise(commitment), when: whenWords(lapsedSince, visit.me.zone), late: true,
    need: `${track === undefined ? '' : `${trackWords[track]}. `}${version > 1 ? `Promised ${version} times. ` : ''}Not kept since`,
  }));
}
