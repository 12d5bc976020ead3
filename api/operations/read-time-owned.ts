import { z } from 'zod';
import { seenCases } from '../boards/seen.ts';
import { concerns, daysOf, notYet, type Explained } from '../boards/explained.ts';
import { timeOwned } from '../boards/time-owned.ts';
import { look } from '../measures/look.ts';
import { nobody } from '../measures/measure.ts';
import { periodOf, type Period } from '../measures/period.ts';
import { reading, type Reader } from '../route.ts';
import { instant } from '../shapes.ts';
import { timeOwnedShape } from '../shapes-boards.ts';
import { caseIdOf, deskSubject } from '../views/subjects.ts';

interface Row extends Explained {
  readonly words: string;
  readonly at: Date;
}
const DAY_MS = 86_400_000;
const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What agencies said of their days, in any zone, that a period touches. The latest, if it is very much: what is not read counts as not explained. */
const explanations = ({ ask }: Reader, agencies: readonly string[], { from, until }: Period): Promise<readonly Row[]> => ask<Row>`
  select agency_id as agency, first_day::text as from, last_day::text as until, about, words, at from time_explanation
   where agency_id = any(${agencies}::text[]) and last_day >= ${utcDay(from - DAY_MS)}::date and first_day <= ${utcDay(until + DAY_MS)}::date
   order by last_day desc, first_day, about limit 500`;

async function opened({ ask, deps }: Reader, said: readonly Row[]) {
  const words: { from: string; until: string; caseId?: string; text: string; saidAt: string }[] = [];
  for (const { from, until, about, words: ref, at } of said.toReversed()) {
    const text = await deps.vault.get(ask, ref);
    if (text !== undefined) words.push({ from, until, ...(about !== '' && { caseId: caseIdOf(about) }), text, saidAt: at.toISOString() });
  }
  return words;
}

export const readTimeOwned = reading({
  id: 'read-time-owned',
  path: '/boards/time-owned',
  summary: 'Whose the time was',
  description: 'Hours of open steps in the period, agency by agency in alphabetical order: owned, and offered to it without an answer yet. What waits for the survivor, is protected or waits for somebody outside is left out. Each agency may explain its time first: others read of a day once it has, or once it had the time to (BOARDS_FILE, usually five working days); its words stand beside the figure. There is no other order, and none can be asked for.',
  query: z.strictObject({ from: instant.optional(), until: instant.optional() }),
  answer: timeOwnedShape,
  action: 'boards.read',
  subject: async (_ask, actor) => deskSubject(actor.agency),
  read: async (reader, { query }) => {
    const period = periodOf(query, reader.actor.now);
    const seen = await seenCases(reader);
    const picture = await look({ ask: reader.ask, measuredOf: reader.deps.playbooks.measured, ledgers: [...seen.keys()], ...period }, ['times', 'agencies']);
    const owned = timeOwned(picture);
    const said = (await explanations(reader, owned.map(({ agency }) => agency), period)).filter(({ about }) => about === '' || seen.has(about));
    const items: z.input<typeof timeOwnedShape>['items'] = [];
    for (const { cases, ...figure } of owned) {
      const { zone, holidays } = picture.agencies.get(figure.agency) ?? nobody;
      const shownFrom = figure.agency === reader.actor.agency ? undefined : notYet({ ...figure, cases }, period, said, { terms: reader.deps.boards, zone, holidays, now: reader.actor.now });
      const words = shownFrom === undefined ? await opened(reader, said.filter((each) => concerns(each, figure.agency, daysOf(period, zone)))) : [];
      items.push(shownFrom === undefined ? { ...figure, cases: cases.map(caseIdOf), words } : { agency: figure.agency, notYet: true, shownFrom });
    }
    return { body: { from: new Date(period.from).toISOString(), until: new Date(period.until).toISOString(), items } };
  },
});
