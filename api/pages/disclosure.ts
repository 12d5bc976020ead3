/** What the defence of one case is to be shown: what is due next first, what was shown, what is held back and on which ground, and why time was lost. */
import { z } from 'zod';
import { readCase } from '../operations/read-case.ts';
import { Problem } from '../problems.ts';
import { actOnSchedule, scheduleBody } from '../process/act-on-schedule.ts';
import { readSchedule } from '../process/read-schedule.ts';
import { scheduleShape } from '../process/shapes.ts';
import { caseShape } from '../shapes.ts';
import { delayWords, exculpatoryWords, groundWords, itemKindWords, processActWords, processOptionWords } from './disclosure-words.ts';
import { bodyOf, fieldsOf, optionOf, type Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { dayWords } from './when.ts';
import { listWords, sentence } from './words.ts';

type Schedule = z.output<typeof scheduleShape>;
type Item = Schedule['items'][number];
type Act = keyof typeof processActWords;

const isOpen = ({ state }: Item): boolean => state === 'OPEN';
/** What can be done with what is there. */
function possible({ items }: Schedule): readonly Act[] {
  const open = items.filter(isOpen);
  return ['list-item', ...(open.length > 0 ? (['decide-item', 'disclose-item', 'withhold-item'] as const) : []), 'log-delay'];
}

const titleOf = ({ kind, due, words, item }: Item): string => `${kind === undefined ? 'An item' : itemKindWords[kind]}${due === undefined ? '' : `, due ${dayWords(due)}`}${words === undefined ? ` (${item.slice(0, 8)})` : `: ${words.slice(0, 60)}`}`;

/** The item is chosen among the open ones; names of defendants are typed as the case has them. */
function asked({ items }: Schedule, act: Act): readonly Field[] {
  const option = optionOf(scheduleBody, act);
  const open = items.filter(isOpen).map((each) => ({ value: each.item, text: titleOf(each) }));
  // What is chosen is one of those that are open; its form is the API's to check.
  return (option === undefined ? [] : fieldsOf('item' in option.shape ? option.extend({ item: z.string() }) : option)).map((field): Field => {
    if (field.name === 'item') return { ...field, kind: 'choice', options: open };
    if (field.name === 'about') return { ...field, kind: 'line' };
    return { ...field, options: field.options.map(({ value, text }) => ({ value, text: sentence((field.name === 'cause' ? delayWords[value as 'COURT'] : processOptionWords[value]) ?? text) })) };
  });
}

function told({ to, exculpatory, state, overdue, late, ground, ruling }: Item): readonly string[] {
  return [
    ...(state === 'OPEN' && to !== undefined ? [`To be shown to ${listWords(to)}.`] : []), ...(state === 'OPEN' && overdue === true ? ['The day has passed.'] : []),
    ...(state === 'DISCLOSED' ? [late === true ? 'Shown, after its day.' : 'Shown.'] : []),
    ...(state === 'WITHHELD' ? [`Held back${ground === undefined ? '' : `: ${groundWords[ground]}`}${ruling === undefined ? '' : `, by a ruling of ${dayWords(ruling)}`}.`] : []),
    ...(exculpatory === undefined ? [] : [exculpatoryWords[exculpatory]]),
  ];
}

export const disclosurePage: Page = {
  path: paths.disclosure(':caseId'),
  template: 'disclosure',
  async show(visit, entries) {
    const { caseId = '' } = visit.params;
    const { body: schedule } = await visit.read(readSchedule, scheduleShape, { caseId });
    const { codeName } = (await visit.read(readCase, caseShape, { caseId })).body;
    const acts = visit.me.roles.includes('PROSECUTOR') ? possible(schedule) : [];
    const act = acts.find((each) => each === (entries?.['act'] ?? visit.query['act']));
    const open = schedule.items.filter(isOpen).toSorted((a, b) => (a.due ?? '').localeCompare(b.due ?? ''));
    const next = open[0]?.due;
    return {
      title: act === undefined ? 'What the defence is shown' : processActWords[act].label, subject: 'What the defence is shown', codeName, caseHref: paths.case(caseId), here: paths.disclosure(caseId),
      told: { lines: [{ about: 'Now', says: open.length === 0 ? 'Nothing is left to be shown.' : `${open.length === 1 ? 'One thing is' : `${open.length} things are`} still to be shown${next === undefined ? '' : `, the next by ${dayWords(next)}`}.` }] },
      items: act === undefined ? [...open, ...schedule.items.filter((each) => !isOpen(each))].map((each) => ({ title: titleOf(each), lines: told(each) })) : [],
      delays: act === undefined ? schedule.delays.map(({ cause, from, to, about, words }) => `${dayWords(from)} to ${dayWords(to)}: ${delayWords[cause]}${about === undefined ? '' : `, for ${about}`}.${words === undefined ? '' : ` ${words}`}`) : [],
      fields: act === undefined ? [] : asked(schedule, act), act, words: act && processActWords[act], agencyOptions: [],
      choices: acts.map((value) => ({ value, text: processActWords[value].label, hint: { text: processActWords[value].hint } })),
    };
  },
  async wish(visit, entries) {
    const { caseId = '' } = visit.params;
    const { body: schedule } = await visit.read(readSchedule, scheduleShape, { caseId });
    const act = possible(schedule).find((each) => each === entries['act']);
    if (act === undefined) throw new Problem('NOT_ALLOWED');
    return { operation: actOnSchedule, params: { caseId }, body: { act, ...bodyOf(asked(schedule, act), entries) }, said: `process.${act}`, next: () => paths.disclosure(caseId) };
  },
};
