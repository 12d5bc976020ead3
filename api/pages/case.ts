/** One case in plain language, a track at a time. */
import type { z } from 'zod';
import { tracks } from '#domain/terms.ts';
import { listCompacts } from '../operations/list-compacts.ts';
import { readCase } from '../operations/read-case.ts';
import { caseShape } from '../shapes.ts';
import { compactShape, compactSummaryShape } from '../shapes-compacts.ts';
import { tellingOf } from './around.ts';
import { compactLine } from './compact.ts';
import { glanceOf } from './glance.ts';
import { readCompact } from '../operations/read-compact.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { promiseTitle, tellPromise } from './promise-sentences.ts';
import { tellHandOff, tellStep, waitsAlike, type Telling, type Told } from './sentences.ts';
import { codeWords, listWords, roleWords, trackWords } from './words.ts';
import { whenWords } from './when.ts';
import type { Visit } from './visit.ts';

type Case = z.output<typeof caseShape>;
const finished: readonly string[] = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];

interface TrackTold {
  readonly name: string;
  readonly stalled: string | undefined;
  readonly steps: readonly (Told & { readonly title: string; readonly code: string; readonly href: string; readonly handOff?: string })[];
  readonly done: readonly string[];
}

/** Every open step of every track, told; what is finished is named only. */
export function tracksOf(whole: Case, telling: Telling): readonly TrackTold[] {
  return tracks.flatMap((track): TrackTold[] => {
    const here = whole.steps.filter((step) => step.track === track);
    if (here.length === 0) return [];
    const open = here.filter(({ state }) => !finished.includes(state));
    const steps = open.map((step) => {
      const handOff = whole.handOffs.find(({ id }) => id === step.handOff);
      const told = tellStep(step, telling, handOff);
      return { ...told, title: step.title, code: step.step, href: paths.step(whole.id, step.step), ...(handOff !== undefined && told !== waitsAlike && { handOff: paths.handOff(handOff.id) }) };
    });
    const state = whole.tracks.find((each) => each.track === track);
    return [{
      name: trackWords[track], steps,
      stalled: state?.stalledAt === undefined ? undefined : `Nothing has moved here since ${whenWords(state.movedAt ?? state.quietSince, telling.zone)}.`,
      done: here.filter((step) => !open.includes(step)).map(({ title, state: how }) => `${title}${how === 'DONE' ? '' : ` (${codeWords(how)})`}`),
    }];
  });
}

/** What leaders promise each other for this case, and who has signed. */
async function compactsOf({ read, readAll }: Visit, caseId: string, nameOf: Telling['nameOf']) {
  const compacts = await readAll(listCompacts, compactSummaryShape, { case: caseId });
  return Promise.all(compacts.map(async ({ id }) => compactLine((await read(readCompact, compactShape, { compactId: id })).body, nameOf)));
}

export const casePage: Page = {
  path: paths.case(':caseId'),
  template: 'case',
  async show(visit) {
    const { caseId = '' } = visit.params;
    const { body: whole } = await visit.read(readCase, caseShape, { caseId });
    const telling = await tellingOf(visit, caseId, whole.lead);
    const team = whole.agencies.map(({ agency, roles }) => `${telling.nameOf(agency)}: ${listWords(roles.map((role) => roleWords[role].toLowerCase()))}`);
    const known = new Set(whole.steps.map(({ handOff }) => handOff));
    // A hand-off whose step is finished, or not told with it, still stands here.
    const others = whole.handOffs.filter(({ id }) => !known.has(id)).map((handOff) => ({ ...tellHandOff(handOff, telling), title: handOff.title, href: paths.handOff(handOff.id) }));
    const promises = whole.commitments.map((promise) => ({ ...tellPromise(promise, telling), title: promiseTitle(promise, telling.nameOf), href: paths.promise(promise.id) }));
    return {
      glance: glanceOf(whole, telling), promises, compacts: await compactsOf(visit, caseId, telling.nameOf),
      victims: paths.victims(caseId), known: paths.known(caseId), scorecard: paths.scorecard(caseId), disclosure: paths.disclosure(caseId), suspects: paths.suspects(caseId), evidence: paths.evidence(caseId), venture: paths.venture(caseId), proceedings: paths.proceedings(caseId), redress: paths.redress(caseId),
      title: whole.codeName, opened: whenWords(whole.openedAt, visit.me.zone), lead: telling.nameOf(whole.lead), team, tracks: tracksOf(whole, telling), others,
      protectedSteps: whole.protectedSteps.map(({ due, reviewBy }) => (due === undefined && reviewBy === undefined ? 'A protected step' : `A protected step: ${whenWords(due ?? reviewBy ?? '', visit.me.zone)}`)),
      ...(whole.referral !== undefined && { referral: whole.referral }),
    };
  },
};
