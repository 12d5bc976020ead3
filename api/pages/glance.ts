/** A case at a glance: what waits to be accepted, what is late, the nearest date, and how much waits properly. Two to four sentences, from what the page tells at length. */
import type { z } from 'zod';
import { tracks } from '#domain/terms.ts';
import type { caseShape } from '../shapes.ts';
import { paths } from './paths.ts';
import { promiseTitle } from './promise-sentences.ts';
import { waits, type Telling } from './sentences.ts';
import { sentence } from './words.ts';
import { whenWords } from './when.ts';

type Case = z.output<typeof caseShape>;

/** A sentence, and what it leads to. */
export interface Glance {
  readonly says: string;
  readonly link?: { readonly text: string; readonly href: string };
}

/** One thing somebody moves: never what waits as it should, so no date of it can come in here (R1, R14). */
interface Moving {
  readonly title: string;
  readonly href: string;
  readonly isAsked: boolean;
  readonly due: string | undefined;
}
const finished: readonly string[] = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];
const asking: readonly string[] = ['PROPOSED', 'TIMED_OUT'];

function movingOf(whole: Case, { now, nameOf }: Telling): readonly Moving[] {
  const offered = new Set(whole.handOffs.filter(({ state }) => state !== 'IN_PROGRESS').map(({ id }) => id));
  const steps = whole.steps.flatMap((step): Moving[] => {
    // A step that is being handed over is counted once: as the hand-off.
    if (step.pacing === 'VICTIM_PACED' || finished.includes(step.state) || waits(step, now) || (step.handOff !== undefined && offered.has(step.handOff))) return [];
    return [{ title: step.title, href: paths.step(whole.id, step.step), isAsked: !step.accepted, due: step.horizonAt ?? step.due ?? step.reviewBy }];
  });
  const handOffs = whole.handOffs.filter(({ id }) => offered.has(id)).map(({ id, title, state, due }): Moving => ({ title, href: paths.handOff(id), isAsked: asking.includes(state), due }));
  const promises = whole.commitments.filter(({ state, endedAt }) => state !== 'SUSPENDED' && endedAt === undefined).map((promise): Moving => ({
    title: promiseTitle(promise, nameOf), href: paths.promise(promise.id), isAsked: promise.offeredTo !== undefined, due: promise.lapsedAt ?? promise.answerDue ?? promise.due,
  }));
  return [...steps, ...handOffs, ...promises].toSorted((one, other) => (one.due ?? '9').localeCompare(other.due ?? '9'));
}

const numbers = ['Nothing', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const count = (many: number, one: string, more: string): string => `${numbers[many] ?? many} ${many === 1 ? one : more}`;
const linkTo = ({ title, href }: Moving) => ({ text: title, href });

export function glanceOf(whole: Case, telling: Telling): readonly Glance[] {
  const moving = movingOf(whole, telling);
  const asked = moving.filter(({ isAsked }) => isAsked);
  const late = moving.filter(({ due }) => due !== undefined && due <= telling.now);
  const next = moving.find(({ due }) => due !== undefined && due > telling.now);
  const open = tracks.map((track) => whole.steps.filter((step) => step.track === track && !finished.includes(step.state))).filter((steps) => steps.length > 0);
  const waiting = open.filter((steps) => steps.every((step) => waits(step, telling.now))).length;
  const [first] = late;
  return [
    ...(asked.length === 0 ? [] : [{ says: `${count(asked.length, 'thing waits', 'things wait')} to be accepted.` }]),
    first === undefined ? { says: `Nothing is late${asked.length === 0 ? ', and nothing waits to be accepted' : ''}.` }
      : { says: late.length === 1 ? 'One thing is late:' : `${sentence(count(late.length, '', 'things are late'))}, first`, link: linkTo(first) },
    next === undefined ? { says: 'No date lies ahead.' } : { says: `The nearest date is ${whenWords(next.due ?? '', telling.zone)}:`, link: linkTo(next) },
    ...(waiting === 0 ? [] : [{ says: `${count(waiting, 'track waits', 'tracks wait')} properly.` }]),
  ];
}
